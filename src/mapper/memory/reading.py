"""A project folder → an atlas that takes steps."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from mapper.folder import manifest_text, read
from mapper.memory.atlas import Atlas, vars_of
from mapper.memory.parts import Keeping, Parts
from mapper.model import MANIFEST
from mapper.problems import MapperError, errors


def load(folder: str | os.PathLike[str]) -> Atlas:
    """Read a project folder.

    Raises:
        MapperError: with every problem that keeps the folder from being read.
    """
    reader = Keeping(Path(folder))
    found, problems = read(reader)
    if errors(problems):
        raise MapperError(problems)
    text = reader.kept.pop(MANIFEST)
    parts = Parts(tomllib.loads(manifest_text(text)), reader.kept, text=text)
    return Atlas(**vars_of(found), parts=parts, said=tuple(problems))
