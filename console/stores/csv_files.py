"""Tables that people open in a spreadsheet: written whole or not at all, nothing in them runs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from resources.csv_text import BYTE_ORDER_MARK, csv_text


def write_csv(path: Path, rows: Iterable[Sequence[str]]) -> bool:
    """Write a table in the place of what stands there; whether that worked."""
    content = BYTE_ORDER_MARK + csv_text(rows).encode()
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
