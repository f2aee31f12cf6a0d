"""Tables as text that a spreadsheet opens and never runs (R-EXP-01), RFC 4180.

A text that a spreadsheet could take for a formula gets an apostrophe before it: at the beginning of
a cell, and after what might end a cell where somebody reads the file with another separator.
`as_written` takes exactly these apostrophes away again.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_RUNS: Final = "=+\\-@\t\r\x00\uff1d\uff0b\uff0d\uff20"
"""What begins a formula, also in wide letters, which some read as the narrow ones."""
_TO_GUARD: Final = re.compile(rf"(?:\A(?=[ '\n]*[{_RUNS}])|(?<=[;,|\t\r\n\"])(?='*[{_RUNS}]))")
_GUARDED: Final = re.compile(rf"(?:\A'(?=[ '\n]*[{_RUNS}])|(?<=[;,|\t\r\n\"])'(?='*[{_RUNS}]))")


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet runs."""
    return _TO_GUARD.sub("'", text)


def as_written(cell: str) -> str:
    """The text of which `harmless` made a cell."""
    return _GUARDED.sub("", cell)


def csv_text(rows: Iterable[Sequence[str]], delimiter: str = ";") -> str:
    """Rows of texts, each of them harmless."""
    return csv_cells(([harmless(cell) for cell in row] for row in rows), delimiter)


def csv_cells(rows: Iterable[Sequence[str]], delimiter: str = ";") -> str:
    """Rows of cells that are harmless already, numbers among them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
