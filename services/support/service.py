"""Requests for help with the product: made by anybody of the staff, answered by administrators.

Whoever asked reads their own. What is written is sealed under the key of the centre.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.support import (
    DUE_DAYS,
    NAMES_PATIENT,
    NOT_A_LOG,
    SupportAnswerAsk,
    SupportAsk,
    SupportPage,
    SupportRequest,
    SupportRow,
    SupportState,
    SupportStep,
    SupportStepKind,
)
from services.contract.texts import seen
from services.db.tables import support as tables
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, not_found
from services.ids import new_id
from services.pagination import decode_cursor, encode_cursor
from services.security.caller import Caller
from services.security.ciphers import Place
from services.security.unreadable import opened
from services.support import repository
from services.support.identifiers import is_log, names_patient

_LONGEST_BEGINNING: Final = 120


@dataclass(frozen=True)
class SupportWork:
    """Who reads or writes requests in their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime


@dataclass(frozen=True)
class Wanted:
    """Which requests: those of a person or, for None, of everybody; no states: all."""

    requester_id: UUID | None
    states: tuple[SupportState, ...]
    limit: int
    cursor: str | None


def page(work: SupportWork, wanted: Wanted) -> SupportPage:
    """Requests by when an answer is due, closed ones last; raises 422 for a cursor that is none."""
    after = None if wanted.cursor is None else _place_in(wanted.cursor)
    found = repository.listed(
        work.session, wanted.requester_id, wanted.states, after, wanted.limit + 1
    )
    shown = found[: wanted.limit]
    is_cut = len(found) > wanted.limit
    return SupportPage(
        items=_rows(work, shown),
        counts=repository.counts(work.session, wanted.requester_id),
        next_cursor=_cursor_of(shown[-1]) if is_cut else None,
    )


def detail(work: SupportWork, request_id: UUID, requester_id: UUID | None) -> SupportRequest:
    """One request whole; raises 404, also for one that another person made."""
    row = repository.one_of(work.session, request_id)
    if row is None or requester_id not in (None, row.requester_id):
        raise not_found()
    steps = repository.steps(work.session, request_id)
    named = people(work.session, [each.by_id for each in steps])
    return SupportRequest(
        request=_rows(work, [row])[0],
        steps=[
            SupportStep(
                id=each.id,
                kind=each.kind,
                words=_opened(work, "support_step", "words", each.id, each.words),
                by=named.get(each.by_id),
                at=each.at,
            )
            for each in steps
        ],
        log=_opened(work, "support_request", "log", row.id, row.log),
    )


def make(work: SupportWork, ask: SupportAsk) -> Done:
    """Keeps a request; raises 422 for one that names a patient, or a log that is none."""
    _require_no_patient(ask.words)
    if ask.log is not None and not is_log(ask.log):
        raise _refused("log", NOT_A_LOG)
    request_id, cipher = new_id(), work.context.keys.centre(work.caller.centre_id)
    log = None
    if ask.log is not None:
        log = cipher.seal(Place("support_request", "log", request_id), ask.log.encode())
    repository.add(
        work.session,
        {
            "id": request_id,
            "centre_id": work.caller.centre_id,
            "kind": ask.kind,
            "state": SupportState.OPEN,
            "requester_id": work.caller.person,
            "made_at": work.now,
            "due_at": work.now + timedelta(days=DUE_DAYS[ask.kind]),
            "log": log,
            "version": 1,
        },
    )
    _add_step(work, request_id, SupportStepKind.MADE, ask.words)
    return Done(detail(work, request_id, None), 201, request_id, 1)


def answer(work: SupportWork, request_id: UUID, version: int, ask: SupportAnswerAsk) -> Done:
    """Answers whoever asked, once or again; raises 404, 409, 412, 422."""
    return _moved(work, request_id, version, ask, SupportState.ANSWERED, SupportStepKind.ANSWERED)


