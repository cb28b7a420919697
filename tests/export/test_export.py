"""The record leaves in five formats, whole and the same each time."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import mapper
from mapper.export.write import FORMATS, export
from mapper.model.atlas import Atlas
from mapper.problems import MapperError
from places import ATLASES, ROOT

# Every format


@pytest.mark.parametrize("format", FORMATS)
def test_another_subject_leaves_as_well(format: str) -> None:
    harbour = mapper.load(ATLASES / "harbour")

    files = export(harbour, format)

    assert files == export(harbour, format)
    assert b"North Quay" in b"".join(files.values())


@pytest.mark.parametrize("format", FORMATS)
def test_an_atlas_without_a_record_leaves_as_well(format: str, harbour: Path) -> None:
    for path in (harbour / "data").glob("*.*[vb]"):  # the tables and the sources
        path.unlink()

    assert export(mapper.load(harbour), format)


def test_an_unknown_format_is_refused(atlas: Atlas) -> None:
    with pytest.raises(MapperError, match=r'no format "gpgk"\. Did you mean "gpkg"\?'):
        export(atlas, "gpgk")


def test_the_bytes_are_the_same_in_another_folder_time_zone_and_hash_seed(
    tmp_path: Path, exported: Mapping[str, Mapping[str, bytes]]
) -> None:
    code = (
        "import hashlib, json, sys, mapper\n"
        "from mapper.export import FORMATS, export\n"
        "atlas = mapper.load(sys.argv[1])\n"
        "print(json.dumps({format: {name: hashlib.sha256(data).hexdigest()\n"
        "    for name, data in export(atlas, format).items()} for format in FORMATS}))\n"
    )
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    env = os.environ | {"TZ": "America/Lima", "PYTHONHASHSEED": "77", "PYTHONPATH": path}
    command = [sys.executable, "-c", code, str(ROOT)]

    out = subprocess.run(command, env=env, cwd=tmp_path, check=True, capture_output=True).stdout

    assert json.loads(out) == {
        format: {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
        for format, files in exported.items()
    }
