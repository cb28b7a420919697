"""A site whose list of lessons offers their packages; and one that does not."""

from __future__ import annotations

import re
import shutil
from html import unescape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

import mapper
from mapper.cli import app
from mapper.edit.new import STARTER
from mapper.packages import Format, pack, pack_all
from mapper.page import Download, verify

LINK = re.compile(
    r'<a (?:download )?href="?(packages/[^"> ]+)"?(?: download)?>([^<]+)</a> \(([^)]+)\)'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("offered") / "site"
    done = CliRunner().invoke(app, ["build", str(STARTER), "--out", str(target), "--packages"])
    assert done.exit_code == 0, done.output
    return target


def offered(html: str) -> dict[str, str]:
    """File → its size, as the list says them."""
    return {unquote(unescape(file)): size for file, _, size in LINK.findall(html)}


def test_every_package_of_a_lesson_is_offered_with_its_size(site: Path) -> None:
    listed = offered((site / "lessons" / "index.html").read_text("utf-8"))

    packed = pack(STARTER, "first-lesson", [Format.ALL])
    assert set(listed) == {f"packages/{name}" for name in packed}
    assert len(listed) == len(Format) - 1
    for name, data in packed.items():
        assert (site / "lessons" / "packages" / name).read_bytes() == data
        said, unit = listed[f"packages/{name}"].split()
        assert float(said) == pytest.approx(len(data) / {"kB": 1e3, "MB": 1e6}[unit], abs=0.5)


def test_what_is_packed_offers_no_packages_in_its_turn(site: Path) -> None:
    for archive in sorted((site / "lessons" / "packages").glob("*.zip")):
        packed = ZipFile(archive)
        assert not [name for name in packed.namelist() if "packages/" in name]
        if "lessons/index.html" in packed.namelist():
            assert offered(packed.read("lessons/index.html").decode()) == {}


def test_the_site_is_verified_with_them_and_the_next_build_takes_them_away(
    site: Path, tmp_path: Path
) -> None:
    assert verify(site) == []
    (site / "lessons" / "packages" / "first-lesson.zip").write_bytes(b"another")
    assert len(verify(site)) == 1

    mapper.build(STARTER, site)

    assert not (site / "lessons" / "packages").exists()
    html = (site / "lessons" / "index.html").read_text("utf-8")
    assert "packages/" not in html
    assert "lesson-downloads" not in html.replace((html.partition("</style>"))[0], "")


def test_each_lesson_is_packed_as_if_it_were_the_only_one(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    lessons = folder / "data" / "lessons"
    shutil.copy(lessons / "first-lesson.md", lessons / "second.md")

    made = {each.name: each.data for each in pack_all(mapper.load(folder))}

    for lesson in ("first-lesson", "second"):
        for name, data in pack(folder, lesson, [Format.ZIP, Format.SCORM2004]).items():
            assert made[f"packages/{name}"] == data
    assert len(made) == 2 * (len(Format) - 1)


def test_a_lesson_without_questions_offers_its_zip_alone(harbour: Path) -> None:
    (zip_,) = pack_all(mapper.load(harbour))

    assert (zip_.lesson, zip_.name) == ("storm", "packages/storm.zip")
    assert "lessons/storm.html" in ZipFile(BytesIO(zip_.data)).namelist()


def test_a_size_is_told_in_round_numbers() -> None:
    sizes = [Download("", "", "", "", b"x" * size).size for size in (12, 4_600, 999_000, 1_430_800)]

    assert sizes == ["1 kB", "5 kB", "999 kB", "1.4 MB"]


def test_more_than_packages_may_be_offered(harbour: Path, tmp_path: Path) -> None:
    """Whatever makes files of an atlas; a name is a link, and a text is text."""
    sheet = Download("storm", "Sheet <1>", "to print & fill in", "sheets/a b&c.pdf", b"%PDF")

    built = mapper.build(harbour, tmp_path / "site", offers=[lambda atlas: [sheet]])

    assert (built.folder / "lessons" / "sheets" / "a b&c.pdf").read_bytes() == b"%PDF"
    html = (built.folder / "lessons" / "index.html").read_text("utf-8")
    assert "sheets/a%20b%26c.pdf" in html
    assert "Sheet &lt;1></a> (1 kB): to print & fill in" in html
