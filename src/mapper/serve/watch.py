"""The site on this computer, built anew and reloaded whenever a file of the folder is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread

from mapper import assets
from mapper.page import Built
from mapper.page import build as build_site
from mapper.problems import MapperError, Problem
from mapper.serve import bundle
from mapper.serve.server import Site, open_server

Report = Callable[[Iterable[Problem]], None]
Say = Callable[[str], None]
Changes = Callable[[Iterable[Path]], Iterator[object]]
"""Files and folders to watch → an item for each time that something in them was saved."""


def serve(
    folder: str | Path = ".",
    port: int = 8000,
    *,
    say: Say = print,
    report: Report | None = None,
    build: Callable[[Path], object] | None = None,
    changes: Changes | None = None,
) -> None:
    """Build a folder, show it at http://127.0.0.1:<port>/, and do so again after every save.

    A build that fails says why and leaves the last good site in place. Ctrl+C ends it.

    Args:
        folder: the project folder.
        port: the first to try; the next ones follow if it is taken.
        say, report: what prints a line, and problems.
        build: what builds the folder; `build_all` if left out.
        changes: what waits for saves; `watch` if left out.

    Raises:
        MapperError: the folder is not there, or no port is free.
    """
    root, build = Path(folder), build or build_all
    if not root.is_dir():
        mend = "Name a project folder, or make one: mapper new."
        raise MapperError([Problem(str(root), "", "is not there.", mend)])
    report = report or partial(_report, say)
    site = Site(root / "site")
    server = open_server(site, port, say)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        rebuild(root, build, report)
        say(f"http://127.0.0.1:{server.server_port}/ shows {site.folder}. Ctrl+C ends it.")
        for _ in (changes or watch)(watched(root)):
            if rebuild(root, build, report):
                say("Built anew.")
            site.announce()
    except KeyboardInterrupt:
        say("")
    finally:
        server.shutdown()
        server.server_close()


def build_all(root: Path) -> Built:
    """The viewer, where its files are here and newer, and the site."""
    bundle.refresh()
    return build_site(root)


def rebuild(root: Path, build: Callable[[Path], object], report: Report) -> bool:
    """Build, and report problems instead of raising them; whether it went well."""
    for cached in (
        assets.bundle,
        assets.sheet,
        assets.own_sheet,
        assets.symbols,
        assets.looks,
        assets.words,
    ):
        cached.cache_clear()  # the package's own files may be what was saved
    try:
        built = build(root)
    except MapperError as error:
        report(error.problems)
        return False
    except OSError as error:  # a file that went away while it was read
        report([Problem(str(error.filename or root), "", f"cannot be read: {error.strerror}.")])
        return False
    report(getattr(built, "warnings", ()))
    return True


def watched(root: Path) -> list[Path]:
    """What makes up the site: the folder's sources, and of the package what is not Python."""
    parts = (root / "geo", root / "data", root / "media", assets.TEMPLATES, assets.HERE / "words")
    return [*(path for path in parts if path.is_dir()), *bundle.folders()]


def watch(paths: Iterable[Path]) -> Iterator[object]:
    """An item for each time that something in the folders was saved; drafts and backups aside."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as wait

    known = DefaultFilter.ignore_entity_patterns
    wanted = DefaultFilter(ignore_entity_patterns=(*known, r"\.draft$"))
    yield from wait(*paths, watch_filter=wanted)


def _report(say: Say, problems: Iterable[Problem]) -> None:
    for problem in problems:
        say(str(problem))
