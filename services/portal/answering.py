"""The writing of answers: each page as it is left, at once what cannot wait, and all at the end.

A red flag goes out with the page that says so, as an answer of its own that the last one corrects
(decision 16): when the patient is told that the team was alerted, it was, and who stops there has
lost nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from services import faults
from services.answers.receiving import not_followed, receive, what_if
from services.answers.refused import note_not_taken
from services.consents.service import has_consent
from services.contract.enums import AlertLevel, AnswerOutcome, Channel, Monitoring
from services.contract.problems import ProblemCode
from services.db.holding import hold_patient
from services.db.scope import Scope
from services.edge.context import Context
from services.edge.writes import Done, Intention, write
from services.errors import ServiceError
from services.portal import drafts
from services.portal.asking import Visitor
from services.portal.drafts import Draft, Kept
from services.portal.forms import Form
from services.portal.replies import Place, Reply, read_reply
from services.portal.steps import Step
from services.portal.weeks import Week, monitoring_of, week_of, week_of_page
from services.security.tokens import new_token

_NOT_JUDGED: Final = "not-judged"
"""Stands among the rules that were told for an answer that no rule could judge."""


class Next(StrEnum):
    """Where somebody goes from a page."""

    ON = "on"
    URGENT = "urgent"
    """What was just said may be an emergency, and the team has been told."""
    OVER = "over"
    """There is nothing to answer any more."""
    CHANGED = "changed"
    """Somebody has answered on another phone since this page was shown."""
    INCOMPLETE = "incomplete"
    SENT = "sent"


class _Left(BaseModel):
    """What the memory of writes keeps of a page: nothing that was said."""

    next: Next


@dataclass(frozen=True)
class Page:
    """A page that was filled in: which step, in which version of the draft it was shown."""

    step: Step
    filled: Form
    at: Place
    version: int


def save_page(
    context: Context, visitor: Visitor, language: str, window_id: UUID | None, page: Page
) -> Next:
    """Keeps a page, and sends out at once what cannot wait.

    The last one who saves a page has the last word on it, whoever answered it before.
    """

    def _act(session: Session, now: datetime) -> Done:
        _hold(session, visitor)
        week = week_of_page(session, context, visitor, now, window_id)
        if week is None:
            return Done(_Left(next=Next.OVER), patient_id=visitor.patient_id)
        left = (_too_late if week.is_late(window_id) else _in_time)(
            session, context, visitor, week, page, language, now
        )
        return Done(_Left(next=left), object_id=week.window.id, patient_id=visitor.patient_id)

    return _run(context, visitor, "page_save_answer", _act)


def send(
    context: Context, visitor: Visitor, language: str, window_id: UUID | None, version: int
) -> Next:
    """Sends all answers of a window, once: again, on another phone or after a reload it is the same
    answer.

    Nothing goes that its sender has not seen: after a change elsewhere the summary comes again.
    """

    def _act(session: Session, now: datetime) -> Done:
        _hold(session, visitor)
        week = week_of(session, context, visitor, now)
        if week is None or week.is_late(window_id):
            return Done(_Left(next=Next.OVER), patient_id=visitor.patient_id)
        if week.next_place is not None:
            return Done(_Left(next=Next.INCOMPLETE), patient_id=visitor.patient_id)
        if week.kept.version != version:
            return Done(_Left(next=Next.CHANGED), patient_id=visitor.patient_id)
        content = week.kept.draft.content(week.key, language, now)
        received = receive(
            session, context, visitor.caller, visitor.patient_id, content, Channel.WEB, now
        )
        answer_id = received.receipt.id
        sent = week.kept.draft.emptied(answer_id, now)
        _keep(session, context, visitor, week, sent, now, is_judged=True)
        return Done(_Left(next=Next.SENT), object_id=answer_id, patient_id=visitor.patient_id)

    sent = _run(context, visitor, "page_send_answers", _act)
    faults.point("answer.after_commit", context.settings)
    return sent


def require_followed(context: Context, visitor: Visitor) -> None:
    """Raises 409 for a page of somebody who is followed no more; that it came is kept (H-08)."""
    with context.database.reading(Scope(visitor.caller.centre_id)) as session:
        is_followed = monitoring_of(session, visitor) is not Monitoring.ENDED
    if not is_followed:
        note_not_taken(context, visitor.caller, visitor.patient_id, Channel.WEB)
        raise not_followed()


def _hold(session: Session, visitor: Visitor) -> None:
    """Holds the patient; raises 409 for one who is followed no more, or never agreed to be, because
    nobody would read what they say. A text that is new to them keeps no answer back.
    """
    hold_patient(session, visitor.patient_id)
    is_ended = monitoring_of(session, visitor) is Monitoring.ENDED
    if is_ended or not has_consent(session, visitor.patient_id):
        raise not_followed()


def _run(
    context: Context, visitor: Visitor, operation: str, act: Callable[[Session, datetime], Done]
) -> Next:
    """Runs an act once for every form that arrives: what makes it one is the draft itself.

    The same answer may be given again after another one, and what was sent is not sent again.
    """
    intention = Intention(new_token(), operation, "", b"", None)
    try:
        response = write(context, visitor.caller, intention, act)
    except ServiceError as refused:
        if refused.code is ProblemCode.MONITORING_NOT_ACTIVE:
            note_not_taken(context, visitor.caller, visitor.patient_id, Channel.WEB)
        raise
    return _Left.model_validate_json(bytes(response.body)).next


def _in_time(
    session: Session,
    context: Context,
    visitor: Visitor,
    week: Week,
    page: Page,
    language: str,
    now: datetime,
) -> Next:
    """A page of the open week: kept when it is whole; of one that is not, what cannot wait is."""
    was = week.kept
    is_others = was.version != page.version and was.draft.writer != visitor.caller.session_id
    reply = _reply(week, page)
    flagged = _sent_early(
        session, context, visitor, week, _with_page(week, page, reply, visitor), language, now,
        is_whole=reply.is_good,
    )  # fmt: skip
    if not (reply.is_good or flagged.is_urgent):
        return Next.INCOMPLETE
    _keep(session, context, visitor, week, flagged.draft, now, is_judged=flagged.is_taken)
    if flagged.is_urgent:
        return Next.URGENT
    return Next.CHANGED if is_others else Next.ON


def _too_late(
    session: Session,
    context: Context,
    visitor: Visitor,
    week: Week,
    page: Page,
    language: str,
    now: datetime,
) -> Next:
    """A page of a week that is over, or answered: only what cannot wait is taken, by itself.

    It corrects nothing: what was sent stands whole beside it.
    """
    draft = _with_page(week, page, _reply(week, page), visitor)
    if week.is_over:
        draft = draft.model_copy(update={"early": None})
    flagged = _sent_early(session, context, visitor, week, draft, language, now, is_whole=False)
    if not flagged.is_urgent:
        return Next.OVER
    kept = flagged.draft
    if week.kept.draft.sent is not None:
        told = {"early": kept.early, "told": kept.told, "flagged": True}
        kept = week.kept.draft.model_copy(update=told)
    _keep(session, context, visitor, week, kept, now, is_judged=True)
    return Next.URGENT


def _reply(week: Week, page: Page) -> Reply:
    return read_reply(week.form, page.step, week.kept.draft, page.filled, page.at)


def _with_page(week: Week, page: Page, reply: Reply, visitor: Visitor) -> Draft:
    """The draft as it lies there with what is right of this page; a page that lacks something is
    not one of those that were saved.
    """
    draft = week.kept.draft
    pages = [each for each in draft.pages if each != page.step.name]
    if reply.is_good:
        pages = [*pages, page.step.name]
    told = {"pages": pages, "writer": visitor.caller.session_id}
    return draft.model_copy(update=reply.changes | told)


@dataclass(frozen=True)
class _Flagged:
    """A draft after what could not wait went out: whether it did, and whether its patient has to be
    told now.
    """

    draft: Draft
    is_taken: bool
    is_urgent: bool


def _sent_early(
    session: Session,
    context: Context,
    visitor: Visitor,
    week: Week,
    draft: Draft,
    language: str,
    now: datetime,
    *,
    is_whole: bool,
) -> _Flagged:
    """Sends what was said so far when it alone raises a critical alert that does not stand yet.

    What cannot be judged goes out too, for people to look at (decision 15), from a whole page: one
    that lacks something may be what cannot be judged. It does not stop the patient.
    """
    content = draft.content(week.key, language, now)
    caller, patient_id = visitor.caller, visitor.patient_id
    judged = what_if(session, context, caller, patient_id, content)
    critical = {hit.rule_id for hit in judged.explanation.hits if hit.level is AlertLevel.CRITICAL}
    is_broken = is_whole and judged.outcome is AnswerOutcome.TECHNICAL
    standing = critical | ({_NOT_JUDGED} if is_broken else set())
    told = draft.model_copy(update={"told": sorted(standing)})
    if standing <= set(draft.told):
        return _Flagged(told, is_taken=False, is_urgent=False)
    received = receive(
        session, context, caller, patient_id, content, Channel.WEB, now, is_unfinished=True
    )
    is_urgent = not critical <= set(draft.told)
    sent = {"early": received.receipt.id, "flagged": draft.flagged or is_urgent}
    return _Flagged(told.model_copy(update=sent), is_taken=True, is_urgent=is_urgent)


def _keep(
    session: Session,
    context: Context,
    visitor: Visitor,
    week: Week,
    draft: Draft,
    now: datetime,
    *,
    is_judged: bool = False,
) -> None:
    owner = (visitor.caller.centre_id, visitor.patient_id, week.window.id)
    cipher = context.keys.patient(visitor.patient_id)
    was = week.kept
    kept = Kept(draft=draft, version=was.version, changed_at=was.changed_at)
    drafts.save(session, cipher, owner, kept, now, is_judged=is_judged)
