"""The scripts and sheets of a page: what of them is set aside while it is made, and its policy.

Engine and columns are nearly all of a page. They are neither escaped nor made smaller, so they are
not handed through the template: a token stands for each until the rest is done.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

_ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^'">])*+"""
_TAG = re.compile(
    rf"<(?:(script|style)({_ATTRIBUTES})>([^<]*(?:<(?!/\1)[^<]*)*+)|[a-zA-Z/]{_ATTRIBUTES}>)"
)
"""Every tag, so that what stands in an attribute is none; of scripts and sheets, the text too."""

Own = tuple[str, str]
"""One of them: `script` or `style`, and its text."""

_DATA = "application/json"

_TOKEN = re.compile(r"set-aside-(\d+);")

_ASIDE = ("css", "css_after", "bundle", "extras", "later", "columns")


def set_aside(context: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A page's context with tokens for what is long, and the texts that these stand for."""
    texts: list[str] = []

    def token(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: token(each) for name, each in value.items()}
        if isinstance(value, list):
            return [*map(token, value)]
        texts.append(str(value).strip())
        return Markup(f"set-aside-{len(texts) - 1};")

    return {**context, **{name: token(context[name]) for name in _ASIDE}}, texts


def put_back(html: str, texts: Sequence[str]) -> tuple[str, list[Own]]:
    """The page with the texts in the place of their tokens, and its scripts and sheets.

    A token counts where the page itself has put it: in a script or a sheet, and in data if it is
    all of them. What an atlas says stands in data among other things, or in no script at all.
    """
    made: list[str] = []
    found: list[Own] = []
    at = 0
    for tag in _TAG.finditer(html):
        kind, attributes, text = tag.groups()
        if not kind:
            continue
        is_data = _DATA in attributes
        if not is_data or _TOKEN.fullmatch(text):
            text = _TOKEN.sub(lambda token: texts[int(token[1])], text)
        if not is_data:
            found.append((kind, text))
        made += html[at : tag.start(3)], text
        at = tag.end(3)
    return "".join([*made, html[at:]]), found


def own_of(html: str) -> list[Own]:
    """The scripts and sheets of a page, without what is data."""
    tags = (tag.groups() for tag in _TAG.finditer(html))
    return [(kind, text) for kind, attributes, text in tags if kind and _DATA not in attributes]


def policy(own: Iterable[Own], images: Iterable[str] = ()) -> str:
    """The content security policy that allows these scripts and sheets, and no more.

    Hashes as in CSP Level 3, 8.3: SHA-256 of the text between the tags, base64.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in own:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    allowed = {kind: " ".join(dict.fromkeys(found)) or "'none'" for kind, found in hashes.items()}
    pictures = " ".join(["data:", *dict.fromkeys(images)])
    return (
        f"default-src 'none'; script-src {allowed['script']}; style-src {allowed['style']}; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'"
    )
