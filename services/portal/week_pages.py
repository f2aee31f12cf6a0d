"""The questionnaire of the week: its pages, the urgent one, the summary and the confirmation."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.portal.answering import Next, Page, require_followed, save_page, send
from services.portal.before import Before, before_answering
from services.portal.drafts import Draft, find_last
from services.portal.forms import CurrentForm, Form
from services.portal.lines import rows_of_draft
from services.portal.question_pages import measured_of, questions_of, title_of
from services.portal.reading import CurrentDesk, Desk
from services.portal.rendering import Frame, go_to, page, wording_of
from services.portal.replies import Place, Reply, read_reply
from services.portal.steps import Step
from services.portal.weeks import Week, next_day, week_of, week_of_page
from services.schedule.windows import next_opening

router = APIRouter(include_in_schema=False)

_SCRIPTED = "x-vigie-script"
_OVER = "/?over=1"
_OVER_UNSENT = "/?over=2"
_Place = Annotated[int, Path(ge=1, le=200)]
_Flag = Annotated[str | None, Query(max_length=1)]


@router.get("/questionnaire/{place}", operation_id="page_question")
def question(desk: CurrentDesk, place: _Place, changed: _Flag = None) -> Response:
    """One page; where nothing can be answered, the first page says so."""
    frame, week, instead = _answerable(desk)
    if week is None:
        return go_to(instead)
    return _question_page(desk, frame, week, week.step_at(place), is_changed=changed is not None)


@router.post("/questionnaire/{place}", operation_id="page_save_answer")
def save_answer(desk: CurrentDesk, place: _Place, form: CurrentForm) -> Response:
    """Keeps what was chosen and goes on; back goes back, also from a page that is not finished."""
    window_id = _window(form)

    def _find(session: Session, _frame: Frame) -> Week | None:
        return week_of_page(session, desk.context, desk.visitor, desk.now, window_id)

    frame, week = desk.look(_find)
    if week is None:
        require_followed(desk.context, desk.visitor)
        return _leads(desk.request, _OVER)
    step = week.step_at(place)
    at = Place(frame.hours.zone, desk.now)
    reply = read_reply(week.form, step, week.kept.draft, form, at)
    is_back = form.text("go") == "back"
    filled = Page(step, form, at, _version(form))
    left = save_page(desk.context, desk.visitor, frame.language, window_id, filled)
    if left is Next.INCOMPLETE and not is_back:
        return _question_page(desk, frame, week, step, filled=form, reply=reply)
    target = {
        # From a page that still lacks something one goes on to that page.
        Next.URGENT: f"/urgent?from={place if reply.is_good else place - 1}",
        Next.OVER: _OVER,
        Next.INCOMPLETE: _place_before(step),
    }.get(left)
    if target is None:
        target = _place_before(step) if is_back else _place_after(week, step)
        target += "?changed=1" if left is Next.CHANGED and "summary" not in target else ""
    return _leads(desk.request, target)


@router.get("/urgent", operation_id="page_urgent")
def urgent(
    desk: CurrentDesk, origin: Annotated[int, Query(alias="from", ge=0, le=200)] = 1
) -> Response:
    """Whom to call now; only after an answer that went out because of it."""

    def _find(session: Session, _frame: Frame) -> tuple[Draft | None, Week | None]:
        cipher = desk.context.keys.patient(desk.visitor.patient_id)
        last = find_last(session, cipher, desk.visitor.patient_id)
        return last, week_of(session, desk.context, desk.visitor, desk.now)

    frame, (last, week) = desk.look(_find)
    if last is None or not last.flagged:
        return go_to("/")
    following = ""
    if week is not None and not week.is_over:
        is_last = origin >= len(week.steps)
        following = "/summary" if is_last else f"/questionnaire/{origin + 1}"
    here = f"{desk.request.url.path}?from={origin}"
    return page(desk.request, "urgent.html", frame, following=following, here=here)


@router.get("/summary", operation_id="page_summary")
def summary(desk: CurrentDesk) -> Response:
    """Everything that will be sent, to be read once more."""
    frame, week, instead = _answerable(desk)
    if week is None:
        return go_to(instead)
    return _summary_page(desk, frame, week)


@router.post("/summary", operation_id="page_send_answers")
def send_answers(desk: CurrentDesk, form: CurrentForm) -> Response:
    """Sends everything, once."""
    frame, _ = _week(desk)
    match send(desk.context, desk.visitor, frame.language, _window(form), _version(form)):
        case Next.SENT:
            return _leads(desk.request, "/done")
        case Next.OVER:
            frame, week = _week(desk)
            is_sent = week is not None and week.kept.draft.sent_at is not None
            return _leads(desk.request, "/done" if is_sent else _OVER_UNSENT)
        case Next.CHANGED:
            frame, week = _week(desk)
            if week is not None:
                return _summary_page(desk, frame, week, is_changed=True)
            return _leads(desk.request, "/")
        case _:
            return _leads(desk.request, "/summary")


@router.get("/done", operation_id="page_done")
def done(desk: CurrentDesk) -> Response:
    """What happens next; never what was found."""

    def _find(session: Session, _frame: Frame) -> tuple[Week | None, date | None]:
        week = week_of(session, desk.context, desk.visitor, desk.now)
        return week, next_day(week, next_opening(session, desk.visitor.patient_id, desk.now))

    frame, (week, coming) = desk.look(_find)
    if week is None or week.kept.draft.sent_at is None:
        return go_to("/")
    sent_at = week.kept.draft.sent_at
    opens = frame.hours.next_opening(sent_at)
    return page(
        desk.request,
        "done.html",
        frame,
        sent_at=sent_at,
        reads_from=None if opens == sent_at else opens,
        next_day=coming,
    )


def _week(desk: Desk) -> tuple[Frame, Week | None]:
    def _find(session: Session, _frame: Frame) -> Week | None:
        return week_of(session, desk.context, desk.visitor, desk.now)

    return desk.look(_find)


def _answerable(desk: Desk) -> tuple[Frame, Week | None, str]:
    """The week that can be answered now; where there is none, the page to go to instead."""

    def _find(session: Session, _frame: Frame) -> tuple[Before, Week | None]:
        week = week_of(session, desk.context, desk.visitor, desk.now)
        return before_answering(session, desk.visitor), week

    frame, (before, week) = desk.look(_find)
    if before is not Before.NOTHING:
        return frame, None, before
    return frame, None if week is None or week.is_over else week, "/"


def _question_page(
    desk: Desk,
    frame: Frame,
    week: Week,
    step: Step,
    *,
    filled: Form | None = None,
    reply: Reply | None = None,
    is_changed: bool = False,
) -> Response:
    draft, wording = week.kept.draft, wording_of(frame.language, frame.hours.zone.key)
    given = None if reply is None else reply.given
    errors = {} if reply is None else reply.errors
    return page(
        desk.request,
        "question.html",
        frame,
        422 if errors else 200,
        step=step,
        all=len(week.steps),
        window=str(week.window.id),
        version=week.kept.version if filled is None else _version(filled),
        title=title_of(week.form, step, frame.language),
        questions=questions_of(week.form, step, draft, frame.language, given),
        measured=measured_of(draft, None if filled is None else filled.fields, wording),
        today=wording.local(desk.now).date().isoformat(),
        errors=errors,
        is_changed=is_changed,
    )


def _summary_page(desk: Desk, frame: Frame, week: Week, *, is_changed: bool = False) -> Response:
    return page(
        desk.request,
        "summary.html",
        frame,
        409 if is_changed else 200,
        rows=rows_of_draft(week, frame.language, desk.now),
        missing=week.next_place is not None,
        version=week.kept.version,
        window=str(week.window.id),
        is_changed=is_changed,
    )


def _place_before(step: Step) -> str:
    return f"/questionnaire/{step.place - 1}" if step.place > 1 else "/"


def _place_after(week: Week, step: Step) -> str:
    """The next page; from a page that was opened to change it, back to the summary."""
    saved = {*week.kept.draft.pages, step.name}
    if all(each.name in saved for each in week.steps):
        return "/summary"
    return f"/questionnaire/{step.place + 1}" if step.place < len(week.steps) else "/summary"


def _version(form: Form) -> int:
    text = form.text("version")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _window(form: Form) -> UUID | None:
    try:
        return UUID(form.text("window"))
    except ValueError:
        return None


def _leads(request: Request, path: str) -> Response:
    """Where a form leads: told to the script that sent it, else the browser goes there."""
    target = go_to(path)
    if request.headers.get(_SCRIPTED) is None:
        return target
    return Response(None, 204, {"X-Vigie-Next": target.headers["Location"]})
