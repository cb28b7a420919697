"""Drafts that a killed command left, and files of which nothing is left to draw."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import mapper
from adding import MANIFEST, MILL
from mapper.drafts import held
from mapper.edit.add import add
from mapper.edit.transaction import rewrite
from mapper.problems import MapperError

KILLED = """
import os, signal, sys
from pathlib import Path
Path.replace = lambda *given: os.kill(os.getpid(), signal.SIGKILL)
from mapper.edit.transaction import rewrite
root = Path(sys.argv[1])
old = (root / "data" / "atlas.toml").read_bytes()
rewrite(root, "data/atlas.toml", old, b"never seen")
"""

WELL = MILL | {"id": "well", "properties": {"name": "Well"}}


def test_what_a_killed_command_left_is_swept_by_the_next(project, source):
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(project)],
        env=os.environ | {"PYTHONPATH": str(Path(mapper.__file__).parents[1])},
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list((project / "data").iterdir())) == 2

    add(project, source(WELL), id="wells")

    assert [path.name for path in (project / "data").iterdir()] == ["atlas.toml"]
    assert '[[layer]]\nid = "wells"' in (project / "data" / "atlas.toml").read_text()


def test_what_a_running_command_writes_is_not_swept_nor_what_is_no_draft(project):
    data = project / "data"
    mine = [data / name for name in (".notes.draft", "atlas.toml-abcdefgh.draft", "story.draft")]
    running, left = data / ".atlas.toml-abcdefgh.draft", data / ".atlas.toml-hgfedcba.draft"
    for path in (*mine, running, left):
        path.write_bytes(b"draft")

    with held(running) as is_own:
        assert is_own
        rewrite(project, "data/atlas.toml", MANIFEST.encode(), b"new")

    assert not left.exists()
    assert all(path.exists() for path in (*mine, running))


@pytest.mark.parametrize(
    "geometry",
    [None, {"type": "Point", "coordinates": []}, {"type": "MultiPoint", "coordinates": []}],
    ids=["null", "empty point", "empty points"],
)
def test_where_nothing_has_a_position_it_is_said_that_nothing_was_added(geometry, project, source):
    nowhere = [WELL | {"id": f"well-{number}", "geometry": geometry} for number in range(3)]

    with pytest.raises(MapperError) as caught:
        add(project, source(*nowhere), id="wells")

    problems = caught.value.problems
    assert [each.severity for each in problems if "nothing to draw" in each.what] == ["error"]
    assert not (project / "geo" / "wells.geojson").exists()
    assert (project / "data" / "atlas.toml").read_text() == MANIFEST
