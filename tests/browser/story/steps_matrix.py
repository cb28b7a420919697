"""Every step in every language on every screen, opened cold from its link: `make steps`.

The suite itself opens one a language (test_steps.py); this takes some two minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from telling import ATLAS, STEPS, stays


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ATLAS.manifest.atlas.languages)
@pytest.mark.parametrize("step", STEPS)
def test_it_stays(
    browser: Browser, site: Path, step: str, language: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#lang={language}&s={step}")
    page.wait_for_selector("[data-ready]", state="attached")
    found = stays(page)
    context.close()

    assert found == (step, STEPS.index(step) + 1, True)
