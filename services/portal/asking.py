"""Who is at the pages: resolves the cookie of a patient's session, and enforces that it lives.

A patient reaches their own record, and every act and read of theirs is journalled with their role.
No header and no token of a professional opens a page, and this session opens nothing else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import Row

from services.audit.journal import Entry
from services.contract.enums import Role
from services.contract.week_enums import Answering
from services.db.scope import NO_CENTRE
from services.edge.context import Context, context_of
from services.edge.contracts import contract_ended, forbids
from services.edge.doors import keep_pace, keep_pace_of_origin, refused
from services.edge.offered import require_offered
from services.edge.problems import request_id_of
from services.portal import repository
from services.portal.cookies import SESSION, secret_in
from services.security.caller import Caller, Tried
from services.security.session_life import sign_in_required
from services.security.tokens import hash_of

_AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class Visitor:
    """A patient at their pages, or somebody who helps them."""

    caller: Caller
    answering: Answering
    invitation_id: UUID

    @property
    def patient_id(self) -> UUID:
        """Whose pages these are."""
        return self.caller.principal_id


def current_patient(request: Request) -> Visitor:
    """The patient of this request; raises 401 without a living session. Reading prolongs it."""
    context = context_of(request)
    operation = request.scope["route"].operation_id
    now = context.clock.now()
    nobody = Entry(operation, now, "", request_id_of(request))
    secret = secret_in(request, SESSION)
    found = None
    if secret is not None:
        with context.database.reading(NO_CENTRE) as session:
            found = repository.session_with(session, hash_of(secret))
    if secret is None or found is None:
        keep_pace_of_origin(context, request, nobody)
        raise refused(context, nobody, sign_in_required())
    caller = _caller(request, found)
    known = Entry(
        operation,
        now,
        "",
        nobody.request_id,
        centre_id=caller.centre_id,
        actor_id=caller.principal_id,
        role=Role.PATIENT,
        session_id=caller.session_id,
        patient_id=caller.principal_id,
    )
    keep_pace(context, known, caller.principal_id, context.settings.requests_per_minute)
    if not _lives(context, found, now):
        raise refused(context, known, sign_in_required())
    request.state.caller = caller
    if forbids(request, found.contract_ended_on, found.zone, now):
        raise refused(context, known, contract_ended())
    require_offered(request)
    _count_act(context, found, now)
    return Visitor(caller, found.answering, found.invitation_id)


def _caller(request: Request, found: _AnyRow) -> Caller:
    return Caller(
        principal_id=found.patient_id,
        account_id=None,
        role=Role.PATIENT,
        credential_scope=None,
        centre_id=found.centre_id,
        unit_ids=frozenset(),
        session_id=found.id,
        device_id=None,
        request_id=request_id_of(request),
        tried=Tried(patient_id=found.patient_id),
    )


def _lives(context: Context, found: _AnyRow, now: datetime) -> bool:
    """Whether a session is open still; one that ran out is written down as ended, so that no later
    clock brings it back.
    """
    if found.ended_at is not None or found.invitation_ended_at is not None:
        return False
    settings = context.settings
    is_over = (
        now - found.last_act_at > timedelta(seconds=settings.idle_limit_s)
        or now - found.started_at > timedelta(seconds=settings.session_limit_s)
        or now < found.started_at
    )
    if is_over:
        with context.database.writing(NO_CENTRE) as session:
            repository.end_session(session, found.id, now)
    return not is_over


def _count_act(context: Context, found: _AnyRow, now: datetime) -> None:
    if now - found.last_act_at >= timedelta(seconds=context.settings.act_resolution_s):
        with context.database.writing(NO_CENTRE) as session:
            repository.move_last_act(session, found.id, now)


CurrentVisitor = Annotated[Visitor, Depends(current_patient)]
