"""What others show where a link to the published site stands; of an unpublished one, nothing."""

from __future__ import annotations

import json
import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

import mapper
from browsing import watched
from mapper.page import share, site, verify

ADDRESS = "https://example.org/sandwick/"
FILES = {"index.html", "lessons/storm.html", "lessons/index.html", "lessons/blank-map.html"}


class Head(HTMLParser):
    """Properties and names of `meta`, and the links that are no style sheets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.frames: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "meta" and (key := said.get("property") or said.get("name")):
            self.meta[key] = said.get("content") or ""
        elif tag == "link":
            self.links[said.get("type") or ""] = said.get("href") or ""
        elif tag == "iframe":
            self.frames.append(said)


def published(harbour: Path, address: str = ADDRESS) -> Path:
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    more = f'address = "{address}"\nauthors = ["Doe, Jane"]\nid = "harbour"'
    manifest.write_text(text.replace('id = "harbour"', more, 1), "utf-8")
    return mapper.build(harbour).folder


def test_a_published_site_has_a_card(harbour: Path) -> None:
    folder = published(harbour)

    meta = Head((folder / "index.html").read_text("utf-8")).meta
    assert {key: said for key, said in meta.items() if key[:3] in ("og:", "twi")} == {
        "og:title": "The harbour of Sandwick in 1741",
        "og:description": "Two quays and a road. An invented place, to test with.",
        "og:type": "website",
        "og:url": ADDRESS,
        "og:site_name": "The harbour of Sandwick in 1741",
        "og:image": f"{ADDRESS}share.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "The harbour of Sandwick in 1741. 1 March 1741. Quays: 1 held, 1 without a "
        "known date.",
        "twitter:card": "summary_large_image",
    }


def test_a_lesson_has_a_card_of_its_own(harbour: Path) -> None:
    folder = published(harbour)

    html = (folder / "lessons" / "storm.html").read_text("utf-8")
    meta = Head(html).meta
    assert meta["og:title"] in html.partition("<h1>")[2]
    assert meta["og:type"] == "article"
    assert meta["og:url"] == f"{ADDRESS}lessons/storm.html"
    assert meta["og:image"] == f"{ADDRESS}share.png"
    listed = Head((folder / "lessons" / "index.html").read_text("utf-8")).meta
    assert listed["og:url"] == f"{ADDRESS}lessons/index.html"


def test_its_picture_and_its_frame_are_files_of_the_site(harbour: Path) -> None:
    folder = published(harbour)

    image = (folder / "share.png").read_bytes()
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", image[16:24]) == (1200, 630)
    listing = json.loads((folder / "built.json").read_text("utf-8"))
    assert set(listing) == FILES | {"share.png", "oembed.json"}
    assert verify(folder) == []
    (folder / "share.png").write_bytes(b"")
    assert [problem.file for problem in verify(folder)] == [str(folder / "share.png")]


def test_one_may_ask_how_to_frame_it(harbour: Path) -> None:
    folder = published(harbour)

    links = Head((folder / "index.html").read_text("utf-8")).links
    assert links["application/json+oembed"] == f"{ADDRESS}oembed.json"
    answer = json.loads((folder / "oembed.json").read_text("utf-8"))
    (frame,) = Head(answer.pop("html")).frames
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "The harbour of Sandwick in 1741",
        "author_name": "Doe, Jane",
        "provider_name": "The harbour of Sandwick in 1741",
        "provider_url": ADDRESS,
        "width": 960,
        "height": 640,
        "thumbnail_url": f"{ADDRESS}share.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }
    assert (frame["src"], frame["height"]) == (ADDRESS, "640")
    assert "allow-scripts" in (frame["sandbox"] or "")


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("https://example.org", "https://example.org/share.png"),
        ("https://example.org/a", "https://example.org/a/share.png"),
        ("https://example.org/a/index.html", "https://example.org/a/share.png"),
        ("https://example.org/a/?x=1#y", "https://example.org/a/share.png"),
    ],
)
def test_files_lie_beside_the_page_of_the_address(harbour: Path, address: str, image: str) -> None:
    folder = published(harbour, address)

    assert Head((folder / "index.html").read_text("utf-8")).meta["og:image"] == image


def test_of_an_unpublished_site_there_is_none_of_it(harbour: Path) -> None:
    built = mapper.build(harbour)

    assert set(built.files) == FILES
    for name in FILES:
        html = (built.folder / name).read_text("utf-8")
        assert not [key for key in Head(html).meta if ":" in key]
        assert "oembed" not in html


def test_without_fonts_there_is_a_card_without_a_picture(
    harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (share, site):
        monkeypatch.setattr(module, "has_fonts", lambda: False)

    folder = published(harbour)

    meta = Head((folder / "index.html").read_text("utf-8")).meta
    assert meta["twitter:card"] == "summary"
    assert "og:image" not in meta
    assert not (folder / "share.png").exists()
    assert "thumbnail_url" not in json.loads((folder / "oembed.json").read_text("utf-8"))
    assert mapper.build(harbour).notes[0].startswith("No font was found on this machine")


def test_words_of_the_data_stay_words(harbour: Path) -> None:
    manifest = harbour / "data" / "atlas.toml"
    hostile = '"><script>alert(1)</script>'
    text = manifest.read_text("utf-8").replace(
        "The harbour of Sandwick in 1741", hostile.replace('"', '\\"')
    )
    manifest.write_text(text, "utf-8")

    folder = published(harbour)

    assert Head((folder / "index.html").read_text("utf-8")).meta["og:title"] == hostile
    answer = json.loads((folder / "oembed.json").read_text("utf-8"))
    (frame,) = Head(answer["html"]).frames
    assert frame["title"] == hostile


def test_the_page_still_asks_for_nothing(harbour: Path, page: Page) -> None:
    folder = published(harbour)
    asked, said = watched(page)

    page.goto((folder / "index.html").as_uri())
    page.wait_for_selector("[data-ready]")

    assert [url for url in asked if not url.startswith("data:")] == [
        (folder / "index.html").as_uri()
    ]
    assert said == []
