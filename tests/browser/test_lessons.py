"""Lessons in a real browser: by keyboard, checked at once, nothing kept, whole without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from audit import LESSON_SCREENS, of_lesson
from using import answer_by_keyboard, key_of

LESSON = "last-man"
ALL = ["first-look", "geneva", "last-man", "make-a-layer", "two-roads"]

TRAPS = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new Error(name); } });
Object.defineProperty(document, "cookie", { get() { throw 1; }, set() { throw 1; } });
const senders = ["fetch", "XMLHttpRequest", "Worker", "SharedWorker", "WebSocket", "EventSource"];
for (const name of senders)
  window[name] = function () { throw new Error(name); };
navigator.sendBeacon = () => { throw new Error("sendBeacon"); };
"""


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    """The lesson, in a page where whatever would keep or send something throws."""
    context = browser.new_context(offline=True, viewport={"width": 1024, "height": 768})
    page = context.new_page()
    page.add_init_script(TRAPS)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "lessons" / f"{LESSON}.html").as_uri())
    yield page
    context.close()
    assert errors == []


def test_a_whole_lesson_is_done_by_keyboard_and_nothing_is_kept(opened: Page) -> None:
    """Every question is answered rightly, each says so aloud, and the score is full."""
    score = opened.locator(".lesson-score output")
    expect(score).to_contain_text("0 of ")
    judged = 0
    for section in opened.locator(".question").all():
        answer_by_keyboard(opened, section)
        if section.get_attribute("data-kind") != "open":
            expect(section.get_by_role("status")).to_have_text("Right.")
            judged += int(section.get_attribute("data-points") or 0)
        expect(section.locator("details")).to_have_attribute("open", "")
    expect(score).to_have_text(f"{judged} of {judged} points.")


def test_wrong_and_half_answers_are_told_apart_and_may_be_tried_again(opened: Page) -> None:
    choice = opened.locator('.question[data-kind="choice"]').first
    said = choice.get_by_role("status")
    choice.get_by_role("button").click()
    expect(said).to_have_text("Answer it in full first.")
    right = key_of(choice)["answer"][0]
    choice.locator("input").nth(1 if right == 0 else 0).check()
    choice.get_by_role("button").click()
    expect(said).to_contain_text("Not right.")
    assert choice.locator("details").get_attribute("open") is None
    choice.locator("input").nth(right).check()
    choice.get_by_role("button").click()
    expect(said).to_have_text("Right.")

    match = opened.locator('.question[data-kind="match"]').first
    answer = key_of(match)["answer"]
    for index, select in enumerate(match.locator("select").all()):
        select.select_option(str(answer[index] if index else answer[1]))
    match.get_by_role("button").click()
    expect(match.get_by_role("status")).to_contain_text("Nearly")


def test_a_place_is_pointed_at_or_chosen_from_the_list(opened: Page, site: Path) -> None:
    """Both are one: a click on the blank map chooses the line, the line marks the spot."""
    opened.goto((site / "lessons" / "two-roads.html").as_uri())
    question = opened.locator('.question[data-kind="locate"]')
    (right,) = key_of(question)["answer"]
    spots, lines = question.locator("[data-spot]"), question.locator("input")
    assert spots.count() == lines.count() > 3
    frame = question.locator("svg").bounding_box()
    assert frame
    for spot in spots.all():
        box = spot.bounding_box()
        assert box
        assert frame["x"] <= box["x"] <= frame["x"] + frame["width"] - box["width"]
        assert frame["y"] <= box["y"] <= frame["y"] + frame["height"] - box["height"]

    spots.nth(right).click()
    expect(lines.nth(right)).to_be_checked()
    expect(spots.nth(right)).to_have_attribute("data-chosen", "")
    lines.nth((right + 1) % lines.count()).check()
    expect(question.locator("[data-chosen]")).to_have_count(1)
    assert spots.nth(right).get_attribute("data-chosen") is None
    spots.nth(right).click()
    question.get_by_role("button", name="Check").click()
    expect(question.get_by_role("status")).to_have_text("Right.")


