"""A value that leads elsewhere → its address and the words that are shown for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_WORDED = re.compile(r"\[(?P<words>[^\[\]]+)\]\((?P<address>\S+)\)")
_MAIL = re.compile(r"mailto:[^\s@?]+@[^\s@?]+\S*", re.IGNORECASE)
_UNFIT = re.compile(r"""[\s<>"\\^`{|}\x00-\x1f\x7f]""")
"""What no address holds as it stands (RFC 3986)."""


@dataclass(frozen=True)
class Link:
    """`address` begins with http, https or mailto."""

    words: str
    address: str


def read_link(value: str) -> Link | None:
    """An address, or `[words](address)`; None if it is neither, or of another kind.

    Without words of its own a link is called after its host, a mail address after itself.
    """
    worded = _WORDED.fullmatch(value.strip())
    words, address = (worded["words"].strip(), worded["address"]) if worded else ("", value.strip())
    named = _mailbox(address) or _host(address)
    return Link(words or named, address) if named else None


def _mailbox(address: str) -> str:
    fits = _MAIL.fullmatch(address) and not _UNFIT.search(address)
    return address.partition(":")[2].partition("?")[0] if fits else ""


def _host(address: str) -> str:
    """The host of a web address without its www; empty if it is none."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or _UNFIT.search(address):
        return ""
    return host.removeprefix("www.")
