"""Which lesson, in which order of its options → the sheets to print."""

from __future__ import annotations

from pathlib import Path

from mapper.packages.packing import of_one_lesson
from mapper.page import Paper, printed, sheet_files
from mapper.problems import MapperError, Problem


def on_paper(
    folder: str | Path, lesson: str, order: int, paper: Paper | None = None
) -> dict[str, bytes]:
    """The pupils' sheet of a lesson and the one with the answers: name of each → its bytes.

    They are HTML, the same every time, and fit any paper; where a paper is named, PDF too.

    Raises:
        MapperError: with every problem of the folder; there is no such lesson, or no question in
            it; or there is no browser that could print.
    """
    atlas = of_one_lesson(folder, lesson)
    pages = sheet_files(atlas, order)
    if not pages:
        what = "has no question: there is nothing to write on."
        mend = "Print the page of the lesson."
        raise MapperError([Problem(atlas.lessons[0].file, "", what, mend)])
    files = {name: html.encode() for name, html in pages.items()}
    return files | printed(sheet_files(atlas, order, paper)) if paper else files
