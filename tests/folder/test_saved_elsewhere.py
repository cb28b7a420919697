"""The record as a spreadsheet or a plain editor saves it: read as it was meant, and said once."""

import csv
import io
from dataclasses import replace

import pytest

from dropped import LAMPS
from mapper import MapperError, build, load
from mapper.edit.add import add
from mapper.edit.adopt import adopt
from mapper.edit.new import new
from mapper.edit.remove import remove
from mapper.edit.restore import put_back
from mapper.folder.load import read
from mapper.problems import errors

TABLES = ["facts", "events"]


def resaved(folder, table, separator, codec="utf-8", end="\r\n", above="", change=str):
    """The table saved anew, as a spreadsheet does."""
    path = folder / "data" / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    path.write_bytes((above + change(out.getvalue())).encode(codec))


def content(folder):
    """What the record says, without where it stands."""
    atlas = load(folder)
    return [replace(each, row=0) for each in (*atlas.facts, *atlas.events)]


def warned(folder, file):
    _, problems = read(folder)
    return [str(each) for each in problems if each.file == file]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("separator", "codec", "said"),
    [
        (";", "utf-8-sig", ["is separated by semicolons"]),
        ("\t", "utf-16", ["is not UTF-8 but UTF-16", "is separated by tabs"]),
        ("|", "utf-8", ["is separated by upright lines"]),
        (",", "utf-8-sig", []),
        (",", "utf-16", ["is not UTF-8 but UTF-16"]),
    ],
)
def test_a_table_says_the_same_however_it_was_saved(harbour, table, separator, codec, said):
    before = content(harbour)
    file = f"data/{table}.csv"

    resaved(harbour, table, separator, codec)

    assert content(harbour) == before
    found = warned(harbour, file)
    assert len(found) == len(said)
    assert all(words in line for words, line in zip(said, found, strict=True))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_hint_and_the_empty_columns_of_a_spreadsheet_are_passed_over(harbour, table, end):
    before = content(harbour)

    def wider(text):
        return text.replace(end, f";;{end}")

    resaved(harbour, table, ";", end=end, above=f"sep=;{end}", change=wider)

    assert content(harbour) == before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("separator", [",", ";"])
def test_rows_that_stand_in_one_cell_each_are_unpacked(harbour, table, separator):
    before = content(harbour)

    def wrapped(text):
        lines = text.replace('"', '""').splitlines()
        return "".join(f'"{line}"\r\n' for line in lines)

    resaved(harbour, table, separator, change=wrapped)

    assert content(harbour) == before
    assert "holds each row in one cell" in warned(harbour, f"data/{table}.csv")[0]


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14\0\x06\0", b"subject,field\0\0\n"])
def test_a_table_that_is_no_text_is_one_error(harbour, start):
    (harbour / "data" / "facts.csv").write_bytes(start)

    with pytest.raises(MapperError) as caught:
        build(harbour)

    (problem,) = caught.value.problems
    assert problem.file == "data/facts.csv"
    assert problem.what.startswith("is no text")


@pytest.mark.parametrize(
    ("codec", "note", "name"),
    [
        ("cp1251", "Со слов смотрителя порта", "Windows-1251, Cyrillic"),
        ("cp1252", "Nach dem Hafenmeister für die Gäste", "Windows-1252, Western"),
        ("cp1256", "به گفتهٔ بندردار قديم", "Windows-1256, Arabic"),
    ],
)
def test_a_table_in_a_code_page_is_read_and_that_is_said_once(harbour, codec, note, name):
    path = harbour / "data" / "facts.csv"
    text = path.read_text("utf-8").replace("By the harbour master.", note)
    path.write_bytes(text.encode(codec, "ignore"))

    atlas = load(harbour)

    written = note.encode(codec, "ignore").decode(codec)
    assert written in [fact.note.get("en") for fact in atlas.facts]
    (said,) = warned(harbour, "data/facts.csv")
    assert f"is not UTF-8 but {name}; it is read" in said


@pytest.mark.parametrize(("note", "codec"), [("Gdańsk", "cp1250"), ("мост", "koi8_r")])
def test_a_table_that_cannot_be_told_is_one_error(harbour, note, codec):
    path = harbour / "data" / "facts.csv"
    text = path.read_text("utf-8").replace("By the harbour master.", note)
    path.write_bytes(text.encode(codec))

    with pytest.raises(MapperError) as caught:
        build(harbour)

    (problem,) = caught.value.problems
    assert problem.file == "data/facts.csv"
    assert "Save it as UTF-8." in problem.mend
    assert "--encoding" not in problem.mend


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("first", ["<html><body>", "a:b:c", "1/2/3"])
def test_a_table_of_no_known_column_is_one_error(harbour, table, first):
    path = harbour / "data" / f"{table}.csv"
    path.write_text("\n".join([first, *["x:y:z"] * 90]), "utf-8")

    wrong = [each for each in errors(read(harbour)[1]) if each.file == f"data/{table}.csv"]

    (problem,) = wrong
    assert "names none of the columns" in problem.what
    assert first.split(",")[0] in problem.what


@pytest.mark.parametrize("first", ["a:b:c", "subject,fields,values"])
def test_what_a_lesson_asks_of_a_table_that_is_not_read_is_not_said(tmp_path, first):
    new(tmp_path / "atlas")
    (tmp_path / "atlas" / "data" / "facts.csv").write_text(f"{first}\n1:2:3\n", "utf-8")

    with pytest.raises(MapperError) as caught:
        build(tmp_path / "atlas")

    assert {each.file for each in caught.value.problems} == {"data/facts.csv"}


