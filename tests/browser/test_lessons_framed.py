"""A lesson within another page, as platforms show it: from disk and over http, with what rights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, FrameLocator, Locator, Page, expect

from browsing import served
from mapper import build

LESSON = "geneva"
RIGHTS = (None, "allow-scripts", "allow-scripts allow-same-origin", "")
SIZES = ((320, 480), (1280, 720))
FRAMED = (
    '<!doctype html><body style="margin:10px"><h1>A course</h1>'
    '<iframe width="{width}" height="{height}"{sandbox}'
    ' src="{root}/lessons/{lesson}.html"></iframe>'
    '<p style="height:3000px">More</p>'
)


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    with ExitStack() as stack:
        is_file = request.param == "file"
        yield site.as_uri() if is_file else stack.enter_context(served(site))


def sheet(page: Page, root: str, tmp_path: Path, rights: str | None, size: tuple[int, int]) -> None:
    """A course's page that frames the lesson, beside the site or from the same server."""
    width, height = size
    sandbox = "" if rights is None else f' sandbox="{rights}"'
    text = FRAMED.format(width=width, height=height, sandbox=sandbox, root=root, lesson=LESSON)
    if root.startswith("http"):
        page.route("**/course", lambda route: route.fulfill(body=text, content_type="text/html"))
        page.goto(f"{root}/course")
    else:
        (tmp_path / "course.html").write_text(text, "utf-8")
        page.goto((tmp_path / "course.html").as_uri())


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("rights", RIGHTS, ids=lambda each: each if each else f"{each!r}")
def test_in_a_frame_everything_can_be_read_and_answered(
    browser: Browser, root: str, tmp_path: Path, rights: str | None, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0] + 60, "height": size[1] + 120})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sheet(page, root, tmp_path, rights, size)
    lesson = page.frame_locator("iframe")

    expect(lesson.locator("h1")).to_be_visible()
    assert lesson.locator("html").evaluate("html => html.scrollWidth") <= size[0]
    with_script = rights != ""
    question = lesson.locator('.question[data-kind="choice"]').first
    if with_script:
        question.locator("input").first.check()
        question.get_by_role("button", name="Check").click()
        expect(question.get_by_role("status")).not_to_be_empty()
    else:
        question.locator("summary").click()
        expect(question.locator("details > p").first).to_be_visible()
    see_the_map(lesson, comes=with_script)
    assert errors == []
    page.close()


def see_the_map(lesson: FrameLocator | Page, *, comes: bool) -> None:
    """The live map where it may be framed, else its still with a key: never an empty box."""
    figure = lesson.locator(".lesson-map").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("svg.still")).to_be_visible()
    if comes:
        expect(figure.locator("iframe")).to_have_attribute("data-state", "drawn", timeout=20_000)
        expect(figure.locator(".lesson-key")).to_be_hidden()
    else:
        expect(figure.locator(".lesson-key")).to_be_visible(timeout=20_000)


def test_a_lesson_that_is_given_out_alone_keeps_its_map(
    page: Page, site: Path, tmp_path: Path
) -> None:
    alone = shutil.copy(site / "lessons" / f"{LESSON}.html", tmp_path / "alone.html")
    page.goto(Path(alone).as_uri())
    see_the_map(page, comes=True)


def test_where_no_frame_is_allowed_the_stills_have_their_keys(page: Page, site: Path) -> None:
    html = (site / "lessons" / f"{LESSON}.html").read_text("utf-8")
    page.route(
        "**/lesson",
        lambda route: route.fulfill(
            body=html,
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": "frame-src 'none'"},
        ),
    )
    page.goto("http://example.invalid/lesson")
    see_the_map(page, comes=False)
    expect(page.locator("iframe")).to_have_css("opacity", "0")
    expect(page.locator("iframe")).to_have_js_property("inert", True)


def at(figure: Locator) -> FrameLocator:
    """The live map, once it lies over this still and is drawn."""
    figure.scroll_into_view_if_needed()
    expect(figure.locator("iframe")).to_have_attribute("data-state", "drawn", timeout=20_000)
    return figure.frame_locator("iframe")


