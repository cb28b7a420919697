"""Sources: read from BibTeX, cited in Chicago style by the real pandoc."""

from __future__ import annotations

import re
import string
from dataclasses import replace

import pytest
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mapper.model.atlas import Cite, Source
from mapper.problems import MapperError
from mapper.record.cite import Citations, cite, read_bib, with_short_links

BIB = r"""
@article{keller1989,
  author = {Keller, Bill},
  title = {Last {Soviet} Soldiers Leave {Afghanistan}},
  journal = {The New York Times},
  date = {1989-02-16},
  url = {https://www.nytimes.com/1989/02/16/world/last.html?a=1&b=50%},
  keywords = {newspaper, primary document}, read = {full}, readdate = {2026-11-22},
}
@article{nyt-unsigned,
  title = {Pullout Begins},
  journal = {The New York Times},
  date = {1988-05-16}, entrysubtype = {newspaper},
  keywords = {newspaper}, read = {opening}, readdate = {2026-11-22},
}
@book{grau1998,
  author = {Grau, Lester W. and Gress, Michael A.},
  title = {The {Soviet-Afghan} War: How a Superpower Fought \& Lost},
  publisher = {University Press of Kansas}, address = {Lawrence}, year = 2002,
  keywords = {scholarship}, read = {cited-in:keller1989}, readdate = {2026-11-22},
}
@online{un-s19834,
  author = {{UN Security Council}},
  title = {Note by the {Secretary-General}},
  organization = {UN Doc. S/19834},
  date = {1988-04-26},
  url = {https://undocs.org/S/19834},
  keywords = {un document}, read = {part}, readdate = {2026-11-22},
}
@online{who-left,
  title = {Who Left First?},
  url = {https://example.org/left},
  keywords = {web}, read = {full}, readdate = {2026-11-22},
}
@book{gromov1994,
  author = {Громов, Борис Всеволодович},
  title = {Ограниченный контингент в Афганистане},
  publisher = {Прогресс}, date = {1994}, langid = {russian},
  keywords = {memoir}, read = {full}, readdate = {2026-11-22},
}
@book{farhang1988,
  author = {فرهنگ, میر محمد صدیق},
  title = {افغانستان در پنج قرن اخیر},
  publisher = {درخشش}, date = {1988},
  keywords = {scholarship}, read = {full}, readdate = {2026-11-22},
}
@unpublished{memo,
  author = {Doe, J.}, title = {A Memo}, date = {1988-03-04},
  keywords = {primary document}, read = {full}, readdate = {2026-11-22},
}
"""

NOTES = {
    (Cite("keller1989"),): "Bill Keller, “Last Soviet Soldiers Leave Afghanistan,” "
    "<em>The New York Times</em>, February 16, 1989.",
    (Cite("keller1989", "para. 3"),): "Bill Keller, “Last Soviet Soldiers Leave Afghanistan,” "
    "<em>The New York Times</em>, February 16, 1989, para. 3.",
    (Cite("nyt-unsigned"),): "“Pullout Begins,” <em>The New York Times</em>, May 16, 1988.",
    (Cite("grau1998", "table 2"),): "Lester W. Grau and Michael A. Gress, <em>The Soviet-Afghan "
    "War: How a Superpower Fought &amp; Lost</em> (University Press of Kansas, 2002), table 2.",
    (Cite("un-s19834", "para. 7"), Cite("gromov1994")): "UN Security Council, “Note by the "
    "Secretary-General,” UN Doc. S/19834, April 26, 1988, para. 7; Борис Всеволодович Громов, "
    "<em>Ограниченный контингент в Афганистане</em> (Прогресс, 1994).",
    (Cite("farhang1988"),): "میر محمد صدیق فرهنگ, <em>افغانستان در پنج قرن اخیر</em> "
    "(درخشش, 1988).",
    (Cite("who-left"), Cite("who-left", "first line"), Cite("who-left", "map")): "“Who Left "
    "First?”, first line, map.",
    (Cite("who-left"),): "“Who Left First?”",
    (Cite("memo", '<script>alert("&")</script>'),): "J. Doe, “A Memo,” unpublished manuscript, "
    "March 4, 1988, &lt;script&gt;alert(&#34;&amp;&#34;)&lt;/script&gt;.",
    (): "",
}


@pytest.fixture(scope="module")
def sources() -> tuple[Source, ...]:
    found, problems = read_bib(BIB, "data/sources.bib")
    assert not problems
    return found


@pytest.fixture(scope="module")
def citations(sources: tuple[Source, ...]) -> Citations:
    return cite(sources, NOTES)


