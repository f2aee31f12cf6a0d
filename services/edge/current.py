"""Who is asking: resolves the bearer token of a request and enforces the policy first of all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeAlias
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import String, and_, bindparam, select, type_coerce, update
from sqlalchemy.engine import Row

from services.audit.journal import Entry, entry_of
from services.contract.enums import CredentialScope, Role
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import (
    Account,
    MachineCredential,
    Membership,
    MembershipUnit,
    SignInSession,
)
from services.db.tables.centres import Centre
from services.edge.context import Context, context_of
from services.edge.contracts import contract_ended, forbids, is_over
from services.edge.doors import keep_pace, keep_pace_of_origin, refused
from services.edge.offered import require_offered
from services.edge.problems import request_id_of
from services.errors import ServiceError, forbidden
from services.security.caller import Caller, Exceptional, Tried
from services.security.policy import POLICY, may
from services.security.session_life import (
    SessionLife,
    ending_of,
    is_fresh,
    session_over,
    sign_in_required,
    step_up_needed,
)
from services.security.tokens import hash_of

_Row: TypeAlias = Row[*tuple[Any, ...]]
_LONGEST_TOKEN = 256
_ROLES = {role.value: role for role in Role}
_SCOPES = {scope.value: scope for scope in CredentialScope}

_session = SignInSession.__table__.c
_membership = Membership.__table__.c
_credential = MachineCredential.__table__.c
_centre = Centre.__table__.c

# Built once: this runs before every request. Plain columns, so that no entity is made of them.
_FIND_SESSION = (
    select(
        _session.id,
        _session.account_id,
        _session.centre_id,
        _session.device_id,
        _session.access_expires_at,
        _session.started_at,
        _session.authenticated_at,
        _session.last_act_at,
        _session.ended_at,
        _session.end_reason,
        # As text, a scope below too: a word that this release does not know is no right, no error.
        type_coerce(_membership.role, String).label("role"),
        (_membership.ended_at.is_not(None) | Account.__table__.c.disabled_at.is_not(None)).label(
            "withdrawn"
        ),
        MembershipUnit.__table__.c.unit_id,
        _membership.ends_on,
        _centre.contract_ended_on,
        _centre.zone,
    )
    .join_from(
        SignInSession.__table__,
        Membership.__table__,
        and_(
            _membership.id == _session.membership_id,
            _membership.account_id == _session.account_id,
            _membership.centre_id == _session.centre_id,
        ),
    )
    .join(Account.__table__, Account.__table__.c.id == _session.account_id)
    .join(Centre.__table__, _centre.id == _session.centre_id)
    .outerjoin(MembershipUnit.__table__, MembershipUnit.__table__.c.membership_id == _membership.id)
    .where(_session.access_hash == bindparam("token_hash"))
)
_FIND_CREDENTIAL = (
    select(
        _credential.id,
        _credential.centre_id,
        type_coerce(_credential.scope, String).label("scope"),
        _centre.contract_ended_on,
        _centre.zone,
    )
    .join_from(MachineCredential.__table__, Centre.__table__, _centre.id == _credential.centre_id)
    .where(_credential.secret_hash == bindparam("token_hash"), _credential.revoked_at.is_(None))
)
_MOVE_LAST_ACT = (
    update(SignInSession.__table__)  # type: ignore[arg-type]
    .where(_session.id == bindparam("session_id"), _session.last_act_at < bindparam("now"))
    .values(last_act_at=bindparam("now"))
)
_END = (
    update(SignInSession.__table__)  # type: ignore[arg-type]
    .where(_session.id == bindparam("session_id"), _session.ended_at.is_(None))
    .values(ended_at=bindparam("now"), end_reason=bindparam("ending"))
)


async def _context(request: Request) -> Context:
    """A coroutine, because a plain function would cost a change of thread."""
    return context_of(request)


def current_caller(request: Request) -> Caller:
    """The principal of this request, who may do what it asks.

    Raises 401 without a living session or credential, 403 when the policy gives no right, gives it
    only to somebody who has just proved who they are, or no more after the end of a contract. Every
    refusal is journalled. An act of a person prolongs the session; a read never does.
    """
    context = context_of(request)
    operation = request.scope["route"].operation_id
    request_id = request_id_of(request)
    now = context.clock.now()
    token_hash = _bearer_hash(request)
    tried = _tried(request)
    nobody = Entry(
        operation, now, "", request_id, object_id=tried.object_id, patient_id=tried.patient_id
    )
    if token_hash is None:
        raise _unknown(context, request, nobody)
    with context.database.reader.connect() as connection:
        rows = connection.execute(_FIND_SESSION, {"token_hash": token_hash}).all()
        machine = None
        if not rows:
            machine = connection.execute(_FIND_CREDENTIAL, {"token_hash": token_hash}).one_or_none()
    if rows:
        return _admitted(context, request, _person(context, nobody, rows, tried), rows[0])
    if machine is None:
        raise _unknown(context, request, nobody)
    return _admitted(context, request, _machine(context, nobody, machine, tried), machine)


def _admitted(context: Context, request: Request, caller: Caller, found: _Row) -> Caller:
    """The caller, unless the contract of their centre forbids what they ask."""
    now = context.clock.now()
    request.state.caller = caller
    if forbids(request, found.contract_ended_on, found.zone, now):
        operation = request.scope["route"].operation_id
        raise refused(context, entry_of(caller, operation, now), contract_ended())
    require_offered(request)
    return caller


def _machine(context: Context, asked: Entry, machine: Row[Any], tried: Tried) -> Caller:
    scope = _SCOPES.get(machine.scope)
    caller = Caller(
        principal_id=machine.id,
        account_id=None,
        role=Role.SYSTEM,
        credential_scope=scope,
        centre_id=machine.centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id=asked.request_id,
        tried=tried,
    )
    known = replace(entry_of(caller, asked.action, asked.at), role=f"machine:{machine.scope}")
    keep_pace(context, known, machine.id, context.settings.machine_requests_per_minute)
    if scope is None or not may(asked.action, caller.role, scope):
        raise refused(context, known, forbidden())
    return caller


def _unknown(context: Context, request: Request, nobody: Entry) -> ServiceError:
    """The refusal of a request without a living token; a flood of them is slowed down."""
    keep_pace_of_origin(context, request, nobody)
    return refused(context, nobody, sign_in_required())


def _tried(request: Request) -> Tried:
    """What the path names; a word that is no identifier names nothing."""
    named = {name: _identifier(word) for name, word in request.path_params.items()}
    patient_id = named.get("patient_id")
    return Tried(next((each for each in named.values() if each is not None), None), patient_id)


def _identifier(word: object) -> UUID | None:
    try:
        return UUID(str(word))
    except ValueError:
        return None


def _bearer_hash(request: Request) -> bytes | None:
    """The hash of the one bearer token in the Authorization header; nothing else is looked at."""
    values = request.headers.getlist("authorization")
    if len(values) != 1 or len(values[0]) > _LONGEST_TOKEN:
        return None
    scheme, _, token = values[0].partition(" ")
    return hash_of(token) if scheme.lower() == "bearer" and token else None


def _person(context: Context, asked: Entry, rows: Sequence[_Row], tried: Tried) -> Caller:
    found, now, operation = rows[0], asked.at, asked.action
    known = replace(
        asked,
        centre_id=found.centre_id,
        actor_id=found.account_id,
        role=found.role,
        session_id=found.id,
        device_id=found.device_id,
    )
    keep_pace(context, known, found.account_id, context.settings.requests_per_minute)
    ending = ending_of(_life_of(found, now), now, context.settings)
    if ending is not None:
        _end(context, found, now, ending)
        raise refused(context, known, session_over(ending))
    if now >= found.access_expires_at:
        raise refused(context, known, sign_in_required())
    role = _ROLES.get(found.role)
    if role is None or not may(operation, role, None):
        raise refused(context, known, forbidden())
    if POLICY[operation].needs_fresh and not is_fresh(
        found.authenticated_at, now, context.settings
    ):
        raise refused(context, known, step_up_needed())
    _count_act(context, operation, found, now)
    return Caller(
        principal_id=found.account_id,
        account_id=found.account_id,
        role=role,
        credential_scope=None,
        centre_id=found.centre_id,
        unit_ids=_units_of(rows),
        session_id=found.id,
        device_id=found.device_id,
        request_id=asked.request_id,
        tried=tried,
        exceptional=Exceptional(now) if POLICY[operation].exceptional else None,
    )


def _life_of(found: _Row, now: datetime) -> SessionLife:
    withdrawn = found.withdrawn or is_over(found.ends_on, found.zone, now)
    return SessionLife(
        found.started_at, found.last_act_at, found.ended_at, found.end_reason, withdrawn
    )


def _units_of(rows: Sequence[_Row]) -> frozenset[UUID]:
    return frozenset(row.unit_id for row in rows if row.unit_id is not None)


def _end(context: Context, found: _Row, now: datetime, ending: str) -> None:
    """Stores that a session is over, so that no later clock or change can bring it back."""
    if found.ended_at is None:
        with context.database.writing(NO_CENTRE) as session:
            session.execute(_END, {"session_id": found.id, "now": now, "ending": ending})


def _count_act(context: Context, operation: str, found: _Row, now: datetime) -> None:
    """Moves the last act of the session, at most once in `act_resolution_s`: it is a write."""
    due = found.last_act_at + timedelta(seconds=context.settings.act_resolution_s)
    if POLICY[operation].is_act and now >= due:
        with context.database.writing(NO_CENTRE) as session:
            session.execute(_MOVE_LAST_ACT, {"session_id": found.id, "now": now})


def is_still(context: Context, request: Request, caller: Caller) -> bool:
    """Whether the person of a request that goes on may still be answered: same session, token,
    role and units (R-SES-05). It counts as nothing and ends nothing.
    """
    operation = request.scope["route"].operation_id
    with context.database.reader.connect() as connection:
        rows = connection.execute(_FIND_SESSION, {"token_hash": _bearer_hash(request)}).all()
    if not rows:
        return False
    found, now = rows[0], context.clock.now()
    lives = ending_of(_life_of(found, now), now, context.settings) is None
    return (
        lives
        and now < found.access_expires_at
        and found.role == caller.role
        and may(operation, caller.role, None)
        and _units_of(rows) == caller.unit_ids
    )


CurrentContext = Annotated[Context, Depends(_context)]
CurrentCaller = Annotated[Caller, Depends(current_caller)]
