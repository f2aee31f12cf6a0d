"""The note form: up to 2,000 characters for the history of one alert."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.abbreviations import phrase_hint, phrases_described
from ui.parts.form import Complaint
from ui.parts.text_box import TextBox
from ui.triage.forms.answers import Noted
from ui.triage.forms.base import Form
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme


class NoteForm(Form):
    """Writes a note."""

    draft_type = str

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(alert, theme, wording, parent)
        self.setObjectName("form_note")
        self._text = TextBox(theme, wording, wording.text("forms-note-text"), self)
        self._text.editor.setObjectName("note_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._text, 1)
        hint = PlainLabel(theme, phrase_hint(wording), "axis", "muted", self)
        hint.setToolTip(plain_tooltip(phrases_described(wording)))
        column.addWidget(hint)
        self._name(wording.text("forms-note-title"), wording.text("forms-note-submit"))

    def answer(self) -> Noted:
        return Noted(self._text.text())

    def complaints(self) -> Sequence[Complaint]:
        if self._text.text():
            return ()
        return (Complaint(self._wording.text("forms-note-missing"), self._text.editor),)

    def draft(self) -> object:
        return self._text.raw() or None

    def restore(self, draft: object) -> None:
        if isinstance(draft, str):
            self._text.set_raw(draft)

    def take_focus(self) -> bool:
        self._text.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
