"""What a file says is kept: of itself, of its features in words, in colours and in languages.

In go records as a reader found them; out come the same with descriptions in Markdown, names by
language, and without what is style or somebody's housekeeping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mapper.formats.kept.about import MEMBERS, about, joined, line
from mapper.formats.kept.markup import DESCRIPTION, has_html, markdown
from mapper.formats.kept.names import named, without_noise
from mapper.formats.kept.own import BESIDE, brought
from mapper.formats.kept.styles import MOST, STYLE, style_of, styled
from mapper.formats.source import Foreign, Record

__all__ = [
    "BESIDE",
    "DESCRIPTION",
    "MEMBERS",
    "MOST",
    "STYLE",
    "about",
    "brought",
    "joined",
    "keep",
    "line",
    "markdown",
]


def keep(foreign: Foreign, languages: Sequence[str] = ()) -> Foreign:
    """The file with what it says in the places where the map has it.

    Args:
        languages: those of the atlas, its first one first.
    """
    columns: dict[str, object] = {}
    for record in foreign.records:
        columns |= record.properties
    osm = "openstreetmap" in foreign.about.attribution.casefold()
    records, left = without_noise(foreign.records, columns, osm)
    records, names = named(records, columns, languages)
    records, described = _described(records, columns)
    records, colours, styles = styled(records, columns)
    parted = style_of(columns) if colours else foreign.parted
    told = (DESCRIPTION,) if any(DESCRIPTION in each.properties for each in records) else ()
    return replace(
        foreign,
        records=tuple(records),
        notes=(*foreign.notes, *left, *names, *described, *styles),
        told=tuple(dict.fromkeys((*told, *foreign.told))),
        colours=colours,
        parted=parted,
    )


def _described(
    records: Sequence[Record], columns: dict[str, object]
) -> tuple[Sequence[Record], list[str]]:
    """The records with their descriptions as Markdown, and a note if any of them was HTML."""
    keys = {key for key in columns if key.casefold() == DESCRIPTION}
    if not keys:
        return records, []
    html = False
    found = []
    for each in records:
        given = next((key for key in keys if isinstance(each.properties.get(key), str)), None)
        if given is None:
            found.append(each)
            continue
        text = each.properties[given]
        html = html or has_html(text)
        made = markdown(text)
        properties = {
            DESCRIPTION if key == given else key: made if key == given else value
            for key, value in each.properties.items()
            if key != given or made
        }
        found.append(replace(each, properties=properties))
    note = "Made Markdown of descriptions that were HTML."
    return found, [note] if html else []
