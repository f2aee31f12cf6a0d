"""The rows of a queue as they are shown, and the comparison of what is shown with what the service
says now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from console.stores.states import RowMark
from services.contract.alerts import AlertDetail, WorklistRow
from services.contract.enums import ActionKind, AlertState
from services.contract.people import PersonLabel


@dataclass(frozen=True, slots=True)
class Row:
    """One patient of the queue, and what the console knows beyond the service's row.

    `known` is the service's own row while `row` shows what an act on its way is believed to do.
    `is_ours` says that we acted on it, so that it may go as soon as the selection is elsewhere.
    """

    row: WorklistRow
    mark: RowMark = RowMark.NONE
    gone_state: AlertState | None = None
    gone_by: PersonLabel | None = None
    known: WorklistRow | None = None
    is_ours: bool = False

    @property
    def key(self) -> UUID:
        """The patient: what stays the same while their highest alert changes."""
        return self.row.patient.id


@dataclass(frozen=True)
class Comparison:
    """What a fresh reading says about the rows on screen."""

    changed: dict[UUID, WorklistRow]
    missing: list[UUID]
    new: list[WorklistRow]


def compare(shown: Sequence[Row], fresh: Mapping[UUID, WorklistRow]) -> Comparison:
    """Rows that read otherwise, rows that the service no longer lists, and rows that are not on
    screen yet.
    """
    changed: dict[UUID, WorklistRow] = {}
    missing: list[UUID] = []
    keys = set()
    for row in shown:
        keys.add(row.key)
        now = fresh.get(row.key)
        if now is None:
            missing.append(row.key)
        elif (now != row.row or row.mark is RowMark.GONE) and not _is_older(now, row.row):
            changed[row.key] = now
    return Comparison(changed, missing, [row for key, row in fresh.items() if key not in keys])


def left(row: Row, alert: AlertDetail | None) -> Row:
    """The row of an alert that left the view: greyed, with what became of it and by whom when that
    is known.
    """
    if alert is None:
        return replace(row, mark=RowMark.GONE)
    by = _last_actor(alert)
    return replace(
        row, row=as_row(row.row, alert), mark=RowMark.GONE, gone_state=alert.state, gone_by=by
    )


def believed(row: Row, changes: Mapping[str, object]) -> Row:
    """The row as an act on its way will make it."""
    known = row.known if row.known is not None else row.row
    return replace(
        row, row=row.row.model_copy(update=dict(changes)), known=known, mark=RowMark.SENDING
    )


def reverted(row: Row) -> Row:
    """The row as the service last told it."""
    return replace(
        row, row=row.known if row.known is not None else row.row, known=None, mark=RowMark.NONE
    )


def settled(row: Row, alert: AlertDetail) -> Row:
    """The row with the service's answer to our act."""
    told = as_row(row.known if row.known is not None else row.row, alert)
    return replace(
        row, row=told, known=None, mark=RowMark.NONE, gone_state=None, gone_by=None, is_ours=True
    )


def _is_older(fresh: WorklistRow, shown: WorklistRow) -> bool:
    return fresh.alert_id == shown.alert_id and fresh.alert_version < shown.alert_version


def as_row(row: WorklistRow, alert: AlertDetail) -> WorklistRow:
    """A row with the state that a later reading of its alert told."""
    if alert.id != row.alert_id or alert.version < row.alert_version:
        return row
    return row.model_copy(
        update={
            "alert_version": alert.version,
            "level": alert.level,
            "rank": alert.rank,
            "state": alert.state,
            "due_at": alert.due_at,
            "claim": alert.claim,
            "owner": alert.owner,
            "closed_at": alert.closed_at,
            "waits_until": alert.waits_until,
        }
    )


def _last_actor(alert: AlertDetail) -> PersonLabel | None:
    """Who made the latest act on this alert that changes whose it is."""
    moving = {
        ActionKind.CLAIM,
        ActionKind.TAKE_OVER,
        ActionKind.ACKNOWLEDGE,
        ActionKind.CALL,
        ActionKind.DEFER,
        ActionKind.ESCALATE,
        ActionKind.ANSWER,
        ActionKind.CLOSE,
        ActionKind.REOPEN,
    }
    acts = [
        act
        for act in alert.history
        if act.alert_id == alert.id and act.kind in moving and not act.undone
    ]
    return max(acts, key=lambda act: act.at).by if acts else alert.owner
