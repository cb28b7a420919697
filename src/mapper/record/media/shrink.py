"""The bytes of a picture → the same picture, small, upright, and with nothing said in it."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING

from mapper.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")

MOST = 40_000_000
"""Bytes of a file."""

LARGEST = 960
"""Pixels of the longer side."""

_FORMATS = ("GIF", "JPEG", "PNG", "TIFF", "WEBP")
_RAW = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, struct.error)
_BROKEN = (*_RAW, ArithmeticError, AttributeError, RuntimeError, MemoryError, zlib.error)
"""What Pillow's readers raise, each in its own way, for a file that is damaged."""


@dataclass(frozen=True)
class Unfit:
    """Why a file is shown nowhere."""

    what: str
    mend: str


def fault(data: bytes, file: str, place: str = "") -> Problem | None:
    """What keeps the bytes from being shown as a picture: they are read to their end."""
    found = _upright(data)
    return Problem(file, place, found.what, found.mend) if isinstance(found, Unfit) else None


@lru_cache(maxsize=1024)
def shrunk(data: bytes, largest: int, quality: int) -> tuple[bytes, int, int]:
    """A sound picture as WebP, no side longer than `largest`: its bytes, width and height.

    The same bytes each time. Nothing is left of what a camera wrote into the file.
    """
    from PIL import Image

    upright = _upright(data)
    assert not isinstance(upright, Unfit)  # noqa: S101 # it was checked
    with Image.open(io.BytesIO(upright)) as image:
        image.thumbnail((largest, largest), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=4)
        return out.getvalue(), image.width, image.height


@lru_cache(maxsize=256)
def _upright(data: bytes) -> bytes | Unfit:
    """The picture in sRGB at its largest, without metadata, nearly as it was.

    To read what a camera made takes longer than all that follows: so it is done once.
    """
    if len(data) > MOST:
        what = f"has {len(data) / 1e6:,.0f} MB, more than {MOST / 1e6:.0f}."
        return Unfit(what, f"Make it smaller: {LARGEST} px across are enough.")
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in a file that can be read
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                most = Image.MAX_IMAGE_PIXELS or inf
                if image.width * image.height > most:
                    return _bomb(image.width * image.height, most)
                small = _plain(image)
    except Image.DecompressionBombError:
        return _bomb(0, Image.MAX_IMAGE_PIXELS or inf)
    except UnidentifiedImageError:
        mend = "Save it anew as JPEG, PNG or WebP, and give it that ending."
        return Unfit("is no picture that can be read.", mend)
    except _BROKEN:
        return Unfit("is damaged or was cut off.", "Copy it anew, or save it anew as JPEG.")
    out = io.BytesIO()
    small.save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


def _bomb(pixels: int, most: float) -> Unfit:
    many = f"{pixels / 1e6:,.0f} million" if pixels else "far too many"
    what = f"has {many} pixels, more than {most / 1e6:.0f} million."
    return Unfit(what, f"Make it smaller: {LARGEST} px across are enough.")


def _plain(image: Image) -> Image:
    """The first frame in RGB, as a viewer shows it: turned upright, in sRGB, on white."""
    from PIL import Image as Images
    from PIL import ImageOps

    image.draft("RGB", (LARGEST, LARGEST))  # of a JPEG, no more pixels than are asked for
    profile = image.info.get("icc_profile")
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode.startswith("I"):  # 16 bits
        image = image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode == "CMYK" and profile is None:
        image = image.convert("RGB")
    elif image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        has_holes = "A" in image.mode or "transparency" in image.info
        image = image.convert("RGBA" if has_holes else "RGB")
    image.thumbnail((LARGEST, LARGEST), Images.Resampling.LANCZOS, reducing_gap=3)
    plain = _in_srgb(image, profile)
    if "A" in plain.mode:
        ground = Images.new("RGBA", plain.size, "white")
        ground.alpha_composite(plain)
        plain = ground
    # A new picture: nothing that was said in the old one comes along.
    bare = Images.new("RGB", plain.size)
    bare.paste(plain.convert("RGB"))
    return bare


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """The colours that the profile of the file means; as they are, if it cannot be read."""
    if not profile or image.mode == "L":
        return image
    from PIL import ImageCms

    holes = image.getchannel("A") if "A" in image.mode else None
    flat = image.convert("RGB") if holes else image
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(
            flat, meant, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        made = None
    found = flat.convert("RGB") if made is None else made
    if holes:
        found.putalpha(holes)
    return found
