"""A lesson as it is read: front matter, cards, tasks, questions of each kind, and what is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import mapper
from mapper.folder.check import check
from mapper.model.atlas import Atlas, Lesson
from mapper.record.lesson import (
    Page,
    Question,
    SourceCard,
    Task,
    Teacher,
    count_lesson,
    lessons_are_sound,
    read_lesson,
)
from places import ROOT

FLAGSHIP = mapper.load(ROOT)

HEAD = """+++
question = "Who says so?"
minutes = 20
aims = ["Tell two sources apart."]
+++

# The dues
"""


def lesson(text: str, atlas: Atlas) -> Page:
    page, problems = read_lesson(Lesson("dues", "data/lessons/dues.md", text), atlas)
    assert [str(problem) for problem in problems] == []
    return page


def wrong(text: str, atlas: Atlas) -> list[str]:
    _, problems = read_lesson(Lesson("dues", "data/lessons/dues.md", text), atlas)
    return [str(problem) for problem in problems]


def block(name: str, text: str) -> str:
    return f"\n```{name}\n{text}\n```\n"


def asked(text: str, atlas: Atlas) -> Question:
    (question,) = lesson(HEAD + block("question", f'ask = "Who?"\n{text}'), atlas).questions
    return question


@pytest.fixture
def atlas(harbour: Path) -> Atlas:
    return mapper.load(harbour)


def test_the_front_matter_says_what_the_lesson_is_and_lines_still_count(atlas: Atlas) -> None:
    page = lesson(HEAD, atlas)
    assert page.title == "The dues"
    assert page.head
    assert (page.head.question, page.head.minutes) == ("Who says so?", 20)

    assert wrong(HEAD + "\nSo it was.[@nobody]\n", atlas) == [
        'data/lessons/dues.md: line 9: no source "nobody". Add it to data/sources.bib.'
    ]


def test_a_lesson_without_aims_or_with_an_unknown_key_is_told_so(atlas: Atlas) -> None:
    said = wrong(HEAD.replace('aims = ["Tell two sources apart."]', 'aim = "x"'), atlas)

    assert len(said) == 2
    assert any("aims" in each for each in said)
    assert any("aim" in each and "Did you mean" in each for each in said)


def test_a_card_keeps_who_and_when_apart_from_what_it_says(atlas: Atlas) -> None:
    text = 'work = "ledger1741"\nsays = "The dues were *doubled*."\nwho = "The harbour master"'
    (card,) = (each for each in lesson(HEAD + block("source", text), atlas).blocks)

    assert isinstance(card, SourceCard)
    assert "<em>doubled</em>" in card.says
    assert card.about == (("Who", "The harbour master"),)


def test_a_task_and_the_teachers_part_are_read(atlas: Atlas) -> None:
    text = 'title = "Count"\nminutes = 5\nfor = "pairs"\ntext = "Count the ships."'
    page = lesson(
        HEAD + block("task", text) + block("teacher", "**Ten minutes.** [@ledger1741]"), atlas
    )
    task, teacher = page.blocks

    assert isinstance(task, Task)
    assert (task.title, task.whom, task.minutes) == ("Count", "pairs", 5)
    assert isinstance(teacher, Teacher)
    assert "<strong>Ten minutes.</strong>" in teacher.html
    assert "../index.html#source-ledger1741" in teacher.html


# Questions


def test_one_and_several_of_the_options(atlas: Atlas) -> None:
    one = asked('kind = "choice"\noptions = ["a", "b"]\nanswer = "b"', atlas)
    many = asked('kind = "several"\noptions = ["a", "b", "c"]\nanswer = ["c", "a"]', atlas)

    assert (one.options, one.answer) == (("a", "b"), ("b",))
    assert set(many.answer) == {"a", "c"}


def test_a_number_is_one_or_a_range_or_what_the_record_claims(atlas: Atlas) -> None:
    one = asked('kind = "number"\nanswer = 7', atlas)
    span = asked('kind = "number"\nanswer = [7, 9]', atlas)
    ships = '{ subject = "north-quay", field = "ships" }'
    recorded = asked(f'kind = "number"\nanswer = {ships}\nunit = "ships"', atlas)

    assert (one.least, one.most) == (7, 7)
    assert (span.least, span.most) == (7, 9)
    assert (recorded.least, recorded.most, recorded.said) == (95, 120, "95 to 120 ships")


def test_an_order_is_that_of_the_dates_and_offered_in_another(atlas: Atlas) -> None:
    events = [e.id for e in FLAGSHIP.events if e.id.startswith("event-1988-05-1")][:3]
    days = [e.date.days[0] for e in FLAGSHIP.events if e.id in events and e.date]
    assert len(set(days)) == 3
    question = asked(f'kind = "order"\nevents = {events[::-1]}', FLAGSHIP)
    titles = {e.id: e.title["en"] for e in FLAGSHIP.events}

    in_time = [event for _, event in sorted(zip(days, events, strict=True))]
    assert question.answer == tuple(titles[id] for id in in_time)
    assert question.options != question.answer
    assert sorted(question.options) == sorted(question.answer)


def test_pairs_are_matched_and_sources_chosen_by_name(atlas: Atlas) -> None:
    pairs = asked('kind = "match"\npairs = [["x", "z"], ["y", "a"]]', atlas)
    source = asked(
        'kind = "which-source"\nsources = ["ledger1741", "letter1741"]\nanswer = "letter1741"',
        atlas,
    )

    assert (pairs.items, pairs.answer, pairs.options) == (("x", "y"), ("z", "a"), ("a", "z"))
    assert len(source.options) == 2
    assert source.answer[0] in source.options
    assert "1741" in source.said


def test_how_sure_it_is_stands_in_the_record(atlas: Atlas) -> None:
    question = asked(
        'kind = "sure"\nclaim = { subject = "north-quay", field = "abandoned" }', atlas
    )
    assert question.answer == ("high",)


def test_a_place_is_told_by_how_far_and_where_it_lies(atlas: Atlas) -> None:
    among = '"herat", "ghazni", "jalalabad"'
    text = f'kind = "locate"\ntargets = ["salang-tunnel"]\namong = [{among}]\nstart = "kabul"'
    question = asked(text, FLAGSHIP)

    assert [spot.lon for spot in question.spots] == sorted(spot.lon for spot in question.spots)
    assert len(question.options) == 4
    (right,) = question.answer
    assert right.endswith("km north of Kabul")
    assert 80 < float(right.split()[0]) < 95
    assert sum(spot.is_right for spot in question.spots) == 1


def test_a_place_too_near_to_the_right_one_is_no_choice() -> None:
    text = 'ask = "?"\nkind = "locate"\ntargets = ["hairatan-bridge"]\nstart = "kabul"\n'
    text += 'among = ["hairatan", "herat", "nowhere"]'
    said = wrong(HEAD + block("question", text), FLAGSHIP)

    assert any("nobody can tell them apart" in each for each in said)
    assert any('no feature "nowhere"' in each for each in said)


def test_an_open_question_has_a_model_answer(atlas: Atlas) -> None:
    question = asked('kind = "open"\nmodel = "Because.\\n\\n- one\\n- two"', atlas)
    assert "<li>two</li>" in question.model


def test_an_answer_of_the_record_has_to_be_among_the_options(atlas: Atlas) -> None:
    claim = 'answer = { subject = "north-quay", field = "abandoned" }'
    text = f'kind = "choice"\noptions = ["14–20 July 1741", "never"]\n{claim}'
    assert asked(text, atlas).answer == ("14–20 July 1741",)

    (said,) = wrong(
        HEAD + block("question", 'ask = "When?"\n' + text.replace("14–20 July 1741", "always")),
        atlas,
    )
    assert 'options: the record’s answer, "14–20 July 1741", is not among them' in said


WRONG = {
    'kind = "choice"\noptions = ["a", "b"]\nanswer = "c"': '"c" is not among the options',
    'kind = "choice"\noptions = ["a", "b"]': "answer: is missing",
    'kind = "several"\noptions = ["a", "b"]\nanswer = "a"': "has to be a list of options",
    'kind = "choice"\noptions = ["a", "a"]\nanswer = "a"': "has the same twice",
    'kind = "number"\nanswer = "many"': "has to be a number",
    'kind = "number"\nanswer = 7\noptions = ["a", "b"]': "means nothing in a question of kind",
    'kind = "order"\nevents = ["event-none", "event-x", "event-y"]': 'no event "event-none"',
    'kind = "match"\npairs = [["x", "z"]]': "too few to be matched",
    'kind = "which-source"\nsources = ["ledger1741", "letter1741"]\nanswer = "x"': "of the",
    'kind = "sure"\nclaim = { subject = "north-quay", field = "ships" }': "several claims",
    'kind = "sure"\nclaim = { subject = "south-quay", field = "abandoned" }': "says nothing of",
    'kind = "guess"': "kind",
    'kind = "open"\nmodel = "x"\nfeedback = "[@nobody]"': 'feedback: no source "nobody"',
}


@pytest.mark.parametrize("text", WRONG, ids=list(WRONG.values()))
def test_a_question_that_cannot_be_decided_is_told_with_its_line(text: str, atlas: Atlas) -> None:
    said = wrong(HEAD + block("question", f'ask = "Who?"\n{text}'), atlas)

    assert any(WRONG[text] in each for each in said), said
    assert all(each.startswith("data/lessons/dues.md: line 9") for each in said)


@pytest.mark.parametrize("source", ["javascript:alert(1)", "the board", ""])
def test_where_a_curriculum_was_read_is_a_web_address(source: str, atlas: Atlas) -> None:
    fit = f'[[curriculum]]\nboard = "b"\ncourse = "c"\ntopic = "t"\nsource = "{source}"\n+++\n\n#'
    (said,) = wrong(HEAD.replace("+++\n\n#", fit), atlas)
    assert said.startswith("data/lessons/dues.md: line 1, curriculum[0].source")
    assert "is empty" in said if source == "" else "is not a web address. Write https://" in said


@pytest.mark.parametrize("id", ["index", "blank-map", "dues-teacher", "dues-sheet", "dues-answers"])
def test_a_lesson_may_not_bear_the_name_of_another_page(atlas: Atlas, id: str) -> None:
    lessons = (Lesson("dues", "dues.md", "# Dues\n"), Lesson(id, f"{id}.md", "# Dues\n"))

    (problem,) = lessons_are_sound(replace(atlas, lessons=lessons))

    assert problem.file == f"{id}.md"
    assert id in problem.what


def test_what_a_lesson_lacks_is_told(atlas: Atlas) -> None:
    assert count_lesson(lesson("# Dues\n", atlas), atlas).lacks == (
        "a front matter",
        "questions",
        "source cards",
        "tasks",
        "a version in simpler words",
        "a teacher's part",
    )

    text = HEAD + block("question", 'ask = "?"\nkind = "open"\nmodel = "x"') * 2
    text += block("task", 'title = "t"\nminutes = 5\ntext = "x"') + block("teacher", "x")
    text += block("short", "x")
    held = count_lesson(lesson(text, atlas), atlas)
    assert (held.by_kind, held.tasks, held.lacks) == ({"open": 2}, 1, ("source cards",))


def test_events_that_may_have_been_at_the_same_time_are_no_order() -> None:
    events = [
        e.id for e in FLAGSHIP.events if e.id in ("event-1988-faizabad", "event-1988-lashkar-gah")
    ]
    events.append("event-1989-02-15-gromov")
    said = wrong(
        HEAD + block("question", f'ask = "?"\nkind = "order"\nevents = {events}'), FLAGSHIP
    )

    assert any("may have been at the same time" in each for each in said)


def test_all_that_is_wrong_is_said_at_once(atlas: Atlas) -> None:
    text = HEAD + block("question", 'ask = "?"\nkind = "choice"\nanswer = "x"')
    text += block("source", 'work = "ledger"\nsays = "x"') + block("task", "not toml")

    assert len(wrong(text, atlas)) == 3


def test_a_source_on_a_card_alone_is_cited(atlas: Atlas) -> None:
    """No warning that it is cited nowhere, nor for one that a question's feedback names."""
    used = {cite.key for fact in atlas.facts for cite in fact.cites}
    (key,) = {source.key for source in atlas.sources if source.key == "letter1741"} & used
    facts = tuple(f for f in atlas.facts if key not in {cite.key for cite in f.cites})
    bare = replace(atlas, facts=facts, story=None, events=())
    assert any(f"{key}: is cited nowhere" in str(p) for p in check(bare))

    card = HEAD + block("source", f'work = "{key}"\nsays = "No dues."')
    shown = replace(bare, lessons=(Lesson("dues", "data/lessons/dues.md", card),))
    assert not any(f"{key}: is cited nowhere" in str(p) for p in check(shown))


# This atlas's own


@pytest.mark.parametrize("id", ["geneva", "last-man", "make-a-layer", "two-roads"])
def test_a_lesson_has_what_a_teacher_needs(id: str) -> None:
    (text,) = [each for each in FLAGSHIP.lessons if each.id == id]
    page, problems = read_lesson(text, FLAGSHIP)

    assert problems == []
    assert page.head
    assert page.head.minutes in (45, 90)
    assert len(page.questions) >= 8
    assert len({question.kind for question in page.questions}) >= 6
    cards = [each for each in page.blocks if isinstance(each, SourceCard)]
    assert 4 <= len(cards) <= 6
    sides = {source.side for source in FLAGSHIP.sources if source.key in {c.key for c in cards}}
    assert len(sides) >= 3
    tasks = [each for each in page.blocks if isinstance(each, Task)]
    assert len(tasks) >= 2
    assert "groups" in {task.whom for task in tasks}
    assert any(isinstance(each, Teacher) for each in page.blocks)
    assert all(question.feedback for question in page.questions if question.kind != "open")
