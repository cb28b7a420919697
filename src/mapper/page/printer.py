"""Pages → PDF, by a browser that is installed: the only part that needs one.

One browser prints a page the same each time, as its clock is left out; another prints it otherwise.
So nothing that has to be the same everywhere is made here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from mapper.problems import MapperError, Problem

BROWSER = "MAPPER_BROWSER"
"""The environment variable that names a browser's program."""

PROGRAMS = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge", "chromium-headless-shell"),
)
"""What such browsers are called, where the system finds programs by name."""

ON_MACOS = tuple(
    f"{home}/{name}.app/Contents/MacOS/{name}"
    for home in ("/Applications", "~/Applications")
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
)
ON_WINDOWS = tuple(
    f"%{home}%\\{name}"
    for home in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
    for name in (
        "Google\\Chrome\\Application\\chrome.exe",
        "Chromium\\Application\\chrome.exe",
        "Microsoft\\Edge\\Application\\msedge.exe",
    )
)
PLACES = ("/opt/google/chrome/chrome", "/opt/microsoft/msedge/msedge", *ON_MACOS, *ON_WINDOWS)

DATE = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
LONG_AGO = rb"\g<1>19800101000000"

SECONDS = 90.0
"""So long may one page take: many are done in one, but not where all else is slow."""

MEND = (
    "Install Chromium, Chrome or Edge, or name its program in the environment variable "
    f"{BROWSER}. The sheets can be printed by hand from any browser, too: build without --pdf."
)


class Paper(StrEnum):
    """The sizes of paper, by the names that CSS has for them."""

    A4 = "a4"
    LETTER = "letter"


def printed(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The pages as PDF, each under its own name.

    Raises:
        MapperError: there is no browser, or it prints nothing.
    """
    if not pages:
        return {}
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="mapper-pdf-", ignore_cleanup_errors=True) as folder:
        return {
            f"{name.removesuffix('.html')}.pdf": _printed(browser, name, html, Path(folder))
            for name, html in pages.items()
        }


def find_browser() -> str:
    """The program of a browser that prints.

    Raises:
        MapperError: there is none, or not where the environment says.
    """
    named = os.environ.get(BROWSER)
    if named:
        if found := shutil.which(named):
            return found
        what = f'"{named}" is no program.'
        raise MapperError([Problem(BROWSER, "", what, MEND)])
    if found := next(_installed(), None):
        return found
    raise MapperError([Problem("PDF", "", "no browser was found that could print it.", MEND)])


def _installed() -> Iterator[str]:
    for name in (*PROGRAMS, *PLACES):
        path = os.path.expanduser(os.path.expandvars(name))  # noqa: PTH111 # where none has a home
        if found := shutil.which(path):
            yield found


def _printed(browser: str, name: str, html: str, folder: Path) -> bytes:
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(html, "utf-8")
    pdf.unlink(missing_ok=True)
    command = [
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-extensions",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",  # a window that is open keeps out of it
        f"--print-to-pdf={pdf}",
        *_as_root(),
        page.as_uri(),
    ]
    try:
        # Into a file: what a browser leaves running would hold a pipe open.
        with (folder / "said").open("wb") as told:
            subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                timeout=SECONDS,
                check=False,
            )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(name, browser, str(error)) from error
    data = pdf.read_bytes() if pdf.is_file() else b""
    if not data.startswith(b"%PDF") or b"%%EOF" not in data[-32:]:
        lines = (folder / "said").read_text("utf-8", errors="replace").split("\n")
        raise _failed(name, browser, next(filter(str.strip, reversed(lines)), "it said nothing"))
    return DATE.sub(LONG_AGO, data)


def _failed(name: str, browser: str, why: str) -> MapperError:
    return MapperError([Problem(name, "", f"{browser} did not print it: {why}.", MEND)])


def _as_root() -> Iterator[str]:
    """Its sandbox refuses to run for root. The page is our own, and has no script."""
    if os.name == "posix" and os.geteuid() == 0:
        yield "--no-sandbox"
