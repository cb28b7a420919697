"""Base maps from the network: an entry of the manifest → the tiles' addresses and their hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from mapper.model import MANIFEST, Atlas, BaseEntry, Text, text
from mapper.problems import Problem, guess

SUBDOMAINS = ("a", "b", "c")
"""What stands for {s} where nobody says otherwise, as in Leaflet."""

TO_PAGES_ON_DISK = frozenset(("tile.openstreetmap.org",))
"""Hosts that answer websites only: a page opened from disk cannot say where it stands."""

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?")
_HERE = re.compile(r"(127\.0\.0\.1|localhost)(:\d+)?")
_ADDRESS = re.compile(r"https?://[^/\s?#@\[\]\\]+/\S+")
_HOLE = re.compile(r"\{([^{}]*)\}")
_LABEL = re.compile(r"[a-z0-9-]+")
_SECRET = re.compile(r"[?&;][^=&;]*(?:token|key|secret|signature)[^=&;]*=", re.IGNORECASE)

Credit = tuple[str, str]
"""Words, and the address that they lead to, which may be empty."""


@dataclass(frozen=True)
class Online:
    """A base map from the network: `url` holds {z}, {x}, {y} and perhaps {s}."""

    id: str
    title: Text
    url: str
    subdomains: tuple[str, ...]
    credits: tuple[Credit, ...]
    zoom: tuple[int, int]
    shown: bool

    @property
    def origins(self) -> tuple[str, ...]:
        """Every scheme and host that it is asked from."""
        names = self.subdomains if "{s}" in self.url else ("",)
        parts = [urlsplit(self.url.replace("{s}", name)) for name in names]
        return tuple(dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in parts))

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(origin.partition("://")[2] for origin in self.origins)


class BaseError(ValueError):
    """What is wrong with an entry: in which key, what, and how to mend it."""

    def __init__(self, key: str, what: str, mend: str) -> None:
        super().__init__(key, what, mend)
        self.key, self.what, self.mend = key, what, mend


def online(atlas: Atlas) -> tuple[Online, ...]:
    """The base maps from the network that an atlas without problems names."""
    return tuple(resolved(entry, atlas.language) for entry in atlas.manifest.base)


def resolved(entry: BaseEntry, language: str) -> Online:
    """An entry with its provider looked up.

    Raises:
        BaseError: it names no tiles that a published page may ask for.
    """
    if bool(entry.provider) == bool(entry.url):
        raise BaseError("provider", "has to be there, or else url.", "Write one of the two.")
    found = _own(entry) if entry.url else _provider(entry)
    title = text(entry, "title", language) if entry.title else {language: _name(entry)}
    made = Online(
        id=entry.id,
        title=title,
        url=found["url"],
        subdomains=found["subdomains"],
        credits=found["credits"],
        zoom=found["zoom"],
        shown=entry.shown,
    )
    _sound(made, "url" if entry.url else "provider")
    return made


def bases_can_be_asked(atlas: Atlas) -> Iterator[Problem]:
    """What is wrong with the entries, as checks say it."""
    seen, shown = set[str](), ""
    for index, entry in enumerate(atlas.manifest.base):
        place = f"base[{index}]"
        if entry.id in seen:
            what = f'a base map before it has the id "{entry.id}".'
            yield Problem(MANIFEST, f"{place}.id", what, "Give each its own.")
        seen.add(entry.id)
        if entry.shown and shown:
            what = f'"{shown}" is shown already.'
            yield Problem(MANIFEST, f"{place}.shown", what, "One base map lies below at a time.")
        shown = entry.id if entry.shown else shown
        try:
            found = resolved(entry, atlas.language)
        except BaseError as fault:
            yield Problem(MANIFEST, f"{place}.{fault.key}", fault.what, fault.mend)
            continue
        for host in TO_PAGES_ON_DISK.intersection(found.hosts):
            what = f"{host} refuses pages opened from disk: it is offered on a website only."
            mend = "OpenTopoMap answers both."
            yield Problem(MANIFEST, place, what, mend, "warning")


def _name(entry: BaseEntry) -> str:
    return entry.provider or urlsplit(entry.url).netloc.replace("{s}.", "")


def _own(entry: BaseEntry) -> dict[str, Any]:
    if not _ADDRESS.fullmatch(entry.url):
        raise BaseError(
            "url", "is not the address of tiles.", "Write https://host/{z}/{x}/{y}.png."
        )
    if not entry.attribution:
        raise BaseError("attribution", "is empty.", "Write the credit that its makers ask for.")
    return {
        "url": entry.url,
        "subdomains": entry.subdomains or SUBDOMAINS,
        "credits": ((entry.attribution, ""),),
        "zoom": (0, entry.max_zoom),
    }


def _provider(entry: BaseEntry) -> dict[str, Any]:
    from xyzservices import providers  # here: the list of 900 takes a moment, and few ask for it

    try:
        tiles = providers.query_name(entry.provider)
    except ValueError:
        near = guess(entry.provider, providers.flatten())
        mend = near or "The names are those of xyzservices: OpenTopoMap."
        raise BaseError("provider", f'no provider "{entry.provider}".', mend) from None
    if tiles.requires_token():
        what = f'"{entry.provider}" asks for a token, and whoever reads the page could take it.'
        raise BaseError("provider", what, "Choose one without: OpenTopoMap.")
    if tiles.get("crs", "EPSG:3857") != "EPSG:3857" or tiles.get("tileSize", 256) != 256:
        what = f'"{entry.provider}" is drawn for another kind of map.'
        raise BaseError("provider", what, "Choose one in Web Mercator: OpenTopoMap.")
    if tiles.get("status") == "broken":
        what = f'"{entry.provider}" no longer works.'
        raise BaseError("provider", what, "Choose another: OpenTopoMap.")
    credit = ((entry.attribution, ""),) if entry.attribution else _credits(tiles.html_attribution)
    greatest = int(tiles.get("max_zoom", 18))
    return {
        "url": tiles.build_url(fill_subdomain=False),
        "subdomains": tuple(tiles.get("subdomains", SUBDOMAINS)),
        "credits": credit,
        "zoom": (
            int(tiles.get("min_zoom", 0)),
            min(greatest, entry.max_zoom) if "max_zoom" in entry.model_fields_set else greatest,
        ),
    }


def _sound(made: Online, key: str) -> None:
    """Refuses what could ask another host than it names, or give a secret away."""
    holes = set(_HOLE.findall(made.url))
    if not {"x", "y", "z"} <= holes <= {"x", "y", "z", "s"}:
        raise BaseError(key, f"{made.url} lacks a place for a tile.", "Write …/{z}/{x}/{y}.png.")
    if _SECRET.search(made.url):
        what = "holds a key or token, and whoever reads the page could take it."
        raise BaseError(key, what, "Choose tiles that ask for none.")
    if not all(map(_LABEL.fullmatch, made.subdomains)):
        raise BaseError("subdomains", "are not names of hosts.", 'Write ["a", "b", "c"].')
    for origin in made.origins:
        scheme, _, host = origin.partition("://")
        if not _HOST.fullmatch(host):
            raise BaseError(key, f'"{host}" is not the name of a host.', "Write https://host/….")
        if scheme != "https" and not (scheme == "http" and _HERE.fullmatch(host)):
            raise BaseError(key, f"{origin} is not safe to ask.", "Write https://….")


class _Parts(HTMLParser):
    """The words of an HTML text, each with the address that it leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[Credit] = []
        self._address = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href") or ""
        self._address = address if re.match(r"https?://", address) else ""

    def handle_endtag(self, tag: str) -> None:
        self._address = ""

    def handle_data(self, data: str) -> None:
        self.parts.append((data, self._address))


def _credits(html: str) -> tuple[Credit, ...]:
    return tuple(_Parts(html).parts)
