"""The page: one self-contained HTML file around a folium map.

The only module that imports folium. What holds data never passes through a template made from a
string: branca compiles what its elements render a second time, so data goes in as `Raw`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import folium
import msgspec
from branca.element import Element, Figure
from markupsafe import Markup
from minify_html import minify
from msgspec import UNSET

from mapper import assets
from mapper.looks import Online, clusters, online, own_css, symbols_of, symbols_worn
from mapper.model import Atlas, Cite
from mapper.page.payload import payload
from mapper.page.scripts import own_of, policy, put_back, set_aside
from mapper.page.share import share
from mapper.page.templated import templates
from mapper.page.text import text_version
from mapper.picture import credits_of, handout, labels, picture, situation, stills, tongue
from mapper.record import account, cite, cite_this, opening_day, shown_images, state_on

MAP = "atlas"
"""The pinned id: folium names the map's element and variable `map_atlas`."""

POLICY = "the policy goes here"
"""Stands in the templates, first in the head; its spaces keep it quoted when minified."""

LATER = ("rest",)
"""The bundles of every page that come after the map, as text which the viewer reads then."""

BARE = ("rest", "timed", "told")
"""Bundles without a sheet of their own."""

PAPER = "print"
"""The sheet that does."""

MOUNT = (
    "mapper.mount(document.getElementById('atlas'), map_atlas, "
    "JSON.parse(document.getElementById('payload').textContent), mapper.extras);"
)


class Raw(Element):
    """An element that renders to its text as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        return self.text


class Mount(Element):
    """A child of the map whose script comes after the map's own, which branca adds on rendering."""

    def render(self, **kwargs: Any) -> str:
        _figure(self).script.add_child(Raw(MOUNT), name="mount")
        return ""


def page(atlas: Atlas) -> str:
    """The whole atlas as one HTML file, which asks only for what the manifest names."""
    return _page(atlas)


def page_alone(atlas: Atlas, looks: Markup) -> str:
    """The same of an atlas that has no folder: it tells of no method, no version and no record.

    `looks` are the rules of looks that are its own.
    """
    return _page(atlas, looks)


def _page(atlas: Atlas, looks: Markup | None = None) -> str:
    bases = online(atlas)
    tiled = any(layer.entry.tiles for layer in atlas.layers)
    has = {"timed": atlas.has_time, "online": bases, "tiled": tiled}
    named = [name for name, asked in has.items() if asked]
    plain = looks is not None
    context = _context(atlas, bases, plain)
    told = atlas.has_time or context["story"] or context["profiles"]
    sheet = (assets.plain_sheet() if plain and not told else assets.sheet()) + str(looks or "")
    # Who makes a page of frames has the data in hand: such a page takes in no further files.
    later = [*LATER, *(["told"] if told else []), *([] if plain else ["drop"])]
    context |= {
        **_viewer(atlas, assets.bundle(), sheet, [*_drawing(atlas), *named], later),
        "script": Markup(_script(_map(atlas))),
        "bases": bases,
        "share": share(atlas),
    }
    # Sharing shows the page as a frame of itself; archives of tiles lie beside the page.
    allow = "; frame-src 'self'" + ("; connect-src 'self'" if tiled else "")
    images = [origin for base in bases for origin in base.origins]
    return render("page.html.j2", *set_aside(context), allow, images)


def to_map(atlas: Atlas) -> folium.Map:
    """The atlas as a folium map: it shows in a notebook and takes further folium objects."""
    map_ = _map(atlas)
    root = _figure(map_)
    viewer = _viewer(atlas, assets.notebook_bundle(), assets.notebook_sheet(), _drawing(atlas))
    context = _context(atlas, online(atlas)) | viewer
    root.header.add_child(Raw(render("head.html.j2", context)), name="atlas-head")
    root.html.add_child(Raw(render("body.html.j2", context)), name="atlas-body")
    return map_


def _drawing(atlas: Atlas) -> list[str]:
    """The bundles that draw what only some atlases have."""
    has = {
        "big": any(layer.is_big for layer in atlas.layers),
        "cluster": any(map(clusters, atlas.layers)),
        "media": bool(shown_images(atlas)),
        "overlay": bool(atlas.overlays),
    }
    return [name for name, needed in has.items() if needed]


