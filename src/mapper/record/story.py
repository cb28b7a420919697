"""The story: `data/story.md` in the narrative dialect → steps, each a text and a map state.

    # Title
    A sentence or two before the first step.

    ## A headline, which is a sentence
    ```map
    id = "the-storm"
    date = "1741-07-13"
    span = "1741-07-13/1741-07-20"
    features = ["north-quay"]
    away = [{ name = "Bergen", at = [60.39, 5.32], position = "GeoNames 3161732" }]
    layers = ["quays", "roads"]
    view = [8, 59.9, -2.1]
    ```
    What happened.[@ledger1741, fol. 3] And what another says.[@letter1741; @almanac1741]

`date` is the day that the map shows, `span` the time that the text tells of, if that is longer.
The map shows `features`, all other features stand back; without `features` none does, and without
`view` the map is moved to the features. `away` are places that it has no feature of. `layers` are
those shown, or those the atlas opens with.
`id` is the step's name in links; left out, it is made of the headline.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mapper.model import Atlas, Cite, DateError, Story, date_words, parse_date
from mapper.problems import Problem, guess
from mapper.record.article import Referencer
from mapper.record.footnotes import TAGS, citations, cited, numbered, running, unread
from mapper.record.narrative import clean, is_block, line_of, no_source, read_block, titled
from mapper.record.stepblock import Away, Beyond, StepBlock, beyond, block_is_sound, day_of

LEAST_WORDS, MOST_WORDS = 60, 140
"""What one reads at one stop."""

_RECORD = re.compile(r"#record-(?P<id>.+)")


@dataclass(frozen=True)
class Step:
    """One stop: a text and a map state. `day` counts from 1970-01-01, `view` is zoom, lat, lon.

    `layers` are all that are on, None those that the atlas opens with. `beyond` says how far its
    span leaves the period of the atlas.
    """

    id: str
    headline: str
    date: str
    day: int
    features: tuple[str, ...]
    away: tuple[Away, ...]
    beyond: Beyond | None
    layers: tuple[str, ...] | None
    view: tuple[float, float, float] | None
    html: Markup
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class ReadStory:
    """A story as it is read."""

    title: str
    lead: Markup
    steps: tuple[Step, ...]


def read_story(
    story: Story, atlas: Atlas, references: Referencer | None = None
) -> tuple[ReadStory, list[Problem]]:
    """The story's steps in their order, and what is wrong with it, by line.

    Without `references` the texts are left without their notes, as a check has no need of them;
    with them every source that is cited must exist.
    """
    title, tokens, problems = titled(_markdown().parse(story.text), story.file)
    lead, *parts = _parts(tokens)
    writer = _Writer(story.file, atlas, references)
    for block in filter(is_block, lead):
        what = "the map block stands before the first step."
        problems.append(writer.wrong(line_of(block), what, "Put it below a ## heading."))
    steps: list[Step] = []
    for part in parts:
        taken, day = {step.id for step in steps}, steps[-1].day if steps else 0
        step, wrong = writer.step(part, taken, day)
        problems += wrong
        steps.append(step)
    if not steps:
        problems.append(writer.wrong(1, "has no steps.", "Begin each with ## and a headline."))
    html = writer.html([token for token in lead if not is_block(token)])
    return ReadStory(title, html, tuple(steps)), problems


def story_is_sound(atlas: Atlas) -> Iterator[Problem]:
    """The check of the story."""
    if atlas.story:
        yield from read_story(atlas.story, atlas)[1]


def story_cites(atlas: Atlas) -> set[str]:
    """The keys of the sources that the story cites."""
    tokens = _markdown().parse(atlas.story.text) if atlas.story else []
    _, *steps = _parts(tokens)
    return {cite.key for step in steps for _, cites in cited(step) for cite in cites}


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").use(citations)


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens before the first step, and those of each step from its heading on."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "heading_open" and token.tag == "h2":
            parts.append([])
        parts[-1].append(token)
    return parts


@dataclass(frozen=True)
class _Writer:
    file: str
    atlas: Atlas
    references: Referencer | None

    def wrong(self, line: int, what: str, mend: str = "") -> Problem:
        return Problem(self.file, f"line {line}", what, mend)

    def step(self, tokens: list[Token], taken: set[str], day: int) -> tuple[Step, list[Problem]]:
        """One step from its tokens; `taken` are the ids of those before it, `day` is the last's."""
        line, headline = line_of(tokens[0]), _plain(tokens[1])
        blocks = [token for token in tokens if is_block(token)]
        prose = [token for token in tokens[3:] if not is_block(token)]
        problems = list(self.prose(prose, line, headline))
        block: StepBlock | None = None
        if not blocks:
            mend = 'Put ```map below its heading, with date = "1901-05-15" at least.'
            problems.append(self.wrong(line, f'the step "{headline}" has no map block.', mend))
        for index, token in enumerate(blocks):
            read, found = read_block(StepBlock, token, self.file, self.atlas)
            problems += found
            if index:
                problems.append(self.wrong(line_of(token), "a second map block.", "Leave one."))
            elif read:
                block = read
                problems += block_is_sound(read, day, self.file, line_of(token), self.atlas)
        id = (block.id if block else None) or _slug(headline)
        if not id:
            mend = 'Write id = "…" into its map block, in letters a to z.'
            problems.append(self.wrong(line, f'the step "{headline}" has no id.', mend))
        elif id in taken:
            mend = "Give it another id in its map block."
            problems.append(self.wrong(line, f'a second step with the id "{id}".', mend))
        return self.made(id, headline, block or StepBlock(), prose), problems

    def made(self, id: str, headline: str, block: StepBlock, prose: list[Token]) -> Step:
        return Step(
            id=id,
            headline=headline,
            date=_words(block.span or block.date, self.atlas),
            day=day_of(block.date),
            features=block.features,
            away=block.away,
            beyond=beyond(block.span, self.atlas),
            layers=_layers(block.layers, self.atlas),
            view=block.view,
            html=self.html(prose),
            cites=tuple(cite for _, cites in cited(prose) for cite in cites),
        )

    def html(self, tokens: list[Token]) -> Markup:
        if self.references is None:
            return Markup()
        renderer = _markdown()
        html = renderer.renderer.render(numbered(tokens, self.references), renderer.options, {})
        return clean(html, TAGS)

    def prose(self, tokens: list[Token], line: int, headline: str) -> Iterator[Problem]:
        """What is wrong with the text of a step."""
        found = list(cited(tokens))
        if not found:
            mend = "Put [@key] behind each claim."
            yield self.wrong(line, f'the step "{headline}" cites nothing.', mend)
        for at, cites in found:
            for cite in cites:
                yield from no_source(cite.key, self.file, f"line {at}", self.atlas)
        for at in unread(tokens):
            yield self.wrong(at, "a citation that cannot be read.", "Write [@key, p. 3; @other].")
        count = sum(len(_plain(token).split()) for token in tokens if token.children)
        if not LEAST_WORDS <= count <= MOST_WORDS:
            what = f'the step "{headline}" has {count} word{"" if count == 1 else "s"}.'
            mend = f"{LEAST_WORDS} to {MOST_WORDS} are read at one stop."
            yield Problem(self.file, f"line {line}", what, mend, "warning")
        yield from self.links(tokens)

    def links(self, tokens: list[Token]) -> Iterator[Problem]:
        """Links to records of the atlas that are not there."""
        subjects = {"atlas"}.union(*(layer.ids for layer in self.atlas.layers))
        for rows in self.atlas.registers.values():
            subjects |= {row.id for row in rows}
        for line, token in running(tokens):
            match = _RECORD.fullmatch(str(token.attrGet("href") or ""))
            if match and match["id"] not in subjects and not self.atlas.unread:
                mend = guess(match["id"], subjects)
                yield self.wrong(line, f'no subject "{match["id"]}".', mend)


def _plain(token: Token) -> str:
    """Running text without its marks and citations."""
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children or ()
        if child.type != "cite"
    ).strip()


def _slug(headline: str) -> str:
    letters = unicodedata.normalize("NFKD", headline.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", letters))


def _words(date: str, atlas: Atlas) -> str:
    try:
        return date_words(parse_date(date, atlas.manifest.atlas.approximate_days)) if date else ""
    except DateError:
        return ""


def _layers(named: tuple[str, ...], atlas: Atlas) -> tuple[str, ...] | None:
    """The layers named, with the ground as the atlas opens with it: as in a link."""
    if not named:
        return None
    ground = {layer.id for layer in atlas.layers if layer.entry.ground and layer.entry.shown}
    return tuple(id for id in atlas.switched if id in named or id in ground)
