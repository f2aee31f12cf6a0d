"""One export of a whole unit in words, in the columns of all exports."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from console.models.exports_text import ExportText, blocks_of, days_text, left_text, size_text
from console.stores.cohorts import Cohort
from resources.wording import Wording
from services.contract.approvals import LAPSES_AFTER_H
from services.contract.cohorts import CohortState

_BETWEEN: Final = " · "
_ICONS: Final = {
    CohortState.WAITING: "users",
    CohortState.QUEUED: "clock",
    CohortState.MAKING: "",
    CohortState.READY: "download-simple",
    CohortState.REFUSED: "x-circle",
    CohortState.LAPSED: "timer",
    CohortState.VOID: "x-circle",
    CohortState.CANCELLED: "prohibit",
    CohortState.FAILED: "x-circle",
    CohortState.EXPIRED: "timer",
    CohortState.TAKEN: "check-circle",
}
_OVER: Final = frozenset({CohortState.CANCELLED, CohortState.EXPIRED})


def cohort_text(w: Wording, shown: Cohort, now: datetime) -> ExportText:
    """A row as it reads at one moment."""
    row = shown.row
    is_saved = shown.saved is not None
    return ExportText(
        contents=w.text("cohort-contents"),
        blocks=blocks_of(w, row.blocks),
        format=w.text(f"cohort-format-{row.format.value}"),
        language=w.text(f"exports-language-{row.language}"),
        destination=w.text("exports-destination-file"),
        family_name=row.unit.name,
        given_name=f"· {_patients(w, row.patients)}",
        days=days_text(w, row.first, row.last),
        state=_state(w, shown),
        state_below=_below(w, shown, now),
        icon="" if is_saved else _ICONS[row.state],
        done=shown.saved if is_saved else shown.done,
        is_failed=shown.is_undone,
        is_ready=shown.is_ready,
        is_over=shown.is_gone or row.state in _OVER,
        asked=w.moment(row.asked_at, now),
        purpose=w.text(f"exports-purpose-{row.purpose.value}"),
    )


def _patients(w: Wording, count: int) -> str:
    return w.text("cohort-patients", count=count, number=w.integer(count))


def _state(w: Wording, shown: Cohort) -> str:
    row = shown.row
    if shown.is_gone:
        return w.text("exports-state-gone")
    if shown.saved is not None:
        return w.text("cohort-saving", done=w.integer(shown.saved))
    if shown.done is not None:
        made = w.text("exports-state-making", done=w.integer(shown.done))
        return _BETWEEN.join(part for part in (made, left_text(w, shown.left_s)) if part)
    if shown.is_ready and row.size is not None:
        return w.text("exports-state-ready-size", size=size_text(w, row.size))
    if row.state is CohortState.FAILED and row.failure is not None:
        return w.text(f"cohort-failure-{row.failure.value}")
    return w.text(f"cohort-state-{row.state.value}")


def _below(w: Wording, shown: Cohort, now: datetime) -> str:
    row = shown.row
    match row.state:
        case CohortState.WAITING:
            lapses_at = row.asked_at + timedelta(hours=LAPSES_AFTER_H)
            return w.text("cohort-below-waiting", at=w.moment(lapses_at, now))
        case CohortState.QUEUED | CohortState.LAPSED | CohortState.VOID:
            return w.text(f"cohort-below-{row.state.value}")
        case CohortState.MAKING:
            done = w.integer(row.done)
            return w.text("cohort-below-making", done=done, all=w.integer(row.patients))
        case CohortState.READY if row.expires_at is not None:
            until = w.text("exports-state-until", at=w.moment(row.expires_at, now))
            return _BETWEEN.join(part for part in (until, _left_out(w, shown)) if part)
        case CohortState.REFUSED:
            return row.refused_because or w.text("cohort-below-refused")
        case CohortState.FAILED if row.failure is not None:
            return w.text(f"cohort-fix-{row.failure.value}")
        case _ if row.ended_at is not None:
            return w.moment(row.ended_at, now)
        case _:
            return ""


def _left_out(w: Wording, shown: Cohort) -> str:
    """Whoever is not in is named in the file; that there are some is said here."""
    row = shown.row
    count = 0 if row.included is None else row.patients - row.included
    return w.text("cohort-left-out", count=count, number=w.integer(count)) if count > 0 else ""
