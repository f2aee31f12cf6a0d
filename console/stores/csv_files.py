"""Tables that people open in a spreadsheet: written whole or not at all, nothing in them runs."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a spreadsheet in France reads them; what it would take for a formula is a text."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> bool:
    """Write a table in the place of what stands there; whether that worked."""
    content = _BYTE_ORDER_MARK + csv_text(rows).encode()
    unfinished = ""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            unfinished = file.name
            file.write(content)
        os.replace(unfinished, path)
    except OSError:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        return False
    return True


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
