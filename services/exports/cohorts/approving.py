"""The second person of a cohort export: what they approve is what waits, or nothing is made."""

from typing import Final
from uuid import UUID

from services.accounts import repository as people_rows
from services.approvals.kinds import Approved, Kind, Kinds, Void
from services.contract.approvals import ApprovalKind, VoidReason
from services.contract.cohorts import CohortPayload, CohortState
from services.contract.enums import Role
from services.db.tables.cohorts import CohortExport
from services.errors import forbidden
from services.exports.cohorts import rights, rows
from services.exports.cohorts.shown import knows
from services.staff import rights as staff_rights


def _release(work: Approved, payload: CohortPayload) -> UUID:
    """It may be made now; void where it is not what was seen any more, or who asked may not."""
    session, caller = work.session, work.caller
    staff_rights.hold(session, caller.centre_id)
    if not people_rows.has_role(
        session, caller.centre_id, [Role.PRIVACY_OFFICER], work.now, caller.person
    ):
        raise forbidden()
    row = rows.SHELF.one(session, payload.export_id)
    if row is None or row.requester_id != work.asked_by or _said(row) != _said_by(payload):
        raise Void
    if not rights.entitled(session, [row], work.now):
        raise Void(VoidReason.ASKER)
    if not knows(session, row, payload.patients):
        raise Void
    released = {"state": CohortState.QUEUED, "approved_at": work.now}
    if not rows.SHELF.move(session, row.id, {CohortState.WAITING}, released):
        raise Void
    return row.id


def _said(row: CohortExport) -> tuple[object, ...]:
    return (
        row.unit_id, row.format, row.purpose, row.first_on, row.last_on, row.language,
        list(row.blocks), row.patients,
    )  # fmt: skip


def _said_by(payload: CohortPayload) -> tuple[object, ...]:
    return (
        payload.unit.id, payload.format, payload.purpose, payload.first, payload.last,
        payload.language, [each.value for each in payload.blocks], payload.patients,
    )  # fmt: skip


KINDS: Final[Kinds] = {
    ApprovalKind.EXPORT_COHORT: Kind(
        CohortPayload,
        lambda _payload: frozenset({Role.PRIVACY_OFFICER}),
        frozenset({Role.PRIVACY_OFFICER}),
        _release,
    )
}
