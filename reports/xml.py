"""XML that is written and never read: elements with plain texts, and the same bytes each time."""

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reports.plain import one_line

_START: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def child(above: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new element below another; texts and attributes are on one line, without markup."""
    made = SubElement(above, name, _fit(attributes))
    if text is not None:
        made.text = one_line(text)
    return made


def root(name: str, attributes: Mapping[str, str]) -> Element:
    """The element that holds a document."""
    return Element(name, _fit(attributes))


def written(document: Element) -> bytes:
    """A document in UTF-8, a line for each element."""
    indent(document, " ")
    text: str = tostring(document, encoding="unicode")
    return _START + text.encode() + b"\n"


def _fit(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: one_line(value) for name, value in attributes.items()}
