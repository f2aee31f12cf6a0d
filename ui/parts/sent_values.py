"""An answer as it came, value by value, where the rules could not judge it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from console.models.identity_text import free_text
from resources import words
from resources.symptoms import MEASURES, SYMPTOMS, TEMPERATURE
from resources.wording import Wording
from services.contract.alerts import SentValue
from services.contract.enums import Attribute
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_FIELDS = {
    "questionnaire": "triage-sent-questionnaire",
    "version": "triage-sent-version",
    "authored_at": "triage-sent-authored_at",
    "urgency": "triage-sent-urgency",
    "replaces": "triage-sent-replaces",
}
_OF_A_TEMPERATURE = {"value": "triage-sent-value", "measured_at": "triage-sent-measured_at"}
_LEAST_LINES, _MOST_LINES = 3, 9


class SentValues(QWidget):
    """Plain text that can be read with the keyboard and copied; hidden when there is nothing."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._title = PlainLabel(theme, role="panel", tone="secondary", parent=self)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("triage_as_sent")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        theme.dress(self._text, "supporting")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._text)
        theme.theme_changed.connect(self._fit)
        self.hide()

    def show_values(self, wording: Wording, values: Sequence[SentValue]) -> None:
        """Show every value on a line of its own."""
        self._wording = wording
        self._title.setText(wording.text("triage-sent"))
        self._text.setAccessibleName(self._title.text())
        self._text.setPlainText("\n".join(self._line(value) for value in values))
        self._fit()
        self.setVisible(bool(values))

    def _line(self, sent: SentValue) -> str:
        w = self._wording
        what = self._item(sent)
        if sent.attribute is not None:
            attribute = self._attribute(sent)
            what = w.text("triage-sent-attribute", item=what, attribute=attribute)
        return w.text("triage-sent-line", what=what, value=free_text(w, sent.value))

    def _item(self, sent: SentValue) -> str:
        w = self._wording
        if sent.attribute is None and sent.item in _FIELDS:
            return w.text(_FIELDS[sent.item])
        is_known = sent.item in (*SYMPTOMS, *MEASURES, TEMPERATURE)
        return words.symptom(w, sent.item) if is_known else sent.item

    def _attribute(self, sent: SentValue) -> str:
        w, name = self._wording, sent.attribute or ""
        if sent.item == TEMPERATURE and name in _OF_A_TEMPERATURE:
            return w.text(_OF_A_TEMPERATURE[name])
        return words.attribute(w, name) if name in set(Attribute) else name

    def _fit(self) -> None:
        lines = min(max(self._text.blockCount(), _LEAST_LINES), _MOST_LINES)
        self._text.setFixedHeight(self._text.fontMetrics().lineSpacing() * lines + 16)
