"""The modules of this folder are found by their names, here as when `fuzz.py` is run."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent))

import inpage


@pytest.fixture(scope="session")
def in_page(browser: Browser) -> None:
    """The cases of the viewer run in the browser of the other tests: a process has one."""
    inpage.open_in(browser)
