"""What the service writes to its log: one line of JSON for each event, and no words from outside.

Every control character and every letter beyond ASCII is escaped, so that nothing that somebody sent
can begin a line, colour a terminal or turn the reading direction (R-INP-05). Of an exception only
its type and place are told: its words could be somebody's data.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final

_LONGEST: Final = 2_000


class JsonLines(logging.Formatter):
    """Formats an event as one object on one line: `at`, `level`, `logger`, `message`, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:_LONGEST],
        }
        if record.exc_info is not None and record.exc_info[1] is not None:
            told["error"] = place_of(record.exc_info[1])
        return json.dumps(told)


def place_of(error: BaseException) -> str:
    """Type and place of an error, without its words."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = "nowhere" if frame is None else f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}"
    return f"{type(error).__name__} at {place}"


def install() -> None:
    """Sends every event of this process to standard error in this form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
