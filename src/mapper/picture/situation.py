"""What the map shows on a day, in words and from the data alone.

The viewer says the same of any day and of the layers that are on (`web/src/time/situation.ts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mapper.model import Atlas, Layer, Text, bulk_of, text
from mapper.picture.handout import strength_words
from mapper.picture.happenings import events_on
from mapper.picture.scene import State
from mapper.picture.tongue import Tongue, state_count
from mapper.record import STATES, is_absent, spans, use, used_days

NAMED = 4
"""At most so many names; of the rest, how many."""


def situation(atlas: Atlas, day: int, state: State, in_: Tongue) -> list[str]:
    """The day; how many are there, leaving and so on; what is in use; what happened; how many.

    One sentence each, and none where the record says nothing. `state` is that of the day.
    """
    told = _Telling(atlas, day, state, in_)
    shown = [layer for layer in atlas.layers if layer.entry.shown and not layer.entry.ground]
    timed = [layer for layer in shown if layer.entry.when]
    said = [
        in_.say("says.day", date=in_.date(day)) if told.has_time() else "",
        *(told.counts(layer) for layer in timed),
        "" if timed else told.layers(shown),
        *told.in_use(shown),
        told.events(),
        strength_words(atlas, day, in_),
    ]
    return [sentence for sentence in said if sentence]


@dataclass(frozen=True)
class _Telling:
    atlas: Atlas
    day: int
    state: State
    in_: Tongue

    def has_time(self) -> bool:
        """Does anything that is told have a day?"""
        atlas = self.atlas
        dates = (
            *(event.date for event in atlas.events),
            *(row.date for row in atlas.strength),
            *(phase.date for phase in atlas.registers.get("phases", ())),
        )
        return any(dates) or any(
            layer.entry.when
            or (not layer.is_big and any(used_days(atlas, layer, each) for each in layer.features))
            for layer in atlas.layers
        )

    def counts(self, layer: Layer) -> str:
        found = self.found(layer)
        entry, first = layer.entry, self.atlas.language
        counts = [
            state_count(entry, first, each, self.in_, found[each])
            for each in STATES
            if found[each] and not is_absent(entry, each)
        ]
        if not counts:
            return ""
        return self.in_.say("says.counts", layer=self.title(layer), counts=self.some(counts))

    def found(self, layer: Layer) -> Counter[str]:
        """How many are in each state; of a big layer how many are there."""
        if not layer.is_big:
            return Counter(self.state(feature) for feature in layer.features)
        days = spans(self.atlas, layer, bulk_of(layer, self.atlas.language))
        there = (first <= self.day <= last for first, last in zip(*days or ((), ()), strict=True))
        return Counter({"there": sum(there)})

    def layers(self, shown: list[Layer]) -> str:
        """Where none has states: which are on, and how many features each has."""
        if not shown:
            return self.in_.words["key.all-off"]
        layers = [
            self.in_.say(
                "says.layer", layer=self.title(each), count=self.in_.number(len(each.features))
            )
            for each in shown
        ]
        return self.in_.say("says.shown", layers=self.some(layers))

    def in_use(self, shown: list[Layer]) -> Iterator[str]:
        names: dict[str, list[str]] = {"used": [], "perhaps": []}
        for layer in shown:
            if layer.entry.used and not layer.is_big:
                for feature in layer.features:
                    if how := use(self.day, used_days(self.atlas, layer, feature)):
                        names[how].append(self.word(feature.name))
        for how, found in names.items():
            if found:
                yield self.in_.say(f"says.{how}", names=self.some(found))

    def events(self) -> str:
        titles = [self.word(event.title) for event in events_on(self.atlas, self.day)]
        told = self.some(titles, self.in_.words["says.semicolon"])
        return self.in_.say("says.events", events=told) if titles else ""

    def some(self, items: list[str], joint: str = "") -> str:
        rest = len(items) - NAMED
        few = [*items[:NAMED], self.in_.say("time.more", n=rest)] if rest > 1 else items
        return (joint or self.in_.words["says.joint"]).join(few)

    def title(self, layer: Layer) -> str:
        return self.word(text(layer.entry, "title", self.atlas.language))

    def word(self, words: Text) -> str:
        return (
            words.get(self.in_.language)
            or words.get(self.atlas.language)
            or next(iter(words.values()), "")
        )
