"""A lesson as a SCORM 1.2 package: the files of its site, and the manifest that platforms read.

The page itself tells the platform what was answered (`web/src/lesson/platform.ts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapper import assets
from mapper.record import LessonPage

MANIFEST = "imsmanifest.xml"

NO_NAME = re.compile(r"[^A-Za-z0-9._-]")
"""What may not stand in an identifier of XML."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What may not stand in XML at all."""


def scorm(lesson: LessonPage, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the package by their names: one lesson, launched by its page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here: slow to import

    environment = Environment(
        loader=FileSystemLoader(assets.TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
    )
    manifest = environment.get_template(f"{MANIFEST}.j2").render(
        id=f"lesson-{NO_NAME.sub('-', lesson.id)}",
        title=ILLEGAL.sub("\ufffd", lesson.title),
        launch=f"lessons/{lesson.id}.html",
        files=sorted(files),
    )
    return {**files, MANIFEST: manifest.encode()}
