"""The contract between page and viewer is one: said in Python, read in TypeScript."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

import mapper
from mapper.model.atlas import Atlas
from mapper.page.contract import Payload
from mapper.page.contract_schema import json_schema
from places import ATLASES, ROOT
from sending import contract_of

WEB = ROOT / "src" / "mapper" / "web"


@pytest.fixture(params=["flagship", "harbour"])
def sent(request: pytest.FixtureRequest, atlas: Atlas) -> bytes:
    """What a page sends, as JSON."""
    chosen = atlas if request.param == "flagship" else mapper.load(ATLASES / "harbour")
    return msgspec.json.encode(contract_of(chosen))


def test_what_is_sent_is_what_the_contract_says(sent: bytes) -> None:
    """Every value has the type that its field is declared with, and none is left over."""
    read = msgspec.json.decode(sent, type=Payload)

    assert msgspec.json.decode(msgspec.json.encode(read)) == msgspec.json.decode(sent)


def test_the_types_of_the_viewer_are_made_of_it() -> None:
    """`make contract` would write what is there."""
    command = [sys.executable, str(ROOT / "hatch_build.py"), "run", "contract", "--silent"]
    schema = msgspec.json.encode(json_schema())
    made = subprocess.run(command, input=schema, capture_output=True, check=True).stdout

    assert made.decode() == (WEB / "src" / "payload.ts").read_text("utf-8")
