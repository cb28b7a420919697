"""Finds a Chromium or Chrome for the tests, or installs one; says where it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""The same engine without the browser's own windows, which take more than the pages under test."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main() -> int:
    found = on_path() or from_playwright() or from_debian()
    if not found:
        print(
            "No browser for the tests: install Chromium or Chrome, then run this again.",
            file=sys.stderr,
        )
        return 1
    print(f"Browser: {found}")
    return 0


def on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def from_playwright() -> str | None:
    """The Chromium that Playwright keeps, downloaded if it can be."""
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True
    )
    return playwright_path() if done.returncode == 0 else None


def playwright_path() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def from_debian() -> str | None:
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    for package in (SHELL, "chromium"):  # older releases have no shell
        subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False)
        if found := on_path():
            return found
    return None


if __name__ == "__main__":
    sys.exit(main())
