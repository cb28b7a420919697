"""A SCORM 1.2 package: its manifest, and what a platform hears (scorm-again)."""

from __future__ import annotations

import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from browsing import served
from mapper.edit.new import STARTER
from mapper.packages import Format, pack
from places import ROOT
from using import answer_by_keyboard, key_of

LESSON = "first-lesson"
JUDGE = ROOT / "src/mapper/web/node_modules/scorm-again/dist/scorm12.min.js"
XML = {"": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
SCO = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype"

HOST = """<!doctype html><title>A platform</title>
<script src="scorm12.min.js"></script>
<script>
window.API = new Scorm12API({ autocommit: false });
window.calls = [];
for (const name of ["Initialize", "GetValue", "SetValue", "Commit", "Finish"]) {
  const own = window.API[`LMS${name}`];
  window.API[`LMS${name}`] = (...words) => {
    const said = own.apply(window.API, words);
    window.calls.push([name, words, window.API.LMSGetLastError()]);
    return said;
  };
}
</script>
<iframe src="package/lessons/first-lesson.html" width="1000" height="700"></iframe>
"""
BARE = '<!doctype html><iframe src="{}/package/lessons/first-lesson.html" width="1000"></iframe>'


def archive(folder: Path, lesson: str) -> ZipFile:
    (data,) = pack(folder, lesson, [Format.SCORM12]).values()
    return ZipFile(BytesIO(data))


# The manifest


def test_the_manifest_launches_the_lesson_and_lists_every_file() -> None:
    packed = archive(ROOT, "geneva")
    manifest = ET.fromstring(packed.read("imsmanifest.xml"))  # noqa: S314 # our own

    assert manifest.findtext("metadata/schemaversion", namespaces=XML) == "1.2"
    (item,) = manifest.findall("organizations/organization/item", XML)
    (resource,) = manifest.findall("resources/resource", XML)
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get(SCO), resource.get("href")) == ("sco", "lessons/geneva.html")
    listed = [file.get("href") for file in resource.findall("file", XML)]
    assert sorted([*listed, "imsmanifest.xml"]) == packed.namelist()


