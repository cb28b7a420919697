"""What a person does with the map, in a real browser: look, press, type, follow, share, embed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, expect

from mapper.model.atlas import Atlas, Feature
from mapper.model.dates import parse_date
from mapper.record.days import opening_day, state_on
from mapper.record.entries import entries

Open = Callable[[str], Page]

COLUMNS = ("held", "leaving", "uncertain", "vacated", "unknown")
"""The columns of the map key, from left to right."""

BRIDGE, GARRISON = "hairatan-bridge", "herat-garrison"

WITHIN_MS = 3000
"""Whatever a person does is answered within this time, even on a busy machine."""


@pytest.fixture
def framed(page: Page, site: Path, tmp_path: Path) -> Callable[[str], Locator]:
    """The atlas in a locked-down frame of a long page, as a learning platform would show it."""

    def opened(hash: str = "") -> Locator:
        host = tmp_path / "host.html"
        host.write_text(
            '<body style="margin:0"><p>A lesson</p>'
            f'<iframe sandbox="allow-scripts allow-popups" src="{(site / "index.html").as_uri()}'
            f'#{hash}" width="1200" height="700"></iframe><p style="height:3000px">More</p>',
            "utf-8",
        )
        page.goto(host.as_uri())
        page.frame_locator("iframe").locator("[data-ready]").wait_for()
        return page.locator("iframe")

    return opened


def iso(day: int) -> str:
    """Days since 1970-01-01 → 1988-08-07."""
    return (date(1970, 1, 1) + timedelta(day)).isoformat()


def in_words(day: int) -> str:
    """Days since 1970-01-01 → 7 August 1988."""
    there = date(1970, 1, 1) + timedelta(day)
    return f"{there.day} {there:%B %Y}"


def period(atlas: Atlas) -> tuple[int, int]:
    first, _, _, last = parse_date(atlas.manifest.atlas.period).days
    assert first is not None
    assert last is not None
    return first, last


def event_days(atlas: Atlas) -> list[int]:
    """The days within the period on which events begin, each once."""
    first, last = period(atlas)
    starts = {event.date.days[0] for event in atlas.events if event.date}
    return sorted(day for day in starts if day is not None and first <= day <= last)


def timed(atlas: Atlas) -> tuple[Feature, ...]:
    """The features of the layer that has states in time."""
    (layer,) = [layer for layer in atlas.layers if layer.entry.when]
    return layer.features


def claims_of(atlas: Atlas, subject: str) -> int:
    return sum(len(e.claims) for e in entries(atlas).get(subject, ()) if not e.unknown)


def name(atlas: Atlas, feature: str) -> str:
    return next(f.name["en"] for f in atlas.features if f.id == feature)


def view(page: Page) -> tuple[float, float, float]:
    """Zoom, latitude, longitude."""
    zoom, lat, lon = page.evaluate(
        "(c => [map_atlas.getZoom(), c.lat, c.lng])(map_atlas.getCenter())"
    )
    return zoom, lat, lon


def until(page: Page, done: Callable[[], bool]) -> None:
    """Waits for something that `expect` has no word for."""
    for _ in range(WITHIN_MS // 25):
        if done():
            return
        page.wait_for_timeout(25)
    assert done()


def zoomed(page: Page, zoom: float) -> None:
    """Waits until the map is at this zoom, and done: Leaflet is deaf while it zooms."""
    until(page, lambda: view(page)[0] == zoom)
    expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)


def address(page: Page) -> dict[str, str]:
    """The parts of the hash as it is now."""
    hash = str(page.evaluate("location.hash"))
    return dict(part.split("=", 1) for part in hash.lstrip("#").split("&") if "=" in part)


def layers_named(page: Page) -> list[str]:
    return address(page).get("l", "").split(",")


def go(page: Page, hash: str) -> None:
    """Follows a link within the page, to another state of the map."""
    page.evaluate("hash => { location.hash = hash; }", hash)


def focused(page: Page) -> str | None:
    """The id of the feature whose mark has the focus."""
    return page.evaluate("document.activeElement?.closest('[data-feature]')?.dataset.feature")


def mark(page: Page, feature: str) -> Locator:
    return page.locator(f'#map_atlas [data-feature="{feature}"]')


def record_name(page: Page) -> Locator:
    return page.locator(".popup .record-name")


def box(layer: str, page: Page) -> Locator:
    return page.locator(f'[data-part="key"] input[name="{layer}"]')


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
    held = popup.locator(".fact:not(.unknown), .claim")
    assert held.count() == claims_of(atlas, GARRISON) > 0
    for claim in held.all():
        assert claim.locator(".certainty").inner_text() in ("High", "Medium", "Low")
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
    """Each dispute says so, shows every claim, two abreast in one size, the surest first."""
    page = open_atlas(f"f={BRIDGE}")
    disputes = [entry for entry in entries(atlas)[BRIDGE] if entry.disputed]
    shown = page.locator(".popup .dispute")

    assert shown.count() == len(disputes) >= 2
    for entry, place in zip(disputes, shown.all(), strict=True):
        claims = place.locator(".claim")
        assert "Sources disagree" in place.locator("dt").inner_text()
        assert claims.count() == len(entry.claims)
        words = [fact.certainty.capitalize() for fact in entry.claims]
        assert claims.locator(".certainty").all_inner_texts() == words
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
    """The skip link is the first stop; what carries a place opens it on the map."""
    page = open_atlas("")
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
    expect(page.get_by_text("Every layer is off.")).to_be_visible()

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


# Time


def test_the_day_by_keyboard(open_atlas: Open, atlas: Atlas) -> None:
    """Arrows, Home and End on the slider change date, address, states and what is said."""
    first, last = period(atlas)
    opens = opening_day(atlas)
    page = open_atlas("")
    slider = page.get_by_role("slider", name="Day")
    slider.focus()

    page.keyboard.press("ArrowRight")
    expect(page.locator(".time-date")).to_have_text(in_words(opens + 1))
    assert str(slider.get_attribute("aria-valuetext")).startswith(in_words(opens + 1))
    until(page, lambda: address(page).get("d") == iso(opens + 1))
    page.keyboard.press("Home")
    expect(page.locator(".time-date")).to_have_text(in_words(first))
    at_first = page.locator("#panel-key .matrix tfoot td").all_inner_texts()
    page.keyboard.press("End")
    expect(page.locator(".time-date")).to_have_text(in_words(last))
    assert page.locator("#panel-key .matrix tfoot td").all_inner_texts() != at_first
    until(page, lambda: address(page).get("d") == iso(last))


def test_from_event_to_event(open_atlas: Open, atlas: Atlas) -> None:
    """The buttons stop at every day on which an event begins, say it, and end at the ends."""
    days = event_days(atlas)
    opens = opening_day(atlas)
    page = open_atlas("")
    onward = page.get_by_role("button", name="Next event")
    back = page.get_by_role("button", name="Previous event")

    onward.click()
    after = min(day for day in days if day > opens)
    expect(page.locator(".time-date")).to_have_text(in_words(after))
    expect(page.locator(".time [role=status]")).to_contain_text(in_words(after))
    titles = {e.title["en"] for e in atlas.events if e.date and e.date.days[0] == after}
    assert any(page.locator(".time-said", has_text=title).count() for title in titles)
    back.click()
    expect(page.locator(".time-date")).to_have_text(in_words(max(d for d in days if d < after)))

    go(page, f"d={iso(days[-2])}")
    onward.click()
    expect(page.locator(".time-date")).to_have_text(in_words(days[-1]))
    expect(onward).to_be_disabled()
    go(page, f"d={iso(days[1])}")
    back.click()
    expect(page.locator(".time-date")).to_have_text(in_words(days[0]))
    expect(back).to_be_disabled()


# Moving about


def test_zoom_and_reset_by_button(calm: Open, atlas: Atlas) -> None:
    """One step a press, written to the address, between the least and the greatest zoom."""
    least, greatest = atlas.manifest.atlas.zoom
    page = calm("")
    whole = view(page)
    assert "v" not in address(page)
    zoom_in = page.get_by_role("button", name="Zoom in")
    zoom_out = page.get_by_role("button", name="Zoom out")

    zoom_in.click()
    until(page, lambda: view(page)[0] == whole[0] + 1)
    until(page, lambda: address(page).get("v", "").startswith(f"{whole[0] + 1:g}/"))
    go(page, f"v={greatest - 1.5}/34.5/69")
    zoomed(page, greatest - 1.5)
    for zoom in (greatest - 0.5, greatest):
        zoom_in.click()
        zoomed(page, zoom)
    expect(zoom_in).to_be_disabled()
    page.get_by_role("button", name="Show the whole map").click()
    assert view(page) == pytest.approx(whole, abs=0.01)
    until(page, lambda: "v" not in address(page))
    for _ in range(6):
        if zoom_out.is_disabled():
            break
        before = view(page)[0]
        zoom_out.click()
        until(page, lambda before=before: view(page)[0] < before)
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)
    expect(zoom_out).to_be_disabled()
    assert least <= view(page)[0] <= whole[0]
    assert page.get_by_role("button", name="Full screen").is_visible()


def test_a_phone_zooms_out_to_the_least_zoom(browser: Browser, site: Path, atlas: Atlas) -> None:
    """Where the study area is wider than the screen, out as far as the manifest says."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, offline=True)
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#v=5/34/66")
    page.wait_for_selector("[data-ready]")

    assert view(page)[0] == atlas.manifest.atlas.zoom[0]
    for asked, given in (("14", 12), ("3", 5)):
        go(page, f"v={asked}/34/66")
        until(page, lambda given=given: view(page)[0] == given)
    context.close()


