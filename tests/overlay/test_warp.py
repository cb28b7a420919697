"""What a picture becomes: small enough, the same each time, and nothing but its pixels."""

import io
import tracemalloc

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from invented import CORNERS, MERCATOR, PAPER, PLAN, nearest, plan, plan_bytes, with_overlay
from mapper.folder.load import load
from mapper.folder.overlays import fit_words
from mapper.overlay.warping import BUDGET, MOST, warp
from mapper.picture.overlays import laid

AREA = (-3.0, 59.0, -1.0, 60.5)

WIDE = "bounds = [-2.9, 59.1, -1.1, 60.4]"


def packed(image, form="PNG", **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def noise(width, height, seed=1):
    """What no program can make small."""
    grains = np.random.default_rng(seed).integers(0, 255, (height // 8, width // 8, 3), np.uint8)
    return Image.fromarray(grains).resize((width, height), Image.Resampling.BICUBIC)


def warped(folder):
    atlas = load(folder)
    return laid(atlas, atlas.overlays[0])


def test_a_large_scan_gets_smaller_until_it_fits(harbour):
    data = packed(noise(2400, 1800), "JPEG", quality=95)

    picture = warped(with_overlay(harbour, WIDE, "plan.jpg", data))

    assert BUDGET / 2 < len(picture.data) <= BUDGET
    assert picture.size[0] * picture.size[1] <= MOST
    assert Image.open(io.BytesIO(picture.data)).size == picture.size
    assert picture.bounds == pytest.approx((-2.9, 59.1, -1.1, 60.4), abs=1e-6)


def test_finer_than_the_map_is_never_seen(harbour):
    """A hundred metres on which a million pixels lie are no larger than twice the greatest zoom."""
    entry = "corners = [[-2, 59.5], [-1.99, 59.5], [-1.99, 59.495], [-2, 59.495]]"

    picture = warped(with_overlay(harbour, entry, "plan.png", packed(plan().resize((1600, 1200)))))

    assert max(picture.size) < 120


def test_the_same_picture_each_time(harbour):
    folder = with_overlay(harbour)

    first = warped(folder).data
    warp.cache_clear()

    assert warped(folder).data == first


def test_what_lies_outside_the_study_area_is_cut_off(harbour):
    entry = "bounds = [-5, 57, 1, 62]"

    assert warped(with_overlay(harbour, entry)).bounds == pytest.approx(AREA, abs=1e-6)


def test_what_a_camera_has_noted_is_dropped(harbour):
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x8825] = {1: "N", 2: (59.0, 30.0, 0.0)}  # where it stood
    data = plan_bytes("JPEG", exif=exif, comment=b"by somebody", icc_profile=b"a profile")

    made = Image.open(io.BytesIO(warped(with_overlay(harbour, WIDE, "plan.jpg", data)).data))

    assert not {"exif", "icc_profile", "xmp", "comment"} & made.info.keys()


def test_a_picture_taken_with_a_camera_on_its_side_is_seen_upright(harbour):
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = plan().transpose(Image.Transpose.ROTATE_90)
    data = packed(lying, "JPEG", exif=exif, quality=95)

    made = warped(with_overlay(harbour, WIDE, "plan.jpg", data))

    image = Image.open(io.BytesIO(made.data)).convert("RGB")
    at = (image.width * 40 // PLAN[0], image.height * 40 // PLAN[1])
    assert nearest(image.getpixel(at)) == (220, 30, 30)


GREY = plan().convert("L")

KINDS = {
    "grey": GREY,
    "black and white": plan().convert("1"),
    "a palette": plan().convert("P"),
    "with opacity": plan().convert("RGBA"),
    "for print": plan().convert("CMYK"),
    "16 bits": Image.fromarray(np.asarray(GREY, np.uint16) * 257),
    "heights": Image.fromarray(np.asarray(GREY, np.float32) * 3.5 - 20),
}


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_of_every_kind(harbour, kind):
    folder = with_overlay(harbour, WIDE, "plan.tif", packed(KINDS[kind], "TIFF"))

    image = Image.open(io.BytesIO(warped(folder).data)).convert("L")
    spot = (image.width * 180 // PLAN[0], image.height * 330 // PLAN[1])
    paper = (image.width * 250 // PLAN[0], image.height * 330 // PLAN[1])
    assert image.getpixel(spot) < 60
    assert image.getpixel(paper) > 200


def test_where_nothing_was_photographed_nothing_is_seen(harbour):
    """An aerial photograph is turned; the black around it has a value of its own."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[42113] = "0"
    image = plan()
    image.paste((0, 0, 0), (0, 0, 200, 480))
    data = packed(image, "TIFF", tiffinfo=tags)

    made = Image.open(io.BytesIO(warped(with_overlay(harbour, WIDE, "plan.tif", data)).data))

    assert made.getpixel((made.width // 8, made.height // 2))[3] == 0
    beside = made.getpixel((made.width * 210 // 640, made.height // 2))
    assert beside[3] == 255
    assert min(beside) > min(PAPER) - 40  # no dark fringe


def test_memory_is_bounded(harbour):
    """What is made of six megapixels takes no more than some blocks of rows beside them."""
    folder = with_overlay(harbour, CORNERS, "plan.jpg", packed(noise(3000, 2000), "JPEG"))
    (overlay,) = load(folder).overlays
    tracemalloc.start()

    warp.__wrapped__(overlay.data, "plan.jpg", overlay.place, AREA, 12)

    assert tracemalloc.get_traced_memory()[1] < 120_000_000
    tracemalloc.stop()


def test_how_points_fit_is_said_in_metres(harbour):
    rows = [
        [x + dx, y, *MERCATOR.degrees(x, y)]
        for (x, y), dx in zip(
            ((30, 20), (610, 60), (590, 450), (50, 430)), (1.5, -1.5, 1.5, -1.5), strict=True
        )
    ]

    (overlay,) = load(with_overlay(harbour, f"points = {rows}")).overlays

    # A pixel is 155 m of Web Mercator, half as much on the ground; a point is off by 1.5 of them.
    words = fit_words(overlay)
    assert words.startswith("4 points, which fit within ")
    assert 90 < int(words.split()[5]) < 135
