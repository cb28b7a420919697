"""The record of this atlas, read once."""

from __future__ import annotations

from operator import attrgetter

from mapper.folder.load import read
from mapper.model.atlas import Fact
from mapper.model.dates import day_number
from places import ROOT

ATLAS, PROBLEMS = read(ROOT)

EN = ATLAS.language

REGISTERS = [row for rows in ATLAS.registers.values() for row in rows]

SUBJECTS = {"atlas", *(each.id for each in ATLAS.features), *(row.id for row in REGISTERS)}

TODAY = day_number(ATLAS.manifest.atlas.date)

named = attrgetter("id")


def facts(field: str, subject: str = "atlas") -> list[Fact]:
    return [fact for fact in ATLAS.facts if (fact.subject, fact.field) == (subject, field)]
