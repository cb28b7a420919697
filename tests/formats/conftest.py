"""What the tests of this folder begin with."""

import json
from types import SimpleNamespace

import pytest

from mapper.formats.read import read_file
from mapper.formats.tidy.tidy import tidy


@pytest.fixture
def saved(tmp_path):
    """Saves content (bytes, text, or a value as JSON) and gives the file's path."""

    def save(content, name="wells.geojson"):
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return save


@pytest.fixture
def tidied(saved):
    """What becomes of content as a layer "wells" titled "Wells"."""

    def run(content, **options):
        found = tidy(read_file(saved(content)), "wells", "Wells", **options)
        features = tuple(map(json.loads, found.lines))
        return SimpleNamespace(features=features, notes=found.notes, problems=found.problems)

    return run
