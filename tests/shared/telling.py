"""What a reader has before them who followed a link to a step of the story."""

from __future__ import annotations

from playwright.sync_api import Page

import mapper
from mapper.record.story import read_story
from places import ROOT

ATLAS = mapper.load(ROOT)
assert ATLAS.story
STORY = read_story(ATLAS.story, ATLAS)[0]
STEPS = [step.id for step in STORY.steps]

STAYS = """async id => {
  const panel = document.querySelector("#panel-story");
  const frames = n => new Promise(done => {
    const next = () => n-- ? requestAnimationFrame(next) : done();
    next();
  });
  await frames(3);
  // Twice as long as a step has to rest where it is read before the map follows it.
  await new Promise(done => setTimeout(done, 400));
  const here = panel.querySelector(".story-tale.is-here");
  const { top, bottom } = here.getBoundingClientRect();
  const line = panel.getBoundingClientRect().top + 0.22 * panel.clientHeight;
  return {
    told: new URLSearchParams(location.hash.slice(1)).get("s"),
    number: [...panel.querySelectorAll(".story-tale")].indexOf(here) + 1,
    isRead: panel.clientHeight > 0 && top <= line && bottom > line,
  };
}"""


def stays(page: Page) -> tuple[str, int, bool]:
    """The step in the address, that of the card, and whether it stands where one reads."""
    page.wait_for_selector(".story-tale.is-here", state="attached")
    found = page.evaluate(STAYS)
    return found["told"], found["number"], found["isRead"]
