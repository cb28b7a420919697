"""The story on the map, in a real browser: begun, walked, walked back, linked to, framed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

import mapper
from browsing import until
from mapper.model.dates import iso
from mapper.record.days import opening_day
from mapper.record.story import Step, read_story
from places import ATLASES, ROOT

Open = Callable[..., Page]

ATLAS = mapper.load(ROOT)
assert ATLAS.story
STORY = read_story(ATLAS.story, ATLAS)[0]
STEPS = STORY.steps
OPENS = iso(opening_day(ATLAS))


@pytest.fixture
def opened(calm: Open) -> Open:
    """The atlas at a hash, without motion, on a screen of so many CSS pixels."""
    return calm


def step_of(id: str) -> Step:
    return next(step for step in STEPS if step.id == id)


def headline(page: Page | Frame) -> Locator:
    return page.locator(".story-tale.is-here .story-headline")


def parts(page: Page | Frame) -> dict[str, str]:
    """The parts of the map state in the address."""
    hash = str(page.evaluate("location.hash.slice(1)"))
    return dict(part.split("=", 1) for part in hash.split("&") if "=" in part)


def at_step(page: Page | Frame, number: int) -> None:
    """The card, the address and the bar of time are at this step, the first being 1."""
    step = STEPS[number - 1]
    expect(headline(page)).to_have_text(step.headline)
    expect(page.locator(".is-here .story-at")).to_have_text(
        f"Step {number} of {len(STEPS)} · {step.date}"
    )
    until(page, f"location.hash.includes('s={step.id}') && location.hash.includes('d=')")
    assert parts(page)["s"] == step.id
    assert parts(page)["d"] == iso(step.day)
    assert "v" not in parts(page), "the view of a step is the step's own"


def in_sight(page: Page, features: tuple[str, ...]) -> list[str]:
    """Those of the features whose place does not lie on the map that can be seen."""
    return list(
        page.evaluate(
            """features => {
              const map = document.querySelector("#map_atlas").getBoundingClientRect();
              const panel = document.querySelector(".panel");
              const isSheet = getComputedStyle(panel).position === "absolute";
              const least = isSheet ? panel.getBoundingClientRect().top : map.bottom;
              return features.filter(id => {
                const mark = document.querySelector(`.mark-point[data-feature="${id}"]`);
                if (!mark || mark.classList.contains("waits")) return false;
                const { left, right, top, bottom } = mark.getBoundingClientRect();
                return left < map.left || right > map.right || top < map.top || bottom > least;
              });
            }""",
            features,
        )
    )


def test_the_story_is_offered_and_not_begun(opened: Open) -> None:
    """The map opens as ever; the first tab holds an invitation."""
    page = opened()

    assert page.get_by_role("tab").all_inner_texts() == ["Story", "Map key", "List"]
    expect(page.get_by_role("tab", name="Map key")).to_have_attribute("aria-selected", "true")
    assert page.locator(".stands-back").count() == 0
    page.get_by_role("tab", name="Story").click()
    expect(page.locator(".story-invitation h2")).to_have_text(STORY.title)
    expect(page.locator(".story-steps summary")).to_have_text(f"{len(STEPS)} steps")
    assert page.locator(".story-steps a").all_inner_texts() == [step.headline for step in STEPS]
    expect(headline(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Leave the story")).to_be_hidden()


def test_three_steps_by_keyboard_and_back_again(opened: Open) -> None:
    """Tab, Enter, arrows; then the browser's Back walks through the same steps to the beginning."""
    page = opened()

    page.locator(".finder input").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Start the story")).to_be_focused()
    page.keyboard.press("Enter")
    at_step(page, 1)
    expect(headline(page)).to_be_focused()
    page.keyboard.press("ArrowRight")
    at_step(page, 2)
    page.keyboard.press("ArrowRight")
    at_step(page, 3)
    expect(page.locator('[role="status"]', has_text="Step 3 of")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    at_step(page, 2)

    for number in (3, 2, 1):
        page.go_back()
        at_step(page, number)
    page.go_back()
    expect(page.get_by_role("button", name="Start the story")).to_be_visible()
    expect(page.locator(".time-date")).to_have_text("7 August 1988")
    assert page.locator(".stands-back").count() == 0


PROSE = """part => [...part.querySelectorAll("p")].map(paragraph => {
  const copy = paragraph.cloneNode(true);
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return copy.textContent;
})"""


def test_a_wide_screen_scrolls_through_the_story(opened: Open) -> None:
    """The map follows what is read, and Back does not walk through what was passed."""
    page = opened("s=geneva")
    expect(page.locator(".story-tale:visible")).to_have_count(len(STEPS))
    before = page.evaluate("history.length")
    page.locator(".is-here .story-text").hover()

    for number in (2, 3):
        page.locator("#panel-story").evaluate(
            """(panel, at) => {
              const step = panel.querySelectorAll(".story-tale")[at];
              const top = part => part.getBoundingClientRect().top;
              panel.scrollTop += top(step) - top(panel);
            }""",
            number - 1,
        )
        at_step(page, number)
    assert page.evaluate("history.length") == before
    page.mouse.wheel(0, 100_000)
    at_step(page, len(STEPS))

    # The buttons lead on from what is here.
    page.get_by_role("button", name="Back").click()
    at_step(page, len(STEPS) - 1)
    expect(headline(page)).to_be_in_viewport()


def test_a_narrow_screen_shows_one_step_at_a_time(opened: Open) -> None:
    """On a phone and a tablet the others are out of the way."""
    page = opened("s=geneva", width=768, height=1024)

    expect(page.locator(".story-tale:visible")).to_have_count(1)
    page.get_by_role("button", name="Next:").click()
    expect(page.locator(".story-tale:visible")).to_have_count(1)
    at_step(page, 2)


def test_a_link_leads_to_each_step(opened: Open) -> None:
    """Its words are the text version's, its places are in sight, all others stand back."""
    page = opened(f"s={STEPS[-1].id}")
    on_top = [layer for layer in ATLAS.layers if not layer.entry.ground]
    features = {feature.id for layer in on_top for feature in layer.features}

    for step in STEPS:
        page.evaluate("step => { location.hash = `s=${step}`; }", step.id)

        expect(headline(page)).to_have_text(step.headline)
        card = page.locator(".is-here .story-text")
        assert card.evaluate(PROSE) == page.locator(f"#step-{step.id} .step-text").evaluate(PROSE)
        assert card.locator(".notes li").count() == len(set(step.cites))
        assert in_sight(page, step.features) == []
        back = page.locator("#map_atlas .mark.stands-back").evaluate_all(
            "marks => marks.map(mark => mark.dataset.feature)"
        )
        assert set(back) == (features - set(step.features) if step.features else set())
    expect(page.get_by_role("tab", name="Story")).to_have_attribute("aria-selected", "true")


def test_what_stands_back_is_pale_and_never_gone(opened: Open) -> None:
    """35 per cent for symbols and lines, a paler ink for names; all of it can still be opened."""
    page = opened("s=jalalabad")
    mark = page.locator('#map_atlas [data-feature="kunduz-garrison"]')
    line = page.locator('#map_atlas [data-feature="road-kunduz-pul-i-khumri"]')

    expect(mark.locator(".symbol")).to_have_css("opacity", "0.35")
    expect(line).to_have_css("opacity", "0.35")
    colours = [
        page.locator(f'.label-text[data-name="{town}"]').evaluate(
            "text => getComputedStyle(text).fill"
        )
        for town in ("kunduz", "jalalabad")
    ]
    assert colours[0] != colours[1]
    mark.click()
    expect(page.locator(".popup .record-name")).to_have_text("Kunduz garrison")
    expect(mark.locator(".symbol")).to_have_css("opacity", "1")


def test_leaving_the_story_brings_back_what_was_there(opened: Open) -> None:
    """Day, layers and view as they were before it."""
    page = opened("d=1989-01-05&l=garrisons&v=7/35.5/69")
    page.get_by_role("tab", name="Story").click()
    page.get_by_role("button", name="Start the story").click()
    page.get_by_role("button", name="Next:").click()
    at_step(page, 2)
    assert parts(page)["l"] == "routes,towns,passes,garrisons,crossings"

    page.get_by_role("button", name="Leave the story").click()

    expect(page.get_by_role("button", name="Start the story")).to_be_focused()
    expect(page.locator(".time-date")).to_have_text("5 January 1989")
    until(page, "location.hash.includes('v=7/35.5/69')")
    assert parts(page) == {"d": "1989-01-05", "l": "garrisons", "v": "7/35.5/69"}
    assert page.evaluate("map_atlas.getZoom()") == 7


def test_the_reader_may_look_around_within_a_step(opened: Open) -> None:
    """A moved map stays in the link; the next step goes on from its own view."""
    page = opened("s=kunduz")

    page.get_by_role("button", name="Zoom in").click()
    until(page, "location.hash.includes('v=8/')")
    expect(headline(page)).to_have_text(step_of("kunduz").headline)
    page.get_by_role("button", name="Next:").click()

    at_step(page, STEPS.index(step_of("kunduz")) + 2)


def test_the_text_version_leads_to_the_step(opened: Open) -> None:
    """Its link shows the step, with the focus on the headline; Back returns to the text."""
    page = opened("step-typhoon")
    expect(page.locator("#step-typhoon")).to_be_in_viewport()

    page.locator("#step-typhoon .step-map a").click()

    expect(headline(page)).to_be_focused()
    assert parts(page)["s"] == "typhoon"
    page.go_back()
    expect(page.locator("#step-typhoon")).to_be_in_viewport()


def test_in_a_locked_down_frame(page: Page, site: Path, tmp_path: Path) -> None:
    """Where history may not be written, each step is still one step back."""
    host = tmp_path / "host.html"
    host.write_text(
        f'<iframe sandbox="allow-scripts" src="{(site / "index.html").as_uri()}#s=geneva"'
        ' width="1200" height="700"></iframe>',
        "utf-8",
    )
    page.goto(host.as_uri())
    page.frame_locator("iframe").locator("[data-ready]").wait_for()
    frame = page.frames[1]
    at_step(frame, 1)

    for number in (2, 3):
        frame.get_by_role("button", name="Next:").click()
        at_step(frame, number)
    page.wait_for_timeout(
        600
    )  # longer than it takes the map to come to rest and the address to settle
    for number in (2, 1):
        page.evaluate("history.back()")
        at_step(frame, number)


def test_on_a_phone(opened: Open) -> None:
    """A sheet that leaves the places of the step in sight; a finger turns the steps."""
    page = opened(width=390, height=844, has_touch=True)
    page.get_by_role("button", name="Start the story").tap()
    at_step(page, 1)

    swipe(page, -150)
    at_step(page, 2)
    swipe(page, -150)
    at_step(page, 3)
    assert in_sight(page, STEPS[2].features) == []
    swipe(page, 150)
    at_step(page, 2)
    # Not by a tap: Chromium takes one that comes while a swipe still runs on for its end alone.
    page.locator(".panel").get_by_role("button", name="Close", exact=True).click()
    expect(headline(page)).to_be_hidden()
    assert parts(page)["s"] == STEPS[1].id


def swipe(page: Page, by: int) -> None:
    """A finger drawn sideways over the card, told to the page as Chromium tells it."""
    box = page.locator(".is-here .story-text").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    touch = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [{"x": x, "y": y}]),
        ("touchMove", [{"x": x + by, "y": y + 3}]),
        ("touchEnd", []),
    ):
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.detach()


