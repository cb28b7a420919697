"""Bytes of a text whose encoding nobody wrote down → the text, and what was guessed.

By our own reckoning, for tables are short: of 388 with one to eight names, in 14 languages and
the code pages of each, this takes a wrong page for 13 and asks for 31 if it is told the language;
charset-normalizer 3.5, narrowed to the pages of that language, takes a wrong one for 45, and has
no way to ask.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, NoReturn

from mapper.formats.decode.letters import Page, oddness, pages
from mapper.formats.source import refuse
from mapper.problems import guess

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

MEND = "Save it as UTF-8, or say what it is: --encoding {}."

_SAVE = "Save it as UTF-8."

FAR = 0.5
"""How odd a reading may be at most."""

_SAMPLE, _LONG = 1_000, 500
"""Lines with letters beyond ASCII that are looked at, and how far into each."""

_AROUND = 500_000
"""Bytes before and behind the first that is not UTF-8."""


def decoded(
    data: bytes,
    file: str,
    languages: Collection[str] = (),
    encoding: str | None = None,
    mend: str = MEND,
) -> tuple[str, list[str]]:
    """The text, and notes of what was guessed or turned.

    Args:
        languages: those that are to be expected in it.
        encoding: as `known` gives it, if somebody said it.
        mend: what to do if it cannot be told; with the first candidate at {}.

    Raises:
        MapperError: it cannot be told in which encoding it is, or it is no text at all.
    """
    codec, notes = (encoding, []) if encoding else guessed(data, file, languages, mend)
    try:
        return data.decode(codec).removeprefix("\ufeff"), notes
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        what = f"is not {codec.upper()}, though it begins so."
        if encoding:
            what = f"is not {codec.upper()}."
        refuse(file, f"line {data[:at].count(10) + 1}", what, mend.format("utf-8"))


def known(name: str) -> str:
    """The name by which Python knows an encoding.

    Raises:
        MapperError: it knows none of that name.
    """
    try:
        "Aé".encode(name, "ignore").decode(name)
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        names = [each.codec for each in pages()]
        mend = guess(name.lower(), ["utf-8", "utf-16", *names]) or f"Some are {', '.join(names)}."
        refuse("--encoding", "", f'"{name}" is no encoding that is known.', mend)


def spelt(data: bytes, file: str, languages: Collection[str]) -> tuple[str, str]:
    """The text of a file for which nobody can say the encoding; and that, if it is not UTF-8.

    Raises:
        MapperError: as `decoded`.
    """
    codec, _ = guessed(data, file, languages, _SAVE)
    name = next((page.name for page in pages() if page.codec == codec), codec.upper())
    text, _ = decoded(data, file, encoding=codec, mend=_SAVE)
    if "\0" in text:
        refuse(
            file, "", "is no text, perhaps a workbook or an archive.", "Save it as text, in UTF-8."
        )
    return text, "" if codec in ("utf-8", "utf-8-sig") else name


def guessed(
    data: bytes, file: str, languages: Collection[str] = (), mend: str = MEND
) -> tuple[str, list[str]]:
    """The encoding, and notes if it is not plain UTF-8.

    A mark at the start says it, or every second byte being 0. What is not UTF-8 then is in the code
    page in which it looks most like words of one of the page's languages. Where two are as good, it
    is that of a language to be expected; English is, always, so it tells nothing.

    Raises:
        MapperError: no code page makes words of it, or several do as well.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                return encoding, []
            return encoding, [f"Turned {encoding.upper()} into UTF-8."]
    start = data[:400]
    for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
        if len(start) > 3 and zeros.count(0) > 0.7 * len(zeros):
            return encoding, [f"Turned {encoding.upper()} into UTF-8."]
    try:
        data.decode()
        return "utf-8", []
    except UnicodeDecodeError as error:
        _refuse_nearly_right(data, error.start, file)
    found = readings(data)
    if not found:
        what = "is no text, or in an encoding that is not known here."
        refuse(file, "", what, mend.format("cp1252"))
    best = found[0]
    # The fewer letters speak for it, the further off the others have to be.
    letters = len(re.findall(r"[^\x00-\x7f]", best.text))
    clear = best.odd + min(0.08, max(0.02, 0.4 / letters))
    rivals = [each for each in found if each.odd < clear]
    likely = [each for each in rivals if each.language in languages and each.language != "en"]
    best = likely[0] if len(likely) == 1 else best
    if best.odd > FAR or (len(rivals) > 1 and len(likely) != 1):
        _refuse_unclear((rivals if len(rivals) > 1 else found)[:3], file, mend)
    said = f"Read as {best.page.name}, for it is not UTF-8: {_words(best.text)}."
    return best.page.codec, [f"{said} Another: --encoding"]


class Candidate(NamedTuple):
    """A text in one code page: how odd that is, and the language that it looks most like.

    `text` are its lines with letters beyond ASCII.
    """

    odd: float
    page: Page
    language: str
    text: str


def readings(data: bytes) -> list[Candidate]:
    """What it is in each code page that has all its bytes, the least odd first.

    Of pages that make the same of it there is the first alone.
    """
    lines = re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]*", data)
    sample = b"\n".join(_around(match[0]) for match in islice(lines, _SAMPLE))
    signs, found = bytes(set(data)), dict[str, Candidate]()
    for page in pages():
        try:
            if re.search(r"[\x00\x7f-\x9f]", signs.decode(page.codec)):
                continue  # no letters but control characters
        except UnicodeDecodeError:
            continue
        text = sample.decode(page.codec)
        odd, language = oddness(text, page)
        if text not in found or odd < found[text].odd:
            found[text] = Candidate(odd, page, language, text)
    return sorted(found.values(), key=lambda each: each.odd)


def _around(line: bytes) -> bytes:
    """The line, or of a long one the part with its first letter beyond ASCII."""
    first = re.search(rb"[\x80-\xff]", line)
    start = max(0, first.start() - _LONG // 2) if first else 0
    return line[start : start + _LONG]


def _refuse_nearly_right(data: bytes, at: int, file: str) -> None:
    """Refuse what is UTF-8 but for single bytes, from `at`: no code page would read the rest."""
    around = data[max(0, at - _AROUND) : at + _AROUND].decode("utf-8", "surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", around))
    if len(re.findall("[^\x00-\x7f\udc80-\udcff]", around)) > 2 * wrong:
        before = re.split(rb"[\r\n]", data[:at][-_AROUND:])[-1].decode("utf-8", "ignore")
        count = f"{wrong:,} byte{'s' if wrong > 1 else ''}"
        what = f'is UTF-8, but for {count}, the first behind "{before[-30:]}".'
        refuse(file, f"line {data[:at].count(10) + 1}", what, _SAVE)


def _refuse_unclear(found: Sequence[Candidate], file: str, mend: str) -> NoReturn:
    """Show the first line that the candidates read differently, in each of them."""
    rows = zip(*(each.text.splitlines() for each in found), strict=False)
    row = next((lines for lines in rows if len(set(lines)) == len(lines)), [e.text for e in found])
    said = (f'as {each.page.name}, "{line[:60]}"' for each, line in zip(found, row, strict=False))
    what = f"is not UTF-8, and what it is cannot be told: it reads {'; '.join(said)}."
    refuse(file, "", what, mend.format(found[0].page.codec))


def _words(text: str) -> str:
    """The first three words with letters beyond ASCII."""
    return ", ".join(f'"{word}"' for word in islice(dict.fromkeys(_high(text)), 3))


def _high(text: str) -> Iterator[str]:
    return (match[0] for match in re.finditer(r"\w*[^\W\x00-\x7f]\w*|[^\w\x00-\x7f]", text))
