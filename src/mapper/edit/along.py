"""What comes along with features that an atlas exported: facts, their fields, their sources."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from mapper.edit.rows import COLUMNS, FACTS, SOURCES, Row, changed
from mapper.edit.transaction import Change
from mapper.formats import Brought, Foreign
from mapper.model import Atlas, FieldEntry, Manifest, Source, is_date
from mapper.problems import Problem
from mapper.record import read_bib, read_tables

_SURE = ("high", "medium", "low")


@dataclass(frozen=True)
class Along:
    """What changes beside the layer.

    Attributes:
        changes: of the tables and of the bibliography.
        fields: declarations that the manifest lacks: name → keys.
        sources, names: key, and field, of the other atlas → that in this one.
        notes: what comes along, in sentences; `problems` what does not, and why.
    """

    changes: tuple[Change, ...] = ()
    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def along(
    root: Path,
    atlas: Atlas,
    foreign: Foreign,
    lines: Sequence[bytes],
    layer: str,
    file: Path,
) -> Along:
    """Facts as rows, with the fields and sources that they need and the atlas lacks.

    A source or a field that the atlas has under the same name, but another, gets the layer's id
    behind its name, as ids do. A fact whose source nobody has, or that is about what did not come
    along, is left out, with a warning.

    Args:
        root, atlas: the project folder, and what is in it.
        foreign: the file with its records.
        lines: the features that became of them, in the same order.
        layer: the id of the layer-to-be.
        file: where the export lies: beside it may lie its sources.bib.
    """
    brought = foreign.brought
    if brought is None:
        return Along()
    ids = [str(orjson.loads(line)["id"]) for line in lines]
    given, problems = _given(brought, file)
    wanted = [*_cited(brought), *map(str, brought.entry.get("sources") or ())]
    known = {source.key: source for source in given}
    needed = _closure(wanted, known)
    sources = {key: _renamed(known[key], atlas, layer) for key in needed if key in known}
    fields = {name: _declared(name, brought, atlas) for name in _fields(brought)}
    names = {name: _name_of(name, entry, atlas, layer) for name, entry in fields.items()}
    here = {str(each.id): id for each, id in zip(foreign.records, ids, strict=False)}
    rows: list[Row] = []
    missing, strange, unseen = Counter[str](), Counter[str](), Counter[str]()
    for id, facts in zip(ids, brought.facts, strict=False):
        for name, claims in facts.items():
            for claim in claims:
                row = _row(claim, id, names[name])
                if fields[name]["kind"] == "subject":
                    row["value"] = here.get(row["value"], row["value"])
                    if row["value"] not in {*here.values(), *atlas.ids, "unknown"}:
                        strange[row["value"]] += 1
                        continue
                if fields[name]["kind"] == "image" and row["value"] not in atlas.images:
                    unseen[row["value"]] += 1
                    continue
                keys = [_key(each) for each in _list(claim.get("sources"))]
                lost = [key for key in keys if key not in sources and key not in atlas.works]
                if lost:
                    missing.update(lost)
                    continue
                cites = (_with_key(each, sources) for each in _list(claim.get("sources")))
                rows.append({**row, "sources": "; ".join(cites)})
    told_of = {row["field"] for row in rows} | {
        names[name] for name in _in_time(brought) if name in names
    }
    used = {names[name]: entry for name, entry in fields.items() if names[name] in told_of}
    problems += _left(file, missing, strange, unseen)
    fresh = {name: entry for name, entry in used.items() if name not in atlas.field_entries}
    texts = [
        known[key].bibtex.replace(key, new, 1)
        for key, new in sources.items()
        if new not in atlas.works
    ]
    changes = tuple(changed(root, atlas, rows, texts))
    return Along(changes, fresh, sources, names, tuple(_said(rows, fresh, texts)), tuple(problems))


def told(atlas: Atlas, manifest: Manifest, found: Along) -> tuple[dict[str, Any], list[Problem]]:
    """The facts and sources of the atlas as they will be, and what is wrong with them."""
    texts = {change.file: change.new.decode() for change in found.changes}
    newer: dict[str, Any] = {}
    problems: list[Problem] = []
    if FACTS in texts:
        tables, wrong = read_tables(lambda file: texts[FACTS] if file == FACTS else "", manifest)
        newer["facts"], problems = tables.facts, [*problems, *wrong]
    if SOURCES in texts:
        newer["sources"], more = read_bib(texts[SOURCES], SOURCES)
        problems += more
    return newer, problems


def _given(brought: Brought, file: Path) -> tuple[tuple[Source, ...], list[Problem]]:
    """The sources of the other atlas: those in the file, else those beside it."""
    text, name = brought.bibtex, str(file)
    beside = file.parent / "sources.bib"
    if not text and beside.is_file():
        text, name = beside.read_text("utf-8", "replace"), str(beside)
    sources, wrong = read_bib(text, name)
    return sources, [Problem(e.file, e.place, e.what, e.mend, "warning") for e in wrong]


def _cited(brought: Brought) -> Iterator[str]:
    for facts in brought.facts:
        for claims in facts.values():
            for claim in claims:
                yield from map(_key, _list(claim.get("sources")))


def _closure(keys: Iterable[str], known: Mapping[str, Source]) -> list[str]:
    """The keys, and those of what these follow or are cited in."""
    found: dict[str, None] = {}
    left = [*keys]
    while left:
        key = left.pop(0)
        if key not in found:
            found[key] = None
            left += [known[key].after] if key in known and known[key].after else []
    return [*found]


def _renamed(source: Source, atlas: Atlas, layer: str) -> str:
    """The key of a source in this atlas: its own, unless that is another source's here."""
    there = atlas.works.get(source.key)
    same = there is None or there.bibtex.split() == source.bibtex.split()
    return source.key if same else f"{source.key}-{layer}"