def test_a_source_keeps_its_entry_and_says_how_it_was_read(sources: tuple[Source, ...]) -> None:
    keller, *_, memo = sources

    assert keller.key == "keller1989"
    assert keller.kind == "newspaper"
    assert keller.title == "Last Soviet Soldiers Leave Afghanistan"
    assert (keller.read, keller.read_date) == ("full", "2026-11-22")
    assert keller.url == "https://www.nytimes.com/1989/02/16/world/last.html?a=1&b=50%"
    assert keller.bibtex.startswith("@article{keller1989,\n")
    assert (memo.key, memo.url) == ("memo", "")
    assert sources[2].title == "The Soviet-Afghan War: How a Superpower Fought & Lost"


@pytest.mark.parametrize("cites", NOTES, ids=lambda cites: "+".join(c.key for c in cites) or "none")
def test_a_note_is_full_has_no_address_and_ends_in_its_locator(
    citations: Citations, cites: tuple[Cite, ...]
) -> None:
    assert citations.notes[cites] == NOTES[cites]
    assert isinstance(citations.notes[cites], Markup)


def test_the_bibliography_is_sorted_by_author_and_shows_addresses(citations: Citations) -> None:
    assert list(citations.bibliography) == [
        "memo",
        "grau1998",
        "keller1989",
        "nyt-unsigned",
        "un-s19834",
        "who-left",
        "gromov1994",
        "farhang1988",
    ]
    assert citations.bibliography["keller1989"] == (
        "Keller, Bill. “Last Soviet Soldiers Leave Afghanistan.” <em>The New York Times</em>, "
        'February 16, 1989. <a href="https://www.nytimes.com/1989/02/16/world/last.html?a=1&amp;'
        'b=50%">https://www.nytimes.com/1989/02/16/world/last.html?a=1&amp;b=50%</a>.'
    )
    assert citations.bibliography["gromov1994"] == (
        "Громов, Борис Всеволодович. <em>Ограниченный контингент в Афганистане</em>. "
        "Прогресс, 1994."
    )
    assert citations.bibliography["nyt-unsigned"] == (
        "<em>The New York Times</em>. “Pullout Begins.” May 16, 1988."
    )


def test_what_the_style_does_not_list_is_listed_as_its_note(citations: Citations) -> None:
    note = "J. Doe, “A Memo,” unpublished manuscript, March 4, 1988."

    assert citations.bibliography["memo"] == note


def test_no_sources_need_no_pandoc() -> None:
    assert cite((), ()) == Citations({}, {})


def test_citing_twice_gives_the_same(sources: tuple[Source, ...], citations: Citations) -> None:
    assert cite(sources, NOTES) == citations


def test_text_of_a_source_is_text() -> None:
    entry = r"""@book{evil, title = {<script>alert(1)</script> \href{javascript:alert(1)}{x}
      \input{/etc/hostname} \emph{7*7}}, publisher = {<img src=x onerror=alert(1)>},
      url = {javascript:alert(1)}, year = 1999, read = {full}, readdate = {2026-11-22}}"""
    sources, _ = read_bib(entry, "b.bib")
    citations = cite(sources, [(Cite("evil"),)])

    for html in (citations.notes[Cite("evil"),], citations.bibliography["evil"]):
        assert set(re.findall(r"<(\w+)", html)) <= {"em", "a"}
        assert "href" not in html
        assert "onerror=alert(1)&gt;" in html


def test_what_pandoc_cannot_read_is_a_problem(sources: tuple[Source, ...]) -> None:
    with pytest.raises(MapperError, match="pandoc cannot read it: "):
        cite([replace(sources[0], bibtex="@book{x, title = {")], [])


