"""Lessons as pages of their own, for pupils and for the teacher, and the page that lists them.

A lesson has a still of every state that it names; a script lays the map in that state over one of
them, in a frame. So the still is what is printed, and what is seen without script or where frames
are refused. The lesson brings the page of the map, so that it is whole where it is given out alone.
Questions are checked by the script; without it, their answers can be opened.
Words of the glossary lead to a list at the end; the script says in place what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from markupsafe import Markup

from mapper import assets
from mapper.looks import online
from mapper.model import Atlas, parse_date
from mapper.page.page import direction, render, script_safe
from mapper.page.share import share
from mapper.picture import View, draw_blank, draw_views, handout, showing
from mapper.record import (
    LessonFigure,
    LessonPage,
    MapState,
    Question,
    explained,
    opening_day,
    read_lesson,
    state_on,
)

FOR_TEACHERS = "-teacher"
"""What stands behind the id of a lesson in the name of its teacher's version."""

FRAMES = "; frame-src 'self' blob:"

BROUGHT = '"the map goes here"'
"""Stands in the template where the page of the map comes: after minifying, which it had."""

BRINGS_MOST = 2_000_000
"""A page with more bytes, or one that asks for files, is framed from its own place."""


def lesson_pages(atlas: Atlas, map_: str) -> Iterator[tuple[str, str]]:
    """Name and HTML of every page below `lessons/`; `map_` is the HTML of `../index.html`."""
    asks = bool(online(atlas)) or any(layer.entry.tiles for layer in atlas.layers)
    brought = "" if asks or len(map_.encode()) > BRINGS_MOST else map_
    found = [read_lesson(lesson, atlas)[0] for lesson in atlas.lessons]
    for lesson in found:
        marked, terms = explained(lesson, atlas)
        content = {"parts": list(_stepped(_parts(marked, atlas))), "terms": terms}
        yield f"{lesson.id}.html", _rendered(lesson, content, atlas, brought, for_teacher=False)
        if lesson.has_more_for_teachers:
            name = f"{lesson.id}{FOR_TEACHERS}.html"
            yield name, _rendered(lesson, content, atlas, brought, for_teacher=True)
    if found:
        context = _common(atlas) | {"lessons": found, "for_teachers": FOR_TEACHERS}
        yield "index.html", render("lessons.html.j2", context)


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
        "symbols": Markup(assets.symbols()),
        "said": _said(atlas),
        "script": Markup(assets.built("lesson.js")),
        "brings_map": bool(brought),
    }
    html = render("lesson.html.j2", context, FRAMES, brings=brought)
    return html.replace(BROUGHT, script_safe(brought), 1)


def _common(atlas: Atlas) -> dict[str, Any]:
    return {
        "language": atlas.language,
        "direction": direction(atlas.language),
        "share": share(atlas),
        "atlas_title": atlas.manifest.atlas.title,
        "css": Markup(assets.built("lesson.css")),
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


def _parts(lesson: LessonPage, atlas: Atlas) -> Iterator[dict[str, Any]]:
    maps = _maps(atlas, [state for block in lesson.blocks if (state := _state(block))])
    number = 0
    for block in lesson.blocks:
        kind = type(block).__name__.lower()
        if isinstance(block, MapState):
            yield {"kind": "step" if block.is_step else kind, **next(maps)}
        elif isinstance(block, LessonFigure):
            yield {"kind": kind, **next(maps), "caption": block.caption}
        elif isinstance(block, Question):
            number += 1
            places = [(spot.lon, spot.lat) for spot in block.spots]
            title = f"The map for question {number}: spots 1 to {len(places)}"
            svg = draw_blank(atlas, places, title, f"blank-{number}") if places else ""
            yield {"kind": kind, "it": block, "number": number, "key": _key(block), "svg": svg}
        else:
            yield {"kind": kind, "it": block}


def _state(block: object) -> MapState | None:
    """The state of the map that a block shows a still of, if it shows one."""
    if isinstance(block, LessonFigure):
        return block.state
    return block if isinstance(block, MapState) else None


def _stepped(parts: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Steps that follow one another as one part, each with its text, to the next heading."""
    steps: list[dict[str, Any]] = []
    for part in parts:
        if steps and part["kind"] == "prose" and not part["it"].has_heading:
            steps[-1]["texts"].append(part["it"])
            continue
        if steps and part["kind"] != "step":
            yield {"kind": "steps", "steps": steps}
            steps = []
        if part["kind"] == "step":
            steps.append({"map": part, "texts": []})
        else:
            yield part
    if steps:
        yield {"kind": "steps", "steps": steps}


def _key(question: Question) -> str:
    """The right options by their places, as the script reads them."""
    places = [question.options.index(each) for each in question.answer if question.options]
    return orjson.dumps(places).decode()


def _maps(atlas: Atlas, states: Sequence[MapState]) -> Iterator[dict[str, Any]]:
    days = [_day(state, atlas) for state in states]
    views = [_view(state, day, atlas) for state, day in zip(states, days, strict=True)]
    for state, day, view, still in zip(states, days, views, draw_views(atlas, views), strict=True):
        around = showing(atlas, view.shown)
        yield {
            "hash": state.hash,
            "caption": state.caption,
            "svg": still.svg,
            "handout": handout(around, still, view.state, day, assets.words()["en"]),
        }


def _day(state: MapState, atlas: Atlas) -> int:
    start = parse_date(state.block.date).days[0] if state.block and state.block.date else None
    return opening_day(atlas) if start is None else start


def _view(state: MapState, day: int, atlas: Atlas) -> View:
    on_day, block = state_on(atlas, day), state.block
    if block is None:
        return View(on_day, state.caption)
    return View(on_day, state.caption, block.layers, block.view, block.feature)
