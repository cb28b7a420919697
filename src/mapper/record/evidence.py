"""What a claim rests on: kinds of sources, which are independent, and what `high` asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mapper.model import Cite, Source

KINDS = (
    "document",
    "witness",
    "official",
    "agency",
    "press",
    "memoir",
    "scholar",
    "reference",
)
"""What `kind` of sources.bib may be; CONTRIBUTING.md says what each of them is."""

PRIMARY = frozenset(("document", "witness"))
"""Made at the time, by whoever acted or was there."""


def origin(source: Source, sources: Mapping[str, Source]) -> str:
    """Where what it says comes from: two sources of one origin are one witness.

    That of the source that it follows (`after`) or is cited in; else its news agency, in whichever
    paper it was printed; else who publishes it.
    """
    seen = {source.key}
    while (leading := source.after) in sources and leading not in seen:
        seen.add(leading)
        source = sources[leading]
    return source.origin or source.key


def bears_high(cites: Iterable[Cite], sources: Mapping[str, Source]) -> bool:
    """Whether a claim on these sources may be called certain.

    One of them is primary and was seen itself, or two are independent; a reference work counts for
    neither. Where the kind of a source is not given nothing can be said, and it may.
    """
    cited = [sources[cite.key] for cite in cites if cite.key in sources]
    if any(source.kind not in KINDS for source in cited):
        return True
    if any(each.kind in PRIMARY and not each.read.startswith("cited-in") for each in cited):
        return True
    return len({origin(each, sources) for each in cited if each.kind != "reference"}) > 1
