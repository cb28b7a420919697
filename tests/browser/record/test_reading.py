"""The text version with script: tables sort, parts are narrowed, rows lead to the map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mapper.model.atlas import Atlas, Source
from mapper.model.dates import parse_date
from mapper.record.days import opening_day, state_on
from mapper.record.entries import entries

LAYER = "garrisons"

SLOW = 20_000
"""The whole record is laid out when it is first shown: on a busy machine that takes its time."""


@pytest.fixture(scope="module")
def one_page(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, offline=True, reduced_motion="reduce"
    )
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto(f"{(site / 'index.html').as_uri()}#text", timeout=60_000)
    page.wait_for_selector("[data-ready]", state="attached", timeout=60_000)
    yield page
    context.close()


@pytest.fixture
def text(one_page: Page) -> Page:
    """The text version with nothing chosen: the same page for all, as opening it takes long."""
    one_page.evaluate("location.hash = 'text'")
    expect(one_page.locator("#text h1")).to_be_visible(timeout=SLOW)
    for control in one_page.locator("#text .filter select").all():
        if control.input_value():
            control.select_option("")
    for control in one_page.locator("#text .filter input").all():
        if control.input_value():
            control.fill("")
    return one_page


def layer(page: Page) -> Locator:
    return page.locator(f"#layer-{LAYER}")


def rows(page: Page) -> list[str]:
    """The ids of the rows that are shown, from the top."""
    return page.eval_on_selector_all(
        f"#layer-{LAYER} tbody tr", "all => all.filter(e => !e.hidden).map(e => e.dataset.feature)"
    )


def records(page: Page) -> set[str]:
    return set(
        page.eval_on_selector_all(
            f"#layer-{LAYER} .record", "all => all.filter(e => !e.hidden).map(e => e.id.slice(7))"
        )
    )


def claims(atlas: Atlas, feature: str) -> dict[str, int]:
    """How many claims of each certainty; what is not known is none."""
    found: dict[str, int] = {}
    for entry in entries(atlas).get(feature, ()):
        for fact in entry.claims:
            if not entry.unknown:
                found[fact.certainty] = found.get(fact.certainty, 0) + 1
    return found


def features(atlas: Atlas) -> list[str]:
    return [feature.id for each in atlas.layers if each.id == LAYER for feature in each.features]


def test_a_table_is_sorted_by_its_headings(text: Page, atlas: Atlas) -> None:
    """Up, down, and as it came: by number where there are numbers; the heading says which."""
    given = rows(text)
    assert given == features(atlas)
    head = layer(text).locator("th", has_text="Claims")
    many = {id: sum(claims(atlas, id).values()) for id in given}

    for order, reverse in (("ascending", False), ("descending", True)):
        head.get_by_role("button").press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
        counts = [many[id] for id in rows(text) if many[id]]
        assert counts == sorted(counts, reverse=reverse)
        assert len(counts) > 10
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert rows(text) == given

    name = layer(text).locator("th", has_text="Name")
    name.get_by_role("button").press("Enter")
    names = layer(text).locator("tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    head.get_by_role("button").press("Enter")
    assert name.get_attribute("aria-sort") is None
    head.get_by_role("button").press("Enter")
    head.get_by_role("button").press("Enter")


def test_a_table_of_the_record_is_sorted_by_its_days(text: Page) -> None:
    """The order of battle by when a unit crossed; those of whom nobody tells stay last."""
    table = text.locator("#table-calendar table")
    head = table.locator("th", has_text="Crossed the frontier")
    column = head.evaluate("each => each.cellIndex")
    cells = f"tbody td:nth-child({column + 1})"
    given = table.locator("tbody th").all_text_contents()

    for order, reverse in (("ascending", False), ("descending", True)):
        head.get_by_role("button").press("Enter")
        expect(head).to_have_attribute("aria-sort", order)
        days = table.locator(cells).evaluate_all("all => all.map(each => each.dataset.sort ?? '')")
        known = [int(day) for day in days if day]
        assert known == sorted(known, reverse=reverse)
        assert len(known) > 8
        assert not any(days[len(known) :])
    head.get_by_role("button").press("Enter")
    assert table.locator("tbody th").all_text_contents() == given


def test_a_layer_is_narrowed_by_words_in_any_script(text: Page, atlas: Atlas) -> None:
    """Rows and records together; how many is said."""
    field = layer(text).get_by_role("searchbox", name="With the words")
    for typed in ("bagram AIR", "баграм", "بگرام"):
        field.fill(typed)
        assert rows(text) == ["bagram-airbase"]
        assert records(text) == {"bagram-airbase"}
        said = f"1 of {len(features(atlas))} shown."
        expect(layer(text).get_by_role("status")).to_have_text(said)
    field.fill("no such place")
    assert rows(text) == []
    field.fill("")
    assert len(rows(text)) == len(features(atlas)) == len(records(text))
    expect(layer(text).get_by_role("status")).to_have_text("")


def test_a_layer_is_narrowed_by_kind(text: Page, atlas: Atlas) -> None:
    kinds = {feature.id: feature.properties["kind"] for feature in atlas.features}
    choice = layer(text).get_by_label("Kind")
    bases = [id for id in features(atlas) if kinds[id] == "air base"]

    choice.select_option("air base")

    assert rows(text) == bases
    expect(choice.locator("option:checked")).to_have_text(f"air base ({len(bases)})")


def test_claims_are_narrowed_by_certainty(text: Page, atlas: Atlas) -> None:
    """Places with such a claim, and of their claims those; a dispute stays whole."""
    level = "low"
    with_it = [id for id in features(atlas) if level in claims(atlas, id)]
    assert 0 < len(with_it) < len(features(atlas))

    layer(text).get_by_label("Certainty of a claim").select_option(level)

    assert rows(text) == with_it
    # Asked at once: each question from outside takes its time in a page this long.
    shown, disputes = text.evaluate(
        """([layer, level]) => {
          const open = `#layer-${layer} .record:not([hidden])`;
          const count = (place, what) => place.querySelectorAll(what).length;
          const all = what => [...document.querySelectorAll(what)];
          return [
            all(open).map(each => [
              each.id.slice(7),
              [...each.querySelectorAll(".facts > :not([hidden])")]
                .map(fact => count(fact, `.certainty.${level}`)),
            ]),
            all(`${open} .dispute:not([hidden])`).map(each => count(each, ".claim:not([hidden])")),
          ];
        }""",
        [LAYER, level],
    )
    assert {id for id, _ in shown} == set(with_it)
    assert all(found and min(found) > 0 for _, found in shown)
    assert disputes
    assert min(disputes) > 1


def test_what_is_left_out_is_still_reached_and_shown_whole_on_the_map(
    text: Page, atlas: Atlas
) -> None:
    """A link to a hidden record shows the part whole again; a popup never leaves out claims."""
    layer(text).get_by_label("Certainty of a claim").select_option("low")
    hidden = next(id for id in features(atlas) if "low" not in claims(atlas, id))
    narrowed = next(id for id in features(atlas) if "low" in claims(atlas, id))

    layer(text).locator(f"tr[data-feature={narrowed}] .to-place button").dispatch_event("click")
    expect(text.locator(".popup .record-name")).to_be_visible()
    held = text.locator(".popup .fact:not(.unknown) > .value, .popup .claim")
    text.locator(".popup .more").evaluate_all("all => all.map(fold => (fold.open = true))")
    expect(held.locator("visible=true")).to_have_count(sum(claims(atlas, narrowed).values()))
    expect(text.locator(".popup .to-place")).to_have_count(0)

    text.evaluate("id => { location.hash = `record-${id}`; }", hidden)
    expect(text.locator(f"#record-{hidden}")).to_be_focused(timeout=SLOW)
    expect(text.locator(f"#record-{hidden}")).to_be_in_viewport()
    assert len(rows(text)) == len(features(atlas))


def test_rows_and_records_lead_to_the_map_and_back(text: Page) -> None:
    """By keyboard: from a row, from a record, and from the popup to the record."""
    row = layer(text).get_by_role("button", name="Show Bagram air base on the map")
    row.focus()
    text.keyboard.press("Enter")
    expect(text.locator(".popup .record-name")).to_have_text("Bagram air base")
    text.locator(".popup").get_by_role("button", name="In the text version").dispatch_event("click")
    record = text.locator("#record-bagram-airbase")
    expect(record).to_be_focused(timeout=SLOW)
    record.get_by_role("button", name="Show on the map").focus()
    text.keyboard.press("Enter")
    expect(text.locator(".popup .record-name")).to_have_text("Bagram air base")


def test_the_chronology_is_narrowed_by_phase_and_certainty(text: Page, atlas: Atlas) -> None:
    """Together they leave what is in the phase, or may be, and so certain."""
    phase = next(row for row in atlas.registers["phases"] if row.date)
    assert phase.date
    from_day, _, _, to_day = phase.date.days
    assert from_day is not None
    assert to_day is not None

    def is_in(days: tuple[int | None, ...]) -> bool:
        start, end = days[0], days[3]
        return (start is None or start <= to_day) and (end is None or from_day <= end)

    expected = {
        event.id
        for event in atlas.events
        if event.date and event.certainty == "high" and is_in(event.date.days)
    }
    assert 0 < len(expected) < len(atlas.events)
    chronology = text.locator("#chronology")
    chronology.get_by_label("Phase").select_option(phase.id)
    chronology.get_by_label("Certainty").select_option("high")

    shown = text.eval_on_selector_all(
        "#chronology .event", "all => all.filter(e => !e.hidden).map(e => e.id)"
    )
    assert set(shown) == expected
    said = f"{len(expected)} of {len(atlas.events)} shown."
    expect(chronology.get_by_role("status")).to_have_text(said)


def test_sources_are_narrowed_as_before(text: Page, atlas: Atlas) -> None:
    sources = text.locator("#sources")
    sources.get_by_label("With the words").fill("lyakhovskiy")
    shown = sources.locator(".sources > li:not([hidden])")
    assert 0 < shown.count() < len(atlas.sources)
    assert all("lyakhovskiy" in each.inner_text().lower() for each in shown.all())


@pytest.mark.parametrize(
    ("label", "option", "has"),
    [
        ("Year", "1988", lambda source: source.date.startswith("1988")),
        ("Language", "Russian", lambda source: source.language == "russian"),
        ("How far read", "in full", lambda source: source.read == "full"),
    ],
)
def test_sources_are_narrowed_by_year_language_and_how_far_they_were_read(
    text: Page, atlas: Atlas, label: str, option: str, has: Callable[[Source], bool]
) -> None:
    sources = text.locator("#sources")
    expected = {f"source-{source.key}" for source in atlas.sources if has(source)}

    sources.get_by_label(label).select_option(label=f"{option} ({len(expected)})")

    shown = text.eval_on_selector_all(
        "#sources .sources > li", "all => all.filter(e => !e.hidden).map(e => e.id)"
    )
    assert set(shown) == expected != set()


def test_contents_are_at_hand(text: Page) -> None:
    """Beside the text where there is room, and by a button where there is none."""
    text.evaluate("location.hash = 'sources'")
    expect(text.locator("#sources")).to_be_focused(timeout=SLOW)
    contents = text.get_by_role("navigation", name="Contents").get_by_role("link", name="Strength")
    expect(contents).to_be_in_viewport()
    link = text.get_by_role("link", name="Contents", exact=True)
    expect(link).to_be_hidden()
    text.set_viewport_size({"width": 320, "height": 640})
    expect(contents).not_to_be_in_viewport()
    link.dispatch_event("click")
    expect(text.locator("#contents")).to_be_focused(timeout=SLOW)
    expect(contents).to_be_in_viewport()
    assert text.evaluate("document.documentElement.scrollWidth") <= 320
    text.set_viewport_size({"width": 1440, "height": 900})


def test_the_list_is_narrowed_by_kind_and_by_state_on_the_day(text: Page, atlas: Atlas) -> None:
    """What is held on the day, and again when the day changes; empty layers go."""
    day = opening_day(atlas)
    (timed,) = [each for each in atlas.layers if each.entry.when]
    text.evaluate("day => { location.hash = `d=${day}`; }", iso(day))
    expect(text.locator("#atlas")).to_be_visible()
    text.get_by_role("tab", name="List").click()
    panel = text.locator("#panel-list")
    panel.get_by_label("State").select_option("vacated")

    for on in (day, parse_date(atlas.manifest.atlas.period).days[3] or day):
        text.evaluate("day => { location.hash = `d=${day}`; }", iso(on))
        state = state_on(atlas, on)
        expected = {feature.id for feature in timed.features if state(feature) == "gone"}
        shown = panel.locator("li:not([hidden]) > [data-open]")
        expect(shown).to_have_count(len(expected))
        assert {each.get_attribute("data-open") for each in shown.all()} == expected
        said = f"{len(expected)} of {len(atlas.features)} shown."
        expect(panel.get_by_role("status")).to_have_text(said)
        expect(panel.locator("details:visible")).to_have_count(1)

    panel.get_by_label("State").select_option("")
    panel.get_by_label("Kind").select_option("tunnel")
    kinds = [each for each in atlas.features if each.properties.get("kind") == "tunnel"]
    expect(panel.locator("li:not([hidden]) > [data-open]")).to_have_count(len(kinds))
    panel.get_by_label("Kind").select_option("")


def test_without_script_the_tables_are_plain_and_whole(
    browser: Browser, site: Path, atlas: Atlas
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((site / "index.html").as_uri(), timeout=60_000)
    assert page.locator(f"#layer-{LAYER} tbody tr").count() == len(features(atlas))
    expect(page.locator("#text").get_by_role("button")).to_have_count(0)
    expect(page.locator(".filter, .finder-input")).to_have_count(0)
    context.close()


def iso(day: int) -> str:
    return date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()
