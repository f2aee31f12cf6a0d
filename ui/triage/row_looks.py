"""From the texts of a row, as the model makes them, to what the row's painter wants."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from console.models.row_text import RowText
from console.models.worklist_model import RowRole
from console.stores.states import RowMark
from services.contract.enums import AlertKind
from widgets.worklist_row import OwnerMark, WorklistRowLook

_KEPT = 2048
_BETWEEN = " · "


def look_of(index: QModelIndex | QPersistentModelIndex) -> WorklistRowLook | None:
    """What to paint for a row; None where there is no row."""
    text = index.data(RowRole)
    return _look(text) if isinstance(text, RowText) else None


@lru_cache(maxsize=_KEPT)
def _look(text: RowText) -> WorklistRowLook:
    return WorklistRowLook(
        level=level_name(text.level, text.kind),
        family_name=text.family_name,
        first_name=text.given_name,
        age_sex=text.age_sex,
        lead=text.lead,
        rest=f" {text.lead_change}" if text.lead_change else "",
        others=text.others,
        open_count=text.open_count_text,
        grades=text.spark,
        threshold=text.spark_threshold,
        due=text.due,
        is_overdue=text.is_overdue,
        received=text.received,
        owner=_owner(text),
        initials=text.owner_initials,
        closed_note=text.mark_text if text.mark is RowMark.GONE else "",
        pending_note=text.mark_text if text.mark is RowMark.CHECKING else "",
        tooltip=_tooltip(text),
        sentence=text.sentence,
    )


def level_name(level: str, kind: AlertKind) -> str:
    """The shape: a technical alert has its own, whatever its stored level is (decision 15)."""
    return "technical" if kind is AlertKind.TECHNICAL else str(level)


def _tooltip(text: RowText) -> str:
    """Whose row it is in full, and the second line without any cut."""
    change = f" {text.lead_change}" if text.lead_change else ""
    symptoms = _BETWEEN.join([f"{text.lead}{change}", *text.others])
    name = f"{text.family_name} {text.given_name}".strip()
    return "\n".join(
        part for part in (text.tooltip or name, symptoms, text.mark_text, text.received) if part
    )


def _owner(text: RowText) -> OwnerMark:
    if not text.owner_initials:
        return OwnerMark.NOBODY
    if text.owner_is_me:
        return OwnerMark.MINE
    return OwnerMark.LOCKED if text.is_locked else OwnerMark.OTHER
