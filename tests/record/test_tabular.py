"""Tables that the manifest asks for: who is in them and where, and what an empty cell says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mapper
from afghan import ATLAS
from mapper import MapperError
from mapper.record import account, cite, tabulate

UNITS = """id,name,kind,parent,text,sources
crew-b,Crew B,crew,guild,,
loose,Loose hands,crew,,,
guild,The guild,guild,,,
crew-a,Crew A,crew,guild,,
"""

FACTS = """guild,built,1700,,ledger1741,low,
crew-a,built,1741-03-02,,ledger1741,high,
crew-a,ships,7,1741-03,ledger1741,high,
crew-a,ships,9,1741-03,letter1741,low,
crew-b,built,unknown,,,,Looked for in the ledger.
"""

TABLE = """
[[table]]
id = "crews"
title = "Crews"
rows = "units"
columns = ["built", "ships"]
"""


@pytest.fixture
def crews(harbour: Path) -> Path:
    (harbour / "data" / "units.csv").write_text(UNITS, "utf-8")
    with (harbour / "data" / "facts.csv").open("a", encoding="utf-8") as file:
        file.write(FACTS)
    return harbour


def asking(folder: Path, *tables: str) -> Path:
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8") + "".join(tables), "utf-8")
    return folder


def test_each_stands_below_what_it_is_a_part_of_and_says_where_nothing_is_known(
    crews: Path,
) -> None:
    atlas = mapper.load(asking(crews, TABLE))
    told = account(atlas, cite(atlas.sources, ()))

    (table,) = tabulate(atlas, told.articles)

    assert [(line.name, line.depth) for line in table.lines] == [
        ("Loose hands", 0),
        ("The guild", 0),
        ("Crew B", 1),
        ("Crew A", 1),
    ]
    assert table.columns == ("Built", "Ships a year")
    by_name = {line.name: line.cells for line in table.lines}
    assert by_name["Loose hands"] == ((), ())
    assert by_name["Crew B"][0][0].unknown
    assert by_name["Crew A"][1][0].disputed
    days = [cells[0][0].day if cells[0] else None for cells in by_name.values()]
    assert days[0] is None
    assert days[1] is not None
    assert days[3] is not None
    assert days[1] < days[3]


def test_the_page_has_each_row_with_its_sources_and_marks_what_is_weak(crews: Path) -> None:
    html = mapper.build(asking(crews, TABLE)).page.read_text("utf-8")

    (section,) = re.findall(r"<section class=record-table.*?</section>", html, re.DOTALL)
    guild, crew = (
        section[section.index(name) :].split("<tr", 1)[0] for name in ("The guild", "Crew A")
    )
    assert "1700" in guild
    assert "#source-ledger1741" in guild
    assert "Low" in guild
    assert "Not known" in guild
    assert "Sources disagree" in crew
    assert "7" in crew
    assert "9" in crew
    assert '<a href="#table-crews">Crews</a>' in html or "<a href=#table-crews>Crews</a>" in html


def test_only_what_belongs_to_the_rows_asked_for_is_in_it(crews: Path) -> None:
    atlas = mapper.load(asking(crews, TABLE.replace("columns", 'under = ["guild"]\ncolumns')))
    told = account(atlas, cite(atlas.sources, ()))

    (table,) = tabulate(atlas, told.articles)

    assert [line.name for line in table.lines] == ["The guild", "Crew B", "Crew A"]


def test_parts_of_each_other_come_once(crews: Path) -> None:
    units = crews / "data" / "units.csv"
    units.write_text(units.read_text("utf-8").replace("guild,guild,,,", "guild,guild,crew-a,,"))
    atlas = mapper.load(asking(crews, TABLE.replace("columns", 'under = ["guild"]\ncolumns')))
    told = account(atlas, cite(atlas.sources, ()))

    (table,) = tabulate(atlas, told.articles)

    assert [line.name for line in table.lines] == ["The guild", "Crew B", "Crew A"]


def test_what_is_asked_for_in_vain_is_said_all_at_once(crews: Path) -> None:
    wrong = TABLE.replace('rows = "units"', 'rows = "unit"')
    vain = TABLE.replace('"built", "ships"', '"bilt"').replace(
        "columns", 'under = ["gild"]\ncolumns'
    )

    with pytest.raises(MapperError) as caught:
        mapper.build(asking(crews, wrong, vain))

    said = [str(problem) for problem in caught.value.problems]
    assert len(said) == 4
    assert 'table: 2 tables have the id "crews".' in said[0]
    assert 'table[0].rows: no layer or register "unit". Did you mean "units"?' in said[1]
    assert 'table[1].under: no row of units "gild". Did you mean "guild"?' in said[2]
    assert 'table[1].columns: no field "bilt". Did you mean "built"?' in said[3]


def test_the_order_of_battle_has_every_unit_below_the_army_and_the_border_troops() -> None:
    told = account(ATLAS, cite(ATLAS.sources, ()))
    (table,) = tabulate(ATLAS, told.articles)
    parents = {unit.id: unit.detail.get("parent", "") for unit in ATLAS.registers["units"]}
    asked = set(ATLAS.manifest.table[0].under)

    def belongs(id: str) -> bool:
        return id in asked or (bool(parents.get(id)) and belongs(parents[id]))

    assert {line.id for line in table.lines} == {id for id in parents if belongs(id)}
    assert len(table.lines) >= 44
