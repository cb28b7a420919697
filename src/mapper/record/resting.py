"""Which claims rest on a source, and which matters sources disagree about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mapper.record.article import Article, Reference, Statement


def claims_by_source(
    articles: Mapping[str, Article],
) -> Mapping[str, tuple[tuple[str, str, int], ...]]:
    """Source key → for each subject: the anchor of the first claim on it, the name, how many."""
    found: dict[str, dict[str, tuple[str, str, int]]] = {}
    for id, article in articles.items():
        for anchor, references in _resting(article):
            for key in dict.fromkeys(reference.key for reference in references):
                listed = found.setdefault(key, {})
                first, name, count = listed.get(id, (anchor, article.name, 0))
                listed[id] = (first, name, count + 1)
    return {key: tuple(listed.values()) for key, listed in found.items()}


def _resting(article: Article) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """The anchors of an article, and what each rests on."""
    yield f"record-{article.id}", article.references
    for statement in article.statements:
        for claim in statement.claims:
            yield claim.id, claim.references


def disputed_matters(articles: Mapping[str, Article]) -> Iterator[tuple[Article, Statement]]:
    """Every matter on which sources disagree, in the order of the articles."""
    for article in articles.values():
        for statement in article.statements:
            if statement.disputed:
                yield article, statement
