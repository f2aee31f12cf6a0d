"""The form that asks an oncologist: whom, and what; nobody sees it for the next 30 seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from console.stores.error_words import error_sentence
from console.stores.escalation_lists import EscalationListsStore
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.people import PersonLabel
from services.contract.units import EscalationList
from ui.parts.abbreviations import phrase_hint, phrases_described
from ui.parts.form import Complaint
from ui.parts.text_box import TextBox
from ui.triage.forms.answers import Escalated
from ui.triage.forms.base import Form
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Draft:
    to: UUID | None
    question: str


class EscalateForm(Form):
    """Puts one alert to an oncologist of the patient's unit, the treating one first."""

    draft_type = _Draft

    def __init__(
        self,
        alert: AlertDetail,
        me: UUID,
        lists: EscalationListsStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_escalate")
        self._me = me
        self._lists = lists
        self._people: list[PersonLabel] = []
        self._wanted: UUID | None = None
        self._to = QComboBox(self)
        self._next = PlainLabel(theme, role="axis", tone="muted", parent=self)
        self._text = TextBox(theme, wording, wording.text("forms-escalate-question"), self)
        self._text.editor.setObjectName("escalate_question")
        self._fill()
        self._name(wording.text("forms-escalate-title"), wording.text("forms-escalate-submit"))
        lists.changed.connect(self._follow)
        self._show()
        lists.read(alert.patient.unit_id)

    def answer(self) -> Escalated:
        return Escalated(self._people[self._to.currentIndex()].id, self._text.text())

    def complaints(self) -> Sequence[Complaint]:
        found = []
        if not self._people:
            found.append(Complaint(self._wording.text("forms-escalate-to-missing"), self._to))
        if len(self._text.text()) < _SHORTEST:
            missing = self._wording.text("forms-escalate-question-missing")
            found.append(Complaint(missing, self._text.editor))
        return found

    def draft(self) -> object:
        text = self._text.raw()
        return _Draft(self._chosen(), text) if text else None

    def state(self) -> object:
        return _Draft(self._wanted, self._text.raw())

    def restore(self, draft: object) -> None:
        if isinstance(draft, _Draft):
            self._wanted = draft.to
            self._text.set_raw(draft.question)
            self._show()

    def fields(self) -> Sequence[QWidget]:
        return [self._to, self._text.editor]

    def take_focus(self) -> bool:
        self._text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _fill(self) -> None:
        w = self._wording
        self._to.setObjectName("escalate_to")
        self._to.setAccessibleName(w.text("forms-escalate-to"))
        self._theme.dress(self._to, "body")
        self._to.activated.connect(self._remember)
        self._next.set_wrapping()
        hint = PlainLabel(self._theme, phrase_hint(w), "axis", "muted", self)
        hint.setToolTip(plain_tooltip(phrases_described(w)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(PlainLabel(self._theme, w.text("forms-escalate-to"), "panel", "secondary"))
        column.addWidget(self._to)
        column.addWidget(self._next)
        column.addWidget(self._text, 1)
        column.addWidget(hint)

    def _follow(self, unit_id: UUID) -> None:
        if unit_id == self.alert.patient.unit_id:
            self._show()

    def _remember(self, _place: int) -> None:
        self._wanted = self._chosen()

    def _chosen(self) -> UUID | None:
        place = self._to.currentIndex()
        return self._people[place].id if 0 <= place < len(self._people) else None

    def _show(self) -> None:
        """The people as far as they are known; what was chosen stays chosen."""
        unit_id = self.alert.patient.unit_id
        found, wanted = self._lists.of(unit_id), self._wanted or self._chosen()
        self._people = [] if found is None else self._in_order(found)
        self._to.clear()
        for person in self._people:
            self._to.addItem(self._label(person))
        place = next((at for at, each in enumerate(self._people) if each.id == wanted), 0)
        self._to.setCurrentIndex(place if self._people else -1)
        self._to.setEnabled(bool(self._people))
        self._next.setText(self._explained(found))

    def _explained(self, found: EscalationList | None) -> str:
        """What happens when nobody answers, or why nobody can be chosen."""
        w = self._wording
        error = self._lists.error_of(self.alert.patient.unit_id)
        if found is None:
            return w.text("triage-loading") if error is None else error_sentence(w, error)
        if not self._people:
            return w.text("forms-escalate-nobody")
        names = [words.short_name(each.name) for each in found.asked]
        if not names:
            return w.text("forms-escalate-next-none")
        return w.text("forms-escalate-next", names=", ".join(names))

    def _in_order(self, found: EscalationList) -> list[PersonLabel]:
        """The treating oncologist, the unit's list, everybody else; never oneself."""
        listed = [each.id for each in found.asked]
        treating = self.alert.patient.oncologist_id

        def place(person: PersonLabel) -> tuple[bool, int, str]:
            rank = listed.index(person.id) if person.id in listed else len(listed)
            return person.id != treating, rank, person.name

        return sorted((each for each in found.oncologists if each.id != self._me), key=place)

    def _label(self, person: PersonLabel) -> str:
        w, name = self._wording, person.name
        if person.id == self.alert.patient.oncologist_id:
            return w.text("forms-escalate-treating", name=name)
        return name
