"""Prepares a partitioned GeoParquet set on several workers, as one file that `mapper add` takes.

    python examples/partitioned.py wells.parquet wells.geojsonl --within 60 29 75 39

Each partition is read, narrowed down and put right by a worker process, and written in its turn:
the whole is never in one memory. Partitions that lie elsewhere are not read at all.
With --scheduler the workers are those of a cluster: `dask scheduler` on one machine, `dask worker`
on the others.
Needs `pip install dask-geopandas distributed pyarrow`.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import dask_geopandas
import geopandas as gpd
import pandas as pd
from distributed import Client, Future, LocalCluster
from shapely.geometry import box

CRS = 4326
"""Degrees, WGS 84: what GeoJSON is in."""

AHEAD = 2
"""How many partitions a worker is given before the first of them is written."""


def prepare(
    source: str,
    target: Path,
    client: Client,
    within: Sequence[float] | None = None,
    where: str = "",
    columns: Sequence[str] | None = None,
) -> tuple[int, int, set[int]]:
    """Write a set to `target`, a feature a line; their number, that of partitions, the workers.

    Args:
        source: a folder of Parquet files, or an address that fsspec knows: s3://bucket/wells.
        target: replaced when all is written, and else left as it is.
        client: of the workers.
        within: west, south, east, north in degrees; what does not touch it is left out.
        where: a condition on columns, as `DataFrame.query` takes it.
        columns: those to keep; all if left out.
    """
    frame = dask_geopandas.read_parquet(source)
    area = None
    if within is not None:
        area = box(*within)
        west, south, east, north = gpd.GeoSeries([area], crs=CRS).to_crs(frame.crs).total_bounds
        frame = frame.cx[west:east, south:north]
    meta = pd.DataFrame({"line": pd.Series(dtype=object), "worker": pd.Series(dtype=int)})
    lines = frame.map_partitions(clean, area, where, columns, meta=meta)
    count, workers = 0, set[int]()
    draft = target.with_name(f".{target.name}.draft")
    try:
        with draft.open("w", encoding="utf-8") as file:
            for part in in_order(client, lines.to_delayed()):
                file.writelines(part["line"])
                count += len(part)
                workers.update(part["worker"])
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return count, lines.npartitions, workers


def clean(
    part: gpd.GeoDataFrame, area: object, where: str, columns: Sequence[str] | None
) -> pd.DataFrame:
    """The features of one partition as lines of GeoJSON, and the process that made them."""
    part = part[~(part.geometry.isna() | part.geometry.is_empty)]
    part = (part.query(where) if where else part).to_crs(CRS)
    part = part.set_geometry(part.geometry.make_valid())
    if area is not None:
        part = part[part.intersects(area)]
    if columns is not None:
        part = part[[*columns, part.geometry.name]]
    features = part.to_geo_dict(drop_id=True)["features"]
    texts = [json.dumps(each, ensure_ascii=False, default=str) + "\n" for each in features]
    return pd.DataFrame({"line": pd.Series(texts, dtype=object), "worker": os.getpid()})


def in_order(client: Client, parts: Sequence[object]) -> Iterator[pd.DataFrame]:
    """Each part when its turn comes, so that the file is the same each time; few are under way."""
    most = AHEAD * max(1, len(client.scheduler_info()["workers"]))
    under_way: deque[Future] = deque()
    for part in parts:
        under_way.append(client.compute(part))
        if len(under_way) >= most:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("source", help="a folder of Parquet files, or an address as s3://…")
    parser.add_argument("target", type=Path, help="the file to write: wells.geojsonl")
    parser.add_argument("--within", nargs=4, type=float, metavar=("W", "S", "E", "N"))
    parser.add_argument("--where", default="", help='a condition on columns: "depth > 10"')
    parser.add_argument("--columns", nargs="+", help="those to keep")
    parser.add_argument("--workers", type=int, default=2, help="processes on this machine")
    parser.add_argument("--scheduler", help="of a cluster instead: tcp://host:8786")
    options = parser.parse_args()
    cluster = options.scheduler or LocalCluster(
        n_workers=options.workers, threads_per_worker=1, dashboard_address=None
    )
    begun = time.perf_counter()
    with Client(cluster) as client:
        count, parts, workers = prepare(
            options.source, options.target, client, options.within, options.where, options.columns
        )
    if not options.scheduler:
        cluster.close()
    took = time.perf_counter() - begun
    print(f"{count:,} features of {parts} partitions by {len(workers)} workers in {took:.1f} s.")
    print(f"Next: mapper add {options.target}")


if __name__ == "__main__":
    main()
