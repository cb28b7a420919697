"""What the tests of this folder begin with."""

import json

import pytest

from adding import MANIFEST, MILL
from mapper import assets
from mapper.formats.tidy.defaults import collection


@pytest.fixture
def looks(monkeypatch):
    """The looks these tests need, whether the style sheet has been built or not."""
    rules = "".join(f".look-{look} {{}}" for look in ("point", "line", "area", "town"))
    monkeypatch.setattr(assets, "sheet", lambda: rules)
    assets.looks.cache_clear()
    yield
    assets.looks.cache_clear()


@pytest.fixture
def project(tmp_path, looks):
    """A minimal atlas with one layer of one mill."""
    root = tmp_path / "atlas"
    (root / "geo").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "atlas.toml").write_bytes(MANIFEST.encode())
    (root / "geo" / "mills.geojson").write_bytes(collection([MILL]))
    return root


@pytest.fixture
def source(tmp_path):
    """Saves features as a file outside the project and gives its path."""

    def save(*features, name="old_wells-north.geojson"):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return save
