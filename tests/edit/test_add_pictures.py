"""A table's photographs come along: copied into `media/`, each with a row that says whose it is."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import openpyxl
import pytest

from adding import MANIFEST, contents, point, refused
from foreign import drawn
from mapper import build, load
from mapper.edit import add, put_back, remove, renew, transaction
from mapper.folder import check

HEAD = ("name", "lat", "lon", "photo", "photo_alt", "photo_credit", "photo_licence")
SAID = ("A well", "A. Maker", "CC BY 4.0")


@pytest.fixture
def table(tmp_path):
    """Saves rows as wells.csv in a folder, beside which photographs may lie."""

    def save(*rows, head=HEAD, name="wells.csv"):
        path = tmp_path / "from" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
        return path

    return save


def rows_of(project):
    with (project / "data" / "media.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(project):
    folder = project / "media"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_workbook_with_photographs_beside_it(project, tmp_path):
    """In a folder beside it, in other capitals, some rows without: it builds as it stands."""
    path = tmp_path / "from" / "wells.xlsx"
    drawn(path.parent / "Photographs" / "IMG_1.JPG")
    drawn(path.parent / "b.png", colour="blue")
    book = openpyxl.Workbook()
    for row in (
        ("Name", "Lat", "Lon", "Foto", "Bildbeschreibung", "Fotografin", "Lizenz", "Depth"),
        ("North well", 50, 10, "img_1.jpg", "A well", "A. Maker", "CC BY 4.0", 3),
        ("South well", 49.5, 10, "b.png", "Another", "B. Maker", "CC0", 4),
        ("Old well", 49.6, 10, None, None, None, None, 5),
    ):
        book.active.append(row)
    book.save(path)

    added = add(project, path)

    assert 'Pictures from the column "Foto": 2 new in media/, 2 new rows' in " ".join(
        added.repaired
    )
    assert names(project) == ["IMG_1.JPG", "b.png"]
    assert [row["file"] for row in rows_of(project)] == ["IMG_1.JPG", "b.png"]
    assert rows_of(project)[1] == {
        "file": "b.png", "alt": "Another", "credit": "B. Maker", "licence": "CC0", "source": "",
    }  # fmt: skip
    manifest = tomllib.loads((project / "data" / "atlas.toml").read_text("utf-8"))
    assert manifest["fields"]["Foto"] == {"label": "Foto", "kind": "image"}
    assert manifest["layer"][-1]["popup"] == ["Foto", "Depth"]
    atlas = load(project)
    assert check(atlas) == []
    assert atlas.layers[1].features[0].properties["Foto"] == "IMG_1.JPG"
    assert build(project).page.read_text("utf-8").count("data:image/webp") == 2


def test_geojson_with_photographs_beside_it(project, source):
    path = source(
        point("A", photo="pics/a.webp", caption="A", photographer="M", license="CC0"),
        point("B", photo="pics/a.webp", caption="A", photographer="M", license="CC0"),
        name="wells.geojson",
    )
    drawn(path.parent / "pics" / "a.webp")

    add(project, path)

    assert names(project) == ["a.webp"]
    assert len(rows_of(project)) == 1
    assert check(load(project)) == []


def test_pictures_that_lie_in_media_already_need_no_words_again(project, table):
    """Their row says it. The folder may stand before the name."""
    drawn(project / "media" / "old" / "a.jpg")
    (project / "data" / "media.csv").write_text(
        "file,alt,credit,licence\nold/a.jpg,A,M,CC0\n", "utf-8"
    )
    before = contents(project)

    add(project, table(("W", 50, 10, "media/old/a.jpg"), head=HEAD[:4]))

    assert names(project) == ["old", "old/a.jpg"]
    assert contents(project)["data/media.csv"] == before["data/media.csv"]
    assert load(project).layers[1].features[0].properties["photo"] == "old/a.jpg"


def test_another_picture_of_that_name_gets_a_mark(project, table):
    """Nothing is overwritten; what is the same is not there twice."""
    drawn(project / "media" / "a.jpg", colour="blue")
    kept = contents(project)["media/a.jpg"]
    path = table(("One", 50, 10, "a.jpg", *SAID), ("Two", 50, 10, "x/b.jpg", *SAID))
    drawn(path.parent / "a.jpg", colour="red")
    drawn(path.parent / "x" / "b.jpg", colour="red")

    add(project, path)

    (marked,) = [name for name in names(project) if name.startswith("a-")]
    assert names(project) == sorted(["a.jpg", marked, "b.jpg"])
    assert contents(project)["media/a.jpg"] == kept
    assert [row["file"] for row in rows_of(project)] == [marked, "b.jpg"]


def test_words_in_further_languages_come_along(project, table):
    manifest = project / "data" / "atlas.toml"
    manifest.write_text(
        MANIFEST.replace('period = "1780', 'languages = ["en", "ru"]\nperiod = "1780')
    )
    head = (*HEAD, "photo_alt_ru", "photo_source")
    path = table(("W", 50, 10, "a.jpg", *SAID, "Колодец", "https://example.org/a"), head=head)
    drawn(path.parent / "a.jpg")

    add(project, path)

    (row,) = rows_of(project)
    assert (row["alt_ru"], row["source"]) == ("Колодец", "https://example.org/a")
    assert load(project).media[0].alt == {"en": "A well", "ru": "Колодец"}


def test_what_is_missing_is_said_and_nothing_is_written(project, table):
    path = table(
        ("One", 50, 10, "a.jpg", "A well"),
        ("Two", 50, 10, "gone.jpg", "A well"),
        ("Three", 50, 10, "a.jpg", ""),
        ("Four", 50, 10, "b.jpg", ""),
        ("Five", 50, 10, "none", ""),
        ("Six", 50, 10, "broken.png", "A well"),
        head=HEAD[:5],
    )
    for name in ("a.jpg", "b.jpg"):
        drawn(path.parent / name)
    (path.parent / "broken.png").write_bytes(b"GIF89a")
    before = contents(project)

    said = refused(project, path)

    assert said == [
        f'{path}: row 3, photo: no picture "gone.jpg" lies beside the file or in media/. '
        "Put it beside the file, or leave the cell empty.",
        f'{path}: row 5, photo_alt: is empty. Fill it in: the picture "b.jpg" needs it.',
        f'{path}: row 6, photo: "none" is no picture. Leave the cell empty.',
        f"{path.parent / 'broken.png'}: is no picture that can be read. "
        "Save it anew as JPEG, PNG or WebP, and give it that ending.",
        f'{path}: column "photo": a picture needs what it shows, whose it is and under which '
        "licence. Add the columns photo_credit and photo_licence, or give it a row in "
        "data/media.csv.",
    ]
    assert contents(project) == before


def test_two_pictures_of_one_name_are_not_taken_for_each_other(project, table):
    path = table(("One", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "x" / "a.jpg", colour="red")
    drawn(path.parent / "y" / "a.jpg", colour="blue")

    (said,) = refused(project, path)

    assert 'row 2, photo: "a.jpg" may be x/a.jpg and y/a.jpg. Write the folder before it.' in said


def test_a_place_on_the_computer_of_another_is_left_out_of_the_name(project, table):
    path = table(("W", 50, 10, r"C:\Users\ann\Pictures\a.jpg", *SAID))
    drawn(path.parent / "pics" / "a.jpg")

    add(project, path)

    assert names(project) == ["a.jpg"]


def test_names_of_pictures_that_lie_nowhere_stay_text(project, table):
    added = add(project, table(("One", 50, 10, "a.jpg"), ("Two", 50, 10, "b.jpg"), head=HEAD[:4]))

    assert "names pictures, but none lies beside the file" in str(added.warnings[0])
    assert "kind" not in (project / "data" / "atlas.toml").read_text("utf-8")
    assert not (project / "media").exists()


def test_a_dry_run_says_it_and_writes_nothing(project, table):
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")
    before = contents(project)

    added = add(project, path, dry_run=True)

    assert "1 new in media/, 1 new row in data/media.csv" in " ".join(added.repaired)
    assert "New fields: photo (kind image)" in added.repaired
    assert contents(project) == before


@pytest.mark.parametrize("fails_at", range(1, 5))
def test_all_or_nothing(project, table, monkeypatch, fails_at):
    """Whichever of the files the disk refuses, those before it are taken away again."""
    drawn(project / "media" / "old.jpg")
    (project / "data" / "media.csv").write_text("file,alt,credit,licence\nold.jpg,A,M,CC0\n")
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")
    before, draft, calls = contents(project), transaction._draft, []

    def full(target, content, holds):
        calls.append(target)
        if len(calls) == fails_at + 1:
            raise OSError(28, "No space left on device")
        return draft(target, content, holds)

    monkeypatch.setattr(transaction, "_draft", full)

    assert "cannot be written: No space left on device." in refused(project, path)[0]
    assert contents(project) == before


def test_a_table_in_another_form_keeps_what_it_says(project, table):
    (project / "data" / "media.csv").write_bytes(
        "datei;alt;credit;licence\n".replace("datei", "file").encode()
        + "old.jpg;Brücke;M;CC0\n".encode("cp1252")
    )
    drawn(project / "media" / "old.jpg")
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")

    add(project, path)

    assert [(row["file"], row["alt"]) for row in rows_of(project)] == [
        ("old.jpg", "Brücke"),
        ("a.jpg", "A well"),
    ]


def test_columns_of_addresses_are_links(project, table):
    head = ("name", "lat", "lon", "website", "mixed")
    rows = (("One", 50, 10, "https://example.org/1", "https://example.org"),
            ("Two", 50, 10, "", "see there"))  # fmt: skip

    added = add(project, table(*rows, head=head))

    assert "New fields: website (kind link)" in added.repaired
    fields = tomllib.loads((project / "data" / "atlas.toml").read_text("utf-8"))["fields"]
    assert fields["website"] == {"label": "Website", "kind": "link"}
    assert "mixed" not in fields
    assert check(load(project)) == []


def test_an_address_of_a_picture_is_a_link(project, table):
    add(project, table(("One", 50, 10, "https://example.org/a.jpg"), head=HEAD[:4]))

    assert load(project).field_entries["photo"].kind == "link"
    assert not (project / "media").exists()


def test_a_field_that_is_declared_stays_what_it_is(project, table):
    """The manifest says that it is text."""
    with (project / "data" / "atlas.toml").open("a") as manifest:
        manifest.write('\n[fields.photo]\nlabel = "Photo"\n')
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")

    add(project, path)

    assert load(project).layers[1].features[0].properties["photo"] == "a.jpg"
    assert not (project / "media").exists()


def test_a_new_version_brings_its_pictures(project, table):
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")
    add(project, path)
    drawn(path.parent / "new.jpg", colour="blue")
    newer = table(("W", 50, 10, "new.jpg", *SAID), name="newer.csv")

    renewed = renew(project, newer, "wells")

    assert renewed.written
    assert names(project) == ["a.jpg", "new.jpg"]
    assert [row["file"] for row in rows_of(project)] == ["a.jpg", "new.jpg"]
    assert check(load(project)) == []


def test_a_layer_that_is_taken_out_and_put_back_leaves_media_alone(project, table):
    path = table(("W", 50, 10, "a.jpg", *SAID))
    drawn(path.parent / "a.jpg")
    add(project, path)
    before = {name: data for name, data in contents(project).items() if "media" in name}

    remove(project, "wells")
    assert check(load(project)) == []
    put_back(project, Path(project / "geo" / "removed" / "wells.geojson"))

    assert {name: data for name, data in contents(project).items() if "media" in name} == before
    assert check(load(project)) == []
