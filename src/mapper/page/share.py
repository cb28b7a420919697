"""What others show where a link to the published site stands: a card, a picture, a frame.

Only of an atlas whose manifest says where it is published; of any other there is none of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

import orjson

from mapper.model import Atlas
from mapper.page.templated import templates
from mapper.picture import View, draw_plate, has_fonts, png, situation, tongue
from mapper.record import opening_day, state_on

IMAGE, SIZE = "share.png", (1200, 630)
"""The picture of the opening state, as wide as the cards of most platforms ask for."""

OEMBED, FRAME = "oembed.json", (960, 640)


@dataclass(frozen=True)
class Share:
    """What the head of each page says of the site. Without an image where no font was found."""

    base: str
    title: str
    description: str
    image: str
    alt: str

    @property
    def oembed(self) -> str:
        return urljoin(self.base, OEMBED)

    @property
    def size(self) -> tuple[int, int]:
        return SIZE

    def url(self, name: str) -> str:
        """Where a file of the site is published."""
        return urljoin(self.base, name)


def share(atlas: Atlas) -> Share | None:
    """What is said of the site; nothing where it has no address."""
    info, day = atlas.manifest.atlas, opening_day(atlas)
    if not info.address:
        return None
    said = " ".join(situation(atlas, day, state_on(atlas, day), tongue(atlas.language)))
    base = _folder(info.address)
    image = urljoin(base, IMAGE) if has_fonts() else ""
    return Share(base, info.title, info.summary or said, image, f"{info.title}. {said}")


def share_files(atlas: Atlas) -> dict[str, bytes]:
    """The picture, and the answer to those who ask how to frame the map; name → content."""
    shared, day = share(atlas), opening_day(atlas)
    if shared is None:
        return {}
    files = {OEMBED: _oembed(atlas, shared)}
    if shared.image:
        view = View(state_on(atlas, day), "")
        files[IMAGE] = png(draw_plate(atlas, view, day, SIZE).svg)
    return files


def _folder(address: str) -> str:
    """The address with a slash at its end, unless it names a page: other files lie beside that."""
    plain = address.partition("#")[0].partition("?")[0]
    return plain if plain.endswith(("/", ".html", ".htm")) else f"{plain}/"


def _oembed(atlas: Atlas, shared: Share) -> bytes:
    """oEmbed 1.0 (https://oembed.com), type rich: the same frame as the page gives out."""
    info = atlas.manifest.atlas
    answer: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": info.title,
        "provider_name": info.publisher or info.title,
        "provider_url": info.address,
        "html": _frame(info.address, info.title),
        "width": FRAME[0],
        "height": FRAME[1],
    }
    if info.authors:
        answer["author_name"] = "; ".join(info.authors)
    if shared.image:
        answer["thumbnail_url"] = shared.image
        answer["thumbnail_width"], answer["thumbnail_height"] = SIZE
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def _frame(address: str, title: str) -> str:
    template = templates().get_template("frame.html.j2")
    return template.render(address=address, title=title, height=FRAME[1])
