"""A patient takes their consent back: the follow-up ends at once, as at an archive (S-57).

What was answered stays, open alerts stay for the unit to close, and the patient's pages stay
readable; no new answer is asked for or taken. Who was not followed yet is only written down.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.archiving import rows as archives
from services.archiving.ending import ASKING, Ending, end
from services.archiving.ending import Withdrawal as How
from services.consents import service as consents
from services.consents.service import Said, Standing
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import FOLLOWED
from services.contract.enums import Monitoring
from services.contract.notices import Language
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind, EnrolmentStop
from services.edge.context import Context
from services.enrolment import repository
from services.enrolment.content import Content, seal_content
from services.enrolment.drafts import is_open
from services.invitations import service as invitations
from services.notifications.outbox import cancel
from services.patients import following
from services.patients.monitoring import MonitoredPatient


@dataclass(frozen=True)
class Withdrawal:
    """How a consent was taken back; `by` None is the patient themself, on their pages."""

    by: UUID | None
    collection: Collection
    language: Language


def withdraw(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    withdrawal: Withdrawal,
    now: datetime,
) -> Standing:
    """Writes the withdrawal down and ends everything that it ends; a second one changes nothing.

    The caller holds the patient's rows.
    """
    if patient.monitoring in FOLLOWED:
        how = How(withdrawal.collection, withdrawal.language)
        ending = Ending(ArchiveReason.PATIENT_REQUEST, withdrawal.by, withdrawal=how)
        kept = end(session, context, patient, ending, now).consent
        if kept is None:
            raise TypeError("a withdrawal leaves its consent")
        return kept
    text = consents.text_of(ConsentKind.TELEMONITORING)
    said = Said(
        ConsentKind.TELEMONITORING,
        ConsentChoice.WITHDRAWN,
        text.name,
        text.version,
        withdrawal.language,
        withdrawal.collection,
    )
    kept = consents.record(session, patient.centre_id, patient.id, said, withdrawal.by, now)
    if patient.monitoring is Monitoring.PENDING:
        cancel(session, patient.id, ASKING, now)
        invitations.end(session, patient.id, now)
        _end_draft(session, context, patient.id, withdrawal.by, now)
        following.end(session, patient.id)
        archives.came_to_nothing(session, patient.id)
    return kept


def _end_draft(
    session: Session, context: Context, patient_id: UUID, by: UUID | None, now: datetime
) -> None:
    """An enrolment that was under way stops; nothing of its steps is kept."""
    row = repository.find(session, patient_id)
    if row is None or not is_open(row):
        return
    values = {
        "stop": EnrolmentStop.NO_CONSENT,
        "step": 1,
        "content": seal_content(context.keys.patient(patient_id), patient_id, Content()),
        "changed_at": now,
    }
    repository.move(
        session, patient_id, row.version, values if by is None else values | {"changed_by": by}
    )
