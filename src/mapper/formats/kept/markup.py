"""Descriptions as web maps and KML have them, HTML or wiki markup → the Markdown of a record."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from typing import Any

from mapper.formats.kept.wiki import as_html, has_wiki

DESCRIPTION = "description"
"""The property that is Markdown: the text of a feature's record."""

_TAG = re.compile(
    r"</?(?:a|abbr|article|audio|b|big|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em"
    r"|embed|fieldset|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img"
    r"|input|ins|label|li|link|main|map|marquee|meta|nav|object|ol|option|p|pre|q|s|script|section"
    r"|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|template|textarea"
    r"|tfoot|th|thead|title|tr|tt|u|ul|video)(?:\s[^<>]*|/)?>|<!--|<!doctype|<!\[cdata\[",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d?);", re.IGNORECASE)
_SIGNS = re.compile(r"[\\`<\n]|\*\S|(?<!\w)_\S|\]\(|^\s*(?:#|\d+[.)]\s|[-+*>=~|])|https?://")
"""What plain text may hold that Markdown would read otherwise, or not as a link."""

_TAGS = {
    *("a", "b", "blockquote", "br", "code", "div", "em", "h4", "hr", "i", "img", "li", "ol", "p"),
    *(
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "dl",
        "dt",
        "dd",
    ),
}
_NEVER = {
    *("script", "style", "template", "head", "title", "iframe", "object", "embed", "svg", "math"),
    *("form", "button", "select", "textarea", "audio", "video", "noscript", "applet"),
}
_DEEP = 100
"""How deep tags may nest; deeper, only the words are kept."""


def has_html(text: str) -> bool:
    """Whether a text is HTML, or part of it."""
    return bool(_TAG.search(text))


@lru_cache(maxsize=4096)  # many features of a file often say the same
def markdown(text: str) -> str:
    """The text as Markdown that shows the same: bold, links, lists, tables; pictures as links.

    Scripts, styles and forms go, and links that are not http, https or mailto lose their address.
    A text without markup stays as it is, but for signs that Markdown would take for such.
    """
    text = text.strip()
    if has_html(text):
        return _of_html(as_html(text))
    if _ENTITY.search(text):
        text = unescape(text)
    if not _SIGNS.search(text) and not has_wiki(text):
        return text
    text = re.sub(r"<((?:https?://|mailto:)[^<>\s]+)>", r"\1", text)
    return _of_html(as_html(escape(text, quote=False), plain=True))


def _of_html(html: str) -> str:
    import nh3  # these are slow to import, and seldom needed
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    html = re.sub(r"(?i)(</?)h[1-6]\b", r"\1h4", html)
    safe = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_NEVER,
        attributes={"a": {"href"}, "img": {"src", "alt", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    soup = BeautifulSoup(safe, "html.parser")
    for each in soup.find_all("img"):
        _link_to(soup, each)
    for each in soup.find_all("a"):
        href = _address(each.get("href"))
        if href:
            each["href"] = href
        else:
            each.unwrap()
    if _depth(soup) > _DEEP:
        return markdown(" ".join(soup.get_text(" ").split()).replace("<", "&lt;"))
    made: str = MarkdownConverter(
        heading_style="atx",
        bullets="-",
        escape_misc=True,
        newline_style="backslash",
        table_infer_header=True,
    ).convert_soup(soup)
    made = re.sub(r"[ \t]+$", "", made, flags=re.MULTILINE)
    made = re.sub(r"\\(\n\s*\n|\s*\Z)", r"\1", made)  # a line break before nothing
    return re.sub(r"\n{3,}", "\n\n", made).strip()


def _link_to(soup: Any, image: Any) -> None:
    """A picture as a link to it: records hold none that lie elsewhere."""
    href = _address(image.get("src"), ("http", "https"))
    words = " ".join(str(image.get("alt") or image.get("title") or "").split())
    name = href.rstrip("/").rpartition("/")[2].partition("?")[0]
    if href and image.find_parent("a") is None:
        link = soup.new_tag("a", href=href)
        link.string = words or unescape(name) or href
        image.replace_with(link)
    else:
        image.replace_with(words)


def _address(value: object, schemes: tuple[str, ...] = ("http", "https", "mailto")) -> str:
    """An address that a record may lead to; empty if it is none."""
    text = re.sub(r"[\x00-\x20\x7f]+", "", str(value or ""))
    scheme, colon, rest = text.partition(":")
    if not colon or scheme.casefold() not in schemes or not rest.strip("/"):
        return ""
    return re.sub(r"[<>()\\\"'`]", lambda match: f"%{ord(match[0]):02X}", text)


def _depth(soup: Any) -> int:
    """How deep the tags nest."""
    deepest, left = 0, [(soup, 0)]
    while left:
        node, depth = left.pop()
        deepest = max(deepest, depth)
        left += [(each, depth + 1) for each in node.children if getattr(each, "children", None)]
    return deepest
