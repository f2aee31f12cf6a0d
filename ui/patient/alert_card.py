"""The open alert of a patient beside the synthesis; every act on it leads to triage."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.session import Session
from console.settings import LetterKeys
from resources.wording import Wording
from services.contract.patient_file import OpenAlert
from ui.letters import written
from ui.patient.card import Card
from ui.patient.side_words import alert_text
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.level_glyph import LevelGlyph
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

ACTS = (
    ("E", "escalate", "arrow-bend-right-up", "escalate_alert"),
    ("T", "call", "phone", "log_call"),
    ("M", "measure", "first-aid-kit", "record_measure"),
    ("N", "note", "note-pencil", "add_note"),
)
"""Key, act, icon and operation of what can be begun from here; E answers where one may."""
_ANSWERS = "answer_escalation"
_GLYPH_PX = 20


class AlertWish(NamedTuple):
    """An alert that triage shall show, and the act to begin there; empty for none."""

    patient_id: UUID
    alert_id: UUID
    version: int
    act: str


class AlertCard(Card):
    """Signals: `act_wanted(name)` with an act of triage, empty to only go there."""

    act_wanted = Signal(str)

    def __init__(self, theme: Theme, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(theme, "open_alert", parent)
        self._session = session
        self._glyph = LevelGlyph(theme, "info", "", _GLYPH_PX, self)
        self._leads = RunsLabel(theme, parent=self)
        self._due = RunsLabel(theme, parent=self)
        self._holder = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._holder.set_wrapping()
        self._others = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._others.set_wrapping()
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._none.set_wrapping()
        self._buttons: dict[str, Button] = {}
        self._part = QWidget(self)
        self._build(theme)
        self.link_followed.connect(self._go)

    def show_alerts(
        self, w: Wording, alerts: list[OpenAlert], now: datetime, letters: LetterKeys
    ) -> None:
        """Show the first open alert, and how many more there are."""
        self.set_title(w.text("file-alert", count=max(1, len(alerts))))
        key = written("G T", letters)
        described = w.text("file-alert-triage-described")
        self.set_link(w.text("file-alert-triage") if alerts else "", key, described)
        self._none.setText(w.text("file-alert-none"))
        self._none.setVisible(not alerts)
        self._part.setVisible(bool(alerts))
        if alerts:
            self._show(w, alerts, now)
            self._name_acts(w, letters)

    def _show(self, w: Wording, alerts: list[OpenAlert], now: datetime) -> None:
        text = alert_text(w, alerts[0], now)
        self._glyph.set_level(text.level, text.level_word)
        runs: list[Run] = []
        for place, (lead, rest) in enumerate(text.leads):
            runs += [Run("\u2028")] if place else []
            runs += [Run(lead, "body_strong"), Run(rest, "body")]
        self._leads.set_runs(runs)
        ink = "danger.strong" if text.is_overdue else "text.primary"
        role = "body_strong" if text.is_overdue else "body"
        self._due.set_runs(
            (Run(text.due, role, ink), Run(f" · {text.received}", "body", "text.secondary"))
        )
        self._holder.setText(text.holder)
        self._others.setText(w.text("file-alert-others", count=len(alerts) - 1))
        self._others.setVisible(len(alerts) > 1)

    def _name_acts(self, w: Wording, letters: LetterKeys) -> None:
        for key, act, _icon, operation in ACTS:
            button = self._buttons[act]
            is_answer = act == "escalate" and self._session.may(_ANSWERS)
            word = w.text(f"file-act-{'answer' if is_answer else act}")
            button.set_label(word if act == "escalate" else "")
            button.setAccessibleName(word)
            button.setToolTip(plain_tooltip(word))
            button.set_key(written(key, letters))
            button.setVisible(is_answer or self._session.may(operation))

    def _build(self, theme: Theme) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(4)
        for part in (self._leads, self._due, self._holder, self._others):
            texts.addWidget(part)
        mark = QVBoxLayout()
        mark.setContentsMargins(0, 2, 0, 0)
        mark.addWidget(self._glyph)
        mark.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addLayout(mark)
        said.addLayout(texts, 1)
        acts = FlowRow(gap_px=6, line_gap_px=6, spread=False)
        for key, act, icon, _operation in ACTS:
            kind = "primary" if act == "escalate" else "secondary"
            button = Button(theme, "", kind, "" if act == "escalate" else icon, key, self._part)
            button.setObjectName(f"patient_act_{act}")
            button.setProperty("act", act)
            button.clicked.connect(self._press)
            acts.addWidget(button)
            self._buttons[act] = button
        column = QVBoxLayout(self._part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(said)
        column.addLayout(acts)
        self.column.addWidget(self._part)
        self.column.addWidget(self._none)

    def _press(self) -> None:
        self.act_wanted.emit(str(self.sender().property("act")))

    def _go(self) -> None:
        self.act_wanted.emit("")
