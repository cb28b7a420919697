"""What is wrong with how an atlas asks to be drawn: looks, colours, insets."""

from __future__ import annotations

from collections.abc import Iterator

from mapper import assets
from mapper.assets import OWN
from mapper.looks import (
    MOST,
    colour_doubts,
    colour_fault,
    has_symbol,
    look_faults,
    looks_there,
    opening_zoom,
    share_taken,
)
from mapper.model import MANIFEST, MANY, Atlas, looks_of
from mapper.problems import Problem, guess

PMTILES = b"PMTiles\x03"
"""How an archive of tiles of version 3 begins."""


def looks_are_known(atlas: Atlas) -> Iterator[Problem]:
    known = looks_there(atlas.manifest)
    for index, layer in enumerate(atlas.layers):
        listed = set(layer.entry.looks.of.values()) if layer.entry.looks else set[str]()
        named = {each.removeprefix(OWN) for each in looks_of(layer)}
        for look in sorted(({layer.entry.look} | named | listed) - {""}):
            if look not in known:
                mend = guess(look, known) or f"Looks are {', '.join(sorted(known))}."
                key = "looks.of" if look in listed else "look"
                yield Problem(MANIFEST, f"layer[{index}].{key}", f'no look "{look}".', mend)


def symbols_are_new(atlas: Atlas) -> Iterator[Problem]:
    seen = set[str]()
    for index, symbol in enumerate(atlas.manifest.symbol):
        place, mend = f"symbol[{index}].id", "Give it another."
        if symbol.id in assets.looks():
            what = f'there is a look "{symbol.id}" already.'
            yield Problem(MANIFEST, place, what, mend)
        elif symbol.id in seen:
            what = f'a symbol before it has the id "{symbol.id}".'
            yield Problem(MANIFEST, place, what, mend)
        seen.add(symbol.id)


def looks_fit(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        looks = layer.entry.looks
        if looks and layer.entry.path not in atlas.unread:
            for wrong in look_faults(layer, looks):
                yield Problem(MANIFEST, f"layer[{index}].looks", *wrong)


def colours_fit(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        colour = layer.entry.colour
        wrong = (
            colour_fault(layer, colour) if colour and layer.entry.path not in atlas.unread else None
        )
        if wrong:
            yield Problem(MANIFEST, f"layer[{index}].colour", *wrong)
        elif colour and colour.of and layer.entry.path not in atlas.unread:
            for what, mend in colour_doubts(layer, colour) if not layer.is_big else ():
                yield Problem(MANIFEST, f"layer[{index}].colour.of", what, mend, "warning")


def clusters_have_points(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        entry = layer.entry
        if entry.cluster and layer.features and not layer.is_big:
            mend = "Take it out."
            place = f"layer[{index}].cluster"
            if entry.ground:
                what = "does nothing: features of the base map are not gathered."
                yield Problem(MANIFEST, place, what, mend, "warning")
            elif not any(map(has_symbol, layer.features)):
                what = "does nothing: no feature of the layer is a point."
                yield Problem(MANIFEST, place, what, mend, "warning")


def insets_show_part_of_the_map(atlas: Atlas) -> Iterator[Problem]:
    info, seen = atlas.manifest.atlas, set[str]()
    west, south, east, north = info.bounds
    for index, inset in enumerate(atlas.manifest.inset):
        place, (left, bottom, right, top) = f"inset[{index}]", inset.bounds
        if inset.id in seen:
            what = f'an inset before it has the id "{inset.id}".'
            yield Problem(MANIFEST, f"{place}.id", what, "Give each its own.")
        seen.add(inset.id)
        if left >= right or bottom >= top:
            what = "do not go from west to east and from south to north."
            mend = "Write west, south, east, north."
            yield Problem(MANIFEST, f"{place}.bounds", what, mend)
        elif left < west or right > east or bottom < south or top > north:
            what = "reach beyond the study area."
            mend = "Keep them inside atlas.bounds, or widen those."
            yield Problem(MANIFEST, f"{place}.bounds", what, mend)
        elif west < east and south < north:
            share = share_taken(inset, info.view or info.bounds, opening_zoom(atlas), info.zoom[1])
            if share > MOST:
                what = f"would take {share:.0%} of the map, and may take {MOST:.0%}."
                mend = "Give it smaller bounds, or a smaller scale."
                yield Problem(MANIFEST, place, what, mend)


def archives_are_tiles(atlas: Atlas) -> Iterator[Problem]:
    for layer in atlas.layers:
        data = atlas.archives.get(layer.id, b"")
        if data and not data.startswith(PMTILES):
            what = "is no PMTiles archive."
            yield Problem(layer.entry.archive, "", what, "Make it anew: mapper add --tiles.")
        elif data and len(data) < (whole := _length(data)):
            what = f"is cut short: {len(data):,} of {whole:,} bytes are there."
            yield Problem(layer.entry.archive, "", what, "Copy it once more.")


def _length(archive: bytes) -> int:
    """How many bytes an archive has, by its header: where each part starts, and how long it is."""
    numbers = [int.from_bytes(archive[at : at + 8], "little") for at in range(8, 72, 8)]
    return max(map(sum, zip(numbers[::2], numbers[1::2], strict=True)))


def big_layers_are_of_one_kind(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        for key in ("colour", "cluster"):
            if layer.is_big and getattr(layer.entry, key):
                what = f"does nothing: {len(layer.features):,} features are drawn by look alone."
                mend = f"Take it out, or make layers of at most {MANY:,} features."
                yield Problem(MANIFEST, f"layer[{index}].{key}", what, mend, "warning")
