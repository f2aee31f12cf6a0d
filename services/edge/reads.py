"""A read: one snapshot, then a durable journal entry, then the answer (R-AUD-01)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from services.audit.journal import Purpose, entry_of, refused_as
from services.contract.problems import ProblemCode
from services.db.scope import Scope
from services.edge.context import Context
from services.edge.integrity import UNOPENABLE, told
from services.errors import ServiceError
from services.security.caller import Caller

Value = TypeVar("Value")


@dataclass(frozen=True)
class Seen(Generic[Value]):
    """What a read found, and whose records it showed.

    `is_whole` False: something sealed could not be opened, which is an entry of its own (R-ENC-01).
    `purpose` is why, where it is not the care of these patients; `fingerprint` that of a file which
    leaves.
    """

    value: Value
    object_id: UUID | None = None
    patient_id: UUID | None = None
    shown: tuple[UUID, ...] | None = None
    is_whole: bool = True
    purpose: Purpose | None = None
    fingerprint: str | None = None


def read(
    context: Context, caller: Caller, operation: str, find: Callable[[Session], Seen[Value]]
) -> Value:
    """Runs `find` on a snapshot of the caller's centre; journals what it showed, or the refusal."""
    now = context.clock.now()
    try:
        with context.database.reading(Scope(caller.centre_id)) as session:
            seen = find(session)
    except ServiceError as refused:
        context.journal.append(entry_of(caller, operation, now, refused_as(refused.code)))
        refused.is_journalled = True
        raise
    except UNOPENABLE as broken:
        raise told(context, caller, operation, now, broken) from None
    entry = entry_of(
        caller,
        operation,
        now,
        object_id=seen.object_id,
        patient_id=seen.patient_id,
        shown=seen.shown,
    )
    if seen.purpose is not None:
        entry = replace(entry, purpose=seen.purpose, fingerprint=seen.fingerprint)
    context.journal.append(entry)
    if not seen.is_whole:
        context.journal.append(
            entry_of(
                caller,
                operation,
                now,
                ProblemCode.INTEGRITY_ERROR,
                object_id=seen.object_id,
                patient_id=seen.patient_id,
            )
        )
    return seen.value
