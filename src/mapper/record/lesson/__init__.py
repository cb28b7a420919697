"""Lessons: `data/lessons/*.md`, with questions, source cards, tasks and a teacher's part.

In goes the text of a lesson; out come its blocks, ready to be laid out, and what is wrong, by line.
"""

from mapper.record.lesson.cards import SourceCard, Task
from mapper.record.lesson.counted import LessonCount, count_lesson
from mapper.record.lesson.figure import ENDINGS, FOLDERS, Picture
from mapper.record.lesson.glossary import Term, explained
from mapper.record.lesson.head import Head
from mapper.record.lesson.locate import Spot
from mapper.record.lesson.questions import Question
from mapper.record.lesson.read import (
    Figure,
    MapState,
    Page,
    Prose,
    Short,
    Teacher,
    lesson_cites,
    lessons_are_sound,
    read_lesson,
)

__all__ = [
    "ENDINGS",
    "FOLDERS",
    "Figure",
    "Head",
    "LessonCount",
    "MapState",
    "Page",
    "Picture",
    "Prose",
    "Question",
    "Short",
    "SourceCard",
    "Spot",
    "Task",
    "Teacher",
    "Term",
    "count_lesson",
    "explained",
    "lesson_cites",
    "lessons_are_sound",
    "read_lesson",
]
