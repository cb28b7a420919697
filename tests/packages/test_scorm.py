"""What a platform hears of a lesson in a SCORM package (scorm-again, in a browser)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from browsing import served
from mapper.edit.new import STARTER
from mapper.packages import Format, pack
from places import ROOT
from using import answer_by_keyboard, key_of

LESSON = "first-lesson"
JUDGES = ROOT / "src/mapper/web/node_modules/scorm-again/dist"

HOST = """<!doctype html><title>A platform</title>
<script src="{script}.min.js"></script>
<script>
const api = window.{api} = new {judge}({{ autocommit: false }});
if (sessionStorage.kept) api.loadFromJSON(JSON.parse(sessionStorage.kept));
window.calls = [];
for (const name of {calls}) {{
  const own = api[name];
  api[name] = (...words) => {{
    const said = own.apply(api, words);
    window.calls.push([name, words, String(api[`{error}`]())]);
    return said;
  }};
}}
</script>
<iframe src="{package}/lessons/first-lesson.html" width="1000" height="700"></iframe>
"""
BARE = '<!doctype html><iframe src="{}/lessons/first-lesson.html" width="1000" {}></iframe>'
BOTH = """<!doctype html><script src="scorm12.min.js"></script>
<script src="scorm2004.min.js"></script>
<script>
window.API = new Scorm12API({ autocommit: false });
window.API_1484_11 = new Scorm2004API({ autocommit: false });
</script>
"""
ACROSS = """<!doctype html><script src="scorm12.min.js"></script>
<script src="cross-frame-lms.min.js"></script>
<script>
window.API = new Scorm12API({ autocommit: false });
new CrossFrameLMS(window.API, "*");
</script>
"""
FIELDS = "fieldset :is(input, select, textarea)"
FILLED = "all => all.map(each => (/radio|checkbox/.test(each.type) ? each.checked : each.value))"


@dataclass(frozen=True)
class Heard:
    """How a version of SCORM says the same things."""

    format: Format
    calls: tuple[str, ...]
    error: str
    unset: tuple[str, ...]
    response: str
    wrong: str
    open: str
    joint: str
    time: str

    @property
    def host(self) -> str:
        old = self.format is Format.SCORM12
        return HOST.format(
            script="scorm12" if old else "scorm2004",
            judge="Scorm12API" if old else "Scorm2004API",
            api="API" if old else "API_1484_11",
            calls=json.dumps(self.calls),
            error=self.error,
            package=self.format,
        )

    def core(self, known: Any) -> Any:
        return known["core"] if self.format is Format.SCORM12 else known

    def state(self, known: Any) -> Any:
        old = self.format is Format.SCORM12
        return self.core(known)["lesson_status" if old else "completion_status"]


VERSIONS = {
    Format.SCORM12: Heard(
        Format.SCORM12,
        ("LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"),
        "LMSGetLastError",
        ("0",),
        "student_response",
        "wrong",
        "fill-in",
        ",",
        "00:0",
    ),
    Format.SCORM2004: Heard(
        Format.SCORM2004,
        ("Initialize", "GetValue", "SetValue", "Commit", "Terminate"),
        "GetLastError",
        ("0", "403"),  # a value that is asked for before it was ever set
        "learner_response",
        "incorrect",
        "long-fill-in",
        "[,]",
        "PT",
    ),
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A platform that has unpacked the lesson, and pages that are none."""
    root = tmp_path_factory.mktemp("platform")
    for format, version in VERSIONS.items():
        (data,) = pack(STARTER, LESSON, [format]).values()
        ZipFile(BytesIO(data)).extractall(root / format)
        (root / f"{format}.html").write_text(version.host, "utf-8")
    for judge in ("scorm12", "scorm2004", "cross-frame-lms"):
        shutil.copy(JUDGES / f"{judge}.min.js", root)
    package = str(Format.SCORM12)
    sandboxed = BARE.format(package, 'sandbox="allow-scripts"')
    (root / "bare.html").write_text(BARE.format(package, ""), "utf-8")
    (root / "sandboxed.html").write_text(sandboxed, "utf-8")
    (root / "both.html").write_text(BOTH + BARE.format(package, ""), "utf-8")
    (root / "across.html").write_text(ACROSS + sandboxed, "utf-8")
    with served(root) as address:
        port = int(address.rpartition(":")[2])
        elsewhere = BARE.format(f"http://localhost:{port}/{package}", "")
        (root / "elsewhere.html").write_text(elsewhere, "utf-8")
        yield port


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture(params=VERSIONS.values(), ids=VERSIONS)
def version(request: pytest.FixtureRequest) -> Heard:
    found: Heard = request.param
    return found


