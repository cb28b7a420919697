"""How much rests on a source, and which matters sources disagree about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mapper.model import Atlas, Cite
from mapper.record.article import Article, Reference, Statement
from mapper.record.story import Step


def records_by_source(
    atlas: Atlas, articles: Mapping[str, Article], steps: Iterable[Step]
) -> Counter[str]:
    """Source key → in how many records of the text version it is named.

    A record is a step, an event, an article with all its claims, or the table of strengths.
    """
    strength = (cite for row in atlas.strength for cite in row.cites)
    records: tuple[Iterable[Cite | Reference], ...] = (
        *(step.cites for step in steps),
        *(event.cites for event in atlas.events),
        *map(_resting, articles.values()),
        strength,
    )
    return Counter(key for cited in records for key in {each.key for each in cited})


def _resting(article: Article) -> Iterator[Reference]:
    """What an article and its claims rest on."""
    yield from article.references
    for statement in article.statements:
        for claim in statement.claims:
            yield from claim.references


def disputed_matters(articles: Mapping[str, Article]) -> Iterator[tuple[Article, Statement]]:
    """Every matter on which sources disagree, in the order of the articles."""
    for article in articles.values():
        for statement in article.statements:
            if statement.disputed:
                yield article, statement
