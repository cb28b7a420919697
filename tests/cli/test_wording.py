"""What the command says, as a stranger reads it: help with examples, a cause once, true reasons."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapper.cli import app, main
from mapper.cli.program import gathered
from mapper.formats import read_file, tidy
from mapper.problems import MapperError, Problem
from places import ROOT


def said(*arguments: object) -> str:
    return CliRunner().invoke(app, list(map(str, arguments)), prog_name="mapper").output


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "src" / "mapper" / "starter", tmp_path / "atlas"))


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"]])
def test_help_shows_examples_line_by_line(arguments: list[str]) -> None:
    lines = said(*arguments).splitlines()

    shown = lines[lines.index("  Examples:") + 1 :]
    assert len(shown) == 3
    assert all(line.startswith("    mapper ") for line in shown)


def test_no_summary_of_a_command_is_cut_short() -> None:
    assert not [line for line in said("--help").splitlines()[1:] if line.endswith("...")]


def test_square_brackets_stand_in_help_as_they_are_meant() -> None:
    assert "The id of a [[group]]." in said("add", "--help")


def wrong(starter: Path, capsys: pytest.CaptureFixture[str], *command: str) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["mapper", *command, str(starter)])
        with pytest.raises(SystemExit):
            main()
    return capsys.readouterr().err.splitlines()


def test_a_source_that_changed_its_key_is_one_line_a_file(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = starter / "data" / "sources.bib"
    sources.write_text(sources.read_text("utf-8").replace("{letter1857,", "{letter1858,"), "utf-8")

    facts, *_ = [line for line in wrong(starter, capsys, "check") if "facts.csv" in line]

    assert 'row 10, sources: no source "letter1857". Did you mean "letter1858"?' in facts
    assert facts.endswith("The same at: row 14, sources.")


def test_a_bibliography_that_is_gone_is_one_line(
    starter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (starter / "data" / "sources.bib").unlink()

    (line,) = wrong(starter, capsys, "check")

    assert line.startswith("data/sources.bib: holds no sources, and 3 are named: almanac1859, ")


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        (
            "facts.csv",
            "certainty,note",
            "certainty,notes",
            'data/facts.csv: row 1: "notes" is not a column here, and "note" is missing.'
            " If that is what it means, change its name.",
        ),
        (
            "events.csv",
            "id,date,subject,where",
            "key,date,subject,where",
            'data/events.csv: row 1: "key" is not a column here, and "id" is missing.'
            " If that is what it means, change its name.",
        ),
        (
            "phases.csv",
            "id,title,date,text,sources,certainty",
            "id,title,note",
            'data/phases.csv: row 1: the columns "date", "text", "sources", "certainty" are'
            " missing. Add them.",
        ),
    ],
)
def test_a_table_with_other_columns_is_one_line(
    file: str,
    old: str,
    new: str,
    line: str,
    starter: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = starter / "data" / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    lines = wrong(starter, capsys, "build")

    assert [each for each in lines if f"data/{file}: row 1:" in each] == [line]
    assert not [each for each in lines if "lessons/" in each]


def test_more_than_a_few_places_are_counted() -> None:
    same = [Problem("a.csv", f"row {n}", "is odd.", "Mend it.") for n in range(2, 12)]
    other = Problem("b.csv", "row 2", "is odd.", "Mend it.")

    first, second = gathered([*same, other])

    assert second == other
    assert str(first) == (
        "a.csv: row 2: is odd. Mend it. The same at:"
        " row 3; row 4; row 5; row 6; row 7; row 8; 3 more."
    )


@pytest.mark.parametrize("command", ["build", "check", "list", "serve"])
def test_a_folder_that_is_none_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = wrong(tmp_path / "nowhere", capsys, command)

    assert "nowhere" in line
    assert "is not there" in line
    assert "mapper new" in line


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--look", "dot", 'mills.csv: --look: no look "dot".'),
        ("--group", "alll", 'mills.csv: --group: no group "alll". Did you mean "all"?'),
    ],
)
def test_what_was_asked_for_wrongly_is_told_by_its_option(
    option: str, value: str, words: str, harbour: Path, tmp_path: Path
) -> None:
    from mapper.edit import add

    (tmp_path / "mills.csv").write_text("name,lat,lon\nMill,59.5,-2\n")

    with pytest.raises(MapperError) as caught:
        add(harbour, tmp_path / "mills.csv", **{option[2:]: value})  # type: ignore[arg-type]

    assert words in str(caught.value)


def test_a_table_is_told_by_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "mills.csv"
    path.write_text("name,lat,lon,built\nOld mill,95,10,1850\nNew mill,50,10,some day\n")

    problems = tidy(read_file(path), "mills", "Mills", date=["built"]).problems

    assert [each.place for each in problems] == ["row 2", "row 3, column built"]


def test_of_a_workbook_nobody_speaks_of_quotation_marks(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["name", "lat", "lon"], ["Mill", 50, 10, "what is this?"]):
        book.active.append(row)
    book.save(tmp_path / "mills.xlsx")

    (problem,) = read_file(tmp_path / "mills.xlsx").problems

    assert problem.place == "row 2"
    assert "quotation" not in str(problem)
