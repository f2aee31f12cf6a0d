"""Confirmed grades of one call: a line for each symptom of the survey, with what each grade means
beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.alerts import AnsweredSymptom
from ui.triage.forms.ctcae import HIGHEST_GRADE, definition_key
from widgets.grade_picker import GradeButton, GradePicker
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_NAME_PX = 118
_LOOKS_AT = frozenset({QEvent.Type.FocusIn, QEvent.Type.Enter})
_LOOKS_AWAY = frozenset({QEvent.Type.FocusOut, QEvent.Type.Leave})


class GradeRows(QScrollArea):
    """One picker a symptom; what is not chosen is not confirmed."""

    def __init__(
        self,
        symptoms: Sequence[AnsweredSymptom],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._symptoms = {symptom.item: symptom for symptom in symptoms}
        self._pickers: dict[str, GradePicker] = {}
        self._meanings: dict[str, PlainLabel] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(wording.text("forms-call-grades"))
        self.setWidget(self._lines(symptoms))

    def grades(self) -> Mapping[str, int]:
        """The grades that were confirmed, by item."""
        return {
            item: picker.grade for item, picker in self._pickers.items() if picker.grade is not None
        }

    def set_grades(self, grades: Mapping[str, int]) -> None:
        """Put confirmed grades back."""
        for item, grade in grades.items():
            if item in self._pickers:
                self._pickers[item].set_grade(grade)
                self._explain(item)

    def fields(self) -> Sequence[QWidget]:
        """The grades to press, line by line."""
        return self.findChildren(GradeButton)

    def _lines(self, symptoms: Sequence[AnsweredSymptom]) -> QWidget:
        content = QWidget(self)
        content.setProperty("ground", "surface")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 4, 6, 4)
        column.setSpacing(8)
        for symptom in symptoms:
            column.addLayout(self._line(symptom, content))
        column.addStretch(1)
        return content

    def _line(self, symptom: AnsweredSymptom, parent: QWidget) -> QGridLayout:
        w = self._wording
        name = PlainLabel(
            self._theme, words.symptom(w, symptom.item, short=True), "body_strong", parent=parent
        )
        name.set_wrapping()
        name.setFixedWidth(self._theme.scaled(_NAME_PX))
        estimate = w.text("forms-call-grade-none")
        if symptom.now is not None:
            estimate = w.text("forms-call-estimated", grade=symptom.now)
        picker = self._picker(symptom.item, estimate, parent)
        meaning = PlainLabel(self._theme, role="meta", tone="muted", parent=parent)
        meaning.set_wrapping()
        self._meanings[symptom.item] = meaning
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.addWidget(name, 0, 0)
        grid.addWidget(PlainLabel(self._theme, estimate, "body", "secondary", parent), 0, 1)
        grid.addWidget(picker, 0, 2, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(meaning, 1, 0, 1, 4)
        grid.setColumnMinimumWidth(1, self._theme.scaled(28))
        grid.setColumnStretch(3, 1)
        self._explain(symptom.item)
        return grid

    def _picker(self, item: str, estimate: str, parent: QWidget) -> GradePicker:
        w = self._wording
        name = w.text("forms-call-grade-of", symptom=words.symptom(w, item), estimate=estimate)
        picker = GradePicker(self._theme, name, parent)
        picker.setObjectName(f"call_grade_{item}")
        picker.setProperty("item", item)
        picker.set_highest(HIGHEST_GRADE.get(item, 4))
        picker.grade_chosen.connect(self._take_grade)
        for button in picker.findChildren(GradeButton):
            meaning = self._meaning(item, button.grade)
            button.setToolTip(plain_tooltip(meaning))
            button.setAccessibleDescription(meaning)
            button.setProperty("item", item)
            button.installEventFilter(self)
        self._pickers[item] = picker
        return picker

    def _take_grade(self) -> None:
        picker = self.sender()
        if isinstance(picker, GradePicker):
            self._explain(str(picker.property("item")))

    def _meaning(self, item: str, grade: int) -> str:
        key = definition_key(item, grade)
        return "" if key is None else self._wording.text(key)

    def _explain(self, item: str, looked_at: int | None = None) -> None:
        """The grade looked at, else the chosen one, else the estimated one, and what it means."""
        chosen = self._pickers[item].grade
        grade = looked_at if looked_at is not None else chosen
        is_estimate = grade is None
        grade = self._symptoms[item].now if grade is None else grade
        label = self._meanings[item]
        meaning = "" if grade is None else self._meaning(item, grade)
        said = words.about(grade) if is_estimate and grade is not None else str(grade)
        w = self._wording
        label.setText(w.text("forms-call-meaning", grade=said, text=meaning) if meaning else "")
        label.setVisible(bool(meaning))
        label.set_tone("muted" if is_estimate else "primary")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, GradeButton):
            item = str(watched.property("item"))
            if event.type() in _LOOKS_AT:
                self._explain(item, watched.grade)
                self.ensureWidgetVisible(watched)
            elif event.type() in _LOOKS_AWAY:
                self._explain(item)
        return super().eventFilter(watched, event)