def _fields(brought: Brought) -> list[str]:
    """Those of the facts, and those that the entry names though there is no fact of them."""
    of_facts = (name for facts in brought.facts for name in facts)
    return [*dict.fromkeys([*of_facts, *(n for n in _in_time(brought) if n in brought.fields)])]


def _declared(name: str, brought: Brought, atlas: Atlas) -> dict[str, Any]:
    """The declaration of a field: that of the other atlas, else this one's, else by its values."""
    given = brought.fields.get(name)
    if isinstance(given, dict) and (entry := _sound(given)):
        return entry
    if name in atlas.field_entries:
        return {"kind": atlas.field_entries[name].kind}
    claims = [claim for facts in brought.facts for claim in facts.get(name, ())]
    values = [str(each["value"]) for each in claims if each["value"] not in ("unknown", "")]
    label = name.replace("_", " ")
    kind = "number" if values and all(map(_is_number, values)) else "text"
    if kind == "text" and values and all(map(is_date, values)):
        kind = "date"
    return {"label": label[:1].upper() + label[1:], "kind": kind}


def _sound(given: Mapping[str, Any]) -> dict[str, Any]:
    """A declaration from elsewhere with the keys that one has; empty if it is none."""
    plain = {key: value for key, value in given.items() if key in FieldEntry.model_fields}
    try:
        FieldEntry.model_validate(plain)
    except ValidationError:
        return {}
    more = {
        key: value
        for key, value in given.items()
        if re.fullmatch(r"(label|unit)_[a-z]{2,3}", key) and isinstance(value, str)
    }
    return {"label": plain.pop("label"), "kind": plain.pop("kind", "text"), **plain, **more}


def _name_of(name: str, entry: Mapping[str, Any], atlas: Atlas, layer: str) -> str:
    there: FieldEntry | None = atlas.field_entries.get(name)
    same = there is None or (there.kind, there.unit) == (
        entry["kind"],
        entry.get("unit", there.unit if "label" not in entry else ""),
    )
    return name if same else f"{name}_{layer.replace('-', '_')}"


def _in_time(brought: Brought) -> list[str]:
    """The fields that the layer's entry reads dates from."""
    when = brought.entry.get("when")
    return [*(when.values() if isinstance(when, dict) else ()), *brought.entry.get("used", ())]


def _row(claim: Mapping[str, Any], subject: str, name: str) -> Row:
    texts = {
        key: _line(value)
        for key, value in claim.items()
        if key in COLUMNS or re.fullmatch(r"(value|note)_[a-z]{2,3}", key)
    }
    sure = {"certainty": texts.get("certainty", "")} if claim.get("certainty") in _SURE else {}
    return {**texts, "certainty": "", **sure, "subject": subject, "field": name}


def _said(rows: Sequence[Row], fields: Mapping[str, Any], texts: Sequence[str]) -> Iterator[str]:
    if rows:
        yield f"Brought {len(rows):,} fact{'s' if len(rows) != 1 else ''} along, to {FACTS}."
    if fields:
        yield f"Declared what they say: {', '.join(fields)}."
    if texts:
        count = f"{len(texts):,} source{'s' if len(texts) != 1 else ''}"
        yield f"Brought {count} along, to {SOURCES}."


def _left(
    file: Path, missing: Counter[str], strange: Counter[str], unseen: Counter[str]
) -> Iterator[Problem]:
    """Warnings for the facts that do not come along."""
    if missing:
        what = f"left out facts whose sources nobody has: {', '.join(missing)}."
        mend = f"Put the sources.bib of that atlas beside {file.name}, before you add it."
        yield Problem(str(file), "facts", what, mend, "warning")
    if unseen:
        what = f"left out pictures, which do not come along: {', '.join(unseen)}."
        mend = "Put them into media/ first, with their rows in data/media.csv, and add it again."
        yield Problem(str(file), "facts", what, mend, "warning")
    if strange:
        what = f"left out facts about what is not in this atlas: {', '.join(strange)}."
        yield Problem(str(file), "facts", what, "Add that first, if they are wanted.", "warning")


def _list(value: Any) -> list[str]:
    return [_line(each) for each in value] if isinstance(value, list) else []


def _key(cite: str) -> str:
    return cite.partition("[")[0].strip()


def _with_key(cite: str, keys: Mapping[str, str]) -> str:
    key, bracket, rest = cite.partition("[")
    return f"{keys.get(key.strip(), key.strip())}{bracket}{rest}"


def _line(value: Any) -> str:
    return " ".join(str(value).replace("\0", "").split())


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None