def test_a_name_and_a_title_may_hold_what_they_like(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    lesson = folder / "data" / "lessons" / f"{LESSON}.md"
    title = 'A "title" with <b>signs</b> & a bell \x07 {{ 7*7 }}'
    text = lesson.read_text("utf-8").replace("# Who keeps watch?", f"# {title}")
    (lesson.parent / "Ä lesson & more.md").write_text(text, "utf-8")

    packed = archive(folder, "Ä lesson & more")
    manifest = ET.fromstring(packed.read("imsmanifest.xml"))  # noqa: S314 # our own

    assert manifest.get("identifier") == "lesson---lesson---more"
    said = manifest.findtext("organizations/organization/title", namespaces=XML)
    assert said == title.replace("\x07", "\ufffd")
    (resource,) = manifest.findall("resources/resource", XML)
    listed = {unquote(file.get("href") or "") for file in resource.findall("file", XML)}
    assert listed == {*packed.namelist()} - {"imsmanifest.xml"}
    assert unquote(resource.get("href") or "") in listed


# What a platform hears


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A platform that has unpacked the lesson, and pages that are none."""
    root = tmp_path_factory.mktemp("platform")
    archive(STARTER, LESSON).extractall(root / "package")
    shutil.copy(JUDGE, root)
    (root / "host.html").write_text(HOST, "utf-8")
    (root / "bare.html").write_text(BARE.format(""), "utf-8")
    with served(root) as address:
        port = int(address.rpartition(":")[2])
        elsewhere = BARE.format(f"http://localhost:{port}")
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


@pytest.fixture
def lesson(page: Page, port: int) -> FrameLocator:
    """The lesson as the platform shows it."""
    page.goto(f"http://127.0.0.1:{port}/host.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".question").first.get_by_role("button")).to_be_visible()
    return frame


def heard(page: Page) -> Any:
    """What the platform knows; every call so far was one that it accepts."""
    calls = page.evaluate("calls")
    assert [call for call in calls if call[2] not in ("0", 0)] == []
    return page.evaluate("JSON.parse(JSON.stringify(API.cmi))")


def test_a_whole_lesson_arrives_with_score_answers_and_time(
    page: Page, lesson: FrameLocator
) -> None:
    assert heard(page)["core"]["lesson_status"] == "incomplete"
    sections = lesson.locator(".question").all()
    for section in sections:
        answer_by_keyboard(page, section)

    known = heard(page)
    assert known["core"]["lesson_status"] == "completed"
    score = known["core"]["score"]
    assert (score["raw"], score["min"], score["max"]) == ("100", "0", "100")
    told = list(known["interactions"].values())
    assert [each["id"] for each in told] == [f"question-{n}" for n in range(1, len(sections) + 1)]
    kinds = dict(zip((str(key_of(each)["kind"]) for each in sections), told, strict=True))
    assert {kind: each["type"] for kind, each in kinds.items()} == {
        **dict.fromkeys(("choice", "several", "which-source", "sure", "locate"), "choice"),
        **{"number": "numeric", "order": "sequencing", "match": "matching", "open": "fill-in"},
    }
    assert kinds["open"]["result"] == "neutral"
    assert {each["result"] for kind, each in kinds.items() if kind != "open"} == {"correct"}
    assert kinds["open"]["student_response"] == "In my own words."
    assert kinds["several"]["student_response"] == "b,c"
    assert kinds["number"]["student_response"] == "214"

    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.at(-1)[0] === 'Finish'")
    heard(page)
    (time,) = [call[1][1] for call in page.evaluate("calls") if "cmi.core.session_time" in call[1]]
    assert time.startswith("00:0")


def test_what_is_wrong_or_half_right_arrives_as_such(page: Page, lesson: FrameLocator) -> None:
    """And what was not answered in full is told to nobody."""
    choice = lesson.locator('.question[data-kind="choice"]')
    choice.get_by_role("button").click()
    assert heard(page)["interactions"] == {}
    choice.locator("input").nth(1 if key_of(choice)["answer"] == [0] else 0).check()
    choice.get_by_role("button").click()
    match = lesson.locator('.question[data-kind="match"]')
    first, second, third = key_of(match)["answer"]
    for select, chosen in zip(match.locator("select").all(), (first, third, second), strict=True):
        select.select_option(str(chosen))
    match.get_by_role("button").click()

    known = heard(page)
    assert [each["result"] for each in known["interactions"].values()] == ["wrong", "0.33"]
    assert 0 < float(known["core"]["score"]["raw"]) < 10
    assert known["core"]["lesson_status"] == "incomplete"


def test_the_page_says_who_is_told_and_no_link_ends_the_visit(
    page: Page, lesson: FrameLocator
) -> None:
    expect(lesson.locator(".lesson-kept")).to_contain_text("is told to the platform")
    with page.context.expect_page() as opened:
        lesson.get_by_role("link", name="The whole map").click()
    opened.value.close()
    expect(lesson.locator("h1")).to_have_text("Who keeps watch?")
    assert [call[0] for call in page.evaluate("calls")].count("Finish") == 0


@pytest.mark.parametrize("host", ["bare", "elsewhere"])
def test_where_there_is_no_platform_nothing_breaks(page: Page, port: int, host: str) -> None:
    """Within a page of its own origin, and of another, which may not be looked into."""
    page.goto(f"http://127.0.0.1:{port}/{host}.html")
    frame = page.frame_locator("iframe")
    section = frame.locator(".question").first
    answer_by_keyboard(page, section)

    expect(section.get_by_role("status")).to_have_text("Right.")
    expect(frame.locator(".lesson-kept")).to_contain_text("Nothing of this is kept or sent.")
