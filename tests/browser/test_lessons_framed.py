"""A lesson within another page, as platforms show it: from disk and over http, with what rights."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from browsing import served

LESSON = "two-roads"
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
    maps_come = with_script and not (root.startswith("file") and rights == "allow-scripts")
    see_the_map(lesson, comes=maps_come, with_script=with_script)
    assert errors == []
    page.close()


def see_the_map(lesson: FrameLocator, *, comes: bool, with_script: bool) -> None:
    """The live map where it may be framed, else its still with a key: never an empty box."""
    figure = lesson.locator(".lesson-map").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("svg.still")).to_be_visible()
    frame = figure.locator("iframe")
    if comes:
        expect(frame).to_have_attribute("data-state", "drawn", timeout=20_000)
        expect(figure.locator(".lesson-key")).to_be_hidden()
    else:
        if with_script:
            expect(frame).to_have_css("opacity", "0")
            expect(frame).to_have_attribute("data-state", "missed", timeout=20_000)
        expect(figure.locator(".lesson-key")).to_be_visible()


def test_a_lesson_that_is_given_out_alone_keeps_its_maps(
    page: Page, site: Path, tmp_path: Path
) -> None:
    alone = shutil.copy(site / "lessons" / f"{LESSON}.html", tmp_path / "alone.html")
    page.goto(Path(alone).as_uri())
    figure = page.locator(".lesson-map").first
    figure.scroll_into_view_if_needed()
    expect(figure.locator("iframe")).to_have_css("opacity", "0")
    expect(figure.locator("iframe")).to_have_js_property("inert", True)
    expect(figure.locator("svg.still")).to_be_visible()
    expect(figure.locator(".lesson-key .matrix").first).to_be_visible(timeout=20_000)


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
