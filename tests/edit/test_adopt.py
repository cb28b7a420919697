"""A dropped file adopted: written whole or not at all, nothing overwritten, text kept as text."""

import json
import os
import shutil
import tomllib

import pytest
from typer.testing import CliRunner

from dropped import LAMPS, LAMPS_ENTRY, contents, point, said
from mapper import MapperError, load
from mapper.cli import app
from mapper.edit.adopt import adopt


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "shutil.copymode", "os.link"])
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the child only dies
def test_a_kill_while_a_file_is_written_anew_loses_nothing(harbour, drop, step, after):
    path = drop("x.geojson", point("A well"))
    before = path.read_bytes()
    child = os.fork()
    if child == 0:  # dies at the step as if by SIGKILL: no handler, no finally
        module, _, name = step.rpartition(".")
        owners = {"os": os, "shutil": shutil, "pathlib.Path": type(path).__mro__[1]}
        real = getattr(owners[module], name)

        def die(*args, **options):
            if after:
                real(*args, **options)
            os._exit(9)

        setattr(owners[module], name, die)
        adopt(harbour)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9

    files = contents(harbour)
    assert before in (files["geo/x.geojson"], files.get("geo/x.geojson.orig"))
    assert tomllib.loads(files["data/atlas.toml"].decode())
    adopt(harbour)
    assert [layer.id for layer in load(harbour).layers] == ["quays", "roads", "x"]
    assert said(harbour) == []
    assert (harbour / "geo" / "x.geojson.orig").read_bytes() == before


@pytest.mark.parametrize(
    ("step", "good"),
    [
        ("os.fsync", 0),
        ("os.fsync", 1),
        ("os.fsync", 2),
        ("shutil.copymode", 0),
        ("pathlib.Path.replace", 0),
        ("pathlib.Path.replace", 1),
    ],
)
def test_a_full_disk_leaves_everything_as_it_was(harbour, drop, monkeypatch, step, good):
    """However often that step went well before."""
    path = drop("x.geojson", point("A well"))
    before = contents(harbour)
    module, _, name = step.rpartition(".")
    owner = {"os": os, "shutil": shutil, "pathlib.Path": type(path).__mro__[1]}[module]
    real, calls = getattr(owner, name), []

    def full(*args, **options):
        calls.append(args)
        if len(calls) == good + 1:
            raise OSError(28, "No space left on device")
        return real(*args, **options)

    monkeypatch.setattr(step, full)
    with pytest.raises(MapperError, match="No space left"):
        adopt(harbour)
    assert contents(harbour) == before


def test_nothing_put_aside_is_overwritten(harbour, drop):
    drop("x.geojson", point("A well"))
    drop("x.geojson.orig", content=b"mine")
    before = contents(harbour)

    with pytest.raises(
        MapperError, match=r"x\.geojson\.orig: is there already\. Move that file away"
    ):
        adopt(harbour)
    assert contents(harbour) == before


HOSTILE = ["{{7*7}}", "${7*7}", "</script>", "`", '"""', "]\n[evil]", "\x7f"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(harbour, drop, text):
    content = {"type": "FeatureCollection", "name": text, "features": [point(text, **{text: text})]}
    drop("x.geojson", content=json.dumps(content).encode())
    title = load(harbour).layers[-1].entry.title
    adopt(harbour)

    assert title == " ".join(text.replace("\x7f", "").split()) or "x"
    assert load(harbour).layers[-1].entry.title == title


def run(*words):
    return CliRunner().invoke(app, [*map(str, words)])


def test_the_command_adopts_and_says_what_it_did(harbour, drop):
    drop("lamps.geojson", *LAMPS)
    drop("wells.geojson", point("A well"))

    dry = run("add", "--adopt", "--dry-run", "--folder", harbour)
    assert "geo/lamps.geojson would be entered in data/atlas.toml:" in dry.output
    assert dry.output.endswith("Nothing was written: leave out --dry-run to adopt.\n")
    result = run("add", "--adopt", "--folder", harbour)
    assert result.exit_code == 0
    assert LAMPS_ENTRY in result.output
    assert "  Made ids of names: a-well.\n" in result.output
    assert "written anew, and kept as it was: geo/wells.geojson.orig\n" in result.output
    assert "nothing to adopt" in run("add", "--adopt", "--folder", harbour).output


@pytest.mark.parametrize("words", [[], ["x.geojson", "--adopt"], ["--adopt", "--title", "X"]])
def test_the_command_takes_a_file_or_adopts(harbour, words):
    result = run("add", *words, "--folder", harbour)

    assert result.exit_code == 2
    assert "--adopt" in result.output


def test_check_counts_a_dropped_file(harbour, drop):
    drop("lamps.geojson", *LAMPS)

    assert "1 problem\n" in run("check", harbour).output
    assert run("check", harbour).exit_code == 0
    assert run("check", "--strict", harbour).exit_code == 1