def test_the_map_keeps_to_the_study_area(calm: Open, atlas: Atlas) -> None:
    """By mouse, by keyboard and by address: the edge of the study area is the end."""
    west, south, east, north = atlas.manifest.atlas.bounds
    page = calm("v=8/34/66")

    def kept() -> None:
        page.wait_for_timeout(120)
        found = page.evaluate(
            "(b => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()])(map_atlas.getBounds())"
        )
        slack = 0.02
        assert found[0] >= west - slack, found
        assert found[1] >= south - slack, found
        assert found[2] <= east + slack, found
        assert found[3] <= north + slack, found

    for _ in range(3):
        page.mouse.move(500, 300)
        page.mouse.down()
        page.mouse.move(1400, 740, steps=4)
        page.mouse.up()
    kept()
    page.locator('#map_atlas [data-feature][tabindex="0"]').focus()
    for _ in range(24):
        page.keyboard.press("Shift+ArrowRight")
    kept()
    for middle in ("10/10", "60/120"):
        go(page, f"v=9/{middle}")
        kept()


# Links


def test_a_link_brings_another_reader_to_the_same_map(
    open_atlas: Open, context: BrowserContext
) -> None:
    """Day, layers, view and open record: what the Share panel gives is what opens elsewhere."""
    page = open_atlas("")
    go(page, "d=1989-01-20&v=8/36.2/68")
    box("towns", page).uncheck()
    box("provinces", page).uncheck()
    mark(page, "pul-i-khumri-garrison").click()
    expect(record_name(page)).to_be_visible()
    page.get_by_role("button", name="Share").click()
    link = page.get_by_label("Link to what you see now").input_value()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Share")).to_be_hidden()
    expect(record_name(page)).to_be_visible()  # one Escape closes one thing

    other = context.new_page()
    other.goto(link)
    other.wait_for_selector("[data-ready]")

    expect(other.locator(".time-date")).to_have_text("20 January 1989")
    expect(record_name(other)).to_have_text(record_name(page).inner_text())
    for layer in ("towns", "provinces", "garrisons", "routes"):
        assert box(layer, other).is_checked() == box(layer, page).is_checked(), layer
    assert view(other) == pytest.approx(view(page), abs=0.01)
    until(page, lambda: address(other) == address(page))


