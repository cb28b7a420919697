"""What people come with, in at most three commands and without a line of the manifest by hand."""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from mapper.cli import app

Commands = Callable[[str], str]


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Runs lines as they are typed into a terminal, in the folder with the person's files."""
    monkeypatch.chdir(tmp_path)

    def run(lines: str) -> str:
        typed = [line for line in lines.strip().splitlines() if line.strip()]
        assert len(typed) <= 3
        said = []
        for line in typed:
            done = CliRunner().invoke(app, shlex.split(line)[1:])
            assert done.exit_code == 0, f"{line}\n{done.output}"
            said.append(done.output)
        return "\n".join(said)

    return run


def opened(page: Page, folder: Path) -> Page:
    page.goto((folder / "site" / "index.html").as_uri())
    page.wait_for_selector("[data-drawn]")
    return page


# A teacher with a messy workbook and photographs


def messy(folder: Path) -> None:
    """A workbook as a school keeps it: a title, two rows of headings, a sum, a footnote."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Our walk"
    sheet.append(["What we saw on our walk, 12 May"])
    sheet.append([])
    sheet.append(
        ["Place", "Where", None, "Photo", "Photo caption", "Photographer", "Licence", "Steps"]
    )
    sheet.append([None, "Latitude", "Longitude", None, None, None, None, None])
    sheet.merge_cells("B3:C3")
    rows = [
        ("Old mill", "59,912", "-2,104", "mill.jpg", "A mill with a broken wheel", "1 204"),
        ("Chapel", "59,655", "-1,980", "chapel.png", "A chapel without a roof", "2 310"),
        ("Landing", "59,504", "-1,902", None, None, "3 017"),
    ]
    for name, lat, lon, photo, alt, steps in rows:
        by = ("Class 7b", "CC BY 4.0") if photo else (None, None)
        sheet.append([name, lat, lon, photo, alt, *by, steps])
    sheet.append(["Total", None, None, None, None, None, None, "6 531"])
    sheet.append(["* Steps counted by telephone."])
    book.save(folder / "Our walk.xlsx")
    for name, colour in (("mill.jpg", "tan"), ("chapel.png", "grey")):
        picture = Image.new("RGB", (1600, 1200), colour)
        ImageDraw.Draw(picture).rectangle([400, 300, 1200, 900], outline="black", width=20)
        picture.save(folder / name)


def test_a_teacher_with_a_messy_workbook_and_photographs(
    commands: Commands, tmp_path: Path, page: Page
) -> None:
    messy(tmp_path)

    said = commands(
        """
        mapper new walk --empty
        mapper add "Our walk.xlsx" --folder walk
        mapper build walk
        """
    )

    assert "3 features" in said
    opened(page, tmp_path / "walk")
    expect(page.locator("#map_atlas .mark")).to_have_count(3)
    page.get_by_role("tab", name="List").click()
    page.locator(".list-item", has_text="Old mill").click()
    popup = page.locator(".popup")
    expect(popup.get_by_role("img", name="A mill with a broken wheel")).to_be_visible()
    expect(popup).to_contain_text("Class 7b")
    expect(popup).to_contain_text("CC BY 4.0")
    expect(popup).to_contain_text("1204")


# A historian with a scanned map and a Solar Hijri column


def scan(folder: Path) -> None:
    """A sheet turned by ten degrees, with the points that somebody set on it in QGIS."""
    angle, size = math.radians(10), 1000
    picture = Image.new("RGB", (size, size), "ivory")
    lines = ["mapX,mapY,sourceX,sourceY,enable,dX,dY,residual"]
    draw = ImageDraw.Draw(picture)
    for lon, lat in ((-2.4, 59.3), (-1.6, 59.3), (-1.6, 60.1), (-2.4, 60.1)):
        east, north = (lon + 2.0) * 500, (lat - 59.7) * 1000
        x = size / 2 + east * math.cos(angle) - north * math.sin(angle)
        y = size / 2 - east * math.sin(angle) - north * math.cos(angle)
        draw.ellipse([x - 20, y - 20, x + 20, y + 20], fill="firebrick")
        lines.append(f"{lon},{lat},{x:.2f},{-y:.2f},1,0,0,0")
    picture.save(folder / "sheet.png")
    (folder / "sheet.png.points").write_text("\n".join(lines) + "\n")


def test_a_historian_with_a_scanned_map_and_a_solar_hijri_column(
    commands: Commands, tmp_path: Path, page: Page, harbour: Path
) -> None:
    scan(tmp_path)
    (tmp_path / "letters.csv").write_text(
        "نام,lat,lon,تاریخ\nنامهٔ نخست,59.9,-2.1,۱۱۲۰/۰۲/۲۵\nنامهٔ دوم,59.5,-1.9,۱۱۲۰/۰۵/۰۱\n"
    )

    said = commands(
        """
        mapper add sheet.png --folder harbour --licence "CC0 1.0"
        mapper add letters.csv --folder harbour --date تاریخ --calendar solar-hijri
        mapper build harbour
        """
    )

    assert "1741-05-15 to 1741-07-23" in said
    opened(page, harbour)
    expect(page.get_by_role("checkbox", name="Sheet")).to_be_checked()


# An aid worker with last month's table and this month's


def test_an_aid_worker_with_last_month_and_this_month(
    commands: Commands, tmp_path: Path, page: Page, harbour: Path
) -> None:
    head = "admin1;site name;latitude;longitude;families\n"
    head += "#adm1;#loc+name;#geo+lat;#geo+lon;#affected\n"
    camps = ["North;North camp;59,9;-2,1;1 200", "North;River camp;59,8;-2,0;85"]
    camps += [f"South;South camp {n};59,{n}5;-1,9;{n * 100}" for n in range(1, 6)]
    camp = "South;South camp 5;59,55;-1,9;730"
    later = ["North;New camp;59,95;-2,2;40", camps[0], *camps[2:6], camp]
    for month, rows in (("october", camps), ("november", later)):
        (tmp_path / f"camps-{month}.csv").write_bytes((head + "\n".join(rows)).encode("cp1252"))

    said = commands(
        """
        mapper add camps-october.csv --folder harbour --id camps --title Camps
        mapper add camps-november.csv --folder harbour --replace camps
        mapper build harbour
        """
    )

    assert "7 features" in said
    assert "1 new, 1 gone, 1 changed, 5 the same" in said
    assert "families 500 → 730" in said
    opened(page, harbour)
    page.get_by_role("tab", name="List").click()
    expect(page.locator(".list-item", has_text="New camp")).to_be_visible()
    expect(page.locator(".list-item", has_text="River camp")).to_have_count(0)
    page.locator(".list-item", has_text="South camp 5").click()
    expect(page.locator(".popup")).to_contain_text("730")
