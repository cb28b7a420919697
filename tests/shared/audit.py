"""What axe-core finds in a page as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from places import ROOT

AXE = ROOT / "src" / "mapper" / "web" / "node_modules" / "axe-core" / "axe.min.js"

LESSON_SCREENS: list[tuple[int, Literal["light", "dark"]]] = [
    (width, scheme) for scheme in ("light", "dark") for width in (320, 768, 1440)
]

AUDIT = """async marks => {
  const text = document.getElementById("text");
  // The text version has an audit of its own, which takes one in six of what repeats in it.
  const aside = text && !text.checkVisibility() ? [...text.childNodes] : [];
  if (aside.length > 0) text.replaceChildren();
  else if (text)
    for (const kind of [".record", ".event", ".sources > li", ".layer-table tr", ".strength-row"])
      for (const [i, each] of [...text.querySelectorAll(kind)].entries())
        if (i % 6 > 0) each.remove();
  const context = { include: [document], exclude: marks ? [] : [[".leaflet-map-pane"]] };
  const options = { resultTypes: ["violations"], preload: false };
  const { violations } = await axe.run(context, options);
  text?.append(...aside);
  delete window.axe;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help}: ${node.target.join(" ")}`));
}"""


def violations(page: Page, marks: bool = False) -> list[str]:
    """What axe-core finds with all its rules, those of good practice among them.

    Run from outside the page, whose policy refuses any script but its own. The marks on the map are
    looked at if asked for: they are the same in every state, and many.
    """
    page.evaluate(AXE.read_text("utf-8"))
    return list(page.evaluate(AUDIT, marks))


def of_lesson(
    browser: Browser, path: Path, width: int, scheme: Literal["light", "dark"]
) -> list[str]:
    """What axe-core finds in a page of `lessons/`, and whether it wants to be scrolled sideways.

    The page around the live map; that has audits of its own.
    """
    context = browser.new_context(
        offline=True, viewport={"width": width, "height": 640}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("for (const each of document.querySelectorAll('iframe')) each.remove()")
    found = violations(page)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append("wider than the screen")
    context.close()
    return found
