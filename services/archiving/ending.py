"""The one way in which a follow-up ends, whoever ends it and why (R-RET-03, R-RET-05).

Everything is written at once, in the caller's transaction; what leaves the building waits until it
can no longer be taken back. What the patient had begun to answer is let go of then as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from services import faults
from services.alerts.raising import raise_told
from services.archiving.rows import seal_detail
from services.centres.times import time_of
from services.consents import service as consents
from services.consents.service import Said, Standing
from services.contract.archive_enums import ArchiveReason, InformedHow
from services.contract.enums import AlertKind, AlertLevel
from services.contract.notices import Language
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    MessageKind,
)
from services.db.tables.archiving import Archive, EndOfCareDue
from services.db.tables.messages import Message
from services.edge.context import Context
from services.ids import new_id
from services.invitations import service as invitations
from services.notifications.outbox import OF_THE_END, Letter, cancel, post, waiting
from services.patients import following
from services.patients.monitoring import MonitoredPatient
from services.schedule.ending import Stopped, forget_drafts, stop

TRIED_FOR: Final = timedelta(days=3)
"""How long a message outside of the pages is tried."""
ASKING: Final = tuple(kind for kind in MessageKind if kind not in OF_THE_END)
"""What is not said any more to somebody who is followed no more."""


@dataclass(frozen=True)
class Withdrawal:
    """How a consent was taken back, and in which language its text was read."""

    collection: Collection
    language: Language


@dataclass(frozen=True)
class Ending:
    """Why a follow-up ends, and by whom; `by` None is the patient, on their own pages.

    `withdrawal` belongs to the patient's request, `died_on` to a death. `acts` closed the alerts.
    """

    reason: ArchiveReason
    by: UUID | None
    detail: str | None = None
    died_on: date | None = None
    withdrawal: Withdrawal | None = None
    acts: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Ended:
    """The archive that was made, and the consent as it stands where it was taken back."""

    archive_id: UUID
    consent: Standing | None


def end(
    session: Session, context: Context, patient: MonitoredPatient, ending: Ending, now: datetime
) -> Ended:
    """Ends a follow-up that runs; the caller holds the patient's rows, and has seen to the alerts.

    Who ended it on their own pages knows: nothing is held back, and nobody has to tell them.
    """
    archive_id = new_id()
    held_s = 0 if ending.by is None else context.settings.escalation_hold_s
    hold_until = now + timedelta(seconds=held_s)
    consent = None
    if ending.withdrawal is not None:
        consent = _withdraw(session, patient, ending.withdrawal, ending.by, now)
    before = _stop(session, context, patient, now) | {
        "acts": [str(each) for each in ending.acts],
        "consent": None if consent is None or consent.at != now else str(consent.id),
    }
    following.end(session, patient.id)
    session.execute(
        insert(Archive),
        {
            "id": archive_id,
            "centre_id": patient.centre_id,
            "patient_id": patient.id,
            "reason": ending.reason,
            "detail": _sealed(context, patient.id, archive_id, ending.detail),
            "died_on": ending.died_on,
            "began_at": patient.episode_started_at,
            "archived_at": now,
            "archived_by": ending.by,
            "hold_until": hold_until,
            "before": before,
            "settled_at": now if ending.by is None else None,
            "informed_how": InformedHow.ON_PAGES if ending.by is None else None,
            "informed_by": None,
            "informed_at": now if ending.by is None else None,
            "version": 1,
        },
    )
    if ending.by is None:
        forget_drafts(session, patient.id)
    owner = {"archive_id": archive_id, "centre_id": patient.centre_id, "patient_id": patient.id}
    if ending.reason is not ArchiveReason.INCLUSION_ERROR:
        session.execute(insert(EndOfCareDue), owner | {"due_at": hold_until})
    if ending.reason is not ArchiveReason.DEATH:
        _tell(session, context, patient, archive_id, hold_until, now)
        if ending.by is not None:
            watch(session, context, patient, archive_id, now)
    faults.point_at_commit("archive.before_commit", session, context.settings)
    return Ended(archive_id, consent)


def watch(
    session: Session, context: Context, patient: MonitoredPatient, archive_id: UUID, now: datetime
) -> UUID:
    """A notice that the patient does not know so far; a message that fails has no other."""
    alert_id = raise_told(session, context, patient, AlertKind.NOTICE, AlertLevel.INFO, now)
    session.execute(
        update(Archive)
        .where(Archive.id == archive_id)
        .values(notice_alert_id=alert_id, reminded_at=now)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Message)
        .where(
            Message.patient_id == patient.id,
            Message.kind == MessageKind.FOLLOW_UP_ENDED,
            Message.settled_at.is_(None),
        )
        .values(notice_alert_id=alert_id)
        .execution_options(synchronize_session=False)
    )
    return alert_id


def said_on(day: date) -> dict[str, str]:
    """What fills the message about the end."""
    return {"day": f"{day:%d/%m}"}


def _withdraw(
    session: Session,
    patient: MonitoredPatient,
    withdrawal: Withdrawal,
    by: UUID | None,
    now: datetime,
) -> Standing:
    text = consents.text_of(ConsentKind.TELEMONITORING)
    said = Said(
        ConsentKind.TELEMONITORING,
        ConsentChoice.WITHDRAWN,
        text.name,
        text.version,
        withdrawal.language,
        withdrawal.collection,
    )
    return consents.record(session, patient.centre_id, patient.id, said, by, now)


def _stop(
    session: Session, context: Context, patient: MonitoredPatient, now: datetime
) -> dict[str, Any]:
    """Ends the questions, and says in words what an undo puts back."""
    messages = waiting(session, patient.id, ASKING)
    stopped = stop(session, context, patient.id, now)
    cancel(session, patient.id, ASKING, now)
    ended = invitations.end(session, patient.id, now)
    return {
        "monitoring": patient.monitoring.value,
        "messages": [str(each) for each in messages],
        "windows": [str(each) for each in stopped.windows],
        "pauses": [str(each) for each in stopped.pauses],
        "invitations": [str(each) for each in ended],
    }


def stopped_in(before: dict[str, Any]) -> Stopped:
    """What the questions were that an archive stopped."""
    windows, pauses = (
        tuple(UUID(each) for each in before.get(name, ())) for name in ("windows", "pauses")
    )
    return Stopped(windows, pauses)


def _sealed(
    context: Context, patient_id: UUID, archive_id: UUID, detail: str | None
) -> bytes | None:
    if detail is None:
        return None
    return seal_detail(context.keys.patient(patient_id), archive_id, detail)


def _tell(
    session: Session,
    context: Context,
    patient: MonitoredPatient,
    archive_id: UUID,
    leaves_at: datetime,
    now: datetime,
) -> None:
    day = now.astimezone(time_of(session, patient.centre_id).zone).date()
    letter = Letter(
        centre_id=patient.centre_id,
        patient_id=patient.id,
        kind=MessageKind.FOLLOW_UP_ENDED,
        occasion=f"archive {archive_id}",
        expires_at=leaves_at + TRIED_FOR,
        values=said_on(day),
        effective_at=leaves_at,
    )
    post(session, context.keys, letter, now)
