"""What the façade takes: an atlas or a folder, and what it says of all else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import mapper
from mapper import MapperError
from memory.forts import forts, frame, said_by_the_command


def test_a_folder_is_checked_and_shown_as_its_atlas_is(tmp_path: Path) -> None:
    atlas = forts(look="squar")
    folder = tmp_path / "wrong"
    for name, data in atlas.parts.all_files().items():  # type: ignore[union-attr]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    said = said_by_the_command(folder)
    assert said
    assert mapper.check(folder) == mapper.check(str(folder)) == mapper.check(atlas) == said

    good = forts().write(tmp_path / "forts")
    assert type(mapper.to_map(good)) is type(mapper.to_map(forts()))


@pytest.mark.parametrize("given", [frame(), None, 5], ids=["a frame", "nothing", "a number"])
@pytest.mark.parametrize("name", ["check", "to_map"])
def test_what_is_neither_is_said(name: str, given: Any) -> None:
    with pytest.raises(MapperError, match="neither an atlas nor a folder"):
        getattr(mapper, name)(given)


def test_an_atlas_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    for do in (
        lambda: mapper.build(forts()),  # type: ignore[arg-type]
        lambda: mapper.build(folder=forts()),  # type: ignore[arg-type]
        lambda: mapper.add(forts(), tmp_path / "x.geojson"),  # type: ignore[arg-type]
    ):
        with pytest.raises(MapperError) as caught:
            do()
        assert "is given an atlas, not the path of a project folder. Write" in str(caught.value)
