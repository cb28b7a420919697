"""All that the record tells of an atlas, worked out once and handed on to whatever shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mapper.model import Atlas
from mapper.record.article import Article, Referencer, articles, referencer
from mapper.record.cite import Citations
from mapper.record.entries import Coverage, coverage, entries
from mapper.record.profile import Profile, profiles
from mapper.record.story import ReadStory, Step, read_story


@dataclass(frozen=True)
class Account:
    """`references` numbers sources as the bibliography of `citations` does."""

    citations: Citations
    references: Referencer
    articles: Mapping[str, Article]
    cover: Coverage
    story: ReadStory | None
    profiles: tuple[Profile, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.story.steps if self.story else ()


def account(atlas: Atlas, citations: Citations) -> Account:
    """The account of an atlas without errors, whose sources are cited."""
    references, found = referencer(citations.bibliography), entries(atlas)
    return Account(
        citations=citations,
        references=references,
        articles=articles(atlas, references, found),
        cover=coverage(atlas, found),
        story=read_story(atlas.story, atlas, references)[0] if atlas.story else None,
        profiles=profiles(atlas),
    )
