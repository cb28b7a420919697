"""A lesson as a page of its own, with the map framed in it at every state it names."""

from __future__ import annotations

from markupsafe import Markup

from mapper import assets
from mapper.model import Atlas, Lesson
from mapper.page.page import render
from mapper.record import MapState, narrative


def lesson_page(lesson: Lesson, atlas: Atlas) -> str:
    """The lesson's HTML. It frames `../index.html`, so it needs that file beside it."""
    found, _ = narrative(lesson, atlas)
    blocks = [
        {"kind": "map", "hash": block.hash, "caption": block.caption}
        if isinstance(block, MapState)
        else {"kind": "prose", "html": block.html}
        for block in found.blocks
    ]
    context = {
        "language": atlas.language,
        "title": found.title,
        "blocks": blocks,
        "atlas_title": atlas.manifest.atlas.title,
        "css": Markup(assets.sheet()),
    }
    return render("lesson.html.j2", context, "; frame-src 'self'")
