"""Which lesson, in which formats → the files to upload."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from mapper.folder import check, read
from mapper.model import Atlas
from mapper.packages.gift import gift
from mapper.packages.scorm import scorm
from mapper.packages.zipped import zipped
from mapper.page import site_files
from mapper.problems import MapperError, Problem, errors, guess
from mapper.record import read_lesson


class Format(StrEnum):
    """What a lesson may be packed as."""

    ZIP = "zip"
    GIFT = "gift"
    SCORM12 = "scorm12"
    ALL = "all"


def pack(folder: str | Path, lesson: str, formats: Collection[Format]) -> dict[str, bytes]:
    """The packages of a lesson: name of each → its bytes, the same every time.

    Raises:
        MapperError: with every problem of the folder; there is no such lesson, or nothing in it
            that a format is for.
    """
    atlas = of_one_lesson(folder, lesson)
    page, _ = read_lesson(atlas.lessons[0], atlas)
    if not page.questions and {Format.GIFT, Format.SCORM12} & set(formats):
        what = "has no question: there is nothing that a platform could be told."
        raise MapperError([Problem(atlas.lessons[0].file, "", what, "Pack it as zip.")])
    asked = set(Format) if Format.ALL in formats else set(formats)
    files = site_files(atlas) if asked - {Format.GIFT} else {}
    packed: dict[str, bytes] = {}
    if Format.ZIP in asked:
        packed[f"{lesson}.zip"] = zipped(files)
    if Format.GIFT in asked and page.questions:
        packed[f"{lesson}.gift.txt"] = gift(page.questions)
    if Format.SCORM12 in asked and page.questions:
        packed[f"{lesson}-scorm12.zip"] = zipped(scorm(page, files))
    return packed


def of_one_lesson(folder: str | Path, lesson: str) -> Atlas:
    """The atlas as if it had this lesson alone: no page of its site leads to what is not there."""
    atlas, problems = read(folder)
    problems += check(atlas)
    if errors(problems):
        raise MapperError(problems)
    ids = [each.id for each in atlas.lessons]
    if lesson not in ids:
        mend = guess(lesson, ids) or f"Lessons are {', '.join(ids)}."
        raise MapperError([Problem("data/lessons", "", f'no lesson "{lesson}".', mend)])
    return replace(atlas, lessons=(atlas.lessons[ids.index(lesson)],))
