"""Firefox for Selenium by Marionette, the protocol that it speaks itself.

Selenium wants geckodriver in between, which Debian does not package and no registry that a lock
file can name. All it does is to translate: the commands are the same, with other names.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from selenium.webdriver.remote.command import Command

NAMES = {
    Command.NEW_SESSION: "NewSession",
    Command.QUIT: "DeleteSession",
    Command.GET: "Navigate",
    Command.FIND_ELEMENT: "FindElement",
    Command.CLICK_ELEMENT: "ElementClick",
    Command.SEND_KEYS_TO_ELEMENT: "ElementSendKeys",
    Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
    Command.W3C_ACTIONS: "PerformActions",
    Command.SWITCH_TO_FRAME: "SwitchToFrame",
    Command.SET_WINDOW_RECT: "SetWindowRect",
    Command.SCREENSHOT: "TakeScreenshot",
    Command.PRINT_PAGE: "Print",
}

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

PREFERENCES = {"marionette.port": 0, "ui.systemUsesDarkTheme": 0}
"""A port that is free; a light screen."""


class Marionette:
    """A Firefox of its own, with a profile in `folder`, until it is closed."""

    def __init__(self, firefox: str, folder: Path) -> None:
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items())
        (folder / "user.js").write_text("\n".join(lines), "utf-8")
        # Its log tells of the machine, not of the page.
        self.process = subprocess.Popen(
            [firefox, "--headless", "--marionette", "--no-remote", "--profile", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.socket = socket.create_connection(("127.0.0.1", self.port(folder)))
            self.stream = self.socket.makefile("rwb")
            self.read()  # its greeting
        except BaseException:
            self.process.kill()
            raise

    def port(self, folder: Path) -> int:
        written = folder / "MarionetteActivePort"
        for _ in range(600):
            if written.exists() and (text := written.read_text("utf-8")):
                return int(text)
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("Firefox does not start.")

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        """Says a command, and what comes of it as Selenium expects it."""
        if command == Command.NEW_SESSION:
            params = params["capabilities"]["alwaysMatch"]
        if command == Command.SWITCH_TO_FRAME and isinstance(params["id"], dict):
            params = {"element": params["id"][ELEMENT]}
        message = json.dumps([0, 1, f"WebDriver:{NAMES[command]}", params]).encode()
        self.stream.write(b"%d:%b" % (len(message), message))
        self.stream.flush()
        [_, _, error, result] = self.read()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        return {"value": result.get("value", result) if isinstance(result, dict) else result}

    def read(self) -> Any:
        """One message: its length, a colon, JSON."""
        length = b""
        while (letter := self.stream.read(1)) != b":":
            if not letter:
                raise RuntimeError("Firefox has gone.")
            length += letter
        return json.loads(self.stream.read(int(length)))

    def close(self) -> None:
        self.stream.close()
        self.socket.close()
        self.process.terminate()
        self.process.wait(30)
