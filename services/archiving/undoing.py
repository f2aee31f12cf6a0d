"""An archiving taken back within half a minute: exactly what it did, and nothing has left."""

from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from services.alerts import ending_care
from services.alerts.answered_after_all import close_untouched
from services.archiving import rows, told
from services.archiving.acting import alert_work, done, held
from services.archiving.ending import stopped_in
from services.archiving.shown import can_undo
from services.consents import service as consents
from services.contract.archiving import ArchiveUndoAsk
from services.contract.enums import Monitoring
from services.contract.problems import ProblemCode
from services.contract.week_enums import MessageKind, MessageState
from services.db.tables.archiving import Archive, EndOfCareDue, EndOfCareReport
from services.db.tables.messages import Message
from services.edge.writes import Done
from services.errors import ServiceError
from services.invitations import service as invitations
from services.notifications.outbox import cancel, send_after_all
from services.patients import following
from services.record.work import Work
from services.schedule.ending import start_again

_SENT_SINCE: Final = (
    select(Message.id)
    .where(
        Message.patient_id == bindparam("patient_id"),
        Message.kind == MessageKind.FOLLOW_UP_ENDED,
        Message.created_at >= bindparam("since", type_=Message.created_at.type),
        Message.state.not_in([MessageState.QUEUED, MessageState.CANCELLED]),
    )
    .limit(1)
)


def undo(work: Work, version: int, _ask: ArchiveUndoAsk) -> Done:
    """Follows the patient as before; raises 403, 404, 409 once it is too late, 412.

    A clock that was set back makes no time: what has left decides as well.
    """
    found = held(work, version)
    if found.archived_by != work.caller.person:
        raise ServiceError(403, ProblemCode.FORBIDDEN, "An act is undone by the person who did it.")
    cancel(work.session, work.patient_id, [MessageKind.FOLLOW_UP_ENDED], work.now)
    if not can_undo(found, work.caller.person, work.now) or _has_left(work, found):
        raise ServiceError(409, ProblemCode.UNDO_TOO_LATE, "The time to undo this has passed.")
    alerts = _put_back(work, found)
    rows.change(work.session, found, {"undone_at": work.now})
    return done(work, *alerts, archive_id=found.id)


def _has_left(work: Work, archive: Archive) -> bool:
    asked = {"patient_id": work.patient_id, "since": archive.archived_at}
    return work.session.scalars(_SENT_SINCE, asked).first() is not None


def _put_back(work: Work, archive: Archive) -> list[UUID]:
    """Everything of which the archive says what it was; the alerts that are open again."""
    session, before = work.session, archive.before
    following.go_on(session, work.patient_id, Monitoring(before["monitoring"]))
    start_again(session, stopped_in(before))
    send_after_all(session, _ids(before, "messages"))
    invitations.begin_again(session, _ids(before, "invitations"))
    if before.get("consent") is not None:
        consents.take_back(session, UUID(before["consent"]))
    # A clock that was set back may have let the report be made before.
    for table in (EndOfCareDue, EndOfCareReport):
        session.execute(
            delete(table)
            .where(table.archive_id == archive.id)
            .execution_options(synchronize_session=False)
        )
    if archive.notice_alert_id is not None:
        close_untouched(
            session, work.context, archive.notice_alert_id, work.patient_id, work.now, told.TOLD
        )
    return ending_care.take_back(alert_work(work), work.patient_id, _ids(before, "acts"))


def _ids(before: dict[str, list[str]], name: str) -> list[UUID]:
    return [UUID(each) for each in before.get(name, ())]
