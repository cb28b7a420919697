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
from mapper.formats.many import ABSENT, Many, as_many, columns, replaced
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
    known = columns(foreign.records)
    osm = "openstreetmap" in foreign.about.attribution.casefold()
    records, left = without_noise(foreign.records, known, osm)
    records, names = named(records, known, languages)
    records, described = _described(records, known)
    records, colours, styles = styled(records, known)
    parted = style_of(known) if colours else foreign.parted
    told = (DESCRIPTION,) if DESCRIPTION in columns(records) else ()
    return replace(
        foreign,
        records=as_many(records if isinstance(records, Many) else tuple(records)),
        notes=(*foreign.notes, *left, *names, *described, *styles),
        told=tuple(dict.fromkeys((*told, *foreign.told))),
        colours=colours,
        parted=parted,
    )


def _described(
    records: Sequence[Record], known: Sequence[str]
) -> tuple[Sequence[Record], list[str]]:
    """The records with their descriptions as Markdown, and a note if any of them was HTML."""
    keys = {key for key in known if key.casefold() == DESCRIPTION}
    if not keys:
        return records, []
    note = "Made Markdown of descriptions that were HTML."
    if keys == {DESCRIPTION} and isinstance(records, Many):
        texts = records.columns[DESCRIPTION]
        html = any(has_html(text) for text in texts if isinstance(text, str))
        made = [(markdown(text) or ABSENT) if isinstance(text, str) else text for text in texts]
        return replaced(records, {**records.columns, DESCRIPTION: made}), [note] if html else []
    html = False
    found = []
    for each in records:
        given = next((key for key in keys if isinstance(each.properties.get(key), str)), None)
        if given is None:
            found.append(each)
            continue
        text = each.properties[given]
        html = html or has_html(text)
        plain = markdown(text)
        properties = {
            DESCRIPTION if key == given else key: plain if key == given else value
            for key, value in each.properties.items()
            if key != given or plain
        }
        found.append(replace(each, properties=properties))
    return found, [note] if html else []