def test_who_and_when_stay_closed_until_asked(opened: Page) -> None:
    card = opened.locator(".lesson-card").first
    expect(card.locator("dl")).to_be_hidden()
    card.locator("summary").click()
    expect(card.locator("dl")).to_be_visible()


def test_the_teachers_part_is_in_the_teachers_version_alone(opened: Page, site: Path) -> None:
    assert opened.locator(".lesson-teacher").count() == 0
    opened.get_by_role("link", name="For the teacher").click()
    expect(opened.locator(".lesson-teacher").first).to_be_visible()
    assert opened.locator("details:not([open])").count() == 0
    assert opened.get_by_role("button", name="Check").count() == 0
    assert (
        "lesson-teacher"
        not in (site / "lessons" / f"{LESSON}.html").read_text("utf-8").split("</style>")[1]
    )


def test_a_word_of_the_glossary_is_explained_where_it_stands(opened: Page, site: Path) -> None:
    """By keyboard: a key opens it, another word or Escape closes it, and the focus stays."""
    opened.goto((site / "lessons" / "geneva.html").as_uri())
    one, other = (opened.locator("p > .term:visible").nth(at) for at in (0, 1))
    said = opened.locator(".term-said")
    one.focus()
    opened.keyboard.press("Enter")
    expect(said).to_contain_text("(")
    expect(one).to_have_attribute("aria-expanded", "true")
    assert one.locator("xpath=..").locator(".term-said").count() == 1

    other.focus()
    opened.keyboard.press("Space")
    expect(said).to_have_count(1)
    expect(one).to_have_attribute("aria-expanded", "false")
    opened.keyboard.press("Escape")
    expect(said).to_have_count(0)
    expect(other).to_be_focused()


def test_without_script_the_word_leads_to_the_list_at_the_end(browser: Browser, site: Path) -> None:
    page = browser.new_context(java_script_enabled=False, offline=True).new_page()
    page.goto((site / "lessons" / "geneva.html").as_uri())
    page.locator(".term:visible").first.click()
    expect(page.locator(".lesson-terms :target dd")).to_be_in_viewport()
    page.context.close()


def test_simpler_words_are_closed_and_on_paper_only_if_open(opened: Page) -> None:
    shorts = opened.locator(".lesson-short")
    expect(shorts.first.locator("p").first).to_be_hidden()
    shorts.first.get_by_text("In simpler words").click()
    expect(shorts.first.locator("p").first).to_be_visible()
    opened.emulate_media(media="print")
    expect(shorts.first).to_be_visible()
    expect(shorts.nth(1)).to_be_hidden()
    expect(opened.locator(".lesson-terms dd").first).to_be_visible()


@pytest.mark.parametrize("lesson", ALL)
def test_without_script_it_can_be_read_and_its_answers_opened(
    browser: Browser, site: Path, lesson: str
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "lessons" / f"{lesson}.html").as_uri())
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".lesson-score")).to_have_count(0 if lesson == "first-look" else 1)
    expect(page.locator(".lesson-score:visible")).to_have_count(0)
    for section in page.locator(".question").all():
        section.locator("summary").click()
        expect(section.locator("details > p, details > ul").first).to_be_visible()
    context.close()


def test_no_barrier_and_nothing_beyond_the_edge(browser: Browser, site: Path) -> None:
    """Of each page on one screen; `make a11y` has each on all."""
    for n, path in enumerate(sorted((site / "lessons").glob("*.html"))):
        width, scheme = LESSON_SCREENS[n % len(LESSON_SCREENS)]
        assert of_lesson(browser, path, width, scheme) == [], path.name


def test_the_map_leads_to_the_list_and_the_list_to_each_lesson(
    browser: Browser, site: Path
) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator('.foot a[href="lessons/index.html"]').click()
    expect(page.locator("h1")).to_have_text("Lessons")
    assert page.locator(".lesson-list h2").count() == len(ALL)
    page.get_by_role("link", name="The last man over the bridge").click()
    expect(page.locator("h1")).to_have_text("The last man over the bridge")
    page.close()
