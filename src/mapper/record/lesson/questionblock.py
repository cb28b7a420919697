"""What a `question` block may say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from mapper.model import Entry, Line

Kind = Literal[
    "choice",
    "several",
    "number",
    "order",
    "match",
    "which-source",
    "sure",
    "locate",
    "open",
]


class Claim(Entry):
    """What the record says of a subject under a field."""

    subject: Line
    field: Line


class QuestionBlock(Entry):
    """What a `question` block may say; which keys a kind takes, `KINDS` says."""

    kind: Kind
    ask: Line
    feedback: str = ""
    points: int = Field(1, ge=1, le=10)
    options: tuple[Line, ...] = ()
    answer: str | float | tuple[str, ...] | tuple[float, float] | Claim | None = None
    unit: str = ""
    events: tuple[Line, ...] = ()
    pairs: tuple[tuple[Line, Line], ...] = ()
    sources: tuple[Line, ...] = ()
    claim: Claim | None = None
    targets: tuple[Line, ...] = ()
    among: tuple[Line, ...] = ()
    start: str = ""
    model: str = ""
