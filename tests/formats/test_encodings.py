"""Text whose encoding nobody wrote down, or wrote down wrongly, is read right or asked about."""

import geopandas
import pytest
from shapely.geometry import Point
from typer.testing import CliRunner

from mapper.cli import app
from mapper.formats.read import read_file
from mapper.formats.source import Reading
from mapper.problems import MapperError

WORDS = {
    "cp1256": ["نام", "بندر قديم", "پل سنگي", "چاه", "كاروانسراي"],
    "cp1251": ["Название", "Старый мост", "Колодец", "Дорога на север", "Мельница"],
    "koi8_r": ["Название", "Старый мост", "Колодец", "Дорога на север", "Мельница"],
    "cp866": ["Название", "Старый мост", "Колодец", "Дорога на север", "Мельница"],
    "cp1252": ["Straße", "Alte Mühle", "Köhlerhütte", "Brücke", "Gärten"],
    "cp850": ["Straße", "Alte Mühle", "Köhlerhütte", "Brücke", "Gärten"],
    "mac_roman": ["Étang", "Vieux pont près du château", "Forêt", "Hôtel", "Chaussée"],
    "cp1250": ["Źródło", "Stary młyn", "Droga północna", "Śluza", "Gęsi mostek"],
    "cp1253": ["Όνομα", "Παλιό λιμάνι", "Μύλος", "Γέφυρα", "Πηγή"],
    "cp1254": ["İskele", "Eski değirmen", "Köprübaşı", "Çeşme", "Taş ocağı"],
    "cp1255": ["שם", "הגשר הישן", "באר", "נמל", "טחנה"],
    "cp1257": ["Vidurinė", "Senasis malūnas", "Ąžuolų kelias", "Tiltas prie ežero", "Žvėrynas"],
}


def table(names, separator=","):
    rows = (f"{name}{separator}59.{at}{separator}-1.5" for at, name in enumerate(names))
    return "\r\n".join((f"label{separator}lat{separator}lon", *rows)) + "\r\n"


def labels(foreign, column="label"):
    return sorted(str(record.properties.get(column)) for record in foreign.records)


@pytest.mark.parametrize("size", [3, 5])
@pytest.mark.parametrize("codec", WORDS)
def test_a_table_is_read_in_the_code_page_whose_words_it_holds(saved, codec, size):
    names = WORDS[codec][:size]

    foreign = read_file(saved(table(names, ";").encode(codec), "wells.csv"))

    assert labels(foreign) == sorted(names)
    assert "for it is not UTF-8" in foreign.notes[0]
    assert f'"{names[0].split()[0]}"' in foreign.notes[0]
    assert foreign.notes[0].endswith("--encoding")


@pytest.mark.parametrize(
    "name",
    ["Fort – north", "Prince’s Quay", "The “Old” Mill", "Mill 2 m²", "«Quai»", "Café"],
)
def test_one_sign_of_a_typewriter_is_enough_to_tell_windows(saved, name):
    assert labels(read_file(saved(table([name]).encode("cp1252"), "wells.csv"))) == [name]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("names", [WORDS["cp1256"], WORDS["cp1252"]], ids=["Persian", "German"])
def test_unicode_is_never_taken_for_a_code_page(saved, codec, names):
    foreign = read_file(saved(table(names, ";").encode(codec), "wells.csv"))

    assert labels(foreign) == sorted(names)
    assert not any("Windows" in note for note in foreign.notes)


@pytest.mark.parametrize(
    ("codec", "name", "readings"),
    [
        ("cp1250", "Gdańsk", ["Gdañsk", "Gdańsk"]),
        ("koi8_r", "мост", ["мост", "ΝΟΣΤ"]),
    ],
)
def test_what_cannot_be_told_is_shown_in_each_candidate_and_asked(saved, codec, name, readings):
    path = saved(table([name]).encode(codec), "wells.csv")

    with pytest.raises(MapperError) as caught:
        read_file(path)

    (problem,) = caught.value.problems
    assert "cannot be told" in problem.what
    assert all(f'"{each},59.0,-1.5"' in problem.what for each in readings), problem.what
    assert "--encoding" in problem.mend
    assert labels(read_file(path, Reading(encoding=codec))) == [name]