@pytest.mark.parametrize(("table", "column"), [("facts", "subject"), ("events", "title")])
def test_a_missing_column_is_not_said_again_in_each_row(harbour, table, column):
    path = harbour / "data" / f"{table}.csv"
    path.write_text(path.read_text("utf-8").replace(column, f"{column}s", 1), "utf-8")

    with pytest.raises(MapperError) as caught:
        build(harbour)

    assert {each.place for each in caught.value.problems} == {"row 1"}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("13.7.1741", "1741-07-13"),
        ("13. 7. 1741", "1741-07-13"),
        ("13/07/1741", "1741-07-13"),
        ("07/13/1741", "1741-07-13"),
        ("13-07-1741", "1741-07-13"),
        ("1741/7/13", "1741-07-13"),
    ],
)
def test_a_day_as_a_spreadsheet_writes_it_is_read(harbour, written, iso):
    path = harbour / "data" / "events.csv"
    path.write_text(path.read_text("utf-8").replace("1741-07-13", written), "utf-8")

    (storm, *_) = load(harbour).events

    assert storm.date.text == iso
    (said,) = warned(harbour, "data/events.csv")
    assert said == (
        f'data/events.csv: row 2, date: "{written}" is read as {iso}. The form to keep is {iso}.'
    )


@pytest.mark.parametrize(
    ("written", "iso"), [("14.7.1741", "1741-07-14"), ("20/7/1741", "1741-07-20")]
)
def test_a_fact_whose_value_is_a_day_keeps_its_address(harbour, written, iso):
    path = harbour / "data" / "facts.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("1741-07-14/1741-07-20", iso), "utf-8")
    before = load(harbour).facts

    path.write_text(text.replace("1741-07-14/1741-07-20", written), "utf-8")

    assert load(harbour).facts == before


@pytest.mark.parametrize(
    ("other", "iso"), [("28/05/1741", "1741-05-06"), ("05/28/1741", "1741-06-05")]
)
def test_the_whole_table_says_whether_the_day_stands_first(harbour, other, iso):
    path = harbour / "data" / "facts.csv"
    text = path.read_text("utf-8").replace("120,1741-05,", f"120,{other},")
    path.write_text(text.replace("95,1741,", "95,06/05/1741,"), "utf-8")

    dates = [fact.date.text for fact in load(harbour).facts if fact.date]

    assert dates == ["1741-05-28", iso]


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        ("05/06/1741", "1741", '"05/06/1741" is 1741-06-05 or 1741-05-06'),
        ("05/06/1741", "07/08/1741", '"05/06/1741" is 1741-06-05 or 1741-05-06'),
        ("28/05/1741", "05/28/1741", '"28/05/1741" has the day first, "05/28/1741" the month.'),
    ],
)
def test_day_and_month_that_may_be_either_are_one_error(harbour, one, two, words):
    path = harbour / "data" / "facts.csv"
    text = path.read_text("utf-8").replace("120,1741-05,", f"120,{one},")
    path.write_text(text.replace("95,1741,", f"95,{two},"), "utf-8")

    with pytest.raises(MapperError) as caught:
        build(harbour)

    (problem,) = caught.value.problems
    assert problem.place == "row 3, date"
    assert words in problem.what


TEXTS = ["data/sources.bib", "data/story.md", "data/lessons/storm.md"]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("file", TEXTS)
def test_a_text_says_the_same_however_it_was_saved(harbour, file, codec):
    before = build(harbour).page.read_bytes()
    path = harbour / file
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode(codec))

    assert build(harbour).page.read_bytes() == before
    assert len(warned(harbour, file)) == (codec == "utf-16")


FORMS = [("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")]


@pytest.fixture
def manifest(harbour):
    """Saves the manifest anew, and reads it as it was saved."""
    path = harbour / "data" / "atlas.toml"

    def save(codec, mark):
        text = path.read_text("utf-8")
        path.write_bytes(mark.removesuffix(b"\xef\xbb\xbf") + text.encode(codec))
        return lambda: path.read_bytes()

    return save


@pytest.mark.parametrize(("codec", "mark"), FORMS)
def test_what_writes_the_manifest_keeps_the_form_that_it_has(harbour, manifest, drop, codec, mark):
    held = manifest(codec, mark)
    wells = harbour / "wells.csv"
    wells.write_text("label,lat,lon\nÖ,59.5,-1.5\n", "utf-8")
    before = held()

    add(harbour, wells, title="Überall")
    drop("lamps.geojson", *LAMPS)
    adopt(harbour)

    assert [each.entry.title for each in load(harbour).layers][2:] == ["Überall", "Lamps"]
    assert held().startswith(mark)
    assert len(warned(harbour, "data/atlas.toml")) == (mark != b"\xef\xbb\xbf")
    for layer in ("wells", "lamps"):
        remove(harbour, layer, delete=True)
    assert held() == before


@pytest.mark.parametrize(("codec", "mark"), FORMS)
def test_a_layer_that_comes_back_leaves_the_manifest_its_form(harbour, manifest, codec, mark):
    held = manifest(codec, mark)
    wells = harbour / "wells.csv"
    wells.write_text("label,lat,lon\nÖ,59.5,-1.5\n", "utf-8")
    add(harbour, wells, title="Überall")
    before = held()

    removed = remove(harbour, "wells")
    put_back(harbour, harbour / removed.now)

    assert held() == before


@pytest.mark.parametrize("codec", ["cp1252", "cp850"])
def test_a_manifest_in_a_code_page_is_one_error(harbour, codec):
    path = harbour / "data" / "atlas.toml"
    text = path.read_text("utf-8").replace("Two quays", "Zwei Häfen")
    path.write_bytes(text.encode(codec))

    with pytest.raises(MapperError) as caught:
        build(harbour)

    (problem,) = caught.value.problems
    assert str(problem) == "data/atlas.toml: line 7: is not UTF-8. Save it as UTF-8."
