"""The map by keyboard, its key and its list: all of it reached, named, switched, counted."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page, expect

from mapper.model.atlas import Atlas, Feature
from mapper.record.days import opening_day, state_on
from using import (
    GARRISON,
    Open,
    address,
    box,
    focused,
    go,
    in_words,
    iso,
    mark,
    name,
    period,
    record_name,
    until,
    view,
    zoomed,
)

COLUMNS = ("there", "leaving", "unsure", "gone", "unknown")
"""The columns of the map key, from left to right."""


def timed(atlas: Atlas) -> tuple[Feature, ...]:
    """The features of the layer that has states in time."""
    (layer,) = [layer for layer in atlas.layers if layer.entry.when]
    return layer.features


def layers_named(page: Page) -> list[str]:
    return address(page).get("l", "").split(",")


# By keyboard


def test_the_map_is_one_stop_and_arrows_go_on(calm: Open, atlas: Atlas) -> None:
    """Tab stops once among the marks; arrows move to others; Enter opens, Escape comes back."""
    page = calm("")
    stops: list[str] = []
    inside: list[str | None] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "(e => [e.tagName, e === document.body, e.closest('#map_atlas') !== null])"
            "(document.activeElement)"
        )
        stops.append(stop[0])
        if stop[2] and (feature := focused(page)):
            inside.append(feature)
        if stop[1]:
            break
    assert len(inside) == 1, inside
    assert page.locator('#map_atlas[tabindex="0"]').count() == 0

    start = page.locator('#map_atlas [data-feature][tabindex="0"]')
    start.focus()
    first = focused(page)
    seen = {first}
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
        assert page.locator('#map_atlas [data-feature][tabindex="0"]').count() == 1
        seen.add(focused(page))
    assert len(seen) >= 4
    there = focused(page)
    named = page.evaluate("document.activeElement.getAttribute('aria-label')")

    page.keyboard.press("Enter")
    expect(record_name(page)).to_be_visible()
    assert named.startswith(record_name(page).inner_text())
    page.keyboard.press("Escape")
    expect(record_name(page)).to_be_hidden()
    assert focused(page) == there


def test_every_mark_can_be_reached_and_is_named(calm: Open, atlas: Atlas) -> None:
    """Page Down goes through all that is drawn and not base map; each says name and state."""
    page = calm("")
    ids = {f.id for layer in atlas.layers if not layer.entry.ground for f in layer.features}
    drawn = set(
        page.eval_on_selector_all(
            "#map_atlas [data-feature][role=button]",
            """all => all.filter(each => getComputedStyle(each).display !== "none")
                 .map(each => each.dataset.feature)""",
        )
    )
    assert drawn <= ids

    page.locator('#map_atlas [data-feature][tabindex="0"]').focus()
    page.evaluate(
        """() => { window.heard = {}; document.addEventListener("focusin", ({ target }) => {
          window.heard[target.dataset.feature] = target.getAttribute("aria-label"); }); }"""
    )
    for _ in range(len(drawn)):
        page.keyboard.press("PageDown")
    heard: dict[str, str] = page.evaluate("window.heard")

    assert set(heard) == drawn
    names = {feature.id: feature.name["en"] for feature in atlas.features}
    assert all(label.startswith(names[id]) for id, label in heard.items())
    assert "held on 7 August 1988" in heard[GARRISON]


def test_keys_move_and_zoom_the_map(calm: Open) -> None:
    """Plus and minus zoom, Shift with an arrow moves, 0 shows the whole."""
    page = calm("")
    whole = view(page)
    page.locator('#map_atlas [data-feature][tabindex="0"]').focus()
    focused_first = view(page)
    for key, more in (("+", 1), ("+", 2), ("-", 1)):
        page.keyboard.press(key)
        zoomed(page, focused_first[0] + more)
    east = view(page)[2]
    page.keyboard.press("Shift+ArrowRight")
    assert view(page)[2] > east
    page.keyboard.press("0")
    assert view(page) == pytest.approx(whole, abs=0.01)


# Key and list


def test_the_list_holds_and_opens_everything(calm: Open, atlas: Atlas) -> None:
    """By keyboard to the list; it names every feature, and each entry opens its record."""
    page = calm("l=")
    page.get_by_role("tab", name="Map key").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="List")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="List")).to_be_visible()

    listed = page.eval_on_selector_all(
        "#panel-list [data-open]", "all => all.map(each => each.dataset.open)"
    )
    assert Counter(listed) == Counter(feature.id for feature in atlas.features)

    ids = [f.id for layer in atlas.layers if not layer.entry.ground for f in layer.features]
    names = {feature.id: feature.name["en"] for feature in atlas.features}
    opened = page.evaluate(
        """ids => Object.fromEntries(ids.map(id => {
          const item = document.querySelector(`#panel-list [data-open="${id}"]`);
          const listed = item.checkVisibility();
          item.click();
          const mark = document.querySelector(`#map_atlas [data-feature="${id}"]`);
          const popup = document.querySelector(".popup");
          const name = popup.querySelector(".record-name").textContent;
          const drawn = getComputedStyle(mark).display !== "none";
          return [id, [name, listed && popup.checkVisibility(),
            drawn || mark.classList.contains("is-absent")]];
        }))""",
        ids,
    )
    assert {id: name for id, (name, *_) in opened.items()} == {id: names[id] for id in ids}
    assert [id for id, (_, visible, _) in opened.items() if not visible] == []
    assert [id for id, (_, _, drawn) in opened.items() if not drawn] == []

    page.locator(f'#panel-list [data-open="{GARRISON}"]').focus()
    page.keyboard.press("Enter")
    expect(record_name(page)).to_have_text(name(atlas, GARRISON))
    item = page.locator(f'#panel-list [data-open="{GARRISON}"]')
    expect(item).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(item).to_be_focused()


def test_a_checkbox_of_the_key_hides_its_layer(open_atlas: Open, atlas: Atlas) -> None:
    """Marks and names go and come with the tick, and the address says so."""
    page = open_atlas("")
    names = page.locator("#map_atlas .label:is(.label-post, .label-garrison):not([hidden])")
    named = names.count()
    drawn = page.locator('#map_atlas .mark-point[class*="look-garrison"]:visible')
    count = drawn.count()
    assert count > 0

    box("garrisons", page).focus()
    page.keyboard.press("Space")
    expect(drawn).to_have_count(0)
    for feature in timed(atlas):
        assert not mark(page, feature.id).is_visible()
    assert names.count() < named
    until(page, lambda: "garrisons" not in layers_named(page))

    page.locator('[data-part="key"] label', has_text="Garrisons and bases").click()
    expect(drawn).to_have_count(count)
    assert names.count() == named
    until(page, lambda: "garrisons" in layers_named(page))

    box("provinces", page).uncheck()
    expect(page.locator("#map_atlas .look-province:visible")).to_have_count(0)
    until(page, lambda: "-provinces" in layers_named(page))


def test_every_layer_off_offers_the_way_back(open_atlas: Open, atlas: Atlas) -> None:
    """With nothing on the map the key says so and shows the opening layers again."""
    page = open_atlas("l=")
    expect(page.locator("#panel-key").get_by_text("Every layer is off.")).to_be_visible()

    page.get_by_role("button", name="Show the layers this map opens with").click()

    expect(page.get_by_text("Every layer is off.")).to_be_hidden()
    for layer in atlas.layers:
        if box(layer.id, page).count():
            assert box(layer.id, page).is_checked() == layer.entry.shown


def test_the_key_counts_what_the_data_says(calm: Open, atlas: Atlas) -> None:
    """On each of several days: the counts of the key, the marks and the list, as computed here."""
    first, last = period(atlas)
    page = calm("")
    days = [first, opening_day(atlas), 6709, 6788, 6970, last]
    for day in days:
        of = state_on(atlas, day)
        expected = Counter(of(feature) for feature in timed(atlas))
        go(page, f"d={iso(day)}")
        expect(page.locator(".time-date")).to_have_text(in_words(day))
        cells = page.locator("#panel-key .matrix tfoot td").all_inner_texts()
        drawn = page.eval_on_selector_all(
            "#map_atlas .mark[data-state]",
            "all => all.map(each => [each.dataset.feature, each.dataset.state])",
        )

        assert dict(zip(COLUMNS, map(int, cells), strict=True)) == {
            state: expected[state] for state in COLUMNS
        }, iso(day)
        assert dict(drawn) == {feature.id: of(feature) for feature in timed(atlas)}, iso(day)
    heads = page.locator("#panel-key .matrix thead th").all_inner_texts()[1:]
    assert heads == ["Held", "Leaving", "Unsure*", "Vacated", "Not known"]


def test_zoom_to_a_layer_shows_all_of_it(calm: Open, atlas: Atlas) -> None:
    """The button beside a layer brings all its features into view."""
    page = calm("v=10/34/62")
    page.get_by_role("button", name="Zoom to Crossings into the Soviet Union").click()

    for feature in next(layer for layer in atlas.layers if layer.id == "crossings").features:
        expect(mark(page, feature.id)).to_be_in_viewport()