def test_an_address_is_not_written_over_before_it_is_read(open_atlas: Open) -> None:
    """A hash set just when the one before is about to be written in full still counts."""
    page = open_atlas("")
    page.evaluate("""() => {
      // The page writes 250 ms after it has read. It is kept busy past that, so that its turn comes
      // right after the new hash is set, and before it is told of it.
      const busy = until => { while (performance.now() < until); };
      addEventListener("hashchange", () => {
        const read = performance.now();
        setTimeout(() => busy(read + 350), 150);
        setTimeout(() => { location.hash = "d=1989-02-15"; }, 240);
      }, { once: true });
      location.hash = "d=1988-08-07";
    }""")

    expect(page.locator(".time-date")).to_have_text("15 February 1989")
    until(page, lambda: "l" in address(page))
    assert address(page)["d"] == "1989-02-15"


def test_back_returns_to_a_record_that_was_left_at_once(open_atlas: Open) -> None:
    """The address is written some time after a change; who goes on sooner loses nothing."""
    page = open_atlas("")
    page.evaluate("""() => {
      document.querySelector('#panel-list [data-open="herat-garrison"]').click();
      document.querySelector('.foot a[href="#sources"]').click();
    }""")
    expect(page.locator("#sources")).to_be_in_viewport()

    page.go_back()

    expect(page.locator("#text")).to_be_hidden()
    expect(record_name(page)).to_have_text("Herat garrison")


