"""A record says first what holds on the chosen day, and where sources disagree it is found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from mapper.model.atlas import Atlas
from mapper.record import entries
from using import BRIDGE, Open, go, record_name, until


def labels(page: Page, part: str) -> list[str]:
    return page.locator(f".popup {part} > div > dt").all_text_contents()


def test_the_bridge_begins_with_the_crossing(open_atlas: Open) -> None:
    """Then what else is known, each label once, and the length folded; it opens as one likes."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    popup = page.locator(".popup")

    expect(popup.locator(".record-kind")).to_have_text(
        "Road and rail bridge (Crossings into the Soviet Union)"
    )
    today, *others = popup.locator(".facts").all()
    assert popup.locator(".record-scroll > *").first.get_attribute("class") == (
        "record-on record-events"
    )
    expect(popup.locator(".record-on h3")).to_have_text("On 15 February 1989")
    expect(today.locator("dt").first).to_have_text("Crossed by")
    expect(today.locator(".value").first).to_contain_text("commander of the 40th Army")
    expect(popup.locator(".record-on li")).to_have_text(
        "15 February 1989 Gromov crosses the bridge"
    )
    for part in (".record-on > .facts", ".record-scroll > .facts", ".more > .facts"):
        said = labels(page, part)
        assert said or part.startswith(".more")
        assert len(said) == len(set(said))
    times = others[0].locator(".when").all_inner_texts()
    assert times[:2] == ["18 May 1988", "25 May 1988"]
    fold = popup.locator(".more")
    expect(fold.locator("summary")).to_have_text("More: Opened, Length, Carries, Crosses")
    expect(popup.get_by_text("816 m", exact=True)).to_be_hidden()
    fold.locator("summary").click()
    expect(popup.get_by_text("816 m", exact=True)).to_be_visible()


def test_a_vacated_garrison_says_so_with_its_symbol_as_the_day_changes(open_atlas: Open) -> None:
    page = open_atlas("d=1988-08-12&f=kunduz-garrison")
    state = page.locator(".popup .record-state")
    drawn = page.locator(".popup .record-head .symbol use")

    expect(state).to_have_text("Vacated by 12 August 1988")
    expect(drawn).to_have_attribute("href", "#s-garrison-gone")
    expect(page.locator(".popup .record-kind")).to_have_text("Garrison in the province of Kunduz")

    go(page, "d=1988-05-20&f=kunduz-garrison")
    expect(state).to_have_text("Held on 20 May 1988")
    expect(drawn).to_have_attribute("href", "#s-garrison-there")
    expect(page.locator(".popup .record-on dt")).to_have_text("Units")


def test_what_holds_follows_the_day(open_atlas: Open) -> None:
    """A day on it says another day, and keeps what is open; the facts of the day are others."""
    page = open_atlas(f"d=1989-02-15&f={BRIDGE}")
    page.locator(".popup .more summary").click()
    page.get_by_role("button", name="Previous event").click()

    heading = page.locator(".popup .record-on h3")
    expect(heading).to_have_text("On 14 February 1989")
    assert labels(page, ".record-on > .facts") == ["≠ Sources disagree: Gromov’s last night"]
    expect(page.locator(".popup").get_by_text("816 m", exact=True)).to_be_visible()
    go(page, f"d=1988-07-01&f={BRIDGE}")
    expect(heading).to_have_count(0)
    go(page, f"lang=fa&d=1989-02-15&f={BRIDGE}")
    expect(heading).to_have_text("در ۱۵ فبروری ۱۹۸۹")


