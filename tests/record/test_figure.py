"""Figures of a lesson: states of the map as pictures, picture files, what is wrong."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import mapper
from browsing import watched
from mapper.picture import png
from mapper.problems import MapperError

HEAD = """+++
question = "Who says so?"
minutes = 20
aims = ["Tell two sources apart."]
+++

# The storm

"""
GATE = png(
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h9v9"/></svg>'
)
FILES = {
    "pictures/gate.png": GATE,
    "pictures/gate.JPG": b"\xff\xd8\xff\xe0" + bytes(99),
    "lessons/gate.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "pictures/page.png": b"<html><script>alert(1)</script>",
    "pictures/large.png": GATE + bytes(500_000),
    "pictures/drawn.svg": b"<svg/>",
    "gate.png": GATE,
}


class Pictures(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


@pytest.fixture
def folder(harbour: Path) -> Path:
    for name, data in FILES.items():
        path = harbour / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return harbour


def written(folder: Path, *figures: str) -> Path:
    blocks = "".join(f"```figure\n{figure}\n```\n\n" for figure in figures)
    path = folder / "data" / "lessons" / "storm.md"
    path.write_text(HEAD + blocks, "utf-8")
    return path


def built(folder: Path, *figures: str) -> str:
    written(folder, *figures)
    return (mapper.build(folder).folder / "lessons" / "storm.html").read_text("utf-8")


def wrong(folder: Path, *figures: str) -> list[str]:
    written(folder, *figures)
    with pytest.raises(MapperError) as raised:
        mapper.build(folder)
    assert not (folder / "site").exists()
    return [str(problem) for problem in raised.value.problems]


def test_a_state_is_a_picture_with_its_key_and_no_frame(folder: Path) -> None:
    html = built(
        folder,
        'date = "1741-05-01"\nalt = "Both quays & the <road>."\ncaption = "In spring."',
        'date = "1741-09-01"\nlayers = ["quays"]\nfeature = "north-quay"\nalt = "The quay."',
    )

    assert html.count('lesson-figure"') == 2
    assert "lesson-view" not in html.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r"<svg [^>]*class=\"map still\"[^>]*><title>([^<]*(?:&lt;[^<]*)?)", html) == [
        "Both quays & the &lt;road>.",
        "The quay.",
    ]
    assert "<figcaption>In spring.</figcaption>" in html
    shown = html.partition("<main")[2].partition("</main>")[0]
    assert shown.count("still-here") == 1
    assert shown.count('lesson-key"') == 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [("pictures/gate.png", "png"), ("pictures/gate.JPG", "jpeg"), ("lessons/gate.webp", "webp")],
)
def test_a_file_stands_in_the_page_itself(folder: Path, name: str, kind: str) -> None:
    hostile = 'A gate, \\"><script>alert(1)</script>'
    html = built(folder, f'file = "{name}"\nalt = "{hostile}"\ncaption = "A <b> of mine."')

    (image,) = Pictures(html).found
    assert (image["src"] or "").startswith(f"data:image/{kind};base64,")
    assert image["alt"] == 'A gate, "><script>alert(1)</script>'
    assert "<figcaption>A &lt;b> of mine.</figcaption>" in html
    assert "img-src data:;" in html


def test_it_is_seen_with_its_key(folder: Path, page: Page) -> None:
    """Although the keys of other stills wait for the live map to be missed."""
    asked, said = watched(page)
    written(folder, 'file = "pictures/gate.png"\nalt = "A gate."', 'alt = "The quays."')
    lesson = mapper.build(folder).folder / "lessons" / "storm.html"

    page.goto(lesson.as_uri())

    expect(page.locator(".lesson-figure > img")).to_have_js_property("naturalWidth", 40)
    expect(page.locator(".lesson-figure > svg")).to_be_visible()
    expect(page.locator(".lesson-figure .lesson-key .matrix")).to_be_visible()
    assert [url for url in asked if not url.startswith("data:")] == [lesson.as_uri()]
    assert said == []


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ('file = "pictures/gate.png"', "alt: is missing"),
        ('date = "1741-05-01"\nalt = ""', "alt: "),
        (
            'file = "pictures/gatte.png"\nalt = "A gate."',
            'file: no picture "data/pictures/gatte.png". Did you mean "pictures/gate.png"?',
        ),
        (
            'file = "pictures/page.png"\nalt = "A gate."',
            'file: "data/pictures/page.png" does not begin as a picture does. '
            "Save it anew as PNG, JPEG or WebP.",
        ),
        (
            'file = "pictures/large.png"\nalt = "A gate."',
            'file: "data/pictures/large.png" has 500 kB, more than 500. '
            "Make it smaller: 1,200 px across are enough.",
        ),
        (
            'file = "pictures/drawn.svg"\nalt = "A gate."',
            "file: SVG files can hold script, so none is taken. Save it as PNG or WebP.",
        ),
        ('file = "pictures/gate.gif"\nalt = "A gate."', 'file: "pictures/gate.gif" is no picture.'),
        ('file = "gate.png"\nalt = "A gate."', 'file: "gate.png" lies elsewhere.'),
        ('file = "/etc/gate.png"\nalt = "A gate."', 'file: "/etc/gate.png" lies elsewhere.'),
        (
            'file = "pictures/../gate.png"\nalt = "A."',
            'file: "pictures/../gate.png" lies elsewhere.',
        ),
        (
            'file = "pictures/gate.png"\ndate = "1741-05-01"\nalt = "A gate."',
            "file: stands beside a state of the map. Keep the file, or the keys of the map.",
        ),
        ('feature = "north-qay"\nalt = "A."', 'feature: no feature "north-qay".'),
        ('layers = ["qays"]\nalt = "A."', 'layers: no layer "qays".'),
        ('date = "1741"\nalt = "A."', "date: is not one day."),
        ('alt = "A."\nsteps = true', "steps: "),
        ("alt", "the figure block is not TOML"),
    ],
)
def test_what_is_wrong_is_told_by_line(folder: Path, figure: str, told: str) -> None:
    (problem,) = wrong(folder, figure)

    assert problem.startswith("data/lessons/storm.md: line 9")
    assert told in problem


def test_everything_is_told_at_once(folder: Path) -> None:
    found = wrong(folder, 'file = "pictures/x.png"\nalt = "A."', 'feature = "x"\nalt = "A."')

    assert [each.partition(", ")[0] for each in found] == [
        "data/lessons/storm.md: line 9",
        "data/lessons/storm.md: line 14",
    ]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(GATE)
    (folder / "data" / "pictures" / "link.png").symlink_to(tmp_path / "secret.png")

    found = wrong(folder, 'file = "pictures/link.png"\nalt = "A gate."')

    assert any("link.png: lies outside the project folder." in each for each in found)
