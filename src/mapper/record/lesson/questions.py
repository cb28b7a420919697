"""The questions of a lesson: what each kind asks for, and its answer, written or recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from mapper.model import Atlas, Fact, date_words
from mapper.problems import Problem, guess
from mapper.record.entries import entries
from mapper.record.lesson.locate import Spot, spots, spots_are_sound
from mapper.record.lesson.prose import line, name_of, passage
from mapper.record.lesson.questionblock import Claim, Kind, QuestionBlock
from mapper.record.narrative import no_source

SURE = ("high", "medium", "low")


@dataclass(frozen=True)
class Question:
    """A question as it is put. `items` stand on the left of a match, `options` are what is offered.

    `answer` holds the right options: one; all of `several`; in their order; one for each item. A
    number is right from `least` to `most`. `said` is the answer in words.
    """

    kind: Kind
    ask: Markup
    points: int
    feedback: Markup
    options: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    least: float = 0
    most: float = 0
    unit: str = ""
    model: Markup = field(default_factory=Markup)
    said: str = ""
    spots: tuple[Spot, ...] = ()


@dataclass
class _Asking:
    """A block that is worked out, and what was found wrong with it: key, what, how to mend it."""

    block: QuestionBlock
    atlas: Atlas
    wrong: list[tuple[str, str, str]] = field(default_factory=list)

    def says(self, key: str, what: str, mend: str = "") -> None:
        self.wrong.append((key, what, mend))

    def claims(self, claim: Claim, key: str) -> list[Fact]:
        """What the record claims there; where it says nothing that is a problem."""
        told = self.atlas.facts_of.get(claim.subject, ())
        found = [fact for fact in told if fact.field == claim.field and not fact.unknown]
        if not found and "data/facts.csv" not in self.atlas.unread:
            fields = [fact.field for fact in told]
            mend = "Add the fact, or ask for another."
            if claim.subject not in self.atlas.ids:
                mend = guess(claim.subject, self.atlas.ids) or mend
            elif claim.field not in fields:
                mend = guess(claim.field, fields) or mend
            what = f'the record says nothing of "{claim.subject}" under "{claim.field}".'
            self.says(key, what, mend)
        return found

    def settled(self, claim: Claim, key: str) -> Fact | None:
        """The one claim that the record makes there."""
        found = self.claims(claim, key)
        listed = entries(self.atlas).get(claim.subject, ())
        if any(entry.disputed for entry in listed if entry.field == claim.field) or len(found) > 1:
            what = f'the record leaves "{claim.field}" of "{claim.subject}" open: several claims.'
            self.says(key, what, "Ask for something else, or for the range of a number.")
            return None
        return found[0] if found else None


def question(block: QuestionBlock, atlas: Atlas) -> Question:
    """The question of a block that is sound."""
    return _worked_out(_Asking(block, atlas))


def question_is_sound(
    block: QuestionBlock, atlas: Atlas, file: str, place: str
) -> Iterator[Problem]:
    """What is wrong with a question: keys that its kind does not have or lacks, its answer."""
    given = {key for key in _OF_SOME if getattr(block, key) not in (None, "", ())}
    needed, _ = KINDS[block.kind]
    for key in sorted(given - needed - {"unit"}):
        what = f'means nothing in a question of kind "{block.kind}".'
        yield Problem(file, f"{place}, {key}", what, f"It takes {', '.join(sorted(needed))}.")
    missing = sorted(needed - given)
    for key in missing:
        yield Problem(file, f"{place}, {key}", "is missing.", f'A "{block.kind}" needs it.')
    if not missing:
        asking = _Asking(block, atlas)
        _worked_out(asking)
        for key, what, mend in asking.wrong:
            yield Problem(file, f"{place}, {key}", what, mend)


def _worked_out(asking: _Asking) -> Question:
    block = asking.block
    _, work_out = KINDS[block.kind]
    return Question(
        kind=block.kind,
        ask=line(block.ask, asking.atlas),
        points=block.points,
        feedback=passage(block.feedback, asking.atlas),
        unit=block.unit,
        **work_out(asking),
    )


def _choice(asking: _Asking) -> dict[str, Any]:
    options, answer = asking.block.options, asking.block.answer
    if isinstance(answer, Claim):
        fact = asking.settled(answer, "answer")
        answer = _in_words(fact, asking.atlas) if fact else ""
        if fact and answer not in options:
            asking.says(
                "options", f'the record’s answer, "{answer}", is not among them.', "Add it."
            )
    elif not isinstance(answer, str):
        asking.says("answer", "has to be one of the options.", 'Write answer = "…".')
        answer = ""
    elif answer not in options:
        asking.says("answer", f'"{answer}" is not among the options.', guess(answer, options))
    _tell_apart(asking, "options", options)
    return {"options": options, "answer": (answer,), "said": answer}


def _several(asking: _Asking) -> dict[str, Any]:
    options, answer = asking.block.options, asking.block.answer
    right = answer if isinstance(answer, tuple) else ()
    if not right or not all(isinstance(each, str) for each in right):
        asking.says("answer", "has to be a list of options.", 'Write answer = ["…", "…"].')
        right = ()
    for each in right:
        if each not in options:
            asking.says("answer", f'"{each}" is not among the options.', guess(str(each), options))
    _tell_apart(asking, "options", options)
    return {"options": options, "answer": right, "said": "; ".join(map(str, right))}


def _number(asking: _Asking) -> dict[str, Any]:
    answer = asking.block.answer
    values: list[float] = []
    if isinstance(answer, Claim):
        for fact in asking.claims(answer, "answer"):
            try:
                values.append(float(fact.value.get(asking.atlas.language, "")))
            except ValueError:
                asking.says("answer", f'the record’s "{answer.field}" is no number.')
                break
    elif isinstance(answer, int | float):
        values = [answer]
    elif isinstance(answer, tuple) and len(answer) == 2 and not isinstance(answer[0], str):
        values = [float(each) for each in answer]
    else:
        mend = "Write answer = 12, or answer = [12, 14] for all that is right between them."
        asking.says("answer", "has to be a number, two of them, or a claim of the record.", mend)
    least, most = (min(values), max(values)) if values else (0, 0)
    shown = f"{least:,.10g}" if least == most else f"{least:,.10g} to {most:,.10g}"
    return {"least": least, "most": most, "said": f"{shown} {asking.block.unit}".strip()}


def _order(asking: _Asking) -> dict[str, Any]:
    events = {event.id: event for event in asking.atlas.events}
    if "data/events.csv" in asking.atlas.unread:
        return {"options": (), "answer": (), "said": ""}
    for id in asking.block.events:
        if id not in events:
            asking.says("events", f'no event "{id}".', guess(id, events))
    known = [events[id] for id in asking.block.events if id in events]
    spans = [(event.date.days if event.date else (None,) * 4, event) for event in known]
    for days, event in spans:
        if days[0] is None:
            asking.says("events", f'"{event.id}" has no first day.', "Take another.")
    in_time = sorted(spans, key=lambda span: span[0][0] or 0)
    for ((_, _, _, last), one), ((first, _, _, _), following) in pairwise(in_time):
        if last is None or first is None or first <= last:
            what = f'"{one.id}" and "{following.id}" may have been at the same time.'
            asking.says("events", what, "Take events whose dates do not overlap.")
    if len(asking.block.events) < 3:
        asking.says("events", "are too few to be put in order.", "Name three at least.")
    titles = tuple(event.title.get(asking.atlas.language, "") for _, event in in_time)
    _tell_apart(asking, "events", titles)
    return {"options": _mixed(titles), "answer": titles, "said": "; ".join(titles)}


def _match(asking: _Asking) -> dict[str, Any]:
    pairs = asking.block.pairs
    items, rights = tuple(left for left, _ in pairs), tuple(right for _, right in pairs)
    if len(pairs) < 2:
        asking.says("pairs", "are too few to be matched.", "Write two at least.")
    _tell_apart(asking, "pairs", items)
    _tell_apart(asking, "pairs", rights)
    said = "; ".join(f"{left}: {right}" for left, right in pairs)
    return {"items": items, "options": _mixed(rights), "answer": rights, "said": said}


def _which_source(asking: _Asking) -> dict[str, Any]:
    sources = asking.atlas.works
    block = asking.block
    for key in block.sources:
        for problem in no_source(key, "", "", asking.atlas):
            asking.says("sources", problem.what, problem.mend)
    if block.answer not in block.sources:
        asking.says("answer", "has to be one of the sources.", "Write its key.")
    names = tuple(name_of(sources[key]) for key in block.sources if key in sources)
    if sources:  # else that is said of the bibliography
        _tell_apart(asking, "sources", names)
    right = sources.get(str(block.answer))
    said = name_of(right) if right else ""
    return {"options": names, "answer": (said,), "said": said}


def _sure(asking: _Asking) -> dict[str, Any]:
    fact = asking.settled(asking.block.claim, "claim") if asking.block.claim else None
    certainty = fact.certainty if fact else ""
    return {"options": SURE, "answer": (certainty,), "said": certainty}


def _locate(asking: _Asking) -> dict[str, Any]:
    block = asking.block
    where = (block.targets, block.among, block.start, asking.atlas)
    asking.wrong += spots_are_sound(*where)
    found = tuple(spots(*where))
    right = tuple(spot.said for spot in found if spot.is_right)
    numbered = [
        f"Spot {number}: {spot.said}" for number, spot in enumerate(found, 1) if spot.is_right
    ]
    return {
        "options": tuple(spot.said for spot in found),
        "answer": right,
        "spots": found,
        "said": "; ".join(numbered),
    }


def _open(asking: _Asking) -> dict[str, Any]:
    return {"model": passage(asking.block.model, asking.atlas)}


KINDS: Mapping[str, tuple[frozenset[str], Callable[[_Asking], dict[str, Any]]]] = {
    "choice": (frozenset({"options", "answer"}), _choice),
    "several": (frozenset({"options", "answer"}), _several),
    "number": (frozenset({"answer"}), _number),
    "order": (frozenset({"events"}), _order),
    "match": (frozenset({"pairs"}), _match),
    "which-source": (frozenset({"sources", "answer"}), _which_source),
    "sure": (frozenset({"claim"}), _sure),
    "locate": (frozenset({"targets", "among", "start"}), _locate),
    "open": (frozenset({"model"}), _open),
}
"""Kind → the keys that it needs, and what works out its answer."""

_OF_SOME = frozenset({"unit"}).union(*(keys for keys, _ in KINDS.values()))
"""The keys that questions of some kind have."""


def _tell_apart(asking: _Asking, key: str, texts: tuple[str, ...]) -> None:
    if len(texts) < 2:
        asking.says(key, "leave nothing to choose.", "Give two at least.")
    if len(set(texts)) < len(texts):
        asking.says(key, "has the same twice.", "Make them differ.")


def _mixed(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Another order, always the same: by the letter, or that backwards if it were the right one."""
    ordered = tuple(sorted(texts))
    return ordered if ordered != texts else ordered[::-1]


def _in_words(fact: Fact, atlas: Atlas) -> str:
    """The value of a claim as a record says it."""
    value = fact.value.get(atlas.language, "")
    if fact.value_date:
        return date_words(fact.value_date)
    names = {feature.id: feature.name for feature in atlas.features}
    names |= {row.id: row.name for rows in atlas.registers.values() for row in rows}
    declared = atlas.field_entries.get(fact.field)
    if declared and declared.kind == "subject" and value in names:
        return names[value].get(atlas.language, value)
    return value
