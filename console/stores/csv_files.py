"""Tables that people open in a spreadsheet: written whole or not at all, nothing in them runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from console.stores.private_files import PrivateFile, SaveRefused
from resources.csv_text import BYTE_ORDER_MARK, csv_text


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> bool:
    """Write a table in the place of what stands there; whether that worked."""
    content = BYTE_ORDER_MARK + csv_text(rows).encode()
    try:
        PrivateFile(path, len(content)).write(content)
    except SaveRefused:
        return False
    return True
