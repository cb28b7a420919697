"""Plain words for what pydantic finds wrong, and texts in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError

from mapper.model.atlas import Text
from mapper.model.entry import ID, Translated
from mapper.model.manifest import LANGUAGE, WEB
from mapper.problems import Problem, guess

M = TypeVar("M", bound=BaseModel)

_TRANSLATION = re.compile(r"^(?P<key>.+)_(?P<language>[a-z]{2,3})$")

_WORDS = {
    "string_type": ("has to be text.", 'Put it in quotes: "…".'),
    "string_too_short": ("is empty.", "Write something, or leave the key out if it may be."),
    "bool_type": ("has to be true or false.", "Write it without quotes."),
    "bool_parsing": ("has to be true or false.", "Write it without quotes."),
    "int_type": ("has to be a whole number.", "Write it without quotes."),
    "int_parsing": ("has to be a whole number.", "Write it without quotes."),
    "float_type": ("has to be a number.", "Write it without quotes, with a point."),
    "float_parsing": ("has to be a number.", "Write it without quotes, with a point."),
    "bounds_order": (
        "has to be west, south, east, north, in degrees.",
        "West is less than east, south less than north.",
    ),
    "tuple_type": ("has to be a list.", "Write it in square brackets: […]."),
}

_SHAPES = {
    ID: ("an id", "Use lower-case letters, digits and single hyphens: north-road."),
    LANGUAGE: ("the code of a language", "Use two or three lower-case letters: ru."),
    WEB: ("a web address", "Write https://…"),
}
"""Pattern → what is to be of that shape, and how to write it."""


def validate(model: type[M], value: Mapping[str, Any], file: str) -> tuple[M | None, list[Problem]]:
    """The value as `model` and everything that is wrong with it, each with its address.

    What is wrong is left out of the model, so that whatever refers to the rest can be checked too;
    None when nothing useful is left.
    """
    lifted = lift(model, value)
    try:
        return model.model_validate(lifted), []
    except ValidationError as error:
        wrong = error.errors()
    problems = [_problem(model, dict(item), file) for item in wrong]
    try:
        return model.model_validate(_without(lifted, [item["loc"] for item in wrong])), problems
    except ValidationError:
        return None, problems


def _without(value: Any, locs: list[tuple[int | str, ...]]) -> Any:
    """The value less the list items, or else the keys, that the addresses lie in."""
    heads = {loc[0] for loc in locs if len(loc) == 1}
    if isinstance(value, list):
        return [item for index, item in enumerate(value) if index not in {loc[0] for loc in locs}]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _without(item, [loc[1:] for loc in locs if loc[0] == key and len(loc) > 1])
        for key, item in value.items()
        if key not in heads
    }


def lift(model: type[BaseModel], value: Any) -> Any:
    """The value with every `<key>_<language>` of a translated table moved to `translations`."""
    if not isinstance(value, Mapping):
        return value
    plain: dict[str, Any] = {}
    translations: dict[str, dict[str, str]] = {}
    for key, item in value.items():
        match = _TRANSLATION.match(key)
        info = model.model_fields.get(key)
        if info is not None:
            plain[key] = _lift_inner(info.annotation, item)
        elif issubclass(model, Translated) and match and match["key"] in model.model_fields:
            translations.setdefault(match["key"], {})[match["language"]] = item
        else:
            plain[key] = item
    return plain | {"translations": translations} if translations else plain


def _lift_inner(annotation: Any, value: Any) -> Any:
    """The same for the tables inside a table: one, a list of them, or a dict of them."""
    model = next(_models_in(annotation), None)
    if model is None:
        return value
    if isinstance(value, list):
        return [lift(model, item) for item in value]
    if get_origin(annotation) is dict and isinstance(value, Mapping):
        return {key: lift(model, item) for key, item in value.items()}
    return lift(model, value)


def text(entry: Translated, key: str, language: str) -> Text:
    """A text of the manifest by language, `language` being the first."""
    return {language: str(getattr(entry, key)), **entry.translations.get(key, {})}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _problem(model: type[BaseModel], item: dict[str, Any], file: str) -> Problem:
    place = _address(item["loc"])
    kind = item["type"]
    if kind == "extra_forbidden":
        owner = _owner(model, item["loc"][:-1])
        keys = sorted(_keys(owner))
        wrong = str(item["loc"][-1])
        mend = guess(wrong, keys) or f"Keys are {', '.join(keys)}."
        return Problem(file, place, f'"{wrong}" is not a key here.', mend)
    if kind == "missing":
        return Problem(file, place, "is missing.", "Add it.")
    what, mend = _WORDS.get(kind, (f"{item['msg']}.", ""))
    if kind == "string_pattern_mismatch":
        noun, mend = _SHAPES[item["ctx"]["pattern"]]
        what = f'"{item["input"]}" is not {noun}.'
    elif kind == "literal_error":
        allowed = item["ctx"]["expected"]
        what = f'"{item["input"]}" is not allowed.'
        mend = guess(str(item["input"]), re.findall(r"'([^']+)'", allowed)) or f"Use {allowed}."
    return Problem(file, place, what, mend)


def _address(loc: tuple[Any, ...]) -> str:
    place = ""
    for part in loc:
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
    return place


def _owner(model: type[BaseModel], loc: tuple[Any, ...]) -> type[BaseModel]:
    """The table that an address lies in."""
    for part in loc:
        info = model.model_fields.get(part) if isinstance(part, str) else None
        model = next(_models_in(info.annotation), model) if info else model
    return model


def _keys(model: type[BaseModel]) -> set[str]:
    return {info.alias or name for name, info in model.model_fields.items()} - {"translations"}
