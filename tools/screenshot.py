"""Takes the picture of the README: the built page, as it opens, 1440 × 900."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from browser import on_path, playwright_path
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "site" / "index.html"
PICTURE = ROOT / "docs" / "screenshot.png"


def main() -> int:
    if not PAGE.is_file():
        print("site/index.html is not there: make map.", file=sys.stderr)
        return 1
    image = Image.open(io.BytesIO(taken())).convert("RGB")
    # Median cut, the default, would turn the red, blue and green of thin lines into greys.
    cover = Image.Quantize.MAXCOVERAGE
    image.quantize(method=cover, kmeans=1, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size / 1000:.0f} kB")
    return 0


def taken() -> bytes:
    """The page as a PNG, in light colours, once everything is drawn."""
    root = os.name == "posix" and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=on_path() or playwright_path(), args=["--no-sandbox"] if root else []
        )
        page = browser.new_page(
            viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(PAGE.as_uri())
        page.wait_for_selector("[data-ready]")
        return page.screenshot()


if __name__ == "__main__":
    sys.exit(main())
