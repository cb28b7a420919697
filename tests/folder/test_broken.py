"""Broken input: `tests/atlases/broken/<case>/` holds what replaces files of the tiny atlas, and the
words expected. `UPDATE=1 pytest tests/folder/test_broken.py` writes them anew; read the difference.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapper import MapperError, build
from mapper.cli import app
from places import ATLASES

CASES = sorted(path for path in (ATLASES / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_problem_is_said_at_once(case: Path, harbour: Path) -> None:
    """The problems are those of `expected.txt`: file, place, what, how to mend it."""
    shutil.copytree(
        case, harbour, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt")
    )
    golden = case / "expected.txt"

    with pytest.raises(MapperError) as caught:
        build(harbour)

    said = "".join(f"{problem}\n" for problem in caught.value.problems)
    if os.environ.get("UPDATE") and not os.environ.get("CI"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
    assert not (harbour / "site").exists()


def test_the_command_says_it_without_a_traceback(harbour: Path) -> None:
    """`mapper build` of a broken folder: exit code 1, the problems, nothing written."""
    (harbour / "geo" / "roads.geojson").unlink()

    result = CliRunner().invoke(app, ["build", str(harbour)])

    assert result.exit_code == 1
    assert isinstance(result.exception, MapperError)
    assert "geo/roads.geojson: is not there." in str(result.exception)
    assert not (harbour / "site").exists()


def test_warnings_stop_a_strict_build_only(harbour: Path) -> None:
    """A source that nothing cites is a warning: it stops a build only with `strict`."""
    with (harbour / "data" / "sources.bib").open("a", encoding="utf-8") as file:
        file.write("@misc{idle, title={Idle}, year={1741}, read={full}, readdate={2026-11-23}}\n")

    assert [problem.severity for problem in build(harbour).warnings] == ["warning"]
    with pytest.raises(MapperError, match="idle: is cited nowhere"):
        build(harbour, strict=True)
