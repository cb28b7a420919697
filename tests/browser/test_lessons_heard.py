"""A whole lesson done by ear: what is heard says where one is, and what came of an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from listening import bring_reader
from using import until

ALL = ["geneva", "last-man", "make-a-layer", "two-roads"]
MOST = 3000
"""So many announcements are more than any lesson has."""

# What lies within an image is not told, by the rules (WAI-ARIA, children presentational).
# The live map is heard in tests of its own; while it comes, the simulation loses its place. To the
# copy of a still it does not come.
START = """async () => {
  for (const each of document.querySelectorAll("main iframe")) each.remove();
  for (const each of document.querySelectorAll(".lesson-view"))
    each.replaceWith(each.cloneNode(true));
  for (const each of document.querySelectorAll("main svg[role=img]"))
    each.replaceChildren(...each.querySelectorAll(":scope > title"));
  await listener.start({ container: document.querySelector("main") });
}"""
NEXT = "async () => { await listener.next(); return listener.lastSpokenPhrase(); }"
ACT = "async () => { await listener.clearSpokenPhraseLog(); await listener.act(); }"
FOCUS = "() => listener.activeNode.focus()"
LOG = "async () => (await listener.spokenPhraseLog()).join(' / ')"


def heard(page: Page) -> Iterator[str]:
    """One announcement after the other, to the end of the lesson."""
    bring_reader(page)
    page.evaluate(START)
    for _ in range(MOST):
        phrase = str(page.evaluate(NEXT))
        if phrase == "end of main":
            return
        yield phrase
    pytest.fail("the lesson has no end")


def sheet(page: Page) -> dict[int, dict[str, list[str]]]:
    """Number of a question → what is to be chosen or written, as its options are named."""
    keys: dict[int, dict[str, list[str]]] = {}
    for number, section in enumerate(page.locator(".question").all(), 1):
        answer = json.loads(section.get_attribute("data-answer") or "[]")
        kind = section.get_attribute("data-kind") or ""
        options = [" ".join(each.split()) for each in section.locator("label").all_inner_texts()]
        if kind in ("order", "match"):
            places = [answer.index(n) for n in range(len(answer))] if kind == "order" else answer
            keys[number] = {kind: [str(place) for place in places]}
        elif kind in ("number", "open"):
            keys[number] = {kind: [section.get_attribute("data-least") or "In my words."]}
        else:
            keys[number] = {kind: [options[place] for place in answer]}
    return keys


@pytest.mark.parametrize("lesson", ALL)
def test_a_whole_lesson_is_done_by_ear(browser: Browser, site: Path, lesson: str) -> None:
    """Each control is found by what is said of it alone, and each verdict is said."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((site / "lessons" / f"{lesson}.html").as_uri())
    keys, number, chosen, right = sheet(page), 0, 0, 0
    for phrase in heard(page):
        if asked := re.match(r"group, Question (\d+)", phrase):
            number, chosen = int(asked[1]), 0
        (wanted,) = keys.get(number, {"": []}).values()
        if phrase.startswith(("radio, ", "checkbox, ")):
            if any(phrase.split(", ", 1)[1].startswith(f"{each}, ") for each in wanted):
                page.evaluate(ACT)
        elif phrase.startswith("combobox, "):
            page.evaluate(FOCUS)
            for _ in range(int(wanted[chosen]) + 1):
                page.keyboard.press("ArrowDown")
            chosen += 1
        elif phrase.startswith("textbox, "):
            page.evaluate(FOCUS)
            page.keyboard.type(wanted[0])
        elif phrase == "button, Check":
            page.evaluate(ACT)
            until(page, lambda: "polite: Right." in page.evaluate(LOG))
            right += 1
    assert right == sum("open" not in key for key in keys.values()) >= 8
    context.close()
