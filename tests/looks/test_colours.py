"""A layer coloured by a column: classes that hold every value, on the map, in its key, in words."""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from mapper import MapperError, build, load
from mapper.folder.load import read
from mapper.looks.colours import MOST, NO_VALUE, Class, breaks, classes, coloured, measure
from mapper.looks.schemes import ENOUGH, SCHEMES
from mapper.model.atlas import Feature, Layer
from mapper.model.manifest import ColourEntry, LayerEntry
from mapper.picture.labels import labels
from mapper.picture.svg import svg
from places import ATLASES, ROOT
from sending import contract_of

AREA = {"type": "Polygon", "coordinates": [[[-2, 59.2], [-2, 59.3], [-2.2, 59.3], [-2, 59.2]]]}
LINE = {"type": "LineString", "coordinates": [[-2, 59.4], [-2.2, 59.4]]}


def feature(number, value=None, geometry=None):
    place = {"type": "Point", "coordinates": [-2.5 + number / 20, 59.6]}
    properties = {"name": f"Place {number}"} | ({} if value is None else {"by": value})
    return Feature(
        f"place-{number}", {"en": f"Place {number}"}, "point", geometry or place, properties
    )


def layer(values, **colour):
    entry = LayerEntry(
        id="x", title="X", look="point", licence="CC0", colour=ColourEntry(by="by", **colour)
    )
    return coloured(Layer(entry, tuple(feature(n, value) for n, value in enumerate(values))))


def tones(found):
    return [each.tone for each in found.features]


# The classes.


def test_values_are_classes_in_their_order():
    found = layer(["slate", "chalk", None, "Clay", "chalk", "  ", True, ["a"]])

    assert classes(found) == (
        Class("class-1", '["a"]'),
        Class("class-2", "chalk"),
        Class("class-3", "Clay"),
        Class("class-4", "slate"),
        Class("class-5", "true"),
        Class(NO_VALUE),
    )
    assert tones(found) == [
        *("class-4", "class-2", NO_VALUE, "class-3"),
        *("class-2", NO_VALUE, "class-5", "class-1"),
    ]


def test_numbers_as_values_are_sorted_by_size():
    assert [each.value for each in classes(layer([10, 9, 2000, 9]))] == ["9", "10", "2,000"]


def test_equal_classes_are_equally_wide():
    found = layer([0, 1, 25, 50, 99, 100], method="equal", classes=4)

    assert [each.bounds for each in classes(found)] == [(0, 25), (25, 50), (50, 75), (75, 100)]
    assert tones(found) == ["step-1", "step-1", "step-3", "step-5", "step-7", "step-7"]


def test_quantiles_hold_as_many_each():
    found = layer([*range(100), None], method="quantile", classes=5)
    counts = [tones(found).count(each.tone) for each in classes(found)]

    assert counts == [20, 20, 20, 20, 20, 1]
    assert classes(found)[-1] == Class(NO_VALUE)


@pytest.mark.parametrize("method", ["equal", "quantile", *SCHEMES])
def test_one_number_is_one_class(method):
    found = layer([3, 3, None], method=method)

    assert classes(found) == (Class("step-4", bounds=(3, 3)), Class(NO_VALUE))
    assert tones(found) == ["step-4", "step-4", NO_VALUE]


def test_bounds_can_be_read():
    """As few digits as part the values, whatever their size."""
    skewed = [1.2345, 1.4321, 3.3333, 3.3334, 47.1111, 51.2222, 90123.4, 90200.9]

    assert breaks(skewed, "quantile", 4) == (0, 3, 40, 90000, 91000)
    assert breaks([0.00012, 0.00034, 0.00051], "equal", 2) == (0.00012, 0.00032, 0.00051)
    assert breaks([1851, 1900, 1950], "equal", 3) == (1851, 1884, 1917, 1950)


def test_quantiles_that_fall_together_make_fewer_classes():
    found = layer([0] * 90 + [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], method="quantile", classes=5)

    assert len(classes(found)) < 5
    assert len(set(tones(found))) == len(classes(found))


def test_natural_breaks_keep_together_what_is_alike():
    found = layer([1, 2, 2, 3, 40, 41, 42, 90, 95], method="fisher-jenks", classes=3)

    assert [each.bounds for each in classes(found)] == [(1, 40), (40, 90), (90, 95)]


def test_natural_breaks_are_those_of_mapclassify():
    """To the feature, although the numbers are shifted: its classes hold their upper bound."""
    import mapclassify

    values = np.random.default_rng(7).lognormal(size=300).round(2)
    with pytest.warns(UserWarning, match="Numba"):
        wanted = mapclassify.FisherJenks(values, k=5).yb
    found = tones(layer(list(map(float, values)), method="fisher-jenks", classes=5))

    steps = sorted(set(found))
    assert [steps.index(tone) for tone in found] == list(wanted)


