"""Numbers and values parted into classes: each is in one, and each class can be read."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coloured import feature, folder
from mapper import MapperError, build
from mapper.looks.colours import MOST, NO_VALUE, Class, breaks, classes, coloured
from mapper.looks.schemes import ENOUGH, SCHEMES
from mapper.model.atlas import Layer
from mapper.model.manifest import ColourEntry, LayerEntry


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
