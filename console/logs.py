"""The console's own log: JSON lines with what happened and where, never with whom it happened to.

A message is written as its template; of its values, only the fields named here. Faults leave
their type and place, not their text, because a text may quote what it choked on.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from threading import ExceptHookArgs

FIELDS = ("error", "place", "request_id", "status", "alert_id", "duration_ms", "key", "category")
_LONGEST_FIELD = 200
_FILE_BYTES = 1_000_000
_FILE_NAME = "console.log"

logger = logging.getLogger(__name__)

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class JsonLines(logging.Formatter):
    """One record, one line."""

    def format(self, record: logging.LogRecord) -> str:
        """The template of the message and the fields that may be told."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": str(record.msg) if _is_ours(record) else "other",
        }
        for name in FIELDS:
            value = getattr(record, name, None)
            if value is not None:
                is_number = isinstance(value, int | float)
                line[name] = value if is_number else str(value)[:_LONGEST_FIELD]
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["place"] = place_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def start_logs(folder: Path) -> logging.Handler:
    """Write the log of this process into a folder, readable by its owner only; a file that has
    grown large is set aside once.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / _FILE_NAME
    if path.is_file() and path.stat().st_size > _FILE_BYTES:
        path.replace(path.with_suffix(".log.1"))
    path.touch(mode=0o600)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("console").setLevel(logging.INFO)
    return handler


def catch_faults() -> None:
    """Log what nobody caught, in Python and in Qt, by type and place only."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    qInstallMessageHandler(_from_qt)


def place_of(trace: TracebackType | None) -> str:
    """Module and line where a fault arose."""
    place = "?"
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _uncaught(
    kind: type[BaseException], _fault: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    place = place_of(trace)
    logger.error("uncaught", extra={"error": kind.__name__, "place": place})
    sys.stderr.write(f"vigie: {kind.__name__} at {place}\n")


def _uncaught_in_thread(fault: ExceptHookArgs) -> None:
    extra = {"error": fault.exc_type.__name__, "place": place_of(fault.exc_traceback)}
    logger.error("uncaught in thread", extra=extra)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, _message: str) -> None:
    """Qt quotes what it is given, so only the category and the place are kept."""
    category = str(getattr(context, "category", "") or "default")
    place = f"{getattr(context, 'file', None) or '?'}:{getattr(context, 'line', 0)}"
    extra = {"category": category, "place": place}
    logger.log(_QT_LEVELS.get(kind, logging.WARNING), "qt", extra=extra)


def _is_ours(record: logging.LogRecord) -> bool:
    """Templates of other libraries may hold values already."""
    return record.name.split(".")[0] in ("console", "ui", "widgets", "resources")
