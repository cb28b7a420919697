"""What is wrong with an atlas whose files could be read: `CHECKS`, small functions each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from mapper.folder.check_drawing import (
    archives_are_tiles,
    big_layers_are_of_one_kind,
    clusters_have_points,
    colours_fit,
    insets_show_part_of_the_map,
    looks_are_known,
    looks_fit,
    symbols_are_new,
)
from mapper.folder.overlays import overlays_name_what_exists
from mapper.folder.walk import (
    EVENTS,
    FACTS,
    cited_rows,
    claims,
    count_of_ids,
    ids_of,
    lost,
    subjects_named,
)
from mapper.geometry import bounds_of
from mapper.looks import bases_can_be_asked
from mapper.model import MANIFEST, Atlas, bulk_of, outside_bounds
from mapper.problems import Problem, guess
from mapper.record import (
    bears_high,
    dates_of_properties_are_near_the_period,
    dates_of_properties_are_read,
    ends_follow_beginnings,
    known_properties,
    lesson_cites,
    lessons_are_sound,
    links_are_sound,
    no_source,
    pictures_are_sound,
    records_name_what_exists,
    story_cites,
    story_is_sound,
    tables_can_be_made,
)

Check = Callable[[Atlas], Iterator[Problem]]

BIB = "data/sources.bib"

_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def check(atlas: Atlas) -> list[Problem]:
    """Everything the checks find, in the order of `CHECKS`."""
    return [problem for each in CHECKS for problem in each(atlas)]


def ids_are_unique(atlas: Atlas) -> Iterator[Problem]:
    seen: dict[str, str] = {"atlas": "the atlas itself"}
    taken = ids_of(atlas) if len(atlas.ids) < count_of_ids(atlas) else ()
    for file, place, id in taken:
        if id in seen:
            what = f'the id "{id}" is taken by {seen[id]}.'
            yield Problem(file, place, what, "Ids are unique in the whole atlas: choose another.")
        seen.setdefault(id, f"{file} {place}")
    for id, count in Counter(layer.id for layer in atlas.layers).items():
        if count > 1:
            what = f'{count} layers have the id "{id}".'
            yield Problem(MANIFEST, "layer", what, "Give each its own.")


def layers_name_what_exists(atlas: Atlas) -> Iterator[Problem]:
    groups = {group.id for group in atlas.manifest.group}
    for index, layer in enumerate(atlas.layers):
        place, entry = f"layer[{index}]", layer.entry
        if entry.group and entry.group not in groups:
            mend = guess(entry.group, groups) or "Declare it as a [[group]]."
            yield Problem(MANIFEST, f"{place}.group", f'no group "{entry.group}".', mend)
        for key in entry.sources:
            yield from no_source(key, MANIFEST, f"{place}.sources", atlas)
        when = (entry.when.start, entry.when.end) if entry.when else ()
        known = {*atlas.field_entries, *(known_properties(layer) if any(when) else ())}
        for key, fields, there in (
            ("when", when, known),
            ("used", entry.used, atlas.field_entries),
        ):
            for field in filter(None, fields):
                if field not in there and not (key == "when" and lost(atlas, entry.path)):
                    mend = guess(field, there) or f"Declare it as [fields.{field}]."
                    yield Problem(MANIFEST, f"{place}.{key}", f'no field "{field}".', mend)


def profiles_have_heights(atlas: Atlas) -> Iterator[Problem]:
    for index, layer in enumerate(atlas.layers):
        field, place = layer.entry.profile, f"layer[{index}].profile"
        entry = atlas.field_entries.get(field)
        if field and entry is None:
            mend = guess(field, atlas.field_entries) or f"Declare it as [fields.{field}]."
            yield Problem(MANIFEST, place, f'no field "{field}".', mend)
        elif entry and entry.kind != "number":
            mend = 'Name a field of kind "number".'
            yield Problem(MANIFEST, place, f'the field "{field}" holds no numbers.', mend)


def features_lie_in_the_study_area(atlas: Atlas) -> Iterator[Problem]:
    west, south, east, north = atlas.manifest.atlas.bounds
    mend = "Correct its position, or widen atlas.bounds in data/atlas.toml."
    what = "lies outside the study area, where the map does not go."
    for layer in atlas.layers:
        file = layer.entry.path
        if layer.is_big:
            strays = outside_bounds(bulk_of(layer, atlas.language), atlas.manifest.atlas.bounds)
            if strays:
                more = f" and {len(strays) - 1:,} more" if len(strays) > 1 else ""
                yield Problem(file, f'"{strays[0]}"{more}', what, mend, "warning")
            continue
        for feature in layer.features:
            left, bottom, right, top = bounds_of(feature.geometry)
            if right < west or left > east or top < south or bottom > north:
                yield Problem(file, f'"{feature.id}"', what, mend, "warning")


def subjects_exist(atlas: Atlas) -> Iterator[Problem]:
    if lost(atlas, "geo/", *(f"data/{register}.csv" for register in atlas.registers)):
        return
    for file, row, id in subjects_named(atlas):
        if id and id not in atlas.ids:
            mend = guess(id, atlas.ids)
            yield Problem(file, f"row {row.row}, subject", f'no subject "{id}".', mend)


def fields_are_declared(atlas: Atlas) -> Iterator[Problem]:
    fields = atlas.field_entries
    for fact in atlas.facts:
        if fact.field and fact.field not in fields:
            mend = guess(fact.field, fields) or f"Declare it as [fields.{fact.field}]."
            yield Problem(FACTS, f"row {fact.row}, field", f'no field "{fact.field}".', mend)


def events_happen_somewhere(atlas: Atlas) -> Iterator[Problem]:
    for event in atlas.events:
        if not event.subject and not event.where:
            mend = "Name a subject, or say where it was."
            yield Problem(EVENTS, f"row {event.row}", "has neither subject nor where.", mend)


def values_fit_their_field(atlas: Atlas) -> Iterator[Problem]:
    for fact in atlas.facts:
        entry = atlas.field_entries.get(fact.field)
        value = fact.value.get(atlas.language, "")
        if entry is None or fact.unknown or not value:
            continue
        if entry.kind == "number" and not _NUMBER.match(value):
            mend = "Write digits only, with a point: 2.67. The unit stands with the field."
            yield Problem(FACTS, f"row {fact.row}, value", f'"{value}" is not a number.', mend)
        if entry.kind == "subject" and value not in atlas.ids and not lost(atlas, "geo/", "data/"):
            mend = guess(value, atlas.ids)
            yield Problem(FACTS, f"row {fact.row}, value", f'no subject "{value}".', mend)


def claims_have_sources(atlas: Atlas) -> Iterator[Problem]:
    for file, row in claims(atlas):
        if not row.cites:
            mend = "Name one, or take the claim out."
            yield Problem(file, f"row {row.row}, sources", "a claim without a source.", mend)
        if not row.certainty:
            mend = "Write high, medium or low."
            yield Problem(file, f"row {row.row}, certainty", "is empty.", mend)
    for fact in atlas.facts:
        if fact.unknown and not fact.note:
            mend = "Say where one looked."
            yield Problem(FACTS, f"row {fact.row}, note", "unknown, without a note.", mend)


def high_rests_on_enough(atlas: Atlas) -> Iterator[Problem]:
    """Nothing is `high` that rests neither on a primary source nor on two independent ones."""
    if not atlas.works or lost(atlas, BIB):
        return
    for file, row in claims(atlas):
        if row.certainty == "high" and row.cites and not bears_high(row.cites, atlas.works):
            what = "high, on one source that is not primary, or on sources of one origin."
            mend = "Name a primary source or a second independent one, or call it medium."
            yield Problem(file, f"row {row.row}, certainty", what, mend, "warning")


def citations_resolve(atlas: Atlas) -> Iterator[Problem]:
    cited = {key for layer in atlas.layers for key in layer.entry.sources}
    cited |= {key for entry in atlas.manifest.overlay for key in entry.sources}
    named = cited | {cite.key for _, row in cited_rows(atlas) for cite in row.cites}
    if named and not atlas.works and not lost(atlas, BIB):
        what = f"holds no sources, and {len(named):,} are named: {', '.join(sorted(named)[:5])}"
        more = ", …." if len(named) > 5 else "."
        yield Problem(BIB, "", f"{what}{more}", "Put the bibliography there, as BibTeX.")
    for file, row in cited_rows(atlas):
        for cite in row.cites:
            cited.add(cite.key)
            yield from no_source(cite.key, file, f"row {row.row}, sources", atlas)
    if lost(atlas, BIB, "data/"):
        return
    cited |= story_cites(atlas) | lesson_cites(atlas)
    cited |= {source.read.removeprefix("cited-in:") for source in atlas.sources}
    for source in atlas.sources:
        if source.key not in cited:
            what = "is cited nowhere."
            yield Problem(BIB, source.key, what, "Cite it, or take it out.", "warning")


def the_same_is_said_once(atlas: Atlas) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for fact in atlas.facts:
        value = fact.value.get(atlas.language, "")
        date = fact.date.text if fact.date else ""
        said = (fact.subject, fact.field, value, date)
        if said in seen:
            what = f"says the same as row {seen[said]}."
            mend = "Join the rows, and name both sources in one."
            yield Problem(FACTS, f"row {fact.row}", what, mend)
        seen.setdefault(said, fact.row)


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    layers_name_what_exists,
    overlays_name_what_exists,
    profiles_have_heights,
    records_name_what_exists,
    dates_of_properties_are_near_the_period,
    dates_of_properties_are_read,
    ends_follow_beginnings,
    symbols_are_new,
    looks_are_known,
    looks_fit,
    clusters_have_points,
    colours_fit,
    features_lie_in_the_study_area,
    insets_show_part_of_the_map,
    bases_can_be_asked,
    archives_are_tiles,
    big_layers_are_of_one_kind,
    subjects_exist,
    fields_are_declared,
    events_happen_somewhere,
    values_fit_their_field,
    links_are_sound,
    pictures_are_sound,
    claims_have_sources,
    citations_resolve,
    high_rests_on_enough,
    the_same_is_said_once,
    lessons_are_sound,
    story_is_sound,
    tables_can_be_made,
)
