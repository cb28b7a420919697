"""SVG as text: elements whose values are escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup


def tag(name: str, attributes: Mapping[str, object], *content: str) -> Markup:
    """One element. Values of attributes are escaped here, and content that is not Markup."""
    pairs = (Markup(' {}="{}"').format(key, value) for key, value in attributes.items())
    opening, inner = Markup("").join(pairs), Markup("").join(content)
    if not content:
        return Markup("<{}{}/>").format(name, opening)
    return Markup("<{0}{1}>{2}</{0}>").format(name, opening, inner)


def group(stratum: str, content: Iterable[Markup]) -> Markup:
    """What lies in one stratum of the map; nothing where there is nothing."""
    inner = list(content)
    return tag("g", {"class": f"stratum-{stratum}"}, *inner) if inner else Markup("")
