"""Cite the view, a record, a claim; and take the record along in files, as `export` writes them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping

import pypandoc
import pytest
from playwright.sync_api import Locator, Page, expect

from mapper.export.tables import record
from mapper.model.atlas import Atlas
from using import BRIDGE, Open, record_name

TABLES = ("facts", "events", "strength")


def shared(page: Page) -> Locator:
    page.get_by_role("button", name="Share").click()
    return page.get_by_role("dialog", name="Share")


def cited(dialog: Locator, style: str) -> str:
    dialog.get_by_label("Style").select_option(label=style)
    return dialog.locator(".cite textarea").input_value()


def test_the_view_is_cited_with_its_day_its_state_and_the_version(
    open_atlas: Open, atlas: Atlas
) -> None:
    page = open_atlas("d=1989-01-20&v=8/36.2/68")
    dialog = shared(page)

    chicago = cited(dialog, "Chicago")

    info = atlas.manifest.atlas
    assert chicago.startswith("“Map of 20 January 1989.” Interactive map. In ")
    assert info.title.lower() in chicago.lower()
    assert f"version {info.version}" in chicago
    assert "d=1989-01-20" in chicago
    assert "file:" not in chicago  # where the page lies is nobody else's business
    assert cited(dialog, "RIS").startswith("TY  - MAP\nTI  - Map of 20 January 1989\n")


def test_a_record_and_a_claim_of_it_are_cited_with_their_own_addresses(
    open_atlas: Open, atlas: Atlas
) -> None:
    page = open_atlas(f"f={BRIDGE}")
    name = record_name(page).inner_text()
    page.locator(".popup").get_by_role("button", name="Cite").click()
    dialog = page.get_by_role("dialog", name="Cite")
    claims = {fact.id for fact in atlas.facts if fact.subject == BRIDGE}
    choice = dialog.get_by_label("What")
    assert choice.locator("option").count() == len(claims) + 2  # and the record, and the view

    assert f"“{name}.”" in cited(dialog, "Chicago")
    assert f"#record-{BRIDGE}" in cited(dialog, "Chicago")
    choice.select_option(index=1)
    (item,) = json.loads(pypandoc.convert_text(cited(dialog, "BibTeX"), "csljson", "biblatex"))

    assert item["title"].startswith(f"{name}. ")
    anchor = item["URL"].partition("#")[2]
    assert anchor in claims
    assert page.locator(f"#text #{anchor}").count() == 1
    assert item["accessed"]


@pytest.fixture
def taken(open_atlas: Open) -> Callable[[str], str]:
    dialog = shared(open_atlas(""))

    def take(name: str) -> str:
        dialog.get_by_label("Format").select_option(label=name)
        dialog.get_by_role("button", name="Show as text").click()
        return dialog.locator(".take:not(.cite) textarea").input_value()

    return take


def plain(row: Mapping[str, str], columns: list[str], unit: str = "") -> tuple[str, ...]:
    """A row on one line each, a number with its unit and without commas in it."""
    values = [" ".join(row.get(column, "").split()) for column in columns]
    return tuple(
        f"{value} {unit}".strip().replace(",", "") if column == "value" else value
        for column, value in zip(columns, values, strict=True)
    )


def test_what_is_downloaded_is_what_export_writes(
    taken: Callable[[str], str], atlas: Atlas
) -> None:
    """Row by row, in the columns that both have. What is not known the page says without a date."""
    for table in record(atlas):
        if table.name not in TABLES:
            continue
        text = taken(f"{table.name}.csv").removeprefix("\ufeff")
        lines = list(csv.DictReader(io.StringIO(text)))
        columns = list(lines[0])
        translated = {column for column in table.header if column[-3:] in ("_ru", "_fa")}
        assert set(table.header) - set(columns) - translated <= {"field", "unit"}

        found = {plain(row, columns) for row in lines if row.get("value") != "unknown"}
        known = [row for row in table.rows if row.get("value") != "unknown"]

        assert found == {plain(row, columns, row.get("unit", "")) for row in known}, table.name
        assert all(row["note"] for row in lines if row.get("value") == "unknown")


def test_the_downloaded_sources_are_read_by_a_program(
    taken: Callable[[str], str], atlas: Atlas
) -> None:
    items = json.loads(pypandoc.convert_text(taken("sources.bib"), "csljson", "biblatex"))

    assert {item["id"] for item in items} == {source.key for source in atlas.sources}
    by_key = {item["id"]: item for item in items}
    for source in atlas.sources:
        item = by_key[source.key]
        assert item["title"], source.key
        assert item.get("URL", "") == source.url, source.key
        assert bool(item.get("author")) == bool(source.author), source.key
        if re.match(r"\d{4}", source.date):
            assert str(item["issued"]["date-parts"][0][0]) == source.date[:4], source.key


def test_sharing_says_where_a_teacher_puts_the_file(open_atlas: Open) -> None:
    expect(shared(open_atlas(""))).to_contain_text("“File” resource")
