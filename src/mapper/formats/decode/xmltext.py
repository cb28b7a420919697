"""XML from anywhere → its elements one by one; no entities, no outside documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError  # names alone: nothing is parsed

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from mapper.formats.source import refuse


def elements(
    data: bytes, file: str, root: str, wanted: Collection[str]
) -> Iterator[tuple[tuple[Element, ...], Element]]:
    """The wanted elements, innermost first, each with those around it, the outermost first.

    An element is forgotten when it has been given out, unless it lies in another that is wanted.

    Args:
        data: the text in any encoding that it declares itself.
        file: its name in problems.
        root: the local name that the outermost element has to have.
        wanted: local names: "Placemark".

    Raises:
        MapperError: it is not XML, not of this root, or declares a document type: with those,
            a few lines can unfold to gigabytes, or read other files.
    """
    around: list[Element] = []
    try:
        for event, element in iterparse(BytesIO(data), ("start", "end"), forbid_dtd=True):
            if event == "start":
                if not around and local(element) != root:
                    what = f"is XML, but not {root.upper()}: it begins with <{local(element)}>."
                    refuse(file, "", what, "Check that the right file was saved.")
                around.append(element)
                continue
            around.pop()
            if local(element) in wanted:
                yield tuple(around), element
                if around and not any(local(each) in wanted for each in around):
                    around[-1].remove(element)
    except DefusedXmlException:
        mend = "No map needs that: check where it comes from, or take the <!DOCTYPE> out."
        refuse(file, "", "declares a document type or entities.", mend)
    except ParseError as error:
        line, column = error.position
        words = str(error).partition(":")[0]
        mend = "It may have been cut off: download or save it anew."
        refuse(file, f"line {line}, column {column + 1}", f"is not XML: {words}.", mend)
    except (LookupError, ValueError) as error:
        refuse(file, "line 1", f"is in an unknown encoding: {error}.", "Save it as UTF-8.")


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, name: str) -> Element | None:
    """The first child of that local name."""
    return next((each for each in element if local(each) == name), None)


def words(element: Element | None) -> str:
    """The text of an element and of all in it, without space around it."""
    return "" if element is None else "".join(element.itertext()).strip()
