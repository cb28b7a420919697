"""What the command says when something goes wrong that nobody foresaw, or that the disk refuses."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mapper import cli
from mapper.problems import of_disk


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[BaseException], tuple[int, str]]:
    """Runs `mapper check` of a program that raises; the exit code and what is said."""

    def started(fault: BaseException) -> tuple[int, str]:
        def app() -> None:
            raise fault

        monkeypatch.setattr(cli, "app", app)
        monkeypatch.setattr(sys, "argv", ["mapper", "check", "my atlas"])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        return int(caught.value.code or 0), capsys.readouterr().err

    return started


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (KeyError("depth\nof wells"), "KeyError: 'depth\\nof wells'"),
        (RecursionError("too deep"), "RecursionError: too deep"),
        (ZeroDivisionError(), "  ZeroDivisionError"),
        (OSError("of no disk"), "OSError: of no disk"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_nobody_foresaw_is_a_short_report(
    fault: Exception, said: str, run: Callable[[BaseException], tuple[int, str]]
) -> None:
    code, words = run(fault)

    assert code == 70
    assert 'mapper check "my atlas": something went wrong that was not foreseen.' in words
    assert said in words
    assert "at cli/__init__.py:" in words
    assert f"Python {sys.version.split()[0]}" in words
    assert "send these lines" in words
    assert "Traceback" not in words
    assert len(words.splitlines()) < 10


def test_too_little_memory_is_no_fault_of_the_program(
    run: Callable[[BaseException], tuple[int, str]],
) -> None:
    code, words = run(MemoryError())

    assert code == 70
    assert "There is not enough memory for this." in words
    assert "fault of mapper" not in words


def test_developers_see_the_traceback(
    monkeypatch: pytest.MonkeyPatch, run: Callable[[BaseException], tuple[int, str]]
) -> None:
    monkeypatch.setenv("MAPPER_TRACEBACK", "1")

    with pytest.raises(KeyError):
        run(KeyError("depth"))


def test_whoever_interrupts_it_knows_why_it_ends(
    run: Callable[[BaseException], tuple[int, str]],
) -> None:
    assert run(KeyboardInterrupt()) == (130, "")


@pytest.mark.parametrize(
    ("number", "mend"),
    [
        (errno.ENOSPC, "Make room on that disk"),
        (errno.EROFS, "a disk that may be written to"),
        (errno.EACCES, "Check that you may read and write there"),
        (errno.ENAMETOOLONG, "Choose shorter names"),
        (errno.EMFILE, "Close other programs"),
        (errno.EIO, "Check the disk"),
    ],
)
def test_what_the_disk_refuses_names_the_file_and_the_mending(
    number: int, mend: str, run: Callable[[BaseException], tuple[int, str]]
) -> None:
    error = OSError(number, os.strerror(number), "geo/wells.geojson")

    code, words = run(error)

    assert code == 1
    assert words == f"{of_disk(error, 'geo/wells.geojson')}\n"
    assert words.startswith(f"geo/wells.geojson: cannot be used: {os.strerror(number)}. ")
    assert mend in words


def test_a_build_on_a_full_disk_is_one_line(harbour: Path) -> None:
    """Its files may be no longer than a kilobyte: the system refuses, as it does on a full disk."""

    def short_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run(
        [sys.executable, "-B", "-m", "mapper", "build", str(harbour)],
        preexec_fn=short_files,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[2])},
    )

    assert done.returncode == 1
    assert f"{harbour / 'site'}: cannot be written: File too large." in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in harbour.iterdir() if path.name.startswith(".site")] == []
    assert not (harbour / "site").exists()
