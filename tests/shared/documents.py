"""The project's pages, and what stands in them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from places import ROOT


def tracked(*patterns: str) -> list[Path]:
    """Files of the project that git knows, or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / line for line in listed.splitlines()]


def section(page: str, heading: str) -> str:
    """The text of a page below a heading of the second level."""
    text = (ROOT / page).read_text("utf-8")
    return re.split(r"^## ", text.split(f"\n## {heading}\n", 1)[1], flags=re.MULTILINE)[0]


def block(text: str, language: str) -> str:
    """The one fenced block of a language in a text."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)
