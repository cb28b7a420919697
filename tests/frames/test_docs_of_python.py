"""`docs/python.md` names what there is: each parameter, and each part of a page."""

from __future__ import annotations

import inspect
import re

import pytest

from mapper.frames import Page, explore
from places import ROOT

TEXT = (ROOT / "docs" / "python.md").read_text("utf-8")

PARAMETERS = [name for name in inspect.signature(explore).parameters if name != "kwargs"]


@pytest.mark.parametrize("name", PARAMETERS[1:])
def test_every_parameter_is_told_of(name: str) -> None:
    assert f"`{name}`" in TEXT or f"`{name}=" in TEXT


def test_what_is_told_of_a_page_is_there() -> None:
    named = set(re.findall(r"page\.(\w+)", TEXT))
    assert named == {each for each in dir(Page) if not each.startswith("_")} - {
        "drawn",
        "setting",
        "frame",
    }
