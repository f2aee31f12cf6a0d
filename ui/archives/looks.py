"""From the texts of an archived patient to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.archives_model import Column
from console.models.archives_text import ArchivedText
from widgets.table_cell import CellLook

_KEPT = 4096
_INKS = {"check-circle": "success", "x-circle": "danger", "clock": "warning"}


@lru_cache(maxsize=_KEPT)
def cell_looks(text: ArchivedText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: ArchivedText, column: Column) -> CellLook:
    tone = "text.muted" if text.note else "text.primary"
    match column:
        case Column.PATIENT:
            name, below = f"{text.family_name} ", text.note or text.born
            return CellLook(strong=name, text=text.given_name, below=below, tone=tone)
        case Column.RECORD:
            return CellLook(text=text.record, tone=tone)
        case Column.ARCHIVED:
            return CellLook(text=text.archived_on, below=text.archived_by, tone=tone)
        case Column.REASON:
            return CellLook(text=text.reason, below=text.detail, tone=tone)
        case Column.MESSAGE:
            return _message(text, tone)
        case Column.REPORT:
            return _report(text, tone)
        case Column.LAST:
            return CellLook(text=text.last_survey, tone=tone)
        case _:
            return CellLook(text=text.kept_until, tone=tone)


def _message(text: ArchivedText, tone: str) -> CellLook:
    """Who was not told says so by word and shape, not by a colour alone."""
    ink = _INKS.get(text.message_icon, "text.muted")
    is_lost = text.message_icon == "x-circle" and not text.note
    return CellLook(
        text=text.message,
        below=text.late,
        icon=text.message_icon,
        ink=ink,
        tone="danger" if is_lost else tone,
    )


def _report(text: ArchivedText, tone: str) -> CellLook:
    """A report that waits for somebody says so the same way."""
    report = text.report
    is_lost = report.icon == "x-circle" and not text.note
    return CellLook(
        text=report.text,
        below=report.below,
        icon=report.icon,
        ink=_INKS.get(report.icon, "text.muted") if report.icon != "clock" else "text.muted",
        tone="danger" if is_lost else tone,
    )
