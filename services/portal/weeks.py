"""The questionnaire of the week as its patient stands before it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.clinical.questionnaire import Questionnaire, QuestionnaireKey
from services.contract.enums import Monitoring
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.errors import not_found
from services.portal import drafts
from services.portal.asking import Visitor
from services.portal.drafts import Kept
from services.portal.steps import Step, form_of, steps_of
from services.schedule.windows import Window, last_window, open_window, window_with

_MONITORING = select(Patient.monitoring).where(Patient.id == bindparam("patient_id"))


@dataclass(frozen=True)
class Week:
    """A week that can be answered, and what was answered so far.

    `is_open`: it is asked now; otherwise it was, and a page of it came late.
    """

    window: Window
    kept: Kept
    is_open: bool = True

    @property
    def key(self) -> QuestionnaireKey:
        """The version that is asked, whatever is released later."""
        return _key(self.window)

    @property
    def form(self) -> Questionnaire:
        """The questionnaire."""
        return form_of(self.key)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its pages."""
        return steps_of(self.key)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to answer any more: sent from here, or told in another way."""
        return self.kept.draft.sent is not None or self.window.is_answered

    def is_late(self, window_id: UUID | None) -> bool:
        """Whether a page that was shown for a window is none of this week that can be answered."""
        return self.is_over or not self.is_open or self.window.id != window_id

    def step_at(self, place: int) -> Step:
        """A page by its place; raises 404."""
        if not 1 <= place <= len(self.steps):
            raise not_found()
        return self.steps[place - 1]

    @property
    def next_place(self) -> int | None:
        """The first page that was not saved; None when all were."""
        done = set(self.kept.draft.pages)
        return next((step.place for step in self.steps if step.name not in done), None)


def week_of(session: Session, context: Context, visitor: Visitor, now: datetime) -> Week | None:
    """The week that is open for a patient; None between two, and for one who is not followed."""
    if monitoring_of(session, visitor) is Monitoring.ENDED:
        return None
    window = open_window(session, visitor.patient_id, now)
    return None if window is None else _week(session, context, window)


def week_of_page(
    session: Session, context: Context, visitor: Visitor, now: datetime, window_id: UUID | None
) -> Week | None:
    """The week that takes a page which was shown for a window: the one that is open.

    Where none is, or it asks by another questionnaire, the page's own, even one that was cancelled
    meanwhile; else the last there was. None for somebody who was never asked.
    """
    window = open_window(session, visitor.patient_id, now)
    own = None if window_id is None else window_with(session, visitor.patient_id, window_id)
    if window is not None and (own is None or _key(own) == _key(window)):
        return _week(session, context, window)
    late = own or last_window(session, visitor.patient_id, now)
    return None if late is None else _week(session, context, late, is_open=False)


def _key(window: Window) -> QuestionnaireKey:
    return QuestionnaireKey(window.questionnaire, window.questionnaire_version)


def _week(session: Session, context: Context, window: Window, *, is_open: bool = True) -> Week:
    cipher = context.keys.patient(window.patient_id)
    return Week(window, drafts.find(session, cipher, window.id), is_open)


def monitoring_of(session: Session, visitor: Visitor) -> Monitoring:
    """Whether the patient is followed; raises 404 when there is no such patient any more."""
    found = session.scalar(_MONITORING, {"patient_id": visitor.patient_id})
    if found is None:
        raise not_found()
    return found


def next_day(week: Week | None, planned: date | None) -> date | None:
    """When the next one comes, as far as it is known."""
    if planned is None or (week is not None and planned <= week.window.opens_on):
        return None
    return planned
