"""Cohort exports as they stand by the clock, whatever due work has done yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.approvals import requests
from services.contract.approvals import ApprovalState
from services.contract.cohorts import (
    BEGINS_WITHIN_H,
    CohortExport,
    CohortFailure,
    CohortState,
    CohortWaits,
)
from services.contract.report_enums import ReportBlock
from services.contract.sessions import UnitLabel
from services.db.tables import cohorts as tables
from services.db.tables.centres import Unit
from services.db.tables.staff import ApprovalRequest
from services.edge.context import Context
from services.exports.cohorts import rights, rows
from services.exports.spooled.shelves import STANDING

_BEGINS_WITHIN: Final = timedelta(hours=BEGINS_WITHIN_H)
_UNITS: Final = select(Unit.id, Unit.name).where(Unit.id.in_(bindparam("unit_ids", expanding=True)))
_DECISIONS: Final = select(
    ApprovalRequest.id, ApprovalRequest.state, ApprovalRequest.lapses_at
).where(ApprovalRequest.id.in_(bindparam("approval_ids", expanding=True)))
_UNDONE: Final = {
    ApprovalState.REFUSED: CohortState.REFUSED,
    ApprovalState.WITHDRAWN: CohortState.CANCELLED,
    ApprovalState.LAPSED: CohortState.LAPSED,
    ApprovalState.VOID: CohortState.VOID,
}
_WAITS: Final = {
    CohortState.WAITING: CohortWaits.SECOND_PERSON,
    CohortState.MAKING: CohortWaits.SERVICE,
    CohortState.READY: CohortWaits.OWNER,
}


def states(
    session: Session, listed: Sequence[tables.CohortExport], now: datetime
) -> list[CohortState]:
    """Where several exports of one centre stand."""
    standing = [each for each in listed if each.state in STANDING]
    entitled = rights.entitled(session, standing, now)
    decided = _decided(session, standing, now)
    return [
        _stands(session, each, now, decided)
        if each.state not in STANDING or each.id in entitled
        else CohortState.CANCELLED
        for each in listed
    ]


def knows(session: Session, row: tables.CohortExport, count: int | None) -> bool:
    """Whether an export is about so many still: nobody was erased since."""
    return rows.counted(session, row.id)[0] == count


def lost(session: Session, row: tables.CohortExport) -> CohortFailure | None:
    """Why nobody gets a file any more that lies there, as far as those in it are concerned."""
    if not knows(session, row, row.known):
        return CohortFailure.PATIENT_ERASED
    return CohortFailure.PATIENT_CHANGED if rows.has_changed(session, row) else None


def _stands(
    session: Session,
    row: tables.CohortExport,
    now: datetime,
    decided: Mapping[UUID, CohortState],
) -> CohortState:
    match row.state:
        case CohortState.WAITING:
            return decided.get(row.approval_id, row.state)
        case CohortState.QUEUED if row.approved_at is None or now >= (
            row.approved_at + _BEGINS_WITHIN
        ):
            return CohortState.LAPSED
        case CohortState.READY if row.expires_at is None or now >= row.expires_at:
            return CohortState.EXPIRED
        case CohortState.READY if lost(session, row) is not None:
            return CohortState.FAILED
        case _:
            return row.state


def _decided(
    session: Session, listed: Sequence[tables.CohortExport], now: datetime
) -> dict[UUID, CohortState]:
    """What became of the requests that nobody approved; nothing of one that waits."""
    asked = [each.approval_id for each in listed if each.state is CohortState.WAITING]
    if not asked:
        return {}
    found = {}
    for row in session.execute(_DECISIONS, {"approval_ids": asked}):
        has_lapsed = row.state is ApprovalState.WAITING and now >= row.lapses_at
        state = ApprovalState.LAPSED if has_lapsed else row.state
        if state in _UNDONE:
            found[row.id] = _UNDONE[state]
    return found


def shown(
    session: Session, context: Context, listed: Sequence[tables.CohortExport], now: datetime
) -> list[CohortExport]:
    """Exports in the same order, as their owner sees them."""
    names = unit_labels(session, [each.unit_id for each in listed])
    stand = list(zip(listed, states(session, listed, now), strict=True))
    refused = [row.approval_id for row, state in stand if state is CohortState.REFUSED]
    words = requests.words_of(session, context, refused)
    return [
        _shown(session, context, row, state, (names[row.unit_id], words.get(row.approval_id)), now)
        for row, state in stand
    ]


def unit_labels(session: Session, unit_ids: Sequence[UUID]) -> dict[UUID, UnitLabel]:
    """The names of units of the centre of the scope."""
    found = session.execute(_UNITS, {"unit_ids": list(set(unit_ids))})
    return {row.id: UnitLabel(id=row.id, name=row.name) for row in found}


def _shown(
    session: Session,
    context: Context,
    row: tables.CohortExport,
    state: CohortState,
    told: tuple[UnitLabel, str | None],
    now: datetime,
) -> CohortExport:
    """`told`: the name of its unit, and why it was refused."""
    unit, refused_because = told
    waits = _WAITS.get(state)
    if state is CohortState.QUEUED:
        is_there = rights.is_there(session, row, context.settings, now)
        waits = CohortWaits.SERVICE if is_there else CohortWaits.OWNER
    is_lost = state is CohortState.FAILED and row.failure is None
    return CohortExport(
        id=row.id,
        approval_id=row.approval_id,
        unit=unit,
        format=row.format,
        purpose=row.purpose,
        first=row.first_on,
        last=row.last_on,
        language="fr" if row.language == "fr" else "en",
        blocks=[ReportBlock(each) for each in row.blocks],
        state=state,
        waits_for=waits,
        patients=row.patients,
        done=row.done,
        included=row.included,
        failure=lost(session, row) if is_lost else row.failure,
        refused_because=refused_because,
        asked_at=row.asked_at,
        approved_at=row.approved_at,
        made_at=row.made_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        size=row.size,
        sha256=row.sha256,
    )
