"""Two versions of a layer → what is new, gone, changed and the same, feature by feature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from mapper.formats import slug
from mapper.geometry import label_point, length_km
from mapper.jsontext import brief

FAR_KM = 10
"""Whoever is called something else and lies further away is another place."""

Feature = Mapping[str, Any]


@dataclass(frozen=True)
class Changes:
    """What a new version brings; features stand by their ids.

    `features` are the new ones, with the ids of those before that they are. `changed` says of an id
    in words what is another; `swapped` of those that are another place altogether.
    """

    features: tuple[Feature, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: Mapping[str, str]
    swapped: Mapping[str, str]

    @property
    def same(self) -> int:
        return len(self.features) - len(self.new) - len(self.changed)


def compared(old: Sequence[Feature], new: Sequence[Feature], title: str) -> Changes:
    """The new version against the old one.

    A feature is the one before if it has its id; else if it alone is alike in everything else, or
    in name and place, or in place. Then it keeps that id.

    Args:
        old, new: GeoJSON features; all have an id and a name.
        title: the layer's, of which names were made for features without one.
    """
    kept = _kept(old, new, title)
    features = tuple({**each, "id": kept.get(each["id"], each["id"])} for each in new)
    before, now = ({each["id"]: each for each in some} for some in (old, features))
    pairs = [(before[id], each) for id, each in now.items() if id in before]
    changed = {two["id"]: words for one, two in pairs if (words := _changed(one, two, title))}
    return Changes(
        features=features,
        new=tuple(id for id in now if id not in before),
        gone=tuple(id for id in before if id not in now),
        changed=changed,
        swapped={
            two["id"]: f'"{_name(one, title)}" → "{_name(two, title)}", {km:,.0f} km away'
            for one, two in pairs
            if two["id"] in changed
            and slug(_name(one, title)) != slug(_name(two, title))
            and (km := _km(one, two)) > FAR_KM
        },
    )


def _kept(old: Sequence[Feature], new: Sequence[Feature], title: str) -> dict[str, str]:
    """New id → the id before, of features that are the same under another one."""
    kept: dict[str, str] = {}
    ids = {each["id"] for each in old} & {each["id"] for each in new}
    keys: tuple[Callable[[Feature], object], ...] = (
        lambda each: (_content(each, title), _place(each)),
        lambda each: (_name(each, title), _place(each)),
        _place,
    )
    for key in keys:
        before, now = ([each for each in some if each["id"] not in ids] for some in (old, new))
        if not before or not now:
            break
        alone = _alone(old, key).keys() & _alone(new, key).keys()
        found = {key(each): each["id"] for each in before}
        for each in now:
            if (its := key(each)) in alone and its in found:
                kept[each["id"]] = found[its]
                ids |= {each["id"], found[its]}
    return kept


def _alone(features: Sequence[Feature], key: Callable[[Feature], object]) -> dict[object, int]:
    counts = Counter(map(key, features))
    return {each: count for each, count in counts.items() if count == 1}


def _changed(one: Feature, two: Feature, title: str) -> str:
    if one["properties"] == two["properties"] and one["geometry"] == two["geometry"]:
        return ""  # as nearly always
    return "; ".join(_words(one, two, title))


def _words(one: Feature, two: Feature, title: str) -> Iterator[str]:
    before, now = one["properties"], two["properties"]
    for key in dict.fromkeys((*before, *now)):
        is_made = key == "name" and not (_name(one, title) or _name(two, title))
        if before.get(key) != now.get(key) and not is_made:
            yield f"{key} {_value(before, key)} → {_value(now, key)}"
    if one["geometry"] != two["geometry"]:
        km = _km(one, two)
        yield f"moved {km:,.1f} km" if km >= 0.1 else "its shape or position, by a little"


def _value(properties: Mapping[str, Any], key: str) -> str:
    return brief(properties[key]) if key in properties else "nothing"


def _name(each: Feature, title: str) -> str:
    """Its name; empty if that was made of the layer's title and a number."""
    name = str(each["properties"].get("name", ""))
    return "" if re.fullmatch(rf"{re.escape(title)} \d+", name) else name


def _content(each: Feature, title: str) -> bytes:
    properties = {**each["properties"], "name": _name(each, title)}
    return orjson.dumps(properties, option=orjson.OPT_SORT_KEYS)


def _place(each: Feature) -> bytes:
    return orjson.dumps(each["geometry"], option=orjson.OPT_SORT_KEYS)


def _km(one: Feature, two: Feature) -> float:
    ends = [list(label_point(each["geometry"])) for each in (one, two)]
    return length_km({"type": "LineString", "coordinates": ends})
