"""Those whose follow-up ended the day before: one for each reason, and one who came back.

They are patients like the others, with the history that they have; nobody of them has an open
alert, or has answered since. All know that nobody reads their answers any more, but for one whose
number is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from services.alerts.answered_after_all import close_untouched
from services.archiving import rows, told
from services.archiving.ending import Ending, Withdrawal, end
from services.contract.archive_enums import ArchiveReason, InformedHow, RestoreReason
from services.contract.enums import AlertState, Monitoring
from services.contract.week_enums import (
    Collection,
    MessageChannel,
    MessageFault,
    MessageKind,
    MessageState,
)
from services.db.scope import Scope
from services.db.tables.alerts import Alert
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive
from services.db.tables.messages import Message
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyWindow
from services.demo import calendar
from services.demo.staff import Staff
from services.edge.context import Context
from services.patients import following
from services.patients.monitoring import find_for_system

_NURSES: Final = ("claire.morvan", "nadia.kermoal")
_YESTERDAY: Final = calendar.today() - timedelta(days=1)
_FIRST_AT: Final = calendar.local(_YESTERDAY, "16:30")
_BETWEEN: Final = timedelta(minutes=7)
_ARRIVES_AFTER: Final = timedelta(seconds=70)
_BACK_AT: Final = calendar.local(calendar.today(), "08:50")
_QUIET: Final = (
    select(Patient.id)
    .where(
        Patient.monitoring == Monitoring.ACTIVE,
        Patient.synthetic.is_(False),
        exists().where(Answer.patient_id == Patient.id),
        ~exists().where(Answer.patient_id == Patient.id, Answer.received_at >= _FIRST_AT),
        ~exists().where(Alert.patient_id == Patient.id, Alert.state != AlertState.CLOSED),
        ~exists().where(Alert.patient_id == Patient.id, Alert.closed_at >= _FIRST_AT),
        ~exists().where(SurveyWindow.patient_id == Patient.id, SurveyWindow.opens_at >= _FIRST_AT),
    )
    .order_by(Patient.id.desc())
)


@dataclass(frozen=True)
class _Departure:
    """How one of them left: from which unit, why, and how they know."""

    unit: int
    reason: ArchiveReason
    detail: str | None = None
    informed: InformedHow | None = None
    is_reached: bool = True
    comes_back: bool = False


_DEPARTURES: Final = (
    _Departure(0, ArchiveReason.PATHWAY_FINISHED, "Fin de la chimiothérapie adjuvante"),
    _Departure(0, ArchiveReason.DEATH),
    _Departure(0, ArchiveReason.TRANSFER, "Suivi au CH de Port-Louis", InformedHow.IN_PERSON),
    _Departure(1, ArchiveReason.CLINICIAN_DECISION, is_reached=False),
    _Departure(1, ArchiveReason.PATIENT_REQUEST),
    _Departure(1, ArchiveReason.INCLUSION_ERROR, "Traitement terminé avant l'inscription"),
    _Departure(0, ArchiveReason.CLINICIAN_DECISION, comes_back=True),
)


def write_departures(
    context: Context, centre_id: UUID, staff: Staff, unit_ids: Sequence[UUID]
) -> int:
    """Archives as many as there are people for; how many."""
    with context.database.writing(Scope(centre_id)) as session:
        quiet = {
            number: list(session.scalars(_QUIET.where(Patient.unit_id == unit_id)))
            for number, unit_id in enumerate(unit_ids)
        }
        count = 0
        for place, departure in enumerate(_DEPARTURES):
            if not quiet[departure.unit]:
                continue
            nurse = staff.of(_NURSES[departure.unit]).person
            at = _FIRST_AT + place * _BETWEEN
            _leave(session, context, quiet[departure.unit].pop(0), departure, nurse, at)
            count += 1
    return count


def _leave(
    session: Session,
    context: Context,
    patient_id: UUID,
    departure: _Departure,
    nurse: UUID,
    at: datetime,
) -> None:
    patient = find_for_system(session, patient_id)
    if patient is None:
        raise LookupError("a patient of the demonstration is not there")
    is_death = departure.reason is ArchiveReason.DEATH
    is_wish = departure.reason is ArchiveReason.PATIENT_REQUEST
    ending = Ending(
        departure.reason,
        nurse,
        departure.detail,
        _YESTERDAY if is_death else None,
        Withdrawal(Collection.BY_PHONE, "fr") if is_wish else None,
    )
    archive_id = end(session, context, patient, ending, at).archive_id
    _settle(session, patient_id, departure, at)
    values: dict[str, Any] = {"settled_at": at + _ARRIVES_AFTER}
    if departure.informed is not None:
        informed = {"informed_how": departure.informed, "informed_by": nurse, "informed_at": at}
        values |= informed
    rows.write(session, archive_id, values)
    archive = session.scalars(select(Archive).where(Archive.id == archive_id)).one()
    if departure.is_reached and archive.notice_alert_id is not None:
        known_at = at + _ARRIVES_AFTER
        close_untouched(session, context, archive.notice_alert_id, patient_id, known_at, told.TOLD)
    if departure.comes_back:
        rows.restored(session, archive, nurse, _BACK_AT, RestoreReason.RELAPSE)
        following.begin(session, patient_id, _BACK_AT)


def _settle(session: Session, patient_id: UUID, departure: _Departure, at: datetime) -> None:
    """What became of the messages: delivered, but for a number that is wrong."""
    of_end = (Message.patient_id == patient_id, Message.kind == MessageKind.FOLLOW_UP_ENDED)
    outside = {"settled_at": at + _ARRIVES_AFTER, "sent_at": at + _ARRIVES_AFTER}
    arrived = outside | {"state": MessageState.DELIVERED, "attempts": 1}
    if not departure.is_reached:
        lost = {"state": MessageState.FAILED, "fault": MessageFault.WRONG_ADDRESS.value}
        arrived |= lost | {"sent_at": None}
    session.execute(
        update(Message)
        .where(*of_end, Message.channel != MessageChannel.APP)
        .values(**arrived)
        .execution_options(synchronize_session=False)
    )
    if departure.comes_back:
        session.execute(
            update(Message)
            .where(*of_end, Message.channel == MessageChannel.APP)
            .values(state=MessageState.CANCELLED, settled_at=_BACK_AT)
            .execution_options(synchronize_session=False)
        )
