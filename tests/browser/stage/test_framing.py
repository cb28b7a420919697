"""The map in another page: what a teacher chooses in Share is what stands in the frame."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from audit import violations
from browsing import served, until, watched
from mapper.model.atlas import Atlas
from mapper.record.story import read_story

Open = Callable[..., Page]
Framed = Callable[[str], FrameLocator]

SHARED = "d=1989-02-15&f=hairatan-bridge"
LAST_DAY = "15 February 1989"
WHOLE = "Open the whole map"
SIZES = ("100% × 640", "800 × 600", "600 × 450", "360 × 640")


def sharing(page: Page) -> Locator:
    menu = page.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name="Share").click()
    return page.get_by_role("dialog", name="Share")


def choose(dialog: Locator, **chosen: str) -> str:
    """The code of the frame, once this is chosen: `around`, `size`, `story`."""
    labels = {"around": "Around the map", "size": "Size", "story": "Story"}
    for name, option in chosen.items():
        dialog.get_by_label(labels[name]).select_option(label=option)
    return dialog.get_by_label("Code of the frame").input_value()


@pytest.fixture
def framed(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Framed]:
    """The code as it is, in a page beside the map on a server."""
    (tmp_path / "index.html").write_bytes((site / "index.html").read_bytes())
    context = browser.new_context(viewport={"width": 1240, "height": 760})

    def opened(code: str) -> FrameLocator:
        (tmp_path / "lesson.html").write_text(f"<!doctype html><title>Lesson</title>{code}")
        host = context.new_page()
        host.goto(f"{root}/lesson.html")
        frame = host.frame_locator("iframe")
        frame.locator("[data-ready]").wait_for()
        return frame

    with served(tmp_path) as root:
        yield opened
    context.close()


def is_map_alone(frame: FrameLocator | Page, day: str) -> None:
    """Title, day, key, credits and the way to the whole; nothing else of what stands around it."""
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    expect(frame.locator(".time-date")).to_have_text(day)
    expect(frame.get_by_role("button", name="Map key")).to_be_visible()
    expect(frame.get_by_role("button", name="Credits")).to_be_visible()
    expect(frame.get_by_role("link", name=WHOLE)).to_be_visible()
    for gone in (".finder", ".time-steps", ".time-axis", ".summary", "[data-sheet=list]"):
        expect(frame.locator(gone)).to_be_hidden()
    expect(frame.get_by_role("button", name="Start the story")).to_have_count(0)
    expect(frame.get_by_role("slider")).to_have_count(0)


# From the dialog into the frame


@pytest.mark.parametrize("size", SIZES)
def test_the_map_alone(calm: Open, framed: Framed, size: str) -> None:
    """Of every size that is offered; key and sources are in it, and the whole is a link away."""
    dialog = sharing(calm("d=1989-02-15"))
    code = choose(dialog, around="Map alone", size=size)

    width, height = size.split(" × ")
    assert f' width="{width}" height="{height}" ' in code
    frame = framed(code)
    is_map_alone(frame, LAST_DAY)
    expect(frame.locator("#panel-key")).to_be_hidden()

    frame.get_by_role("button", name="Map key").click()
    expect(frame.locator("#panel-key .matrix")).to_be_visible()
    frame.get_by_role("button", name="Menu").click()
    frame.get_by_role("link", name="Sources").click()
    expect(frame.locator("#sources h2")).to_be_in_viewport()
    frame.get_by_role("link", name="Back to the map").click()
    is_map_alone(frame, LAST_DAY)


def test_the_whole_is_a_link_away(calm: Open, framed: Framed) -> None:
    """In a tab of its own, with what the reader has before them in the frame by then."""
    code = choose(sharing(calm("d=1989-02-15")), around="Map and time bar", size="800 × 600")
    frame = framed(code)
    expect(frame.locator(".finder")).to_be_hidden()
    frame.get_by_role("button", name="Previous event").click()
    expect(frame.locator(".time-date")).not_to_have_text(LAST_DAY)
    day = frame.locator(".time-date").inner_text()

    with frame.owner.page.context.expect_page() as opened:
        frame.get_by_role("link", name=WHOLE).click()

    whole = opened.value
    whole.wait_for_selector("[data-ready]")
    whole.set_viewport_size({"width": 1440, "height": 900})
    assert "ui=" not in whole.url
    expect(whole.locator(".time-date")).to_have_text(day)
    expect(whole.get_by_role("combobox", name="Search")).to_be_visible()
    expect(whole.get_by_role("link", name=WHOLE)).to_have_count(0)


def test_where_the_story_begins(calm: Open, framed: Framed, atlas: Atlas) -> None:
    """At the first step, at the one that is told, or at none: the step is read beside the map."""
    assert atlas.story
    steps = {step.id: step.headline for step in read_story(atlas.story, atlas)[0].steps}
    dialog = sharing(calm("s=kunduz"))
    choose(dialog, around="Map alone", size="600 × 450")
    this, first, none = (
        choose(dialog, story=each) for each in ("This step", "From the beginning", "No step")
    )

    for code, headline in ((this, steps["kunduz"]), (first, next(iter(steps.values())))):
        frame = framed(code)
        expect(frame.locator(".is-here .story-headline")).to_have_text(headline)
        expect(frame.locator(".is-here .story-headline")).to_be_in_viewport()
        expect(frame.get_by_role("link", name=WHOLE)).to_be_visible()
    frame.get_by_role("button", name="Next:").click()
    expect(frame.locator(".is-here .story-headline")).to_have_text(list(steps.values())[1])
    frame.get_by_role("button", name="Leave the story").click()
    expect(frame.get_by_role("button", name="Start the story")).to_be_focused()
    expect(frame.get_by_role("button", name="Start the story")).to_be_in_viewport()

    frame = framed(none)
    is_map_alone(frame, calm("s=kunduz").locator(".time-date").inner_text())
    assert frame.locator(".stands-back").count() == 0


def test_without_a_step_there_is_none_to_begin_at(calm: Open) -> None:
    dialog = sharing(calm(""))
    options = dialog.get_by_label("Story").locator("option")
    assert options.all_inner_texts() == ["No step", "From the beginning"]
    assert "&amp;s=" not in choose(dialog)
    assert "ui=" not in choose(dialog)


# By keyboard, on a small screen


def test_by_keyboard_alone(calm: Open, framed: Framed) -> None:
    """The choices change what Copy takes, and the focus stays in the dialog."""
    page = calm("d=1989-02-15", 360, 640)
    page.get_by_role("button", name="Menu").press("Enter")
    page.get_by_role("button", name="Share").press("Enter")
    focused = "document.activeElement.closest('dialog') !== null"
    until(page, focused)
    for label, key in (("Around", "End"), ("Size", "End"), ("Preview", "Enter")):
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(focused)
            if page.evaluate(
                "label => (document.activeElement.labels?.[0] ?? document.activeElement)"
                ".textContent.startsWith(label)",
                label,
            ):
                break
        page.keyboard.press(key)
    expect(page.locator("dialog iframe")).to_have_count(1)
    for _ in range(3):  # what is shown small is a picture: Tab goes past it
        page.keyboard.press("Tab")
        assert page.evaluate(f"{focused} && document.activeElement.tagName !== 'IFRAME'")

    code = page.get_by_label("Code of the frame").input_value()
    assert "ui=map" in code
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    frame = framed(code)
    is_map_alone(frame, LAST_DAY)
    frame.get_by_role("button", name="Map key").press("Enter")
    expect(frame.get_by_role("tab", name="Map key")).to_be_focused()
    frame.get_by_role("tab", name="Map key").press("Escape")
    expect(frame.locator("#panel-key")).to_be_hidden()
    expect(frame.get_by_role("button", name="Map key")).to_be_focused()


@pytest.mark.parametrize("width", [360, 600, 1200])
def test_what_is_hidden_is_hidden_from_all(calm: Open, width: int) -> None:
    """Tab stops at nothing that is not seen; keys that ask for what is gone do nothing."""
    page = calm("ui=map&d=1989-02-15", width, 640)
    page.keyboard.press("/")
    page.keyboard.press("p")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    names = []
    for _ in range(16):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.checkVisibility()"
        )
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert {"Map key", WHOLE, "Credits"} <= set(names)
    assert not {"List", "Start the story"} & set(names)
    assert "ui=map" in page.url


def test_presenting_ends_in_the_frame_as_it_was(calm: Open) -> None:
    """`ui=present` is as it was, and no key leads to it from a map with less around."""
    page = calm("s=kunduz&ui=map", 600, 450, fresh=True)
    expect(page.get_by_role("button", name="Present")).to_have_count(0)
    page.locator(".is-here .story-headline").press("p")
    until(page, "location.hash.includes('ui=map')")
    expect(page.locator(".atlas.is-presenting")).to_have_count(0)
    page.evaluate("location.hash = 's=kunduz&ui=present'")
    expect(page.locator(".atlas.is-presenting")).to_have_count(1)
    expect(page.locator(".atlas.is-bare")).to_have_count(0)
    page.evaluate("location.hash = 'ui=unknown,key'")
    expect(page.locator(".atlas:is(.is-bare, .is-presenting)")).to_have_count(0)


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(320, 480, "light"), (768, 1024, "dark"), (1440, 900, "light")]
)
@pytest.mark.parametrize("hash", ["ui=map", "ui=time&lang=fa", "ui=map&s=kunduz"])
def test_no_barrier(calm: Open, hash: str, width: int, height: int, scheme: str) -> None:
    """`make a11y` audits all of it at every width, in both themes."""
    page = calm(hash, width, height, color_scheme=scheme)
    if "s=" not in hash:  # a step has opened the panel
        page.locator("[data-sheet=key]").click()
        expect(page.locator("#panel-key")).to_be_visible()
    assert violations(page) == []


# The preview


@pytest.mark.parametrize("way", ["file", "http", "locked"])
def test_a_preview_is_made_when_asked_for(browser: Browser, site: Path, way: str) -> None:
    """From disk, from a server, and there in a locked frame: what was chosen, small, by itself."""
    with served(site) as root:
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        _, said = watched(page)
        address = f"{site.as_uri() if way == 'file' else root}/index.html#{SHARED}"
        locked = f'<iframe sandbox="allow-scripts" width="960" height="700" src="{address}">'
        if way == "locked":
            page.route("**/course", lambda r: r.fulfill(body=locked, content_type="text/html"))
        page.goto(f"{root}/course" if way == "locked" else address)
        seen = page.frames[-1]
        seen.locator("[data-ready]").wait_for()
        seen.get_by_role("button", name="Menu").click()
        seen.get_by_role("button", name="Share").click()
        dialog = seen.get_by_role("dialog")
        choose(dialog, around="Map alone", size="600 × 450", story="From the beginning")
        before = len(page.frames)

        dialog.get_by_text("Preview").click()

        small = dialog.locator("iframe")
        expect(small).to_have_js_property("inert", True)
        inside = small.content_frame
        inside.locator("[data-ready]").wait_for()
        assert len(page.frames) == before + 1
        expect(inside.locator(".story-headline").first).to_be_visible()
        expect(inside.locator(".finder")).to_be_hidden()
        assert inside.locator("html").evaluate("() => [innerWidth, innerHeight]") == [600, 450]
        box = small.bounding_box()
        held = dialog.locator(".preview").bounding_box()
        assert box
        assert held
        assert box["width"] <= held["width"] + 1
        assert box["height"] == pytest.approx(held["height"], abs=2)
        choose(dialog, around="Map and time bar", size="360 × 640", story="No step")
        inside.locator("[data-ready]").wait_for()
        expect(inside.get_by_role("slider").first).to_be_visible()
        dialog.get_by_text("Preview").click()
        expect(small).to_have_count(0)
        assert said == []
        page.close()


def test_where_a_page_may_not_be_framed_a_word_stands_for_the_preview(
    page: Page, site: Path, tmp_path: Path
) -> None:
    """From disk and within a locked frame, a browser frames no file again."""
    address = (site / "index.html").as_uri()
    code = f'<iframe sandbox="allow-scripts" width="960" height="700" src="{address}"></iframe>'
    (tmp_path / "course.html").write_text(code, "utf-8")
    page.goto((tmp_path / "course.html").as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()
    frame.get_by_role("button", name="Menu").click()
    frame.get_by_role("button", name="Share").click()

    expect(frame.get_by_text("open the map in a window of its own")).to_be_visible()
    expect(frame.get_by_text("Preview", exact=True)).to_have_count(0)
    code = frame.get_by_label("Code of the frame").input_value()
    assert re.search(r'<iframe src="index\.html#', code)