def close(work: SupportWork, request_id: UUID, version: int, ask: SupportAnswerAsk) -> Done:
    """Says what became of a request, and ends it; raises 404, 409, 412, 422."""
    return _moved(work, request_id, version, ask, SupportState.CLOSED, SupportStepKind.CLOSED)


def _moved(
    work: SupportWork,
    request_id: UUID,
    version: int,
    ask: SupportAnswerAsk,
    state: SupportState,
    kind: SupportStepKind,
) -> Done:
    row = repository.one_of(work.session, request_id, hold=True)
    if row is None:
        raise not_found()
    if row.version != version:
        raise ServiceError(412, ProblemCode.VERSION_STALE, "This request was changed meanwhile.")
    if row.state is SupportState.CLOSED:
        raise ServiceError(409, ProblemCode.STATE_FORBIDS, "This request is closed.")
    _require_no_patient(ask.words)
    _add_step(work, request_id, kind, ask.words)
    repository.set_state(work.session, request_id, state)
    work.session.expire_all()
    return Done(detail(work, request_id, None), object_id=request_id, object_version=version + 1)


def _add_step(work: SupportWork, request_id: UUID, kind: SupportStepKind, words: str) -> None:
    step_id, cipher = new_id(), work.context.keys.centre(work.caller.centre_id)
    repository.add_step(
        work.session,
        {
            "id": step_id,
            "centre_id": work.caller.centre_id,
            "request_id": request_id,
            "kind": kind,
            "words": cipher.seal(Place("support_step", "words", step_id), words.encode()),
            "by_id": work.caller.person,
            "at": work.now,
        },
    )


def _rows(work: SupportWork, found: Sequence[tables.SupportRequest]) -> list[SupportRow]:
    named = people(work.session, [each.requester_id for each in found])
    first = repository.first_steps(work.session, [each.id for each in found])
    return [
        SupportRow(
            id=each.id,
            kind=each.kind,
            state=each.state,
            requester=named.get(each.requester_id),
            begins=_beginning(work, first.get(each.id)),
            made_at=each.made_at,
            due_at=each.due_at,
            is_late=each.state is SupportState.OPEN and work.now > each.due_at,
            has_log=each.log is not None,
            version=each.version,
        )
        for each in found
    ]


def _beginning(work: SupportWork, step: tables.SupportStep | None) -> str | None:
    if step is None:
        return None
    words = _opened(work, "support_step", "words", step.id, step.words)
    if words is None or len(line := seen(words)) <= _LONGEST_BEGINNING:
        return None if words is None else line
    return line[: _LONGEST_BEGINNING - 1].rstrip() + "…"


def _opened(
    work: SupportWork, table: str, column: str, row_id: UUID, sealed: bytes | None
) -> str | None:
    if sealed is None:
        return None
    cipher = work.context.keys.centre(work.caller.centre_id)
    found = opened(partial(cipher.open, Place(table, column, row_id), sealed), table, row_id)
    return None if found is None else found.decode()


def _require_no_patient(words: str) -> None:
    if names_patient(words):
        raise _refused("words", NAMES_PATIENT)


def _refused(field: str, reason: str) -> ServiceError:
    detail = {
        NAMES_PATIENT: "This holds what looks like a patient's number: a request names no patient.",
        NOT_A_LOG: "These are no lines of the log of a console.",
    }[reason]
    problems = [FieldProblem(field=field, reason=reason)]
    return ServiceError(422, ProblemCode.INVALID_BODY, detail, errors=problems)


def _cursor_of(row: tables.SupportRequest) -> str:
    place = repository.place_of(row)
    return encode_cursor([place.closed, place.due_at.isoformat(), str(place.id)])


def _place_in(cursor: str) -> repository.Place:
    closed, due_at, row_id = decode_cursor(cursor, (int, str, str))
    try:
        place = repository.Place(
            int(closed), datetime.fromisoformat(str(due_at)), UUID(str(row_id))
        )
    except ValueError:
        place = None
    if place is None or place.due_at.tzinfo is None:
        raise ServiceError(422, ProblemCode.INVALID_PARAMETER, "The cursor is not valid.")
    return place
