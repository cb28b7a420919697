"""A link to a step is obeyed: whatever the page makes of it later, it shows this step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from opening import REST
from telling import ATLAS, STEPS, STORY, stays

Open = Callable[..., Page]

SIZES = {"wide": (1440, 900), "tall": (1920, 1600), "phone": (390, 844)}


@pytest.mark.parametrize("language", ATLAS.manifest.atlas.languages)
def test_a_link_opened_cold_stays_at_its_step(page: Page, site: Path, language: str) -> None:
    """`make steps` opens all of them; here one a language."""
    number = {"en": 7, "ru": 3}.get(language, len(STEPS))
    step = STEPS[number - 1]

    page.goto(f"{(site / 'index.html').as_uri()}#lang={language}&s={step}")
    page.wait_for_selector("[data-ready]", state="attached")

    assert stays(page) == (step, number, True)


@pytest.mark.parametrize("size", SIZES)
def test_a_step_that_is_told_unseen_is_led_to_when_seen(calm: Open, size: str) -> None:
    """Another language makes the story anew behind another tab, which then shows the step."""
    page = calm("", *SIZES[size])
    last = len(STEPS)

    for number, language in ((3, "ru"), (last, "fa"), (last - 2, "en")):
        page.locator('[data-tab="key"]').evaluate("tab => tab.click()")
        page.evaluate(
            "([step, language]) => { location.hash = `lang=${language}&s=${step}`; }",
            [STEPS[number - 1], language],
        )
        assert stays(page) == (STEPS[number - 1], number, True), language


def test_a_column_of_another_width_keeps_the_step(page: Page, site: Path) -> None:
    """What the window does to the text is no move of the reader's, with scrolls anchored or not."""
    page.goto(f"{(site / 'index.html').as_uri()}#s=salang")
    page.wait_for_selector("[data-ready]", state="attached")
    page.locator("#panel-story").evaluate("panel => { panel.style.overflowAnchor = 'none'; }")
    told = ("salang", STEPS.index("salang") + 1, True)
    assert stays(page) == told

    page.locator(".story-text").evaluate_all(
        "texts => texts.forEach(text => { text.style.fontSize = '26px'; })"
    )
    assert stays(page) == told
    page.set_viewport_size({"width": 1100, "height": 620})
    assert stays(page) == told


SEEN = """features => {
  const all = name => [...document.querySelectorAll(`#map_atlas ${name}`)];
  const seen = part => part.getClientRects().length > 0;
  const boxes = all(".label-text.is-told").filter(seen);
  const wrong = [];
  for (const id of features) {
    const mark = all(`.mark-point[data-of="${id}"]`)[0];
    if (!mark || !seen(mark)) continue;
    if (getComputedStyle(mark, "::before").boxShadow === "none") wrong.push(`${id}: no ring`);
    const names = all(`.label-text[data-of="${id}"], .label-text[data-beside="${id}"]`);
    const bold = names.filter(name => seen(name) && getComputedStyle(name).fontWeight === "700");
    const said = names.some(name => boxes.some(box => box.textContent === name.textContent));
    if (names.length > 0 && bold.length === 0 && !said) wrong.push(`${id}: no bold name`);
  }
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const rects = boxes.map(box => box.getBoundingClientRect());
  for (const other of all(".label-text:not(.is-told)").filter(seen))
    if (rects.some(rect => meet(rect, other.getBoundingClientRect())))
      wrong.push(`${other.textContent} lies on a name that is told`);
  return wrong;
}"""


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_what_a_step_names_is_ringed_and_its_name_bold(calm: Open, size: str) -> None:
    """Towns as well as garrisons; the other names give way."""
    page = calm("s=geneva", *SIZES[size])
    wrong = {}

    for step in STORY.steps:
        page.evaluate("step => { location.hash = `s=${step}`; }", step.id)
        expect(page.locator(".is-here .story-headline")).to_have_text(step.headline)
        page.evaluate(REST)
        page.evaluate(REST)
        wrong[step.id] = page.evaluate(SEEN, step.features)
    page.evaluate("location.hash = 's='")
    expect(page.locator("#map_atlas .is-told")).to_have_count(0)

    assert {step: found for step, found in wrong.items() if found} == {}


def test_what_lies_off_the_map_is_pointed_to(calm: Open) -> None:
    """Geneva by an arrow at the edge, with how far it is; Islamabad, in view, by a ring."""
    page = calm("s=geneva", 1366, 768)

    signs = page.locator("#map_atlas .away-place")
    expect(signs).to_have_count(2)
    geneva, islamabad = signs.nth(0), signs.nth(1)
    expect(geneva).to_contain_text("Geneva")
    expect(geneva.locator(".away-far")).to_have_text("5,300 km from Kabul")
    arrow, edge = geneva.locator("svg").bounding_box(), page.locator("#map_atlas").bounding_box()
    assert arrow
    assert edge
    assert 0 <= arrow["x"] - edge["x"] < 24
    assert edge["y"] < arrow["y"] < edge["y"] + edge["height"] / 2, "to the north-west"

    expect(islamabad.locator(".away-far")).to_be_hidden()
    assert (
        islamabad.locator("circle").last.evaluate(
            """ring => {
          const [box, map] = [ring, map_atlas.getContainer()].map(e => e.getBoundingClientRect());
          const { x, y } = map_atlas.latLngToContainerPoint([33.72148, 73.04329]);
          return Math.hypot(box.x + box.width / 2 - map.x - x, box.y + box.height / 2 - map.y - y);
        }"""
        )
        < 2
    )
    page.evaluate("location.hash = 's=geneva&lang=fa'")
    expect(geneva).to_contain_text("ژنو")
    page.evaluate("location.hash = 's=kunduz'")
    expect(signs).to_have_count(0)


def test_after_the_time_of_the_map_the_bar_says_so(calm: Open) -> None:
    """Instead of a figure for a day that the step does not speak of."""
    page = calm("s=afterwards")
    figures = page.locator(".time-figures")

    expect(figures).to_have_text(
        "This step tells of the time after that of the map, which ends on 28 February 1989."
    )
    page.evaluate("location.hash = 's=the-dead'")
    expect(figures).to_contain_text("a longer time than the map")
    page.evaluate("location.hash = 's=bridge'")
    expect(figures).to_contain_text("Strength on this day")
