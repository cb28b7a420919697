"""What stands in a cell of a frame where nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any


def is_there(value: Any) -> bool:
    """Whether a value says something: None, NaN, NaT and NA say nothing."""
    if value is None:
        return False
    if isinstance(value, str | int | Mapping | list | tuple) or type(value) in (date, datetime):
        return True
    import pandas as pd  # here: what has only such values need not wait for it

    return not (pd.api.types.is_scalar(value) and pd.isna(value))