def test_from_right_to_left_the_arrows_turn_round(opened: Open) -> None:
    """Where one reads from the right, the next step lies to the left."""
    page = opened("s=geneva")
    page.evaluate("document.documentElement.dir = 'rtl'")
    headline(page).focus()

    page.keyboard.press("ArrowLeft")
    at_step(page, 2)
    page.keyboard.press("ArrowRight")
    at_step(page, 1)


def test_a_step_leads_to_the_record(opened: Open) -> None:
    """A link to a place opens its record; a note leads to its words, and on to the source."""
    page = opened("s=kushka")

    page.locator(".is-here .story-text sup a").last.click()
    expect(page.locator(".is-here .story-text .notes li").last).to_be_focused()
    page.locator('.is-here .story-text a[data-show="torghundi-kushka"]').click()
    expect(page.locator(".popup .record-name")).to_contain_text("Kushka")
    expect(headline(page)).to_be_visible()
    sources = page.locator(".is-here .story-text .notes li a", has_text="Source")
    keys = sources.evaluate_all("links => links.map(link => link.hash.slice(1))")
    assert set(keys) == {f"source-{cite.key}" for cite in step_of("kushka").cites}


def test_another_atlas_tells_its_own(page: Page, tmp_path: Path) -> None:
    """A storm in a harbour of 1741, in three steps, by the same code."""
    built = mapper.build(ATLASES / "harbour", tmp_path / "site")
    page.goto(f"{built.page.as_uri()}#s=storm")
    page.wait_for_selector("[data-ready]")

    expect(headline(page)).to_have_text("A storm breaks the wall of the north quay")
    expect(page.locator(".is-here .story-at")).to_have_text("Step 2 of 3 · 13–20 July 1741")
    expect(page.locator(".is-here .story-text .notes li").first).to_have_text(
        "Ledger of the Harbour, 1741, fol. 3. Source"
    )
    page.get_by_role("button", name="Next: The dues are doubled").click()
    expect(page.locator(".time-date")).to_have_text("15 September 1741")
    expect(page.get_by_role("button", name="Next:")).to_be_hidden()
    expect(headline(page)).to_be_focused()
