"""The markup of uMap and of wikis → HTML: bold, links, pictures, headings, lists."""

from __future__ import annotations

import re

_URL = r"(?:https?://|mailto:)[^\s\]|<>\"{}]+"
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"\[\[({_URL})\s*\|([^\]\[]*)\]\]"), r'<a href="\1">\2</a>'),
    (re.compile(rf"\[\[({_URL})\]\]"), r'<a href="\1">\1</a>'),
    (re.compile(r"\[\[([^\]\[|]*)\|([^\]\[]*)\]\]"), r"\2"),
    (re.compile(r"\[\[([^\]\[|]*)\]\]"), r"\1"),
    (re.compile(rf"!?\[([^\]\[]*)\]\(({_URL[:-2]}()]+)\)"), r'<a href="\2">\1</a>'),
    (re.compile(rf"\[({_URL})\s+([^\]\[]*)\]"), r'<a href="\1">\2</a>'),
    (re.compile(r"\{\{\{[^{}]*\}\}\}"), ""),
    (re.compile(r"\{\{\s*(https?://[^\s|{}]+)\s*(?:\|[^{}]*)?\}\}"), r'<img src="\1">'),
    (re.compile(r"'''(.{1,2000}?)'''"), r"<strong>\1</strong>"),
    (re.compile(r"(?<!')''(?!')(.{1,2000}?)(?<!')''(?!')"), r"<em>\1</em>"),
    (re.compile(r"\*\*(\S(?:.{0,2000}?\S)?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])__(\S(?:.{0,2000}?\S)?)__(?!\w)"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"), r"<em>\1</em>"),
)
_BARE = re.compile(
    r"(?<![\w\"'=/>])(https?://(?:(?!&[lg]t;)[^\s<>\"\]|{}])+?)(?=[.,;:!?)']*(?:[\s<>\"\]|{}]|&[lg]t;|$))"
)
_HEADING = re.compile(r"#{1,6} +(.+?)[ #]*")
_ITEM = re.compile(r"[-*] +(.+)")
_RULE = re.compile(r"-{3,}|_{3,}|\*{3,}")


def has_wiki(text: str) -> bool:
    """Whether there is markup in a text that is no HTML."""
    return any(sign in text for sign in ("**", "''", "[[", "{{", "](", "[http")) or bool(
        re.search(r"(?m)^\s*(?:#{1,6} |[-*] |-{3,}\s*$)|(?<![\w*])\*[^\s*]", text)
    )


def as_html(text: str, plain: bool = False) -> str:
    """The text with its wiki markup as HTML.

    Args:
        plain: there is nothing else in it; lines stay lines. Else it may be HTML already.
    """
    if not plain:
        return _outside_tags(text)
    parts: list[str] = []
    items: list[str] = []
    words: list[str] = []

    def close() -> None:
        if items:
            parts.append(f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>")
        if words:
            parts.append(f"<p>{'<br>'.join(words)}</p>")
        items.clear()
        words.clear()

    for line in (each.strip() for each in text.splitlines()):
        if match := _HEADING.fullmatch(line):
            close()
            parts.append(f"<h4>{_inline(match[1])}</h4>")
        elif _RULE.fullmatch(line):
            close()
            parts.append("<hr>")
        elif match := _ITEM.fullmatch(line):
            if words:
                close()
            items.append(_inline(match[1]))
        elif line:
            if items:
                close()
            words.append(_inline(line))
        else:
            close()
    close()
    return "".join(parts)


def _outside_tags(html: str) -> str:
    """HTML with the wiki markup between its tags as HTML too."""
    pieces = re.split(r"(<[^<>]*>)", html)
    return "".join(
        piece if at % 2 else _inline(piece, bare=False) for at, piece in enumerate(pieces)
    )


def _inline(text: str, bare: bool = True) -> str:
    for pattern, made in _INLINE:
        text = pattern.sub(made, text)
    return _BARE.sub(r'<a href="\1">\1</a>', text) if bare else text
