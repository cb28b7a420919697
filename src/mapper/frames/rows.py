"""Rows of a frame that can be drawn: where they are, what they are called, what records show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mapper.formats import slug
from mapper.frames.columns import column_of, name_column, values_of
from mapper.frames.said import CALL, Notes, counted, no_column, readable, wrong
from mapper.geometry import Sorted, sort_shapes
from mapper.model import EXACT, MISSING, Column, Counted, Texts, Words, are_texts, texts

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
    table = table.set_axis(_names(table.columns), axis=1).set_axis(_written(table.index), axis=0)
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
        text_of(level.name): level.to_series().reset_index(drop=True)
        for level in levels
        if level.name is not None and text_of(level.name) not in table.columns
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
        return [text_of(each) for each in index.tolist()]
    if _is_counted(index):
        return Counted(prefix="", numbers=index.to_numpy(np.int64))
    return ["" if each is MISSING else str(each) for each in values_of(index.to_series())]


def _is_counted(index: Any) -> bool:
    return index.dtype.kind in "iu" and bool((index >= 0).all()) and bool((index < EXACT).all())


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


def label_of(label: Any, columns: Sequence[str]) -> str:
    """The column that names rows: as asked, or the one that is called so, or none."""
    if label is None:
        return name_column(columns)
    if text_of(label) not in columns:
        raise no_column("label", text_of(label), columns)
    return text_of(label)


def series_of(values: Any, table: Any) -> Any:
    """Values that were given, one a row, as a series; a series goes by its index."""
    import pandas as pd

    if isinstance(values, pd.Series):
        alike = values.index.equals(table.index) or not (
            values.index.is_unique and table.index.is_unique
        )
        return values if alike else values.reindex(table.index)
    if getattr(getattr(values, "dtype", None), "kind", "O") in "OU":
        values = [readable(each) if isinstance(each, str) else each for each in values]
    return pd.Series(values)


def text_of(given: Any) -> str:
    """What a column is called, as text: of several levels it is joined."""
    return readable(", ".join(map(str, given)) if isinstance(given, tuple) else str(given))


def _names(columns: Any) -> list[str]:
    """Columns as text, each once: of several levels they are joined."""
    found: list[str] = []
    for column in columns:
        name = text_of(column) or " "
        while name in found:
            name += " "
        found.append(name)
    return found


def _written(index: Any) -> Any:
    """The index, its texts so that pandas and browsers can hold them."""
    import pandas as pd

    if index.nlevels > 1:
        levels = [_written(index.get_level_values(level)) for level in range(index.nlevels)]
        return pd.MultiIndex.from_arrays(levels, names=index.names)
    if index.dtype != object:
        return index
    held = [readable(each) if isinstance(each, str) else each for each in index]
    return pd.Index(held, dtype=object, name=index.name)


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
