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

ON_ITS_WAY = frozenset({RowMark.SENDING, RowMark.CHECKING})


@dataclass(frozen=True, slots=True)
class Row:
    """One patient of the queue, and what the console knows beyond the service's row.

    `known` is the service's own row while `row` shows what an act on its way is believed to do.
    `is_ours` says that we acted on it, so that it may go as soon as the selection is elsewhere.
    `is_outside`: it was placed among those that the filter does not match. `is_kept`: it is here
    only because it is selected.
    """

    row: WorklistRow
    mark: RowMark = RowMark.NONE
    gone_state: AlertState | None = None
    gone_by: PersonLabel | None = None
    known: WorklistRow | None = None
    is_ours: bool = False
    is_outside: bool = False
    is_kept: bool = False

    @property
    def key(self) -> UUID:
        """The patient: what stays the same while their highest alert changes."""
        return self.row.patient.id


def placed(row: WorklistRow) -> Row:
    """A row where the service put it."""
    return Row(row, is_outside=row.outside_filter)


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


def in_order(rows: Sequence[Row], fresh: Mapping[UUID, WorklistRow], held: Row | None) -> list[Row]:
    """Rows where the service puts them now; what is believed of an act on its way stays.

    What stands outside the filter is in front, on whatever page it came. `held` is who is selected:
    before all others, if the service does not list them here.
    """
    known = {row.key: row for row in rows if row.mark is not RowMark.GONE}
    moved = (_moved(known.get(key), row) for key, row in fresh.items())
    found = sorted(moved, key=lambda row: not row.is_outside)
    if held is None or held.key in fresh:
        return found
    return [replace(held, is_outside=True, is_kept=True), *found]


def below(rows: Sequence[Row], page: Mapping[UUID, WorklistRow]) -> list[Row]:
    """What of the next page goes below the rows on screen.

    Who came to stand outside the filter meanwhile has a place further up, where nothing moves
    before F5: the next reading counts them as new.
    """
    known = {row.key for row in rows}
    found = [placed(row) for key, row in page.items() if key not in known]
    is_past_them = any(not row.is_outside for row in rows)
    return [row for row in found if not (is_past_them and row.is_outside)]


def _moved(row: Row | None, fresh: WorklistRow) -> Row:
    if row is None or row.row.alert_id != fresh.alert_id:
        return placed(fresh)
    if row.mark in ON_ITS_WAY or row.row.alert_version >= fresh.alert_version:
        return replace(row, is_outside=fresh.outside_filter, is_kept=False)
    return placed(fresh)


def leaving(rows: Sequence[Row], before: UUID | None, key: UUID | None) -> list[int]:
    """The places of rows that go when the selection moves: greyed ones, and who was only kept."""
    return [
        place
        for place, row in enumerate(rows)
        if row.key != key
        and (row.is_kept or (row.mark is RowMark.GONE and (row.key == before or row.is_ours)))
    ]


def no_longer_listed(row: Row, alert: AlertDetail | None, is_whole: bool, is_filtered: bool) -> Row:
    """A row that the service does not list any more, with its alert as it stands now.

    It is greyed, unless the list was read in part, or the alert stands as before and the filter
    alone has left it out: then it stays in its place until rows are put in order anew (F5).
    """
    if row.mark is RowMark.GONE or row.mark in ON_ITS_WAY:
        return row
    if alert is not None and not is_whole and alert.state is AlertState.NEW:
        return row
    if alert is not None and is_filtered and alert.state is row.row.state:
        now = as_row(row.row, alert)
        return row if now == row.row else replace(row, row=now)
    return left(row, alert)


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
