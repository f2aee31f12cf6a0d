"""When each task was tried and done last: what the tasks write, and what health reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import CursorResult, bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.db.tables.surveillance import DueWork

INSTALLATION: Final = UUID(int=0)
"""Stands where a centre would, for a task of the whole installation."""
_COLUMNS = (
    DueWork.task,
    DueWork.centre_id,
    DueWork.tried_at,
    DueWork.done_at,
    DueWork.runs,
    DueWork.fault,
)
_ALL = select(*_COLUMNS)
_OF = _ALL.where(DueWork.centre_id.in_(bindparam("centre_ids", expanding=True)))
_MARK = select(DueWork.mark).where(
    DueWork.task == bindparam("task"), DueWork.centre_id == bindparam("centre_id")
)


@dataclass(frozen=True)
class Beat:
    """One task of one centre as it was left."""

    tried_at: datetime
    done_at: datetime | None
    runs: int
    fault: str | None


Beats = Mapping[tuple[str, UUID], Beat]


def all_beats(session: Session) -> Beats:
    """What every task of every centre left."""
    return _read(session.execute(_ALL))


def beats_of(session: Session, centre_id: UUID) -> Beats:
    """What the tasks of one centre and of the installation left."""
    return _read(session.execute(_OF, {"centre_ids": [centre_id, INSTALLATION]}))


def record_done(session: Session, task: str, centre_id: UUID, at: datetime) -> None:
    """Writes down that a task did its work; `at` is when it began."""
    changed = {"tried_at": at, "done_at": at, "runs": DueWork.runs + 1, "fault": None}
    _write(session, task, centre_id, changed, {"tried_at": at, "done_at": at, "runs": 1})


def record_failed(session: Session, task: str, centre_id: UUID, at: datetime, fault: str) -> None:
    """Writes down that a task was tried in vain; when it was done last stays."""
    changed = {"tried_at": at, "fault": fault}
    _write(session, task, centre_id, changed, changed | {"runs": 0})


def mark_of(session: Session, task: str, centre_id: UUID) -> datetime | None:
    """How far a task came that works in portions; None at the beginning."""
    return session.scalar(_MARK, {"task": task, "centre_id": centre_id})


def set_mark(session: Session, task: str, centre_id: UUID, mark: datetime | None) -> None:
    """Remembers how far it came, once the task was tried before."""
    session.execute(_update(task, centre_id).values(mark=mark))


def _write(
    session: Session,
    task: str,
    centre_id: UUID,
    changed: dict[str, Any],
    first: dict[str, Any],
) -> None:
    result = session.execute(_update(task, centre_id).values(**changed))
    if cast("CursorResult[Any]", result).rowcount == 0:
        session.execute(insert(DueWork), first | {"task": task, "centre_id": centre_id})


def _update(task: str, centre_id: UUID) -> Any:
    return (
        update(DueWork)
        .where(DueWork.task == task, DueWork.centre_id == centre_id)
        .execution_options(synchronize_session=False)
    )


def _read(rows: Any) -> Beats:
    return {
        (row.task, row.centre_id): Beat(row.tried_at, row.done_at, row.runs, row.fault)
        for row in rows
    }
