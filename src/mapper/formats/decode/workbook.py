"""What a sheet of a workbook says besides the values of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element  # the name alone: nothing is parsed

from defusedxml.ElementTree import iterparse
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from mapper.formats.decode.unzip import Archive
from mapper.formats.decode.xmltext import local

Cell = tuple[int, int]
"""The row as the spreadsheet counts, from 1, and the column, from 0."""

_LINK = re.compile(r'HYPERLINK\(\s*"([^"]+)"\s*[,;)]', re.IGNORECASE)
_SPREADSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Beside:
    """What stands beside the values of a sheet.

    Attributes:
        rows, columns: those that are hidden.
        merged: left, top, right, bottom of cells that are one.
        links: cell → the address that it leads to.
        unsaved: cells with a formula whose value was never saved.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    links: dict[Cell, str] = field(default_factory=dict)
    unsaved: list[Cell] = field(default_factory=list)


def beside(archive: Archive, title: str) -> Beside:
    """What the sheet of that title says; nothing if it is not found where it ought to be."""
    found = Beside()
    part = _parts(archive).get(title, "")
    if part not in archive.zip.namelist():
        return found
    leads = dict(_addresses(archive, part))
    around: list[Element] = []
    for event, element in iterparse(BytesIO(archive[part]), ("start", "end"), forbid_dtd=True):
        if event == "start":
            around.append(element)
            continue
        around.pop()
        name = local(element)
        if name in _READ:
            _READ[name](element, found, leads)
        if name == "row" and around:
            around[-1].clear()  # what was read is forgotten
    return found


def _row(element: Element, found: Beside, leads: dict[str, str]) -> None:
    if element.get("hidden") in ("1", "true"):
        found.rows.add(int(element.get("r", "0")))


def _column(element: Element, found: Beside, leads: dict[str, str]) -> None:
    if element.get("hidden") in ("1", "true"):
        first, last = int(element.get("min", "1")), int(element.get("max", "0"))
        found.columns.update(range(first - 1, min(last, 500)))


def _merge(element: Element, found: Beside, leads: dict[str, str]) -> None:
    left, top, right, bottom = range_boundaries(element.get("ref", ""))
    found.merged.append((left - 1, top, right - 1, bottom))


def _hyperlink(element: Element, found: Beside, leads: dict[str, str]) -> None:
    address = leads.get(element.get(f"{{{_SPREADSHEET}}}id", ""), "")
    if address:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
        for row in range(top, min(bottom, top + 1000) + 1):
            for column in range(left - 1, min(right, left + 99)):
                found.links[row, column] = address


def _cell(element: Element, found: Beside, leads: dict[str, str]) -> None:
    formula = next((each for each in element if local(each) == "f"), None)
    if formula is None or not (at := element.get("r")):
        return
    row, column = coordinate_to_tuple(at)
    if match := _LINK.search(formula.text or ""):
        found.links[row, column - 1] = match[1]
        return
    if not any(local(each) == "v" and each.text for each in element) and element.get("t") != "str":
        found.unsaved.append((row, column - 1))


_READ = {"row": _row, "col": _column, "mergeCell": _merge, "hyperlink": _hyperlink, "c": _cell}


def _parts(archive: Archive) -> dict[str, str]:
    """Title of each sheet → the part of the workbook that holds it."""
    root = next(iter(_addresses(archive, "", "officeDocument")), ("", "xl/workbook.xml"))[1]
    files = dict(_addresses(archive, root))
    found = {}
    for _, element in iterparse(BytesIO(archive[root]), forbid_dtd=True):
        if local(element) == "sheet":
            part = files.get(element.get(f"{{{_SPREADSHEET}}}id", ""), "")
            found[element.get("name", "")] = part
    return found


def _addresses(archive: Archive, part: str, kind: str = "") -> Iterator[tuple[str, str]]:
    """The ids of what a part refers to, and where that is; "" is the workbook as a whole."""
    rels = get_rels_path(part) if part else "_rels/.rels"
    if rels in archive.zip.namelist():
        for each in get_dependents(archive.zip, rels):
            if each.Type.endswith(kind):
                yield each.Id, each.target
