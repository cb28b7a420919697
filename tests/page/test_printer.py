"""PDFs: of the right size, whole questions on a page; where no browser prints, a clear word."""

from __future__ import annotations

import os
import re
import stat
from io import BytesIO
from pathlib import Path

import pytest
from browser import on_path, playwright_path  # tools/ is not a package
from pypdf import PdfReader
from typer.testing import CliRunner

import mapper
from mapper.cli import app
from mapper.edit import new
from mapper.packages import on_paper
from mapper.page import Paper, build, printed, printer, verify
from mapper.problems import MapperError
from mapper.record import read_lesson
from places import ROOT

POINTS = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}

unix = pytest.mark.skipif(os.name != "posix", reason="the stand-ins for a browser are scripts")


@pytest.fixture(autouse=True)
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser of the other tests."""
    path = on_path() or playwright_path()
    assert path
    monkeypatch.setenv(printer.BROWSER, path)


def stand_in(folder: Path, script: str) -> str:
    """A program that does something else than print."""
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def texts(pdf: bytes) -> list[str]:
    """What stands on each page, without the way its lines break."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize("paper", Paper)
def test_sheets_are_of_the_paper_and_no_question_is_torn(paper: Paper) -> None:
    files = on_paper(ROOT, "two-roads", 7, paper)
    atlas = mapper.load(ROOT)
    (source,) = (each for each in atlas.lessons if each.id == "two-roads")
    lesson, _ = read_lesson(source, atlas)

    assert set(files) == {
        f"two-roads-sheet-7{end}.{kind}" for end in ("", "-answers") for kind in ("html", "pdf")
    }
    pages = PdfReader(BytesIO(files["two-roads-sheet-7.pdf"])).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {
        POINTS[paper]
    }
    said = texts(files["two-roads-sheet-7.pdf"])
    assert 5 <= len(said) <= 12
    assert "Name" in said[0]
    assert all(f"{n} / {len(said)}" in page for n, page in enumerate(said, 1))
    for number, question in enumerate(lesson.questions, 1):
        (page,) = (page for page in said if re.search(rf"Question {number}\b", page))
        for text in (*question.options, *question.items):
            assert " ".join(text.split()).lower() in page.lower(), (number, text)
    assert not any(re.search(r"Part \d: [^.]{5,40}\d+ / \d+$", page) for page in said)
    assert len(texts(files["two-roads-sheet-7-answers.pdf"])) <= 4


def test_one_browser_prints_the_same_each_time() -> None:
    page = {"a.html": "<!doctype html><title>A</title><p>One</p>"}

    once = printed(page)

    assert once == printed(page)
    assert texts(once["a.pdf"]) == ["One"]


def test_a_site_with_pdfs_is_verified_and_loses_them_when_built_without(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    command = ["build", str(tmp_path / "mine"), "--pdf", "--paper", "letter"]

    assert CliRunner().invoke(app, command).exit_code == 0

    lessons = tmp_path / "mine" / "site" / "lessons"
    names = {path.name for path in lessons.glob("*.pdf")}
    assert names == {"first-lesson-sheet.pdf", "first-lesson-sheet-answers.pdf", "blank-map.pdf"}
    assert verify(lessons.parent) == []
    listed = (lessons / "index.html").read_text("utf-8")
    assert {*re.findall(r"href=([\w-]+\.pdf)", listed)} == names
    (page,) = PdfReader(lessons / "blank-map.pdf").pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (792, 612)
    (lessons / "blank-map.pdf").write_bytes(b"%PDF")
    assert [Path(each.file).name for each in verify(lessons.parent)] == ["blank-map.pdf"]
    build(tmp_path / "mine")
    assert list(lessons.glob("*.pdf")) == []
    assert ".pdf" not in (lessons / "index.html").read_text("utf-8")


def test_without_a_browser_nothing_is_written(
    harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(printer.BROWSER)
    monkeypatch.setattr(printer, "PROGRAMS", ("no-browser-at-all",))
    monkeypatch.setattr(printer, "PLACES", ("/no/browser", "%Nowhere%\\chrome.exe"))

    with pytest.raises(MapperError, match="no browser was found") as refused:
        build(harbour, pdf=Paper.A4)

    assert "Install Chromium, Chrome or Edge" in str(refused.value)
    assert printer.BROWSER in str(refused.value)
    assert "by hand" in str(refused.value)
    assert not (harbour / "site").exists()


def test_the_one_that_is_named_has_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(printer.BROWSER, "/no/such/browser")

    with pytest.raises(MapperError, match='"/no/such/browser" is no program'):
        printer.find_browser()


@unix
def test_it_is_found_in_the_usual_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there = stand_in(tmp_path, "exit 0")
    monkeypatch.delenv(printer.BROWSER)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(printer, "PROGRAMS", ())
    monkeypatch.setattr(printer, "PLACES", ("/no/browser", "~/browser"))

    assert printer.find_browser() == there


@unix
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo first >&2; echo no display >&2; exit 3", "no display"),
        ("exit 0", "it said nothing"),
        (
            "for each; do case $each in"
            ' --print-to-pdf=*) echo "%PDF-1.4 h" > "${each#*=}";; esac; done',
            "nothing",
        ),
        ("exec sleep 30", "timed out"),
    ],
    ids=["it fails", "it prints nothing", "it prints a half", "it hangs"],
)
def test_what_a_browser_fails_to_print_is_told_and_not_written(
    harbour: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, said: str
) -> None:
    monkeypatch.setenv(printer.BROWSER, stand_in(tmp_path, script))
    monkeypatch.setattr(printer, "SECONDS", 0.5)

    with pytest.raises(MapperError, match=said):
        build(harbour, pdf=Paper.A4)

    assert not (harbour / "site").exists()


def test_the_command_writes_another_order_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    out = tmp_path / "out"
    command = ["sheet", "first-lesson", str(tmp_path / "mine"), "--seed", "3", "-o", str(out)]

    assert CliRunner().invoke(app, command).exit_code == 0
    names = ["first-lesson-sheet-3-answers.html", "first-lesson-sheet-3.html"]
    assert sorted(path.name for path in out.iterdir()) == names
    whole = (out / names[1]).read_bytes()
    (out / names[1]).write_bytes(b"mine")
    assert isinstance(CliRunner().invoke(app, command).exception, MapperError)
    assert (out / names[1]).read_bytes() == b"mine"
    assert CliRunner().invoke(app, [*command, "--replace"]).exit_code == 0
    assert (out / names[1]).read_bytes() == whole

    asked = CliRunner().invoke(app, [*command, "--paper", "letter"])
    assert asked.exit_code == 2
    assert "--pdf" in asked.output


def test_a_lesson_without_questions_has_nothing_to_write_on(harbour: Path) -> None:
    with pytest.raises(MapperError, match="has no question"):
        on_paper(harbour, "storm", 2)
    with pytest.raises(MapperError, match='no lesson "strom"'):
        on_paper(harbour, "strom", 2)
