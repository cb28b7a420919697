"""Pictures made small, within what a page may take for them; links; and what is wrong with both."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

import mapper
from foreign import drawn, noisy
from invented import MEDIA, pictured
from mapper.folder import check, read
from mapper.record import entries
from mapper.record.media import BUDGET, album, fault, read_link, with_rows
from mapper.record.media.shrink import LARGEST, shrunk

ROTATED = 6
"""The orientation of a camera that was held upright: turn it clockwise to see it so."""


def opened(data: bytes, largest: int = LARGEST) -> Image.Image:
    made, _, _ = shrunk(data, largest, 80)
    return Image.open(io.BytesIO(made))


def from_camera(path: Path) -> bytes:
    """A JPEG with a place, a camera and an orientation in its EXIF, and a note in XMP."""
    exif = Image.Exif()
    exif[0x0112] = ROTATED
    exif[0x0110] = "Camera 7"
    exif.get_ifd(0x8825)[2] = (34.0, 31.0, 12.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret place</x:xmpmeta>"
    return drawn(path, (60, 40), exif=exif, xmp=xmp, comment=b"secret").read_bytes()


def test_nothing_is_left_of_what_a_camera_wrote(tmp_path: Path) -> None:
    data = from_camera(tmp_path / "a.jpg")
    assert b"secret" in data
    assert b"Camera 7" in data

    made, _, _ = shrunk(data, LARGEST, 80)

    assert not {"exif", "xmp", "icc_profile"} & set(Image.open(io.BytesIO(made)).info)
    for said in (b"EXIF", b"Exif", b"XMP ", b"ICCP", b"secret", b"Camera"):
        assert said not in made
    assert made == shrunk.__wrapped__(data, LARGEST, 80)[0]


@pytest.mark.parametrize("ending", ["jpg", "tif", "png", "webp"])
def test_it_is_upright(tmp_path: Path, ending: str) -> None:
    """The left half of what lies on its side is the top of what stands."""
    exif = Image.Exif()
    exif[0x0112] = ROTATED
    image = Image.new("RGB", (80, 40), "blue")
    image.paste("red", (0, 0, 40, 40))
    image.save(tmp_path / f"a.{ending}", exif=exif)

    seen = opened((tmp_path / f"a.{ending}").read_bytes()).convert("RGB")

    assert seen.size == (40, 80)
    red, _, blue = seen.getpixel((20, 20))
    assert red > 200 > 60 > blue
    assert seen.getpixel((20, 70))[2] > 200


def test_colours_are_those_that_the_profile_means(tmp_path: Path) -> None:
    """Where a profile has red in the place of blue, red is blue. One that is none says nothing."""
    usual = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = usual.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    for profile, seen in ((usual, "red"), (swapped, "blue"), (b"no profile", "red")):
        data = drawn(tmp_path / "a.png", colour="red", icc_profile=profile).read_bytes()

        red, _, blue = opened(data).convert("RGB").getpixel((5, 5))
        assert ("red" if red > 200 > 60 > blue else "blue") == seen
        assert ("blue" if blue > 200 > 60 > red else "red") == seen


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_a_picture_of_any_mode_is_shown(tmp_path: Path, mode: str) -> None:
    ending = "tif" if mode == "CMYK" else "png"
    image = Image.new(mode, (30, 20))
    image.save(tmp_path / f"a.{ending}")

    seen = opened((tmp_path / f"a.{ending}").read_bytes()).convert("RGB")

    assert seen.size == (30, 20)
    # What can be seen through lies on white.
    white = mode in ("LA", "RGBA", "CMYK")
    assert seen.getpixel((3, 3)) == ((255, 255, 255) if white else (0, 0, 0))


def test_of_what_moves_the_first_picture_is_shown(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "blue")
    first.save(tmp_path / "a.gif", save_all=True, append_images=[second])

    seen = opened((tmp_path / "a.gif").read_bytes())

    assert getattr(seen, "n_frames", 1) == 1
    assert seen.convert("RGB").getpixel((5, 5))[0] > 200


def test_a_large_one_is_as_wide_as_a_page_needs(tmp_path: Path) -> None:
    data = drawn(tmp_path / "a.jpg", (3000, 1000)).read_bytes()

    assert opened(data).size == (960, 320)


def bomb(side: int) -> bytes:
    """A PNG of 100 bytes that says it is a square with such a side."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def cut_off(path: Path) -> bytes:
    data = noisy(path, (200, 200)).read_bytes()
    return data[: len(data) // 2]


def test_what_cannot_be_shown_is_said(tmp_path: Path) -> None:
    for data, said in (
        (bomb(20_000), "media/a: has far too many pixels, more than 89 million. Make it smaller"),
        (bomb(10_000), "media/a: has 100 million pixels, more than 89 million."),
        (b"<svg onload='x()'/>", "media/a: is no picture that can be read. Save it anew as JPEG"),
        (b"", "media/a: is no picture that can be read."),
        (cut_off(tmp_path / "a.jpg"), "media/a: is damaged or was cut off. Copy it anew"),
        (cut_off(tmp_path / "a.png"), "media/a: is damaged or was cut off."),
        (b"\0" * 40_000_001, "media/a: has 40 MB, more than 40."),
    ):
        assert str(fault(data, "media/a")).startswith(said)


def test_all_pictures_stay_within_the_budget(tmp_path: Path) -> None:
    """What does not fit is made smaller, all alike, and the build says so."""
    one = noisy(tmp_path / "a.jpg", quality=60).read_bytes()
    few = album({"a.jpg": drawn(tmp_path / "few.jpg").read_bytes()})
    assert few.said.startswith("Pictures: 1, 1 kB of 600 kB.")
    assert few.largest == LARGEST

    many = album({f"{n}.jpg": noisy(tmp_path / f"{n}.jpg", seed=n).read_bytes() for n in range(2)})

    assert many.bytes == sum(len(each.source) for each in many.pictures.values()) <= BUDGET
    assert many.largest < LARGEST
    assert all(max(each.width, each.height) <= many.largest for each in many.pictures.values())
    assert many.said.endswith(f"to fit, none has a side of more than {many.largest} px.")
    assert album({"a": one}) == album({"a": one})


@pytest.mark.parametrize(
    ("value", "words", "address"),
    [
        ("https://www.example.org/a?b=c#d", "example.org", "https://www.example.org/a?b=c#d"),
        ("http://example.org", "example.org", "http://example.org"),
        ("mailto:a@example.org", "a@example.org", "mailto:a@example.org"),
        ("[The archive](https://example.org/x)", "The archive", "https://example.org/x"),
        ("[بایگانی](https://example.org/ف)", "بایگانی", "https://example.org/ف"),
        ("https://a.example@b.example/", "b.example", "https://a.example@b.example/"),
    ],
)
def test_a_link_has_words(value: str, words: str, address: str) -> None:
    link = read_link(value)

    assert link is not None
    assert (link.words, link.address) == (words, address)


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert(1)",
        "[x](javascript:alert(1))",
        "data:text/html,x",
        "ftp://example.org",
        "www.example.org",
        "https://",
        "https://[::1",
        'https://example.org/"onclick="x',
        "https://example.org/ two",
        "mailto:nobody",
        "file:///etc/passwd",
    ],
)
def test_any_other_address_is_none(value: str) -> None:
    assert read_link(value) is None


