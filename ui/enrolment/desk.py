"""Goes through the four steps: makes their pages, keeps what is typed, asks the service, and says
what came of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.errors import ENROLMENT, ConsoleError, Refused
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.enrolments import Doing
from console.stores.error_words import error_with_code
from console.stores.settled_acts import standing
from resources.wording import Wording
from services.contract.enrolment import EnrolmentAsk
from services.contract.problems import FieldProblem
from services.contract.week_enums import EnrolmentStop
from ui.enrolment.consent_page import ConsentPage
from ui.enrolment.end_page import EndPage
from ui.enrolment.pages import KnownPage, collector_text, make_step
from ui.enrolment.seeking import Seeking
from ui.enrolment.step_form import NotAccepted
from ui.enrolment.steps import ORDER, StepName, StepPage
from ui.enrolment.typed import TypedSteps
from ui.enrolment.words import stop_text
from ui.parts.caret import carets_in, put_carets
from widgets.theme import Theme

Page = QWidget | None


@dataclass(frozen=True)
class Told:
    """What is said over the step: a sentence, and perhaps a button and what it does."""

    text: str
    kind: str = "warning"
    accept: str = ""
    dismiss: str = ""
    does: str = ""


class EnrolmentDesk(QObject):
    """At most one page is on screen.

    Signals: `shown()` when it is another; `told()` when something else is to be said or offered;
    `said(text)` for a toast; `file_wanted(UUID)`.
    """

    shown = Signal()
    told = Signal()
    said = Signal(str)
    file_wanted = Signal(object)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = desk.enrolments
        self._notices = desk.notices
        self._invitations = desk.consent_acts
        self._typed = TypedSteps(desk.drafts)
        self._session = session
        self._theme = theme
        self._wording = wording
        self.step = StepName.IDENTITY
        self.page: Page = None
        self.seeking: Seeking | None = None
        self._version = 0
        self._goes_on = False
        self._outdated: Told | None = None
        self._failure: Told | None = None
        self._asks_to_abandon = False
        store = self.store
        store.changed.connect(self._follow)
        store.opened.connect(self._take_up)
        store.written.connect(self._take_written)
        store.refused.connect(self._take_refusal)
        self._notices.changed.connect(self._show_texts)

    # What is on screen

    @property
    def is_over(self) -> bool:
        """Whether the enrolment in hand was finished or stopped."""
        held = self.store.enrolment
        return held is not None and (held.finished_at is not None or held.stop is not None)

    @property
    def form_page(self) -> StepPage | None:
        """The page, when it is one of the last three steps."""
        return self.page if isinstance(self.page, StepPage) else None

    @property
    def telling(self) -> Told | None:
        """What is to be said over the step, the most pressing first."""
        w, store = self._wording, self.store
        if store.acts.is_unsettled:
            return Told(w.text("enrolment-unsettled"), accept=w.text("forms-check"), does="check")
        if self._asks_to_abandon:
            return Told(
                w.text("enrolment-abandon-ask"),
                accept=w.text("enrolment-abandon"),
                dismiss=w.text("enrolment-go-on"),
                does="abandon",
            )
        page = self.form_page
        if page is not None and page.stop is not None:
            return Told(
                stop_text(w, page.stop),
                accept=w.text("enrolment-stop"),
                dismiss=w.text("enrolment-correct"),
                does="stop",
            )
        if self._outdated is not None or self._failure is not None:
            return self._outdated or self._failure
        if store.error is not None:
            text = error_with_code(w, store.error, ENROLMENT)
            return Told(text, "danger", accept=w.text("triage-retry"), does="read")
        return Told(w.text("enrolment-offline")) if not store.acts.can_act else None

    def set_wording(self, w: Wording) -> None:
        """Speak another language: the page is built anew, with all that was set in it and the
        carets where they were.
        """
        self._wording = w
        self._build_anew()

    def _build_anew(self) -> None:
        carets = None if self.page is None else carets_in(self.page)
        typed = None if self.form_page is None else self.form_page.form.changed()
        seeking, page = self.seeking, self.page
        self.show_step(self.step, typed)
        if seeking is not None and self.seeking is not None:
            self.seeking.carry(seeking)
        if isinstance(page, EndPage) and isinstance(self.page, EndPage):
            self.page.carry(page)
        if carets is not None and self.page is not None:
            put_carets(self.page, carets)

    def show_step(self, step: StepName, typed: dict[str, str] | None = None) -> None:
        """Bring a step to the screen; what was typed before and not saved stands in it."""
        self.step, held = step, self.store.enrolment
        self._drop_page()
        if self.is_over:
            self._show_end()
        elif held is None:
            self._show_seeking(typed)
        elif step is StepName.IDENTITY:
            self.page = KnownPage(held, self.want_file, self._theme, self._wording)
        elif self.store.proposals is not None:
            self._show_form(step, typed)
        self._version = 0 if held is None else held.version
        self.shown.emit()

    def _show_seeking(self, typed: dict[str, str] | None) -> None:
        seeking = Seeking(self.store, self._session, self._theme, self._wording, self)
        self.seeking, self.page = seeking, seeking.page
        kept, _at = self._typed.get(None, StepName.IDENTITY)
        seeking.page.put(typed or kept)
        seeking.changed.connect(self.told)
        seeking.begin_wanted.connect(self._begin)
        seeking.draft_wanted.connect(self.store.open)
        seeking.again_wanted.connect(self.store.reopen)
        seeking.file_wanted.connect(self.file_wanted)

    def _show_form(self, step: StepName, typed: dict[str, str] | None) -> None:
        held, proposals = self.store.enrolment, self.store.proposals
        if held is None or proposals is None:
            return
        page = make_step(step, held, proposals, self._theme, self._wording)
        kept = typed if typed is not None else self._typed.get(held.patient.id, step)[0]
        page.form.put(kept)
        page.stop_changed.connect(self.told)
        self.page = page
        if isinstance(page, ConsentPage):
            me, now = self._session.me, self._session.server_now()
            page.say_who(collector_text(self._wording, held, me, now))
            page.text_wanted.connect(self._notices.read)
            page.given.begin()
            self._show_texts()

    def _show_end(self) -> None:
        held = self.store.enrolment
        if held is None:
            return
        page = EndPage(
            self._invitations, held, self.store.proposals, self._session, self._theme, self._wording
        )
        page.file_wanted.connect(self.want_file)
        page.another_wanted.connect(self.store.leave)
        page.said.connect(self.said)
        self.page = page

    def _drop_page(self) -> None:
        page, self.page, seeking, self.seeking = self.page, None, self.seeking, None
        if page is not None:
            page.hide()
            page.deleteLater()
        if seeking is not None:
            seeking.deleteLater()

    # What a person asks for

    def go_on(self) -> None:
        """Enter: the next question, or the next step."""
        self._failure = None
        if self.seeking is not None:
            self.seeking.go_on()
        elif self.step is StepName.IDENTITY:
            self.show_step(StepName.ELIGIBILITY)
        elif self.form_page is not None and self.form_page.stop is None:
            self._save(goes_on=True)

    def save(self) -> None:
        """Keep the step as it is, half filled or not."""
        self._failure = None
        self._save(goes_on=False)

    def go_back(self) -> None:
        """The step before; what is typed here stays."""
        if self.step is not StepName.IDENTITY and not self.is_over:
            self.keep()
            self.show_step(ORDER[ORDER.index(self.step) - 1])

    def ask_to_abandon(self, asks: bool) -> None:
        """Ask whether the enrolment is to be given up."""
        self._asks_to_abandon = asks
        self.told.emit()

    def do(self, what: str) -> None:
        """The button of what is told."""
        page = self.form_page
        if what == "check":
            self.store.acts.ask_again()
        elif what == "read":
            self.store.start()
        elif what == "abandon":
            self._asks_to_abandon = False
            self.store.abandon(EnrolmentStop.OTHER)
        elif what == "stop" and page is not None and page.stop is not None:
            if page.stop is EnrolmentStop.NO_CONSENT:
                # A refusal is kept with how and in which language it was given.
                self._save(goes_on=False)
            else:
                self.store.abandon(page.stop)

    def want_file(self) -> None:
        """The file of the patient in hand."""
        if self.store.enrolment is not None:
            self.file_wanted.emit(self.store.enrolment.patient.id)

    def keep(self) -> None:
        """Keep what is typed and not with the service yet, as also happens each second."""
        if self.seeking is not None:
            self._typed.keep(None, StepName.IDENTITY, self.seeking.page.form.changed())
        elif self.form_page is not None and self.store.enrolment is not None:
            patient_id = self.store.enrolment.patient.id
            self._typed.keep(patient_id, self.step, self.form_page.form.changed())

    def put_away(self) -> None:
        """The screen is left; what is on its way is waited for."""
        self.keep()
        if not self.store.acts.is_busy and not self.store.acts.is_unsettled:
            self.store.leave()

    # The service

    def _begin(self, ask: EnrolmentAsk) -> None:
        self.store.begin(ask)

    def _save(self, *, goes_on: bool) -> None:
        page, held = self.form_page, self.store.enrolment
        if page is None or held is None or page.form.complain():
            return
        try:
            ask = page.ask()
        except NotAccepted as error:
            page.refuse([FieldProblem(field=error.field, reason="otherwise")])
            return
        self._goes_on = goes_on
        self.store.save(ask)

    def _take_up(self) -> None:
        """Another enrolment is in hand: it goes on where it was."""
        self._outdated = self._failure = None
        self._asks_to_abandon = False
        held = self.store.enrolment
        if held is None:
            self.show_step(StepName.IDENTITY)
        else:
            self.show_step(ORDER[min(max(held.step, 1), len(ORDER) - 1)])

    def _take_written(self, doing: Doing) -> None:
        self._outdated = self._failure = None
        held = self.store.enrolment
        if held is None:
            return
        if doing in (Doing.BEGIN, Doing.REOPEN):
            self._typed.drop(None, StepName.IDENTITY)
            return
        self._typed.drop(held.patient.id, *(ORDER if self.is_over else (self.step,)))
        if self.is_over:
            self.show_step(self.step)
        elif doing is Doing.SAVE and self._goes_on:
            self._go_further(held.missing)
        else:
            self.show_step(self.step, {})

    def _go_further(self, missing: Sequence[FieldProblem]) -> None:
        """The next step, unless this one still needs something; behind the last one, the end."""
        own = [each for each in missing if each.field.startswith(f"{self.step}.")]
        if own:
            self.show_step(self.step, {})
            self._refuse(own)
        elif self.step is not StepName.CONSENT:
            self.show_step(ORDER[ORDER.index(self.step) + 1])
        elif missing:
            self._show_lacking(missing)
        else:
            self.store.finish()

    def _show_lacking(self, problems: Sequence[FieldProblem]) -> None:
        """The first step that lacks something, with what it lacks."""
        for step in ORDER:
            own = [each for each in problems if each.field.startswith(f"{step}.")]
            if own:
                self.show_step(step, {})
                self._refuse(own)
                return

    def _refuse(self, problems: Sequence[FieldProblem]) -> None:
        page = self.seeking.page.form if self.seeking is not None else self.form_page
        is_said = page is not None and page.refuse(problems)
        w = self._wording
        self._failure = None if is_said else Told(w.text("enrolment-refused"), "danger")
        if any(each.reason == "changed" for each in problems):
            self.store.start()
        self.told.emit()

    def _take_refusal(self, error: ConsoleError) -> None:
        """The step stays as it is, and says what the service does not take."""
        w = self._wording
        if self.store.acts.is_unsettled:
            self.told.emit()
            return
        self.keep()
        current = standing(error)
        problems = error.problem.errors if isinstance(error, Refused) else None
        if current is not None:
            name = "" if current.by is None else current.by.name
            at = "" if current.at is None else w.moment(current.at, self._session.server_now())
            self._outdated = Told(w.text("enrolment-outdated", name=name, at=at))
        elif error.what == "possible_duplicate" and self.seeking is not None:
            self._failure = Told(w.text("enrolment-duplicate"), "danger")
            self.seeking.look_closer()
        elif error.what == "consent_required":
            self._failure = Told(w.text("enrolment-consent-missing"), "danger")
            self._show_lacking(problems or [])
        elif problems and self.store.doing is Doing.FINISH:
            self._show_lacking(problems)
        elif problems:
            self._refuse(problems)
        else:
            self._failure = Told(error_with_code(w, error, ENROLMENT), "danger")
        self.told.emit()

    def _follow(self) -> None:
        """Something came: candidates, drafts, proposals, or what a colleague wrote."""
        held = self.store.enrolment
        if self.seeking is not None:
            self.seeking.show()
        elif held is not None and held.version != self._version and not self.store.acts.is_busy:
            self._build_anew()
        elif self.page is None and self.store.proposals is not None:
            self.show_step(self.step)
        self.told.emit()

    def _show_texts(self) -> None:
        if isinstance(self.page, ConsentPage):
            self.page.given.show_texts(self._notices.texts)
