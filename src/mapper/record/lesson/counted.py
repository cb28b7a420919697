"""How much a lesson holds, and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mapper.model import Atlas
from mapper.record.lesson.cards import SourceCard, Task
from mapper.record.lesson.read import Page, Short, Teacher


@dataclass(frozen=True)
class LessonCount:
    """The blocks of a lesson by what they are, and what a lesson has besides."""

    id: str
    by_kind: Mapping[str, int]
    """Questions by kind, the most first."""
    cards: int
    sides: int
    """How many sides the works on its cards are of, where they say so."""
    tasks: int
    lacks: tuple[str, ...]


def count_lesson(page: Page, atlas: Atlas) -> LessonCount:
    """What stands in a lesson; `lacks` names what would make it one to teach with."""
    cards = [block for block in page.blocks if isinstance(block, SourceCard)]
    named = ";".join(atlas.works[card.key].side for card in cards).split(";")
    sides = {side.strip() for side in named} - {""}
    tasks = sum(isinstance(block, Task) for block in page.blocks)
    kinds = Counter(question.kind for question in page.questions)
    has = {
        "a front matter": page.head is not None,
        "questions": bool(kinds),
        "source cards": bool(cards),
        "sources of a second side": len(sides) != 1,
        "tasks": bool(tasks),
        "a version in simpler words": any(isinstance(block, Short) for block in page.blocks),
        "a teacher's part": any(isinstance(block, Teacher) for block in page.blocks),
    }
    lacks = tuple(what for what, is_there in has.items() if not is_there)
    return LessonCount(page.id, dict(kinds.most_common()), len(cards), len(sides), tasks, lacks)
