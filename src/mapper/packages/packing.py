"""Which lesson, in which formats → the files to upload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from mapper.folder import check, read
from mapper.model import Atlas
from mapper.packages.gift import gift
from mapper.packages.moodle import moodle_xml
from mapper.packages.qti import qti12, qti21
from mapper.packages.scorm import scorm12, scorm2004
from mapper.packages.zipped import zipped
from mapper.page import site_files
from mapper.problems import MapperError, Problem, errors, guess
from mapper.record import LessonPage, read_lesson


class Format(StrEnum):
    """What a lesson may be packed as."""

    ZIP = "zip"
    GIFT = "gift"
    MOODLE_XML = "moodlexml"
    QTI12 = "qti12"
    QTI21 = "qti21"
    SCORM12 = "scorm12"
    SCORM2004 = "scorm2004"
    ALL = "all"


BANKS: Mapping[Format, tuple[str, Callable[[LessonPage, Atlas], bytes]]] = {
    Format.GIFT: (".gift.txt", lambda lesson, atlas: gift(lesson.questions)),
    Format.MOODLE_XML: ("-moodle.xml", moodle_xml),
    Format.QTI12: ("-qti12.zip", qti12),
    Format.QTI21: ("-qti21.zip", qti21),
}
"""Format of the questions alone → how its file's name ends, and what fills it."""

SITES: Mapping[Format, tuple[str, Callable[[LessonPage, Mapping[str, bytes]], dict[str, bytes]]]]
SITES = {
    Format.ZIP: (".zip", lambda lesson, files: dict(files)),
    Format.SCORM12: ("-scorm12.zip", scorm12),
    Format.SCORM2004: ("-scorm2004.zip", scorm2004),
}
"""Format with the pages → how its file's name ends, and what is zipped: of the lesson's site."""


def pack(folder: str | Path, lesson: str, formats: Collection[Format]) -> dict[str, bytes]:
    """The packages of a lesson: name of each → its bytes, the same every time.

    Raises:
        MapperError: with every problem of the folder; there is no such lesson, or nothing in it
            that a format is for.
    """
    atlas = _of_one_lesson(folder, lesson)
    page, _ = read_lesson(atlas.lessons[0], atlas)
    asked = set(Format) if Format.ALL in formats else set(formats)
    if not page.questions:
        if Format.ALL not in formats and asked != {Format.ZIP}:
            what = "has no question: there is nothing that a platform could be told."
            raise MapperError([Problem(atlas.lessons[0].file, "", what, "Pack it as zip.")])
        asked = {Format.ZIP}
    files = site_files(atlas) if asked.intersection(SITES) else {}
    banks = {
        f"{lesson}{ending}": bank(page, atlas)
        for format, (ending, bank) in BANKS.items()
        if format in asked
    }
    sites = {
        f"{lesson}{ending}": zipped(packed(page, files))
        for format, (ending, packed) in SITES.items()
        if format in asked
    }
    return banks | sites


def _of_one_lesson(folder: str | Path, lesson: str) -> Atlas:
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