@pytest.mark.parametrize("language", ["pl", "cs"])
def test_the_languages_of_the_atlas_are_read_first(saved, language):
    # Both languages write in the page of Central Europe; the Western reading is Spanish.
    path = saved(table(["Gdańsk", "Poznań", "Toruń", "Kraków"]).encode("cp1250"), "wells.csv")

    assert labels(read_file(path, Reading(languages=(language, "pl"))))[0] == "Gdańsk"


@pytest.mark.parametrize("codec", ["cp1256", "windows-1256", "CP1256"])
def test_an_encoding_that_is_named_is_used_and_not_guessed(saved, codec):
    path = saved(table(["چاه"]).encode("cp1256"), "wells.csv")

    foreign = read_file(path, Reading(encoding=codec))

    assert labels(foreign) == ["چاه"]
    assert not any("for it is not UTF-8" in note for note in foreign.notes)


@pytest.mark.parametrize(
    ("name", "mend"), [("cp125", 'Did you mean "cp125'), ("rot13", "Some are cp1252")]
)
def test_an_encoding_that_nobody_knows_is_refused(saved, name, mend):
    with pytest.raises(MapperError) as caught:
        read_file(saved(table(["Well"]), "wells.csv"), Reading(encoding=name))

    (problem,) = caught.value.problems
    assert problem.file == "--encoding"
    assert mend in problem.mend


@pytest.mark.parametrize("name", ["wells.geojson", "wells.gpx"])
def test_what_says_its_encoding_itself_takes_none(saved, name):
    with pytest.raises(MapperError, match="say themselves"):
        read_file(saved("{}", name), Reading(encoding="cp1252"))


@pytest.mark.parametrize("codec", ["cp1255", "ascii"])
def test_a_text_that_is_not_in_the_encoding_that_was_named_is_refused(saved, codec):
    path = saved(table(["Mühle", "Brücke"]).encode("cp1252"), "wells.csv")

    with pytest.raises(MapperError, match="line 2: is not"):
        read_file(path, Reading(encoding=codec))


@pytest.mark.parametrize("stray", [b"\xfc", b"\x93"])
def test_utf_8_with_a_stray_byte_is_no_code_page(saved, stray):
    data = table(["Мост", "Mühle", "#", "Brücke"]).encode().replace(b"#", stray)

    with pytest.raises(MapperError, match=r"line 4: is UTF-8, but for 1 byte"):
        read_file(saved(data, "wells.csv"))


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\0\xff\xfe\0\0", b"label,lat\n\xff\0\x81"])
def test_what_is_no_text_is_not_guessed_at(saved, data):
    with pytest.raises(MapperError, match="is no text"):
        read_file(saved(data, "wells.csv"))


def layer(path, driver, raw):
    """A layer whose one name is these bytes, and no encoding that says so."""
    filler = "#" * len(raw)
    names = ["North", filler]
    points = [Point(-1.5, 59.5), Point(-1.4, 59.6)]
    frame = geopandas.GeoDataFrame({"label": names}, geometry=points, crs=4326)
    frame.to_file(path, driver=driver)
    data = path if driver != "ESRI Shapefile" else path.with_suffix(".dbf")
    data.write_bytes(data.read_bytes().replace(filler.encode(), raw))


FORMATS = [("GPKG", ".gpkg"), ("FlatGeobuf", ".fgb"), ("ESRI Shapefile", ".shp")]


@pytest.mark.parametrize(("codec", "name"), [("cp1252", "Alte Mühle"), ("cp1251", "Старый мост")])
@pytest.mark.parametrize(("driver", "ending"), FORMATS)
def test_a_layer_that_breaks_its_encoding_is_guessed_and_that_is_said(
    tmp_path, driver, ending, codec, name
):
    path = tmp_path / f"wells{ending}"
    layer(path, driver, name.encode(codec))

    foreign = read_file(path)

    assert labels(foreign) == sorted(["North", name])
    assert any("for it is not UTF-8" in note and name.split()[1] in note for note in foreign.notes)
    says = [note for note in foreign.notes if note == "Its .cpg says UTF-8, which it is not."]
    assert len(says) == (ending == ".shp")


