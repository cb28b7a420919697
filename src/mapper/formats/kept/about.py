"""What a file says of itself → one line each: summary, licence, credit, source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from mapper.formats.kept.licences import licence_in, says_nothing
from mapper.formats.source import About

MOST = 300
"""Letters of a line; a title has at most `TITLE`."""

TITLE = 120

_TITLES = ("title", "name")
_SUMMARIES = ("description", "summary", "abstract")
_LICENCES = ("licence", "license", "licenses", "rights")
_CREDITS = ("attribution", "credit", "credits", "author", "authors", "creator")
_SOURCES = ("source", "sources")
_MADE = ("generator", "timestamp")

MEMBERS = frozenset(
    (*_TITLES, *_SUMMARIES, *_LICENCES, *_CREDITS, *_SOURCES, *_MADE, "copyright", "osm3s")
)
"""What may stand beside the features of a file, and is taken."""

_OSM = "© OpenStreetMap contributors"


def about(members: Mapping[str, Any], languages: Sequence[str] = ()) -> About:
    """What the members beside a file's features say, by whatever name they go.

    A text may stand by language; then it is the first of `languages` that is there, or English.
    """
    said = {key: _texts(members.get(key), languages) for key in MEMBERS}
    rights = _all(said, ("copyright",))
    stated = [text for text in _all(said, _LICENCES) if not says_nothing(text)]
    known = (name for text in (*stated, *rights) if (name := licence_in(text)))
    credit = _all(said, _CREDITS)
    if any("openstreetmap" in text.casefold() for text in (*rights, *stated)):
        credit, rights = [*credit, _OSM], []
    sources, made = _all(said, _SOURCES), _all(said, _MADE)
    return About(
        title=next((line(text, TITLE) for text in _all(said, _TITLES)), ""),
        summary=line(" ".join(_all(said, _SUMMARIES)[:1])),
        licence=next(known, line(stated[0]) if stated else ""),
        attribution=line("; ".join(dict.fromkeys((*credit, *rights)))),
        source=line("; ".join(sources) or ", ".join(made)),
    )


def joined(first: About, second: About) -> About:
    """What the one says, and where it says nothing, the other."""
    keys = ("title", "summary", "licence", "attribution", "source")
    return About(**{key: getattr(first, key) or getattr(second, key) for key in keys})


def line(text: str, most: int = MOST) -> str:
    """The words of a text from anywhere, on one line that is not too long."""
    if "<" in text or "&" in text:
        text = unescape(re.sub(r"<[A-Za-z/!][^>]*>", " ", text))
    words = " ".join("".join(_seen(text[: most * 20])).split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _seen(text: str) -> Iterator[str]:
    """The letters without what cannot be seen, or turns the others round."""
    for letter in text:
        kind = unicodedata.category(letter)
        if kind in ("Cc", "Zl", "Zp"):
            yield " "
        elif letter in "\u200c\u200d" or kind not in ("Cf", "Cs", "Co"):
            yield letter


def _all(said: Mapping[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [text for key in keys for text in said[key]]


def _texts(value: Any, languages: Sequence[str]) -> list[str]:
    """The texts of a member: one, a list, an object with a name, or texts by language."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for each in value[:20] for text in _texts(each, languages)]
    if not isinstance(value, dict):
        return []
    named = [value[key] for key in ("name", "title", "url", "href", "path") if value.get(key)]
    if named:
        # An address tells which licence it is, where a name alone may not.
        texts = [text for text in named if isinstance(text, str)]
        return [next((text for text in texts if licence_in(text)), texts[0])] if texts else []
    if "copyright" in value:
        return _texts(value["copyright"], languages)
    wanted = (*languages, "en", *value)
    found = (value[each] for each in wanted if isinstance(value.get(each), str))
    return [text for text in found if text.strip()][:1]
