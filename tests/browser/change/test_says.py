"""The map says what it shows: aloud, as its description, and in what one shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mapper.model.atlas import Atlas
from mapper.model.dates import day_number
from mapper.picture.situation import situation
from mapper.picture.tongue import tongue
from mapper.record.days import state_on

Open = Callable[..., Page]
LAST = "1989-02-15"


def told(atlas: Atlas, day: str, language: str = "en") -> str:
    on = day_number(day)
    return " ".join(situation(atlas, on, state_on(atlas, on), tongue(language)))


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_the_map_is_described_by_what_it_shows(
    open_atlas: Open, atlas: Atlas, language: str
) -> None:
    page = open_atlas(f"d={LAST}&lang={language}")

    said = page.locator("#map-says")

    expect(said).to_have_text(told(atlas, LAST, language))
    assert "map-says" in str(page.locator("#map_atlas").get_attribute("aria-describedby"))


def test_of_layers_that_are_off_nothing_is_said(open_atlas: Open) -> None:
    page = open_atlas(f"d={LAST}&l=towns")

    expect(page.locator("#map-says")).not_to_contain_text("vacated")
    expect(page.locator("#map-says")).not_to_contain_text("In use")


def test_a_day_that_is_come_to_is_said_aloud(open_atlas: Open, atlas: Atlas) -> None:
    page = open_atlas("d=1989-02-14")

    page.locator(".time-slider.is-from").press("ArrowRight")

    expect(page.locator(".time > [role=status]")).to_contain_text(told(atlas, LAST))


def test_it_is_there_to_share(open_atlas: Open, atlas: Atlas) -> None:
    page = open_atlas(f"d={LAST}")
    page.get_by_role("button", name="Share").click()

    text = page.get_by_label("What it shows, in words").input_value()

    sentence, link = text.split("\n")
    assert sentence == told(atlas, LAST)
    assert f"d={LAST}" in link


def test_the_static_map_is_described_by_it_with_script_and_without(
    open_atlas: Open, atlas: Atlas, site: Path
) -> None:
    built = (site / "index.html").read_text("utf-8")
    assert f"<desc>{told(atlas, atlas.manifest.atlas.opens)}</desc>" in built

    page = open_atlas(f"d={LAST}")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desc = page.locator("#static-map svg > desc").text_content()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert desc == told(atlas, LAST)