ENTRY = "@book{x, title = {T}, read = {full}, readdate = {2026-11-22}"
# ruff: noqa: E501 - the table is read by column
BROKEN = [  # BibTeX, what is wrong with it
    ("@book{x, title = {T}}", "line 1, @book{x: does not say how much of it was read. Add read = {…}: full, part, opening, cited-in:<key>."),
    ("@book{x, read = {full}, readdate = {2026-11-22}}", "line 1, @book{x: no title. Add title = {…}; what has none is described there."),
    ("@book{x, title = {T}, read = {full}}", "line 1, @book{x: does not say when it was read. Add the day, as readdate = {2004-05-15}."),
    (ENTRY.replace("{full}", "{ful}") + "}", 'line 1, @book{x: read is "ful", not one of full, part, opening, cited-in:<key>. Did you mean "full"?'),
    (ENTRY.replace("{full}", "{cited-in:grau207}") + "}\n" + ENTRY.replace("{x", "{grau2007") + "}", 'line 1, @book{x: read is cited-in, but there is no source "grau207". Did you mean "grau2007"?'),
    (ENTRY.replace("{full}", "{cited-in:x}") + "}", 'line 1, @book{x: read is cited-in, but there is no source "x".'),
    (ENTRY.replace("-22", "") + "}", 'line 1, @book{x: readdate is "2026-11": not a day. Write a day as 2004-05-15.'),
    (ENTRY + ", date = {1988-02-30}}", 'line 1, @book{x: date is "1988-02-30": February 1988 has 29 days.'),
    (ENTRY + ", url = {ftp://e.org/x}}", 'line 1, @book{x: url is "ftp://e.org/x", not a web address. Write https://…, or leave it out.'),
    (ENTRY + ", url = {https://[x y}}", 'line 1, @book{x: url is "https://[x y", not a web address. Write https://…, or leave it out.'),
    (ENTRY + ", url = {example.org}}", 'line 1, @book{x: url is "example.org", not a web address. Write https://…, or leave it out.'),
    (ENTRY + ", publisher = {A & B}}", "line 1, @book{x: publisher has a bare &, which BibTeX takes for LaTeX. Write \\&."),
    (ENTRY.replace("{T}", "{Вывод войск}") + "}", "line 1, @book{x: its title would get English capitals. Add langid = {russian}, or what it is in."),
    (ENTRY.replace("{x,", "{x/1,") + "}", 'line 1, @book{x/1: "x/1" cannot be a key. Use letters a to z, digits, and - _ . : between them.'),
    (ENTRY + "}\n\n" + ENTRY + "}", "line 3, @book{x: has the key of line 1. Give one of the two another key."),
    (ENTRY + ", title = {U}}", "line 1, @book{x: has title twice. Leave one."),
    ("@string{nyt = {NYT}}", "line 1, @string{nyt: an abbreviation, which is not read. Write the words out where they are used."),
]  # fmt: skip


@pytest.mark.parametrize(("bib", "said"), BROKEN, ids=[said[:60] for _, said in BROKEN])
def test_a_broken_entry_says_where_what_and_how_to_mend_it(bib: str, said: str) -> None:
    _, problems = read_bib(bib, "data/sources.bib")

    assert f"data/sources.bib: {said}" in map(str, problems)


def test_the_rest_of_a_broken_file_is_still_read(capfd: pytest.CaptureFixture[str]) -> None:
    text = "@book{a, title = {unclosed,\n" + ENTRY + "}\n\n@book{z title = {T}}\n% a comment\n"
    sources, problems = read_bib(text, "b.bib")

    assert [source.key for source in sources] == ["x"]
    assert [problem.place for problem in problems] == ["line 1, @book{a", "line 4, @book{z"]
    assert all("cannot be read: " in problem.what for problem in problems)
    assert all(problem.mend == "Look at its braces and commas." for problem in problems)
    assert capfd.readouterr() == ("", "")


@given(st.text("@bok{}=,\"\\'%#$& \n~aж1", max_size=60))
def test_any_text_is_read_or_is_a_problem(text: str) -> None:
    sources, problems = read_bib(text, "b.bib")

    assert len({source.key for source in sources}) == len(sources)
    assert all(problem.place.startswith("line ") for problem in problems)


def test_short_links_show_the_host_and_keep_the_address() -> None:
    """On the page an address is a link named by its host; nothing of it is escaped twice."""
    entry = Markup('Bell. <a href="https://www.example.org/a?b=1&amp;c">…</a>.')

    short = with_short_links(entry)

    assert short == ('Bell. <a href="https://www.example.org/a?b=1&amp;c">example.org</a>.')


@pytest.mark.parametrize(
    "sign", [*sorted(set(string.punctuation) - {*"{}"}), "--", "''", "é", "Ж", "ط", "–"]
)
def test_a_title_is_decoded_as_the_library_decodes_it(sign: str) -> None:
    """Titles without LaTeX take a short way: it leads to the same place."""
    title = f"A{sign} {{b{sign}x}} c {sign * 2}d"
    [source], _ = read_bib(f"@book{{x, title = {{{title}}}}}", "x.bib")
    entry = Entry("title", "title", [Field("title", title)])
    [expected] = LatexDecodingMiddleware().transform(Library([entry])).entries

    assert source.title == " ".join(expected["title"].split())
