"""Text is data: whatever stands in a file appears as it stands, and runs nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

import mapper
from places import ATLASES

HOSTILE = (
    "{{7*7}}",
    "{% print 7*7 %}",
    "${7*7}",
    "</script><img src=x onerror=window.ran=1>",
    "<svg onload=window.ran=1>",
    "`+alert(1)+`",
    "C:\\users\\x",
    "<!--<script>",
    "]]>",
    "javascript:window.ran=1",
    "&lt;b&gt; \u2028 '\"",
    "the policy goes here",
)


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The tiny atlas with a hostile string in every place that takes free text, built."""
    text = str(request.param)
    folder = tmp_path_factory.mktemp("hostile") / "atlas"
    shutil.copytree(ATLASES / "harbour", folder)
    quays = folder / "geo" / "quays.geojson"
    content = json.loads(quays.read_text("utf-8"))
    for key in ("name", "name_de", "kind", "precision", "position", text):
        content["features"][0]["properties"][key] = text
    content["features"][0]["properties"]["also"] = [text]
    quays.write_text(json.dumps(content), "utf-8")
    quoted = json.dumps(text, ensure_ascii=False)
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(
        manifest.read_text("utf-8")
        .replace('"The harbour of Sandwick in 1741"', quoted)
        .replace('"Quays"', quoted)
        .replace('"Everything"', quoted)
        .replace('"Built"', quoted)
        .replace('"Ships a year"', quoted),
        "utf-8",
    )
    cell = '"' + text.replace('"', '""') + '"'
    facts = folder / "data" / "facts.csv"
    facts.write_text(facts.read_text("utf-8").replace("By the harbour master.", cell), "utf-8")
    events = folder / "data" / "events.csv"
    events.write_text(events.read_text("utf-8").replace("A storm,", f"{cell},"), "utf-8")
    return text, mapper.build(folder).page


def test_it_appears_verbatim_and_runs_nothing(hostile: tuple[str, Path], page: Page) -> None:
    text, path = hostile
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))

    page.goto(f"{path.as_uri()}#f=north-quay")
    page.wait_for_selector("[data-ready]")

    def shown(selector: str) -> str:
        return page.locator(selector).first.evaluate("each => each.textContent").strip()

    folded = " ".join(text.split())
    assert page.evaluate("() => window.ran") is None
    assert said == []
    assert " ".join(page.title().split()) == folded
    assert " ".join(shown("#text h1").split()) == folded
    assert " ".join(shown("#record-north-quay .record-name").split()) == folded
    assert " ".join(shown(".popup .record-name").split()) == folded
    assert folded in " ".join(shown("#record-north-quay .facts").split())
    assert folded in " ".join(shown("#event-storm h3").split())
    assert folded in " ".join(shown("#layer-quays h2").split())
    assert folded in " ".join(shown("#atlas").split())
