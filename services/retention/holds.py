"""What stops archiving and erasure: placed and ended by the privacy officer (S-31)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.problems import CurrentState, ProblemCode
from services.contract.retention import Hold, HoldAsk, HoldMark
from services.db.holding import hold_patient
from services.db.tables.retention import RetentionHold
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.ids import new_id
from services.retention.reaching import require_reach
from services.security.caller import Caller
from services.security.ciphers import Cipher, Place
from services.security.unreadable import ciphers, opened

_OF_PATIENT: Final = (
    select(RetentionHold)
    .where(RetentionHold.patient_id == bindparam("patient_id"))
    .order_by(RetentionHold.placed_at.desc(), RetentionHold.id)
    .execution_options(populate_existing=True)
)
_STANDING: Final = select(RetentionHold).where(
    RetentionHold.patient_id.in_(bindparam("patient_ids", expanding=True)),
    RetentionHold.ended_at.is_(None),
)


@dataclass(frozen=True)
class HoldWork:
    """Who changes the holds of which patient, and when."""

    session: Session
    context: Context
    caller: Caller
    patient_id: UUID
    now: datetime


def place(work: HoldWork, ask: HoldAsk) -> Done:
    """From now on nothing of this patient is archived or erased; raises 404, `KeyMissing`."""
    _hold(work)
    hold_id = new_id()
    cipher = work.context.keys.patient(work.patient_id)
    row = {
        "id": hold_id,
        "centre_id": work.caller.centre_id,
        "patient_id": work.patient_id,
        "reason": ask.reason,
        "words": cipher.seal(_place(hold_id), ask.words.encode()),
        "placed_by": work.caller.person,
        "placed_at": work.now,
        "ended_by": None,
        "ended_at": None,
        "version": 1,
    }
    work.session.execute(insert(RetentionHold), row)
    return _done(work, hold_id, 201)


def end(work: HoldWork, hold_id: UUID, version: int) -> Done:
    """The clock runs again; raises 404 for a hold of somebody else, 409 for one that is over, 412
    for one that was changed.
    """
    _hold(work)
    found = _one(work, hold_id)
    if found.version != version:
        raise ServiceError(
            412, ProblemCode.VERSION_STALE, "This was changed meanwhile.", current=_now(work, found)
        )
    if found.ended_at is not None:
        raise ServiceError(
            409, ProblemCode.STATE_FORBIDS, "This hold has ended.", current=_now(work, found)
        )
    work.session.execute(
        update(RetentionHold)
        .where(RetentionHold.id == hold_id)
        .values(ended_by=work.caller.person, ended_at=work.now, version=RetentionHold.version + 1)
        .execution_options(synchronize_session=False)
    )
    return _done(work, hold_id, 200)


def holds_of(session: Session, context: Context, patient_id: UUID) -> list[Hold]:
    """All holds of a patient, the last one first."""
    rows = session.scalars(_OF_PATIENT, {"patient_id": patient_id}).all()
    cipher = ciphers(context.keys, [patient_id])[patient_id]
    return _shown(session, cipher, rows)


def marks_of(session: Session, patient_ids: Sequence[UUID]) -> dict[UUID, list[HoldMark]]:
    """The holds that stand of some patients, without their words."""
    found: dict[UUID, list[HoldMark]] = {}
    if not patient_ids:
        return found
    rows = session.scalars(_STANDING, {"patient_ids": list(patient_ids)}).all()
    named = people(session, [each.placed_by for each in rows])
    for each in rows:
        mark = HoldMark(
            id=each.id,
            reason=each.reason,
            placed_by=named.get(each.placed_by),
            placed_at=each.placed_at,
        )
        found.setdefault(each.patient_id, []).append(mark)
    return found


def _hold(work: HoldWork) -> None:
    require_reach(work.session, work.caller, work.patient_id)
    hold_patient(work.session, work.patient_id)
    # Whoever was waited for may have erased them.
    require_reach(work.session, work.caller, work.patient_id)


def _one(work: HoldWork, hold_id: UUID) -> RetentionHold:
    for each in work.session.scalars(_OF_PATIENT, {"patient_id": work.patient_id}):
        if each.id == hold_id:
            return each
    raise not_found()


def _done(work: HoldWork, hold_id: UUID, status: int) -> Done:
    found = _one(work, hold_id)
    cipher = work.context.keys.patient(work.patient_id)
    return Done(
        _shown(work.session, cipher, [found])[0],
        status,
        object_id=hold_id,
        object_version=found.version,
        patient_id=work.patient_id,
    )


def _shown(session: Session, cipher: Cipher, rows: Iterable[RetentionHold]) -> list[Hold]:
    listed = list(rows)
    named = people(session, [who for each in listed for who in (each.placed_by, each.ended_by)])
    return [
        Hold(
            id=each.id,
            patient_id=each.patient_id,
            reason=each.reason,
            words=opened(partial(_words, cipher, each.id, each.words), "hold", each.id),
            placed_by=named.get(each.placed_by),
            placed_at=each.placed_at,
            ended_by=None if each.ended_by is None else named.get(each.ended_by),
            ended_at=each.ended_at,
            version=each.version,
        )
        for each in listed
    ]


def _words(cipher: Cipher, hold_id: UUID, sealed: bytes) -> str:
    return cipher.open(_place(hold_id), sealed).decode()


def _place(hold_id: UUID) -> Place:
    return Place("retention_hold", "words", hold_id)


def _now(work: HoldWork, found: RetentionHold) -> CurrentState:
    is_over = found.ended_at is not None
    by = found.ended_by if is_over else found.placed_by
    named = people(work.session, [by])
    return CurrentState(
        version=found.version,
        state="ended" if is_over else "standing",
        by=None if by is None else named.get(by),
        at=found.ended_at or found.placed_at,
    )