@pytest.mark.parametrize("label", [None, "UTF-8", "nonsense"])
@pytest.mark.parametrize(("driver", "ending"), FORMATS)
def test_a_layer_takes_the_encoding_that_is_named(tmp_path, driver, ending, label):
    path = tmp_path / f"wells{ending}"
    layer(path, driver, "мост".encode("koi8_r"))
    if ending == ".shp":
        path.with_suffix(".cpg").unlink()
    if ending == ".shp" and label:
        path.with_suffix(".cpg").write_text(label)

    assert labels(read_file(path, Reading(encoding="koi8-r"))) == ["North", "мост"]
    with pytest.raises(MapperError, match="cannot be told"):
        read_file(path)


@pytest.mark.parametrize("label", ["UTF-8", ""])
@pytest.mark.parametrize("letter", ["ж", "ب"])
def test_a_letter_that_a_narrow_column_cut_in_two_is_left_out_and_said(tmp_path, letter, label):
    path = tmp_path / "wells.shp"
    layer(path, "ESRI Shapefile", (letter * 40 + "#").encode())
    table = path.with_suffix(".dbf")
    table.write_bytes(
        table.read_bytes().replace(letter.encode() * 40 + b"#", (letter * 41).encode()[:81])
    )
    path.with_suffix(".cpg").unlink()
    if label:
        path.with_suffix(".cpg").write_text(label)

    foreign = read_file(path)

    assert labels(foreign) == sorted(["North", letter * 40])
    assert "Left out the last letter of 1 texts, which was cut in two." in foreign.notes


@pytest.mark.parametrize("codec", ["cp1251", "utf-8"])
def test_the_widths_of_columns_are_no_text(tmp_path, codec):
    path = tmp_path / "wells.shp"
    layer(path, "ESRI Shapefile", "Старый мост".encode(codec))
    path.with_suffix(".cpg").unlink()
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    table[12:29] = b"\xfe" * 17  # bytes that the format leaves to programs
    path.with_suffix(".dbf").write_bytes(table)

    assert labels(read_file(path)) == ["North", "Старый мост"]


@pytest.mark.parametrize(("codec", "name"), [("cp1251", "Пулково 1942"), ("cp1252", "Größe")])
def test_a_prj_in_another_encoding_is_read(tmp_path, codec, name):
    path = tmp_path / "wells.shp"
    layer(path, "ESRI Shapefile", b"South")
    prj = path.with_suffix(".prj")
    prj.write_bytes(prj.read_bytes().replace(b"GCS_WGS_1984", name.encode(codec)))

    assert labels(read_file(path)) == ["North", "South"]


@pytest.mark.parametrize(
    ("codec", "names"), [("cp1256", WORDS["cp1256"]), ("cp1251", WORDS["cp1251"])]
)
def test_the_command_says_what_it_guessed_and_takes_the_option(harbour, saved, codec, names):
    path = saved(table(names).encode(codec), "wells.csv")
    command = ["add", str(path), "--folder", str(harbour), "--dry-run"]

    guessed = CliRunner().invoke(app, command)
    named = CliRunner().invoke(app, [*command, "--encoding", codec])

    assert guessed.exit_code == named.exit_code == 0, guessed.output + named.output
    assert "Read as Windows" in guessed.output
    assert "Read as" not in named.output


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Список точек.csv", "spisok-tochek"),
        ("چاه‌ها.csv", "chhh"),
        ("Πηγάδια & μύλοι.csv", "pigadia-myloi"),
        ("井戸.csv", "jinghu"),
        ("«…».csv", "layer"),
    ],
)
def test_a_file_named_in_another_script_is_added(harbour, saved, name, id):
    path = saved(table(["Well"]), name)

    result = CliRunner().invoke(app, ["add", str(path), "--folder", str(harbour)])

    assert result.exit_code == 0, result.output
    assert f'id = "{id}"\ntitle = "{path.stem}"' in result.output
