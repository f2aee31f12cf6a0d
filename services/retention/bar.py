"""The bar of one patient: where they stand today, and what will change when."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from services.centres.times import time_of
from services.contract.retention import Announcement, PatientRetention
from services.db.tables.retention import RetentionAnnouncement, RetentionObjection
from services.edge.context import Context
from services.errors import not_found
from services.retention.facts import known
from services.retention.holds import holds_of
from services.retention.reaching import require_reach
from services.retention.rules import borders, state
from services.security.caller import Caller

_ANNOUNCED: Final = (
    select(RetentionAnnouncement)
    .where(RetentionAnnouncement.patient_id == bindparam("patient_id"))
    .order_by(RetentionAnnouncement.announced_at.desc(), RetentionAnnouncement.id)
)
_KEPT_AT: Final = select(func.max(RetentionObjection.at)).where(
    RetentionObjection.patient_id == bindparam("patient_id")
)


def read_bar(
    session: Session, context: Context, caller: Caller, patient_id: UUID, now: datetime
) -> PatientRetention:
    """As of this instant, whatever the last pass knew; raises 404 for a patient out of reach."""
    require_reach(session, caller, patient_id)
    zone = time_of(session, caller.centre_id).zone
    today = now.astimezone(zone).date()
    found = known(session, [patient_id], zone, today).get(patient_id)
    if found is None:
        raise not_found()
    facts, asked = found.case.facts, {"patient_id": patient_id}
    ends = None if facts.is_followed else borders(facts)
    is_archived = facts.archived_on is not None
    return PatientRetention(
        patient_id=patient_id,
        state=state(facts, today),
        is_followed=facts.is_followed,
        last_use_on=facts.last_use_on,
        last_survey_on=facts.last_survey_on,
        inactive_on=None if ends is None else ends.inactive_on,
        archive_on=None if ends is None or is_archived else ends.archive_on,
        erase_on=None if ends is None else ends.erase_on,
        archived_on=None if facts.is_followed else facts.archived_on,
        kept_at=session.scalar(_KEPT_AT, asked),
        waits_for_alerts=found.case.has_open_alert and not facts.is_followed,
        announcements=[_shown(each, today) for each in session.scalars(_ANNOUNCED, asked)],
        holds=holds_of(session, context, patient_id),
    )


def _shown(row: RetentionAnnouncement, today: date) -> Announcement:
    stands = row.ended_at is None
    return Announcement(
        id=row.id,
        step=row.step,
        due_on=row.due_on,
        announced_at=row.announced_at,
        days_stood=row.days_stood + (stands and row.counted_on < today),
        ended=row.ended,
        ended_at=row.ended_at,
    )
