"""A fixed sample of the cases that `make fuzz` tries, and what they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.formats.read import READERS, read_file
from mapper.formats.source import Reading
from mapper.problems import MapperError, errors

from aims import KINDS, ORDER, Astray, Case, Hang, case, run  # isort: skip
from sound import atlases, inputs  # isort: skip

SAMPLE = 320
"""Eight of each kind's places in the order of cases."""

SLOW = {"build": 3, "page": 40}
"""Of these kinds fewer are sampled."""


def sample() -> list[int]:
    """The numbers of the cases: all of the first, but few of those that take their time."""
    left = dict(SLOW)
    found = []
    for number in range(SAMPLE):
        kind = ORDER[number % len(ORDER)]
        left[kind] = left.get(kind, SAMPLE) - 1
        if left[kind] >= 0:
            found.append(number)
    return found


@pytest.mark.usefixtures("in_page")
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_problems_comes_out(kind: str) -> None:
    """No other error, no hang, nothing written when refused."""
    numbers = [number for number in sample() if ORDER[number % len(ORDER)] == kind]
    assert numbers
    for number in numbers:
        try:
            run(case(number))
        except (Exception, Hang) as error:
            raise AssertionError(f"case {number}: see fuzz.py --show {number}") from error


def test_every_format_has_an_input_that_is_sound(tmp_path: Path) -> None:
    endings = set()
    for name, files in inputs().items():
        for each, data in files.items():
            (tmp_path / each).write_bytes(data)
        foreign = read_file(tmp_path / name, Reading(languages=("en", "de")))
        assert foreign.records, name
        assert not errors(foreign.problems), name
        endings.add(Path(name).suffix)
    assert endings == set(READERS)


def test_a_case_is_the_same_each_time() -> None:
    inputs.cache_clear()
    atlases.cache_clear()
    first = [case(number).files for number in range(len(ORDER))]
    inputs.cache_clear()
    assert [case(number).files for number in range(len(ORDER))] == first


def wanton(root: Path) -> None:
    (root / "left").write_text("behind")
    raise KeyError("x")


def without_an_error(root: Path) -> None:
    raise MapperError([])


def for_ever(root: Path) -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("does", "wrong"), [(wanton, KeyError), (without_an_error, Astray), (for_ever, Hang)]
)
def test_what_may_not_happen_is_seen(
    does: object, wrong: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aims.SECONDS", 0.1)
    with pytest.raises(wrong):
        run(Case("bytes", {}, does))  # type: ignore[arg-type]
