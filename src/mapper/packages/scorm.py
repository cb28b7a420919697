"""A lesson as a SCORM package: the files of its site, and the manifest that platforms read.

The page itself tells the platform what was answered (`web/src/lesson/platform.ts`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapper.packages.filled import filled
from mapper.record import LessonPage

MANIFEST = "imsmanifest.xml"

NO_NAME = re.compile(r"[^A-Za-z0-9._-]")
"""What may not stand in an identifier of XML."""


def scorm12(lesson: LessonPage, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package of SCORM 1.2 by their names: one lesson, launched by its page."""
    return _with_manifest("scorm12.xml.j2", lesson, files)


def scorm2004(lesson: LessonPage, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same of SCORM 2004, 4th edition."""
    return _with_manifest("scorm2004.xml.j2", lesson, files)


def _with_manifest(
    template: str, lesson: LessonPage, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    manifest = filled(
        template,
        id=f"lesson-{NO_NAME.sub('-', lesson.id)}",
        title=lesson.title,
        launch=f"lessons/{lesson.id}.html",
        files=sorted(files),
    )
    return {**files, MANIFEST: manifest}
