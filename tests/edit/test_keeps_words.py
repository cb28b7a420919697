"""What a file says of its features in words: descriptions, and names in languages."""

import json
import tomllib

import pytest

import mapper
from adding import point
from mapper.edit.add import add
from mapper.folder.check import check
from mapper.record.narrative import described


@pytest.fixture
def told(project, source):
    """Adds features with these properties; gives the entry, the properties, the notes."""

    def run(*properties, languages=("en",), **options):
        manifest = project / "data" / "atlas.toml"
        listed = f"languages = {json.dumps([*languages])}\n\n[[group]]"
        manifest.write_text(manifest.read_text().replace("[[group]]", listed, 1))
        features = [point(None, lat=50 + number / 10) for number, _ in enumerate(properties)]
        for feature, each in zip(features, properties, strict=True):
            feature["properties"] = each
        added = add(project, source(*features, name="web.geojson"), **options)
        entry = tomllib.loads(manifest.read_text())["layer"][-1]
        lines = json.loads((project / "geo" / "web.geojson").read_text())["features"]
        assert check(mapper.load(project)) == []
        return entry, [each["properties"] for each in lines], added

    return run


@pytest.mark.parametrize(
    ("given", "kept", "shown"),
    [
        (
            "Opened in <b>1982</b>, see [[https://example.org/bridge|the page]].",
            "Opened in **1982**, see [the page](https://example.org/bridge).",
            'in <strong>1982</strong>, see <a href="https://example.org/bridge">the page</a>.',
        ),
        ("Wheel of **1890**", "Wheel of **1890**", "Wheel of <strong>1890</strong>"),
        ("Line [[held]] in '''1988'''", "Line held in **1988**", "held in <strong>1988"),
        (
            "# Age\n- old\n- *very* old\n{{https://example.org/a.jpg}}",
            "#### Age\n\n- old\n- *very* old\n\n[a.jpg](https://example.org/a.jpg)",
            "<h4>Age</h4>\n<ul>\n<li>old</li>\n<li><em>very</em> old</li>\n</ul>",
        ),
        (
            "<table><tr><th>Year</th></tr><tr><td>1900</td></tr></table>"
            "<img src='https://e.org/p.png' alt='A mill'>",
            "| Year |\n| --- |\n| 1900 |\n\n[A mill](https://e.org/p.png)",
            "<td>1900</td>",
        ),
        (
            "1988. Opened.\nThen shut.",
            "1988\\. Opened.\\\nThen shut.",
            "<p>1988. Opened.<br>\nThen",
        ),
        (
            "Depth < 5 m & 2 * 3 * 4",
            "Depth \\< 5 m \\& 2 \\* 3 \\* 4",
            "Depth &lt; 5 m &amp; 2 * 3",
        ),
        (
            "See https://example.org/a_b.",
            "See <https://example.org/a_b>.",
            '"https://example.org/a_b"',
        ),
        ("[https://e.org the text]", "[the text](https://e.org)", '<a href="https://e.org">'),
        ("A plain sentence (of 1900) - no more.", None, "<p>A plain sentence (of 1900) - no more."),
    ],
)
def test_a_description_becomes_the_text_of_the_record(told, given, kept, shown):
    entry, [bridge, other], _ = told({"name": "Bridge", "description": given}, {"name": "Pass"})

    assert entry["popup"] == ["description"]
    assert bridge["description"] == (given if kept is None else kept)
    assert shown in described(bridge["description"])
    assert "description" not in other


HOSTILE = (
    "<script>alert(1)</script>a",
    "<p onclick=alert(1)>a</p>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java\nscript:alert(1)">a</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>" alt="a">',
    "a [x](javascript:alert(1))",
    "a [[javascript:alert(1)|x]]",
    "<svg><script>alert(1)</script></svg>a",
    "<style>*{display:none}</style><iframe src=//e.org></iframe>a",
    "a &lt;script&gt;alert(1)&lt;/script&gt;",
    "a ![x](data:text/html,alert)",
    "<b>" * 4000 + "a",
    "<a href='https://e.org/\"onmouseover=alert(1)'>a</a>",
    "a{{ cycler.__init__ }}${1+1}`",
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:40])
def test_nothing_of_a_hostile_description_runs(told, text):
    _, [mill], _ = told({"name": "Mill", "description": text})

    html = str(described(mill["description"]))
    assert "a" in html
    tags = html.replace("&lt;script", "")
    for sign in ("<script", "<img", "<svg", "<iframe", "<style", "onclick=", 'href="java', "data:"):
        assert sign not in tags.replace("](data:", "")
    assert " onmouseover" not in html


def test_a_hostile_description_is_text_on_the_page(project, source, tmp_path):
    add(project, source(*(point(f"M{at}", description=each) for at, each in enumerate(HOSTILE))))

    page = mapper.build(project, tmp_path / "site").page.read_text("utf-8")
    assert 'class="record-text described"' in page
    assert "<script>alert(1)" not in page
    assert "javascript:alert(1)" not in page.replace("](javascript:alert(1))", "")


@pytest.mark.parametrize(
    ("given", "languages", "wanted"),
    [
        (
            {"name": "Кабул", "name:en": "Kabul", "name:ru": "Кабул", "alt_name": "Cabul;Caboul"},
            ("en", "ru"),
            {"name": "Kabul", "name_ru": "Кабул", "also": ["Cabul", "Caboul"]},
        ),
        (
            {"name:en": "Old bridge", "old_name": "Ford"},
            ("en",),
            {"name": "Old bridge", "also": ["Ford"]},
        ),
        (
            {"name": "Дружба", "name:en": "Friendship"},
            ("ru",),
            {"name": "Дружба", "name_en": "Friendship"},
        ),
        ({"Name (ru)": "Мост", "name": "Bridge"}, ("en",), {"name": "Bridge", "name_ru": "Мост"}),
        (
            {"NAME_RU": "Мост", "name": "Bridge"},
            ("en", "ru"),
            {"name": "Bridge", "name_ru": "Мост"},
        ),
        ({"name": "Köln", "name:en": "Cologne"}, ("en",), {"name": "Cologne", "also": ["Köln"]}),
        ({"name": "Bridge", "NAME_NO": "17"}, ("en",), {"name": "Bridge", "NAME_NO": 17}),
    ],
)
def test_names_are_in_their_languages(told, given, languages, wanted):
    _, [found], _ = told(given, languages=languages)

    assert found == wanted


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"@id": "node/2", "@meta": {"version": 3}, "@timestamp": "x"}, "@id, @meta, @timestamp"),
        ({"@id": "way/3", "@relations": [{"rel": 1}], "@user": "x"}, "@id, @relations, @user"),
        ({"@id": "relation/1", "@geometry": "center", "tainted": True}, "@geometry, @id, tainted"),
    ],
)
def test_what_openstreetmap_keeps_for_itself_is_left_out(told, given, left):
    _, [found], added = told({**given, "name": "Well", "depth": 3})

    assert found == {"name": "Well", "depth": 3}
    assert f"Left out what OpenStreetMap keeps for itself: {left}." in added.repaired


def test_other_names_stand_in_the_record(project, source, tmp_path):
    add(project, source(point("Köln", **{"name:en": "Cologne"})))

    page = mapper.build(project, tmp_path / "site").page.read_text("utf-8")
    assert "Köln" in page[page.index("id=record-cologne") :]
