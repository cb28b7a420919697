"""Requests that no browser sends: each has an answer, and the terminal stays quiet."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mapper.page.site import write
from mapper.serve.server import Site, open_server

DATA = b"0123456789"

Ask = Callable[..., tuple[int, bytes, bytes]]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Sends a request as it stands; the status, the headers and the body of the answer."""
    write({"index.html": b"<p>Mills</p>", "data.csv": DATA}, tmp_path / "site")
    server = open_server(Site(tmp_path / "site"), 0, say=lambda words: None)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def asked(target: str = "/data.csv", **headers: str) -> tuple[int, bytes, bytes]:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection(("127.0.0.1", server.server_port), 10) as connection:
            request = f"GET {target} HTTP/1.0\r\nHost: 127.0.0.1\r\n{lines}\r\n"
            connection.sendall(request.encode("latin-1"))
            with connection.makefile("rb") as answer:
                head, _, body = answer.read().partition(b"\r\n\r\n")
        return int(head.split()[1]), head, body

    yield asked
    server.shutdown()
    server.server_close()


NINES = "9" * 5000

RANGES = {  # status and body: RFC 9110, section 14
    f"bytes=0-{NINES}": (206, DATA),
    f"bytes=4-{NINES}": (206, b"456789"),
    f"bytes={NINES}-": (416, b""),
    f"bytes={NINES}-{NINES}": (416, b""),
    f"bytes=-{NINES}": (206, DATA),
    f"bytes={'0' * 5000}2-3": (206, b"23"),
    "bytes=3-3": (206, b"3"),
    "bytes=-0": (416, b""),
    "bytes=10-": (416, b""),
    "bytes=5-2": (200, DATA),
    "bytes=--2": (200, DATA),
    "bytes=-1-2": (200, DATA),
    "bytes=-": (200, DATA),
    "bytes=": (200, DATA),
    "bytes=0-0,2-3": (200, DATA),
    "bytes=" + ",".join(["0-1"] * 9000): (200, DATA),
    "bytes=\xb2-\xb3": (200, DATA),
    "lines=1-2": (200, DATA),
}


@pytest.mark.parametrize("asked", RANGES, ids=lambda text: text[:16])
def test_every_range_is_answered(asked: str, ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    status, head, body = ask(Range=asked)

    assert (status, body) == RANGES[asked]
    assert (b"Content-Range: bytes */10" in head) == (status == 416)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "target",
    ["//[", "http://[/x", "/%00", f"/{'a' * 5000}", f"/{'a/' * 5000}", "/%ff%fe", "/..%2f..%2fx"],
    ids=lambda text: text[:12],
)
def test_what_is_no_file_is_not_there(
    target: str, ask: Ask, capfd: pytest.CaptureFixture[str]
) -> None:
    status, _, _ = ask(target)

    assert status == 404
    assert capfd.readouterr() == ("", "")
