"""The choices of a patient: changed at any time, and the follow-up ended when they say so."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.consents.service import Standing, standing
from services.contract.enums import Monitoring
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.edge.writes import Done
from services.enrolment.withdrawing import Withdrawal, withdraw
from services.patients import monitoring
from services.portal.agreeing import CHANGEABLE, Kept, chosen_in, held, put, questions, record
from services.portal.forms import CurrentForm
from services.portal.frames import frame_of
from services.portal.reading import CurrentDesk
from services.portal.rendering import Frame, go_to, page
from services.portal.weeks import monitoring_of

router = APIRouter(include_in_schema=False)

_Flag = Annotated[str | None, Query(max_length=1)]


@router.get("/choices", operation_id="page_choices")
def choices(desk: CurrentDesk, saved: _Flag = None) -> Response:
    """What was said to each question, and how to take it back."""

    def _find(session: Session, frame: Frame) -> tuple[dict[ConsentKind, Standing], date | None]:
        known = standing(session, desk.visitor.patient_id)
        said = known.get(ConsentKind.TELEMONITORING)
        is_followed = monitoring_of(session, desk.visitor) is not Monitoring.ENDED
        if said is None or said.choice is not ConsentChoice.ACCEPTED or not is_followed:
            return known, None
        return known, said.at.astimezone(frame.hours.zone).date()

    frame, (known, accepted_on) = desk.look(_find)
    chosen = {kind: each.choice for kind, each in known.items()}
    return page(
        desk.request,
        "choices.html",
        frame,
        questions=questions(CHANGEABLE, chosen),
        is_saved=saved is not None,
        may_withdraw=accepted_on is not None,
        accepted_on=accepted_on,
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
