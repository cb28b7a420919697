"""How to cite the atlas and a part of it, by the real pandoc."""

from __future__ import annotations

import json

import pypandoc
import pytest
from markupsafe import Markup

from mapper.model.manifest import AtlasEntry
from mapper.record.cite_atlas import LINK, PART, SEEN, cite_this

ATLAS = AtlasEntry.model_validate(
    {
        "id": "my-atlas",
        "title": "Roads & 50% of {rivers}_x: Дороги",
        "address": "https://example.org/atlas?a_b",
        "period": "1988/1989",
        "bounds": (0, 0, 1, 1),
        "version": "1.2.0",
        "date": "2026-11-23",
    }
)


def by(*authors: str, publisher: str = "") -> AtlasEntry:
    return ATLAS.model_copy(update={"authors": authors, "publisher": publisher})


def test_the_atlas_says_how_to_cite_it() -> None:
    said = cite_this(by("The <Group>")).whole

    assert said["Chicago"] == (
        "The &lt;Group&gt;. <em>Roads &amp; 50% of {Rivers}_x: Дороги</em>. Interactive map. "
        'Version 1.2.0. November 23, 2026. <a href="https://example.org/atlas?a_b">'
        "https://example.org/atlas?a_b</a>."
    )
    assert said["APA"] == (
        "The &lt;Group&gt;. (2026). <em>Roads &amp; 50% of {rivers}_x: Дороги</em> "
        '(Version 1.2.0) [Interactive map]. <a href="https://example.org/atlas?a_b">'
        "https://example.org/atlas?a_b</a>"
    )
    for style in ("Chicago", "APA"):
        assert isinstance(said[style], Markup)


def test_an_atlas_without_address_and_author_is_cited_without() -> None:
    said = cite_this(ATLAS.model_copy(update={"address": ""})).whole

    for text in said.values():
        assert text
        assert "http" not in text
        assert "author" not in text


@pytest.mark.parametrize(("name", "reader"), [("BibTeX", "biblatex"), ("RIS", "ris")])
def test_the_record_of_the_atlas_can_be_imported(name: str, reader: str) -> None:
    record = cite_this(by("Group")).whole[name]
    (item,) = json.loads(pypandoc.convert_text(record, "csljson", reader))

    assert item["title"] == ATLAS.title
    assert item["URL"] == ATLAS.address
    assert item["issued"]["date-parts"][0][0] == 2026
    assert "Group" in item["author"][0].values()


def test_a_part_is_cited_with_its_title_authors_publisher_version_date_and_place() -> None:
    said = cite_this(by("Ashworth, Jane", "The Group", publisher="A Press")).part

    assert said["Chicago"] == (
        f"Ashworth, Jane, and The Group. “{PART}.” Interactive map. In Roads & 50% of "
        f"{{Rivers}}_x: Дороги, version 1.2.0. A Press, November 23, 2026. {LINK}."
    )
    assert said["APA"] == (
        f"Ashworth, J., & The Group. (2026). {PART} [Interactive map]. In Roads & 50% of "
        f"{{rivers}}_x: Дороги (Version 1.2.0). A Press. {LINK}"
    )


def test_without_an_author_the_citation_of_a_part_begins_with_its_title() -> None:
    said = cite_this(ATLAS).part

    assert said["Chicago"].startswith(f"“{PART}.” Interactive map. In Roads")
    assert said["APA"].startswith(f"{PART}. (2026).")


@pytest.mark.parametrize(("name", "reader"), [("BibTeX", "biblatex"), ("RIS", "ris")])
def test_the_record_of_a_part_can_be_imported(name: str, reader: str) -> None:
    pattern = cite_this(by("Ashworth, Jane", "The Group", publisher="A Press")).part[name]
    link = "https://example.org/atlas?a_b#d=1989-02-15&v=6/34.5/66"
    seen = "2026-11-29" if name == "BibTeX" else "2026/11/29"
    record = pattern.replace(PART, "Map").replace(LINK, link).replace(SEEN, seen)
    (item,) = json.loads(pypandoc.convert_text(record, "csljson", reader))

    assert item["title"] == "Map"
    assert item["URL"] == link
    if name == "BibTeX":  # pandoc reads no day of access from RIS
        assert item["accessed"]["date-parts"] == [[2026, 11, 29]]
    assert item["author"][0] == {"family": "Ashworth", "given": "Jane"}
    assert "The Group" in item["author"][1].values()
    assert item["publisher"] == "A Press"
