"""What stands on the façade, given a folder where it takes an atlas, or the other way round."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from mapper import edit, folder, page
from mapper.memory import Atlas, load
from mapper.model import Atlas as AnyAtlas
from mapper.problems import MapperError, Problem

if TYPE_CHECKING:
    import folium

P = ParamSpec("P")
R = TypeVar("R")


def check(atlas: AnyAtlas | str | os.PathLike[str]) -> list[Problem]:
    """All that is wrong with an atlas, or with a project folder: what `mapper check` says.

    Raises:
        MapperError: it is neither; or with what keeps the folder from being read at all.
    """
    if isinstance(atlas, Atlas):
        return atlas.check()
    if isinstance(atlas, AnyAtlas):
        return folder.check(atlas)
    _refuse_strange("check", atlas)
    found, problems = folder.read(Path(atlas))
    return [*problems, *folder.check(found)]


def to_map(atlas: AnyAtlas | str | os.PathLike[str]) -> folium.Map:
    """An atlas, or that of a project folder, as a folium map.

    It shows in a notebook and takes further folium objects.

    Raises:
        MapperError: it is neither; or with what keeps the folder from being read.
    """
    if not isinstance(atlas, AnyAtlas):
        _refuse_strange("to_map", atlas)
        atlas = load(atlas)
    return page.to_map(atlas)


def _refuse_strange(name: str, given: object) -> None:
    if not isinstance(given, str | os.PathLike):
        what = f"is given {type(given).__name__}, neither an atlas nor a folder."
        mend = f"Write mapper.{name}(atlas), or the path of a project folder."
        raise MapperError([Problem(f"{name}()", "", what, mend)])


def _of_folders(function: Callable[P, R], mend: str) -> Callable[P, R]:
    """What changes or reads files takes the path of a folder, and says so of all else."""
    name = function.__name__

    @wraps(function)
    def taking(*args: P.args, **named: P.kwargs) -> R:
        given: Any = args[0] if args else named.get("folder", ".")
        if not isinstance(given, str | os.PathLike):
            kind = "an atlas" if isinstance(given, AnyAtlas) else type(given).__name__
            what = f"is given {kind}, not the path of a project folder."
            raise MapperError([Problem(f"{name}()", "", what, mend)])
        return function(*args, **named)

    return taking


build = _of_folders(
    page.build,
    'Write atlas.save("map.html") for one page; or atlas.write(folder) and mapper.build(folder).',
)
add = _of_folders(
    edit.add,
    "Write atlas.with_layer(frame, id=…) to add to an atlas; a file is added to a folder.",
)
