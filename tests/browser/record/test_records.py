"""Records in a real browser: opened, read, disputed, their notes followed, and closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from mapper.model.atlas import Atlas
from mapper.record import entries
from using import BRIDGE, GARRISON, Open, address, focused, mark, name, record_name, until, view


def claims_of(atlas: Atlas, subject: str) -> int:
    return sum(len(e.claims) for e in entries(atlas).get(subject, ()) if not e.unknown)


# Records


def test_a_click_on_a_mark_opens_its_record(open_atlas: Open, atlas: Atlas) -> None:
    """It bears the names, holds every claim with a word for its certainty, and one is open."""
    page = open_atlas("")
    feature = next(feature for feature in atlas.features if feature.id == GARRISON)
    mark(page, GARRISON).click()

    popup = page.get_by_role("dialog", name=feature.name["en"])
    expect(popup).to_be_visible()
    expect(record_name(page)).to_have_text(feature.name["en"])
    for language in ("ru", "fa"):
        names = popup.locator(f'.record-names bdi[lang="{language}"]')
        expect(names).to_have_text(feature.name[language])
    held = popup.locator(".fact:not(.unknown) > .value, .claim")
    assert held.count() == claims_of(atlas, GARRISON) > 0
    said = [" ".join(each.split()) for each in popup.locator(".facts .certainty").all_inner_texts()]
    assert len(said) == held.count()
    assert set(said) <= {f"Certainty: {word}" for word in ("High", "Medium", "Low")}
    until(page, lambda: address(page).get("f") == GARRISON)

    mark(page, "ghazni-garrison").click()
    expect(record_name(page)).to_have_count(1)
    expect(record_name(page)).to_have_text(name(atlas, "ghazni-garrison"))


def test_escape_closes_and_gives_the_focus_back(open_atlas: Open) -> None:
    """From inside the record to the mark it was opened from; the button does the same."""
    page = open_atlas("")
    for close in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator(".popup-close").click(),
    ):
        mark(page, GARRISON).click()
        expect(record_name(page)).to_be_visible()
        assert page.evaluate("document.querySelector('.popup').contains(document.activeElement)")
        close()
        expect(record_name(page)).to_be_hidden()
        assert focused(page) == GARRISON
        until(page, lambda: "f" not in address(page))

    mark(page, GARRISON).click()
    page.mouse.click(1300, 700)
    expect(record_name(page)).to_be_hidden()


def test_disputed_facts_stand_side_by_side(open_atlas: Open, atlas: Atlas) -> None:
    """Each dispute says so, shows every claim and whose it is, two abreast, the surest first."""
    page = open_atlas(f"f={BRIDGE}")
    page.locator(".popup .more summary").click()
    who = {source.key: source.who for source in atlas.sources}
    disputes = [entry for entry in entries(atlas)[BRIDGE] if entry.disputed]
    shown = page.locator(".popup .dispute")

    assert shown.count() == len(disputes) >= 2
    for entry in disputes:
        place = shown.filter(has=page.locator(f"#p-{entry.claims[0].id}"))
        claims = place.locator(".claim")
        for fact, claim in zip(entry.claims, claims.all(), strict=True):
            said = claim.locator(".who").inner_text()
            assert all(who[cite.key] in said for cite in fact.cites), said
        assert "Sources disagree" in place.locator("dt").inner_text()
        assert claims.count() == len(entry.claims)
        words = [fact.certainty.capitalize() for fact in entry.claims]
        said = [f"Certainty: {word}" for word in words]
        assert claims.locator(".certainty").all_text_contents() == said
        order = ["High", "Medium", "Low"]
        assert words == sorted(words, key=order.index)
        sizes = claims.locator(".value").evaluate_all(
            "all => all.map(each => getComputedStyle(each).fontSize)"
        )
        assert len(set(sizes)) == 1
        boxes = [claim.bounding_box() for claim in claims.all()]
        if len(boxes) == 2:
            one, other = boxes
            assert one
            assert other
            assert abs(one["y"] - other["y"]) <= 1
            assert one["x"] + one["width"] <= other["x"] + 1
            assert abs(one["width"] - other["width"]) <= 1


def test_a_note_leads_to_its_source_and_back(open_atlas: Open) -> None:
    """Number → note → source in the text version → the map as it was, with the same record."""
    page = open_atlas(f"f={BRIDGE}")
    popup = page.locator(".popup")
    popup.locator(".more summary").click()
    numbers = popup.locator('sup a[href^="#p-note-"]').all_inner_texts()
    firsts = [number for i, number in enumerate(numbers) if number not in numbers[:i]]
    notes = popup.locator("ol.notes > li")

    assert firsts == [str(number + 1) for number in range(notes.count())]
    assert notes.locator("visible=true").count() == 2
    popup.get_by_role("button", name=re.compile("^Notes? 3")).click()
    assert notes.locator("visible=true").count() == notes.count()

    before = view(page)
    popup.locator('sup a[href="#p-note-1"]').first.click()
    assert page.evaluate("document.activeElement.id") == "p-note-1"
    link = notes.first.get_by_role("link", name="Source")
    target = str(link.get_attribute("href"))
    link.focus()
    page.keyboard.press("Enter")

    source = page.locator(target)
    expect(source).to_be_in_viewport()
    expect(page.locator("#atlas")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == target.lstrip("#")
    assert page.evaluate("location.hash") == target
    assert source.locator(".source-claims a").count() >= 1

    page.get_by_role("link", name="Back to the map").click()
    expect(page.locator("#text")).to_be_hidden()
    expect(record_name(page)).to_have_text("Friendship Bridge")
    assert page.evaluate("document.activeElement.textContent") == "Source"
    until(page, lambda: address(page).get("f") == BRIDGE)
    assert view(page) == pytest.approx(before, abs=0.01)

    link.click()
    expect(source).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#text")).to_be_hidden()
    expect(record_name(page)).to_have_text("Friendship Bridge")


def test_the_text_version_shows_places_on_the_map(open_atlas: Open) -> None:
    """A skip link leads to it, after that to the map; what carries a place opens it on the map."""
    page = open_atlas("")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#text h1")).to_be_visible()

    place = page.locator('#text [data-show]:not([data-show=""])').first
    feature = str(place.get_attribute("data-show"))
    place.click()

    expect(page.locator("#text")).to_be_hidden()
    until(page, lambda: address(page).get("f") == feature)
    expect(mark(page, feature)).to_be_in_viewport()


def test_what_waits_behind_a_symbol_is_named_in_its_record(calm: Open) -> None:
    """Symbols that are not drawn for want of room are one press away from the one in front."""
    page = calm(f"d=1988-05-20&f={BRIDGE}")
    links = page.locator(".popup .nearby button")
    names = links.all_inner_texts()
    assert "Termez" in names or "Hairatan" in names

    links.first.click()
    expect(record_name(page)).to_have_text(names[0])
