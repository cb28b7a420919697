"""A picture as it was scanned: what it is, how large, what its tags say, and its pixels."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NoReturn

from mapper.problems import MapperError, Problem

ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")

MOST = 120_000_000
"""Pixels. Read, each takes three or four bytes; what is packed small may hold very many."""

_NODATA = 42113
"""GDAL's tag for the value of pixels that are not there."""

_ORIENTATION = 274
"""From 5 on, the camera lay on its side."""

_MEND = "Save it anew as PNG, JPEG, WebP or TIFF."


@dataclass(frozen=True)
class Scan:
    """What is known of a picture before its pixels are read.

    `size` is its width and height as it is stored, `seen` as it is seen: a camera may have lain on
    its side. `tags` are those of a TIFF.
    """

    size: tuple[int, int]
    seen: tuple[int, int]
    tags: Mapping[int, Any]


def is_scan(file: str) -> bool:
    """Whether a file may be a picture, by the ending of its name."""
    return PurePath(file).suffix.lower() in ENDINGS


def refuse(file: str, place: str, what: str, mend: str) -> NoReturn:
    raise MapperError([Problem(file, place, what, mend)])


def look(data: bytes, file: str, whole: bool = True) -> Scan:
    """What a picture is; with `whole`, all of it is read once, so that damage is found.

    Raises:
        MapperError: it is no picture, damaged, or has too many pixels.
    """
    with _opened(data, file) as image:
        tags = dict(getattr(image, "tag_v2", {}))
        if whole:
            image.load()
        width, height = image.size
        lies = image.getexif().get(_ORIENTATION, 1) >= 5
        return Scan((width, height), (height, width) if lies else (width, height), tags)


def read_pixels(data: bytes, file: str, upright: bool, shrink: int) -> tuple[Any, int]:
    """Its pixels, and how many across became one of them: at most `shrink`.

    They are an array, height × width × 4 bytes: red, green and blue times opacity, and that.
    """
    import numpy as np

    with _opened(data, file) as image:
        width, nodata = image.width, getattr(image, "tag_v2", {}).get(_NODATA)
        # A JPEG can be read at a half, a quarter or an eighth, in less time and memory.
        image.draft(None, (image.width // shrink, image.height // shrink))
        image.load()
        drafted = round(width / image.width)
        plain = _eight_bits(_turned(image) if upright else image)
        seen = _seen(plain, nodata)
        rgba = plain.convert("RGBA")
        if seen is not None:
            rgba.putalpha(seen)
        rgba = rgba.convert("RGBa")
        further = max(1, shrink // drafted)
        if further > 1:
            rgba = rgba.reduce(further)
        return np.asarray(rgba), drafted * further


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Any]:
    """The picture, not yet read; what Pillow finds wrong as problems."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MOST:
                    _too_large(file, f"{width:,} × {height:,} pixels")
                yield image
        except MapperError:
            raise
        except UnidentifiedImageError:
            refuse(file, "", "is no picture that can be read here, whatever its name says.", _MEND)
        except Image.DecompressionBombError:
            _too_large(file, "far more pixels")
        except Exception as error:  # of what is not as it should be, its libraries raise whatever
            words = str(error).rstrip(".") or type(error).__name__
            what = f"is damaged, or of a kind that cannot be read here: {words[:120]}."
            refuse(file, "", what, _MEND)


def _too_large(file: str, pixels: str) -> NoReturn:
    what = f"is too large: it has {pixels}, and may have {MOST // 1_000_000} million."
    refuse(file, "", what, "Save it smaller: the page shows some four million of them.")


def _turned(image: Any) -> Any:
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def _eight_bits(image: Any) -> Any:
    """Greys of 16 bits or more, brought into eight; others as they are."""
    import numpy as np
    from PIL import Image

    if not image.mode.startswith(("I", "F")):
        return image
    values = np.asarray(image, dtype="float64")
    least, most = np.nanmin(values), np.nanmax(values)
    if image.mode.startswith("I") and 255 < most <= 65535:
        least, most = 0, 65535
    scaled = (values - least) / max(most - least, 1e-9) * 255
    return Image.fromarray(np.nan_to_num(scaled).astype("uint8"))


def _seen(image: Any, nodata: object) -> Any:
    """What is seen of it, where the file says which value is not there; None if it does not."""
    import numpy as np
    from PIL import Image

    try:
        value = int(float(str(nodata).strip("\x00 ")))
    except (ValueError, OverflowError):
        return None
    if image.mode not in ("L", "RGB"):
        return None
    there = np.asarray(image) != value
    return Image.fromarray(((there.any(axis=2) if there.ndim == 3 else there) * 255).astype("u1"))
