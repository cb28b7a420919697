"""Which lesson, in which formats → the files to upload."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from mapper.folder import check, read
from mapper.model import Atlas
from mapper.packages.gift import gift
from mapper.packages.moodle import moodle_xml
from mapper.packages.qti import qti12, qti21
from mapper.packages.scorm import scorm12, scorm2004
from mapper.packages.zipped import zipped
from mapper.page import Download, site_files
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


@dataclass(frozen=True)
class Package:
    """A package of one format: what it is called, what it is for, and how its file's name ends."""

    label: str
    use: str
    ending: str


@dataclass(frozen=True)
class Bank(Package):
    """The questions alone."""

    fill: Callable[[LessonPage, Atlas], bytes]


@dataclass(frozen=True)
class Site(Package):
    """The pages of a lesson, with what a platform wants beside them."""

    files: Callable[[LessonPage, Mapping[str, bytes]], dict[str, bytes]]


PACKAGES: Mapping[Format, Bank | Site] = {
    Format.ZIP: Site(
        "Zip",
        "the pages with their map, to open without a network",
        ".zip",
        lambda _, files: {**files},
    ),
    Format.SCORM12: Site(
        "SCORM 1.2",
        "for a school’s platform, which is told what was answered",
        "-scorm12.zip",
        scorm12,
    ),
    Format.SCORM2004: Site(
        "SCORM 2004", "the same, for a platform that takes it", "-scorm2004.zip", scorm2004
    ),
    Format.MOODLE_XML: Bank(
        "Moodle XML", "the questions alone, for Moodle’s question bank", "-moodle.xml", moodle_xml
    ),
    Format.GIFT: Bank(
        "GIFT",
        "the questions alone, as text that can be edited",
        ".gift.txt",
        lambda lesson, _: gift(lesson.questions),
    ),
    Format.QTI12: Bank(
        "QTI 1.2", "the questions alone, for Canvas and others", "-qti12.zip", qti12
    ),
    Format.QTI21: Bank(
        "QTI 2.1", "the questions alone, for a platform that takes it", "-qti21.zip", qti21
    ),
}
"""In the order in which they are offered."""


def pack(folder: str | Path, lesson: str, formats: Collection[Format]) -> dict[str, bytes]:
    """The packages of a lesson: name of each → its bytes, the same every time.

    Raises:
        MapperError: with every problem of the folder; there is no such lesson, or nothing in it
            that a format is for.
    """
    atlas = of_one_lesson(folder, lesson)
    page, _ = read_lesson(atlas.lessons[0], atlas)
    asked = set(PACKAGES) if Format.ALL in formats else set(formats)
    if not page.questions and Format.ALL not in formats and asked != {Format.ZIP}:
        what = "has no question: there is nothing that a platform could be told."
        raise MapperError([Problem(atlas.lessons[0].file, "", what, "Pack it as zip.")])
    return {f"{lesson}{each.ending}": data for each, data in _packed(page, atlas, asked)}


def pack_all(atlas: Atlas) -> Iterator[Download]:
    """Every package of every lesson, for the list of lessons to offer."""
    for lesson in atlas.lessons:
        alone = replace(atlas, lessons=(lesson,))
        page, _ = read_lesson(lesson, alone)
        for each, data in _packed(page, alone, PACKAGES):
            name = f"packages/{lesson.id}{each.ending}"
            yield Download(lesson.id, each.label, each.use, name, data)


def _packed(
    page: LessonPage, atlas: Atlas, formats: Collection[Format]
) -> Iterator[tuple[Package, bytes]]:
    """Of an atlas with this lesson alone. A lesson without questions is a zip and nothing else."""
    asked = [
        each
        for format, each in PACKAGES.items()
        if format in formats and (page.questions or format is Format.ZIP)
    ]
    files = site_files(atlas) if any(isinstance(each, Site) for each in asked) else {}
    for each in asked:
        if isinstance(each, Site):
            yield each, zipped(each.files(page, files))
        else:
            yield each, each.fill(page, atlas)


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
