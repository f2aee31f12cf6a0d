"""Why this alert fired: the rules in sentences, what could not be told, what needs a person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.explain import Sentence, explain
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.enums import AlertKind
from widgets.action_bar import ActionLook
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.shown import set_shown
from widgets.theme import Theme


class WhyBlock(QWidget):
    """The explanation of one alert. Signals: `muting_wanted()` to expect what fired here."""

    muting_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[list[Run]] = []
        self._question = PlainLabel(theme, role="body_strong", parent=self)
        self._reasons = RunsLabel(theme, parent=self)
        self._mute = Button(theme, "", "quiet", key="S", parent=self)
        self._mute.setObjectName("why_mute")
        self._mute.clicked.connect(self.muting_wanted)
        self._mute.hide()
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._question)
        left.addWidget(self._mute, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(8)
        row.addLayout(left)
        row.addWidget(self._reasons, 1)

    def offer_muting(self, look: ActionLook | None, reason: str) -> None:
        """The button of an oncologist, with its word and key, and why it cannot be used now."""
        if look is not None:
            self._mute.set_label(look.label)
            self._mute.set_key(look.key)
            self._mute.set_enabled_because(not reason, reason)
        set_shown(self._mute, look is not None)

    def show_alert(self, w: Wording, alert: AlertDetail) -> None:
        """Explain an alert."""
        self._question.setText(w.text("triage-why"))
        why = explain(w, alert.explanation)
        lines: list[list[Run]] = [_rule_line(sentence, "") for sentence in why.main]
        lines += [_rule_line(sentence, w.text("triage-also")) for sentence in why.also]
        lines += [[Run(text, "body_strong", "danger")] for text in why.problems]
        lines += [[Run(text, "body", "text.secondary")] for text in why.muted]
        lines += [[Run(text, "body", "text.muted")] for text in why.not_answered]
        if not lines:
            lines = [[Run(_without_rules(w, alert), "body")]]
        if alert.other_open:
            others = w.text("triage-other-open", count=len(alert.other_open))
            lines.append([Run(others, "body_strong")])
        self._lines = lines
        self.set_first_only(is_first=False)

    def set_first_only(self, *, is_first: bool) -> None:
        """Show the first reason alone, where a form needs the room."""
        lines = self._lines[:1] if is_first else self._lines
        runs: list[Run] = []
        for place, line in enumerate(lines):
            runs += [Run("\u2028")] if place else []
            runs += line
        self._reasons.set_runs(runs)


def _rule_line(sentence: Sentence, before: str) -> list[Run]:
    opening = [Run(f"{before} ", "body")] if before else []
    return [*opening, Run(sentence.text, "body"), Run(f" {sentence.rule}", "body", "text.muted")]


def _without_rules(w: Wording, alert: AlertDetail) -> str:
    if alert.survey is not None and alert.survey.corrects_received_at is not None:
        return w.text("triage-why-corrected")
    match alert.kind:
        case AlertKind.NON_RESPONSE:
            return w.text("triage-why-non-response")
        case AlertKind.IDENTITY:
            return w.text("triage-why-identity")
        case AlertKind.NOTICE:
            return w.text("triage-why-notice")
        case AlertKind.CLINICAL | AlertKind.TECHNICAL:
            return w.text("triage-why-unknown")
