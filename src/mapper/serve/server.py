"""A site over HTTP for this computer alone, in copies that reload themselves after a build."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from mapper import assets
from mapper.page import LISTING
from mapper.problems import MapperError, Problem
from mapper.serve.ranges import UnsatisfiableError, part

TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".pmtiles": "application/vnd.pmtiles",
}
"""Ending → content type, the same on every computer; anything else is offered for download."""

_POLICY = re.compile(r'(<meta\b[^>]*\bcontent=")(default-src [^"]*)"')
_UNBUILT = (
    b"<!doctype html><title>Not built</title><p>There is no page yet: the terminal says why.</p>"
)


def open_server(
    site: Site, port: int, say: Callable[[str], None] = print, tries: int = 20
) -> ThreadingHTTPServer:
    """A server for this computer alone, at the port or the next free one.

    Raises:
        MapperError: none of `tries` ports is free.
    """
    handler = partial(Handler, site)
    for number in range(port, min(port + tries, 65536)):
        try:
            server = Server(("127.0.0.1", number), handler)
        except OSError:
            continue
        if number != port:
            say(f"Port {port} is not free.")
        return server
    mend = "Choose another: --port 9000."
    raise MapperError([Problem("--port", "", f"none from {port} on is free.", mend)])


class Site:
    """A built site and whoever waits for the next one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._built = Condition()

    def mark(self) -> str:
        """What tells one build from another: the same bytes have the same mark."""
        try:
            return hashlib.sha256((self.folder / LISTING).read_bytes()).hexdigest()[:16]
        except OSError:
            return "none"

    def announce(self) -> None:
        with self._built:
            self._built.notify_all()

    def wait(self, seen: str, seconds: float) -> str:
        """The mark of a build that differs from `seen`, or of the last one when the time is up."""
        with self._built:
            self._built.wait_for(lambda: self.mark() != seen, seconds)
        return self.mark()

    def find(self, path: str) -> Path | None:
        """The file that the path of an address names, if it lies in the site."""
        name = unquote(path, errors="replace").lstrip("/")
        if "\0" in name or "\\" in name:
            return None
        root = self.folder.resolve()
        try:
            file = (root / name).resolve()
            file = file / "index.html" if file.is_dir() else file
            return file if file.is_relative_to(root) and file.is_file() else None
        except OSError:
            return None


class Server(ThreadingHTTPServer):
    """A thread for each request, as those for events never end."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it would share a port that is taken

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say a line; nothing of a browser that went away, as it does when a page reloads."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            print(f"A request could not be answered: {error!r}", file=sys.stderr)


class Answer(NamedTuple):
    status: HTTPStatus
    kind: str
    body: bytes
    headers: Mapping[str, str] = {}


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD of the site's files; of pages a copy that reloads itself."""

    def __init__(self, site: Site, *args: object) -> None:
        self.site = site
        super().__init__(*args)  # type: ignore[arg-type] # socketserver's own three

    def do_GET(self) -> None:
        path = _path(self.path)
        if path == "/-/events" and self._is_here():
            self._events()
        else:
            self._send(self._answer(path), body=True)

    def do_HEAD(self) -> None:
        self._send(self._answer(_path(self.path)), body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for problems."""

    def _answer(self, path: str) -> Answer:
        if not self._is_here():
            return Answer(HTTPStatus.FORBIDDEN, TYPES[".txt"], b"Use http://127.0.0.1.\n")
        if path == "/-/reload.js":
            script = (assets.TEMPLATES / "reload.js").read_bytes()
            return Answer(HTTPStatus.OK, TYPES[".js"], script)
        mark = self.site.mark()
        file = self.site.find(path)
        if file is None and path == "/":
            page = reloading(_UNBUILT, mark)
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, TYPES[".html"], page)
        if file is None:
            return Answer(HTTPStatus.NOT_FOUND, TYPES[".txt"], b"There is no such file.\n")
        try:
            if file.suffix.lower() == ".html":
                return Answer(HTTPStatus.OK, TYPES[".html"], reloading(file.read_bytes(), mark))
            return self._part(file)
        except OSError:  # a build has just taken it away
            return Answer(HTTPStatus.NOT_FOUND, TYPES[".txt"], b"There is no such file.\n")

    def _part(self, file: Path) -> Answer:
        """A file, or the part of it that is asked for; only that is read."""
        kind = TYPES.get(file.suffix.lower(), "application/octet-stream")
        # Nothing here has a validator, so whoever asks on the condition of one has another file.
        asked = self.command == "GET" and "If-Range" not in self.headers
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            try:
                bytes_ = part(self.headers.get("Range", "") if asked else "", size)
            except UnsatisfiableError:
                status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE
                return Answer(status, TYPES[".txt"], b"", {"Content-Range": f"bytes */{size}"})
            if bytes_ is None:
                return Answer(HTTPStatus.OK, kind, opened.read(), {"Accept-Ranges": "bytes"})
            opened.seek(bytes_.start)
            body = opened.read(len(bytes_))
        place = f"bytes {bytes_.start}-{bytes_.stop - 1}/{size}"
        headers = {"Accept-Ranges": "bytes", "Content-Range": place}
        return Answer(HTTPStatus.PARTIAL_CONTENT, kind, body, headers)

    def _is_here(self) -> bool:
        """Asked by this computer's name? Another site's name may be made to point here."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in ("127.0.0.1", "localhost")

    def _send(self, answer: Answer, body: bool) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if body:
            self.wfile.write(answer.body)

    def _events(self) -> None:
        """Server-sent events: the mark of the site now, and of each build that changes it."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = ""
        try:
            while (
                True
            ):  # the same mark again every 15 s: that is how one learns that nobody listens
                seen = self.site.wait(seen, 15)
                self.wfile.write(f"data: {seen}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return


def _path(target: str) -> str:
    """The path of a request's target; that of no file where it is no address at all."""
    try:
        return urlsplit(target).path
    except ValueError:
        return "/\0"


def reloading(page: bytes, mark: str) -> bytes:
    """A copy of a page with the script that reloads it, and a policy that lets it.

    `mark` is that of the build which the page is from.
    """
    html = _POLICY.sub(lambda meta: f'{meta[1]}{widened(meta[2])}"', page.decode(), count=1)
    script = f'<script src="/-/reload.js" data-mark="{mark}"></script>'
    head, end, tail = html.rpartition("</body>")
    return (f"{head}{script}{end}{tail}" if end else f"{html}{script}").encode()


def widened(policy: str) -> str:
    """A content security policy that also allows this server's own script and events."""
    rules = {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}
    for name in ("script-src", "connect-src"):
        others = [word for word in rules.pop(name, []) if word not in ("'none'", "'self'")]
        rules[name] = ["'self'", *others]
    return "; ".join(" ".join([name, *words]) for name, words in rules.items())