def test_escape_closes_what_a_link_opened(open_atlas: Open) -> None:
    """The page itself has the focus then."""
    page = open_atlas(f"f={BRIDGE}")
    expect(record_name(page)).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("Escape")
    expect(record_name(page)).to_be_hidden()
    until(page, lambda: "f=" not in page.url)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Strength on this day: 100,300. ≠ Sources disagree: 104,000 to 115,000."),
        ("ru", "Численность на этот день: 100 300. ≠ Источники расходятся: от 104 000 до 115 000."),
    ],
)
def test_of_rival_figures_one_is_told_and_the_range_of_the_others(
    open_atlas: Open, language: str, says: str
) -> None:
    page = open_atlas(f"d=1988-05-15&lang={language}")
    expect(page.locator(".time-said")).to_contain_text(says)


@pytest.mark.parametrize(
    ("language", "query"),
    [("en", "dispute"), ("en", "disagree"), ("ru", "расходятся"), ("fa", "اختلاف")],
)
def test_disputes_are_found_by_what_they_are(
    open_atlas: Open, atlas: Atlas, language: str, query: str
) -> None:
    page = open_atlas(f"lang={language}")
    page.locator(".finder input").fill(query)
    facts = page.locator(".finder [role=group][aria-labelledby$=-fact] [role=option]")
    facts.last.click()
    said = facts.locator(".finder-name").all_inner_texts()
    rivals = [
        fact
        for listed in entries(atlas).values()
        for each in listed
        if each.disputed
        for fact in each.claims
    ]
    assert len(said) >= len(rivals) > 50
    assert any(text.endswith("Gromov’s last night: In a hotel in Termez") for text in said)


def test_all_disputes_are_listed_and_lead_to_themselves(open_atlas: Open, atlas: Atlas) -> None:
    disputed = [each for listed in entries(atlas).values() for each in listed if each.disputed]
    page = open_atlas("disputes")
    listed = page.locator("#disputes li")
    expect(page.locator("#disputes h2")).to_be_in_viewport()
    assert listed.count() == len(disputed) > 20
    leads = listed.locator("a").evaluate_all(
        "all => all.map(a => document.querySelector(a.hash).closest('.dispute') !== null)"
    )
    assert all(leads)
    expect(page.locator('#contents a[href="#disputes"]')).to_have_count(1)
    link = listed.filter(has_text="Friendship Bridge: Length").locator("a")
    link.click()
    expect(page.locator(f"#record-{BRIDGE} .dispute", has_text="816 m")).to_be_in_viewport()

    choice = page.locator("#layer-crossings").get_by_label("Dispute")
    choice.select_option("dispute")
    assert page.locator("#layer-crossings tbody tr:not([hidden])").count() == 1
    shown = page.locator(f"#record-{BRIDGE} .facts > :not([hidden])")
    assert shown.count() == page.locator(f"#record-{BRIDGE} .dispute").count() == 3


def test_every_source_lists_as_many_records_as_it_says_and_each_names_it(open_atlas: Open) -> None:
    page = open_atlas()
    said = page.locator(".source-read > span").all_text_contents()
    go(page, "sources")
    listed = page.evaluate(
        """() => [...document.querySelectorAll(".sources > li:has(.source-claims)")].map(source => {
            const links = [...source.querySelectorAll(".source-claims a")];
            const away = links.filter(link => !document.querySelector(link.hash)
                ?.closest("article, .event, section").querySelector(`a[href="#${source.id}"]`));
            return [source.id, links.length, away.length];
        })"""
    )
    assert [number for _, number, _ in listed] == [int(each.split()[2]) for each in said]
    assert len(said) > 200
    assert [id for id, _, away in listed if away] == []


def test_what_rests_on_a_much_used_source_is_folded_into_a_list(open_atlas: Open) -> None:
    page = open_atlas("source-braithwaite2011")
    rests = page.locator("#source-braithwaite2011 .source-claims")
    number = rests.locator("a").count()
    expect(rests.locator("summary")).to_have_text(f"Cited in {number} records")
    expect(rests.locator("a").first).to_be_hidden()
    rests.locator("summary").click()
    tops = rests.locator("a").evaluate_all("all => all.map(a => a.getBoundingClientRect().top)")
    assert len(set(tops)) > number // 4
    expect(rests.locator("a").first).to_be_visible()
