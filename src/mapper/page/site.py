"""All pages → `site/`, in one step: the old site or the new one, never a part."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from ctypes import CDLL, c_char_p, c_int, c_uint
from dataclasses import dataclass
from pathlib import Path

import orjson

from mapper.drafts import draft_folder, sweep
from mapper.folder import check, fit_words, read
from mapper.model import Atlas
from mapper.page.download import Download
from mapper.page.printer import Paper, find_browser, printed
from mapper.pause_gc import pause_gc
from mapper.picture import has_fonts
from mapper.problems import MapperError, Problem, errors, of_disk
from mapper.record import album, shown_images

LISTING = "built.json"
"""What the last build wrote: file → SHA-256. Whatever else lies in `site/` is left as it is."""

Offer = Callable[[Atlas], Iterable[Download]]
"""What makes files of an atlas for its list of lessons to offer."""


@dataclass(frozen=True)
class Built:
    """What a build wrote: the folder, its files, the bytes of each part of the page, warnings."""

    folder: Path
    files: Mapping[str, int]
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    """What the pages need beyond themselves, a sentence each."""

    @property
    def page(self) -> Path:
        return self.folder / "index.html"


@pause_gc()
def build(
    folder: str | Path = ".",
    out: str | Path | None = None,
    strict: bool = False,
    pdf: Paper | None = None,
    offers: Sequence[Offer] = (),
) -> Built:
    """Build the site of a project folder into `site/` (or `out`).

    Args:
        pdf: on which paper the sheets of lessons are printed, too; it takes a browser.
        offers: what makes files for the list of lessons to offer, of an atlas without errors.

    Raises:
        MapperError: with every problem; then nothing is written. With `strict`, warnings too.
    """
    if pdf:
        find_browser()
    target = Path(out) if out is not None else Path(folder) / "site"
    refuse_target(target, Path(folder))
    atlas, problems = read(folder)
    problems += check(atlas)
    if errors(problems) or (strict and problems):
        raise MapperError(problems)
    downloads = [each for offer in offers for each in offer(atlas)]
    pages = site_files(atlas, downloads, has_pdf=pdf is not None)
    if pdf:
        pages |= {f"lessons/{name}": data for name, data in _prints(atlas, pdf).items()}
    write(pages, target)
    sizes = {name: len(data) for name, data in pages.items()}
    return Built(target, sizes, tuple(problems), tuple(_notes(atlas)))


def site_files(
    atlas: Atlas, downloads: Sequence[Download] = (), has_pdf: bool = False
) -> dict[str, bytes]:
    """Every file of the site but PDFs, which it may have, too: name → content.

    The list of lessons offers the downloads, which are among the files.
    """
    from mapper.page.lesson import lesson_pages  # folium and jinja2 are slow to import
    from mapper.page.page import page
    from mapper.page.share import share_files

    map_ = page(atlas)
    pages = {"index.html": map_.encode()}
    lessons = lesson_pages(atlas, map_, downloads, has_pdf)
    pages |= {f"lessons/{name}": html.encode() for name, html in lessons}
    pages |= {f"lessons/{each.name}": each.data for each in downloads}
    pages |= share_files(atlas)
    return pages | {f"tiles/{id}.pmtiles": data for id, data in atlas.archives.items()}


def sheet_files(atlas: Atlas, order: int = 1, paper: Paper | None = None) -> dict[str, str]:
    """The sheets of every lesson with questions, in an order of their options: name → HTML."""
    from mapper.page.lesson import sheet_pages

    return dict(sheet_pages(atlas, order, paper))


def _prints(atlas: Atlas, paper: Paper) -> dict[str, bytes]:
    """What of the site is for paper, as PDF: not the same bytes each time."""
    from mapper.page.sheet import blank_map

    maps = dict([blank_map(atlas, paper)] if atlas.lessons else [])
    return printed(sheet_files(atlas, paper=paper) | maps)


def _notes(atlas: Atlas) -> Iterator[str]:
    if atlas.manifest.atlas.address and not has_fonts():
        yield (
            "No font was found on this machine, so there is no share.png, the picture that others"
            " show beside a link to the site. Build it where there is one."
        )
    if images := shown_images(atlas):
        yield album(images).said
    for overlay in atlas.overlays:
        if fit := fit_words(overlay):
            yield f"{overlay.entry.title}: laid by {fit}."
    for layer in atlas.layers:
        if layer.entry.tiles:
            yield (
                f"{layer.entry.title}: all {layer.entry.tiles:,} features are in"
                f" tiles/{layer.id}.pmtiles, which has to stay beside the page. A web server gives"
                " it out (here: mapper serve). Opened from disk, the page shows"
                f" {len(layer.features):,} of them until its reader chooses that file."
            )


def refuse_target(target: Path, root: Path) -> None:
    """Raise a MapperError if a site there would take the place of what it is built from."""
    place = Path(os.path.realpath(target))
    mend = "Name another folder with --out, as one beside geo/, or leave it out for site/."
    if place.exists() and not place.is_dir():
        raise MapperError([Problem(str(target), "", "is a file, not a folder.", mend)])
    if Path(os.path.realpath(root)).is_relative_to(place):
        what = "a site cannot take the place of the folder that it is built from."
        raise MapperError([Problem(str(target), "", what, mend)])
    for part in ("data", "geo", "media"):
        if place.is_relative_to(os.path.realpath(root / part)):
            what = f"a site cannot lie in {part}/, which it is built from."
            raise MapperError([Problem(str(target), "", what, mend)])


def write(pages: Mapping[str, bytes], target: Path) -> None:
    """Put the pages in place of what the last build wrote, in one step.

    Everything is written beside the target first; then the two folders change places. Where the
    target is a link, that is the folder which it leads to.

    Raises:
        MapperError: the disk refuses. Then the old site is as it was.
    """
    place = Path(os.path.realpath(target))
    listing = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(pages.items())}
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        sweep(place.parent, place.name)
        with draft_folder(place) as new:
            new.chmod(0o755)
            _keep(place, new)
            for name, data in pages.items():
                _put(new / name, data)
            _put(new / LISTING, orjson.dumps(listing, option=orjson.OPT_INDENT_2) + b"\n")
            _swap(new, place)
    except OSError as error:
        problem = of_disk(error, str(target), "cannot be written", "The site is as it was.")
        raise MapperError([problem]) from error


def verify(target: Path) -> list[Problem]:
    """Whether the files of a site are those that its build wrote."""
    try:
        listing = _listed(target)
    except (OSError, ValueError):
        mend = "Build it anew: mapper build."
        return [Problem(str(target / LISTING), "", "is not there or cannot be read.", mend)]
    found = []
    for name, digest in listing.items():
        path = target / name
        if not path.is_file():
            found.append(Problem(str(path), "", "is not there.", "Build the site anew."))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(Problem(str(path), "", "is not what was built.", "Build the site anew."))
    return found


def _listed(folder: Path) -> dict[str, str]:
    """What the last build wrote; a ValueError if that is not what stands there."""
    listing = orjson.loads((folder / LISTING).read_bytes())
    if not isinstance(listing, dict):
        raise ValueError(LISTING)
    return listing


def _keep(old: Path, new: Path) -> None:
    """Copy what no build wrote: a README, a CNAME."""
    if not old.is_dir():
        return
    try:
        built = {LISTING, *_listed(old)}
    except (OSError, ValueError):
        built = {LISTING, "index.html"}
    for path in sorted(old.rglob("*")):
        name = path.relative_to(old).as_posix()
        if path.is_file() and name not in built:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, new / name)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _swap(new: Path, target: Path) -> None:
    """Let two folders change places, in one step where the system can (Linux, macOS)."""
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        return
    old = target.with_name(f"{new.name}-old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """renameat2(RENAME_EXCHANGE) or renamex_np(RENAME_SWAP): both names change in one step."""
    names = c_char_p(os.fsencode(one)), c_char_p(os.fsencode(other))
    at_cwd, exchange = c_int(-100), c_uint(2)
    try:
        libc = CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(*names, exchange) == 0)
        return bool(libc.renameat2(at_cwd, names[0], at_cwd, names[1], exchange) == 0)
    except (AttributeError, OSError, TypeError):
        return False
