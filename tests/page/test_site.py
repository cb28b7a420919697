"""Where a site may be put, and what is there when its writing is refused or was killed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import mapper
from mapper.drafts import draft_folder
from mapper.page import site
from mapper.page.site import verify, write
from mapper.problems import MapperError, Problem
from mapper.serve.watch import rebuild

OLD = {"index.html": b"old", "lessons/one.html": b"old too"}
NEW = {"index.html": b"new"}


def files(folder: Path) -> dict[str, bytes]:
    """The files of a folder but the listing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "built.json"
    }


def said(caught: pytest.ExceptionInfo[MapperError]) -> str:
    return "\n".join(map(str, caught.value.problems))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_what_cannot_be_written_leaves_the_old_site(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(OLD, tmp_path / "site")

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(site.os, "fsync", refuse)
    with pytest.raises(MapperError, match="cannot be written") as caught:
        write(NEW, tmp_path / "site")

    assert said(caught).startswith(f"{tmp_path / 'site'}: cannot be written: {os.strerror(number)}")
    assert said(caught).endswith("The site is as it was.")
    assert files(tmp_path / "site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_while_it_is_served_that_is_said_in_the_same_words(
    number: int, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapper.build(harbour)
    before = files(harbour)
    told: list[Problem] = []

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(site.os, "fsync", refuse)
    assert not rebuild(harbour, mapper.build, told.extend)

    assert [each.what for each in told] == [f"cannot be written: {os.strerror(number)}."]
    assert files(harbour) == before


@pytest.mark.parametrize(
    "out", ["", ".", "..", "geo", "data", "geo/", "data/lessons/site", "geo/x"]
)
def test_a_site_keeps_off_what_it_is_built_from(out: str, harbour: Path) -> None:
    before = files(harbour)

    with pytest.raises(MapperError, match="a site cannot"):
        mapper.build(harbour, harbour / out)

    assert files(harbour) == before


def test_nor_does_it_reach_there_by_a_link_or_in_place_of_a_file(harbour: Path) -> None:
    (harbour / "site").symlink_to("geo")
    (harbour / "page").write_bytes(b"a file")

    with pytest.raises(MapperError, match="cannot lie in geo/"):
        mapper.build(harbour)
    with pytest.raises(MapperError, match="is a file, not a folder"):
        mapper.build(harbour, harbour / "page")

    assert (harbour / "page").read_bytes() == b"a file"
    assert not (harbour / "geo" / "index.html").exists()


@pytest.mark.parametrize("target", ["public", "elsewhere/public"])
def test_where_the_site_is_a_link_what_it_leads_to_is_renewed(target: str, tmp_path: Path) -> None:
    public, link = tmp_path / target, tmp_path / "atlas" / "site"
    public.mkdir(parents=True)
    link.parent.mkdir()
    (public / "notes.txt").write_bytes(b"kept")
    link.symlink_to(os.path.relpath(public, link.parent))

    write(OLD, link)
    write(NEW, link)

    assert link.is_symlink()
    assert files(public) == {"notes.txt": b"kept"} | NEW
    assert [path.name for path in link.parent.iterdir()] == ["site"]
    assert [path.name for path in public.parent.iterdir() if path.name.startswith(".")] == []


def test_a_link_that_leads_nowhere_yet_leads_to_the_site_then(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("public")

    write(NEW, tmp_path / "site")

    assert files(tmp_path / "public") == NEW
    assert (tmp_path / "site").is_symlink()


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").symlink_to("site")

    with pytest.raises(MapperError, match="cannot be written"):
        write(NEW, tmp_path / "site")


KILLED = """
import os, signal, sys
from pathlib import Path
from mapper.page import site
site._swap = lambda new, target: os.kill(os.getpid(), signal.SIGKILL)
site.write({"index.html": b"never seen"}, Path(sys.argv[1]))
"""


def test_what_a_killed_build_left_is_swept_by_the_next(tmp_path: Path) -> None:
    write(OLD, tmp_path / "site")
    source = str(Path(mapper.__file__).parents[1])
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "site")],
        env=os.environ | {"PYTHONPATH": source},
    )
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.iterdir())) == 2
    assert files(tmp_path / "site") == OLD

    write(NEW, tmp_path / "site")

    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert files(tmp_path / "site") == NEW


def test_what_a_running_build_needs_is_not_swept_nor_what_is_no_draft(tmp_path: Path) -> None:
    others = [".site-settings", ".site-abcdefgh", ".sites-abcdefgh.draft", "site-abcdefgh.draft"]
    for name in others:
        (tmp_path / name).mkdir()

    with draft_folder(tmp_path / "site") as draft:
        write(NEW, tmp_path / "site")

        assert draft.is_dir()
    assert not draft.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"site", *others}


@pytest.mark.parametrize("listing", [b"", b"[1]", b"null", b'{"index', b"\xff"])
def test_a_damaged_listing_is_told_and_mended_by_a_build(listing: bytes, tmp_path: Path) -> None:
    write(OLD, tmp_path / "site")
    (tmp_path / "site" / "built.json").write_bytes(listing)

    (problem,) = verify(tmp_path / "site")
    write(NEW, tmp_path / "site")

    assert "is not there or cannot be read. Build it anew" in str(problem)
    assert verify(tmp_path / "site") == []
