"""Facts, events and sources of an atlas as tuples that can be a frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from mapper.model import Cite, Date, Event, Fact, Row, Source

R = TypeVar("R")


class _Rows(tuple[R, ...]):
    """Rows, and the atlas's first language, whose texts stand in the columns without a suffix."""

    language: str

    def __new__(cls, rows: Iterable[R] = (), language: str = "en") -> Any:
        found = super().__new__(cls, rows)
        found.language = language
        return found

    def __repr__(self) -> str:
        return f"<{len(self):,} {type(self).__name__.lower()}>"


class Facts(_Rows[Fact]):
    """The facts of an atlas."""

    def to_frame(self) -> Any:
        """A row a fact, by its id: what stands in `data/facts.csv`, and days.

        `earliest` and `latest` are the days between which it holds, `value_earliest` and
        `value_latest` those that a date as value may mean; NaT where open, or not said.
        """
        lines = [fact_line(each, self.language) for each in self]
        first = ("subject", "field", "value", "date", "sources", "certainty", "note")
        days = [
            *_days("", [each.date for each in self]),
            *_days("value_", [each.value_date for each in self]),
        ]
        return _frame([each.id for each in self], lines, first, days)


class Events(_Rows[Event]):
    """The events of an atlas."""

    def to_frame(self) -> Any:
        """A row an event, by its id: what stands in `data/events.csv`, and `earliest`, `latest`."""
        lines = [event_line(each, self.language) for each in self]
        first = ("date", "subject", "where", "title", "text", "sources", "certainty", "note")
        days = _days("", [each.date for each in self])
        return _frame([line.pop("id") for line in lines], lines, first, days)


class Sources(_Rows[Source]):
    """The sources of an atlas."""

    def to_frame(self) -> Any:
        """A row a source, by its key; `bibtex` is the whole of its entry."""
        names = (
            *("kind", "title", "author", "date", "url", "read", "read_date", "who"),
            *("language", "side", "origin", "after", "bibtex"),
        )
        lines = [{name: getattr(each, name) for name in names} for each in self]
        return _frame([each.key for each in self], lines, names, [], "key")


def fact_line(fact: Fact, language: str) -> dict[str, str]:
    """What stands in the table of facts."""
    return {
        "subject": fact.subject,
        "field": fact.field,
        **_texts("value", fact.value, language),
        **_said(fact, fact.date, language),
    }


def event_line(event: Event, language: str) -> dict[str, str]:
    """What stands in the table of events."""
    return {
        "id": event.id,
        "subject": event.subject,
        **_texts("where", event.where, language),
        **_texts("title", event.title, language),
        **_texts("text", event.text, language),
        **_said(event, event.date, language),
    }


def _said(row: Row, date: Date | None, language: str) -> dict[str, str]:
    return {
        "date": date.text if date else "",
        "sources": "; ".join(map(_cite, row.cites)),
        "certainty": row.certainty,
        **_texts("note", row.note, language),
    }


def _cite(cite: Cite) -> str:
    return f"{cite.key}[{cite.locator}]" if cite.locator else cite.key


def _texts(name: str, text: Mapping[str, str], language: str) -> dict[str, str]:
    return {
        name if each == language else f"{name}_{each}": said
        for each, said in {language: "", **text}.items()
    }


def _days(begins: str, dates: Sequence[Date | None]) -> list[tuple[str, Any]]:
    """The earliest and the latest day of each, as columns of datetimes."""
    return [
        (f"{begins}{name}", datetimes([date.days[at] if date else None for date in dates]))
        for name, at in (("earliest", 0), ("latest", 3))
    ]


def datetimes(days: Sequence[int | None]) -> Any:
    """Days since 1970-01-01 as datetimes to the second, which hold any year; None is NaT."""
    found = np.array([np.iinfo(np.int64).min if day is None else day for day in days], np.int64)
    return found.view("datetime64[D]").astype("datetime64[s]")


def _frame(
    ids: Sequence[str],
    lines: Sequence[Mapping[str, str]],
    first: Sequence[str],
    more: Iterable[tuple[str, Any]],
    named: str = "id",
) -> Any:
    import pandas as pd

    names = dict.fromkeys((*first, *(name for line in lines for name in line)))
    columns: dict[str, Any] = {}
    for name in names:
        columns[name] = pd.Series([line.get(name, "") for line in lines], dtype="str")
    frame = pd.DataFrame(columns).set_axis(pd.Index(list(ids), name=named, dtype="str"))
    return frame.assign(**dict(more))
