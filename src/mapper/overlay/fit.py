"""Pixels and their positions → how all other pixels are laid, there and back.

Everything is fitted by least squares, around the middle of the points and in units of their spread,
so that no digits are lost. Polynomials and thin plates are fitted in both directions; the others
are a matrix, which is inverted. Thin plates: Bookstein, Principal Warps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mapper.model import Method, Place

Laying = Callable[[Any], Any]
"""n × 2 → n × 2."""

NEEDS: dict[Method, int] = {
    "similarity": 2,
    "affine": 3,
    "thin-plate": 3,
    "projective": 4,
    "polynomial2": 6,
}
"""So many points does a way of laying take."""


@dataclass(frozen=True)
class Fit:
    """`there` leads from pixels to positions, `back` from positions to pixels."""

    there: Laying
    back: Laying


def fit(place: Place) -> Fit:
    """How the picture is laid, if `misplaced` finds nothing wrong with its place."""
    import numpy as np

    pixels, positions = np.array(place.pixels), np.array(place.positions)
    return fitted(pixels, positions, place.method)


def fitted(pixels: Any, positions: Any, method: Method) -> Fit:
    """The same for arrays, n × 2 each."""
    import numpy as np

    near, far = _frame(pixels), _frame(positions)
    one, other = _scaled(pixels, near), _scaled(positions, far)
    if method in ("polynomial2", "thin-plate"):
        make = _polynomial if method == "polynomial2" else _thin_plate
        there, back = make(one, other), make(other, one)
    else:
        matrix = {"similarity": _similarity, "affine": _affine, "projective": _projective}[method](
            one, other
        )
        there, back = _by_matrix(matrix), _by_matrix(np.linalg.inv(matrix))
    return Fit(
        lambda values: _unscaled(there(_scaled(values, near)), far),
        lambda values: _unscaled(back(_scaled(values, far)), near),
    )


def _frame(values: Any) -> tuple[Any, float]:
    """The middle of some points, and how far they are from it on average."""
    import numpy as np

    middle = values.mean(axis=0)
    spread = float(np.sqrt(((values - middle) ** 2).sum(axis=1).mean()))
    return middle, spread or 1.0


def _scaled(values: Any, frame: tuple[Any, float]) -> Any:
    return (values - frame[0]) / frame[1]


def _unscaled(values: Any, frame: tuple[Any, float]) -> Any:
    return values * frame[1] + frame[0]


def _by_matrix(matrix: Any) -> Laying:
    def lay(values: Any) -> Any:
        import numpy as np

        x, y, w = (values @ matrix[:, :2].T + matrix[:, 2]).T
        with np.errstate(divide="ignore", invalid="ignore"):
            # Beyond the horizon of a photograph there is nothing.
            return np.where((w > 0)[:, None], np.column_stack([x / w, y / w]), np.inf)

    return lay


def _similarity(one: Any, other: Any) -> Any:
    """Turned, enlarged, moved. Rows run down and positions up, so y changes its sign."""
    import numpy as np

    x, y, zero, unit = one[:, 0], -one[:, 1], np.zeros(len(one)), np.ones(len(one))
    rows = np.block([[np.column_stack([x, -y, unit, zero])], [np.column_stack([y, x, zero, unit])]])
    a, b, c, d = np.linalg.lstsq(rows, other.T.ravel(), rcond=None)[0]
    return np.array([[a, b, c], [b, -a, d], [0, 0, 1]])


def _affine(one: Any, other: Any) -> Any:
    import numpy as np

    found = np.linalg.lstsq(np.column_stack([one, np.ones(len(one))]), other, rcond=None)[0]
    return np.vstack([found.T, [0, 0, 1]])


def _projective(one: Any, other: Any) -> Any:
    import numpy as np

    x, y, zero, unit = one[:, 0], one[:, 1], np.zeros(len(one)), np.ones(len(one))
    u, v = other.T
    above = np.column_stack([x, y, unit, zero, zero, zero, -u * x, -u * y, -u])
    below = np.column_stack([zero, zero, zero, x, y, unit, -v * x, -v * y, -v])
    matrix = np.linalg.svd(np.vstack([above, below]))[2][-1].reshape(3, 3)
    weight = one @ matrix[2, :2] + matrix[2, 2]
    return matrix * np.sign(weight.sum() or 1)


def _polynomial(one: Any, other: Any) -> Laying:
    import numpy as np

    def terms(values: Any) -> Any:
        x, y = values.T
        return np.column_stack([np.ones(len(values)), x, y, x * x, x * y, y * y])

    found = np.linalg.lstsq(terms(one), other, rcond=None)[0]
    return lambda values: terms(values) @ found


def _thin_plate(one: Any, other: Any) -> Laying:
    import numpy as np

    def bent(values: Any) -> Any:
        squares = ((values[:, None, :] - one[None, :, :]) ** 2).sum(axis=2)
        return squares * np.log(np.maximum(squares, 1e-300)) / 2

    n = len(one)
    flat = np.column_stack([np.ones(n), one])
    whole = np.block([[bent(one), flat], [flat.T, np.zeros((3, 3))]])
    found = np.linalg.lstsq(whole, np.vstack([other, np.zeros((3, 2))]), rcond=None)[0]

    def lay(values: Any) -> Any:
        return (
            bent(values) @ found[:n] + np.column_stack([np.ones(len(values)), values]) @ found[n:]
        )

    return lay
