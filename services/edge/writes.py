"""A write: one transaction with its journal entry and the memory that makes it repeatable."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Header, Request, Response
from pydantic import BaseModel
from sqlalchemy import bindparam, delete, insert, select, text, tuple_
from sqlalchemy.orm import Session

from services.audit.journal import entry_of, record, refused_as
from services.contract.enums import Role
from services.contract.problems import ProblemCode
from services.contract.report_enums import ExportPurpose
from services.db.scope import Scope
from services.db.tables.edge import IdempotencyRecord
from services.db.tables.patients import Patient
from services.edge import exceptional
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE, told
from services.errors import ServiceError, not_found
from services.security.caller import Caller
from services.security.ciphers import Cipher, Place

_SHORTEST_KEY, _LONGEST_KEY = 8, 128
_FORGOTTEN_AT_ONCE = 20
_SAME_KEY_WAITS = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")
_BY_KEY = select(IdempotencyRecord).where(
    IdempotencyRecord.principal_id == bindparam("principal_id"),
    IdempotencyRecord.key == bindparam("key"),
)
_FORGET_KEY = (
    delete(IdempotencyRecord)
    .where(
        IdempotencyRecord.principal_id == bindparam("principal_id"),
        IdempotencyRecord.key == bindparam("key"),
    )
    .execution_options(synchronize_session=False)
)
_KEEP = insert(IdempotencyRecord.__table__)  # type: ignore[arg-type]
_AGED = (
    select(IdempotencyRecord.principal_id, IdempotencyRecord.key)
    .where(IdempotencyRecord.made_at < bindparam("before"))
    .order_by(IdempotencyRecord.made_at)
    .limit(_FORGOTTEN_AT_ONCE)
    # Two writers do not wait for each other to forget the same.
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True)
class Intention:
    """One thing that somebody wants to happen, recognised again by its key and its body."""

    key: str
    operation: str
    target: str
    body: bytes
    expected_version: int | None

    def require_version(self) -> int:
        """The version the writer saw; raises 428 without `If-Match`."""
        if self.expected_version is None:
            raise ServiceError(
                428, ProblemCode.VERSION_REQUIRED, "This act needs an If-Match header."
            )
        return self.expected_version


@dataclass(frozen=True)
class Done:
    """What a write did: the answer, and which object of which patient it changed."""

    reply: BaseModel
    status: int = 200
    object_id: UUID | None = None
    object_version: int | None = None
    patient_id: UUID | None = None
    beside: tuple[UUID, ...] = ()
    """Other objects of the same patient that it changed; each has its journal entry."""
    purpose: ExportPurpose | None = None
    """Why something is to leave the product, where that is why it was done."""


class IntentionHeaders:
    """A dependency: the headers of an unsafe request."""

    def __call__(
        self,
        request: Request,
        idempotency_key: Annotated[str | None, Header()] = None,
        if_match: Annotated[str | None, Header()] = None,
    ) -> "Headers":
        """The headers; raises 400 without one well-formed key, or when the version is none."""
        for name in ("idempotency-key", "if-match"):
            if len(set(request.headers.getlist(name))) > 1:
                raise ServiceError(
                    400, ProblemCode.BAD_REQUEST, f"Two {name} headers do not agree."
                )
        if idempotency_key is None:
            raise ServiceError(
                400,
                ProblemCode.IDEMPOTENCY_KEY_REQUIRED,
                "This request needs an Idempotency-Key header.",
            )
        well_formed = idempotency_key.isascii() and idempotency_key.isprintable()
        if not (_SHORTEST_KEY <= len(idempotency_key) <= _LONGEST_KEY and well_formed):
            raise ServiceError(
                400,
                ProblemCode.IDEMPOTENCY_KEY_REQUIRED,
                f"An Idempotency-Key has {_SHORTEST_KEY} to {_LONGEST_KEY} visible characters.",
            )
        return Headers(idempotency_key, _version(if_match), request.url.path)


@dataclass(frozen=True)
class Headers:
    """The headers of an unsafe request, and the path it was sent to."""

    key: str
    expected_version: int | None
    path: str

    def intention(self, operation: str, body: bytes) -> Intention:
        """The intention of this request."""
        return Intention(self.key, operation, self.path, body, self.expected_version)


def _version(if_match: str | None) -> int | None:
    if if_match is None:
        return None
    bare = if_match.strip().removeprefix("W/").strip('"')
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 9):
        raise ServiceError(400, ProblemCode.BAD_REQUEST, 'If-Match holds a version, such as "3".')
    return int(bare)


def write(
    context: Context,
    caller: Caller,
    intention: Intention,
    act: Callable[[Session, datetime], Done],
) -> Response:
    """Runs `act` once for an intention: a repetition answers the same, and changes nothing.

    Raises 422 when the key was used for something else. A refusal leaves nothing but its journal
    entry.
    """
    now = context.clock.now()
    try:
        with context.database.writing(Scope(caller.centre_id)) as session:
            return _once(context, session, caller, intention, act, now)
    except ServiceError as refused:
        context.journal.append(entry_of(caller, intention.operation, now, refused_as(refused.code)))
        refused.is_journalled = True
        raise
    except UNOPENABLE as broken:
        raise told(context, caller, intention.operation, now, broken) from None


def _once(
    context: Context,
    session: Session,
    caller: Caller,
    intention: Intention,
    act: Callable[[Session, datetime], Done],
    now: datetime,
) -> Response:
    if not context.database.is_sqlite:
        session.execute(_SAME_KEY_WAITS, {"subject": f"{caller.principal_id}:{intention.key}"})
    oldest_known = now - timedelta(days=context.settings.idempotency_days)
    known = _known(session, caller, intention, oldest_known)
    body_hash = _hash_of(context, caller, intention)
    if known is not None:
        return _repeated(context, session, caller, intention, known, body_hash, now)
    done = act(session, now)
    _forget(session, oldest_known)
    body = done.reply.model_dump_json().encode()
    cipher = _cipher(context, caller, done.patient_id)
    kept = {
        "principal_id": caller.principal_id,
        "key": intention.key,
        "centre_id": caller.centre_id,
        "operation": intention.operation,
        "body_hash": body_hash,
        "status": done.status,
        "object_id": done.object_id,
        "object_version": done.object_version,
        "patient_id": done.patient_id,
        "response": cipher.seal(_place(caller, intention), body),
        "made_at": now,
    }
    session.execute(_KEEP, kept)
    for object_id in (done.object_id, *done.beside):
        entry = entry_of(
            caller, intention.operation, now, object_id=object_id, patient_id=done.patient_id
        )
        record(session, entry if done.purpose is None else replace(entry, purpose=done.purpose))
    return _answer(body, done.status, done.object_version, replayed=False)


def _known(
    session: Session, caller: Caller, intention: Intention, since: datetime
) -> IdempotencyRecord | None:
    """The answer that this key had; one from before `since` goes, as if it had never been."""
    asked = {"principal_id": caller.principal_id, "key": intention.key}
    known = session.execute(_BY_KEY, asked).scalar_one_or_none()
    if known is None or known.made_at >= since:
        return known
    session.execute(_FORGET_KEY, asked)
    return None


def _forget(session: Session, before: datetime) -> None:
    """Deletes the oldest answers that no repetition may ask for any more, a few at each write."""
    rows = session.execute(_AGED, {"before": before}).all()
    if rows:
        keys = tuple_(IdempotencyRecord.principal_id, IdempotencyRecord.key)
        session.execute(
            delete(IdempotencyRecord).where(keys.in_([tuple(row) for row in rows])),
            execution_options={"synchronize_session": False},
        )


def _hash_of(context: Context, caller: Caller, intention: Intention) -> bytes:
    """The version is part of what was asked: the same act on a newer one is another intention."""
    keyed = context.keys.keyed_hash(caller.centre_id, "idempotency")
    asked = f"{intention.operation} {intention.target} {intention.expected_version}\n".encode()
    return keyed.of(asked + hashlib.sha256(intention.body).digest())


def _repeated(
    context: Context,
    session: Session,
    caller: Caller,
    intention: Intention,
    known: IdempotencyRecord,
    body_hash: bytes,
    now: datetime,
) -> Response:
    if not hmac.compare_digest(known.body_hash, body_hash):
        raise ServiceError(
            422,
            ProblemCode.IDEMPOTENCY_KEY_REUSED,
            "This Idempotency-Key was used for another request.",
        )
    if known.patient_id is not None and not _still_reaches(session, caller, known.patient_id):
        raise not_found()
    record(
        session,
        entry_of(
            caller,
            intention.operation,
            now,
            "repeated",
            object_id=known.object_id,
            patient_id=known.patient_id,
        ),
    )
    body = _cipher(context, caller, known.patient_id).open(
        _place(caller, intention), known.response
    )
    return _answer(body, known.status, known.object_version, replayed=True)


def _still_reaches(session: Session, caller: Caller, patient_id: UUID) -> bool:
    """Whether the caller could make this request today; rights may have gone since the first one.

    A machine credential and the privacy officer reach the patients of their centre, a patient
    themself, a person those of their units and whom an exceptional access still opens.
    """
    unit_id = session.scalar(select(Patient.unit_id).where(Patient.id == patient_id))
    if caller.credential_scope is not None or caller.role is Role.PRIVACY_OFFICER:
        return unit_id is not None
    if caller.own_patient_id is not None:
        return caller.own_patient_id == patient_id
    return unit_id in caller.unit_ids or exceptional.opens(session, caller, patient_id)


def _cipher(context: Context, caller: Caller, patient_id: UUID | None) -> Cipher:
    if patient_id is None:
        return context.keys.centre(caller.centre_id)
    return context.keys.patient(patient_id)


def _place(caller: Caller, intention: Intention) -> Place:
    return Place("idempotency", "response", uuid5(caller.principal_id, intention.key))


def _answer(body: bytes, status: int, version: int | None, *, replayed: bool) -> Response:
    headers = {} if version is None else {"ETag": f'"{version}"'}
    if replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(body, status, headers, "application/json")
