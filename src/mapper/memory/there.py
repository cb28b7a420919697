"""What stands in a cell of a frame where nothing does."""

from __future__ import annotations

from typing import Any


def is_there(value: Any) -> bool:
    """Whether a value says something: None, NaN, NaT and NA say nothing."""
    if value is None:
        return False
    if isinstance(value, str | bool | int):
        return True
    import pandas as pd

    return not (pd.api.types.is_scalar(value) and pd.isna(value))
