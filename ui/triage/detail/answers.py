"""The answers of one survey: before and now, temperatures, the patient's urgency, and their own
words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.survey_text import survey_marks
from resources import words
from resources.wording import NO_BREAK, Wording
from services.contract.alerts import AnsweredSurvey, AnsweredSymptom
from services.contract.enums import Channel
from services.contract.explanations import MissingReason
from ui.parts.said import SaidBlock
from ui.parts.sent_values import SentValues
from ui.parts.unfinished_pill import UnfinishedPill
from ui.triage.detail.measure_rows import measure_look
from widgets.answer_table import AnswerLook, AnswerTable, Change
from widgets.elided_label import ElidedLabel
from widgets.grade_chip import NoGrade
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LEAST_TABLE_PX = 118
_LEAST_SHORT_TABLE_PX = 70
_NOT_ASKED = frozenset({MissingReason.NOT_ASKED.value, MissingReason.PRESENCE_ONLY.value})


class Answers(QWidget):
    """Everything that the patient answered."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._title = ElidedLabel(theme, role="panel", tone="secondary", parent=self)
        self._unfinished = UnfinishedPill(theme, self)
        self._direction = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._table = AnswerTable(theme, "", self)
        self._facts = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._marks = PlainLabel(theme, role="supporting_strong", parent=self)
        self._temperature = PlainLabel(theme, parent=self)
        self._said = SaidBlock(theme, parent=self)
        self._sent = SentValues(theme, wording, self)
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._survey: AnsweredSurvey | None = None
        self._is_short = False
        self._build()
        theme.theme_changed.connect(self._fit_table)

    def show_survey(self, wording: Wording, survey: AnsweredSurvey | None) -> None:
        """Show a survey, or say that there is none."""
        self._wording = wording
        self._none.setText(wording.text("triage-no-survey"))
        self._none.setVisible(survey is None)
        is_unfinished = survey is not None and survey.is_unfinished
        for widget in (self._title, self._table):
            widget.setVisible(survey is not None)
        # The date is not cut for the label; the days over the columns tell before from now, too.
        self._direction.setVisible(survey is not None and not is_unfinished)
        self._unfinished.show_of(wording, is_unfinished=is_unfinished)
        self._survey = survey
        marks = () if survey is None else survey_marks(wording, survey)
        self._marks.setText("\n".join(marks))
        self._marks.setVisible(bool(marks))
        self._show_temperatures(survey)
        if survey is not None:
            self._show_table(survey)
            self._table.setVisible(bool(survey.symptoms or survey.measures))
        self._show_below()

    def _show_below(self) -> None:
        """What stands under the table."""
        survey = None if self._is_short else self._survey
        if survey is None:
            self._facts.hide()
            self._said.hide()
            self._sent.show_values(self._wording, ())
            return
        self._show_facts(survey)
        self._said.show_survey(self._wording, survey)
        self._said.setVisible(self._said.says_something)
        self._sent.show_values(self._wording, survey.as_sent)

    def set_short(self, is_short: bool) -> None:
        """Leave only the table, while a form needs the room."""
        self._is_short = is_short
        self._fit_table()
        self._show_below()

    def _build(self) -> None:
        self._table.setObjectName("triage_answers")
        for label in (self._facts, self._marks, self._temperature, self._none):
            label.set_wrapping()
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._unfinished)
        head.addWidget(self._direction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self._marks)
        column.addWidget(self._temperature)
        column.addWidget(self._table, 1)
        column.addWidget(self._facts)
        column.addWidget(self._said)
        column.addWidget(self._sent)
        column.addStretch(0)

    def _show_table(self, survey: AnsweredSurvey) -> None:
        w = self._wording
        now_day = w.day(w.local(survey.authored_at).date())
        before = survey.compared_with
        before_day = "" if before is None else w.day(w.local(before).date())
        self._title.set_full_text(
            w.text("triage-answers-of", day=now_day, time=w.time(survey.authored_at))
        )
        self._direction.setText(w.text("triage-before-now"))
        self._table.setAccessibleName(self._title.full_text)
        looks = _in_order(
            [_answer_look(w, symptom) for symptom in survey.symptoms],
            [measure_look(w, measure) for measure in survey.measures],
        )
        self._table.set_answers(looks, (w.text("triage-symptom"), before_day, now_day, ""))
        self._fit_table()

    def _fit_table(self) -> None:
        """No higher than its rows, so that the patient's words follow at once; lower, it
        scrolls.
        """
        content = self._table.content_height_px()
        least = _LEAST_SHORT_TABLE_PX if self._is_short else _LEAST_TABLE_PX
        self._table.setMaximumHeight(content)
        self._table.setMinimumHeight(min(content, self._theme.scaled(least)))

    def _show_temperatures(self, survey: AnsweredSurvey | None) -> None:
        """Over the table, because twenty rows would push a fever out of sight."""
        w, readings = self._wording, () if survey is None else survey.temperatures
        texts = [
            w.text(
                "triage-temperature-at",
                value=w.celsius(reading.value_c),
                at=w.day_time(reading.measured_at),
            )
            for reading in readings
        ]
        is_fever = any(reading.value_c >= words.FEVER_FROM_C for reading in readings)
        self._theme.dress(self._temperature, "body_strong" if is_fever else "supporting")
        self._temperature.set_tone("danger" if is_fever else "secondary")
        self._temperature.setText(w.text("triage-temperatures", readings=" · ".join(texts)))
        self._temperature.setVisible(bool(texts))

    def _show_facts(self, survey: AnsweredSurvey) -> None:
        w = self._wording
        facts = []
        if survey.channel is Channel.PHONE:
            facts.append(w.text("triage-channel-phone"))
        self._facts.setText(" · ".join(facts))
        self._facts.setVisible(bool(facts))


