"""The site while one works on it: built on save, reloaded, and never in pieces."""

import hashlib
import http.client
import json
import os
import socket
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from mapper import assets
from mapper.page.site import verify, write
from mapper.problems import MapperError, Problem
from mapper.serve import bundle as viewer
from mapper.serve.server import Site, open_server, reloading, widened
from mapper.serve.watch import rebuild, serve, watch, watched

POLICY = "default-src 'none'; script-src 'sha256-abc='; style-src 'sha256-def='; img-src data:"
PAGE = (
    f'<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    "<title>Mills</title></head><body><p>script-src</p><script>1</script></body></html>\n"
)


def pages(text="one"):
    return {
        "index.html": PAGE.replace("Mills", text).encode(),
        "lessons/first.html": PAGE.encode(),
        "data.csv": b"a,b\n",
        "odd.xyz": b"\x00",
    }


@pytest.fixture
def site(tmp_path):
    write(pages(), tmp_path / "atlas" / "site")
    (tmp_path / "atlas" / "secret.txt").write_text("secret")
    return Site(tmp_path / "atlas" / "site")


@contextmanager
def served(site):
    server = open_server(site, 0, say=lambda words: None)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def get(port, path, method="GET", host=None, **headers):
    """Status, headers and body, the path sent as it stands."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host or f"127.0.0.1:{port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.headers, answer.read()
    connection.close()
    return found


def test_serves_the_files_with_their_types_and_without_caching(site):
    kinds = {
        "/": "text/html; charset=utf-8",
        "/index.html?x=1": "text/html; charset=utf-8",
        "/lessons/first.html": "text/html; charset=utf-8",
        "/data.csv": "text/csv; charset=utf-8",
        "/built.json": "application/json",
        "/odd.xyz": "application/octet-stream",
        "/-/reload.js": "text/javascript; charset=utf-8",
    }
    with served(site) as port:
        for path, kind in kinds.items():
            status, headers, body = get(port, path)
            assert (status, headers["Content-Type"]) == (200, kind)
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert int(headers["Content-Length"]) == len(body) > 0
            assert get(port, path, "HEAD")[0::2] == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/lessons/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/lessons/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/link.txt",
        "/odd.xyz%00.html",
        "/lessons",
        "/missing.html",
        "/-/nothing",
        "/%ff%fe",
        "/" + "a" * 5000,
    ],
)
def test_serves_nothing_outside_the_site(site, path):
    (site.folder / "link.txt").symlink_to(site.folder.parent / "secret.txt")
    with served(site) as port:
        status, _, body = get(port, path)

    assert status == 404
    assert b"secret" not in body
    assert b"root:" not in body


@pytest.mark.parametrize(
    ("asked", "status", "place", "body"),
    [
        ("bytes=0-1", 206, "bytes 0-1/10", b"01"),
        ("bytes=3-3", 206, "bytes 3-3/10", b"3"),
        ("bytes=7-", 206, "bytes 7-9/10", b"789"),
        ("bytes=8-999", 206, "bytes 8-9/10", b"89"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=-30", 206, "bytes 0-9/10", b"0123456789"),
        ("BYTES=0-0", 206, "bytes 0-0/10", b"0"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=99-100", 416, "bytes */10", b""),
        ("bytes=-0", 416, "bytes */10", b""),
        ("bytes=5-2", 200, None, b"0123456789"),
        ("bytes=0-1,4-5", 200, None, b"0123456789"),
        ("bytes=-", 200, None, b"0123456789"),
        ("lines=0-1", 200, None, b"0123456789"),
        ("bytes=a-b", 200, None, b"0123456789"),
    ],
)
def test_gives_the_part_of_a_file_that_is_asked_for(site, asked, status, place, body):
    (site.folder / "ten.pmtiles").write_bytes(b"0123456789")
    with served(site) as port:
        found, headers, data = get(port, "/ten.pmtiles", Range=asked)

    assert (found, headers["Content-Range"], data) == (status, place, body)
    assert int(headers["Content-Length"]) == len(body)
    assert headers["Accept-Ranges"] == (None if status == 416 else "bytes")


def test_the_whole_is_given_where_a_part_makes_no_sense(site):
    """Of a page, which is a copy; of an empty file there is no part; by HEAD, by a condition."""
    (site.folder / "none.csv").write_bytes(b"")
    with served(site) as port:
        status, headers, body = get(port, "/index.html", Range="bytes=0-1")
        assert (status, headers["Accept-Ranges"]) == (200, None)
        assert b"reload.js" in body
        assert get(port, "/none.csv", Range="bytes=0-1")[0] == 416
        assert get(port, "/none.csv")[0::2] == (200, b"")
        assert get(port, "/data.csv", "HEAD", Range="bytes=0-1")[0] == 200
        assert get(port, "/data.csv", Range="bytes=0-1", If_Range='"x"')[0::2] == (200, b"a,b\n")
        assert get(port, "/../secret.txt", Range="bytes=0-1")[0] == 404


def test_answers_this_computer_only(site):
    with served(site) as port:
        assert get(port, "/", host=f"localhost:{port}")[0] == 200
        assert get(port, "/", host="evil.example")[0] == 403
        assert get(port, "/-/events", host=f"evil.example:{port}")[0] == 403
        assert get(port, "/", "POST")[0] == 501

    server = open_server(site, 0)
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()


def test_only_the_served_copy_reloads(site):
    with served(site) as port:
        html = get(port, "/")[2].decode()

    assert f'<script src="/-/reload.js" data-mark="{site.mark()}"></script></body>' in html
    assert "script-src 'self' 'sha256-abc='; connect-src 'self'" in html
    assert html.count("'self'") == 2
    assert "<p>script-src</p>" in html
    assert b"reload.js" not in (site.folder / "index.html").read_bytes()
    assert verify(site.folder) == []


@pytest.mark.parametrize(
    ("policy", "wide"),
    [
        ("", "script-src 'self'; connect-src 'self'"),
        ("script-src 'none'", "script-src 'self'; connect-src 'self'"),
        (
            "img-src data:; script-src 'sha256-a' ;",
            "img-src data:; script-src 'self' 'sha256-a'; connect-src 'self'",
        ),
        (
            "connect-src https://a.example; script-src 'self'",
            "script-src 'self'; connect-src 'self' https://a.example",
        ),
    ],
)
def test_widens_a_policy_by_itself_and_no_more(policy, wide):
    assert widened(policy) == wide


def test_a_page_without_body_or_policy_reloads_too():
    assert reloading(b"<p>x", "m") == b'<p>x<script src="/-/reload.js" data-mark="m"></script>'


def test_before_the_first_build_a_page_waits_for_it(tmp_path):
    with served(Site(tmp_path / "site")) as port:
        status, _, body = get(port, "/")

    assert status == 503
    assert b'data-mark="none"' in body


def test_tells_the_page_of_each_build_that_changes_something(site):
    first = site.mark()
    with (
        served(site) as port,
        urllib.request.urlopen(f"http://127.0.0.1:{port}/-/events", timeout=10) as events,
    ):
        assert events.headers["Content-Type"] == "text/event-stream"
        assert events.readline() == f"data: {first}\n".encode()
        write(pages(), site.folder)
        site.announce()  # the same bytes: no reload
        write(pages("two"), site.folder)
        site.announce()
        assert events.readline() == b"\n"
        second = events.readline()

    assert second == f"data: {site.mark()}\n".encode()
    assert site.mark() != first


def test_waiting_ends_when_the_time_is_up(site):
    assert site.wait(site.mark(), 0) == site.mark()


def test_a_taken_port_gives_way_to_the_next_free_one(site):
    said = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = open_server(site, port, said.append)
        server.server_close()
        assert server.server_port > port
        assert said == [f"Port {port} is not free."]

        with pytest.raises(
            MapperError, match=f"--port: none from {port} on is free. Choose another"
        ):
            open_server(site, port, tries=1)


def test_builds_once_and_after_every_save_and_keeps_the_last_good_site(tmp_path):
    """The whole of `serve`, with a builder and a watcher of our own: nothing sleeps."""
    (tmp_path / "geo").mkdir()
    said, reported, seen = [], [], []
    wrong = Problem("geo/a.geojson", "line 1", "is not JSON.")
    results = [pages("one"), MapperError([wrong]), FileNotFoundError(2, "Gone", "x"), pages("two")]

    def build(root):
        result = results.pop(0)
        if isinstance(result, Exception):
            raise result
        write(result, root / "site")

    def changes(paths):
        assert tmp_path / "geo" in paths
        port = next(words for words in said if "http" in words).split(":")[2].split("/")[0]
        for _ in range(3):
            seen.append(get(int(port), "/")[2])
            yield None
        seen.append(get(int(port), "/")[2])

    serve(tmp_path, 0, say=said.append, report=reported.extend, build=build, changes=changes)

    assert [b"<title>one</title>" in page for page in seen] == [True, True, True, False]
    assert b"<title>two</title>" in seen[3]
    assert [str(problem) for problem in reported] == [str(wrong), "x: cannot be read: Gone."]
    assert said[-1] == "Built anew."


def test_ends_quietly_on_ctrl_c_and_frees_the_port(tmp_path):
    said = []

    def changes(paths):
        raise KeyboardInterrupt
        yield

    serve(tmp_path, 0, say=said.append, build=lambda root: None, changes=changes)

    port = int(said[0].split(":")[2].split("/")[0])
    with pytest.raises(ConnectionRefusedError):
        get(port, "/")


def test_without_a_reporter_problems_are_said(tmp_path):
    said = []

    def build(root):
        raise MapperError([Problem("data/atlas.toml", "", "is not there.")])

    serve(tmp_path, 0, say=said.append, build=build, changes=lambda paths: iter(()))

    assert said[0] == "data/atlas.toml: is not there."


def test_reports_the_warnings_of_a_build_that_went_well(tmp_path):
    warning = Problem("a", "b", "c", severity="warning")

    class Built:
        warnings = (warning,)

    reported = []
    assert rebuild(tmp_path, lambda root: Built(), reported.extend)
    assert reported == [warning]


def test_the_package_s_own_files_are_read_again(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "HERE", tmp_path)
    (tmp_path / "web" / "dist").mkdir(parents=True)
    sheets = []
    for text in ("a {}", "b {}"):
        (tmp_path / "web" / "dist" / "mapper.css").write_text(text)
        rebuild(tmp_path, lambda root: sheets.append(assets.sheet()), lambda problems: None)
    assets.sheet.cache_clear()

    assert sheets == ["a {}", "b {}"]


def test_watches_the_sources_and_never_the_site(tmp_path):
    for name in ("geo", "data", "site"):
        (tmp_path / name).mkdir()
    paths = watched(tmp_path)

    assert paths[:2] == [tmp_path / "geo", tmp_path / "data"]
    assert tmp_path / "site" not in paths
    assert assets.TEMPLATES in paths
    assert all(path.is_dir() for path in paths)


def test_notices_a_save_but_not_a_draft(tmp_path):
    found = watch([tmp_path])
    stop = threading.Event()

    def save():
        number = 0
        while not stop.wait(
            0.02
        ):  # until the watcher, whose start nobody tells us of, has seen one
            number += 1
            (tmp_path / ".wells.geojson-x.draft").write_text(str(number))
            (tmp_path / "wells.geojson").write_text(str(number))

    threading.Thread(target=save, daemon=True).start()
    names = {Path(path).name for _, path in next(found)}
    stop.set()
    found.close()

    assert names == {"wells.geojson"}


def test_the_viewer_is_built_only_when_one_of_its_files_is_newer(tmp_path):
    assert not viewer.refresh(tmp_path)  # an installed package: nothing to build

    (tmp_path / "src").mkdir()
    source, bundle = tmp_path / "src" / "main.ts", tmp_path / "dist" / "mapper.js"
    source.write_text("1")
    (tmp_path / "build.js").write_text(
        'const fs = require("fs"); fs.mkdirSync("dist", {recursive: true});'
        'fs.copyFileSync("src/main.ts", "dist/mapper.js");'
    )
    assert viewer.refresh(tmp_path)
    assert bundle.read_text() == "1"
    later = bundle.stat().st_mtime + 10
    os.utime(bundle, (later, later))
    assert not viewer.refresh(tmp_path)

    (tmp_path / "build.js").write_text('console.error("main.ts:1:1: oh no"); process.exit(1)')
    os.utime(source, (later + 10, later + 10))
    with pytest.raises(MapperError, match=r"web: was not built:\nmain.ts:1:1: oh no"):
        viewer.refresh(tmp_path)


def test_the_mark_is_that_of_the_bytes(site):
    listing = (site.folder / "built.json").read_bytes()

    assert site.mark() == hashlib.sha256(listing).hexdigest()[:16]
    assert json.loads(listing)


def test_the_reload_script_leaves_frames_alone():
    assert "window === window.top" in (assets.TEMPLATES / "reload.js").read_text()
