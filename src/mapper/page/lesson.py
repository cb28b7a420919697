"""Lessons as pages of their own, for pupils and for the teacher, and the page that lists them.

A lesson has a still of every state that it names; a script lays the map in that state over one of
them, in a frame. So the still is what is printed, and what is seen without script or where frames
are refused. The lesson brings the page of the map, so that it is whole where it is given out alone.
Questions are checked by the script; without it, their answers can be opened. Words of the glossary
lead to a list at the end; the script says in place what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from mapper import assets
from mapper.looks import online, own_css, symbols_of
from mapper.model import Atlas
from mapper.page.download import Download
from mapper.page.page import direction, render, script_safe
from mapper.page.parts import maps_of, parts_of
from mapper.page.printer import Paper
from mapper.page.share import share
from mapper.page.sheet import ORDER, blank_map, sheets
from mapper.record import (
    LessonPage,
    MapState,
    explained,
    read_lesson,
)

FOR_TEACHERS = "-teacher"
"""What stands behind the id of a lesson in the name of its teacher's version."""

FRAMES = "; frame-src 'self' blob:"

BROUGHT = '"the map goes here"'
"""Stands in the template where the page of the map comes: after minifying, which it had."""

BRINGS_MOST = 2_000_000
"""A page with more bytes, or one that asks for files, is framed from its own place."""


def lesson_pages(
    atlas: Atlas, map_: str, downloads: Sequence[Download] = (), has_pdf: bool = False
) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page below `lessons/`; `map_` is the HTML of `../index.html`.

    The list of lessons offers the downloads of each, and, with `has_pdf`, the sheets as PDF.
    """
    asks = bool(online(atlas)) or any(layer.entry.tiles for layer in atlas.layers)
    brought = "" if asks or len(map_.encode()) > BRINGS_MOST else map_
    found = [read_lesson(lesson, atlas)[0] for lesson in atlas.lessons]
    for lesson in found:
        maps = list(maps_of(lesson, atlas))
        marked, terms = explained(lesson, atlas)
        content = {"parts": list(parts_of(marked, atlas, maps)), "terms": terms}
        brings = brought if any(isinstance(each, MapState) for each in lesson.blocks) else ""
        yield f"{lesson.id}.html", _rendered(lesson, content, atlas, brings, for_teacher=False)
        if lesson.has_more_for_teachers:
            name = f"{lesson.id}{FOR_TEACHERS}.html"
            yield name, _rendered(lesson, content, atlas, brings, for_teacher=True)
        if lesson.questions:
            yield from sheets(lesson, parts_of(lesson, atlas, maps), atlas)
    if found:
        yield blank_map(atlas)
        context = _common(atlas) | {
            "lessons": found,
            "for_teachers": FOR_TEACHERS,
            "has_pdf": has_pdf,
            "downloads": downloads,
        }
        yield "index.html", render("lessons.html.j2", context)


def sheet_pages(
    atlas: Atlas, order: int = ORDER, paper: Paper | None = None
) -> Iterator[tuple[str, str]]:
    """Name and HTML of the sheets of every lesson that has questions, without the blank map."""
    for lesson in (read_lesson(each, atlas)[0] for each in atlas.lessons):
        if lesson.questions:
            parts = parts_of(lesson, atlas, maps_of(lesson, atlas))
            yield from sheets(lesson, parts, atlas, order, paper)


def _rendered(
    lesson: LessonPage,
    content: Mapping[str, Any],
    atlas: Atlas,
    brought: str,
    *,
    for_teacher: bool,
) -> str:
    context = {
        **_common(atlas),
        **content,
        "lesson": lesson,
        "for_teacher": for_teacher,
        "file": f"lessons/{lesson.id}{FOR_TEACHERS if for_teacher else ''}.html",
        "other": f"{lesson.id}{'' if for_teacher else FOR_TEACHERS}.html",
        "symbols": Markup(symbols_of(atlas)),
        "said": _said(atlas),
        "script": Markup(assets.built("lesson.js")),
        "brings_map": bool(brought),
    }
    html = render("lesson.html.j2", context, allow=FRAMES, brings=brought)
    return html.replace(BROUGHT, script_safe(brought), 1)


def _common(atlas: Atlas) -> dict[str, Any]:
    return {
        "language": atlas.language,
        "direction": direction(atlas.language),
        "share": share(atlas),
        "atlas_title": atlas.manifest.atlas.title,
        "css": Markup(assets.built("lesson.css") + own_css(atlas)),
        "words": assets.words()["en"],
    }


def _said(atlas: Atlas) -> Markup:
    """What the script says, for it to read."""
    words = assets.words()
    own = words.get(atlas.language, words["en"])
    return script_safe(
        {
            key.removeprefix("lesson."): word
            for key, word in own.items()
            if key.startswith("lesson.")
        }
    )
