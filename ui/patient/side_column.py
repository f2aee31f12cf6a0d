"""The column beside the synthesis: open alert, last acts, follow-up, consents."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from resources.wording import Wording
from services.contract.patient_file import FileBlock, PatientSeries
from ui.parts.fact_line import FactLine
from ui.patient.alert_card import AlertCard
from ui.patient.card import ActLine, Card
from ui.patient.side_words import MOST_FACTS, act_text, follow_up
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

LAST_ACTS = 2
_CONSENTS = ("monitoring", "research", "newsletter")


class SideColumn(QWidget):
    """Signals: `act_wanted(name)` of the alert; `actions_wanted()`, `consents_wanted()`."""

    act_wanted = Signal(str)
    actions_wanted = Signal()
    consents_wanted = Signal()

    def __init__(
        self, theme: Theme, session: Session, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self.alert = AlertCard(theme, session, self)
        self._acts = Card(theme, "last_actions", self)
        self._lines = [ActLine(theme, self._acts) for _ in range(LAST_ACTS)]
        self._no_acts = PlainLabel(theme, role="body", tone="muted", parent=self._acts)
        self._follow = Card(theme, "follow_up", self)
        self._facts = [FactLine(theme, self._follow) for _ in range(MOST_FACTS)]
        self._consents = Card(theme, "consents", self)
        self._given = [FactLine(theme, self._consents) for _ in _CONSENTS]
        self._build()
        self.alert.act_wanted.connect(self.act_wanted)
        self._acts.link_followed.connect(self.actions_wanted)
        self._consents.link_followed.connect(self.consents_wanted)

    def show_series(self, w: Wording, series: PatientSeries, now: datetime) -> None:
        """Show the column of a file."""
        self.alert.show_alerts(w, series.open_alerts, now, self._settings.letter_keys)
        self._show_acts(w, series, now)
        self._show_follow_up(w, series, now)
        self._show_consents(w)

    def _show_acts(self, w: Wording, series: PatientSeries, now: datetime) -> None:
        acts = series.last_actions[:LAST_ACTS]
        self._acts.set_title(w.text("file-actions-last"))
        count = series.follow_up.action_count
        described = w.text("file-actions-all-described", count=count)
        self._acts.set_link(w.integer(count) if count else "", described=described)
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(acts))
            if place < len(acts):
                text = act_text(w, acts[place], series.patient.label.sex, now)
                line.show_act(text.icon, text.token, text.what, text.when)
        is_missing = FileBlock.ACTIONS in series.blocks_missing
        self._no_acts.setText(w.text("file-block-missing" if is_missing else "triage-history-none"))
        self._no_acts.setVisible(not acts or is_missing)

    def _show_follow_up(self, w: Wording, series: PatientSeries, now: datetime) -> None:
        self._follow.set_title(w.text("file-follow"))
        facts = follow_up(w, series, now)
        for place, line in enumerate(self._facts):
            line.setVisible(place < len(facts))
            if place < len(facts):
                line.show_fact(facts[place].label, facts[place].value, facts[place].icon)

    def _show_consents(self, w: Wording) -> None:
        self._consents.set_title(w.text("file-consents"))
        self._consents.set_link(w.text("file-consents-see"))
        for line, name in zip(self._given, _CONSENTS, strict=True):
            line.show_fact(w.text(f"file-consent-{name}"), w.text("triage-unknown"))

    def _build(self) -> None:
        for line in self._lines:
            self._acts.column.addWidget(line)
        self._no_acts.set_wrapping()
        self._acts.column.addWidget(self._no_acts)
        for fact in self._facts:
            self._follow.column.addWidget(fact)
        for given in self._given:
            self._consents.column.addWidget(given)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.layout_px("card_gap"))
        for card in (self.alert, self._acts, self._follow, self._consents):
            column.addWidget(card)
        column.addStretch(1)
