"""Foreign records → features fit for `geo/`: sound shapes, stable ids, names, clean attributes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mapper.formats.many import Many, cells, columns, given_ids
from mapper.formats.source import Foreign, Record
from mapper.formats.tidy.cleaning import Cleaner
from mapper.formats.tidy.columns import name_columns
from mapper.formats.tidy.dating import dates_of
from mapper.formats.tidy.ids import Ids
from mapper.formats.tidy.making import OnProgress, Rules, one_by_one, words
from mapper.formats.tidy.skipped import Wrong
from mapper.formats.tidy.together import together
from mapper.geometry import Bounds
from mapper.messages import say
from mapper.model import Bulk, Days
from mapper.problems import Problem, errors, guess

LOOKS = {"Point": "point", "LineString": "line", "Polygon": "area"}
"""Kind of geometry → the neutral look that is chosen for it, if no other is given."""


@dataclass(frozen=True)
class Tidy:
    """Features as they will stand in the file, what was put right, and what is wrong.

    `lines` are GeoJSON features as text, for a million of them take a fifth of the room so; `look`
    is that of most of them; `extent` and `dates` are their bounds and the first and last of their
    dates, None where there are none; `wrong` the records that are not among them; `features` are,
    of very many, what reading the lines would come to, if that is at hand.
    """

    lines: Sequence[bytes]
    look: str
    extent: Bounds | None
    dates: tuple[str, str] | None
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    wrong: Wrong = field(default_factory=dict)
    features: Bulk | None = None


def tidy(
    foreign: Foreign,
    layer: str,
    title: str,
    *,
    label: str | None = None,
    date: Sequence[str] = (),
    calendar: str | None = None,
    period: Days | None = None,
    look: str | None = None,
    language: str = "en",
    bounds: Bounds | None = None,
    taken: Collection[str] = (),
    looks: Collection[str] = (),
    by_kind: Mapping[str, str] = LOOKS,
    on_progress: OnProgress = lambda what, share: None,
) -> Tidy:
    """The features of a layer-to-be; each is {type, id, properties, geometry} and has a name.

    Args:
        layer, title: the layer's id and title, for features that have no id or name of their own.
        label: the column that holds the names; guessed if None.
        date: columns that hold dates, which are written in EDTF.
        calendar: that of the dates; if None, Gregorian, unless they look like another.
        period: the atlas's, in days, to find dates of other calendars.
        look: how features are drawn; if None, that of most, and the others name their own.
        language: the atlas's first language, that of `name`.
        bounds: west, south, east, north of the study area, to find swapped axes.
        taken: ids that the atlas has already.
        looks: the looks there are.
        by_kind: kind of geometry → the look for it, where `look` is None.
        on_progress: is told how far it is.
    """
    records = foreign.records
    known = columns(records)
    problems = [*foreign.problems, *_no_such_column(label, date, known, foreign)]
    named = name_columns(records, known, label or foreign.roles.get("name"))
    names = _names(records, named)
    dates = dates_of(records, date, foreign.file, calendar, period)
    problems += dates.problems
    rules = Rules(
        foreign=foreign,
        title=title,
        names=names,
        language=language,
        bounds=bounds,
        most=look or _look_of_most(records, by_kind),
        look=look is not None,
        by_kind=by_kind,
        dates=dates,
        clean=Cleaner(known, looks),
        ids=Ids(layer, taken, given_ids(records), names),
        on_progress=on_progress,
    )
    made = (together(records, rules) if isinstance(records, Many) else None) or one_by_one(rules)
    problems += made.problems
    if not records and not errors(problems):
        problems.append(Problem(foreign.file, "", *say("file.unplaced")))
    if made.lines and not named and known:
        mend = f"Choose one of its columns with --label: {', '.join(sorted(known)[:20])}."
        problems.append(Problem(foreign.file, "", "no column looks like a name.", mend, "warning"))
    counted = (f"{what} ({_count(n)})." for what, n in made.notes.items())
    notes = (*foreign.notes, *dates.notes, *counted, *rules.ids.notes())
    return Tidy(
        made.lines,
        rules.most,
        made.extent,
        dates.range,
        notes,
        tuple(problems),
        made.wrong,
        made.features,
    )


def _look_of_most(records: Sequence[Record], by_kind: Mapping[str, str]) -> str:
    given = (
        records.shapes.kinds()
        if isinstance(records, Many)
        else [str(record.geometry.get("type")) for record in records]
    )
    kinds: Counter[str] = Counter()
    for kind, number in Counter(given).items():
        kinds[kind.removeprefix("Multi")] += number
    most = (kind for kind, _ in kinds.most_common() if kind in by_kind)
    return by_kind[next(most, "Point")]


def _no_such_column(
    label: str | None, date: Sequence[str], known: Sequence[str], foreign: Foreign
) -> Iterator[Problem]:
    for option, column in (("--label", label), *(("--date", each) for each in date)):
        if column is not None and foreign.records and column not in known:
            mend = guess(column, known) or f"Columns are {', '.join(sorted(known))}."
            yield Problem(foreign.file, option, f'no column "{column}".', mend)


def _names(records: Sequence[Record], columns: Iterable[str]) -> Sequence[str]:
    """The name of each record: the first of these columns that has one; empty if none has."""
    found: Sequence[str] = [""] * len(records)
    for column in columns:
        said = words(cells(records, column))
        found = (
            [name or word for name, word in zip(found, said, strict=True)] if any(found) else said
        )
        if all(found):
            break
    return found


def _count(number: int) -> str:
    return f"{number:,} feature{'s' if number != 1 else ''}"
