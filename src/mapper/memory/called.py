"""What is wrong with a step, under the name of the step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from mapper.frames import CALL
from mapper.problems import MapperError, Problem


@contextmanager
def step(name: str) -> Iterator[None]:
    """What is wrong with a frame within is said of this step, and not of `explore`."""
    try:
        yield
    except MapperError as error:
        raise MapperError(_said(each, f"{name}()") for each in error.problems) from error


def _said(problem: Problem, name: str) -> Problem:
    file, mend = (text.replace(CALL, name) for text in (problem.file, problem.mend))
    return replace(problem, file=file, mend=mend)
