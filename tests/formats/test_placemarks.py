"""What a KML placemark says: folders, both kinds of time, data of a few, styles, names."""

import pytest

from mapper.edit.add import add
from mapper.formats.read import read_file


def placemark(inner, lon=10, lat=50):
    at = f"<Point><coordinates>{lon},{lat}</coordinates></Point>"
    return f"<Placemark>{inner}{at}</Placemark>"


@pytest.fixture
def read(saved):
    def run(*parts):
        names = (
            'xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"'
        )
        text = f"<kml {names}><Document><name>Map</name>{''.join(parts)}</Document></kml>"
        return read_file(saved(text, "map.kml"))

    return run


def style(id, *colours):
    inner = "".join(f"<{kind}><color>{colour}</color></{kind}>" for kind, colour in colours)
    return f'<Style id="{id}">{inner}</Style>'


def test_both_kinds_of_time_have_a_begin_and_an_end(read):
    found = read(
        placemark("<TimeStamp><when>1988-05</when></TimeStamp>"),
        placemark("<TimeSpan><begin>1980</begin><end>1989</end></TimeSpan>"),
        placemark("<TimeSpan><begin>1985</begin></TimeSpan>"),
    )

    assert [each.properties for each in found.records] == [
        {"begin": "1988-05", "end": "1988-05"},
        {"begin": "1980", "end": "1989"},
        {"begin": "1985"},
    ]


def test_a_track_keeps_its_first_and_last_time(read):
    found = read(
        "<Placemark><name>T</name><gx:Track><when>2020-01-01</when><when>2020-01-02</when>"
        "<gx:coord>10 50 0</gx:coord><gx:coord>11 50 0</gx:coord></gx:Track></Placemark>"
    )

    assert found.records[0].properties["begin"] == "2020-01-01"
    assert found.records[0].properties["end"] == "2020-01-02"
    assert found.notes == (
        "Drew tracks as lines; of the times of their points the first and the last were kept.",
    )


def test_data_of_a_few_stand_in_the_records(read):
    data = '<ExtendedData><Data name="depth"><value>7.5</value></Data></ExtendedData>'
    simple = '<SimpleData name="owner">Ann</SimpleData>'
    typed = f"<ExtendedData><SchemaData>{simple}</SchemaData></ExtendedData>"
    found = read(
        placemark(data), placemark(typed), *(placemark("<name>X</name>") for _ in range(9))
    )

    assert found.told == ("depth", "owner")
    assert found.records[0].properties == {"depth": 7.5}
    assert found.records[1].properties == {"owner": "Ann"}


def test_data_that_go_elsewhere_are_no_lines_of_a_record(saved, harbour):
    names = ("rank", "name:ru", "alt_name", "marker-color", "depth", "@id")
    data = "".join(f'<Data name="{name}"><value>high</value></Data>' for name in names)
    mark = placemark(f"<name>Gate</name><ExtendedData>{data}</ExtendedData>", -1.5, 59.7)
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark}</Document></kml>'

    added = add(harbour, saved(text, "gates.kml"))

    assert 'popup = ["depth"]' in added.entry


def test_folders_part_the_features_if_they_are_few(read):
    folders = [f"<Folder><name>F{n}</name>{placemark('<name>A</name>')}</Folder>" for n in range(9)]

    assert read(*folders[:3]).parted == "folder"
    assert read(*folders[:3]).records[2].properties["folder"] == "F2"
    assert read(*folders).parted == ""
    assert read(folders[0]).parted == ""


def test_colours_of_styles_part_them_too(read):
    mapped = (
        '<StyleMap id="m"><Pair><key>highlight</key><styleUrl>#b</styleUrl></Pair>'
        "<Pair><key>normal</key><styleUrl>#a</styleUrl></Pair></StyleMap>"
    )
    inline = "<Style><IconStyle><color>ff00ff00</color></IconStyle></Style>"
    found = read(
        placemark("<styleUrl>#m</styleUrl>"),
        placemark(inline),
        placemark("<styleUrl>#none</styleUrl>"),
        mapped,
        style("a", ("IconStyle", "ff0000ff")),  # which may come after: aabbggrr
        style("b", ("IconStyle", "ffff0000")),
    )

    assert found.colours == {"red": "#ff0000", "green": "#00ff00"}
    assert [each.properties for each in found.records] == [{"style": "red"}, {"style": "green"}, {}]


def test_a_style_that_leads_to_itself_ends(read):
    loop = '<StyleMap id="m"><Pair><key>normal</key><styleUrl>#m</styleUrl></Pair></StyleMap>'

    assert read(loop, placemark("<styleUrl>#m</styleUrl>")).records[0].properties == {}


def test_names_say_their_language(read):
    found = read(placemark('<name xml:lang="ru">Мост</name><name>Bridge</name>'))

    assert found.records[0].properties == {"name_ru": "Мост", "name": "Bridge"}


def test_descriptions_are_markdown(read):
    found = read(
        placemark("<description><![CDATA[<b>Old</b><br>mill]]></description>"),
        placemark("<description>Plain</description>"),
    )

    assert [each.properties["description"] for each in found.records] == [
        "**Old**\\\nmill",
        "Plain",
    ]
    assert found.told == ("description",)
