"""Due work of the archives: what can be taken back no more, and who does not know yet (H-08)."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from services import faults
from services.alerts.answered_after_all import AS_IT_CAME, close_untouched
from services.alerts.waking import wake
from services.archiving import rows, told
from services.archiving.ending import watch
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert
from services.db.tables.archiving import Archive
from services.db.types import Instant
from services.edge.context import Context
from services.patients import monitoring
from services.schedule.at_work import Tick
from services.schedule.ending import forget_drafts

REMINDED_EVERY: Final = timedelta(days=1)
_NOW: Final = bindparam("now", type_=Instant())
_HELD: Final = select(Archive.patient_id).where(
    *rows.STANDS, Archive.settled_at.is_(None), Archive.hold_until <= _NOW
)
_KNOWS: Final = select(Archive.patient_id).where(
    *rows.STANDS,
    told.IS_TOLD,
    exists().where(Alert.id == Archive.notice_alert_id, *AS_IT_CAME),
)
_DUE: Final = and_(
    told.NEEDS_TELLING,
    ~told.IS_TOLD,
    # One of the future is of a clock that ran ahead.
    or_(
        Archive.reminded_at.is_(None),
        Archive.reminded_at <= bindparam("a_day_ago", type_=Instant()),
        Archive.reminded_at > _NOW,
    ),
)
_UNTOLD: Final = select(Archive.patient_id).where(*rows.STANDS, _DUE)
_STATE: Final = select(Alert.state).where(Alert.id == bindparam("alert_id"))


class ArchivesNotKept(RuntimeError):
    """Something of somebody's archive could not be done; the log says of whom."""


def keep_archives(context: Context, centre_id: UUID) -> None:
    """One pass over the archives of a centre; what was done before is not done again.

    Raises `ArchivesNotKept` in the end when something of somebody could not be done.
    """
    tick = Tick(context, centre_id, context.clock.now())
    asked = {"now": tick.now, "a_day_ago": tick.now - REMINDED_EVERY}
    with tick.reading() as session:
        held = list(session.scalars(_HELD, asked))
        knowing = list(session.scalars(_KNOWS))
        untold = list(session.scalars(_UNTOLD, asked))
    tick.through_patients(held, lambda session, each: _settle(session, tick, each))
    faults.point("archive.settled", context.settings)
    tick.through_patients(knowing, lambda session, each: _know(session, tick, each))
    tick.through_patients(untold, lambda session, each: _remind(session, tick, each))
    if tick.failed:
        raise ArchivesNotKept(f"{len(tick.failed)} of them")


def _settle(session: Session, tick: Tick, patient_id: UUID) -> None:
    """What the patient had begun to say is let go of, once nobody can bring them back with it."""
    archive = rows.standing_of(session, patient_id)
    if archive is None or archive.settled_at is not None or archive.hold_until > tick.now:
        return
    forget_drafts(session, patient_id)
    rows.write(session, archive.id, {"settled_at": tick.now})


def _know(session: Session, tick: Tick, patient_id: UUID) -> None:
    archive = rows.standing_of(session, patient_id)
    if archive is not None and archive.notice_alert_id is not None:
        close_untouched(
            session, tick.context, archive.notice_alert_id, patient_id, tick.now, told.TOLD
        )


def _remind(session: Session, tick: Tick, patient_id: UUID) -> None:
    """Each day that goes by brings the notice back: what was put off, or closed without telling."""
    archive, patient = rows.standing_of(session, patient_id), None
    if archive is not None:
        patient = monitoring.find_for_system(session, patient_id)
    if archive is None or patient is None:
        return
    messages = told.messages_of(session, [archive.id])[archive.id]
    if told.is_told(archive, messages) is not False:
        return
    state = session.scalar(_STATE, {"alert_id": archive.notice_alert_id})
    if state is None or state is AlertState.CLOSED:
        watch(session, tick.context, patient, archive.id, tick.now)
        return
    wake(session, tick.context, patient_id, tick.now)
    rows.write(session, archive.id, {"reminded_at": tick.now})
