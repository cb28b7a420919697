"""Tiles from the network, as geopandas is asked for them → base maps of the manifest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from mapper.frames.kinds import MOST_ZOOM, is_listed, whole_fault
from mapper.frames.said import Notes, readable, short, wrong
from mapper.looks import TO_PAGES_ON_DISK, BaseError, resolved
from mapper.model import BaseEntry


def base_of(tiles: Any, attr: str | None, notes: Notes) -> tuple[BaseEntry, ...]:
    """The base map that is asked for; none for None, which is the ground that the page brings.

    Raises:
        MapperError: nobody knows it, or a page that others read may not ask for it.
    """
    if tiles is None or tiles is False:
        return ()
    try:
        entry = _entry(tiles, attr)
        hosts = resolved(entry, "en").hosts
    except BaseError as fault:
        raise wrong("tiles", fault.what, fault.mend) from fault
    notes.say(
        f"tiles: the page asks {', '.join(hosts)} for pictures of the map; without tiles= it asks "
        "nobody, and shows the ground that it brings."
    )
    if TO_PAGES_ON_DISK.intersection(hosts):
        notes.say("These refuse pages that are opened from disk: there, too, the ground is shown.")
    return (entry,)


def _entry(tiles: Any, attr: str | None) -> BaseEntry:
    if isinstance(tiles, Mapping):  # a provider of xyzservices
        build = getattr(tiles, "build_url", None)
        try:
            url = readable(build(fill_subdomain=False) if build else str(tiles.get("url", "")))
        except ValueError as error:  # it wants a token
            what = "asks for a token, and whoever reads the page could take it."
            raise wrong("tiles", what, "Choose one without: OpenTopoMap.") from error
        credit = attr or str(tiles.get("attribution", ""))
        name = readable(str(tiles.get("name", ""))) or "tiles"
        return BaseEntry(
            id=_id(name),
            title=name,
            url=url.replace("{r}", ""),
            subdomains=_subdomains(tiles.get("subdomains")),
            attribution=_plain(credit),
            max_zoom=_greatest(tiles.get("max_zoom", 18)),
            shown=True,
        )
    if not isinstance(tiles, str):
        raise wrong(
            "tiles", f"is {type(tiles).__name__}.", "Write a name, an address or a provider."
        )
    tiles = readable(tiles)
    if "{" in tiles:
        if not attr:
            raise wrong(
                "attr", "is missing.", "Write the credit that the makers of the tiles ask for."
            )
        return BaseEntry(
            id="tiles",
            title="tiles",
            url=tiles.replace("{r}", ""),
            attribution=_plain(attr),
            shown=True,
        )
    tiles = "OpenStreetMap.Mapnik" if tiles == "OpenStreetMap" else tiles  # folium's own name
    return BaseEntry(id=_id(tiles), provider=tiles, attribution=_plain(attr or ""), shown=True)


def _subdomains(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    if not isinstance(given, str) and not is_listed(given):
        raise wrong("tiles.subdomains", f"{short(given)} are none.", 'Write ["a", "b", "c"].')
    return tuple(map(str, given))


def _greatest(zoom: Any) -> int:
    fault = whole_fault(zoom, 0, MOST_ZOOM)
    if fault:
        raise wrong("tiles.max_zoom", *fault)
    return int(zoom)


def _id(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "tiles"


def _plain(credit: str) -> str:
    """A credit without its tags: the page shows it as text."""
    return readable(unescape(re.sub(r"<[^>]*>", "", credit)).strip())
