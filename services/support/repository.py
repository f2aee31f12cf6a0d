"""All statements on requests for help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, case, func, insert, or_, select, update
from sqlalchemy.orm import Session

from services.contract.support import SupportState, SupportStepKind
from services.db.tables.support import SupportRequest, SupportStep

_OF_STATE: Final = case((SupportRequest.state == SupportState.CLOSED, 1), else_=0)
_STEPS: Final = (
    select(SupportStep)
    .where(SupportStep.request_id == bindparam("request_id"))
    .order_by(SupportStep.id)
)
_FIRST: Final = select(SupportStep).where(
    SupportStep.request_id.in_(bindparam("request_ids", expanding=True)),
    SupportStep.kind == SupportStepKind.MADE,
)


@dataclass(frozen=True)
class Place:
    """Where a request stands in the order of lists."""

    closed: int
    due_at: datetime
    id: UUID


def place_of(row: SupportRequest) -> Place:
    """Where a request stands: open ones first, then by when an answer is due."""
    return Place(int(row.state is SupportState.CLOSED), row.due_at, row.id)


def listed(
    session: Session,
    requester_id: UUID | None,
    states: Iterable[SupportState],
    after: Place | None,
    most: int,
) -> Sequence[SupportRequest]:
    """Requests of one person, or of all, in order; no states: whatever theirs is."""
    wanted = list(states)
    where: list[ColumnElement[bool]] = []
    if requester_id is not None:
        where.append(SupportRequest.requester_id == requester_id)
    if wanted:
        where.append(SupportRequest.state.in_(wanted))
    if after is not None:
        where.append(_is_after(after))
    return session.scalars(
        select(SupportRequest)
        .where(*where)
        .order_by(_OF_STATE, SupportRequest.due_at, SupportRequest.id)
        .limit(most)
    ).all()


def counts(session: Session, requester_id: UUID | None) -> dict[SupportState, int]:
    """How many requests are in each state."""
    asked = select(SupportRequest.state, func.count()).group_by(SupportRequest.state)
    if requester_id is not None:
        asked = asked.where(SupportRequest.requester_id == requester_id)
    found = {row[0]: row[1] for row in session.execute(asked)}
    return {state: found.get(state, 0) for state in SupportState}


def one_of(session: Session, request_id: UUID, *, hold: bool = False) -> SupportRequest | None:
    """One request as it stands; `hold`: nobody else changes it until the transaction ends."""
    wanted = select(SupportRequest).where(SupportRequest.id == request_id)
    if hold:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalars(wanted).one_or_none()


def steps(session: Session, request_id: UUID) -> Sequence[SupportStep]:
    """What happened to a request, from the beginning."""
    return session.scalars(_STEPS, {"request_id": request_id}).all()


def first_steps(session: Session, request_ids: Iterable[UUID]) -> dict[UUID, SupportStep]:
    """The step that made each request."""
    wanted = list(request_ids)
    if not wanted:
        return {}
    found = session.scalars(_FIRST, {"request_ids": wanted})
    return {each.request_id: each for each in found}


def add(session: Session, values: dict[str, Any]) -> None:
    """Keeps a request."""
    session.execute(insert(SupportRequest), values)


def add_step(session: Session, values: dict[str, Any]) -> None:
    """Keeps what happened."""
    session.execute(insert(SupportStep), values)


def set_state(session: Session, request_id: UUID, state: SupportState) -> None:
    """Moves a request on; its version grows."""
    session.execute(
        update(SupportRequest)
        .where(SupportRequest.id == request_id)
        .values(state=state, version=SupportRequest.version + 1),
        execution_options={"synchronize_session": False},
    )


def _is_after(place: Place) -> ColumnElement[bool]:
    closed, due, row = _OF_STATE, SupportRequest.due_at, SupportRequest.id
    return or_(
        closed > place.closed,
        and_(
            closed == place.closed,
            or_(due > place.due_at, and_(due == place.due_at, row > place.id)),
        ),
    )