@pytest.fixture
def lesson(page: Page, port: int, version: Heard) -> FrameLocator:
    """The lesson as the platform shows it."""
    page.goto(f"http://127.0.0.1:{port}/{version.format}.html")
    return shown(page)


def shown(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    expect(frame.locator(".question").first.get_by_role("button")).to_be_visible()
    return frame


def heard(page: Page, version: Heard) -> Any:
    """What the platform knows; every call so far was one that it accepts."""
    calls = page.evaluate("calls")
    assert [call for call in calls if call[2] not in version.unset] == []
    assert [call for call in calls if call[2] != "0" and "Get" not in call[0]] == []
    return page.evaluate("JSON.parse(JSON.stringify(api.cmi))")


def told(known: Any) -> list[Any]:
    return listed(known["interactions"])


def listed(numbered: dict[str, Any]) -> list[Any]:
    """What the platform keeps by number."""
    return list(numbered.values())


def leave(page: Page, version: Heard) -> None:
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("end => calls.at(-1)[0] === end", arg=version.calls[-1])


def test_a_whole_lesson_arrives_with_score_answers_and_time(
    page: Page, lesson: FrameLocator, version: Heard
) -> None:
    assert version.state(heard(page, version)) == "incomplete"
    sections = lesson.locator(".question").all()
    for section in sections:
        answer_by_keyboard(page, section)

    known = heard(page, version)
    assert version.state(known) == "completed"
    score = version.core(known)["score"]
    assert (score["raw"], score["min"], score["max"]) == ("100", "0", "100")
    answers = told(known)
    assert [each["id"] for each in answers] == [
        f"question-{n}" for n in range(1, len(sections) + 1)
    ]
    kinds = dict(zip((str(key_of(each)["kind"]) for each in sections), answers, strict=True))
    assert {kind: each["type"] for kind, each in kinds.items()} == {
        **dict.fromkeys(("choice", "several", "which-source", "sure", "locate"), "choice"),
        **{"number": "numeric", "order": "sequencing", "match": "matching", "open": version.open},
    }
    assert kinds["open"]["result"] == "neutral"
    assert {each["result"] for kind, each in kinds.items() if kind != "open"} == {"correct"}
    assert kinds["open"][version.response] == "In my own words."
    assert kinds["several"][version.response] == f"b{version.joint}c"
    assert kinds["number"][version.response] == "214"

    leave(page, version)
    heard(page, version)
    said = dict(call[1] for call in page.evaluate("calls") if len(call[1]) == 2)
    (time,) = [value for name, value in said.items() if name.endswith("session_time")]
    assert time.startswith(version.time)


@pytest.mark.parametrize("version", [VERSIONS[Format.SCORM2004]], ids=["scorm2004"])
def test_scorm_2004_hears_too_what_was_asked_and_what_is_right(
    page: Page, lesson: FrameLocator, version: Heard
) -> None:
    sections = lesson.locator(".question").all()
    for section in sections:
        answer_by_keyboard(page, section)

    known = heard(page, version)
    assert float(known["score"]["scaled"]) == 1
    assert known["success_status"] == "unknown"
    for section, each in zip(sections, told(known), strict=True):
        asked = " ".join((section.locator("legend").text_content() or "").split())
        assert " ".join(each["description"].split()) == asked[:250]
        right = [one["pattern"] for one in listed(each["correct_responses"])]
        match each["type"]:
            case "long-fill-in":
                assert right == []
            case "numeric":
                assert right == ["214[:]240"]
            case _:
                assert each["learner_response"] in right


def test_what_is_wrong_or_half_right_arrives_as_such(
    page: Page, lesson: FrameLocator, version: Heard
) -> None:
    """And what was not answered in full is told to nobody."""
    choice = lesson.locator('.question[data-kind="choice"]')
    choice.get_by_role("button").click()
    assert told(heard(page, version)) == []
    choice.locator("input").nth(1 if key_of(choice)["answer"] == [0] else 0).check()
    choice.get_by_role("button").click()
    match = lesson.locator('.question[data-kind="match"]')
    first, second, third = key_of(match)["answer"]
    for select, chosen in zip(match.locator("select").all(), (first, third, second), strict=True):
        select.select_option(str(chosen))
    match.get_by_role("button").click()

    known = heard(page, version)
    assert [each["result"] for each in told(known)] == [version.wrong, "0.33"]
    assert 0 < float(version.core(known)["score"]["raw"]) < 10
    assert version.state(known) == "incomplete"


def test_a_second_visit_begins_where_the_first_one_ended(
    page: Page, lesson: FrameLocator, version: Heard
) -> None:
    """With every answer in its place and judged, and nobody told of them again."""
    sections = lesson.locator(".question").all()
    for section in sections[:-1]:
        answer_by_keyboard(page, section)
    before = lesson.locator(".lesson-score output").text_content() or ""
    filled = lesson.locator(FIELDS).evaluate_all(FILLED)
    leave(page, version)
    page.evaluate("sessionStorage.kept = JSON.stringify(api.cmi)")

    page.reload()
    lesson = shown(page)

    again = lesson.locator(FIELDS).evaluate_all(FILLED)
    assert again == filled
    expect(lesson.locator(".lesson-score output")).to_have_text(before)
    verdicts = [each.get_attribute("data-verdict") for each in lesson.locator(".question").all()]
    assert verdicts[-1] is None
    assert set(verdicts[:-1]) == {"right"}
    known = heard(page, version)
    assert len(told(known)) == len(sections) - 1
    answer_by_keyboard(page, lesson.locator(".question").last)
    assert version.state(heard(page, version)) == "completed"


def test_the_page_says_who_is_told_and_no_link_ends_the_visit(
    page: Page, lesson: FrameLocator, version: Heard
) -> None:
    expect(lesson.locator(".lesson-kept")).to_contain_text("is told to the platform")
    with page.context.expect_page() as opened:
        lesson.get_by_role("link", name="The whole map").click()
    opened.value.close()
    expect(lesson.locator("h1")).to_have_text("Who keeps watch?")
    assert [call[0] for call in page.evaluate("calls")].count(version.calls[-1]) == 0


def test_of_two_platforms_the_younger_one_is_told(page: Page, port: int) -> None:
    page.goto(f"http://127.0.0.1:{port}/both.html")
    shown(page)

    assert page.evaluate("API_1484_11.isInitialized()")
    assert not page.evaluate("API.isInitialized()")


@pytest.mark.parametrize("host", ["bare", "elsewhere", "sandboxed", "across"])
def test_where_there_is_no_platform_nothing_breaks(page: Page, port: int, host: str) -> None:
    """Within a page of its own origin, and of another, which may not be looked into.

    A platform across a sandbox would want a script of its own in the page: it hears nothing.
    """
    page.goto(f"http://127.0.0.1:{port}/{host}.html")
    frame = page.frame_locator("iframe")
    section = frame.locator(".question").first
    answer_by_keyboard(page, section)

    expect(section.get_by_role("status")).to_have_text("Right.")
    expect(frame.locator(".lesson-kept")).to_contain_text("Nothing of this is kept or sent.")


def test_a_package_is_the_same_twice(tmp_path: Path) -> None:
    formats = list(VERSIONS)

    assert pack(STARTER, LESSON, formats) == pack(STARTER, LESSON, formats)
