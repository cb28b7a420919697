"""Atlas → what the browser receives, as the contract has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from mapper import assets
from mapper.looks import TO_PAGES_ON_DISK, Online
from mapper.model import Atlas, Date, Subject, date_words, parse_date, text
from mapper.model import Event as Dated
from mapper.model import Strength as Figure
from mapper.page import contract
from mapper.page.payload_layers import layer, overlay
from mapper.picture import Label, credits_of, still_days
from mapper.record import PAUSE, Account, Profile, Step, rank, translated_texts


def payload(
    atlas: Atlas,
    labels: Iterable[Label],
    bases: Sequence[Online],
    day: int,
    told: Account,
    cite: Mapping[str, str] | UnsetType = UNSET,
) -> tuple[contract.Payload, Mapping[str, str]]:
    """The contract, and the columns of each big layer by its id, as text.

    Args:
        labels: the names on the map, as they are placed.
        bases: the base maps from the network.
        day: the one that the map opens on.
        told: steps of the story and profiles of routes, as the text version has them too.
        cite: how to cite a part of the atlas, by style.
    """
    layers = [layer(atlas, each) for each in atlas.layers]
    sent = contract.Payload(
        contract=1,
        atlas=_about(atlas, day, cite),
        kinds=atlas.manifest.kinds,
        fields={
            str(field.label): field.translations.get("label", {})
            for field in atlas.manifest.fields.values()
        },
        texts=translated_texts(atlas),
        groups=[
            contract.Group(id=group.id, title=text(group, "title", atlas.language))
            for group in atlas.manifest.group
        ],
        insets=[
            contract.Inset(
                id=each.id, title=text(each, "title", atlas.language), bounds=each.bounds
            )
            for each in atlas.manifest.inset
        ],
        bases=[_base(base) for base in bases] or UNSET,
        layers=[*(overlay(atlas, each) for each in atlas.overlays), *(sent for sent, _ in layers)],
        labels=[_label(label) for label in labels],
        events=[_event(event) for event in atlas.events if event.date],
        phases=[_phase(phase) for phase in atlas.registers.get("phases", ()) if phase.date],
        strength=[_strength(row) for row in sorted(atlas.strength, key=rank) if row.date],
        story=[_step(step, atlas.language) for step in told.steps],
        profiles=[_profile(atlas, profile) for profile in told.profiles],
        credits=credits_of(atlas, atlas.layers),
        words=_words(atlas, told),
    )
    return sent, {sent.id: columns for sent, columns in layers if columns}


def _words(atlas: Atlas, told: Account) -> dict[str, dict[str, str]]:
    """The interface's words in the languages of the atlas, without those of bundles it lacks.

    Who has no script reads the page's own. Where a language has none, it is English.
    """
    languages = {*atlas.manifest.atlas.languages}
    if atlas.language not in assets.words():
        languages.add("en")
    unsaid = (
        "page.no-script",
        *(
            f"{bundle}."
            for bundle, needed in (
                ("base", bool(atlas.manifest.base)),
                ("tiled", any(layer.entry.tiles for layer in atlas.layers)),
                ("compare", atlas.has_time),
                ("explore", False),
                ("overlay", bool(atlas.overlays)),
                ("lesson", False),
                ("profile", bool(told.profiles)),
                ("range", atlas.has_time),
                ("stills", atlas.has_time),
                ("time", atlas.has_time),
            )
            if not needed
        ),
    )
    return {
        language: {key: said for key, said in words.items() if not key.startswith(unsaid)}
        for language, words in assets.words().items()
        if language in languages
    }


def _about(atlas: Atlas, day: int, cite: Mapping[str, str] | UnsetType) -> contract.About:
    info, language, relief = atlas.manifest.atlas, atlas.language, atlas.manifest.relief
    first, _, _, last = parse_date(info.period).days
    view = info.view or info.bounds
    return contract.About(
        id=info.id,
        title=text(info, "title", language),
        short=text(info, "short_title" if info.short_title else "title", language),
        summary=text(info, "summary", language),
        address=info.address,
        languages=info.languages,
        period=(first, last),  # type: ignore[arg-type] # an atlas's period has two ends
        opens=day,
        stills=still_days(atlas),
        bounds=info.bounds,
        view=view,
        narrow=info.view_narrow or view,
        zoom=info.zoom,
        cite=cite,
        relief=relief.bounds if relief else UNSET,
    )


def _base(base: Online) -> contract.Base:
    return contract.Base(
        id=base.id,
        title=base.title,
        url=base.url,
        subdomains=base.subdomains,
        hosts=base.hosts,
        credits=base.credits,
        zoom=base.zoom,
        shown=base.shown,
        web=bool(TO_PAGES_ON_DISK.intersection(base.hosts)) or UNSET,
    )


def _label(label: Label) -> contract.Label:
    return contract.Label(
        feature=label.feature,
        layer=label.layer,
        style=label.style,
        point=(label.lon, label.lat),
        at=label.at,
        reach=label.reach,
        angle=UNSET if label.angle is None else label.angle,
        beside=label.beside or UNSET,
    )


def _event(event: Dated) -> contract.Event:
    return contract.Event(
        id=event.id, title=event.title, feature=event.subject or UNSET, **_dated(event.date)
    )


def _profile(atlas: Atlas, profile: Profile) -> contract.Profile:
    entry = atlas.field_entries[profile.field]
    return contract.Profile(
        unit=text(entry, "unit", atlas.language) if entry.unit else {},
        km=round(profile.km, 1),
        legs=[
            contract.Leg(feature=leg.feature.id, km=(round(leg.start_km, 1), round(leg.end_km, 1)))
            for leg in profile.legs
        ],
        waypoints=[
            contract.Waypoint(feature=each.feature.id, km=round(each.km, 1), heights=each.heights)
            for each in profile.waypoints
        ],
    )


def _phase(phase: Subject) -> contract.Phase:
    pause = phase.detail.get("kind") == PAUSE
    return contract.Phase(id=phase.id, title=phase.name, pause=pause or UNSET, **_dated(phase.date))


def _strength(row: Figure) -> contract.Strength:
    return contract.Strength(value=row.value, kind=row.kind, series=row.series, **_dated(row.date))


def _step(step: Step, language: str) -> contract.Step:
    return contract.Step(
        id=step.id,
        day=step.day,
        features=step.features,
        layers=UNSET if step.layers is None else step.layers,
        view=step.view or UNSET,
        away=[
            contract.Away(name=text(each, "name", language), point=each.at[::-1])
            for each in step.away
        ]
        or UNSET,
        beyond=step.beyond or UNSET,
    )


def _dated(date: Date | None) -> dict[str, Any]:
    """The days for the machine and the words for the reader."""
    return {"days": date.days, "date": {"en": date_words(date)}} if date else {}
