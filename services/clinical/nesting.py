"""Measures how deeply a document is nested, without recursion, before anything reads it."""

from collections.abc import Mapping


def is_deeper_than(limit: int, document: object) -> bool:
    """Whether objects and lists inside each other go beyond so many levels."""
    level: list[object] = [document]
    for _ in range(limit + 1):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(parent: object) -> list[object]:
    if isinstance(parent, Mapping):
        return list(parent.values())
    return parent if isinstance(parent, list) else []
