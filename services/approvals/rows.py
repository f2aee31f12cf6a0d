"""All statements on requests for a second person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from services.contract.approvals import ApprovalKind, ApprovalState, VoidReason
from services.db.tables.staff import ApprovalRequest


@dataclass(frozen=True)
class Decision:
    """What became of a request, who decided it and when; `words` are sealed."""

    state: ApprovalState
    by: UUID
    at: datetime
    words: bytes | None
    because: VoidReason | None = None


def held(session: Session, request_id: UUID) -> ApprovalRequest | None:
    """A request of the centre of the scope, held until the transaction ends."""
    wanted = select(ApprovalRequest).where(ApprovalRequest.id == request_id).with_for_update()
    return session.scalars(wanted).one_or_none()


def one(session: Session, request_id: UUID) -> ApprovalRequest | None:
    """A request of the centre of the scope."""
    return session.scalars(
        select(ApprovalRequest).where(ApprovalRequest.id == request_id)
    ).one_or_none()


def some(session: Session, request_ids: Iterable[UUID]) -> Sequence[ApprovalRequest]:
    """Requests of the centre of the scope, in no order."""
    wanted = select(ApprovalRequest).where(ApprovalRequest.id.in_(list(request_ids)))
    return session.scalars(wanted).all()


def settle(session: Session, row: ApprovalRequest, decision: Decision) -> ApprovalRequest:
    """Writes down what was decided; the request as it is then."""
    session.execute(
        update(ApprovalRequest)
        .where(ApprovalRequest.id == row.id)
        .values(
            state=decision.state,
            decided_by=decision.by,
            decided_at=decision.at,
            decided_words=decision.words,
            void_because=decision.because,
            version=ApprovalRequest.version + 1,
        ),
        execution_options={"synchronize_session": False},
    )
    wanted = select(ApprovalRequest).where(ApprovalRequest.id == row.id)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def page(
    session: Session, seen: ColumnElement[bool], now: datetime, state: ApprovalState | None,
    limit: int, before: UUID | None,
) -> Sequence[ApprovalRequest]:  # fmt: skip
    """Requests that somebody sees, the newest first; one more than `limit` tells that more follow.

    Identifiers follow time.
    """
    wanted = select(ApprovalRequest).where(seen)
    if state is not None:
        wanted = wanted.where(_is_in(state, now))
    if before is not None:
        wanted = wanted.where(ApprovalRequest.id < before)
    return session.scalars(wanted.order_by(ApprovalRequest.id.desc()).limit(limit + 1)).all()


def waiting(
    session: Session, seen: ColumnElement[bool], now: datetime
) -> Sequence[ApprovalRequest]:
    """Requests that somebody sees and nobody has decided."""
    wanted = select(ApprovalRequest).where(seen, _is_in(ApprovalState.WAITING, now))
    return session.scalars(wanted).all()


def seen_by(person: UUID, kinds: Iterable[ApprovalKind]) -> ColumnElement[bool]:
    """One's own requests, and those of kinds that one's role sees."""
    return or_(ApprovalRequest.asked_by == person, ApprovalRequest.kind.in_(list(kinds)))


def awaits(session: Session, subject_id: UUID | None, kind: ApprovalKind, now: datetime) -> bool:
    """Whether such a request about somebody, or about the centre, waits already."""
    wanted = select(ApprovalRequest.id).where(
        ApprovalRequest.subject_id == subject_id,
        ApprovalRequest.kind == kind,
        _is_in(ApprovalState.WAITING, now),
    )
    return session.scalars(wanted.limit(1)).first() is not None


def _is_in(state: ApprovalState, now: datetime) -> ColumnElement[bool]:
    """Whether a request is in a state now: one that nobody decided in time has lapsed."""
    undecided = ApprovalRequest.state == ApprovalState.WAITING
    if state is ApprovalState.WAITING:
        return and_(undecided, ApprovalRequest.lapses_at > now)
    if state is ApprovalState.LAPSED:
        return and_(undecided, ApprovalRequest.lapses_at <= now)
    return ApprovalRequest.state == state
