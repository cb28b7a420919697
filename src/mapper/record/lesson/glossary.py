"""The words of the glossary that a lesson uses: where a part first has one, it leads to a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from mapper.model import Atlas, Subject
from mapper.record.lesson.cards import SourceCard, Task
from mapper.record.lesson.prose import name_of
from mapper.record.lesson.questions import Question
from mapper.record.lesson.read import Page, Part, Prose, Short
from mapper.record.terms import find_term, forms_of

_NO_TEXT = re.compile(r"(<[^>]*>|&[#\w]+;)")
_APART = frozenset({"a", "code", "h2", "h3", "h4", "pre", "th"})
"""Where no term is looked for."""

_LINK = Markup('<a class="term" href="#word-{}">{}</a>')


@dataclass(frozen=True)
class Term:
    """A word that a lesson uses, and what it means; `said_by` has key and name of its sources."""

    id: str
    name: str
    text: str
    said_by: tuple[tuple[str, str], ...]


def explained(page: Page, atlas: Atlas) -> tuple[Page, tuple[Term, ...]]:
    """The page with its terms as links to `#word-<id>`, and these terms, by their names."""
    plain = page.head.plain if page.head else ()
    rows = [row for row in atlas.registers.get("glossary", ()) if row.id not in plain]
    marker = _Marker(_by_form(rows, atlas.language))
    blocks = tuple(marker.block(block) for block in page.blocks)
    terms = [_term(row, atlas) for row in rows if row.id in marker.used]
    return replace(page, blocks=blocks), tuple(sorted(terms, key=lambda term: term.name.casefold()))


class _Marker:
    """Marks one lesson, and remembers which terms it used. Each part explains a term once."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self.forms = forms
        self.left = dict(forms)
        self.used: set[str] = set()

    def block(self, block: Part) -> Part:
        if isinstance(block, Prose):
            return replace(block, html=self.html(block.html))
        if isinstance(block, Short):
            return self.short(block)
        if isinstance(block, SourceCard):
            return replace(block, says=self.html(block.says))
        if isinstance(block, Task):
            return replace(block, text=self.html(block.text))
        if isinstance(block, Question):
            ask, model = self.html(block.ask), self.html(block.model)
            return replace(block, ask=ask, model=model, feedback=self.html(block.feedback))
        return block

    def short(self, block: Short) -> Short:
        """Closed until asked for: so it explains for itself, and what follows does, too."""
        before, self.left = self.left, dict(self.forms)
        marked = replace(block, html=self.html(block.html))
        self.left = before
        return marked

    def html(self, html: Markup) -> Markup:
        """Clean HTML with its terms marked; in it `<` begins a tag and nothing else."""
        apart = 0
        parts = _NO_TEXT.split(html)
        for at, part in enumerate(parts):
            if at % 2:
                name = part.strip("</>").partition(" ")[0]
                if name in _APART:
                    apart += -1 if part.startswith("</") else 1
                if name == "h2":
                    self.left = dict(self.forms)
            elif not apart:
                parts[at] = "".join(self.text(part))
        return Markup("".join(parts))

    def text(self, text: str) -> Iterator[str]:
        while found := find_term(text, self.left):
            form, at, length = found
            id = self.left[form]
            self.used.add(id)
            self.left = {other: of for other, of in self.left.items() if of != id}
            yield text[:at]
            yield _LINK.format(id, Markup(text[at : at + length]))
            text = text[at + length :]
        yield text


def _by_form(rows: list[Subject], language: str) -> dict[str, str]:
    """What terms go by → their ids; of two that go by the same, the first."""
    forms: dict[str, str] = {}
    for row in rows:
        for form in forms_of(row.name.get(language, "")):
            forms.setdefault(form, row.id)
    return forms


def _term(row: Subject, atlas: Atlas) -> Term:
    said_by = tuple(
        (cite.key, name_of(atlas.works[cite.key])) for cite in row.cites if cite.key in atlas.works
    )
    language = atlas.language
    return Term(row.id, row.name.get(language, row.id), row.text.get(language, ""), said_by)
