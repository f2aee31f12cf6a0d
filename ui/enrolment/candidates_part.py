"""Beside step 1: which enrolments are open, then who may be the person that somebody looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from console.errors import ENROLMENT, ConsoleError
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.enrolment import EnrolmentRow
from services.contract.enrolment_candidates import Candidate, Candidates, CandidatesAsk
from services.contract.enums import Monitoring
from ui.enrolment.words import candidate_line, draft_line, searched_text
from widgets.button import Button
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_LIST_PX = 150


class CandidatesPart(QFrame):
    """Signals: `draft_wanted(UUID)`; `person_wanted(Candidate)` when it is one of those; and
    `retry_wanted()`.
    """

    draft_wanted = Signal(object)
    person_wanted = Signal(object)
    retry_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._drafts: dict[str, EnrolmentRow] = {}
        self._candidates: dict[str, Candidate] = {}
        self._is_deliberate = self._is_entered = False
        self._title = PlainLabel(theme, role="section", parent=self)
        self._told = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._notice = Strip(theme, self)
        self.list = LineList(theme, self)
        self.pick = Button(theme, "", "secondary", icon="user", parent=self)
        self.setProperty("card", True)
        self.setObjectName("enrolment_candidates")
        self._notice.setObjectName("enrolment_look_notice")
        self.list.setObjectName("enrolment_list")
        self.list.setMinimumHeight(theme.scaled(_LIST_PX))
        self.pick.setObjectName("enrolment_pick")
        self._told.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part in (self._title, self._told, self._notice):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(0)
        self.list.activated_key.connect(self._enter)
        self.list.chosen.connect(self._stand)
        self.pick.clicked.connect(self._pick)
        self._notice.accepted.connect(self.retry_wanted)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its state again."""
        self._wording = wording

    @property
    def shows_candidates(self) -> bool:
        """Whether somebody who may be the person is in sight."""
        return bool(self._candidates)

    def show_drafts(self, drafts: Sequence[EnrolmentRow] | None, now: datetime) -> None:
        """Before anybody is looked for: the open enrolments; None while they are not here."""
        w, known = self._wording, list(drafts or ())
        self._drafts = {str(each.patient.id): each for each in known}
        self._candidates = {}
        self._title.setText(w.text("enrolment-drafts", count=len(known)))
        self._told.setText("" if known else w.text("enrolment-drafts-none"))
        self._show_lines([draft_line(w, each, now) for each in known])

    def show_candidates(
        self, ask: CandidatesAsk, found: Candidates, units: Mapping[UUID, str]
    ) -> None:
        """Who may be the person."""
        w = self._wording
        self._drafts = {}
        self._candidates = {str(each.patient.id): each for each in found.items}
        self._title.setText(w.text("enrolment-found", count=len(found.items)))
        told = [searched_text(w, ask)]
        if found.items:
            told.append(w.text("enrolment-found-hint"))
        if found.more:
            told.append(w.text("enrolment-found-more"))
        self._told.setText(" ".join(told))
        several = len(units) > 1
        self._show_lines(
            [
                candidate_line(w, each, units.get(each.unit_id, "") if several else "")
                for each in found.items
            ]
        )
        if found.elsewhere:
            self._notice.ask(w.text("enrolment-elsewhere"))

    def show_waiting(self) -> None:
        """Somebody is looked for."""
        self._title.setText(self._wording.text("enrolment-looking"))
        self._told.setText("")
        self._notice.hide()

    def show_error(self, error: ConsoleError) -> None:
        """It is not known who may be the person."""
        w = self._wording
        self._drafts, self._candidates = {}, {}
        self._title.setText(w.text("enrolment-look-failed"))
        self._told.setText("")
        self._show_lines([])
        text = error_with_code(w, error, ENROLMENT)
        self._notice.ask(text, accept=w.text("triage-retry"), kind="danger")

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through."""
        return [self.list, self.pick]

    def _show_lines(self, lines: Sequence[LineLook]) -> None:
        self._notice.hide()
        self.list.setAccessibleName(self._title.text())
        self.list.set_lines(lines)
        if lines:
            self.list.stand_on(self.list.lines[0].key)
        self.list.setVisible(bool(lines))
        self.pick.setVisible(bool(lines))
        self._told.setVisible(bool(self._told.text()))
        self._name_pick(self.list.key)
        self._is_deliberate = False

    def _stand(self, key: str) -> None:
        self._is_deliberate = True
        self._name_pick(key)

    def _enter(self, key: str) -> None:
        """Somebody whom the list itself put under the selection is not taken by a blind Enter."""
        self._is_entered = True
        if key in self._candidates and not self._is_deliberate:
            self.pick.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._choose(key)

    def _name_pick(self, key: str) -> None:
        w, candidate = self._wording, self._candidates.get(key)
        word = "enrolment-resume"
        if candidate is not None:
            is_ended = candidate.monitoring is Monitoring.ENDED
            word = "enrolment-again" if is_ended else "enrolment-is-this-one"
        self.pick.set_label(w.text(word))
        self.pick.set_key("↵")

    def _pick(self) -> None:
        self._choose(self.list.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An Enter that the list took goes no further: around it, Enter makes somebody new."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        was_entered, self._is_entered = self._is_entered, False
        if not was_entered and self.pick.hasFocus():
            self.pick.click()
        event.accept()

    def _choose(self, key: str) -> None:
        if key in self._candidates:
            self.person_wanted.emit(self._candidates[key])
        elif key in self._drafts:
            self.draft_wanted.emit(self._drafts[key].patient.id)
