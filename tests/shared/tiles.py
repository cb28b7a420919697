"""A server of tiles on this machine, and a base map that asks it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


def png() -> bytes:
    """A tile of 256 × 256 pixels, all of one blue."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\0" + b"\x60\x90\xd0" * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


TILE = png()


@dataclass
class Tiles:
    """A tile server on this computer: what it was asked for, and whether it answers a path."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    answers: Callable[[str], bool] = lambda path: True


def with_base(folder: Path, entry: str) -> Path:
    """The folder with an entry more in its manifest."""
    manifest = folder / "data" / "atlas.toml"
    manifest.write_text(f"{manifest.read_text('utf-8')}\n[[base]]\n{entry}\n", "utf-8")
    return folder


def own(tiles: Tiles, more: str = "") -> str:
    return (
        f'id = "test"\ntitle = "Test tiles"\ntitle_de = "Prüfkacheln"\nmax_zoom = 12\n'
        f'url = "http://127.0.0.1:{tiles.port}/{{z}}/{{x}}/{{y}}.png"\n'
        f'attribution = "© Makers <b>of</b> tiles"\n{more}'
    )
