"""Atlas → the plain dict that the browser receives. The contract is `web/src/payload.ts`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mapper import assets
from mapper.geometry import Bounds, label_point, length_km, shape
from mapper.looks import (
    TO_PAGES_ON_DISK,
    Online,
    classes,
    clusters,
    firsts_of_values,
    has_symbol,
    online,
    rank,
    said,
    values,
)
from mapper.model import (
    Atlas,
    Date,
    Event,
    Feature,
    Layer,
    Strength,
    Subject,
    bulk_of,
    firsts,
    parse,
    text,
    words,
)
from mapper.page.decimals import decimals_sent
from mapper.page.pack import pack
from mapper.picture import Label
from mapper.record import (
    CERTAINTIES,
    PAUSE,
    Profile,
    Step,
    interval,
    opening_day,
    profiles,
    texts,
    told,
)


def payload(atlas: Atlas, labels: Iterable[Label]) -> dict[str, Any]:
    """The contract as a dict of plain values, ready for JSON."""
    info, language = atlas.manifest.atlas, atlas.language
    first, _, _, last = parse(info.period).days
    view: Bounds = info.view or info.bounds
    about = {
        "id": info.id,
        "title": text(info, "title", language),
        "short": text(info, "short_title", language)
        if info.short_title
        else text(info, "title", language),
        "summary": text(info, "summary", language),
        "address": info.address,
        "languages": info.languages,
        "period": (first, last),
        "opens": opening_day(atlas),
        "bounds": info.bounds,
        "view": view,
        "narrow": info.view_narrow or view,
        "zoom": info.zoom,
    }
    if atlas.manifest.relief:
        about["relief"] = atlas.manifest.relief.bounds
    bases = {"bases": [_base(base) for base in online(atlas)]} if atlas.manifest.base else {}
    return bases | {
        "contract": 1,
        "atlas": about,
        "kinds": atlas.manifest.kinds,
        "fields": {
            str(field.label): field.translations.get("label", {})
            for field in atlas.manifest.fields.values()
        },
        "texts": texts(atlas),
        "groups": [
            {"id": group.id, "title": text(group, "title", language)}
            for group in atlas.manifest.group
        ],
        "insets": [
            {"id": each.id, "title": text(each, "title", language), "bounds": each.bounds}
            for each in atlas.manifest.inset
        ],
        "layers": [_layer(atlas, layer) for layer in atlas.layers],
        "labels": [_label(label) for label in labels],
        "events": [_event(event) for event in atlas.events if event.date],
        "phases": [_phase(phase) for phase in atlas.registers.get("phases", ()) if phase.date],
        "strength": [_strength(row) for row in sorted(atlas.strength, key=_sure) if row.date],
        "story": [_step(step) for step in told(atlas.story, atlas)[0].steps] if atlas.story else [],
        "profiles": [_profile(atlas, profile) for profile in profiles(atlas)],
        "credits": credits(atlas),
        "words": assets.words(),
    }


def credits(atlas: Atlas) -> list[str]:
    """The attributions that stand on the map, each once, in the order of the layers."""
    relief = atlas.manifest.relief
    named = [layer.entry.attribution for layer in atlas.layers]
    named.append(relief.attribution if relief else "")
    return [credit for credit in dict.fromkeys(named) if credit]


def _base(base: Online) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": base.id,
        "title": base.title,
        "url": base.url,
        "subdomains": base.subdomains,
        "hosts": base.hosts,
        "credits": base.credits,
        "zoom": base.zoom,
        "shown": base.shown,
    }
    if TO_PAGES_ON_DISK.intersection(base.hosts):
        found["web"] = True
    return found


def _layer(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    entry, decimals = layer.entry, decimals_sent(atlas, layer)
    found: dict[str, Any] = {
        "id": layer.id,
        "title": text(entry, "title", atlas.language),
        "group": entry.group,
        "shown": entry.shown,
        "ground": entry.ground,
        "timed": entry.when is not None and not layer.is_big,
        "decimals": decimals,
    }
    if clusters(layer):
        found["cluster"] = True
    if entry.tiles:
        found["tiles"] = {"count": entry.tiles, "look": entry.look}
    if layer.is_big:
        return found | {"features": [], "big": _big(atlas, layer, decimals)} | _looks(atlas, layer)
    features = [_feature(atlas, layer, feature, decimals) for feature in layer.features]
    return found | {"features": features} | _looks(atlas, layer) | _colour(atlas, layer)


def _big(atlas: Atlas, layer: Layer, decimals: int) -> dict[str, Any]:
    """The columns of a big layer, its look, and of each look the first feature, for the map key."""
    features = bulk_of(layer, atlas.language)
    shown = firsts_of_values(layer) or firsts(features)
    samples = [_feature(atlas, layer, each, decimals) for each in shown]
    return pack(features, decimals) | {"look": features.look, "samples": samples}


def _looks(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    """What a layer is drawn by, for the map key, unless its colours tell of the same."""
    looks, colour = layer.entry.looks, layer.entry.colour
    same = looks and colour and colour.by == looks.by and colour.method == "categories"
    if looks is None or same:
        return {}
    title = text(looks, "title", atlas.language) if looks.title else {atlas.language: looks.by}
    return {"looks": {"by": looks.by, "title": title, "values": values(layer)}}


def _colour(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    """What a coloured layer's classes are, for the map key."""
    colour, listed = layer.entry.colour, []
    for each in classes(layer):
        entry: dict[str, Any] = {"tone": each.tone}
        if each.bounds:
            entry["bounds"] = each.bounds
        elif each.value:
            entry["value"] = each.value
        listed.append(entry)
    if colour is None or not listed:
        return {}
    named = text(colour, "title", atlas.language) if colour.title else {}
    title = named or {atlas.language: colour.by}
    return {"colour": {"title": title, "unit": colour.unit, "classes": listed}}


