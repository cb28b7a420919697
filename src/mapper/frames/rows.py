"""Rows of a frame that can be drawn: where they are, what they are called, what records show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapper.formats import slug
from mapper.frames.columns import MOST, column_of, name_column, shown_names, values_of
from mapper.frames.said import CALL, Notes, counted, no_column, wrong
from mapper.geometry import Sorted, sort_shapes
from mapper.model import MISSING, Column, Counted, Texts, Words, are_texts, texts

DEGREES = "EPSG:4326"


@dataclass(frozen=True, eq=False)
class Rows:
    """A frame without its geometry, and that sorted by what is drawn: points, lines, areas.

    `table` has a row for each of the frame's, found by number; `columns` are those it shows.
    """

    table: Any
    columns: tuple[str, ...]
    parts: tuple[Sorted, ...]


def rows_of(frame: Any, notes: Notes) -> Rows:
    """A GeoDataFrame or GeoSeries, in degrees of WGS 84.

    Raises:
        MapperError: it is neither, has no geometry, or nobody knows where it is.
    """
    import geopandas  # here, as pandas everywhere: who has a frame has imported them
    import pandas as pd

    if isinstance(frame, geopandas.GeoSeries):
        shapes, table = frame, pd.DataFrame(index=frame.index)
    elif isinstance(frame, geopandas.GeoDataFrame):
        try:
            shapes = frame.geometry
        except AttributeError as error:
            mend = 'Say which column holds it: gdf.set_geometry("…").'
            raise wrong("", "the frame has no geometry.", mend) from error
        geometries = [index for index, kind in enumerate(frame.dtypes) if str(kind) == "geometry"]
        kept = [index for index in range(frame.shape[1]) if index not in geometries]
        table = pd.DataFrame(frame.iloc[:, kept])
    else:
        mend = "geopandas.GeoDataFrame(df, geometry=geopandas.points_from_xy(lon, lat), crs=4326)"
        raise wrong("", f"is given {type(frame).__name__}, not a GeoDataFrame.", mend)
    table = table.set_axis(_names(table.columns), axis=1)
    found = sort_shapes(_degrees(shapes, notes))
    if len(found.without):
        notes.say(f"{counted(len(found.without), 'row has', 'rows have')} no geometry: left out.")
    if len(found.beyond):
        said = counted(len(found.beyond), "row lies", "rows lie")
        notes.say(
            f"{said} nowhere on the map (not in degrees of longitude and latitude): left out."
        )
    if len(found.mended):
        said = counted(len(found.mended), "area crosses itself", "areas cross themselves")
        notes.say(f"{said}: mended.")
    return Rows(table, tuple(table.columns), found.parts)


def named_index(table: Any) -> dict[str, Any]:
    """The levels of an index that have names, as columns."""
    index = table.index
    levels = (
        [index] if index.nlevels == 1 else [index.get_level_values(n) for n in range(index.nlevels)]
    )
    return {
        str(level.name): level.to_series().reset_index(drop=True)
        for level in levels
        if level.name is not None and str(level.name) not in table.columns
    }


def ids_of(layer: str, index: Any, rows: Any) -> Column:
    """An id for each of these rows, of its index; of its number where two would have one."""
    taken = index[rows] if len(rows) != len(index) else index
    if taken.nlevels == 1 and _is_counted(taken) and taken.is_unique:
        return Counted(prefix=f"{layer}-", numbers=taken.to_numpy(np.int64))
    slugs = [slug(text) for text in names_of_index(taken)]
    if len(set(slugs)) == len(slugs) and all(slugs):
        return texts([f"{layer}-{each}" for each in slugs])
    return Counted(prefix=f"{layer}-", numbers=np.asarray(rows, np.int64))


def names_of_index(index: Any) -> Sequence[str]:
    """What the index says of each row, as text."""
    if index.nlevels > 1:
        return [", ".join(map(str, each)) for each in index.tolist()]
    if _is_counted(index):
        return Counted(prefix="", numbers=index.to_numpy(np.int64))
    return ["" if each is MISSING else str(each) for each in values_of(index.to_series())]


def _is_counted(index: Any) -> bool:
    return index.dtype.kind in "iu" and bool((index >= 0).all()) and bool((index < 2**53).all())


def names_of(table: Any, label: str, rows: Any) -> Column:
    """What each of these rows is called: by a column, else by the index; never by nothing."""
    whole = len(rows) == len(table)
    if not label:
        given = names_of_index(table.index if whole else table.index[rows])
        if isinstance(given, Column):
            return given
        return texts([each.strip() or "–" for each in given])
    held = column_of(table[label] if whole else table[label].iloc[rows])
    if _are_trim(held):
        return held
    found = ["" if each is MISSING else str(each).strip() for each in held]
    if all(found):
        return texts(found)
    by_index = names_of(table, "", rows)
    return texts([each or other for each, other in zip(found, by_index, strict=True)])


def _are_trim(held: Column) -> bool:
    """Are they texts, none of them empty, that neither begin nor end with space?"""
    if not are_texts(held):
        return False
    if isinstance(held, Texts):
        # Letters beyond ASCII may be spaces too.
        ends = held.data[held.ends - 1], held.data[held.ends - held.sizes]
        return all(bool(((each > ord(" ")) & (each < 128)).all()) for each in ends)
    words = held.words if isinstance(held, Words) else [held[0]]
    return all(word == word.strip() for word in words)


def label_of(label: str | None, columns: Sequence[str]) -> str:
    """The column that names rows: as asked, or the one that is called so, or none."""
    if label is None:
        return name_column(columns)
    if label not in columns:
        raise no_column("label", label, columns)
    return label


def shown(
    popup: Any, tooltip: Any, columns: Sequence[str], label: str, notes: Notes
) -> tuple[str, ...]:
    """The columns that a record shows: those of `popup`, and of `tooltip`; at most `MOST`.

    Each is True for all, False for none, a number for the first so many, a name or a list of names.
    The column that names rows is the head of a record: it is shown again only where it is named.
    """
    found = dict.fromkeys(
        (*_chosen("popup", popup, columns, label), *_chosen("tooltip", tooltip, columns, label))
    )
    if len(found) > MOST:
        notes.say(f"Records show the first {MOST} of {len(found)} columns.")
    return tuple(found)[:MOST]


def aliases_of(
    popup_kwds: Mapping[str, Any],
    tooltip_kwds: Mapping[str, Any],
    names: Sequence[str],
    notes: Notes,
) -> dict[str, str]:
    """Column → what a record calls it."""
    called = shown_names(names)
    for place, given in (("tooltip_kwds", tooltip_kwds), ("popup_kwds", popup_kwds)):
        aliases = given.get("aliases")
        if aliases is not None:
            if len(aliases) != len(names):
                what = f"{len(aliases)} aliases for {len(names)} columns."
                raise wrong(f"{place}.aliases", what, f"The columns are {', '.join(names)}.")
            called = {
                name: shown_names([str(alias)])[str(alias)]
                for name, alias in zip(names, aliases, strict=True)
            }
        if given.get("labels") is False:
            notes.say(f"{place}: a record names each value, also with labels=False.")
        for key in set(given) - {"aliases", "labels"}:
            notes.say(f"{place}: {key} is left out; records follow the page's own sheet.")
    if len(set(called.values())) < len(called):
        raise wrong("popup_kwds.aliases", "two columns have the same alias.", "Give each its own.")
    return called


def _chosen(place: str, asked: Any, columns: Sequence[str], label: str) -> list[str]:
    if asked is None or asked is False:
        return []
    if isinstance(asked, int):
        most = len(columns) if asked is True else asked
        return [name for name in columns[:most] if name != label]
    wanted = [asked] if isinstance(asked, str) else [str(each) for each in asked]
    for name in wanted:
        if name not in columns:
            raise no_column(place, name, columns)
    return wanted


def _names(columns: Any) -> list[str]:
    """Columns as text, each once: of several levels they are joined."""
    found: list[str] = []
    for column in columns:
        name = ", ".join(map(str, column)) if isinstance(column, tuple) else str(column)
        name = name.encode("utf-8", "replace").decode() or " "
        while name in found:
            name += " "
        found.append(name)
    return found


def _degrees(shapes: Any, notes: Notes) -> Any:
    """The shapely geometries in degrees."""
    if shapes.crs is None:
        west, south, east, north = shapes.total_bounds
        inside = west >= -360 and east <= 360 and south >= -90 and north <= 90
        if len(shapes) and not inside and not np.isnan(west):
            where = f"they reach from {west:g}, {south:g} to {east:g}, {north:g}"
            mend = f"Say what they are: gdf.set_crs(…), then call {CALL} again."
            raise wrong(
                "", f"the frame has no CRS, and its coordinates are no degrees: {where}.", mend
            )
        notes.say("The frame has no CRS: its coordinates are taken for degrees of WGS 84.")
        return np.asarray(shapes.array)
    try:
        turned = shapes if shapes.crs.equals(DEGREES) else shapes.to_crs(DEGREES)
    except Exception as error:  # pyproj and GEOS raise several kinds
        raise wrong("", f"cannot be put into degrees of WGS 84: {error}.") from error
    return np.asarray(turned.array)
