"""Asking a second person, and what they decide (R-AZ-10).

A request is never edited: who wants something else takes it back and asks anew, so that nothing
can change between what was seen and what is approved. It is carried out in the transaction that
approves it, or it is void.
"""

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from hashlib import sha256
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from services.accounts import repository as people_rows
from services.approvals import rows
from services.approvals.kinds import Approved, Kind, Kinds, Void
from services.centres.people import people
from services.contract.approvals import (
    LAPSES_AFTER_H,
    Approval,
    ApprovalKind,
    ApprovalPage,
    ApprovalState,
    ApproveAsk,
    DeclineAsk,
    VoidReason,
)
from services.contract.base import Reply
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.problems import ProblemCode
from services.db.tables.staff import ApprovalRequest
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, forbidden, not_found
from services.ids import new_id
from services.pagination import encode_cursor
from services.security.caller import Caller
from services.security.ciphers import Place
from services.security.unreadable import opened

Shape = TypeVar("Shape", bound=Reply)


@dataclass
class Desk:
    """Who asks or decides, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime
    kinds: Kinds

    @cached_property
    def administers(self) -> bool:
        """Whether the caller is an administrator of the centre too, in whatever session."""
        return people_rows.has_role(
            self.session, self.caller.centre_id, [Role.ADMIN], self.now, self.caller.person
        )


def ask(
    session: Session,
    context: Context,
    caller: Caller,
    kind: ApprovalKind,
    payload: Reply,
    subject_id: UUID | None,
    *,
    is_single: bool = False,
) -> UUID:
    """Has something wait for a second person; raises 409 while the same of somebody waits.

    `is_single`: one such request of the whole centre waits at a time.
    """
    now, request_id = context.clock.now(), new_id()
    is_single = is_single or subject_id is not None
    if is_single and rows.awaits(session, subject_id, kind, now):
        raise ServiceError(409, ProblemCode.STATE_FORBIDS, "Such a request waits already.")
    content = payload.model_dump_json().encode()
    cipher = context.keys.centre(caller.centre_id)
    session.add(
        ApprovalRequest(
            id=request_id,
            centre_id=caller.centre_id,
            kind=kind,
            state=ApprovalState.WAITING,
            subject_id=subject_id,
            payload=cipher.seal(_payload_place(request_id), content),
            digest=sha256(content).digest(),
            asked_by=caller.person,
            asked_at=now,
            lapses_at=now + timedelta(hours=LAPSES_AFTER_H),
            version=1,
        )
    )
    session.flush()
    return request_id


def waiting(
    session: Session, context: Context, caller: Caller, kind: ApprovalKind, payload: type[Shape]
) -> list[Shape]:
    """What waits in this centre of one kind, whoever asked; without what cannot be opened."""
    rows_of_kind = rows.waiting(session, ApprovalRequest.kind == kind, context.clock.now())
    contents = (_content(context, caller, row) for row in rows_of_kind)
    return [payload.model_validate_json(each) for each in contents if each is not None]


def is_waiting(session: Session, kind: ApprovalKind, now: datetime) -> bool:
    """Whether a request of the whole centre waits."""
    return rows.awaits(session, None, kind, now)


def words_of(session: Session, context: Context, ids: list[UUID]) -> dict[UUID, str]:
    """What was said when some requests were decided, by their ids; of those that can be opened."""
    found = rows.some(session, ids) if ids else []
    told = {row.id: _words(context, row) for row in found}
    return {request_id: words for request_id, words in told.items() if words is not None}


def page(desk: Desk, state: ApprovalState | None, limit: int, before: UUID | None) -> ApprovalPage:
    """What one asked, and what one's role sees."""
    seen = _seen(desk)
    found = rows.page(desk.session, seen, desk.now, state, limit, before)
    shown = found[:limit]
    named = people(desk.session, [each for row in shown for each in (row.asked_by, row.decided_by)])
    return ApprovalPage(
        items=[_approval(desk, row, named) for row in shown],
        waiting=sum(_may_decide(desk, row) for row in rows.waiting(desk.session, seen, desk.now)),
        next_cursor=encode_cursor([str(shown[-1].id)]) if len(found) > limit else None,
    )


def one(desk: Desk, request_id: UUID) -> Approval:
    """One request; raises 404 for one that is not seen."""
    row = rows.one(desk.session, request_id)
    if row is None or not _is_seen(desk, row):
        raise not_found()
    return _shown(desk, row)


def approve(desk: Desk, request_id: UUID, version: int, ask: ApproveAsk) -> Done:
    """Carries out exactly what was seen; the request is void where that is not possible any more.

    Raises 403, 404, 409, 412.
    """
    row = _decided(desk, request_id, version)
    if not hmac.compare_digest(row.digest.hex(), ask.digest.lower()):
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This is not what was asked.")
    work = Approved(desk.session, desk.context, desk.caller, row.asked_by, desk.now)
    try:
        with desk.session.begin_nested():
            concerned = _kind(desk, row).carry_out(work, _payload(desk, row))
    except Void as void:
        return _settled(desk, row, ApprovalState.VOID, None, because=void.because)
    done = _settled(desk, row, ApprovalState.APPROVED, None)
    # The journal names what was changed, not its request alone.
    return done if concerned is None else replace(done, beside=(concerned,))


def refuse(desk: Desk, request_id: UUID, version: int, ask: DeclineAsk) -> Done:
    """Nothing of it is done; raises 403, 404, 409, 412."""
    row = _decided(desk, request_id, version)
    return _settled(desk, row, ApprovalState.REFUSED, ask.words)