def _feature(atlas: Atlas, layer: Layer, feature: Feature, decimals: int) -> dict[str, Any]:
    properties = feature.properties
    lon, lat = label_point(feature.geometry)
    found: dict[str, Any] = {
        "id": feature.id,
        "name": feature.name,
        "kind": properties.get("kind", ""),
        "look": feature.look,
        "rank": rank(feature),
        "shape": shape(feature.geometry, decimals),
        "point": (round(lon, 5), round(lat, 5)),
        "precision": properties.get("precision", ""),
    }
    within = properties.get("precision_km")
    if within and found["precision"] == "approximate" and found["shape"]["type"] == "Point":
        found["within"] = within
    if value := said(feature, layer.entry.looks):
        found["value"] = value
    if feature.tone:
        found["tone"] = feature.tone
    if properties.get("now"):
        found["now"] = str(properties["now"])
    if properties.get("badge"):
        found["badge"] = str(properties["badge"])
    is_line = feature.geometry["type"].endswith("LineString")
    if is_line and not layer.entry.ground and not has_symbol(feature):
        found["km"] = round(length_km(feature.geometry), 1)
    if layer.entry.when:
        for key, field in (("from", layer.entry.when.start), ("until", layer.entry.when.end)):
            days = interval(atlas, feature, field)
            if days:
                found[key] = days
    used = dict.fromkeys(
        fact.date.days
        for fact in atlas.facts
        if fact.subject == feature.id and fact.field in layer.entry.used
        if fact.date and not fact.unknown
    )
    if used:
        found["used"] = [*used]
    return found


def _label(label: Label) -> dict[str, Any]:
    found: dict[str, Any] = {
        "feature": label.feature,
        "layer": label.layer,
        "style": label.style,
        "point": (label.lon, label.lat),
        "at": label.at,
        "reach": label.reach,
    }
    if label.angle is not None:
        found["angle"] = label.angle
    if label.beside:
        found["beside"] = label.beside
    return found


def _event(event: Event) -> dict[str, Any]:
    found: dict[str, Any] = {"id": event.id, "title": event.title} | _dated(event.date)
    if event.subject:
        found["feature"] = event.subject
    return found


def _profile(atlas: Atlas, profile: Profile) -> dict[str, Any]:
    entry = atlas.field_entries[profile.field]
    return {
        "unit": text(entry, "unit", atlas.language) if entry.unit else {},
        "km": round(profile.km, 1),
        "legs": [
            {"feature": leg.feature.id, "km": (round(leg.start_km, 1), round(leg.end_km, 1))}
            for leg in profile.legs
        ],
        "waypoints": [
            {"feature": each.feature.id, "km": round(each.km, 1), "heights": each.heights}
            for each in profile.waypoints
        ],
    }


def _phase(phase: Subject) -> dict[str, Any]:
    found: dict[str, Any] = {"id": phase.id, "title": phase.name} | _dated(phase.date)
    if phase.detail.get("kind") == PAUSE:
        found["pause"] = True
    return found


def _sure(row: Strength) -> int:
    """Orders figures by certainty, so that of rivals the surest comes first."""
    return CERTAINTIES.index(row.certainty) if row.certainty in CERTAINTIES else len(CERTAINTIES)


def _strength(row: Strength) -> dict[str, Any]:
    return {"value": row.value, "kind": row.kind, "series": row.series} | _dated(row.date)


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"id": step.id, "day": step.day, "features": step.features}
    if step.layers is not None:
        found["layers"] = step.layers
    if step.view:
        found["view"] = step.view
    return found


def _dated(date: Date | None) -> dict[str, Any]:
    """The days for the machine and the words for the reader."""
    return {"days": date.days, "date": {"en": words(date)}} if date else {}