def test_natural_breaks_of_many_are_found_in_a_sample():
    gaps = [*range(1000), *range(5000, 6000)]
    assert len(gaps) > ENOUGH

    assert breaks(gaps, "fisher-jenks", 2) == (0, 5000, 6000)


def test_head_and_tail_part_few_great_values_from_many_small_ones():
    found = layer([1] * 80 + [10] * 15 + [100] * 4 + [1000], method="head-tail-breaks")

    assert [tones(found).count(each.tone) for each in classes(found)] == [95, 4, 1]
    assert [each.bounds for each in classes(found)] == [(0, 100), (100, 500), (500, 1000)]


def test_deviations_from_the_mean_and_widest_gaps():
    values = [0, 40, 45, 48, 50, 50, 52, 55, 60, 100]

    assert breaks(values, "std-mean", 5) == (0, 40, 80, 100)  # 2 and 98 part the same values
    assert breaks([*values, 101], "maximum-breaks", 3) == (0, 40, 100, 101)


@pytest.mark.parametrize("method", ["quantile", *SCHEMES])
def test_the_greatest_value_alone_is_a_class_too(method):
    found = layer([*range(20), 1000], method=method, classes=7)

    last = classes(found)[-1]
    assert last.bounds[0] < last.bounds[1]


def test_more_classes_than_were_asked_for_are_one():
    values = [2.0**n for n in range(40) for _ in range(41 - n)]

    assert len(breaks(values, "head-tail-breaks", 7)) == 5
    assert len(breaks(values, "head-tail-breaks", 3)) == 4


def test_without_mapclassify_it_is_said_how_to_install_it(harbour, monkeypatch):
    monkeypatch.setattr("mapper.looks.colours.is_there", lambda: False)
    with pytest.raises(MapperError) as caught:
        build(folder(harbour, 'colour = { by = "by", method = "std-mean" }'))

    assert str(caught.value) == (
        'data/atlas.toml: layer[2].colour: method = "std-mean" is mapclassify\'s, which is not '
        'installed. Install it: pip install "mapper[classes]". Or write method = "quantile".'
    )


def test_methods_of_mapclassify_have_its_names():
    """And the manifest has them all."""
    import mapclassify

    for method, name in SCHEMES.items():
        assert re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower() == method
        assert name in mapclassify.CLASSIFIERS
    allowed = ColourEntry.model_fields["method"].annotation.__args__
    assert set(allowed) == {"categories", "quantile", "equal", *SCHEMES}


def test_the_steps_span_all_there_are():
    for count in range(2, MOST + 1):
        steps = [each.tone for each in classes(layer(range(20), method="equal", classes=count))]
        assert len(set(steps)) == count
        assert (steps[0], steps[-1]) == ("step-1", f"step-{MOST}")


NUMBERS = st.lists(
    st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_subnormal=False)),
    min_size=1,
    max_size=40,
)


@given(NUMBERS, st.sampled_from(["equal", "quantile", *SCHEMES]), st.integers(2, MOST))
def test_every_number_is_in_the_class_that_says_so(values, method, count):
    """The bounds ascend, hold all values, and each value lies between those of its class."""
    edges = breaks(values, method, count)
    assert all(one < other for one, other in pairwise(edges))
    assert len(edges) <= count + 1
    found = layer(values, method=method, classes=count)
    bounds = {each.tone: each.bounds for each in classes(found)}
    last = max(high for _, high in bounds.values())
    for value, tone in zip(values, tones(found), strict=True):
        low, high = bounds[tone]
        assert low <= value
        assert value < high or value == high == last


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


# A project folder.


def folder(harbour: Path, colour: str, values=(10, 20, 30, 40, None), extra=()) -> Path:
    """The tiny atlas with a coloured layer of points, and further features."""
    shapes = [*(feature(n, value) for n, value in enumerate(values)), *extra]
    items = [
        {
            "type": "Feature",
            "id": each.id,
            "properties": dict(each.properties),
            "geometry": dict(each.geometry),
        }
        for each in shapes
    ]
    (harbour / "geo" / "wells.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": items})
    )
    manifest = harbour / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    entry = f'[[layer]]\nid = "wells"\ntitle = "Wells"\nlook = "point"\nlicence = "CC0"\n{colour}\n'
    manifest.write_text(text.replace("[fields.built]", f"{entry}\n[fields.built]", 1), "utf-8")
    return harbour


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
        (1, "2,5"),
        '"by" of "place-1" is "2,5", not a number. Correct it in the file, or write method = '
        '"categories".',
    ),
    "true as a number": ('colour = { by = "by", method = "equal" }', (True,), 'is "true", not a'),
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