def _in_order(
    symptoms: Sequence[AnswerLook], measures: Sequence[AnswerLook]
) -> tuple[AnswerLook, ...]:
    """What got worse stands first, where no scrolling is needed; measures before what did not."""
    worse = [look for look in symptoms if look.change is Change.WORSE]
    rest = (look for look in symptoms if look.change is not Change.WORSE)
    return (*worse, *measures, *rest)


def _answer_look(w: Wording, symptom: AnsweredSymptom) -> AnswerLook:
    name = words.symptom(w, symptom.item)
    change, text = _change(w, symptom)
    before = _spoken(w, symptom.before, symptom.before_missing)
    now = _spoken(w, symptom.now, symptom.now_missing)
    return AnswerLook(
        symptom=words.symptom(w, symptom.item, short=True),
        before=_cell(symptom.before, symptom.before_missing),
        now=_cell(symptom.now, symptom.now_missing),
        change=change,
        change_text=text,
        sentence=w.text(
            "triage-answer-sentence", symptom=name, before=before, now=now, change=text
        ),
        full=name,
    )


def _cell(grade: int | None, missing: str | None) -> int | NoGrade:
    if grade is not None:
        return grade
    return NoGrade.NOT_ASKED if missing in _NOT_ASKED else NoGrade.MISSING


def _spoken(w: Wording, grade: int | None, missing: str | None) -> str:
    if grade is not None:
        return str(grade)
    return words.missing(w, missing) if missing is not None else w.text("triage-unknown")


def _change(w: Wording, symptom: AnsweredSymptom) -> tuple[Change, str]:
    if symptom.presence_now is not None:
        return _presence_change(w, symptom)
    if symptom.change is None:
        return Change.NONE, ""
    by = w.signed(symptom.change)
    if symptom.change > 0:
        return Change.WORSE, f"{by}{NO_BREAK}{w.text('triage-worse')}"
    if symptom.change < 0:
        return Change.BETTER, f"{by}{NO_BREAK}{w.text('triage-better')}"
    return Change.STABLE, f"= {w.text('triage-stable')}"


def _presence_change(w: Wording, symptom: AnsweredSymptom) -> tuple[Change, str]:
    now = w.text("triage-present") if symptom.presence_now else w.text("triage-absent")
    if symptom.presence_before is None or symptom.presence_before == symptom.presence_now:
        return Change.STABLE, now
    return (Change.WORSE if symptom.presence_now else Change.BETTER), now
