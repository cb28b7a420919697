"""What a person does with the map, in a real browser: look, press, type, follow, share, embed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, expect

from mapper.days import state_on
from mapper.model import Atlas, Feature
from mapper.payload import opening_day
from mapper.record import entries

Open = Callable[[str], Page]

COLUMNS = ("held", "leaving", "uncertain", "vacated", "unknown")
"""The columns of the map key, as its heading names them from left to right."""

CERTAINTIES = {"High", "Medium", "Low"}

GARRISON = "herat-garrison"


def iso(day: int) -> str:
    """Days since 1970-01-01 → 1988-08-07."""
    from datetime import date, timedelta

    return (date(1970, 1, 1) + timedelta(day)).isoformat()
