"""The interface in its languages: complete, chosen in the page, from right to left if read so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Page, expect

import mapper
from browsing import until
from mapper import assets
from mapper.model.atlas import Atlas
from places import ROOT
from sending import contract_of

WORDS = assets.words()
FIRST, *OTHERS = sorted(WORDS, key=lambda language: language != "en")

FORMS = {"ru": {"one", "few", "many", "other"}, "fa": {"one", "other"}, "en": {"one", "other"}}
"""The plural forms of each language (Unicode CLDR)."""

OF_ONE = {"calendar"}
"""Keys that one language alone may have: a second calendar."""

Open = Callable[[str], Page]


def base(key: str) -> str:
    """popup.notes.few → popup.notes, where there are forms for numbers."""
    return re.sub(r"\.(zero|one|two|few|many|other)$", "", key)


@pytest.mark.parametrize("language", ["de", "ar", "uk"])
def test_an_atlas_in_a_language_that_has_no_words_has_the_english_ones(
    page: Page, harbour: Path, language: str
) -> None:
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8").replace(
        'languages = ["en", "de"]', f'languages = ["{language}"]'
    )
    manifest.write_text(text.replace('title_de = "Kais"\n', ""), "utf-8")
    quays = harbour / "geo" / "quays.geojson"
    quays.write_text(quays.read_text("utf-8").replace('"name_de":"Nordkai",', ""), "utf-8")

    page.goto(mapper.build(harbour).page.as_uri())
    page.wait_for_selector("[data-drawn]")

    expect(page.get_by_role("button", name="Play")).to_be_visible()
    seen = page.locator("body").inner_text()
    keys = {key for key in WORDS[FIRST] if "." in key and re.search(rf"\b{re.escape(key)}\b", seen)}
    assert keys == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_complete(language: str) -> None:
    """It says whatever English says, and nothing else."""
    counted = {base(key) for key in WORDS[FIRST] if base(key) != key}
    forms = {f"{key}.{form}" for key in counted for form in FORMS[language]}

    expected = {key for key in WORDS[FIRST] if base(key) not in counted} | forms

    assert set(WORDS[language]) - OF_ONE == expected


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    """A plural form may leave some out: it need not count what is one."""
    holes = re.compile(r"\{\w+\}")
    for key, words in WORDS[language].items():
        of = key if base(key) == key else f"{base(key)}.other"
        known = set(holes.findall(WORDS[FIRST].get(of, "")))
        if key not in OF_ONE:
            assert set(holes.findall(words)) <= known, key
            assert base(key) != key or set(holes.findall(words)) == known, key


def test_what_the_map_names_is_named_in_every_language(atlas: Atlas) -> None:
    """Layers, groups, events, the kinds of features, and the fields of what records tell of them.

    Names of places are tested with the data.
    """
    contract = contract_of(atlas)
    places = {feature.id for feature in atlas.features}
    told = {fact.field for fact in atlas.facts if fact.subject in places}
    labels = {atlas.field_entries[field].label for field in told}
    kinds = {feature["kind"] for layer in contract["layers"] for feature in layer["features"]}
    texts = [
        contract["atlas"]["title"],
        contract["atlas"]["short"],
        contract["atlas"]["summary"],
        *(
            entry["title"]
            for part in ("layers", "groups", "phases", "events")
            for entry in contract[part]
        ),
        *(contract["fields"][label] for label in labels),
        *(contract["kinds"].get(kind, {}) for kind in kinds - {""}),
    ]
    for text in texts:
        assert {"ru", "fa"} <= text.keys(), text


@pytest.mark.parametrize(
    ("language", "direction", "word", "date"),
    [("ru", "ltr", "Легенда", "7 августа 1988"), ("fa", "rtl", "راهنمای نقشه", "۷ اگست ۱۹۸۸")],
)
def test_the_page_speaks_a_language_that_a_link_names(
    open_atlas: Open, language: str, direction: str, word: str, date: str
) -> None:
    page = open_atlas(f"d=1988-08-07&lang={language}")

    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.get_by_role("tab", name=word)).to_be_visible()
    expect(page.locator(".time-date")).to_contain_text(date)
    expect(page.locator("#text")).to_have_attribute("lang", "en")


def test_a_language_is_chosen_by_keyboard_and_stands_in_the_link(open_atlas: Open) -> None:
    page = open_atlas("")
    names = page.locator(".map [data-name=kabul]").first
    expect(names).to_have_text("Kabul")

    page.get_by_role("button", name="Русский").press("Enter")

    expect(page.get_by_role("tab", name="Легенда")).to_be_visible()
    expect(names).to_have_text("Кабул")
    expect(page.get_by_role("button", name="Русский")).to_be_focused()
    until(page, "location.hash.includes('lang=ru')")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Map key")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    until(page, "!location.hash.includes('lang=')")


def test_a_record_has_its_labels_in_the_language_and_says_that_its_prose_has_not(
    open_atlas: Open,
) -> None:
    page = open_atlas("f=bagram-airbase&lang=ru")
    popup = page.get_by_role("dialog", name="Авиабаза Баграм")

    expect(popup.locator(".record-kind")).to_contain_text("Авиабаза в провинции Парван")
    expect(popup.locator("dt").first).to_have_text("Части")
    expect(popup.locator(".certainty").first).to_have_text(re.compile("Высокая|Средняя|Низкая"))
    expect(popup.locator(".value").first).to_have_attribute("lang", "en")
    expect(popup.locator(".untranslated")).to_be_visible()


def test_an_open_record_follows_the_language(open_atlas: Open) -> None:
    page = open_atlas("f=bagram-airbase")

    page.get_by_role("button", name="دری").click()

    expect(page.get_by_role("dialog", name="پایگاه هوایی بگرام")).to_be_visible()
    expect(page.locator(".popup dt").first).to_have_text("قطعات")


def test_what_a_translator_adds_is_read_in_its_language(page: Page, harbour: Path) -> None:
    """A column `value_ru` is all it takes; what has no translation stays in English and says so."""
    facts = harbour / "data" / "facts.csv"
    head, *rows = facts.read_text("utf-8").splitlines()
    at = next(i for i, row in enumerate(rows) if row.startswith("north-quay,"))
    wide = [f"{row},{'пример' if i == at else ''}" for i, row in enumerate(rows)]
    facts.write_text("\n".join([f"{head},value_ru", *wide, ""]), "utf-8")
    manifest = harbour / "data" / "atlas.toml"
    text = re.sub(r"(?m)^languages = .*$", 'languages = ["en", "ru"]', manifest.read_text("utf-8"))
    manifest.write_text(text, "utf-8")

    claim = next(fact.id for fact in mapper.load(harbour).facts if fact.row == at + 2)
    page.goto(mapper.build(harbour).page.as_uri() + "#f=north-quay&lang=ru")

    said = page.locator(f"#p-{claim} .value, .value#p-{claim}")
    expect(said).to_contain_text("пример")
    expect(said).not_to_have_attribute("lang", "en")


def test_the_days_of_another_calendar_stand_in_the_catalogue() -> None:
    path = ROOT / "src" / "mapper" / "words" / "fa.json"

    assert orjson.loads(path.read_bytes())["calendar"] == "persian"
