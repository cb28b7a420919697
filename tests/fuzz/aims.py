"""One case, by its number: what is made for it, what reads it, and what may come of that.

Only a `MapperError` with an error in it may come out, and then nothing may have been written. An
`Astray` says what else happened.
"""

from __future__ import annotations

import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import bent
import odd
from sound import Files, atlases, inputs

from mapper import assets
from mapper.edit.add import add
from mapper.folder.check import check
from mapper.folder.load import read
from mapper.formats.read import read_file
from mapper.formats.source import Reading
from mapper.formats.tidy.tidy import tidy
from mapper.model.dates import DateError, parse_date
from mapper.page.site import build
from mapper.problems import MapperError, errors

SECONDS = 20
"""Of the processor's time: a case that takes more hangs, however busy the machine is."""


class Astray(Exception):  # noqa: N818 # what went wrong is not always an error
    """What may not happen."""


class Hang(BaseException):
    """A case that takes too long: no reader may catch it."""


@dataclass(frozen=True)
class Case:
    """What was made: its kind, and the files by which somebody can look at it."""

    kind: str
    files: Files
    run: Callable[[Path], None]


def case(number: int, seed: int = 0) -> Case:
    """The case of that number, the same each time."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 # the same each time
    kind = ORDER[number % len(ORDER)]
    return Case(kind, *KINDS[kind](chance))


def run(case: Case) -> None:
    """Try it in a folder of its own.

    Raises:
        Astray: with what happened, if it may not.
    """
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), _limited():
        warnings.simplefilter("ignore")
        root = Path(folder)
        write(root, case.files)
        try:
            case.run(root)
        except MapperError as error:
            if not errors(error.problems):
                raise Astray(f"a refusal without an error: {error}") from error


@contextmanager
def _limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


Made = tuple[Files, Callable[[Path], None]]


def _read_file(files: Files, chance: Random) -> Made:
    name = next(iter(files))
    options: dict[str, Any] = {}
    if chance.random() < 0.15:
        options["epsg"] = chance.choice((4326, 3857, 32642, 0, -1, 99999, 2**40))
    if name.endswith(("csv", "shp", "gpkg")) and chance.random() < 0.1:
        options["encoding"] = chance.choice(("cp1251", "utf-16", "utf-8", "cp1256", "hz"))
    if name.endswith(("csv", "tsv", "xlsx")) and chance.random() < 0.2:
        options["position"] = chance.choice((("lat", "lon"), ("name",), ("note", "lat"), ("x",)))
    date = chance.choice(((), ("date",), ("date", "note"), ("begin", "end"), ("name",)))
    calendar = chance.choice((None, None, "solar-hijri", "buddhist", "julian", "gregorian", "x"))

    def run(root: Path) -> None:
        foreign = read_file(root / name, Reading(languages=("en", "ru", "fa"), **options))
        found = tidy(
            foreign,
            "odd",
            "Odd",
            date=date,
            calendar=calendar,
            period=parse_date("1840/1870").days,
            bounds=(-3.0, 40.0, 20.0, 60.5),
            taken={"mill", "atlas"},
            looks=assets.looks(),
        )
        if not found.lines and not errors(found.problems) and not found.problems:
            raise Astray("nothing was read, and nothing said of it")

    return files, run


def _bytes(chance: Random) -> Made:
    return _read_file(bent.bent(chance.choice(list(inputs().values())), chance), chance)


def _words(chance: Random) -> Made:
    files = chance.choice([each for each in inputs().values() if bent.is_text(next(iter(each)))])
    return _read_file(bent.bent(files, chance, by_word=True), chance)


def _values(chance: Random) -> Made:
    return _read_file(odd.foreign(chance), chance)


def _dates(chance: Random) -> Made:
    texts = [odd.text(chance) for _ in range(20)]
    texts += [bent.by_words(chance.choice(odd.DATES).encode(), chance).decode() for _ in range(20)]

    def run(root: Path) -> None:
        for text in texts:
            with suppress(DateError):
                parse_date(text)

    return {"dates.txt": "\n".join(texts).encode("utf-8", "replace")}, run


def _add(chance: Random) -> Made:
    """The whole of `mapper add`, of a file beside a small atlas."""
    way = chance.randrange(3)
    files = chance.choice(list(inputs().values()))
    if way < 2:
        by_word = way == 1 and bent.is_text(next(iter(files)))
        files = bent.bent(files, chance, by_word=by_word)
    else:
        files = odd.foreign(chance)
    name = next(iter(files))
    date = chance.choice(((), (), ("date",)))

    def run(root: Path) -> None:
        before = snapshot(root / "atlas")
        try:
            added = add(root / "atlas", root / name, date=date)
        except MapperError:
            _unchanged(root / "atlas", before)
            raise
        if not (root / "atlas" / "geo" / f"{added.id}.geojson").is_file():
            raise Astray("was added, and is not there")
        _, problems = read(root / "atlas")
        if errors(problems):
            raise Astray(f"was added, and cannot be read: {errors(problems)[0]}")

    inside = {f"atlas/{each}": data for each, data in atlases()[0].items()}
    return files | inside, run


def _atlas_files(chance: Random, times: int = 3) -> Files:
    files = dict(chance.choice(atlases()))
    for _ in range(chance.choice((1, 1, 1, 2, times))):
        name = chance.choice(list(files))
        way = chance.choice((bent.by_bytes, bent.by_words, None, None, None))
        with suppress(Exception):  # what is bent already may not be sound enough to be odd
            files[name] = (
                way(files[name], chance) if way else odd.of_atlas(name, files[name], chance)
            )
    return files


def _atlas(chance: Random) -> Made:
    """A whole atlas with bent or odd files is read and checked."""

    def run(root: Path) -> None:
        before = snapshot(root)
        atlas, problems = read(root)
        problems += check(atlas)
        list(map(str, problems))
        _unchanged(root, before)

    return _atlas_files(chance), run


def _build(chance: Random) -> Made:
    """It is built: the pages are there, or nothing is. Of several, the first without an error."""
    chosen = _atlas_files(chance)
    for _ in range(20):
        if _is_sound(chosen):
            break
        chosen = _atlas_files(chance, times=1)

    def run(root: Path) -> None:
        before = snapshot(root)
        try:
            build(root)
        except MapperError:
            _unchanged(root, before)
            raise
        if not (root / "site" / "index.html").is_file():
            raise Astray("was built, and is not there")

    return chosen, run


def _is_sound(files: Files) -> bool:
    with tempfile.TemporaryDirectory() as folder, suppress(Exception):
        write(Path(folder), files)
        atlas, problems = read(folder)
        return not errors([*problems, *check(atlas)])
    return True  # what goes wrong has to be seen


def write(root: Path, files: Files) -> None:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def snapshot(root: Path) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
    }


def _unchanged(root: Path, before: Files) -> None:
    after = snapshot(root)
    if after != before:
        changed = sorted(name for name in after | before if after.get(name) != before.get(name))
        raise Astray(f"was refused, and changed {', '.join(changed)}")


def _page_file(chance: Random) -> Made:
    """A file that is dropped on the page."""
    import inpage

    endings = (".geojson", ".json", ".csv", ".tsv", ".kml", ".gpx")
    sound = [files for name, files in inputs().items() if name.endswith(endings)]
    match chance.randrange(3):
        case 0:
            files = bent.bent(chance.choice(sound), chance)
        case 1:
            files = bent.bent(chance.choice(sound), chance, by_word=True)
        case _:
            files = odd.foreign(chance)
    name = next(iter(files))

    def run(root: Path) -> None:
        said = inpage.drop(name, files[name])
        if said:
            raise Astray(said)

    return files, run


def _decoder(chance: Random) -> Made:
    """The columns of a big layer as the page gets them, damaged."""
    import inpage

    big, text = inpage.columns(chance)
    sizes = {"big.json": big.encode(), "columns.txt": text.encode()}

    def run(root: Path) -> None:
        said = inpage.decode(big, text)
        if said:
            raise Astray(said)

    return sizes, run


KINDS: dict[str, Callable[[Random], Made]] = {
    "bytes": _bytes,
    "words": _words,
    "values": _values,
    "dates": _dates,
    "add": _add,
    "atlas": _atlas,
    "build": _build,
    "page": _page_file,
    "decoder": _decoder,
}
SHARES = {
    "bytes": 11,
    "words": 7,
    "values": 6,
    "dates": 1,
    "add": 2,
    "atlas": 7,
    "build": 1,
    "page": 4,
    "decoder": 1,
}
"""Of forty cases, so many are of each kind."""

ORDER = [kind for kind, share in SHARES.items() for _ in range(share)]
