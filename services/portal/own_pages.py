"""What a patient may see and know of their own record: answers, accesses, whom to ask."""

from uuid import UUID

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from services.archiving.reports import Copy, copy_of
from services.errors import not_found
from services.notices.words import words_of
from services.portal.accesses import Accesses, accesses_of
from services.portal.lines import Line, Told, answer_of, lines_of
from services.portal.reading import CurrentDesk
from services.portal.rendering import Frame, file, page

router = APIRouter(include_in_schema=False)


@router.get("/answers", operation_id="page_answers")
def answers(desk: CurrentDesk) -> Response:
    """Everything that was answered."""

    def _find(session: Session, _frame: Frame) -> list[Line]:
        return lines_of(session, desk.visitor.patient_id)

    frame, found = desk.look(_find)
    return page(desk.request, "answers.html", frame, lines=found)


@router.get("/answers/{answer_id}", operation_id="page_answer")
def answer(desk: CurrentDesk, answer_id: UUID) -> Response:
    """One questionnaire as it was sent, without any grade."""

    def _find(session: Session, frame: Frame) -> tuple[Line, list[Told] | None]:
        patient_id = desk.visitor.patient_id
        return answer_of(session, desk.context, patient_id, answer_id, frame.language)

    frame, (line, rows) = desk.look(_find)
    return page(desk.request, "answer.html", frame, line=line, rows=rows)


@router.get("/accesses", operation_id="page_accesses")
def accesses(desk: CurrentDesk) -> Response:
    """Who opened the file."""

    def _find(session: Session, frame: Frame) -> Accesses:
        return accesses_of(session, desk.visitor.patient_id, frame.hours.zone)

    frame, found = desk.look(_find)
    return page(desk.request, "accesses.html", frame, lines=found.lines, is_cut=found.is_cut)


@router.get("/report", operation_id="page_report")
def report(desk: CurrentDesk) -> Response:
    """The report at the end of care, as a file; 404 where there is none."""

    def _find(session: Session, _frame: Frame) -> Copy | None:
        return copy_of(session, desk.context.keys, desk.visitor.patient_id)

    _, found = desk.look(_find)
    if found is None:
        raise not_found()
    return file(found.content, "application/pdf", f"vigie-{found.archive_id}.pdf")


@router.get("/contact", operation_id="page_contact")
def contact(desk: CurrentDesk) -> Response:
    """Whom to call, and whom to ask about data."""

    def _find(session: Session, frame: Frame) -> str:
        centre_id = desk.visitor.caller.centre_id
        settings = desk.context.settings
        words = words_of(session, settings, centre_id, frame.language, frame.contacts, frame.phone)
        return words["privacy_contact"]

    frame, privacy_contact = desk.look(_find)
    return page(desk.request, "contact.html", frame, privacy_contact=privacy_contact)