def withdraw(desk: Desk, request_id: UUID, version: int, ask: DeclineAsk) -> Done:
    """Whoever asked takes it back; raises 404, 409, 412."""
    row = _held(desk, request_id)
    if row.asked_by != desk.caller.person:
        raise not_found()
    _require_waiting(desk, row, version)
    return _settled(desk, row, ApprovalState.WITHDRAWN, ask.words)


def drop(session: Session, caller: Caller, request_id: UUID, now: datetime) -> None:
    """Takes back what the caller asked, with what it is about; what is decided stays decided."""
    row = rows.held(session, request_id)
    if row is None or row.asked_by != caller.person or row.state is not ApprovalState.WAITING:
        return
    rows.settle(session, row, rows.Decision(ApprovalState.WITHDRAWN, caller.person, now, None))


def _held(desk: Desk, request_id: UUID) -> ApprovalRequest:
    row = rows.held(desk.session, request_id)
    if row is None or not _is_seen(desk, row):
        raise not_found()
    return row


def _decided(desk: Desk, request_id: UUID, version: int) -> ApprovalRequest:
    """A request that the caller may decide now, held."""
    row, caller = _held(desk, request_id), desk.caller
    if not _is_entitled(desk, row) or not people_rows.has_role(
        desk.session, caller.centre_id, [caller.role], desk.now, caller.person
    ):
        raise forbidden()
    _require_waiting(desk, row, version)
    return row


def _require_waiting(desk: Desk, row: ApprovalRequest, version: int) -> None:
    if _state(desk, row) is not ApprovalState.WAITING:
        raise ServiceError(409, ProblemCode.STATE_FORBIDS, "This request waits no more.")
    if row.version != version:
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This request was changed meanwhile.")


def _settled(
    desk: Desk,
    row: ApprovalRequest,
    state: ApprovalState,
    words: str | None,
    *,
    because: VoidReason | None = None,
) -> Done:
    sealed = None
    if words is not None:
        cipher = desk.context.keys.centre(desk.caller.centre_id)
        sealed = cipher.seal(_words_place(row.id), words.encode())
    decision = rows.Decision(state, desk.caller.person, desk.now, sealed, because)
    settled = rows.settle(desk.session, row, decision)
    return Done(_shown(desk, settled), object_id=settled.id, object_version=settled.version)


def _shown(desk: Desk, row: ApprovalRequest) -> Approval:
    return _approval(desk, row, people(desk.session, [row.asked_by, row.decided_by]))


def _approval(desk: Desk, row: ApprovalRequest, named: dict[UUID, PersonLabel]) -> Approval:
    is_waiting = _state(desk, row) is ApprovalState.WAITING
    return Approval(
        id=row.id,
        kind=row.kind,
        state=_state(desk, row),
        payload=_payload(desk, row),
        digest=row.digest.hex(),
        asked_by=named[row.asked_by],
        asked_at=row.asked_at,
        lapses_at=row.lapses_at,
        decided_by=None if row.decided_by is None else named.get(row.decided_by),
        decided_at=row.decided_at,
        decided_words=_words(desk.context, row),
        void_because=row.void_because,
        may_decide=_may_decide(desk, row),
        may_withdraw=is_waiting and row.asked_by == desk.caller.person,
        version=row.version,
    )


def _state(desk: Desk, row: ApprovalRequest) -> ApprovalState:
    has_lapsed = row.state is ApprovalState.WAITING and desk.now >= row.lapses_at
    return ApprovalState.LAPSED if has_lapsed else row.state


def _may_decide(desk: Desk, row: ApprovalRequest) -> bool:
    return _state(desk, row) is ApprovalState.WAITING and _is_entitled(desk, row)


def _is_entitled(desk: Desk, row: ApprovalRequest) -> bool:
    """Another person, whom it does not concern, in a role that decides this; nobody who gives
    roles as well: they would approve what their own puppet asks.
    """
    payload = _payload(desk, row)
    # What cannot be seen is decided by nobody; it lapses.
    if payload is None or desk.caller.person in (row.asked_by, row.subject_id):
        return False
    return not desk.administers and desk.caller.role in _kind(desk, row).approvers(payload)


def _seen(desk: Desk) -> ColumnElement[bool]:
    kinds = (kind for kind, each in desk.kinds.items() if desk.caller.role in each.readers)
    return rows.seen_by(desk.caller.person, kinds)


def _is_seen(desk: Desk, row: ApprovalRequest) -> bool:
    return row.asked_by == desk.caller.person or desk.caller.role in _kind(desk, row).readers


def _kind(desk: Desk, row: ApprovalRequest) -> Kind:
    return desk.kinds[row.kind]


def _payload(desk: Desk, row: ApprovalRequest) -> Reply | None:
    """What was asked; None when it cannot be opened, or is not what was asked."""
    content = _content(desk.context, desk.caller, row)
    return None if content is None else _kind(desk, row).payload.model_validate_json(content)


def _content(context: Context, caller: Caller, row: ApprovalRequest) -> bytes | None:
    cipher = context.keys.centre(caller.centre_id)
    read = partial(cipher.open, _payload_place(row.id), row.payload)
    content = opened(read, "approval_request", row.id)
    if content is None or sha256(content).digest() != row.digest:
        return None
    return content


def _words(context: Context, row: ApprovalRequest) -> str | None:
    if row.decided_words is None:
        return None
    cipher = context.keys.centre(row.centre_id)
    read = partial(cipher.open, _words_place(row.id), row.decided_words)
    found = opened(read, "approval_request", row.id)
    return None if found is None else found.decode()


def _payload_place(request_id: UUID) -> Place:
    return Place("approval_request", "payload", request_id)


def _words_place(request_id: UUID) -> Place:
    return Place("approval_request", "decided_words", request_id)
