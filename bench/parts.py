"""A built page taken apart: how many bytes each part of it has."""

from __future__ import annotations

import gzip
import re

# In this order, each out of what the ones before it left; minified or not.
PARTS = {
    "style sheet": re.compile(r"(<style[^>]*>.*?</style>)", re.DOTALL),
    "payload": re.compile(r'(<script[^>]*id="?payload\b[^>]*>.*?</script>)', re.DOTALL),
    "after the map": re.compile(r"(<script[^>]*\bdata-later\b[^>]*>.*?</script>)", re.DOTALL),
    "engine": re.compile(r"(<script[^>]*>.*?</script>)", re.DOTALL),
    "relief": re.compile(r"(data:image/[a-z]+;base64,[A-Za-z0-9+/=]+)"),
    "static map": re.compile(
        r'(?:(?<=static-map>)|(?<=static-map">))(\s*<svg.*?</svg>)', re.DOTALL
    ),
    "text version": re.compile(r'(<main[^>]*id="?text\b.*</main>)', re.DOTALL),
}
REST = "rest"


def parts(html: str) -> dict[str, str]:
    """The text of each part of a page; together they are the page."""
    found = {}
    for name, pattern in PARTS.items():
        found[name] = "".join(match[1] for match in pattern.finditer(html))
        html = pattern.sub("", html)
    return found | {REST: html}


def raw(text: str) -> int:
    """Bytes of a text."""
    return len(text.encode())


def gzipped(text: str) -> int:
    """Bytes of a text as gzip makes it at its best (level 9)."""
    return len(gzip.compress(text.encode(), 9, mtime=0))