def _viewer(
    atlas: Atlas, bundle: str, sheet: str, further: Sequence[str], later: Sequence[str] = ()
) -> dict[str, Any]:
    """Scripts and style sheet, with those of further bundles after them.

    Scripts and sheets of `later` come after the map: what they bring waits until it is drawn.
    """
    sheets = [assets.built(f"{name}.css") for name in further if name not in BARE]
    after = [assets.built(f"{name}.css") for name in (*later, PAPER) if name not in BARE]
    return {
        "css": Markup("".join([sheet, *sheets, own_css(atlas)])),
        "css_after": Markup("".join(after if later else [])),
        "bundle": Markup(bundle),
        "extras": [Markup(assets.built(f"{name}.js")) for name in further],
        "later": [Markup(assets.built(f"{name}.js")) for name in later],
    }


def _map(atlas: Atlas) -> folium.Map:
    """An empty folium map over the atlas's bounds: constants only, no tiles, no links."""
    west, south, east, north = atlas.manifest.atlas.bounds
    least, greatest = atlas.manifest.atlas.zoom
    map_ = folium.Map(
        location=[(south + north) / 2, (west + east) / 2],
        zoom_start=least,
        min_zoom=least,
        max_zoom=greatest,
        tiles=None,
        zoom_control=False,
        attributionControl=False,
        zoomSnap=0.5,
        keyboard=False,
        scrollWheelZoom=False,
        fadeAnimation=False,
    )
    map_._id = MAP
    map_.default_js, map_.default_css = [], []
    map_.add_child(Mount(), name="mount")
    return map_


def _figure(element: Element) -> Figure:
    """The branca figure that an element of a map stands in."""
    root = element.get_root()
    assert isinstance(root, Figure)  # noqa: S101 # folium makes one for every map
    return root


def _script(map_: folium.Map) -> str:
    root = _figure(map_)
    root.render()
    return str(root.script.render())


def _context(atlas: Atlas, bases: Sequence[Online], plain: bool = False) -> dict[str, Any]:
    info, day = atlas.manifest.atlas, opening_day(atlas)
    # The text version of an atlas is in English; where there is hardly any, all is in one language.
    state, in_ = state_on(atlas, day), tongue(atlas.language if plain else "en")
    said = in_.words
    with ThreadPoolExecutor(2) as beside:  # pandoc cites while the map is drawn
        alone = [(Cite(source.key),) for source in atlas.sources]
        cited = beside.submit(cite, atlas.sources, alone)
        named = None if plain else beside.submit(cite_this, info)
        placed = labels(atlas)
        says = situation(atlas, day, state, tongue(atlas.language))
        drawn = picture(atlas, placed, state, day, " ".join(says))
    told = account(atlas, cited.result())
    citing = named.result() if named else None
    part = citing.part if citing else UNSET
    sent, columns = payload(atlas, placed, bases, day, told, part)
    return text_version(atlas, told, day, in_) | {
        "language": atlas.language,
        "direction": direction(atlas.language),
        "plain": plain,
        "cite_this": citing.whole if citing else {},
        "short_title": info.short_title or info.title,
        "words": said,
        "symbols": Markup(symbols_worn(atlas) if plain else symbols_of(atlas)),
        "static_svg": drawn.svg,
        # Small maps show symbols as their sheet has them; those of a frame have colours of its own.
        "stills": [] if plain else stills(atlas, tongue(atlas.language)),
        "still_box": "0 0 {} {}".format(*drawn.size),
        "handout": handout(atlas, drawn, state, day, said),
        "credits": credits_of(atlas, (*atlas.layers, *atlas.overlays)),
        "payload_json": script_safe(sent),
        # Each big layer's columns stand in a script of their own: the map is there before they are.
        "columns": {id: Markup(f'"{data}"') for id, data in columns.items()},
        "bases": (),
    }


def direction(language: str) -> str:
    """How one writes it: rtl or ltr."""
    return "rtl" if language in assets.RIGHT_TO_LEFT else "ltr"


def script_safe(value: object) -> Markup:
    """JSON that may stand inside a <script>: no `<` of the data can end it."""
    text = msgspec.json.encode(value, order="sorted").decode()
    return Markup(text.replace("<", "\\u003c"))


def render(
    template: str,
    context: dict[str, Any],
    aside: Sequence[str] = (),
    allow: str = "",
    images: Iterable[str] = (),
    brings: str = "",
) -> str:
    """A template's HTML under the policy of what it holds, with the texts set `aside` in it.

    It is widened by the directives of `allow`, by pictures from the origins `images`, and by what
    a page needs that this one `brings`: what a page frames from itself is held to its policy too.
    """
    small = minify(templates().get_template(template).render(context))
    html, own = put_back(small, aside)
    allowed = policy([*own, *own_of(brings)], images)
    return html.replace(POLICY, allowed + allow, 1) + "\n"
