"""Step 1 at work: somebody is looked for, those who may be the person are seen, and only then
somebody new is made.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.session import Session
from console.stores.enrolments import EnrolmentStore
from resources.wording import Wording
from services.contract.enrolment import EnrolmentAsk
from services.contract.enrolment_candidates import Candidate
from services.contract.enums import Monitoring
from services.contract.problems import FieldProblem
from ui.enrolment.candidates_part import CandidatesPart
from ui.enrolment.identity_page import LEAST_LETTERS, IdentityPage
from ui.enrolment.step_form import NotAccepted
from widgets.announce import announce
from widgets.theme import Theme


class Seeking(QObject):
    """Holds the page of the first step.

    Signals: `changed()` when another button is to be offered; `begin_wanted(EnrolmentAsk)`;
    `draft_wanted(UUID)`; `again_wanted(UUID)` for who is followed no more; `file_wanted(UUID)`.
    """

    changed = Signal()
    begin_wanted = Signal(object)
    draft_wanted = Signal(object)
    again_wanted = Signal(object)
    file_wanted = Signal(object)

    def __init__(
        self,
        store: EnrolmentStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._wording = wording
        me = session.me
        units = [] if me is None else me.units
        self._units = {unit.id: unit.name for unit in units}
        self._seen: set[UUID] = set()
        self._saw_elsewhere = False
        self._begins = False
        self._told_for: object = None
        self.beside = CandidatesPart(theme, wording)
        self.page = IdentityPage(units, self.beside, theme, wording)
        self.beside.draft_wanted.connect(self.draft_wanted)
        self.beside.person_wanted.connect(self._take_person)
        self.beside.retry_wanted.connect(self._look)
        self.page.form.left.connect(self._look_again)
        self.show()

    @property
    def is_creating(self) -> bool:
        """Whether somebody new is being written down."""
        return self.page.is_creating

    @property
    def has_looked(self) -> bool:
        """Whether those who are like the person, as far as they are typed now, are in sight."""
        traits = self.page.traits
        return traits is not None and traits == self._store.looked_for

    def carry(self, other: Seeking) -> None:
        """Go on where another one was, as after a switch of language."""
        self._seen, self._saw_elsewhere = other._seen, other._saw_elsewhere
        self.page.set_creating(other.is_creating)
        self.page.put(other.page.form.raw())
        self._told_for = other._told_for
        self.show()

    def show(self) -> None:
        """Open enrolments, or those who may be the person."""
        store, beside = self._store, self.beside
        if store.is_looking:
            beside.show_waiting()
        elif store.look_error is not None:
            beside.show_error(store.look_error)
        elif store.candidates is not None and store.looked_for is not None:
            beside.show_candidates(store.looked_for, store.candidates, self._units)
            self._see()
        else:
            beside.show_drafts(store.drafts, self._session.server_now())
        self.changed.emit()

    def go_on(self) -> None:
        """Enter: look, then create, then begin."""
        if not self.is_creating and self._lacks():
            return
        if self.page.form.complain():
            return
        if self.is_creating:
            self._create()
        elif self.has_looked:
            self._open_up()
        else:
            self._look()

    def look_closer(self) -> None:
        """Somebody like them is here already, which was not seen: look again, and begin no more."""
        self._begins = False
        self._store.looked_for = None
        self._told_for = None
        self._look()

    # Looking

    def _lacks(self) -> bool:
        name = self.page.lacks
        if name:
            word = "enrolment-letters" if name == "family_name" else "enrolment-birth-date"
            field = self.page.form.fields[name]
            field.show_error(self._wording.text(word, count=LEAST_LETTERS))
            self.page.form.go_to(field)
        return bool(name)

    def _look(self) -> None:
        traits = self.page.traits
        if traits is not None:
            self._store.look(traits)

    def _look_again(self) -> None:
        """While somebody new is written down, each trait may show another one who is like them."""
        if self.is_creating and not self.has_looked:
            self._look()

    def _see(self) -> None:
        """Those in sight are seen; who came anew holds what was on its way to begin."""
        found = self._store.candidates
        if found is None or self._told_for == self._store.looked_for:
            return
        self._told_for = self._store.looked_for
        before = len(self._seen)
        self._seen |= {each.patient.id for each in found.items}
        is_new = len(self._seen) > before or (found.elsewhere and not self._saw_elsewhere)
        self._saw_elsewhere = self._saw_elsewhere or found.elsewhere
        announce(self.beside, self.beside.list.accessibleName())
        begins, self._begins = self._begins, False
        if begins and not is_new:
            self._create()
        elif not self.is_creating and not found.items and not found.elsewhere:
            self._open_up()
        elif is_new and (begins or not self.is_creating) and self.page.isVisible():
            self.beside.take_focus()

    # Somebody new

    def _open_up(self) -> None:
        self.page.set_creating(True)
        self.page.form.take_focus()
        self.changed.emit()

    def _create(self) -> None:
        missing = self.page.missing
        if missing:
            problems = [FieldProblem(field=name, reason="required") for name in missing]
            self.page.form.refuse(problems)
            return
        if not self.has_looked:
            self._begins = True
            self._look()
            return
        found = self._store.candidates
        seen = [] if found is None else [each.patient.id for each in found.items]
        is_elsewhere = found is not None and found.elsewhere
        try:
            ask: EnrolmentAsk = self.page.ask(seen, elsewhere_is_other=is_elsewhere)
        except NotAccepted as error:
            self.page.form.refuse([FieldProblem(field=error.field, reason="otherwise")])
            return
        self.begin_wanted.emit(ask)

    def _take_person(self, candidate: Candidate) -> None:
        """It is one of those: their draft, their enrolment begun again, or their file."""
        patient_id = candidate.patient.id
        if candidate.monitoring is Monitoring.PENDING:
            self.draft_wanted.emit(patient_id)
        elif candidate.monitoring is Monitoring.ENDED:
            self.again_wanted.emit(patient_id)
        else:
            self.file_wanted.emit(patient_id)
