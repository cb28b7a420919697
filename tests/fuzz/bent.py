"""Sound inputs → bent ones: bytes changed anywhere, or the words of a text exchanged for others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

from sound import Files, packed, unpacked

ARCHIVES = (".zip", ".kmz", ".xlsx")

WORDS = json.loads((Path(__file__).parent / "pools.json").read_text("utf-8"))["words"] + [
    "x" * 3_000
]
"""What stands in the place of a word or sign: of every format, for none has to know the others."""

_TOKEN = re.compile(r"[^\W\d_]+|[\d.]+|\s+|[^\w\s]")


def by_bytes(data: bytes, chance: Random) -> bytes:
    """Some bytes flipped, or a chunk cut, inserted, doubled or moved; one to four times."""
    bent = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(bent) + 1)
        chunk = bent[at : at + chance.choice((1, 4, 16, 200))]
        match chance.randrange(7):
            case 0 | 1:
                for _ in range(chance.choice((1, 3, 20))):
                    if bent:
                        bent[chance.randrange(len(bent))] = chance.randrange(256)
            case 2:
                del bent[at : at + len(chunk)]
            case 3:
                bent[at:at] = chance.randbytes(chance.choice((1, 4, 40)))
            case 4:
                bent[at:at] = chunk * chance.choice((1, 2, 50))
            case 5:
                other = chance.randrange(len(bent) + 1)
                bent[other : other + len(chunk)] = chunk
            case _:
                if chance.random() < 0.4:
                    del bent[at:]
                elif bent:
                    bent[at % len(bent)] ^= 1 << chance.randrange(8)
    return bytes(bent)


def by_words(data: bytes, chance: Random) -> bytes:
    """Some words and signs of a text exchanged, left out, doubled, or others put between."""
    text = data.decode("utf-8", "surrogateescape")
    tokens = _TOKEN.findall(text)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if not tokens:
            break
        at = chance.randrange(len(tokens))
        match chance.randrange(6):
            case 0 | 1 | 2:
                tokens[at] = chance.choice(WORDS)
            case 3:
                tokens.insert(at, chance.choice(WORDS))
            case 4:
                other = chance.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case _:
                del tokens[at : at + chance.choice((1, 2, 10))]
    return "".join(tokens).encode("utf-8", "surrogateescape")


def bent(files: Files, chance: Random, by_word: bool = False) -> Files:
    """One of the files bent; of an archive the whole, or what is in it."""
    change = by_words if by_word else by_bytes
    name = chance.choice((next(iter(files)), *files))
    data = files[name]
    if name.endswith(ARCHIVES) and (by_word or chance.random() < 0.6):
        members = unpacked(data)
        inner = chance.choice([each for each in members if not by_word or is_text(each)])
        new = packed(members | {inner: change(members[inner], chance)})
    else:
        new = change(data, chance)
    if chance.random() < 0.02:
        return {each: data for each, data in files.items() if each == name}
    return files | {name: new}


def is_text(name: str) -> bool:
    return not name.endswith((".gpkg", ".fgb", ".parquet", ".geoparquet", ".shp", ".shx", ".dbf"))
