"""Where mapclassify parts numbers into classes. Needs it: pip install "mapper[classes]"."""

from __future__ import annotations

import warnings
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SCHEMES = {
    "fisher-jenks": "FisherJenks",
    "head-tail-breaks": "HeadTailBreaks",
    "maximum-breaks": "MaximumBreaks",
    "std-mean": "StdMean",
}
"""Methods of a colour's classes, and the classes of mapclassify that know them."""

COUNTED = ("fisher-jenks", "maximum-breaks")
"""Those that are asked for a number of classes; the others find their own."""

ENOUGH = 500
"""Numbers that fisher-jenks looks at: its time grows with their square, without numba in Python."""


def is_there() -> bool:
    """Whether mapclassify is installed."""
    return find_spec("mapclassify") is not None


def places(values: Floats, numbers: Floats, method: str, count: int) -> list[int]:
    """Where classes begin, ascending: their places among the numbers, the first class left out.

    At most `count` classes; where a scheme finds more, the uppermost are one. Of more than `ENOUGH`
    values fisher-jenks sees as many, at even steps through them by size.

    Args:
        values: one a feature.
        numbers: each of the values once, ascending; at least two.
    """
    import mapclassify

    # It reckons with 32-bit floats, which part best what lies about 0. No scheme minds the shift,
    # and by halves the greatest floats are not too far apart.
    least, spread = numbers[0] / 2, numbers[-1] / 2 - numbers[0] / 2
    seen, even = np.sort(values / 2 - least) / spread, (numbers / 2 - least) / spread
    if method == "fisher-jenks" and len(seen) > ENOUGH:
        seen = seen[np.linspace(0, len(seen) - 1, ENOUGH).round().astype(int)]
    asked = {"k": min(count, len(np.unique(seen)))} if method in COUNTED else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is slow without numba, that values are the same
        made = getattr(mapclassify, SCHEMES[method])(seen, **asked)
    # Its classes hold their upper bound. Between two that were seen, others may lie.
    ends = np.asarray(made.bins, dtype=float)
    if len(seen) < len(values):
        following = np.searchsorted(seen, ends[:-1], side="right")
        ends = (ends[:-1] + seen[following]) / 2
    after = np.searchsorted(even, ends, side="right")
    return sorted({int(each) for each in after if 0 < each < len(numbers)})[: count - 1]