def problems(folder: Path) -> list[str]:
    atlas, found = read(folder)
    return [str(each) for each in (*found, *check(atlas))]


def test_a_sound_picture_is_no_problem(harbour: Path) -> None:
    """Nor is a file that nothing shows, or a row that nothing names."""
    rows = MEDIA + "idle.png,Idle,A. Maker,CC0,\n"
    pictured(harbour, rows, photo="quay.jpg", site="https://example.org")
    for name in ("quay.jpg", "idle.png", "unused.png"):
        drawn(harbour / "media" / name)

    assert problems(harbour) == []


def test_all_that_is_wrong_is_said_at_once(harbour: Path) -> None:
    rows = (
        "file,alt,credit,licence\n"
        "quay.jpg,,A. Maker,CC0\n"
        "gone.png,Gone,A. Maker,CC0\n"
        "../data/atlas.toml,Out,A. Maker,CC0\n"
        "/etc/hostname.png,Out,A. Maker,CC0\n"
        "note.pdf,A note,A. Maker,CC0\n"
        "broken.png,Broken,A. Maker,CC0\n"
        "quay.jpg,Again,A. Maker,CC0\n"
    )
    facts = "north-quay,site,javascript:x,,ledger1741,high,\n"
    pictured(harbour, rows, facts, photo="https://example.org/a.jpg", site="nowhere")
    drawn(harbour / "media" / "quay.jpg")
    (harbour / "media" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (harbour / "media" / "note.pdf").write_bytes(b"%PDF-1.4")

    assert problems(harbour) == [
        "data/media.csv: row 2, alt: is empty. Fill it in, or take the row out.",
        'data/media.csv: row 3, file: there is no "media/gone.png". '
        "Put it there, or take the row out.",
        'data/media.csv: row 4, file: "../data/atlas.toml" lies outside media/. '
        "Put it into media/ and write its name.",
        'data/media.csv: row 5, file: "/etc/hostname.png" lies outside media/. '
        "Put it into media/ and write its name.",
        'data/media.csv: row 6, file: "note.pdf" is no picture. Pictures end in .gif, .jpeg, .jpg, '
        ".png, .tif, .tiff, .webp: save it anew as JPEG.",
        'data/facts.csv: row 6, value: "javascript:x" is no address of the web or of mail. '
        "Write https://…, mailto:…, or [words](https://…).",
        'geo/quays.geojson: "north-quay".site: "nowhere" is no address of the web or of mail. '
        "Write https://…, mailto:…, or [words](https://…).",
        "media/broken.png: is no picture that can be read. "
        "Save it anew as JPEG, PNG or WebP, and give it that ending.",
        'data/media.csv: row 8, file: "quay.jpg" has a row already, 2. Take one of the rows out.',
    ]


def test_what_is_shown_has_a_row(harbour: Path) -> None:
    pictured(harbour, facts="north-quay,drawing,quai.jpg,,ledger1741,high,\n", photo="other.jpg")
    drawn(harbour / "media" / "quay.jpg")

    assert problems(harbour) == [
        'data/facts.csv: row 6, value: no picture "quai.jpg" in data/media.csv. '
        'Did you mean "quay.jpg"?',
        'geo/quays.geojson: "north-quay".photo: no picture "other.jpg" in data/media.csv. '
        "Put it into media/ and give it a row: file, alt, credit, licence.",
    ]


def test_an_address_is_not_fetched(harbour: Path) -> None:
    pictured(harbour, photo="https://example.org/a.jpg")
    drawn(harbour / "media" / "quay.jpg")

    (said,) = problems(harbour)
    assert "pictures are files in media/, and none is fetched" in said


def test_a_link_out_of_the_folder_is_not_followed(harbour: Path, tmp_path: Path) -> None:
    pictured(harbour, photo="quay.jpg")
    drawn(tmp_path / "outside.jpg")
    (harbour / "media").mkdir()
    (harbour / "media" / "quay.jpg").symlink_to(tmp_path / "outside.jpg")

    assert any('"media/quay.jpg" leads out of media/' in each for each in problems(harbour))


def test_a_name_is_found_however_its_accents_are_written(harbour: Path) -> None:
    """Letter and accent together in the table, apart on the disk, as some systems keep them."""
    name = "caf\N{LATIN SMALL LETTER E WITH ACUTE}.jpg"
    pictured(harbour, MEDIA.replace("quay.jpg", name), photo=name)
    drawn(harbour / "media" / "cafe\N{COMBINING ACUTE ACCENT}.jpg")

    assert problems(harbour) == []


def test_a_name_that_no_disk_takes_is_a_problem(harbour: Path) -> None:
    pictured(harbour, MEDIA.replace("quay.jpg", "a" * 5000 + ".jpg"))

    (said,) = problems(harbour)
    assert 'row 2, file: there is no "media/aaa' in said


def test_two_pictures_are_no_dispute(harbour: Path) -> None:
    rows = "".join(f"north-quay,drawing,{each},,ledger1741,high,\n" for each in ("a.png", "b.png"))
    media = MEDIA + "a.png,A,M,CC0,\nb.png,B,M,CC0,\n"
    atlas = mapper.load(pictured(harbour, media, rows) if _draw(harbour) else harbour)

    found = entries(atlas)["north-quay"]
    assert not any(each.disputed for each in found if each.field == "drawing")


def _draw(folder: Path) -> bool:
    for name in ("quay.jpg", "a.png", "b.png"):
        drawn(folder / "media" / name)
    return True


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "file,alt,credit,licence,source\nb.png,B,M,CC0,\n"),
        (MEDIA.rstrip("\n"), MEDIA + "b.png,B,M,CC0,\n"),
        (MEDIA.replace("\n", "\r\n"), MEDIA.replace("\n", "\r\n") + "b.png,B,M,CC0,\r\n"),
        ("sep=;\nalt;file;credit;licence\nA;a.png;M;CC0\n",
         "alt,file,credit,licence\nA,a.png,M,CC0\nB,b.png,M,CC0\n"),
    ],
)  # fmt: skip
def test_rows_are_added_to_a_table_of_any_form(before: str, after: str) -> None:
    row = {"file": "b.png", "alt": "B", "credit": "M", "licence": "CC0"}

    assert with_rows(before, [row]) == after


def test_a_further_language_is_a_further_column() -> None:
    row = {"file": "b.png", "alt": "B", "alt_ru": "Б", "credit": "M", "licence": "CC0"}

    assert with_rows(MEDIA, [row]).splitlines() == [
        "file,alt,credit,licence,source,alt_ru",
        "quay.jpg,The quay from the south,A. Maker,CC BY 4.0,,",
        "b.png,B,M,CC0,,Б",
    ]
