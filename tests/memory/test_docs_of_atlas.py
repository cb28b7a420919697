"""`docs/python.md` tells of atlases what is so: its code runs, and names what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mapper
from documents import section
from mapper import Atlas
from mapper.memory.rows import Events

PAGE = "docs/python.md"
SECTIONS = ("In time", "An atlas from Python", "Back to frames")


def test_the_code_runs_from_one_section_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for heading in SECTIONS:
        for code in re.findall(r"^```python\n(.*?)^```$", section(PAGE, heading), re.M | re.S):
            exec(code, names)  # noqa: S102
    assert (tmp_path / "forts.html").read_text("utf-8").startswith("<!doctype html>")
    assert isinstance(names["atlas"], Atlas)
    assert mapper.check(names["atlas"]) == []
    assert list(names["atlas"].layer("forts").to_gdf(on="1857-01-20").index) == ["south"]
    assert isinstance(names["atlas"].events, Events)


def test_every_step_is_told_of() -> None:
    text = section(PAGE, "An atlas from Python") + section(PAGE, "Back to frames")
    steps = [name for name in vars(Atlas) if name.startswith("with_")]
    assert len(steps) == 5
    for name in (*steps, "new", "check", "save", "write", "layer"):
        assert f"{name}(" in text, name


@pytest.mark.parametrize("step", [Atlas.new, Atlas.with_layer, Atlas.with_facts])
def test_what_a_step_takes_is_told(step: object) -> None:
    text = section(PAGE, "An atlas from Python")
    code = getattr(step, "__func__", step).__code__
    taken = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    untold = [each for each in taken if not re.search(rf"`[^`]*\b{each}\b[^`]*`", text)]
    assert untold == []
