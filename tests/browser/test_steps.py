"""A link to a step is obeyed: whatever the page makes of it later, it shows this step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import mapper
from mapper.record.story import read_story
from places import ROOT
from telling import stays

Open = Callable[..., Page]

ATLAS = mapper.load(ROOT)
assert ATLAS.story
STEPS = [step.id for step in read_story(ATLAS.story, ATLAS)[0].steps]
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
    """Another language makes the story anew behind another tab; the link's step is what it shows."""
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
    """What the window does to the text is no move of the reader's, nor where no scroll is anchored."""
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
