"""What a claim may be called certain on."""

from __future__ import annotations

import pytest

from mapper.model import Cite
from mapper.problems import errors
from mapper.record import bears_high, read_bib

ENTRIES = {
    "treaty": "kind = {document}",
    "minutes": "kind = {document}, read = {cited-in:history}",
    "diary": "kind = {witness}",
    "wire-in-herald": "kind = {agency}, author = {{Wire}}, journal = {Herald}",
    "wire-in-post": "kind = {agency}, author = {{Wire}}, journal = {Post}",
    "herald": "kind = {press}, journal = {Herald}",
    "herald2": "kind = {press}, journal = {Herald}",
    "post": "kind = {press}, journal = {Post}",
    "history": "kind = {scholar}, publisher = {House}",
    "retold": "kind = {press}, organization = {Site}, after = {history}",
    "encyclopedia": "kind = {reference}, organization = {Pedia}",
    "old": "keywords = {newspaper}",
}


def entry(key: str, fields: str) -> str:
    read = "" if "read =" in fields else ", read = {full}"
    return f"@misc{{{key}, title = {{T}}, readdate = {{2026-11-22}}, {fields}{read}}}"


BIB = "\n".join(entry(*each) for each in ENTRIES.items())

SOURCES, PROBLEMS = read_bib(BIB, "data/sources.bib")


@pytest.mark.parametrize(
    ("keys", "enough"),
    {
        "treaty": True,
        "diary": True,
        "minutes": False,
        "herald": False,
        "herald post": True,
        "herald herald2": False,
        "wire-in-herald wire-in-post": False,
        "wire-in-herald herald": True,
        "history retold": False,
        "history minutes": False,
        "history herald": True,
        "encyclopedia herald": False,
        "encyclopedia treaty": True,
        "old": True,
    }.items(),
)
def test_high_asks_for_a_primary_source_or_two_independent_ones(keys: str, enough: bool) -> None:
    """Two papers with one agency's report are one source, so are a book and what follows it."""
    sources = {source.key: source for source in SOURCES}

    assert not errors(PROBLEMS)
    assert bears_high([Cite(key) for key in keys.split()], sources) is enough


def test_a_kind_and_what_is_followed_have_to_be_known() -> None:
    text = entry("a", "kind = {docment}") + "\n" + entry("b", "after = {aa}")

    _, problems = read_bib(text, "data/sources.bib")

    assert [(each.place, each.what, each.mend) for each in problems] == [
        (
            "line 1, @misc{a",
            'kind is "docment", not one of document, witness, official, agency, press, memoir, '
            "scholar, reference.",
            'Did you mean "document"?',
        ),
        ("line 2, @misc{b", 'it is after "aa", but there is no such source.', 'Did you mean "a"?'),
    ]
