"""A table of texts as a plain value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberTableLook:
    """Headers and rows of texts; `sentences` are the rows for a screen reader, if any."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...] = ()
