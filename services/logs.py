"""What the service writes to its log: one line of JSON for each event, and no words from outside.

Every control character and every letter beyond ASCII is escaped, so that nothing that somebody sent
can begin a line, colour a terminal or turn the reading direction (R-INP-05). Of an exception only
its type and place are told: its words could be somebody's data.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

_log = logging.getLogger("vigie.process")
_LONGEST: Final = 2_000


class JsonLines(logging.Formatter):
    """Formats an event as one object on one line: `at`, `level`, `logger`, `message`, `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if record.exc_info is not None and record.exc_info[1] is not None:
            told["error"] = place_of(record.exc_info[1])
        return json.dumps(told)


def _message(record: logging.LogRecord) -> str:
    """What our own lines and the server's say; asyncio puts the words of errors into its own."""
    if record.name == "asyncio":
        return "an error in the event loop"
    return record.getMessage()[:_LONGEST]


def place_of(error: BaseException) -> str:
    """Type and place of an error, without its words."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = "nowhere" if frame is None else f"{frame.tb_frame.f_code.co_qualname}:{frame.tb_lineno}"
    return f"{type(error).__name__} at {place}"


def install() -> None:
    """Sends every event of this process to standard error in this form.

    So is an error that nobody caught, whose words Python would print there.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _end_of_process
    sys.unraisablehook = _lost
    threading.excepthook = _end_of_thread


def _end_of_process(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    _log.critical("ended by an error", exc_info=(kind, error, trace))


def _end_of_thread(end: threading.ExceptHookArgs) -> None:
    name = "a thread" if end.thread is None else end.thread.name
    error = end.exc_value or end.exc_type()
    _log.critical("%s ended by an error", name, exc_info=(end.exc_type, error, end.exc_traceback))


def _lost(lost: "sys.UnraisableHookArgs") -> None:
    """An error in a finaliser, which nobody can catch."""
    error = lost.exc_value or lost.exc_type()
    _log.error(
        "an error that could not be raised", exc_info=(lost.exc_type, error, lost.exc_traceback)
    )
