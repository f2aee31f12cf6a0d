"""From the texts of a silent patient to what the painter of each cell wants."""

from __future__ import annotations

from functools import lru_cache

from console.models.silence_model import Column
from console.models.silence_text import SilenceText
from widgets.table_cell import CellLook

_KEPT = 4096
_CHOSEN, _NOT_CHOSEN = CellLook(icon="check-square-fill", ink="accent"), CellLook(icon="square")
_INKS = {"check-circle": "success", "x-circle": "danger"}


def mark_look(*, is_chosen: bool) -> CellLook:
    """The box that says who is chosen."""
    return _CHOSEN if is_chosen else _NOT_CHOSEN


@lru_cache(maxsize=_KEPT)
def cell_looks(text: SilenceText) -> tuple[CellLook, ...]:
    """What to paint of a row, in the order of the columns; remembered by the row's own texts."""
    return tuple(_look(text, column) for column in Column)


def _look(text: SilenceText, column: Column) -> CellLook:
    tone = "text.muted" if text.note else "text.primary"
    match column:
        case Column.MARK:
            return _NOT_CHOSEN
        case Column.PATIENT:
            below = text.note or text.born
            name = f"{text.family_name} "
            return CellLook(strong=name, text=text.given_name, below=below, tone=tone)
        case Column.MISSED:
            strong, plain = (text.missed, "") if text.is_long else ("", text.missed)
            return CellLook(strong=strong, text=plain, tone=tone)
        case Column.CHANNEL:
            return _channel(text, tone)
        case Column.STEP:
            return CellLook(text=text.step, icon=text.step_icon, ink="accent", tone=tone)
        case _:
            return _two_lines(text, column, tone)


def _two_lines(text: SilenceText, column: Column, tone: str) -> CellLook:
    told = {
        Column.ANSWERED: (text.answered, text.answered_ago),
        Column.REMINDERS: (text.reminders, text.coming),
        Column.RISK: (text.risk, text.other_risks),
    }
    first, below = told[column]
    return CellLook(text=first, below=below, tone=tone)


def _channel(text: SilenceText, tone: str) -> CellLook:
    """A number that bounced says so by its word and its cross, not by a colour alone."""
    return CellLook(
        text=text.channel,
        below=text.other_channel,
        icon=text.channel_icon,
        ink=_INKS.get(text.channel_icon, "text.muted"),
        tone="danger" if text.bounced and not text.note else tone,
    )
