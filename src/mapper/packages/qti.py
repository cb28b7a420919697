"""The questions of a lesson as QTI, which many platforms read: 1.2 as Canvas has it, and 2.1.

What is put in order is matched with its place in 1.2, which knows no order; a place to find is a
list of places, without the map. An answer in one's own words is not scored: 2.1 shows the model
to who scores it, 1.2 as feedback.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from mapper.model import Atlas
from mapper.packages.bank import Form, Item, items
from mapper.packages.filled import filled, legal
from mapper.packages.zipped import zipped
from mapper.record import LessonPage

VOID = re.compile(r"<(br|hr)>")
"""What HTML does not close, and XML has to."""

CANVAS = {
    Form.ONE: "multiple_choice_question",
    Form.SEVERAL: "multiple_answers_question",
    Form.NUMBER: "numerical_question",
    Form.PAIRS: "matching_question",
    Form.ORDER: "matching_question",
    Form.WORDS: "essay_question",
}


@dataclass(frozen=True)
class Resource:
    """A file of a package, and the ids of those that it needs."""

    id: str
    type: str
    file: str
    needs: tuple[str, ...] = ()


def qti12(lesson: LessonPage, atlas: Atlas) -> bytes:
    """A zip of the manifest and one file with all questions."""
    asked = [(item, CANVAS[item.form]) for item in items(lesson.questions)]
    resource = Resource("questions", "imsqti_xmlv1p2", "questions/questions.xml")
    return zipped(
        {
            "imsmanifest.xml": _manifest("IMS Content", "1.1.3", [resource]),
            resource.file: filled("qti12.xml.j2", title=lesson.title, asked=asked),
        }
    )


def qti21(lesson: LessonPage, atlas: Atlas) -> bytes:
    """A zip of the manifest, a file for each question, and the test that they are."""
    asked = items(lesson.questions)
    singles = [
        Resource(f"question-{item.number}", "imsqti_item_xmlv2p1", f"question-{item.number}.xml")
        for item in asked
    ]
    ids = tuple(resource.id for resource in singles)
    test = Resource("lesson", "imsqti_test_xmlv2p1", "lesson.xml", ids)
    files = {
        resource.file: filled("qti21-item.xml.j2", item=item, id=resource.id, **_bodies(item))
        for item, resource in zip(asked, singles, strict=True)
    }
    return zipped(
        {
            "imsmanifest.xml": _manifest("QTIv2.1 Package", "1.0.0", [*singles, test]),
            test.file: filled("qti21-test.xml.j2", title=lesson.title, resources=singles),
            **files,
        }
    )


def _manifest(schema: str, version: str, resources: list[Resource]) -> bytes:
    return filled("qti-manifest.xml.j2", schema=schema, version=version, resources=resources)


def _bodies(item: Item) -> dict[str, Markup]:
    """The HTML of a question as part of the XML: it comes clean, with every element closed."""
    texts = {"ask": item.ask, "told": item.told, "model": item.model}
    return {name: _xhtml(html) for name, html in texts.items()}


def _xhtml(html: str) -> Markup:
    return Markup(VOID.sub(r"<\1/>", legal(html)).replace("&nbsp;", "&#160;"))
