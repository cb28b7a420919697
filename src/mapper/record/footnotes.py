"""Citations in Markdown, as pandoc writes them, behind a claim: `[@key, fol. 3; @other]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mapper.model import Cite
from mapper.record.article import Reference, Referencer
from mapper.record.cite import KEY

TAGS = frozenset({"sup", "span"})
"""What numbered citations need besides the tags of prose."""

_CITATION = re.compile(r"\[(@[^\[\]]+)\]")
_PART = re.compile(rf"@(?P<key>{KEY.pattern})(?:,\s*(?P<locator>\S.*))?", re.DOTALL)


def citations(markdown: MarkdownIt) -> None:
    """Teaches a Markdown parser to read citations: tokens of type `cite`."""
    markdown.inline.ruler.before("link", "cite", _cite)


def cited(tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[Cite, ...]]]:
    """Every citation of a parsed text, with the line on which it begins, the first being 1."""
    for line, token in running(tokens):
        if token.type == "cite":
            yield line, token.meta["cites"]


def unread(tokens: Sequence[Token]) -> Iterator[int]:
    """The lines on which something begins like a citation, and is none."""
    for line, token in running(tokens):
        if token.type == "text" and "[@" in token.content:
            yield line


def running(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The parts of all running text, each with the line it begins on."""
    for token in tokens:
        line = (token.map or [0])[0] + 1
        for child in token.children or ():
            yield line, child
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n")


def numbered(tokens: Sequence[Token], references: Referencer) -> list[Token]:
    """The same with links to the sources, raised and numbered, in the place of citations."""
    return [token.copy(children=_numbered(token.children, references)) for token in tokens]


def _numbered(children: list[Token] | None, references: Referencer) -> list[Token] | None:
    if children is None:
        return None
    return list(
        chain.from_iterable(
            _raised(references(child.meta["cites"])) if child.type == "cite" else [child]
            for child in children
        )
    )


def _cite(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos)
    parts = [_PART.fullmatch(part.strip()) for part in match[1].split(";")] if match else []
    if match is None or None in parts:
        return False
    if not silent:
        token = state.push("cite", "", 0)
        token.content = match[0]
        token.meta = {
            "cites": tuple(
                Cite(part["key"], " ".join((part["locator"] or "").split()))
                for part in parts
                if part
            )
        }
    state.pos = match.end()
    return True


def _raised(references: Sequence[Reference]) -> Iterator[Token]:
    """The same as the macro `cited` of `parts.html.j2` writes."""
    yield Token("sup_open", "sup", 1)
    for index, reference in enumerate(references):
        if index:
            yield _text(", ")
        yield Token("link_open", "a", 1, attrs={"href": f"#source-{reference.key}"})
        yield _text(str(reference.number))
        yield Token("link_close", "a", -1)
        if reference.locator:
            yield _text(" ")
            yield Token("span_open", "span", 1)
            yield _text(reference.locator)
            yield Token("span_close", "span", -1)
    yield Token("sup_close", "sup", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
