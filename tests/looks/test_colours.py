"""A layer coloured by a column: in a project folder, on the map, in its key, in words."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page

from coloured import feature, folder
from mapper import MapperError, build, load
from mapper.folder.load import read
from mapper.looks.colours import MOST, NO_VALUE, classes, coloured, measure
from mapper.model.atlas import MANY, Layer
from mapper.model.bulk import bulk
from mapper.model.manifest import ColourEntry, LayerEntry
from mapper.picture.labels import labels
from mapper.picture.svg import svg
from places import ATLASES, ROOT
from sending import contract_of

AREA = {"type": "Polygon", "coordinates": [[[-2, 59.2], [-2, 59.3], [-2.2, 59.3], [-2, 59.2]]]}

LINE = {"type": "LineString", "coordinates": [[-2, 59.4], [-2.2, 59.4]]}


def test_a_layer_of_very_many_stays_as_it_is():
    """Its features are not made for a colour that it cannot have."""
    at = {"type": "Point", "coordinates": [0, 0]}
    items = [{"id": f"a-{n}", "geometry": at, "properties": {"v": n}} for n in range(MANY + 1)]
    entry = LayerEntry(id="x", title="X", look="point", licence="CC0", colour=ColourEntry(by="v"))
    many = Layer(entry, bulk(items, "point", "en"))

    assert coloured(many) is many


def test_a_layer_without_a_column_stays_as_it_is():
    plain = Layer(LayerEntry(id="x", title="X", look="point", licence="CC0"), (feature(1, 2),))

    assert coloured(plain) is plain
    assert classes(plain) == ()
    assert measure(plain.features[0], None) == ""


def test_the_value_in_words():
    colour = ColourEntry(by="by", unit="m")

    assert measure(feature(1, 1234.5), colour) == "1,234.5 m"
    assert measure(feature(1, " chalk "), ColourEntry(by="by")) == "chalk"
    assert measure(feature(1), colour) == ""


WRONG = {  # colour, values: words
    "no such column": (
        'colour = { by = "bye" }',
        (1,),
        'data/atlas.toml: layer[2].colour: no feature has a value of "bye". Did you mean "by"?',
    ),
    "no values": ('colour = { by = "by" }', (" ",), 'no feature has a value of "by".'),
    "too many values": (
        'colour = { by = "by" }',
        tuple("abcdefgh"),
        '"by" has 8 values, and 7 colours can be told apart. Choose a column of fewer values; for '
        'numbers, method = "quantile" or "equal".',
    ),
    "words as numbers": (
        'colour = { by = "by", method = "equal" }',
        (1, "2,5", "two"),
        '"by" is not a number: "2,5" (place-1), "two" (place-2). Correct it in the file, or write '
        'method = "categories".',
    ),
    "true as a number": (
        'colour = { by = "by", method = "equal" }',
        (True,),
        'is not a number: "true" (place-0)',
    ),
    "an unknown method": (
        'colour = { by = "by", method = "octiles" }',
        (1,),
        "layer[2].colour.method: \"octiles\" is not allowed. Use 'categories', 'quantile', 'equal",
    ),
    "a method misspelt": (
        'colour = { by = "by", method = "fischer-jenks" }',
        (1,),
        '"fischer-jenks" is not allowed. Did you mean "fisher-jenks"?',
    ),
    "another spelling": ('color = { by = "by" }', (1,), 'Did you mean "colour"?'),
    "too many classes": ('colour = { by = "by", classes = 9 }', (1,), "layer[2].colour.classes"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said(harbour, case):
    colour, values, words = WRONG[case]

    with pytest.raises(MapperError) as caught:
        build(folder(harbour, colour, values))
    assert words in str(caught.value)


def test_what_tells_of_a_number_and_is_none_has_no_value(harbour):
    colour = 'colour = { by = "by", method = "equal", classes = 2 }'
    layer = load(folder(harbour, colour, (1, 9, "<5", "10-15", "n/a", "–"))).layers[-1]

    assert [each.tone for each in layer.features] == ["step-1", "step-7", *[NO_VALUE] * 4]


def test_a_file_that_cannot_be_read_has_no_columns_to_miss(harbour):
    folder(harbour, 'colour = { by = "by" }')
    (harbour / "geo" / "wells.geojson").write_text("{")

    with pytest.raises(MapperError) as caught:
        build(harbour)
    assert "colour" not in str(caught.value)


EQUAL = 'colour = { by = "by", method = "equal", classes = 3, title = "depth", unit = "m" }'


def test_the_payload_says_class_and_bounds(harbour):
    atlas = load(folder(harbour, EQUAL))
    written = contract_of(atlas, labels(atlas))["layers"][-1]

    assert written["colour"] == {
        "title": {"en": "depth"},
        "unit": "m",
        "classes": [
            {"tone": "step-1", "bounds": [10, 20]},
            {"tone": "step-4", "bounds": [20, 30]},
            {"tone": "step-7", "bounds": [30, 40]},
            {"tone": NO_VALUE},
        ],
    }
    assert [each["tone"] for each in written["features"]] == [
        *("step-1", "step-4", "step-7", "step-7"),
        NO_VALUE,
    ]
    assert "colour" not in contract_of(atlas, labels(atlas))["layers"][0]


def test_a_column_without_a_title_goes_by_its_name_and_a_title_by_language(harbour):
    titled = 'colour = { by = "by", title = "depth", title_de = "Tiefe" }'
    for colour, title in (
        ('colour = { by = "by" }', {"en": "by"}),
        (titled, {"en": "depth", "de": "Tiefe"}),
    ):
        (harbour / "data" / "atlas.toml").write_bytes(
            (ATLASES / "harbour" / "data" / "atlas.toml").read_bytes()
        )
        atlas = load(folder(harbour, colour))
        assert contract_of(atlas, labels(atlas))["layers"][-1]["colour"]["title"] == title


def test_the_static_picture_has_the_same_classes(harbour):
    extra = (feature(8, 10, AREA), feature(9, 40, LINE))
    atlas = load(folder(harbour, EQUAL, extra=extra))
    drawn = svg(atlas, labels(atlas), lambda feature: "")

    assert re.search(r'<path class="look-point toned-area step-1"', drawn)
    assert re.search(r'<path class="look-point toned-line step-7"', drawn)
    assert drawn.count('class="look-point toned-point step-7"') == 2
    assert drawn.count(f'class="look-point toned-point {NO_VALUE}"') == 1


def test_the_text_says_what_the_colour_says(harbour):
    page = build(folder(harbour, EQUAL)).page.read_text("utf-8")

    assert ">Depth: 30 m<" in page
    assert "<th scope=col>Depth" in page
    assert "<td>30 m" in page


def test_the_style_sheet_has_a_rule_for_every_class():
    css = (ROOT / "src" / "mapper" / "web" / "css" / "tones.css").read_text("utf-8")

    for name in (
        *(f"{kind}-{n}" for kind in ("class", "step") for n in range(1, MOST + 1)),
        NO_VALUE,
    ):
        assert f"\n.{name} {{" in css, name
    dashes = re.findall(r"\.toned-line\.class-\d \{\n  stroke-dasharray: ([^;]+);", css)
    assert len(set(dashes)) == MOST - 1  # the first is unbroken
    widths = [
        float(each) for each in re.findall(r"stroke-width: ([\d.]+);", css.split("step-1 {")[2])
    ]
    assert widths == sorted(set(widths))


def test_another_atlas_is_not_coloured(atlas):
    assert not any(each.tone for each in atlas.features)
    assert read(ROOT)[1] == []


# In the browser.


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = shutil.copytree(ATLASES / "harbour", tmp_path_factory.mktemp("coloured") / "harbour")
    extra = (feature(8, 10, AREA), feature(9, 40, LINE))
    return build(folder(Path(copy), EQUAL, extra=extra)).page


def test_the_map_and_its_key_show_the_same_colours(site: Path, page: Page) -> None:
    page.goto(site.as_uri())
    page.wait_for_selector("[data-ready]", timeout=15_000)
    row = page.locator(".key-row").filter(has=page.get_by_role("checkbox", name="Wells"))

    assert row.locator(".key-measure").inner_text() == "Depth"
    assert row.locator(".key-parts .key-name").all_inner_texts() == [
        *("10 – 20 m", "20 – 30 m", "30 – 40 m"),
        "no value",
    ]
    fill = "each => getComputedStyle(each).getPropertyValue('--tone')"
    for index, number in enumerate((0, 1, 2)):
        key = row.locator(".key-sample > *").nth(index).evaluate(fill)
        mark = page.locator(f".mark[data-feature=place-{number}]").evaluate(fill)
        assert key == mark != ""
    painted = "each => getComputedStyle(each).fill"
    area = page.locator(".mark[data-feature=place-8]").evaluate(painted)
    assert area == "rgb(255, 247, 179)"
    width = page.locator(".mark[data-feature=place-9]").evaluate(
        "each => parseFloat(getComputedStyle(each).strokeWidth)"
    )
    assert width > 5


def test_the_class_is_in_the_name_and_the_value_in_the_record(site: Path, page: Page) -> None:
    page.goto(f"{site.as_uri()}#f=place-1")
    page.wait_for_selector("[data-ready]", timeout=15_000)

    assert page.locator(".mark[data-feature=place-0]").get_attribute("aria-label") == (
        "Place 0, depth 10 – 20 m"
    )
    assert page.locator(".mark[data-feature=place-4]").get_attribute("aria-label") == (
        "Place 4, depth no value"
    )
    assert page.locator(".popup .record-measure, .sheet .record-measure").first.inner_text() == (
        "Depth: 20 m"
    )


def test_the_classes_stand_in_the_printed_key(site: Path, page: Page) -> None:
    page.goto(site.as_uri())
    page.wait_for_selector("[data-ready]", timeout=15_000)
    page.emulate_media(media="print")
    row = page.locator(".handout-samples [data-in=wells]")

    assert row.locator("span:visible").all_inner_texts() == [
        *("Depth: 10 – 20 m", "Depth: 20 – 30 m", "Depth: 30 – 40 m"),
        "Depth: no value",
    ]
    fill = "each => getComputedStyle(each).getPropertyValue('--tone')"
    for index in (0, 1, 2):
        drawn = row.nth(index).locator("[class*=toned-]").evaluate(fill)
        assert drawn == page.locator(
            f"#static-map .look-point.step-{(1, 4, 7)[index]}"
        ).first.evaluate(fill)
