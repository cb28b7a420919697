"""A page made of frames: shown in a notebook, saved as one file, drawn as a picture."""

from __future__ import annotations

import os
import re
import tempfile
import webbrowser
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import compress

from markupsafe import Markup

from mapper import assets
from mapper.drafts import write_page
from mapper.frames.atlas import Setting, atlas_of
from mapper.frames.dress import sheet_of
from mapper.frames.layers import Drawn
from mapper.model import Atlas
from mapper.page import page_alone, templates
from mapper.pause_gc import pause_gc
from mapper.picture import View, draw_plate, few_colours, has_fonts, no_fonts, png
from mapper.problems import MapperError
from mapper.record import opening_day, state_on

FRAME_BYTES = 8_000_000
"""An output of more is not put into a notebook: platforms cut long ones off, and each is saved."""

HEIGHT_PX = 560
"""Of a frame in a notebook, where no height in pixels is asked for."""

PICTURE = (1200, 630)

NOTEBOOK_PICTURE = (960, 504)
"""As wide as the outputs of notebooks are: it is stored with the page, which has all of it."""

PICTURES = {".png": "page.to_png()", ".svg": "page.to_svg()"}
"""Endings that a page is not saved under, and what makes such a file."""

_DATA = re.compile(r"<script[^>]*application/json[^>]*>([^<]*)</script>")


@dataclass(frozen=True)
class Page:
    """What `explore` gives. `frame`: how wide and high it is shown in a notebook."""

    drawn: tuple[Drawn, ...]
    setting: Setting
    frame: tuple[Any, Any] = ("100%", "100%")

    @cached_property
    def atlas(self) -> Atlas:
        """The atlas that the page shows."""
        return atlas_of(self.drawn, self.setting)

    @cached_property
    def html(self) -> str:
        """The page as one HTML file, the same each time."""
        with pause_gc():
            return page_alone(self.atlas, self._sheet)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file: what was there before stays until the whole of it is written.

        A name without an ending gets ".html", for browsers show a file without one as text.

        Returns:
            Where it is.

        Raises:
            MapperError: the disk refuses it, or the path is none of a page.
        """
        return write_page(path, self.html.encode(), PICTURES)

    def show(self) -> Path:
        """Open the page in the browser, from a folder for temporary files."""
        path = self.save(Path(tempfile.mkdtemp(prefix="mapper-")) / "map.html")
        webbrowser.open(path.as_uri())
        return path

    def to_svg(self, width: int = PICTURE[0], height: int = PICTURE[1]) -> str:
        """What the page opens with, as a picture that needs no other file."""
        day = opening_day(self.atlas)
        view = View(state_on(self.atlas, day), "")
        return draw_plate(self.atlas, view, day, (width, height), self._sheet).svg

    def to_png(self, width: int = PICTURE[0], height: int = PICTURE[1]) -> bytes:
        """The same as PNG, with the fonts of this machine.

        Raises:
            MapperError: it has none.
        """
        if not has_fonts():
            raise MapperError([no_fonts("to_png()")])
        return png(self.to_svg(width, height))

    @property
    def size(self) -> Mapping[str, int]:
        """Bytes, by part: the page, the same gzipped (about), and what of it is engine and data."""
        html = self.html
        data = sum(map(len, _DATA.findall(html)))
        engine = len(assets.bundle()) + len(assets.sheet())
        whole = html.encode()
        return {
            "page": len(whole),
            "packed": len(compress(whole, 9)),
            "engine": engine,
            "data": data,
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        """For notebooks: the page in a frame; where frames are taken out, the picture."""
        made: dict[str, Callable[[], str]] = {
            "text/plain": self.__repr__,
            "text/html": self._framed,
            "image/png": lambda: self._picture,
        }
        return {
            kind: make()
            for kind, make in made.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }

    def __repr__(self) -> str:
        return f'<mapper page: {self._says()}. page.save("map.html"), page.show()>'

    def _framed(self) -> str:
        """The page in a frame that holds the picture; the picture alone where it is too large."""
        shown = {
            "html": self.html if len(self.html) <= FRAME_BYTES else "",
            "picture": self._picture,
            "says": self._says(),
            "title": self.setting.title,
            "width": _width(self.frame[0]),
            "height": _px(self.frame[1]) or HEIGHT_PX,
            "language": self.setting.language,
            "words": assets.words()[self.setting.language],
        }
        framed = templates().get_template("notebook.html.j2").render
        html = framed(shown)
        # As an attribute it is longer than as a file.
        return html if len(html) <= FRAME_BYTES else framed(shown | {"html": ""})

    @cached_property
    def _picture(self) -> str:
        """PNG in few colours, base64; without a font too, for words stand beside it."""
        return b64encode(few_colours(png(self.to_svg(*NOTEBOOK_PICTURE)))).decode()

    def _says(self) -> str:
        counts = [
            f"{each.entry.title}, {len(each.features):,}"
            for one in self.drawn
            for each in one.layers
        ]
        return f"{self.setting.title} ({'; '.join(counts) or 'nothing'})"

    @cached_property
    def _sheet(self) -> Markup:
        looks = {name: each for one in self.drawn for name, each in one.looks.items()}
        return Markup(assets.built("ground.css")) + sheet_of(looks)


def _px(given: Any) -> int | None:
    """A length in pixels; None for a share, which a notebook's output has none of."""
    text = str(given).removesuffix("px")
    return int(float(text)) if text.replace(".", "", 1).isdigit() else None


def _width(given: Any) -> str:
    """Of the frame, as its attribute has it: pixels, or a share of the output."""
    share = str(given)
    is_share = share.endswith("%") and share[:-1].replace(".", "", 1).isdigit()
    return share if is_share else str(_px(given) or "100%")
