"""What the engine does for one patient, each move with its journal entry in one transaction."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from services.audit.journal import record
from services.centres.wall_clock import instant_of
from services.contract.archive_enums import ArchiveReason
from services.contract.retention import AnnouncementEnd, RetentionState, RetentionStep
from services.contract.week_enums import MessageKind
from services.db.tables.archiving import Archive
from services.db.tables.retention import RetentionAnnouncement
from services.ids import new_id
from services.notifications.outbox import Letter, cancel, post_all
from services.retention import rows
from services.retention.erasing import erase
from services.retention.journal import entry
from services.retention.rules import (
    ANNOUNCED_DAYS,
    Case,
    Move,
    Notice,
    borders,
    outdated,
)
from services.schedule.at_work import Tick
from services.schedule.steps import by_day

KINDS: Final = {
    RetentionStep.ARCHIVE: MessageKind.ACCOUNT_ARCHIVE,
    RetentionStep.ERASE: MessageKind.ACCOUNT_ERASE,
}
"""What tells the patient of each step."""
_DIED: Final = select(Archive.id).where(
    Archive.patient_id == bindparam("patient_id"),
    Archive.reason == ArchiveReason.DEATH,
    Archive.undone_at.is_(None),
    Archive.restored_at.is_(None),
)


def do(session: Session, tick: Tick, patient_id: UUID, case: Case, move: Move) -> None:
    """Does a move that the rules ask for; the caller holds the patient."""
    _ACTS[move](session, tick, patient_id, case)
    record(session, entry(tick.centre_id, patient_id, move, tick.now))


def _return(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
    values = {"state": RetentionState.ACTIVE, "idle_since": None, "archived_on": None}
    rows.enter(session, tick.centre_id, patient_id, case, values, tick.now)


def _turn_inactive(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
    values = {"state": RetentionState.INACTIVE, "idle_since": case.facts.last_use_on}
    rows.enter(session, tick.centre_id, patient_id, case, values, tick.now)


def _archive(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
    values = {
        "state": RetentionState.ARCHIVED,
        "idle_since": case.facts.last_use_on,
        "archived_on": tick.today,
    }
    rows.enter(session, tick.centre_id, patient_id, case, values, tick.now)
    rows.end_announcements(
        session, patient_id, [RetentionStep.ARCHIVE], AnnouncementEnd.DONE, tick.now
    )


def _withdraw(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
    for notice in case.notices:
        if outdated(case, notice, tick.today):
            why = _why(case, notice)
            rows.end_announcements(session, patient_id, [notice.step], why, tick.now)
            cancel(session, patient_id, [KINDS[notice.step]], tick.now)


def _why(case: Case, notice: Notice) -> AnnouncementEnd:
    if case.is_held:
        return AnnouncementEnd.HELD
    is_same = not case.facts.is_followed and borders(case.facts).of(notice.step) == notice.border_on
    return AnnouncementEnd.TOO_EARLY if is_same else AnnouncementEnd.USED


def _announce(step: RetentionStep) -> Callable[[Session, Tick, UUID, Case], None]:
    def _act(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
        announcement_id, border = new_id(), borders(case.facts).of(step)
        due_on = max(border, tick.today + timedelta(days=ANNOUNCED_DAYS))
        session.execute(
            insert(RetentionAnnouncement),
            {
                "id": announcement_id,
                "centre_id": tick.centre_id,
                "patient_id": patient_id,
                "step": step,
                "border_on": border,
                "due_on": due_on,
                "announced_at": tick.now,
                "days_stood": 0,
                "counted_on": tick.today,
                "ended": None,
                "ended_at": None,
            },
        )
        # Nobody writes to the dead (decision 31).
        if session.scalar(_DIED, {"patient_id": patient_id}) is not None:
            return
        letter = Letter(
            tick.centre_id,
            patient_id,
            KINDS[step],
            f"retention:{announcement_id}",
            expires_at=instant_of(tick.zone, due_on, 0),
            values={"day": f"{due_on:%d/%m/%Y}"},
            effective_at=by_day(tick.now, tick.zone),
        )
        # Somebody whose key is missing can be told nothing; the team sees them in the calendar.
        post_all(session, tick.context.keys, [letter], tick.now)

    return _act


_ACTS: Final[dict[Move, Callable[[Session, Tick, UUID, Case], None]]] = {
    Move.RETURN: _return,
    Move.TURN_INACTIVE: _turn_inactive,
    Move.WITHDRAW: _withdraw,
    Move.ANNOUNCE_ARCHIVE: _announce(RetentionStep.ARCHIVE),
    Move.ANNOUNCE_ERASE: _announce(RetentionStep.ERASE),
    Move.ARCHIVE: _archive,
    Move.ERASE: erase,
}
