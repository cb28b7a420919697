"""A lesson as a page of its own, with the map framed in it at every state it names.

Under each frame lies a still of that state: that is printed, and seen without frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from mapper import assets
from mapper.model import Atlas, Lesson, parse_date
from mapper.page.page import direction, render
from mapper.picture import View, draw_views, handout, showing
from mapper.record import MapState, narrative, opening_day, state_on


def lesson_page(lesson: Lesson, atlas: Atlas) -> str:
    """The lesson's HTML. It frames `../index.html`, so it needs that file beside it."""
    found, _ = narrative(lesson, atlas)
    maps = _maps(atlas, [block for block in found.blocks if isinstance(block, MapState)])
    blocks = [
        next(maps) if isinstance(block, MapState) else {"kind": "prose", "html": block.html}
        for block in found.blocks
    ]
    context = {
        "language": atlas.language,
        "direction": direction(atlas.language),
        "title": found.title,
        "blocks": blocks,
        "atlas_title": atlas.manifest.atlas.title,
        "css": Markup(assets.sheet()),
        "symbols": Markup(assets.symbols()),
        "words": assets.words()["en"],
    }
    return render("lesson.html.j2", context, "; frame-src 'self'")


def _maps(atlas: Atlas, states: Sequence[MapState]) -> Iterator[dict[str, Any]]:
    days = [_day(state, atlas) for state in states]
    views = [_view(state, day, atlas) for state, day in zip(states, days, strict=True)]
    for state, day, view, still in zip(states, days, views, draw_views(atlas, views), strict=True):
        around = showing(atlas, view.shown)
        yield {
            "kind": "map",
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
