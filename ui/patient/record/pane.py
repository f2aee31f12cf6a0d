"""The right side of the record: one thing whole, or the form on it, or why there is neither."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.session import Session
from console.stores.file_blocks import Block
from console.stores.record_acts import RecordActs
from console.stores.states import StoreState
from resources.wording import Wording
from services.contract.record import RecordVersions
from ui.parts.form import FramedForm
from ui.patient.record.detail import RecordDetail
from ui.patient.record.sections import CHANGES, CREATES, WITHDRAWS, Part, Section, Thing
from ui.patient.record.words import facts, thing_text, version_lines
from ui.patient.states import PartStates
from ui.proof.panel import ProofPanel
from widgets.strip import Strip
from widgets.theme import Theme


class RecordPane(QWidget):
    """Shows a thing of the record, with a form in its place while one is open."""

    def __init__(
        self,
        acts: RecordActs,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._wording = wording
        self.detail = RecordDetail(theme, self)
        self.states = PartStates(theme, wording, parent=self)
        self._strip = Strip(theme, self)
        self._proof = ProofPanel(acts.proof, self, theme, wording, self)
        self._form: FramedForm | None = None
        self._pages = QStackedWidget(self)
        for page in (self.detail, self.states):
            self._pages.addWidget(page)
        self._strip.setObjectName("record_strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._proof)
        column.addWidget(self._pages, 1)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self.states.set_wording(w)
        self._proof.set_wording(w)

    def show_thing(self, section: Section, thing: Thing, *, may_write: bool, why_not: str) -> None:
        """Show what something is and what this person may do with it; a form in front stays."""
        w = self._wording
        when, what = thing_text(w, thing)
        title = (
            what
            if section in (Section.IDENTITY, Section.CONTACT)
            else w.text("record-title", section=w.text(f"record-section-{section}"), what=what)
        )
        self.detail.show_thing(title, when, facts(w, thing))
        may, is_there = self._session.may, not thing.is_withdrawn and self._is_mine(section, thing)
        change = is_there and may(CHANGES[thing.part]) and not thing.is_unreadable
        withdraw = is_there and thing.part in WITHDRAWS and may(WITHDRAWS[thing.part])
        cycle = is_there and thing.part is Part.LINE and may(CREATES[Part.CYCLE])
        self.detail.offer(
            w.text("record-change") if change else "",
            w.text("record-add-cycle") if cycle else "",
            w.text("record-withdraw") if withdraw else "",
            may_act=may_write,
            why_not=why_not if change or withdraw or cycle else "",
        )
        if self._form is None:
            self.states.stop_waiting()
            self._pages.setCurrentWidget(self.detail)

    def _is_mine(self, section: Section, thing: Thing) -> bool:
        """A note is amended by its author alone."""
        if section is not Section.NOTE or thing.entry is None:
            return True
        me, author = self._session.me, thing.entry.recorded_by
        return me is not None and author is not None and author.id == me.person.id

    def show_versions(self, thing: Thing, shown: Block[RecordVersions], now: datetime) -> None:
        """Show who wrote which version of it, as far as that is read."""
        w = self._wording
        if shown.value is not None:
            lines = list(version_lines(w, thing, shown.value.items, now))
            self.detail.show_versions(w.text("record-versions"), lines)
        elif shown.state is StoreState.ERROR:
            self.detail.show_versions(w.text("record-versions-error"), (), w.text("triage-retry"))
        else:
            self.detail.show_versions("", ())

    def show_nothing(self, title: str, hint: str, icon: str) -> None:
        """There is nothing to show; a form in front stays."""
        self.detail.clear()
        self.states.show_empty(title, hint, icon)
        if self._form is None:
            self._pages.setCurrentWidget(self.states)

    def show_form(self, form: FramedForm | None) -> None:
        """Put a form in front, or take the one there away."""
        if self._form is not None:
            self._pages.removeWidget(self._form)
            self._form.deleteLater()
        self._form = form
        if form is not None:
            self._pages.addWidget(form)
            self._pages.setCurrentWidget(form)
        else:
            self._pages.setCurrentWidget(self.detail)

    def tell(self, text: str) -> None:
        """Say something above the form; an empty text takes it away."""
        if text:
            self._strip.ask(text)
        else:
            self._strip.hide()
