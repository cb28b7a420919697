"""Pictures in a real browser: in the record, enlarged, in the text, without script, on paper."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

import mapper
from audit import violations
from foreign import drawn
from invented import pictured
from places import ATLASES

MEDIA = """\
file,alt,alt_fa,credit,licence,licence_fa,source
quay.jpg,The quay from the south,اسکله از جنوب,A. Maker,CC BY 4.0,آزاد,https://example.org/quay
plan.png,A plan,,Archive,public domain,,
"""

FACTS = """\
north-quay,drawing,plan.png,,ledger1741,high,
south-quay,drawing,quay.jpg,,ledger1741,high,
"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def with_pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "harbour"
    shutil.copytree(ATLASES / "harbour", folder)
    pictured(folder, MEDIA, FACTS, photo="quay.jpg", site="https://example.org/office")
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"de"]', '"de", "fa"]'), "utf-8")
    drawn(folder / "media" / "quay.jpg", (1200, 800), "teal")
    drawn(folder / "media" / "plan.png", (500, 900), "orange")
    return mapper.build(folder).page


def sizes(page: Page, selector: str) -> list[list[int]]:
    """How wide the pictures are in their file, once they are read."""
    return list(
        page.eval_on_selector_all(
            f"{selector} img", "all => all.map(each => [each.naturalWidth, each.naturalHeight])"
        )
    )


def test_it_opens_by_keyboard_and_gives_the_focus_back(
    open_many: Open, with_pictures: Path
) -> None:
    """Enter enlarges it, under the name of its record; Escape closes the dialog and no more."""
    page = open_many(with_pictures, "f=north-quay")
    plan = page.locator(".popup").get_by_role("button", name="A plan")
    plan.focus()
    page.keyboard.press("Enter")

    dialog = page.locator("dialog")
    expect(dialog).to_have_accessible_name("North Quay")
    expect(dialog.get_by_role("img", name="A plan")).to_be_visible()
    expect(dialog.locator("figcaption")).to_have_text("Archive, public domain")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    larger, smaller = dialog.locator("img").bounding_box(), plan.bounding_box()
    assert larger
    assert smaller
    assert larger["height"] > smaller["height"]

    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(page.locator(".popup")).to_be_visible()
    expect(plan).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".popup")).to_be_hidden()


def test_a_click_enlarges_one_in_the_text_version(open_many: Open, with_pictures: Path) -> None:
    page = open_many(with_pictures)
    page.evaluate("location.hash = 'record-south-quay'")
    again = page.locator("#record-south-quay").get_by_role("button", name="The quay from the south")
    again.click()

    expect(page.locator("dialog img")).to_be_visible()
    assert sizes(page, "dialog") == [[960, 640]]
    page.get_by_role("button", name="Close").click()
    expect(again).to_be_focused()


def test_in_another_language_it_has_the_words_of_that(open_many: Open, with_pictures: Path) -> None:
    page = open_many(with_pictures, "f=north-quay&lang=fa")
    figure = page.locator(".popup .picture").filter(has=page.locator("[alt^=اسکله]"))

    expect(figure.locator("img")).to_have_attribute("lang", "fa")
    expect(figure.locator(".picture-licence")).to_have_text("آزاد")
    expect(figure.locator(".picture-credit")).to_have_text("A. Maker")
    for each in page.locator(".popup .picture").all():
        expect(each).to_have_css("direction", "rtl")


def test_without_script_the_text_has_pictures_and_words(
    browser: Browser, with_pictures: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"{with_pictures.as_uri()}#record-south-quay")

    expect(page.locator("#record-north-quay").get_by_role("img")).to_have_count(2)
    link = page.locator("#record-south-quay").get_by_role("link", name="The quay from the south")
    expect(link).to_be_visible()
    expect(page.locator("#record-south-quay figcaption")).to_contain_text("A. Maker, CC BY 4.0")
    context.close()


def test_on_paper_pictures_have_their_captions(open_many: Open, with_pictures: Path) -> None:
    """Also those that nobody has scrolled to, and the one that is shown again."""
    page = open_many(with_pictures)
    page.evaluate("document.documentElement.classList.add('print-whole')")

    read = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    drawn_so = {picture.image.size for sheet in read.pages for picture in sheet.images}
    assert {(960, 640), (500, 900)} <= drawn_so
    said = " ".join(sheet.extract_text() for sheet in read.pages)
    assert said.count("A. Maker, CC BY 4.0") == 2
    assert "Archive, public domain" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_a_record_with_pictures_and_one_enlarged_are_for_all(
    open_many: Open, with_pictures: Path, width: int, scheme: str
) -> None:
    screen = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page = open_many(with_pictures, "f=north-quay", **screen)
    assert violations(page) == []

    page.locator(".popup .picture-open").first.click()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.locator("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 800


def test_a_link_leads_there_with_a_name(open_many: Open, with_pictures: Path) -> None:
    page = open_many(with_pictures, "f=north-quay")
    link = page.locator(".popup").get_by_role("link", name="example.org", exact=True).last

    expect(link).to_have_attribute("href", "https://example.org/office")
    expect(link).to_have_attribute("rel", "noopener")
