"""The text of lessons: Markdown whose citations name who says so, and lead to the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mapper.model import Atlas, Cite, Source
from mapper.problems import Problem
from mapper.record.footnotes import citations, cited, unread
from mapper.record.narrative import clean, no_source

SOURCES = "../index.html#source-"
"""A lesson's page stands in a folder beside the map's, whose text version has the bibliography."""


@cache
def markdown() -> MarkdownIt:
    """The Markdown of lessons: CommonMark with tables and citations, HTML off."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").use(citations)


def written(tokens: Sequence[Token], atlas: Atlas) -> Markup:
    """Parsed Markdown as safe HTML, with citations by name."""
    named = [token.copy(children=_named(token.children, atlas.works)) for token in tokens]
    renderer = markdown()
    return clean(renderer.renderer.render(named, renderer.options, {}))


def line(text: str, atlas: Atlas) -> Markup:
    """One line of Markdown as safe HTML without a paragraph around it."""
    return written(markdown().parseInline(text), atlas)


def passage(text: str, atlas: Atlas) -> Markup:
    """Markdown as safe HTML, its paragraphs and lists; nothing for nothing."""
    return written(markdown().parse(text), atlas)


def cites_of(text: str) -> set[str]:
    """The keys of the sources that a line of Markdown cites."""
    return {cite.key for _, cites in cited(markdown().parseInline(text)) for cite in cites}


def citations_are_sound(
    tokens: Sequence[Token], atlas: Atlas, file: str, first: int = 1
) -> Iterator[Problem]:
    """Citations of no source, and such as cannot be read; `first` is the line of the text."""
    for at, cites in cited(tokens):
        for cite in cites:
            yield from no_source(cite.key, file, f"line {at + first - 1}", atlas)
    for at in unread(tokens):
        what = "a citation that cannot be read."
        yield Problem(file, f"line {at + first - 1}", what, "Write [@key, p. 3; @other].")


def name_of(source: Source) -> str:
    """Who says so and in which year, as a citation names it."""
    return ", ".join(filter(None, (source.who or source.title, source.date[:4])))


def _named(children: list[Token] | None, sources: Mapping[str, Source]) -> list[Token] | None:
    if children is None:
        return None
    return list(
        chain.from_iterable(
            _in_brackets(child.meta["cites"], sources) if child.type == "cite" else [child]
            for child in children
        )
    )


def _in_brackets(cites: Sequence[Cite], sources: Mapping[str, Source]) -> Iterator[Token]:
    yield Token("text", "", 0, content=" (")
    for index, cite in enumerate(cites):
        if index:
            yield Token("text", "", 0, content="; ")
        source = sources.get(cite.key)
        yield Token("link_open", "a", 1, attrs={"href": f"{SOURCES}{cite.key}"})
        yield Token("text", "", 0, content=name_of(source) if source else cite.key)
        yield Token("link_close", "a", -1)
        if cite.locator:
            yield Token("text", "", 0, content=f", {cite.locator}")
    yield Token("text", "", 0, content=")")
