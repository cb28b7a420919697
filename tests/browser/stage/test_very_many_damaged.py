"""A big layer that came damaged: its key says so, the rest works, and the page becomes ready."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from many import build_many, drawn, points

DAMAGED = "This layer is damaged and cannot be shown"


def other(letter: str) -> str:
    return "B" if letter == "A" else "A"


DAMAGE: dict[str, Callable[[str], str]] = {  # what became of the letters
    "no base64": lambda letters: f"{letters[:400]}!{letters[401:]}",
    "cut off": lambda letters: letters[: len(letters) // 8 * 4],
    "cut off within a group": lambda letters: letters[: len(letters) // 8 * 4 + 1],
    "empty": lambda letters: "",
    "too much": lambda letters: f"{letters.rstrip('=')[: len(letters) // 4 * 4 - 4]}{letters}",
    **{
        f"another letter at {share}": lambda letters, share=share: (  # type: ignore[misc]
            letters[: (at := int(len(letters) * share))] + other(letters[at]) + letters[at + 1 :]
        )
        for share in (0.01, 0.3, 0.5, 0.8, 0.99)
    },
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of two big layers."""
    mills = [each | {"id": f"mill-{at}"} for at, each in enumerate(points(2500))]
    path = build_many(
        tmp_path_factory.mktemp("two") / "atlas",
        wells=("point", points(2500)),
        mills=("point", mills),
    )
    return path.read_text("utf-8")


def with_damage(html: str, change: Callable[[str], str]) -> str:
    """The page with other letters for the columns of the wells."""
    script = re.compile(r'(<script id="?columns-wells"?[^>]*>\s*")([^"]*)(")')
    damaged, count = script.subn(lambda found: found[1] + change(found[2]) + found[3], html)
    assert count == 1
    assert damaged != html
    return damaged


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_key_says_so_and_the_rest_works(
    damage: str, two: str, tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    path = tmp_path / "index.html"
    path.write_text(with_damage(two, DAMAGE[damage]), "utf-8")

    page = open_many(path)  # and becomes ready

    row = page.locator(".key-row", has_text="wells")
    expect(row.get_by_text(DAMAGED)).to_be_visible()
    expect(page.get_by_role("checkbox", name="wells")).to_have_accessible_description(
        re.compile(DAMAGED)
    )
    assert drawn(page) == {"mills": 2500}
    expect(page.get_by_text(DAMAGED)).to_have_count(1)


def test_without_what_the_browser_has_for_it_the_same_is_said(
    two: str, tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    """Before Chrome 103, Firefox 113 and Safari 16.4."""
    path = tmp_path / "index.html"
    path.write_text(with_damage(two, DAMAGE["another letter at 0.5"]), "utf-8")

    page = open_many(path, init="delete window.DecompressionStream")

    expect(page.locator(".key-row", has_text="wells").get_by_text(DAMAGED)).to_be_visible()
    assert drawn(page) == {"mills": 2500}


def test_in_another_language_it_is_said_once(
    two: str, tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    path = tmp_path / "index.html"
    path.write_text(with_damage(two, DAMAGE["empty"]), "utf-8")

    page = open_many(path, "lang=de")

    expect(page.get_by_text(DAMAGED)).to_have_count(1)


def test_of_a_whole_page_nothing_is_said(
    two: str, tmp_path: Path, open_many: Callable[..., Page]
) -> None:
    path = tmp_path / "index.html"
    path.write_text(two, "utf-8")

    page = open_many(path)

    assert drawn(page) == {"wells": 2500, "mills": 2500}
    expect(page.get_by_text(DAMAGED)).to_have_count(0)
