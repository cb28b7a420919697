"""Which columns of a foreign table say of its pictures what they show, and whose they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

NEEDED = ("alt", "credit", "licence")
"""The columns of `data/media.csv` that no picture goes without."""

NAMES: Mapping[str, Sequence[str]] = {
    "alt": (
        "alt", "alt_text", "alternative_text", "caption", "description_of_picture",
        "bildbeschreibung", "bildunterschrift", "bildtext", "alternativtext", "légende",
        "description_de_l_image", "texte_alternatif", "pie_de_foto", "leyenda",
        "descripción_de_la_imagen", "didascalia", "подпись", "подпись_к_фото", "описание_фото",
        "описание_снимка", "شرح_عکس", "توضیح_عکس", "شرح_تصویر",
    ),
    "credit": (
        "credit", "credits", "photographer", "photo_by", "photographed_by", "bildnachweis",
        "fotograf", "fotografin", "urheber", "crédit", "crédit_photo", "photographe", "crédito",
        "fotógrafo", "autor_de_la_foto", "fotografo", "фотограф", "автор_фото", "автор_снимка",
        "عکاس", "نام_عکاس",
    ),
    "licence": (
        "licence", "license", "bildlizenz", "lizenz", "licence_photo", "licencia", "licenza",
        "лицензия", "лицензия_фото", "مجوز", "مجوز_عکس", "پروانه",
    ),
    "source": (
        "source_of_picture", "bildquelle", "source_photo", "fuente_de_la_foto", "источник_фото",
        "منبع_عکس",
    ),
}  # fmt: skip
"""Column of `data/media.csv` → what it is called elsewhere, the best first; capitals and what
stands between the words do not matter."""

_OF = ("photo", "image", "picture", "foto", "bild", "фото", "عکس")
_SAID = {
    "alt": ("alt", "caption", "description"),
    "credit": ("credit",),
    "licence": ("licence", "license"),
    "source": ("source", "url"),
}
"""What stands behind the name of the picture's column: photo_alt."""


def captions(column: str, known: Iterable[str], languages: Sequence[str]) -> Mapping[str, str]:
    """Column of `data/media.csv`, as `alt` or `alt_ru` → the column that says it.

    Args:
        column: the one with the names of the pictures.
        known: all columns of the table.
        languages: those of the atlas, the first being that of a column without one.
    """
    there = {_bare(each): each for each in reversed([*known])}
    found: dict[str, str] = {}
    for kind in NAMES:
        for language in ("", *languages):
            ending = f"_{language}" if language else ""
            target = f"{kind}{ending}" if language != languages[0] else kind
            names = (f"{name}{ending}" for name in _names(kind, column))
            match = next((there[name] for name in names if name in there), "")
            if match and match != column:
                found.setdefault(target, match)
    return found


def _names(kind: str, column: str) -> Iterator[str]:
    """Those that tell of this column alone come first."""
    for of in (_bare(column), *_OF):
        yield from (f"{of}_{said}" for said in _SAID[kind])
    yield from NAMES[kind]


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFC", name).casefold()).strip("_")
