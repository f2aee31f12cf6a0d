"""The rows of retention: where a patient stands, and what was announced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.contract.retention import AnnouncementEnd, RetentionState, RetentionStep
from services.db.tables.retention import Retention, RetentionAnnouncement, RetentionPass
from services.retention.rules import ANNOUNCED_DAYS, TOO_EARLY_DAYS, Case, borders

_INSERT: Final = insert(Retention.__table__)  # type: ignore[arg-type]
_PASS: Final = select(RetentionPass).where(RetentionPass.centre_id == bindparam("centre_id"))


@dataclass(frozen=True)
class Shown:
    """What the calendar reads of a patient, as of the last pass."""

    last_use_on: date
    last_survey_on: date | None
    inactive_on: date | None
    archive_on: date | None
    erase_on: date | None
    announce_on: date | None


def shown_of(case: Case) -> Shown:
    """The columns of the calendar; no border while somebody is followed."""
    facts = case.facts
    if facts.is_followed:
        return Shown(facts.last_use_on, facts.last_survey_on, None, None, None, None)
    ends = borders(facts)
    is_archived = facts.archived_on is not None
    announced = {each.step for each in case.notices}
    steps = [RetentionStep.ERASE] if is_archived else list(RetentionStep)
    waiting = [ends.of(step) for step in steps if step not in announced]
    return Shown(
        facts.last_use_on,
        facts.last_survey_on,
        ends.inactive_on,
        None if is_archived else ends.archive_on,
        ends.erase_on,
        min(waiting) - timedelta(days=ANNOUNCED_DAYS) if waiting else None,
    )


def is_shown(row: Retention | None, shown: Shown) -> bool:
    """Whether a row says this already."""
    return row is not None and all(
        getattr(row, name) == value for name, value in vars(shown).items()
    )


def write_shown(
    session: Session,
    centre_id: UUID,
    found: Mapping[UUID, tuple[Retention | None, Shown]],
    now: datetime,
) -> None:
    """Writes what the calendar reads; a patient without a row is given one, active so far."""
    new = []
    for patient_id, (row, shown) in found.items():
        if row is None:
            new.append(_new(centre_id, patient_id, shown, now))
        else:
            change(session, patient_id, vars(shown) | {"changed_at": now})
    if new:
        session.execute(_INSERT, new)


def _new(centre_id: UUID, patient_id: UUID, shown: Shown, now: datetime) -> dict[str, Any]:
    return vars(shown) | {
        "patient_id": patient_id,
        "centre_id": centre_id,
        "state": RetentionState.ACTIVE,
        "idle_since": None,
        "archived_on": None,
        "changed_at": now,
    }


def enter(
    session: Session,
    centre_id: UUID,
    patient_id: UUID,
    case: Case,
    values: dict[str, Any],
    now: datetime,
) -> None:
    """Puts a patient into a state; the row is made where there is none."""
    changed = values | {"changed_at": now}
    if not change(session, patient_id, changed):
        session.execute(_INSERT, [_new(centre_id, patient_id, shown_of(case), now) | changed])


def change(session: Session, patient_id: UUID, values: Mapping[str, Any]) -> bool:
    """Changes the row of a patient; False when there is none."""
    done = session.execute(
        update(Retention)
        .where(Retention.patient_id == patient_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def end_announcements(
    session: Session,
    patient_id: UUID,
    steps: Sequence[RetentionStep],
    ended: AnnouncementEnd,
    now: datetime,
) -> bool:
    """Ends announcements that stand; False when there was none."""
    done = session.execute(
        update(RetentionAnnouncement)
        .where(
            RetentionAnnouncement.patient_id == patient_id,
            RetentionAnnouncement.step.in_(steps),
            RetentionAnnouncement.ended_at.is_(None),
        )
        .values(ended=ended, ended_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def count_day(session: Session, today: date) -> None:
    """One more day on which every announcement was found standing; the same day counts once.

    One that was counted on a day far ahead was counted by a clock that ran ahead: of its days none
    is believed, or a clock that runs to and fro would make a month of an hour.
    """
    standing = update(RetentionAnnouncement).where(RetentionAnnouncement.ended_at.is_(None))
    session.execute(
        standing.where(RetentionAnnouncement.counted_on < today)
        .values(days_stood=RetentionAnnouncement.days_stood + 1, counted_on=today)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        standing.where(RetentionAnnouncement.counted_on > today + timedelta(days=TOO_EARLY_DAYS))
        .values(days_stood=0, counted_on=today)
        .execution_options(synchronize_session=False)
    )


def last_pass(session: Session, centre_id: UUID) -> RetentionPass | None:
    """The last pass over a centre that came to its end."""
    return session.scalars(_PASS, {"centre_id": centre_id}).first()


def end_pass(session: Session, centre_id: UUID, day: date, now: datetime) -> None:
    """Writes down that the pass of a day is over."""
    done = session.execute(
        update(RetentionPass)
        .where(RetentionPass.centre_id == centre_id)
        .values(day=day, finished_at=now)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        session.execute(
            insert(RetentionPass), {"centre_id": centre_id, "day": day, "finished_at": now}
        )
