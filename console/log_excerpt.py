"""The end of this console's own log, as it may leave with a request for help.

The log names no patient (console/logs.py). What stands for one, or for an alert of one, is left out
all the same, and a line that is not ours as a whole.
"""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Final

from console.logs import FIELDS, JsonLines

MOST_CHARACTERS: Final = 8_000
_READ_BYTES: Final = 64_000
# Of a patient, an alert or a person; that of a request finds it in the log of the service.
_ID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_KEPT: Final = frozenset({"at", "level", "from", "event", *FIELDS}) - {"alert_id"}


def log_excerpt() -> str:
    """The last lines of the log that is written now, the newest last; empty without one."""
    path = _written_now()
    return "" if path is None else excerpt_of(path)


def excerpt_of(path: Path, most: int = MOST_CHARACTERS) -> str:
    """The last whole lines of a log with at most so many characters; empty for one that cannot be
    read.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _READ_BYTES))
            read = file.read().decode(errors="replace")
    except OSError:
        return ""
    lines = read.splitlines()
    # Where reading did not begin at the beginning, the first line may be half of one.
    told = [_told(line) for line in (lines[1:] if size > _READ_BYTES else lines)]
    kept: list[str] = []
    left = most
    for line in reversed([each for each in told if each]):
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(reversed(kept))


def _told(line: str) -> str:
    """A line as it leaves; empty for one that this console did not write."""
    try:
        found = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(found, dict) or not found.keys() <= _KEPT | {"alert_id"}:
        return ""
    told = {
        name: _ID.sub("…", value) if isinstance(value, str) and name != "request_id" else value
        for name, value in found.items()
        if name in _KEPT
    }
    return json.dumps(told, ensure_ascii=False)


def _written_now() -> Path | None:
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.FileHandler) and isinstance(handler.formatter, JsonLines):
            return Path(handler.baseFilename)
    return None
