"""An atlas of another subject, with looks, colours, words and pictures of its own.

Its folder is all that was written for it: a hundred years of an invented railway.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import mapper
from audit import violations
from places import ATLASES


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page; nothing of it is amiss."""
    site = mapper.build(ATLASES / "railway", tmp_path_factory.mktemp("railway") / "site")
    assert site.warnings == ()
    return site.page


@pytest.fixture
def railway(page: Page, built: Path) -> Page:
    page.goto(built.as_uri())
    page.wait_for_selector("[data-drawn]")
    return page


def counts(page: Page, layer: str) -> dict[str, str]:
    """What the key counts of a layer on the day: state → number."""
    head = page.locator("thead th", has_text=re.compile(f"^{layer}$"))
    matrix = page.locator(".matrix:visible", has=head)
    heads = matrix.locator("thead th").all_inner_texts()[1:]
    return dict(zip(heads, matrix.locator("tfoot td").all_inner_texts(), strict=True))


def test_nothing_in_it_speaks_of_another_subject(railway: Page) -> None:
    parts = ".remark, th, td, p, h1, h2, h3, button, a, label, dt, dd, li, title, summary"
    text = "\n".join(railway.locator(parts).all_text_contents())
    assert "Stood to" in text

    for word in ("garrison", "troop", "held", "vacated", "withdraw", "Soviet", "unit"):
        assert not re.search(rf"\b{word}", text, re.IGNORECASE), word


def test_each_layer_is_counted_in_its_own_words(railway: Page) -> None:
    assert counts(railway, "Stations") == {
        "Open": "6",
        "Closing": "0",
        "Unsure*": "0",
        "Closed": "1",
    }
    assert counts(railway, "Pickets of the strike") == {"Stood to": "3"}
    assert counts(railway, "Wells") == {"There": "5", "Unsure*": "0", "Not known": "1"}


@pytest.mark.parametrize(
    ("day", "pickets", "stations"),
    [("1860-01-01", "0", "4"), ("1911-08-28", "2", "6"), ("1949-06-01", "0", "2")],
)
def test_a_strike_passes_and_a_station_lasts(
    page: Page, built: Path, day: str, pickets: str, stations: str
) -> None:
    page.goto(f"{built.as_uri()}#d={day}")
    page.wait_for_selector("[data-drawn]")

    assert counts(page, "Pickets of the strike") == {"Stood to": pickets}
    assert counts(page, "Stations")["Open"] == stations
    name = page.locator("#map_atlas .label:not([hidden]) [data-of=ayre-gates]")
    assert (name.count() > 0) == (pickets != "0")


def test_a_record_has_its_picture_and_the_plan_lies_under_the_map(railway: Page) -> None:
    railway.evaluate("location.hash = 'f=port-ayre'")
    popup = railway.locator(".popup")
    expect(popup.get_by_role("img", name=re.compile("low station house"))).to_be_visible()
    expect(popup.get_by_role("link", name="Records of the company")).to_have_attribute(
        "href", "https://example.org/hellan/papers"
    )
    railway.keyboard.press("Escape")
    railway.get_by_role("checkbox", name="A plan of 1872").check()
    expect(railway).to_have_url(re.compile("plan"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_everybody_can_use_it(page: Page, built: Path, theme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{built.as_uri()}#f=port-ayre")
    page.wait_for_selector("[data-drawn]")

    assert violations(page) == []