def test_the_share_panel(open_atlas: Open, atlas: Atlas) -> None:
    """It says that there is no public address, offers frame and link, and copies or selects."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    opener = page.get_by_role("button", name="Share")
    opener.click()
    dialog = page.get_by_role("dialog", name="Share")
    code = dialog.get_by_label("To put this map into another page")
    link = dialog.get_by_label("Link to what you see now")

    assert atlas.manifest.atlas.address == ""
    expect(dialog.get_by_text("no public address")).to_be_visible()
    assert link.input_value().startswith("file://")
    written = code.input_value()
    assert re.fullmatch(r"<iframe src=\"index\.html#[^\"<>]+\" [^<>]*></iframe>", written)
    assert "d=1989-02-15" in written
    assert f"f={BRIDGE}" in written
    assert "allow-scripts" in written
    assert "allow-same-origin" not in written
    assert re.search(r'title="[^"]+"', written)
    for field in (link, code):
        expect(field).to_have_attribute("readonly", "")
        dialog.get_by_role("button", name="Copy").nth(0 if field is link else 1).click()
        said = dialog.locator("[role=status]").nth(0 if field is link else 1)
        expect(said).to_have_text(re.compile("Copied|selected"))
        assert page.evaluate(
            "(e => e.value.slice(e.selectionStart, e.selectionEnd) === e.value)"
            "(document.activeElement)"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_link_of_a_record(open_atlas: Open) -> None:
    """In the record itself: copied, or shown selected."""
    page = open_atlas(f"f={BRIDGE}")
    page.get_by_role("button", name="Link to this").click()

    offered = page.locator(".popup .offered")
    expect(offered).to_contain_text(re.compile("Copied|selected"))
    if "selected" in offered.inner_text():
        assert f"f={BRIDGE}" in offered.locator("input").input_value()


def test_the_snippet_works_in_a_page_beside_the_map(
    open_atlas: Open, site: Path, context: BrowserContext, tmp_path: Path
) -> None:
    """Pasted as it is into a page beside index.html, the frame shows what was shared."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    page.get_by_role("button", name="Share").click()
    code = page.get_by_label("To put this map into another page").input_value()
    (tmp_path / "index.html").write_bytes((site / "index.html").read_bytes())
    (tmp_path / "host.html").write_text(f"<!doctype html><title>Lesson</title>{code}", "utf-8")

    host = context.new_page()
    host.goto((tmp_path / "host.html").as_uri())
    frame = host.frame_locator("iframe")
    frame.locator("[data-ready]").wait_for()

    expect(frame.locator(".popup .record-name")).to_have_text("Friendship Bridge")
    expect(frame.locator(".time-date")).to_have_text("15 February 1989")


def test_about(open_atlas: Open, atlas: Atlas) -> None:
    """Version, date, licence, what is uncertain, how to report, and each layer's licence."""
    page = open_atlas("")
    page.get_by_role("button", name="About").click()
    dialog = page.get_by_role("dialog", name="About this map")
    info = atlas.manifest.atlas

    for words in (info.version, info.date, info.licence, info.uncertain):
        expect(dialog).to_contain_text(words)
    expect(dialog).to_contain_text("Method")
    expect(dialog).to_contain_text("To report an error")
    for layer in atlas.layers:
        expect(dialog).to_contain_text(layer.entry.licence)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize("hash", ["f=nowhere&v=x&zz=1", "d=1988-13-40&f=&v=99/1/2&%E0%A4%A=1&==&"])
