"""What a screen reader would say of a page, by the rules: a simulation, not NVDA or VoiceOver."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from places import ROOT

MODULES = ROOT / "src" / "mapper" / "web" / "node_modules"
READER = MODULES / "@guidepup" / "virtual-screen-reader" / "lib" / "esm" / "index.browser.js"

LISTEN = """async ([from, most]) => {
  const container = document.querySelector(from);
  const heard = [];
  // The simulation reads what is checked or chosen from the attributes, as they were at first.
  for (const each of container.querySelectorAll("input"))
    each.toggleAttribute("checked", each.checked);
  for (const each of container.querySelectorAll("option"))
    each.toggleAttribute("selected", each.selected);
  await listener.start({ container });
  const first = await listener.lastSpokenPhrase();
  do {
    heard.push(await listener.lastSpokenPhrase());
    await listener.next();
  } while (heard.length < most && (await listener.lastSpokenPhrase()) !== first);
  await listener.stop();
  delete window.listener;
  return heard;
}"""

UNSAID = re.compile(
    r"end(?: of)?, .*|end of .*|paragraph|rowgroup|superscript|emphasis|mark|[·,]|<.*"
)
"""What the simulation says and readers do not: where things end, and what is mere type."""

WHOLE = re.compile(
    r"(button|link|option|heading|image|cell|rowheader|columnheader|checkbox|textbox)\b.*"
)
"""What is told by its name; the words within it are the same once more, or are not told."""


def bring_reader(page: Page) -> None:
    """It comes from outside, as `listener`: the page's policy refuses any script but its own."""
    exported = r"export\{.* as Virtual,(\S+) as virtual\}"
    reader = re.sub(exported, r"window.listener=\1;", READER.read_text("utf-8"))
    page.evaluate(f"(() => {{{reader}\n}})()")


def spoken(page: Page, within: str, most: int) -> list[str]:
    """What is said from the beginning of an element on, one announcement a line, `most` of them."""
    bring_reader(page)
    lines: list[str] = []
    phrases: list[str] = page.evaluate(LISTEN, [within, 12 * most])
    at = 0
    while at < len(phrases):
        phrase = phrases[at]
        ends = {f"end of {phrase}", f"end, {phrase}"} & set(phrases[at:])
        is_whole = WHOLE.fullmatch(phrase)
        if is_whole or not (UNSAID.fullmatch(phrase) or f"{phrase}," in f"{''.join(lines[-1:])},"):
            lines.append(re.sub(r"^row, .*", "row", phrase))
        if ends and (is_whole or f"end, {phrase}" in ends):
            at = min(phrases.index(end, at) for end in ends)
        at += 1
    return lines[:most]
