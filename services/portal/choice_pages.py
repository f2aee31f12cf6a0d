"""The choices of a patient: changed at any time, and the follow-up ended when they say so."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.consents.service import Standing, standing
from services.contract.enums import Monitoring
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.db.holding import hold_patient
from services.edge.writes import Done
from services.enrolment.withdrawing import Withdrawal, withdraw
from services.patients import monitoring
from services.portal.agreeing import CHANGEABLE, Kept, chosen_in, held, put, questions, record
from services.portal.forms import CurrentForm
from services.portal.frames import frame_of
from services.portal.reading import CurrentDesk
from services.portal.rendering import Frame, go_to, page
from services.portal.weeks import monitoring_of
from services.retention.keeping import Ending, ending_of, keep

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True)
class _Choices:
    known: dict[ConsentKind, Standing]
    accepted_on: date | None
    ending: Ending | None


_Flag = Annotated[str | None, Query(max_length=1)]


@router.get("/choices", operation_id="page_choices")
def choices(desk: CurrentDesk, saved: _Flag = None) -> Response:
    """What was said to each question, and how to take it back."""

    def _find(session: Session, frame: Frame) -> _Choices:
        known = standing(session, desk.visitor.patient_id)
        said = known.get(ConsentKind.TELEMONITORING)
        is_followed = monitoring_of(session, desk.visitor) is not Monitoring.ENDED
        ending = ending_of(session, desk.visitor.patient_id)
        if said is None or said.choice is not ConsentChoice.ACCEPTED or not is_followed:
            return _Choices(known, None, ending)
        return _Choices(known, said.at.astimezone(frame.hours.zone).date(), ending)

    frame, found = desk.look(_find)
    known, accepted_on = found.known, found.accepted_on
    chosen = {kind: each.choice for kind, each in known.items()}
    return page(
        desk.request,
        "choices.html",
        frame,
        questions=questions(CHANGEABLE, chosen),
        is_saved=saved is not None,
        may_withdraw=accepted_on is not None,
        accepted_on=accepted_on,
        ending=found.ending,
    )


@router.post("/choices", operation_id="page_change_choices")
def change_choices(desk: CurrentDesk, form: CurrentForm) -> Response:
    """Writes down what is different from what stands."""

    def _act(session: Session, now: datetime) -> Done:
        held(session, desk)
        language = frame_of(session, desk.context.keys, desk.request, desk.visitor).language
        record(session, desk, chosen_in(form, CHANGEABLE), language, now)
        return Done(Kept(), patient_id=desk.visitor.patient_id)

    put(desk, "page_change_choices", _act)
    return go_to("/choices?saved=1")


@router.post("/keep", operation_id="page_keep_account")
def keep_account(desk: CurrentDesk, _form: CurrentForm) -> Response:
    """The patient says no to the end of their account; without one to come nothing is done."""

    def _act(session: Session, now: datetime) -> Done:
        patient_id = desk.visitor.patient_id
        hold_patient(session, patient_id)
        if ending_of(session, patient_id) is not None:
            keep(session, patient_id, now)
        return Done(Kept(), patient_id=patient_id)

    put(desk, "page_keep_account", _act)
    return go_to("/choices?saved=1")


@router.get("/withdraw", operation_id="page_withdraw")
def withdrawal(desk: CurrentDesk) -> Response:
    """What it means to end the follow-up, before it ends."""

    def _find(_session: Session, _frame: Frame) -> None:
        return None

    frame, _ = desk.look(_find)
    return page(desk.request, "withdraw.html", frame, is_unticked=False)


@router.post("/withdraw", operation_id="page_withdraw_consent")
def withdraw_consent(desk: CurrentDesk, form: CurrentForm) -> Response:
    """Ends the follow-up, for who has said that they understand what it means."""
    if form.text("sure") != "yes":
        frame, _ = desk.look(lambda _session, _frame: None)
        return page(desk.request, "withdraw.html", frame, 422, is_unticked=True)

    def _act(session: Session, now: datetime) -> Done:
        known = held(session, desk)
        visitor = desk.visitor
        if ConsentKind.TELEMONITORING in known:
            patient = monitoring.find(session, visitor.caller, visitor.patient_id)
            language = frame_of(session, desk.context.keys, desk.request, visitor).language
            how = Withdrawal(None, Collection.ON_PAGES, language)
            withdraw(session, desk.context, patient, how, now)
        return Done(Kept(), patient_id=visitor.patient_id)

    put(desk, "page_withdraw_consent", _act)
    return go_to("/")
