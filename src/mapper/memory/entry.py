"""What was asked of a layer → its entry in the manifest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from mapper.formats import title_of
from mapper.frames import Faults, no_column, short, wrong
from mapper.memory.features import Made
from mapper.problems import guess

POPUPS = "Write names of columns, how many there are to be, True for all, or False for none."

_TRANSLATED = re.compile(r"([a-z_]+)_[a-z]{2,3}")


def checked_keys(step: str, model: type[BaseModel], more: Collection[str]) -> None:
    """Every further keyword is a key of the manifest.

    Raises:
        TypeError: one is not; it says which was meant.
    """
    known = set(model.model_fields) - {"translations"}
    for key in more:
        match = _TRANSLATED.fullmatch(key)
        if key not in known and not (match and match[1] in known):
            raise TypeError(f"{step}() has no parameter '{key}'. {guess(key, known)}".rstrip())


def when_of(when: Any) -> dict[str, str]:
    """From when, and until when: the names of columns or fields.

    Raises:
        MapperError: it is neither a name, nor two, nor a table of them.
    """
    if when is None:
        return {}
    if isinstance(when, str):
        return {"from": when}
    if isinstance(when, Mapping):
        found = {str(key): str(name) for key, name in when.items() if name is not None}
        for key in found:
            if key not in ("from", "until"):
                mend = guess(key, ("from", "until")) or 'Write {"from": "built", "until": "gone"}.'
                raise wrong("when", f'there is no "{key}" in time.', mend)
        return found
    if isinstance(when, Sequence) and 1 <= len(when) <= 2:
        named = zip(("from", "until"), when, strict=False)
        return {key: str(name) for key, name in named if name is not None}
    raise wrong("when", "names more than two columns.", 'Write ("built", "gone").')


def layer_entry(
    made: Made,
    said: Mapping[str, Any],
    *,
    colour: Any,
    popup: Any,
    when: Mapping[str, str],
    states: Any,
) -> dict[str, Any]:
    """The entry of a layer with these features.

    Raises:
        MapperError: with all that is no column, or is not there.
    """
    faults = Faults()
    for place, entry in (("colour", colour), ("looks", said.get("looks"))):
        with faults.kept():
            _refuse_strange(place, entry, made.columns)
    shown: list[str] = []
    with faults.kept():
        shown = _shown(popup, made)
    faults.stop()
    if isinstance(colour, str):
        colour = {"by": colour, **({"method": "quantile"} if colour in made.numbers else {})}
    if isinstance(states, str):
        states = {"are": states}
    return {
        **said,
        "title": said["title"] or title_of(str(said["id"]), "", str(said["id"])),
        "colour": colour or None,
        "when": dict(when) or None,
        "states": states or None,
        "popup": shown or None,
    }


def _refuse_strange(place: str, entry: Any, columns: Collection[str]) -> None:
    by = entry.get("by") if isinstance(entry, Mapping) else entry
    if by is None:
        return
    if not isinstance(by, str):
        raise wrong(place, f"is {short(by)}, not a column.", 'Write its name, or {"by": "depth"}.')
    if by not in columns:
        raise no_column(place, by, columns)


def _shown(popup: Any, made: Made) -> list[str]:
    if popup is None:
        return list(made.shown)
    if isinstance(popup, int):  # True and False are, too
        if popup < 0:
            raise wrong("popup", f"is {popup}.", POPUPS)
        most = len(made.shown) if popup is True else popup
        return list(made.shown[:most])
    if not isinstance(popup, str | Iterable):
        raise wrong("popup", f"is {short(popup)}.", POPUPS)
    names = [popup] if isinstance(popup, str) else [str(name) for name in popup]
    faults = Faults()
    for name in names:
        with faults.kept():
            if name not in made.columns:
                raise no_column("popup", name, made.columns)
    faults.stop()
    return [name for name in names if name in made.features.columns]
