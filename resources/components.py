"""What the product is built with: each component with its version, its licence and its text.

The index and the texts are made by `python -m tests.architecture.licences` from what the packages
themselves ship.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from resources.locate import read_json, resource_path


@dataclass(frozen=True)
class Component:
    """One component; `has_text`: the text of its licence came with it."""

    name: str
    version: str
    licence: str
    has_text: bool


@cache
def components() -> tuple[Component, ...]:
    """All components by name."""
    rows = cast("list[dict[str, Any]]", read_json("licences", "index.json"))
    return tuple(Component(**row) for row in rows)


def licence_text(component: Component) -> str:
    """The text of a licence as it came with the component; raises `LookupError` where none did."""
    if not component.has_text:
        raise LookupError(component.name)
    return resource_path("licences", f"{component.name}.txt").read_text(encoding="utf-8")