def test_unknown_parts_of_the_address_are_ignored(
    page: Page, site: Path, atlas: Atlas, hash: str
) -> None:
    """What cannot be read is as if it were not there, and nothing is complained of."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.goto(f"{(site / 'index.html').as_uri()}#{hash}")
    page.wait_for_selector("[data-ready]")

    expect(record_name(page)).to_have_count(0)
    expect(page.locator(".time-date")).to_have_text(in_words(opening_day(atlas)))
    for layer in atlas.layers:
        if box(layer.id, page).count():
            assert box(layer.id, page).is_checked() == layer.entry.shown
    there = view(page)
    go(page, "d=1988-08-07")
    page.get_by_role("button", name="Show the whole map").click()
    assert view(page) == pytest.approx(there, abs=0.01)
    assert said == []


def test_a_day_outside_the_period_is_the_nearest_in_it(open_atlas: Open, atlas: Atlas) -> None:
    """A link from elsewhere may name any day of the calendar."""
    page = open_atlas("d=1999-01-01")
    expect(page.locator(".time-date")).to_have_text(in_words(period(atlas)[1]))


# The wheel, frames, motion


def test_the_wheel_zooms_a_page_of_its_own(open_atlas: Open) -> None:
    """Outside a frame no key is asked for."""
    page = open_atlas("")
    zoom = view(page)[0]
    page.mouse.move(900, 400)
    page.mouse.wheel(0, -300)
    until(page, lambda: view(page)[0] > zoom)


def test_in_a_frame_the_page_scrolls(framed: Callable[[str], Locator], page: Page) -> None:
    """The wheel scrolls the page around and a hint says how to zoom; with Ctrl it zooms."""
    element = framed("")
    frame = element.element_handle().content_frame()
    assert frame
    zoom = frame.evaluate("map_atlas.getZoom()")
    hint = frame.locator(".hint")
    assert hint.is_hidden()

    page.mouse.move(800, 300)
    page.mouse.wheel(0, 200)
    expect(hint).to_be_visible()
    expect(hint).to_contain_text("Ctrl")
    until(page, lambda: page.evaluate("scrollY") > 0)
    assert frame.evaluate("map_atlas.getZoom()") == zoom

    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    until(page, lambda: frame.evaluate("map_atlas.getZoom()") > zoom)
    page.keyboard.up("Control")
    assert page.evaluate("scrollY") == 0


def test_in_a_frame_links_open_beside_it(framed: Callable[[str], Locator], page: Page) -> None:
    """What leads away opens in a new tab; what leads within the page stays in the frame."""
    frame = framed(f"f={BRIDGE}").content_frame
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Leaflet").press("Enter")
    assert opened.value is not page
    opened.value.close()

    frame.get_by_role("link", name="Sources").click()
    expect(frame.locator("#sources h2")).to_be_in_viewport()
    frame.get_by_role("link", name="Back to the map").click()
    expect(frame.locator("#text")).to_be_hidden()
    expect(frame.locator(".popup .record-name")).to_have_text("Friendship Bridge")
    assert len(page.context.pages) == 1


def test_less_motion_for_whoever_asks(calm: Open) -> None:
    """No animation runs, and a move is over in the same moment."""
    page = calm("")
    running: list[Any] = page.evaluate(
        """async () => {
          const seen = [];
          const look = () => seen.push(...document.getAnimations().map(each =>
            `${each.effect.target.className}: ${each.transitionProperty ?? each.animationName}`));
          document.querySelector('#panel-list [data-open="faizabad-garrison"]').click();
          for (let i = 0; i < 3; i++) { await new Promise(requestAnimationFrame); look(); }
          map_atlas.zoomIn(1);
          for (let i = 0; i < 6; i++) { await new Promise(requestAnimationFrame); look(); }
          return [...new Set(seen)];
        }"""
    )
    assert running == []
    durations = page.eval_on_selector_all(
        ".leaflet-zoom-animated, .mark-point, .popup",
        "all => [...new Set(all.map(each => getComputedStyle(each).transitionDuration))]",
    )
    assert set(durations) <= {"0s", "0ms", "1e-05s"}


def test_a_place_that_is_nearly_known_stands_in_a_circle_when_seen_from_near(calm: Open) -> None:
    """Posts on the Salang are known to within some kilometres: from zoom 10 that is wide enough."""
    far = calm("v=8/35.3/69.3")
    expect(far.locator(".doubt:not(.waits)")).to_have_count(0)

    page = calm("v=10/35.3/69.3")

    circles = page.locator(".doubt:not(.waits)")
    expect(circles).not_to_have_count(0)
    seen = page.locator(".map [data-feature=salang-posts]").bounding_box()
    assert seen
    middle = (seen["x"] + seen["width"] / 2, seen["y"] + seen["height"] / 2)
    around = [box for each in circles.all() if (box := each.bounding_box()) and holds(box, middle)]
    assert around
    # 5 km to each side, at 127 m a pixel.
    assert 70 < around[0]["width"] < 90
    before = circles.count()
    page.get_by_role("checkbox", name="Garrisons and bases").uncheck()
    expect(circles).not_to_have_count(before)


def holds(box: FloatRect, point: tuple[float, float]) -> bool:
    x, y = point
    return 0 < x - box["x"] < box["width"] and 0 < y - box["y"] < box["height"]
