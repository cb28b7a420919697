"""How to cite an atlas, and a part of it: a record, a claim or the map as it is seen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from mapper.model import AtlasEntry
from mapper.record.cite import CHICAGO, ENTRY, clean, pandoc

APA = "apa"  # the 7th edition
PART, LINK, SEEN = "\ue000", "\ue001", "\ue002"
"""What a reader's page puts in: letters for private use, which no style changes."""


@dataclass(frozen=True)
class Citing:
    """A citation by the name of its style.

    Of the whole `Chicago` and `APA` are safe HTML, `BibTeX` and `RIS` text. Of a part all are
    text, with `PART` for its title, `LINK` for its address and `SEEN` for the day it was seen.
    """

    whole: Mapping[str, str]
    part: Mapping[str, str]


def cite_this(atlas: AtlasEntry) -> Citing:
    """How to cite the atlas. What the manifest does not name, a citation leaves out."""
    year, month, day = map(int, atlas.date.split("-"))
    common = {
        "genre": "interactive map",
        "version": atlas.version,
        "issued": {"date-parts": [[year, month, day]]},
        "publisher": atlas.publisher,
        "author": people(atlas),
    }
    part = {"type": "dataset", "title": PART, "container-title": atlas.title, "URL": MARKED}
    whole = {"type": "map", "title": atlas.title, "URL": atlas.address}
    # One at a time: side by side, one author's works of a year would be told apart as 2026a, 2026b.
    asked = [(common | item, style) for item in (whole, part) for style in (CHICAGO, APA)]
    with ThreadPoolExecutor() as beside:
        chicago, apa, *of_part = beside.map(_styled, *zip(*asked, strict=True))
    in_text = (html.striptags().replace(MARKED, LINK) for html in of_part)
    return Citing(
        {"Chicago": chicago, "APA": apa, **_records(atlas)},
        {**dict(zip(("Chicago", "APA"), in_text, strict=True)), **_records(atlas, is_part=True)},
    )


MARKED = "https://link.invalid/"  # citeproc takes nothing else for an address
LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
)


def _styled(item: Mapping[str, Any], style: str) -> Markup:
    said = {name: value for name, value in item.items() if value}
    ((_, html),) = ENTRY.findall(pandoc(json.dumps([{"id": "it", **said}]), "csljson", style))
    return Markup(clean(html))


def people(atlas: AtlasEntry) -> list[dict[str, str]]:
    """Who made the atlas, as CSL has it: family and given name, or `literal`."""
    return [_name(author) for author in atlas.authors]


def _name(author: str) -> dict[str, str]:
    """`Family, Given` is a person, whose name a style may turn round; all else stays as it is."""
    family, comma, given = author.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": author}


def _records(atlas: AtlasEntry, is_part: bool = False) -> dict[str, str]:
    """BibTeX and RIS, for programs that keep references."""
    year, month, day = atlas.date.split("-")
    people = [author.translate(LATEX) for author in atlas.authors]
    title = atlas.title.translate(LATEX)
    bibtex: dict[str, Any] = {
        "author": " and ".join(name if ", " in name else f"{{{name}}}" for name in people),
        "title": f"{{{PART if is_part else title}}}",
        "booktitle": is_part and f"{{{title}}}",
        "howpublished": not (is_part and atlas.publisher) and "Interactive map",
        "publisher": atlas.publisher.translate(LATEX),
        "version": atlas.version.translate(LATEX),
        "year": year,
        "date": atlas.date,
        "url": LINK if is_part else atlas.address,
        "urldate": is_part and SEEN,
    }
    ris: list[tuple[str, Any]] = [
        ("TY", "MAP"),
        # Without a comma all of it would be turned round as a person's name.
        *(("AU", author if ", " in author else f"{author},") for author in atlas.authors),
        ("TI", PART if is_part else atlas.title),
        ("T2", is_part and atlas.title),
        ("ET", atlas.version),
        ("M3", "Interactive map"),
        ("PB", atlas.publisher),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}"),
        ("UR", LINK if is_part else atlas.address),
        ("Y2", is_part and SEEN),
    ]
    return {
        "BibTeX": f"@misc{{{atlas.id},\n"
        + "".join(f"  {name} = {{{value}}},\n" for name, value in bibtex.items() if value)
        + "}\n",
        "RIS": "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in ris if value)
        + "ER  - \n",
    }
