"""The pictures of the text version: each file stands in the page once, where it is shown first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapper.model import Atlas
from mapper.record import Article, Picture, album, shown_images


def gallery(
    atlas: Atlas,
    articles: Mapping[str, Article],
    layers: Iterable[Mapping[str, Any]],
    registers: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The pictures, and file → the id of the figure that has it.

    Articles stand as `record.html.j2` has them: the atlas, then the layers, then the registers.
    """
    ids = [
        "atlas",
        *(row["id"] for layer in layers for row in layer["rows"]),
        *(id for register in registers for id in register["ids"]),
    ]
    first: dict[str, str] = {}
    for picture in (each for id in ids for each in _pictures_of(articles[id])):
        first.setdefault(picture.file, picture.id)
    return {"album": album(shown_images(atlas)), "shown_first": first}


def _pictures_of(article: Article) -> Iterator[Picture]:
    """Those of an article, as they follow each other in it."""
    for is_folded in (False, True):
        for statement in article.statements:
            if statement.folded is is_folded:
                yield from (claim.picture for claim in statement.claims if claim.picture)
        if not is_folded:
            yield from (value for _, value in article.properties if isinstance(value, Picture))
