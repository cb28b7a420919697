"""A lesson's blocks → the parts that its templates lay out, on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from mapper import assets
from mapper.model import Atlas, parse_date
from mapper.picture import View, draw_blank, draw_views, handout, showing
from mapper.record import LessonFigure, LessonPage, MapState, Question, opening_day, state_on


def maps_of(lesson: LessonPage, atlas: Atlas) -> Iterator[Mapping[str, Any]]:
    """The still of each state that the lesson names, with its key."""
    states = [state for block in lesson.blocks if (state := _state(block))]
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


def parts_of(
    lesson: LessonPage, atlas: Atlas, maps: Iterable[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """The blocks of a lesson in their order, as its templates read them, with its `maps`."""
    return _stepped(_parts(lesson, atlas, iter(maps)))


def _parts(
    lesson: LessonPage, atlas: Atlas, maps: Iterator[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
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
