"""Consent and notices: what is agreed to, question by question, and the texts that explain it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.consents import service as consents
from services.consents.service import has_consent, standing
from services.contract.notices import Language, NoticeKind, NoticeProfile, NoticeTool
from services.contract.week_enums import ConsentKind
from services.edge.writes import Done
from services.errors import not_found
from services.invitations.service import activate
from services.notices.acknowledging import acknowledge, waiting
from services.notices.registry import Notice, Text, notices_for, text_of
from services.notices.words import words_of
from services.portal.agreeing import CHOICES, Kept, chosen_in, held, put, questions, record
from services.portal.forms import CurrentForm, Form
from services.portal.frames import frame_of
from services.portal.markup import blocks
from services.portal.reading import CurrentDesk, Desk
from services.portal.rendering import Frame, go_to, page

router = APIRouter(include_in_schema=False)

_FOR_PATIENTS: Final = (NoticeTool.APP, NoticeProfile.PATIENT)


@dataclass(frozen=True)
class _Listed:
    kind: str
    title: str
    version: str
    dated: date


@router.get("/consent", operation_id="page_consent")
def consent(desk: CurrentDesk) -> Response:
    """The essential, the whole texts one tap away, and three questions without an answer."""
    return _consent_page(desk, None)


@router.post("/consent", operation_id="page_give_consent")
def give_consent(desk: CurrentDesk, form: CurrentForm) -> Response:
    """Writes the three answers down; to say no to telemonitoring ends here, politely."""
    chosen = chosen_in(form, CHOICES)
    if len(chosen) < len(CHOICES):
        return _consent_page(desk, form)

    def _act(session: Session, now: datetime) -> Done:
        known = held(session, desk)
        if ConsentKind.TELEMONITORING not in known:
            frame = frame_of(session, desk.context.keys, desk.request, desk.visitor)
            record(session, desk, chosen, frame.language, now)
            _acknowledge(session, desk, frame.language, now)
        return Done(Kept(), patient_id=desk.visitor.patient_id)

    put(desk, "page_give_consent", _act)
    return go_to("/")


@router.get("/notices", operation_id="page_notices")
def notices(desk: CurrentDesk, over: Annotated[str | None, Query(max_length=1)] = None) -> Response:
    """Every text in force, and those that are new; `over` as on the first page."""

    def _find(session: Session, frame: Frame) -> tuple[list[_Listed], list[_Listed]]:
        words = _words(session, desk, frame)
        new = waiting(session, desk.visitor.patient_id, *_FOR_PATIENTS)
        return _listed(notices_for(*_FOR_PATIENTS), frame, words), _listed(new, frame, words)

    frame, (found, new) = desk.look(_find)
    return page(
        desk.request,
        "notices.html",
        frame,
        notices=found,
        waiting=new,
        over=over,
    )


@router.post("/notices", operation_id="page_acknowledge_notice")
def acknowledge_notices(desk: CurrentDesk, form: CurrentForm) -> Response:
    """Writes down that the texts of the page were shown: a newer one than that waits again."""

    def _act(session: Session, now: datetime) -> Done:
        frame = frame_of(session, desk.context.keys, desk.request, desk.visitor)
        held(session, desk)
        _acknowledge(session, desk, frame.language, now, form)
        return Done(Kept(), patient_id=desk.visitor.patient_id)

    put(desk, "page_acknowledge_notice", _act)
    return go_to("/")


@router.get("/notices/{kind}", operation_id="page_notice")
def notice(desk: CurrentDesk, kind: NoticeKind) -> Response:
    """One text, whole."""
    found = next((each for each in notices_for(*_FOR_PATIENTS) if each.kind is kind), None)
    if found is None:
        raise not_found()

    def _find(session: Session, frame: Frame) -> Text:
        return text_of(found, frame.language, _words(session, desk, frame))

    frame, text = desk.look(_find)
    return page(
        desk.request,
        "notice.html",
        frame,
        title=text.title,
        version=found.version,
        dated=found.dated,
        essential=text.essential,
        body=blocks(text.body),
        changes=blocks(text.changes),
    )


def _consent_page(desk: Desk, form: Form | None) -> Response:
    def _find(session: Session, frame: Frame) -> tuple[bool, tuple[str, ...], list[_Listed]]:
        words = _words(session, desk, frame)
        known = standing(session, desk.visitor.patient_id)
        agreement = consents.text_of(ConsentKind.TELEMONITORING)
        essential = text_of(agreement, frame.language, words).essential
        is_said = ConsentKind.TELEMONITORING in known
        return is_said, essential, _listed(notices_for(*_FOR_PATIENTS), frame, words)

    frame, (is_said, essential, listed) = desk.look(_find)
    if is_said:
        return go_to("/")
    chosen = {} if form is None else chosen_in(form, CHOICES)
    return page(
        desk.request,
        "consent.html",
        frame,
        200 if form is None else 422,
        essential=essential,
        notices=listed,
        questions=questions(CHOICES, chosen),
        errors=[] if form is None else [kind.value for kind in CHOICES if kind not in chosen],
    )


def _acknowledge(
    session: Session, desk: Desk, language: Language, now: datetime, shown: Form | None = None
) -> None:
    """What was on the page; the invitation then opens the pages for as long as it is not ended."""
    for each in waiting(session, desk.visitor.patient_id, *_FOR_PATIENTS):
        if shown is None or shown.text(each.kind) == each.version:
            acknowledge(session, desk.visitor.patient_id, each, language, now)
    if has_consent(session, desk.visitor.patient_id):
        activate(session, desk.visitor.invitation_id, now)


def _words(session: Session, desk: Desk, frame: Frame) -> dict[str, str]:
    centre_id = desk.visitor.caller.centre_id
    return words_of(
        session, desk.context.settings, centre_id, frame.language, frame.contacts, frame.phone
    )


def _listed(found: Iterable[Notice], frame: Frame, words: dict[str, str]) -> list[_Listed]:
    return [
        _Listed(
            each.kind.value, text_of(each, frame.language, words).title, each.version, each.dated
        )
        for each in found
    ]
