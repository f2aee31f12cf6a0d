"""One questionnaire whole: exact wording, answers now and before, grades, rule hits, versions."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.patient_file import SurveyFile
from ui.parts.said import SaidBlock
from ui.parts.sent_values import SentValues
from ui.parts.unfinished_pill import UnfinishedPill
from ui.patient.survey_words import (
    headers,
    marks,
    measure_lines,
    question_rows,
    rule_sentences,
    survey_facts,
    survey_title,
)
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.text_table import TextTable
from widgets.theme import Theme

_SHARES = (50, 28, 22)
_ALL_THE_REST = 255


class SurveyPane(QWidget):
    """Signals: `version_wanted(answer id)` of the same questionnaire."""

    version_wanted = Signal(UUID)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: SurveyFile | None = None
        self._title = PlainLabel(theme, role="title", parent=self)
        self._unfinished = UnfinishedPill(theme, self)
        self._facts = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._marks = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._why = RunsLabel(theme, parent=self)
        self._measures = PlainLabel(theme, role="body", parent=self)
        self._said = SaidBlock(theme, parent=self)
        self._older = Button(theme, "", "secondary", icon="clock", parent=self)
        self._newer = Button(theme, "", "secondary", icon="arrow-right", parent=self)
        self.table = TextTable(theme, _SHARES, self)
        self._sent = SentValues(theme, wording, self)
        self._build()
        self._older.clicked.connect(self._show_older)
        self._newer.clicked.connect(self._show_newer)

    def show_survey(self, w: Wording, found: SurveyFile) -> None:
        """Show a questionnaire."""
        self._found = found
        line, survey = found.line, found.survey
        self._title.setText(w.text("file-survey-of", when=survey_title(w, line)))
        self._unfinished.show_of(w, is_unfinished=line.is_unfinished)
        self._facts.setText(survey_facts(w, found))
        told = marks(w, found)
        self._marks.setText("\n".join(told))
        self._marks.setVisible(bool(told))
        self._show_why(w, found)
        measured = "" if survey is None else measure_lines(w, survey)
        self._measures.setText(measured)
        self._measures.setVisible(bool(measured))
        self._said.show_survey(w, survey)
        self._said.setVisible(self._said.says_something)
        self._older.set_label(w.text("file-survey-older"))
        self._older.setVisible(line.replaces is not None)
        self._newer.set_label(w.text("file-survey-newer"))
        self._newer.setVisible(line.replaced_by is not None)
        self.table.set_rows(self._title.text(), headers(w), question_rows(w, found))
        self.table.setVisible(bool(found.questions))
        is_raw = survey is not None and not found.questions
        self._sent.show_values(w, survey.as_sent if survey is not None and is_raw else ())

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._found = None
        self._title.setText("")
        self._facts.setText("")
        self.table.set_rows("", ("", "", ""), ())
        for part in (
            self._unfinished,
            self._marks,
            self._why,
            self._measures,
            self._said,
            self._sent,
        ):
            part.hide()

    def _show_why(self, w: Wording, found: SurveyFile) -> None:
        runs: list[Run] = []
        for sentence in rule_sentences(w, found):
            runs += [Run("\u2028")] if runs else []
            runs += [Run(sentence.text, "body"), Run(f"  {sentence.rule}", "body", "text.muted")]
        self._why.set_runs(runs)
        self._why.setVisible(bool(runs))

    def _show_older(self) -> None:
        if self._found is not None and self._found.line.replaces is not None:
            self.version_wanted.emit(self._found.line.replaces)

    def _show_newer(self) -> None:
        if self._found is not None and self._found.line.replaced_by is not None:
            self.version_wanted.emit(self._found.line.replaced_by)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName("patient_questions")
        self._older.setObjectName("patient_survey_older")
        self._newer.setObjectName("patient_survey_newer")
        for label in (self._facts, self._marks, self._measures):
            label.set_wrapping()
        versions = QHBoxLayout()
        versions.setSpacing(8)
        versions.addWidget(self._older)
        versions.addWidget(self._newer)
        versions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(5)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._unfinished)
        head.addStretch(1)
        column.addLayout(head)
        parts = (self._facts, self._marks, self._why, self._measures, self._said)
        for part in parts:
            column.addWidget(part)
        column.addLayout(versions)
        column.addWidget(self.table, _ALL_THE_REST)
        column.addWidget(self._sent)
        column.addStretch(1)
