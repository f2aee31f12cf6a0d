"""The first page: what there is to do this week, or why there is nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from services.archiving.reports import has_copy
from services.archiving.rows import standing_of
from services.consents.service import standing
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.edge.contracts import has_ended
from services.edge.writes import Done
from services.notifications.pages import OnPages, mark_shown, unread
from services.portal.agreeing import Kept, put
from services.portal.before import Before, before_answering
from services.portal.forms import CurrentForm
from services.portal.reading import CurrentDesk, Desk
from services.portal.rendering import Frame, go_to, page
from services.portal.weeks import Week, next_day, week_of
from services.schedule.windows import next_opening

router = APIRouter(include_in_schema=False)

_OVER: Final = {"1": "portal-home-over", "2": "portal-home-over-unsent"}


@dataclass(frozen=True)
class _Home:
    before: Before
    is_refused: bool
    week: Week | None
    next_day: date | None
    messages: list[OnPages]
    ended_at: datetime | None
    has_contract: bool
    has_report: bool


@router.get("/", operation_id="page_home")
def home(desk: CurrentDesk, over: Annotated[str | None, Query(max_length=1)] = None) -> Response:
    """Consent first, then what is new to be read, then the week.

    `over`: a page came that could not be added any more (1), or all answers that were not sent (2).
    """

    def _find(session: Session, _frame: Frame) -> _Home:
        patient_id = desk.visitor.patient_id
        archived = standing_of(session, patient_id)
        week = week_of(session, desk.context, desk.visitor, desk.now)
        said = standing(session, patient_id).get(ConsentKind.TELEMONITORING)
        return _Home(
            before_answering(session, desk.visitor),
            said is not None and said.choice is ConsentChoice.REFUSED,
            week,
            next_day(week, next_opening(session, patient_id, desk.now)),
            unread(session, desk.context, patient_id, desk.now),
            None if archived is None else archived.archived_at,
            not has_ended(session, desk.visitor.caller.centre_id, desk.now),
            archived is not None and has_copy(session, patient_id),
        )

    frame, found = desk.look(_find)
    # After the end of a contract nobody reads answers either (H-08).
    if found.before is Before.CLOSED or not found.has_contract:
        return _closed(desk, frame, found)
    if found.before is not Before.NOTHING:
        return go_to(found.before + (f"?over={over}" if over in _OVER else ""))
    closes_on = None
    if found.week is not None:
        closes_on = found.week.window.closes_at.astimezone(frame.hours.zone).date()
    return page(
        desk.request,
        "home.html",
        frame,
        week=found.week,
        closes_on=closes_on,
        next_day=found.next_day,
        messages=found.messages,
        over=_OVER.get(over or ""),
    )


def _closed(desk: Desk, frame: Frame, found: _Home) -> Response:
    """Nobody reads answers any more; everything else that is theirs stays open."""
    zone = frame.hours.zone
    return page(
        desk.request,
        "closed.html",
        frame,
        is_refused=found.is_refused,
        ended_on=None if found.ended_at is None else found.ended_at.astimezone(zone).date(),
        messages=found.messages,
        has_report=found.has_report,
    )


@router.post("/messages", operation_id="page_read_messages")
def read_messages(desk: CurrentDesk, form: CurrentForm) -> Response:
    """The patient has read what stood there: until they say so it stands there at every visit."""

    def _act(session: Session, now: datetime) -> Done:
        named = set(form.text("messages").split())
        waiting_ones = unread(session, desk.context, desk.visitor.patient_id, now)
        shown = [each.id for each in waiting_ones if str(each.id) in named]
        mark_shown(session, desk.visitor.patient_id, shown, now)
        return Done(Kept(), patient_id=desk.visitor.patient_id)

    put(desk, "page_read_messages", _act)
    return go_to("/")
