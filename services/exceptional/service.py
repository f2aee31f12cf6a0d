"""Opens, shows and ends accesses; when an hour is over is read from the clock, by no timer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.unreadable import label_without_identity, labels
from services.centres.people import people
from services.contract.exceptional_access import (
    MINUTES,
    ExceptionalAccess,
    ExceptionalAccessAsk,
    ExceptionalAccessEnded,
    ExceptionalAccessEntry,
    ExceptionalAccesses,
    ExceptionalAccessPage,
)
from services.contract.problems import ProblemCode
from services.db.tables.record import ExceptionalAccess as Access
from services.edge.context import Context
from services.edge.exceptional import opens
from services.edge.reads import Seen
from services.edge.writes import Done
from services.errors import ServiceError, forbidden, not_found
from services.exceptional import repository
from services.exceptional.finding import find
from services.ids import new_id
from services.pagination import encode_cursor
from services.security.caller import Caller
from services.security.ciphers import Place
from services.security.keystore import KeyStore

_LASTS: Final = timedelta(minutes=MINUTES)


def open_access(
    session: Session, context: Context, caller: Caller, ask: ExceptionalAccessAsk, now: datetime
) -> Done:
    """Opens the patient of an exact identity to this session for an hour; 404 for anybody else.

    An access that is open already ends: a new reason begins a new hour. Raises 409 for a patient of
    one's own units, who needs none.
    """
    if caller.exceptional is None:
        raise forbidden()
    # The instant by which this very request is judged: it opens the record already.
    since = caller.exceptional.at
    patient = find(session, context.keys, caller.centre_id, ask)
    if patient.unit_id in caller.unit_ids:
        raise ServiceError(
            409, ProblemCode.ACCESS_NOT_NEEDED, "This patient is of one of your units."
        )
    repository.hold(session, caller)
    repository.close(session, caller, patient.id, now)
    access_id = new_id()
    cipher = context.keys.patient(patient.id)
    made = {
        "id": access_id,
        "centre_id": caller.centre_id,
        "patient_id": patient.id,
        "account_id": caller.person,
        "session_id": caller.session_id,
        "reason": ask.reason,
        "detail": cipher.seal(_place(access_id), ask.text.encode()),
        "since": since,
        "until": since + _LASTS,
        "ended_at": None,
    }
    repository.add(session, made)
    opens(session, caller, patient.id)
    reply = next(
        each
        for each in _shown(session, context.keys, repository.live(session, caller))
        if each.id == access_id
    )
    return Done(reply, status=201, object_id=access_id, patient_id=patient.id)


def live_ones(session: Session, keys: KeyStore, caller: Caller) -> Seen[ExceptionalAccesses]:
    """What this session has open."""
    found = repository.live(session, caller)
    shown = tuple(dict.fromkeys(each.patient_id for each in found))
    for patient_id in shown:
        opens(session, caller, patient_id)
    return Seen(ExceptionalAccesses(items=_shown(session, keys, found)), shown=shown)


def end_access(session: Session, caller: Caller, access_id: UUID, now: datetime) -> Done:
    """Ends one that this session has open, and the patient is closed; raises 404 for any other."""
    for access in repository.live(session, caller):
        if access.id == access_id:
            opens(session, caller, access.patient_id)
            repository.close(session, caller, access.patient_id, now)
            # The journal names the patient; the answer, which may be asked for again, does not.
            return Done(ExceptionalAccessEnded(id=access.id, ended_at=now), object_id=access.id)
    raise not_found()


def journal_page(session: Session, limit: int, after: UUID | None) -> Seen[ExceptionalAccessPage]:
    """Who opened whom in the centre, for the privacy officer: no name of a patient, no words."""
    found = repository.newest(session, limit + 1, after)
    shown = found[:limit]
    named = people(session, [row.ExceptionalAccess.account_id for row in shown])
    items = [
        ExceptionalAccessEntry(
            id=row.ExceptionalAccess.id,
            by=named[row.ExceptionalAccess.account_id],
            role=row.role,
            patient_id=row.ExceptionalAccess.patient_id,
            reason=row.ExceptionalAccess.reason,
            since=row.ExceptionalAccess.since,
            until=row.ExceptionalAccess.until,
            ended_at=row.ExceptionalAccess.ended_at,
        )
        for row in shown
    ]
    following = encode_cursor([str(items[-1].id)]) if len(found) > limit else None
    return Seen(
        ExceptionalAccessPage(items=items, next_cursor=following),
        shown=tuple(dict.fromkeys(item.patient_id for item in items)),
    )


def _shown(session: Session, keys: KeyStore, rows: Sequence[Access]) -> list[ExceptionalAccess]:
    known = labels(session, keys, [row.patient_id for row in rows])
    return [
        ExceptionalAccess(
            id=row.id,
            patient=known[row.patient_id] or label_without_identity(row.patient_id),
            reason=row.reason,
            since=row.since,
            until=row.until,
            ended_at=row.ended_at,
            identity_unreadable=known[row.patient_id] is None,
        )
        for row in rows
    ]


def _place(access_id: UUID) -> Place:
    return Place("exceptional_access", "detail", access_id)
