"""Pictures and links in the page: once each, with their words, within the policy."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mapper
from foreign import drawn
from invented import MEDIA, pictured
from mapper.cli import app
from mapper.export import export
from mapper.page import build
from mapper.record import translated_texts

HOSTILE = (
    "{{7*7}}",
    "{% print 7*7 %}",
    "${7*7}`",
    "</script><img src=x onerror=window.ran=1>",
    '" onload="window.ran=1" \'',
    "the policy goes here",
)


class Figures(HTMLParser):
    """The attributes of every picture of the record and every link in it, and the captions."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.images: list[dict[str, str | None]] = []
        self.links: list[dict[str, str | None]] = []
        self.captions: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "img" and str(named.get("src")).startswith("data:image/webp"):
            self.images.append(named)
        elif tag == "a" and ("data-value" in named or "data-picture" in named):
            self.links.append(named)
        elif tag == "figcaption":
            self.inside = True
            self.captions.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "figcaption"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.captions[-1] += data


def built(folder: Path) -> Figures:
    return Figures(build(folder).page.read_text("utf-8"))


def test_a_picture_of_a_fact_and_one_of_a_column(harbour: Path) -> None:
    rows = MEDIA + "plan.png,A plan,Archive,public domain,https://www.example.org/box\n"
    fact = "north-quay,drawing,plan.png,,ledger1741,high,\n"
    pictured(harbour, rows, fact, photo="quay.jpg", site="[Office](https://example.org/o)")
    drawn(harbour / "media" / "quay.jpg", (400, 300))
    drawn(harbour / "media" / "plan.png", (2000, 1000))

    seen = built(harbour)

    plan, quay = seen.images
    assert (quay["alt"], quay["width"], quay["height"]) == ("The quay from the south", "400", "300")
    assert (plan["alt"], plan["width"], plan["height"]) == ("A plan", "960", "480")
    assert plan["loading"] == "lazy"
    assert seen.captions[-2:] == [
        "Archive, public domain · example.org2",
        "A. Maker, CC BY 4.0",
    ]
    assert [(link["href"], link["rel"]) for link in seen.links] == [
        ("https://www.example.org/box", "noopener"),
        ("https://example.org/o", "noopener"),
    ]


def test_the_same_picture_stands_in_the_page_once(harbour: Path) -> None:
    """However often it is shown; elsewhere a link leads to where it stands."""
    facts = "".join(
        f"{subject},drawing,quay.jpg,,ledger1741,high,\n" for subject in ("north-quay", "atlas")
    )
    pictured(harbour, facts=facts, photo="media/quay.jpg")
    drawn(harbour / "media" / "quay.jpg")

    seen = built(harbour)

    assert len(seen.images) == 1
    again = [link for link in seen.links if "data-picture" in link]
    assert len(again) == 2
    html = (harbour / "site" / "index.html").read_text("utf-8")
    (target,) = {str(link["href"]) for link in again}
    assert f"id={target[1:]}" in html.replace('"', "")


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_picture_stand_as_they_are(harbour: Path, text: str) -> None:
    table = io.StringIO()
    csv.writer(table).writerows([["file", "alt", "credit", "licence"], ["quay.jpg", *[text] * 3]])
    pictured(harbour, table.getvalue(), photo="quay.jpg")
    drawn(harbour / "media" / "quay.jpg")

    seen = built(harbour)

    assert [each["alt"] for each in seen.images] == [text]
    assert set(seen.images[0]) == {"alt", "src", "width", "height", "loading"}
    assert seen.captions[-1] == f"{text}, {text}"


def test_a_page_without_pictures_brings_nothing_for_them(harbour: Path) -> None:
    html = build(harbour).page.read_text("utf-8")

    for part in ("picture-open", "picture-dialog", "image/webp"):
        assert part not in html

    pictured(harbour, photo="quay.jpg")
    drawn(harbour / "media" / "quay.jpg")
    assert "picture-dialog" in build(harbour).page.read_text("utf-8")


def test_the_build_says_how_much_they_take_and_makes_the_same_again(harbour: Path) -> None:
    pictured(harbour, photo="quay.jpg")
    drawn(harbour / "media" / "quay.jpg")

    result = CliRunner().invoke(app, ["build", str(harbour)])
    first = (harbour / "site" / "index.html").read_bytes()
    build(harbour)

    assert "Pictures: 1, 1 kB of 600 kB." in result.output
    assert (harbour / "site" / "index.html").read_bytes() == first


def test_a_picture_that_nothing_shows_is_not_in_the_page(harbour: Path) -> None:
    pictured(harbour)
    drawn(harbour / "media" / "quay.jpg")

    assert built(harbour).images == []


def test_a_record_in_another_language_has_their_words_too(harbour: Path) -> None:
    rows = "file,alt,alt_de,credit,licence,licence_de\nquay.jpg,Quay,Kai,A. Maker,CC0,frei\n"
    fact = "north-quay,site,[Office](https://example.org),,ledger1741,high,\n"
    pictured(harbour, rows, fact, photo="quay.jpg")
    table = (harbour / "data" / "facts.csv").read_text("utf-8").splitlines()
    lines = [f"{table[0]},value_de", *(f"{line}," for line in table[1:])]
    lines[-1] += "[Amt](https://example.org)"
    (harbour / "data" / "facts.csv").write_text("\n".join(lines), "utf-8")
    drawn(harbour / "media" / "quay.jpg")

    texts = translated_texts(mapper.load(harbour))

    assert texts["picture-north-quay-photo"] == {
        "picture-alt": {"de": "Kai"},
        "picture-licence": {"de": "frei"},
    }
    (claim,) = [each for id, each in texts.items() if id.startswith("claim-")]
    assert claim["value"] == {"de": "Amt"}


def test_exports_carry_names_and_addresses(harbour: Path) -> None:
    fact = "north-quay,site,[Office](https://example.org/o),,ledger1741,high,\n"
    pictured(harbour, facts=fact, photo="quay.jpg")
    drawn(harbour / "media" / "quay.jpg")
    atlas = mapper.load(harbour)

    assert b'"photo":"quay.jpg"' in export(atlas, "geojson")["quays.geojson"]
    assert b"[Office](https://example.org/o)" in export(atlas, "csv")["facts.csv"]
    assert b"Website: https://example.org/o" in export(atlas, "kml")["harbour.kml"]
    assert b"Website: https://example.org/o" in export(atlas, "lpf")["harbour.lpf.json"]


def test_a_site_does_not_lie_where_the_pictures_do(harbour: Path) -> None:
    with pytest.raises(mapper.MapperError, match="a site cannot lie in media/"):
        build(harbour, harbour / "media" / "site")
