"""Archives of tiles, written byte by byte (PMTiles 3): large and full of holes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

HEAD = 127

AT, VIEW = (4051, 2397), "10/59.6011/-1.97754"
"""Where the point of `write_large` is: in the north-west tile of zoom 1, and in a link."""


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


def directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Of entries: the number of the first tile, how many, bytes, and where from the start."""
    ids = [each[0] for each in entries]
    steps = [now - before for before, now in zip([0, *ids], ids, strict=False)]
    columns = [steps, [e[1] for e in entries], [e[2] for e in entries], [e[3] + 1 for e in entries]]
    numbers = [len(entries), *(number for column in columns for number in column)]
    return gzip.compress(b"".join(map(varint, numbers)), mtime=0)


def field(number: int, data: bytes | int) -> bytes:
    """One field of a protobuf message."""
    if isinstance(data, int):
        return varint(number << 3) + varint(data)
    return varint(number << 3 | 2) + varint(len(data)) + data


def tile(layer: str, name: str, at: tuple[int, int]) -> bytes:
    """A vector tile with one point, of 4,096 units a side."""
    shape = b"".join(varint(each) for each in (9, at[0] << 1, at[1] << 1))
    feature = field(2, bytes([0, 0])) + field(3, 1) + field(4, shape)
    held = [field(1, layer.encode()), field(2, feature), field(3, b"name")]
    held += [field(4, field(1, name.encode())), field(5, 4096), field(15, 2)]
    return gzip.compress(field(3, b"".join(held)), mtime=0)


def header(places: Sequence[tuple[int, int]], zooms: tuple[int, int]) -> bytes:
    """Where root, metadata, leaves and tiles are, each with its length."""
    numbers = [number for place in places for number in place]
    numbers += [1, 1, 1]
    head = b"PMTiles\x03" + b"".join(number.to_bytes(8, "little") for number in numbers)
    kinds = bytes([1, 2, 2, 1, *zooms])
    west, south, east, north = (int(each * 1e7) for each in (-180, -85, 180, 85))
    box = [each.to_bytes(4, "little", signed=True) for each in (west, south, east, north)]
    middle = bytes([0]) + bytes(8)
    return head + kinds + b"".join(box) + middle


def write_large(path: Path, layer: str, leaf_at: int, tile_at: int, name: str) -> int:
    """An archive whose only tile, of zoom 1, is far out, in a file of holes; its length."""
    drawn = tile(layer, name, AT)
    leaf = directory([(1, 1, len(drawn), tile_at - leaf_at)])
    root = directory([(1, 0, len(leaf), leaf_at - HEAD)])
    said = gzip.compress(json.dumps({"vector_layers": [{"id": layer}]}).encode(), mtime=0)
    whole = tile_at + len(drawn)
    places = [
        (HEAD, len(root)),
        (HEAD + len(root), len(said)),
        (HEAD, leaf_at + len(leaf) - HEAD),
        (leaf_at, whole - leaf_at),
    ]
    with path.open("wb") as file:
        file.write(header(places, (1, 1)) + root + said)
        file.seek(leaf_at)
        file.write(leaf)
        file.seek(tile_at)
        file.write(drawn)
    return whole
