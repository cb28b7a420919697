"""A page made of frames: shown in a notebook, saved as one file, drawn as a picture."""

from __future__ import annotations

import os
import re
import tempfile
import webbrowser
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import compress

from markupsafe import Markup

from mapper import assets
from mapper.frames.atlas import Setting, atlas_of
from mapper.frames.dress import sheet_of
from mapper.frames.layers import Drawn
from mapper.model import Atlas
from mapper.page import page_alone, templates
from mapper.pause_gc import pause_gc
from mapper.picture import View, draw_plate, png
from mapper.problems import MapperError, Problem, of_disk
from mapper.record import opening_day, state_on

FRAME_BYTES = 8_000_000
"""A page of more is not put into a notebook: Databricks and Colab cut longer outputs off."""

HEIGHT_PX = 560
"""Of a frame in a notebook, where no height in pixels is asked for."""

PICTURE = (1200, 630)

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

        Raises:
            MapperError: the disk refuses it, or the path is a folder.
        """
        target = Path(path).expanduser()
        if target.is_dir():
            raise MapperError([Problem(str(path), "", "is a folder.", 'Name a file: "map.html".')])
        html = self.html.encode()
        try:
            handle, draft = tempfile.mkstemp(
                prefix=f".{target.name}-", suffix=".draft", dir=target.parent
            )
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(html)
                Path(draft).chmod(0o666 & ~_umask())
                Path(draft).replace(target)
            except BaseException:
                Path(draft).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise MapperError([of_disk(error, str(path), "cannot be written")]) from error
        return target

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
        """The same as PNG, with the fonts of this machine."""
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
        picture, whole = self.to_png(*PICTURE), self.html
        fits = len(whole) <= FRAME_BYTES
        width, height = (_px(each) for each in self.frame)
        shown = {
            "html": whole if fits else "",
            "picture": b64encode(picture).decode(),
            "says": self._says(),
            "title": self.setting.title,
            "width": width or "100%",
            "height": height or HEIGHT_PX,
        }
        html = templates().get_template("notebook.html.j2").render(shown)
        found = {"text/plain": self._says(), "text/html": html, "image/png": shown["picture"]}
        return {
            kind: value
            for kind, value in found.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }

    def __repr__(self) -> str:
        return f"<mapper page: {self._says()}>"

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


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
