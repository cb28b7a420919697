"""Ten claims, always the same ten, followed by keyboard: record, note, bibliography, and back."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import mapper
from mapper.model.atlas import Fact
from places import ROOT

ATLAS = mapper.load(ROOT)
PLACES = {feature.id for layer in ATLAS.layers for feature in layer.features}
CLAIMS = [fact for fact in ATLAS.facts if not fact.unknown and fact.subject in PLACES]
TEN = random.Random(1989).sample(CLAIMS, 10)  # noqa: S311 # a sample, not a secret


@pytest.mark.parametrize("claim", TEN, ids=lambda fact: f"{fact.subject}-{fact.field}")
def test_a_claim_leads_to_its_source_and_back(
    claim: Fact, open_atlas: Callable[[str], Page]
) -> None:
    """Enter on its number, Enter on "Source", Enter on what rests on it: the claim again."""
    page = open_atlas(f"f={claim.subject}")
    stated = page.locator(f".popup #p-{claim.id}")

    stated.evaluate("each => each.closest('details')?.setAttribute('open', '')")
    stated.locator("sup a").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.popup ol.notes') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Source"
    page.keyboard.press("Enter")

    source = page.locator(f"#source-{claim.cites[0].key}")
    expect(source).to_be_in_viewport()
    back = source.locator(".source-claims a").evaluate_all(
        """(links, subject) => links.findIndex(link =>
            document.querySelector(link.hash)?.closest('article')?.id === `record-${subject}`)""",
        claim.subject,
    )
    assert back >= 0, "the source names no claim of this subject"
    source.locator("details").evaluate_all("all => all.map(fold => (fold.open = true))")
    source.locator(".source-claims a").nth(back).focus()
    page.keyboard.press("Enter")

    article = page.locator(f"#record-{claim.subject}")
    expect(article).to_be_in_viewport()
    assert article.locator(f"#{claim.id}").count() == 1