@pytest.mark.parametrize("kept", [True, False], ids=["moved", "loaded anew"])
def test_one_map_goes_where_one_reads(page: Page, site: Path, kept: bool) -> None:
    """It is not loaded anew where the browser can move a frame, and comes as well where not."""
    if not kept:
        page.add_init_script("delete Element.prototype.moveBefore")
    page.goto((site / "lessons" / "last-man.html").as_uri())
    first, second = page.locator(".lesson-map").all()
    for figure, day in ((first, "1989-02-15"), (second, "1988-05-21"), (first, "1989-02-15")):
        live = at(figure)
        expect(live.locator(".popup .record-name")).to_have_text("Friendship Bridge")
        assert f"d={day}" in live.locator("body").evaluate("() => location.hash")
        assert page.locator("iframe").count() == 1
        title = figure.locator(".lesson-view").get_attribute("data-title") or ""
        expect(figure.locator("iframe")).to_have_attribute("title", title)


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024), (360, 640)], ids=str)
def test_the_map_shows_what_the_lesson_asks_for_beside_its_open_record(
    page: Page, site: Path, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((site / "lessons" / "last-man.html").as_uri())
    live = at(page.locator(".lesson-map").first)
    live.locator("[data-ready]").wait_for()
    page.wait_for_timeout(600)  # as long as a move takes
    stage = live.locator("#map_atlas").bounding_box()
    mark = live.locator('#map_atlas [data-feature="hairatan-bridge"]').bounding_box()

    assert live.locator("body").evaluate("() => map_atlas.getZoom()") == 8
    assert stage
    assert mark
    assert stage["x"] < mark["x"] < stage["x"] + stage["width"] - mark["width"]
    assert stage["y"] < mark["y"] < stage["y"] + stage["height"] - mark["height"]


def test_who_works_in_the_map_keeps_it_and_a_click_on_a_still_calls_it(
    page: Page, site: Path
) -> None:
    page.set_viewport_size({"width": 1000, "height": 8000})
    page.goto((site / "lessons" / "last-man.html").as_uri())
    first, second = page.locator(".lesson-map").all()
    at(first).get_by_role("button", name="Zoom in").click()
    second.locator("svg.still").click()
    expect(second.locator("iframe")).to_have_attribute("data-state", "drawn")
    assert first.locator("iframe").count() == 0


STEPPED = """# The storm

```map
date = "1741-07-10"
steps = true
caption = "Before"
```

Calm.

```map
date = "1741-07-14"
feature = "north-quay"
steps = true
caption = "After"
```

The quay is damaged.

## Afterwards

And then?
"""


@pytest.fixture
def stepped(harbour: Path) -> str:
    (harbour / "data" / "lessons" / "storm.md").write_text(STEPPED, "utf-8")
    return (build(harbour).folder / "lessons" / "storm.html").as_uri()


def test_in_a_wide_window_the_text_drives_one_map_beside_it(page: Page, stepped: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(stepped)
    before, after = page.locator(".lesson-map").all()
    calm, damaged = page.locator(".lesson-step").all()
    expect(before.locator("iframe")).to_have_attribute("data-state", "drawn", timeout=20_000)
    expect(after).to_be_hidden()
    beside, text = before.bounding_box(), calm.bounding_box()
    assert beside
    assert text
    assert text["x"] + text["width"] < beside["x"]

    damaged.evaluate("step => scrollTo(0, scrollY + step.getBoundingClientRect().top - 100)")

    expect(before).to_be_hidden()
    expect(after.locator("iframe")).to_have_attribute("data-state", "drawn")
    expect(after.frame_locator("iframe").locator(".popup .record-name")).to_have_text("North Quay")
    shown = after.bounding_box()
    assert shown
    assert 0 <= shown["y"] < 60  # it stays in sight
    calm.evaluate("step => scrollTo(0, 0)")
    expect(before.locator("iframe")).to_have_attribute("data-state", "drawn")
    assert "And then?" not in page.locator(".lesson-steps").inner_text()


def test_in_a_narrow_window_and_without_script_each_step_has_its_map_before_it(
    browser: Browser, stepped: str
) -> None:
    for script, width in ((True, 500), (False, 1280)):
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 700}
        )
        page = context.new_page()
        page.goto(stepped)
        parts = page.locator(".lesson-map, .lesson-step").all()
        tops = [(part.bounding_box() or {})["y"] for part in parts]
        assert len(tops) == 4
        assert tops == sorted(tops)
        context.close()


def test_the_wheel_over_a_lessons_map_moves_the_lesson(page: Page, site: Path) -> None:
    page.goto((site / "lessons" / f"{LESSON}.html").as_uri())
    figure = page.locator(".lesson-map").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("iframe")).to_have_attribute("data-state", "drawn", timeout=20_000)
    box = figure.locator("iframe").bounding_box()
    assert box
    before = page.evaluate("scrollY")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.wheel(0, 300)
    page.wait_for_function("before => scrollY > before", arg=before)


@pytest.mark.parametrize("by", ["mouse", "touch"])
def test_a_scroll_over_the_map_of_a_framed_lesson_reaches_the_course(
    browser: Browser, stepped: str, tmp_path: Path, by: str
) -> None:
    """First the lesson scrolls, to its end, then the page that frames it."""
    page = browser.new_page(viewport={"width": 700, "height": 700}, has_touch=by == "touch")
    text = FRAMED.format(
        width=660, height=600, sandbox=' sandbox="allow-scripts"', root="", lesson=""
    )
    (tmp_path / "course.html").write_text(text.replace("/lessons/.html", stepped), "utf-8")
    page.goto((tmp_path / "course.html").as_uri())
    lesson = page.frame_locator("iframe")
    live = lesson.locator(".lesson-map iframe")
    live.scroll_into_view_if_needed()
    expect(live).to_have_attribute("data-state", "drawn", timeout=20_000)
    page.evaluate("scrollTo(0, 0)")
    fingers = page.context.new_cdp_session(page)
    for _ in range(20):
        if by == "mouse":
            page.mouse.move(330, 350)
            page.mouse.wheel(0, 400)
        else:
            swipe(page, fingers)
        page.wait_for_timeout(300)
        if page.evaluate("scrollY"):
            break
    assert lesson.locator("html").evaluate("() => scrollY") > 0
    assert page.evaluate("scrollY") > 0
    page.close()


def swipe(page: Page, fingers: CDPSession) -> None:
    """A finger from below upwards, at the pace of a hand."""
    for kind, height in (("Start", 500), *(("Move", y) for y in range(480, 180, -20)), ("End", 0)):
        points = [{"x": 330, "y": height}] if height else []
        fingers.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        page.wait_for_timeout(16)
