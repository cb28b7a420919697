"""One form for one thing in each language: the table of names holds what the atlas itself writes.

`names.csv` has the settled form of each in English, Russian and Dari, and those that must not stand
in the atlas's own words (`other_…`), save where `allowed_in` says `file:subject`. Sources keep the
spelling of their titles, `also` of a feature is for other forms, and `was` of a correction is what
was wrong.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from afghan import ATLAS
from places import ROOT

TABLE = Path(__file__).with_name("names.csv").read_text("utf-8")
NAMES = list(csv.DictReader(TABLE.splitlines()))
LANGUAGES = ("en", "ru", "fa")
NOT_PROSE = {"id", "subject", "subjects", "parent", "sources", "was", "certainty", "name_1988"}

Place = tuple[str, str, str]
"""Language, where it stands as `file:subject`, and what stands there."""


def _cells(file: Path) -> Iterator[Place]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            where = f"{file.name}:{row.get('subject') or row.get('id') or row.get('term')}"
            for column, cell in row.items():
                language = column[-2:] if column[-3:-2] == "_" else "en"
                if column not in NOT_PROSE and row.get("field") not in NOT_PROSE and cell:
                    yield (language if language in LANGUAGES else "en"), where, cell


def _texts() -> Iterator[Place]:
    for file in sorted((ROOT / "data").glob("*.csv")):
        yield from _cells(file)
    for file in sorted((ROOT / "geo").glob("*.geojson")):
        for feature in json.loads(file.read_text("utf-8"))["features"]:
            properties, where = feature["properties"], f"{file.name}:{feature['id']}"
            for language, key in (("en", "name"), ("ru", "name_ru"), ("fa", "name_fa")):
                yield language, where, properties.get(key, "")
            yield "en", where, " ".join([*properties.get("via", ()), properties.get("now", "")])
    for file in (ROOT / "data" / "story.md", *sorted((ROOT / "data" / "lessons").glob("*.md"))):
        prose = re.sub(
            r"```.*?```|\[@[^\]]*\]|\(#[^)]*\)", " ", file.read_text("utf-8"), flags=re.S
        )
        yield "en", f"{file.name}:", prose
    manifest = (ROOT / "data" / "atlas.toml").read_text("utf-8")
    for key, words in re.findall(r'^(\w+) = "(.*)"$', manifest, re.MULTILINE):
        language = key[-2:] if key[-3:-2] == "_" else "en"
        if key.split("_")[0] in ("title", "label", "summary", "uncertain"):
            yield (language if language in LANGUAGES else "en"), "atlas.toml:", words


TEXTS = tuple(_texts())


def _stands(form: str, text: str) -> bool:
    """Whole words; in Dari the half-space belongs to the word."""
    return re.search(rf"(?<![\w\u200c]){re.escape(form)}(?![\w\u200c])", text) is not None


@pytest.mark.parametrize("row", NAMES, ids=lambda row: str(row["id"]))
def test_no_other_form_of_a_name_stands_anywhere(row: dict[str, str]) -> None:
    allowed = {each.strip() for each in (row["allowed_in"] or "").split(";")}
    found = [
        (form, where)
        for language in LANGUAGES
        for form in filter(None, row[f"other_{language}"].split(";"))
        for spoken, where, text in TEXTS
        if spoken == language and where not in allowed and _stands(form, text)
    ]

    assert found == []


def test_the_settled_forms_are_those_that_the_map_and_the_registers_bear() -> None:
    named = {feature.id: feature.name for feature in ATLAS.features}
    named |= {row.id: row.name for rows in ATLAS.registers.values() for row in rows}
    settled = [row for row in NAMES if row["id"] in named and not row["id"].startswith("term-")]
    other = [
        (row["id"], row[language], named[row["id"]].get(language, ""))
        for row in settled
        for language in LANGUAGES
        if row[language]
        and row[language].casefold() not in named[row["id"]].get(language, "").casefold()
        and named[row["id"]].get(language)
    ]

    assert len(settled) > 120
    assert other == []


def test_no_settled_form_is_forbidden_to_another() -> None:
    for language in LANGUAGES:
        settled = {row[language] for row in NAMES if row[language]}
        forbidden = {form for row in NAMES for form in row[f"other_{language}"].split(";")}
        assert settled.isdisjoint(forbidden - {""})
