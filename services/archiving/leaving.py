"""The way out of the archives: what would still be said of the end is not said any more."""

from services.alerts.answered_after_all import close_untouched
from services.archiving import rows, told
from services.contract.archive_enums import RestoreReason
from services.contract.week_enums import MessageKind
from services.db.tables.archiving import Archive
from services.notifications.outbox import cancel
from services.record.work import Work


def leave(work: Work, archive: Archive, reason: RestoreReason | None) -> None:
    """Takes a patient out of the archives, for a caller who holds them and changes `monitoring`.

    Without a reason an enrolment began again.
    """
    rows.restored(work.session, archive, work.caller.person, work.now, reason)
    cancel(work.session, work.patient_id, [MessageKind.FOLLOW_UP_ENDED], work.now)
    if archive.notice_alert_id is not None:
        close_untouched(
            work.session,
            work.context,
            archive.notice_alert_id,
            work.patient_id,
            work.now,
            told.TOLD,
        )
