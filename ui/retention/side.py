"""Beside the list: the bar of whoever is chosen there, what was announced, and what stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from console.errors import RETENTION
from console.models.retention_text import who
from console.session import Session
from console.stores.retention_bar import RetentionBarStore
from console.stores.retention_reading import Due
from resources.wording import Wording
from services.contract.retention import PatientRetention
from ui.parts.chosen_reading import ChosenReading
from ui.parts.fact_line import FactLine
from ui.parts.loading import Loading
from ui.parts.told_line import ToldLine
from ui.retention.holds_part import HoldsPart
from ui.retention.side_words import announcement_text, facts, stages
from widgets.focus_ring import RING_PROPERTY
from widgets.plain_label import PlainLabel
from widgets.stage_bar import StageBar
from widgets.strip import Strip
from widgets.theme import Theme

_PLACES = "place_retention_hold"
_ENDS = "end_retention_hold"


class RetentionSide(QScrollArea):
    """Scrolled with the keyboard where it is longer than its room."""

    def __init__(
        self,
        store: RetentionBarStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._theme = theme
        self._wording = wording
        self._due: Due | None = None
        self._shown: tuple[Wording, PatientRetention] | None = None
        inside = QWidget()
        self._name = PlainLabel(theme, role="title", parent=inside)
        self._below = PlainLabel(theme, role="meta", tone="secondary", parent=inside)
        self._nobody = PlainLabel(theme, role="body", tone="muted", parent=inside)
        self._notice = Strip(theme, inside)
        self._loading = Loading(theme, wording, inside)
        self._reading = ChosenReading(
            self._notice, self._loading, "retention-side-lost", "retention-side-error", RETENTION
        )
        self._known = QWidget(inside)
        self._bar = StageBar(theme, self._known)
        self._facts = [FactLine(theme, self._known) for _ in range(3)]
        self._notes, self._told = QVBoxLayout(), QVBoxLayout()
        self._told_title = PlainLabel(theme, role="section", parent=self._known)
        self._told_lines: list[QWidget] = []
        self.holds = HoldsPart(
            may_place=session.may(_PLACES), may_end=session.may(_ENDS), theme=theme,
            parent=self._known,
        )  # fmt: skip
        self._research = PlainLabel(theme, role="meta", tone="muted", parent=inside)
        self._build(inside)
        self._notice.accepted.connect(store.read)
        self._loading.stopped.connect(store.give_up)
        store.changed.connect(self.show_bar)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = w = wording
        self._nobody.setText(w.text("retention-side-nobody"))
        self._research.setText(w.text("retention-research"))
        self._loading.set_wording(w)
        self.setAccessibleName(w.text("retention-side"))
        self.show_bar()

    def show_due(self, due: Due | None) -> None:
        """Somebody else is chosen in the list, or nobody."""
        self._due = due
        self._store.choose(None if due is None else due.key)
        self.show_bar()

    def read_again(self) -> None:
        """Ask the service again for whoever is chosen (F5)."""
        self._store.read()

    def show_bar(self) -> None:
        """What is known of whoever is chosen."""
        block, due = self._store.shown, self._due
        self._nobody.setVisible(due is None)
        self._show_who()
        is_here = due is not None and block.value is not None
        self._known.setVisible(is_here)
        if block.value is not None and due is not None:
            self._show_known(block.value)
        self._reading.follow(self._wording, self._store, None if due is None else due.key)

    def _show_who(self) -> None:
        due, w = self._due, self._wording
        for part in (self._name, self._below):
            part.setVisible(due is not None)
        if due is not None:
            today = w.local(self._session.server_now()).date()
            family, given, below = who(w, due.row, today)
            self._name.setText(f"{family} {given}".strip())
            self._below.setText(below)

    def _show_known(self, bar: PatientRetention) -> None:
        """Built anew only for something new: whoever reads keeps their place."""
        w = self._wording
        if self._shown is not None and self._shown[0] is w and self._shown[1] is bar:
            return
        self._shown = (w, bar)
        shown, current, spoken = stages(w, bar)
        self._bar.show_stages(shown, current, spoken)
        self.setAccessibleDescription(spoken)
        found = facts(w, bar)
        icons = ("clock-afternoon", "clipboard-text", "user")
        for place, line in enumerate(self._facts):
            line.setVisible(place < len(found))
            if place < len(found):
                line.show_fact(*found[place], icons[place])
        self._show_told(bar)
        self.holds.show_holds(w, bar)

    def _show_told(self, bar: PatientRetention) -> None:
        """What stops everything first, then what was announced, the last first."""
        w = self._wording
        self._told_title.setText(w.text("retention-announcements"))
        for line in self._told_lines:
            line.hide()
            line.deleteLater()
        self._told_lines = []
        if bar.is_followed:
            self._add(self._notes, ("info", "accent"), w.text("retention-followed"))
        if bar.waits_for_alerts:
            text = w.text("retention-waits-alert")
            self._add(self._notes, ("warning-circle", "warning"), text)
        for each in bar.announcements:
            title, told = announcement_text(w, each)
            stands = each.ended is None
            icon = ("envelope-simple", "accent") if stands else ("check", "text.muted")
            self._add(self._told, icon, told, title)
        if not bar.announcements:
            none = w.text("retention-announcements-none")
            self._add(self._told, ("check", "text.muted"), none)

    def _add(self, column: QVBoxLayout, icon: tuple[str, str], text: str, title: str = "") -> None:
        line = ToldLine(icon, title, (text,), self._theme, self._known)
        self._told_lines.append(line)
        column.addWidget(line)

    def _build(self, inside: QWidget) -> None:
        self.setObjectName("retention_side")
        self._notice.setObjectName("retention_side_notice")
        inside.setProperty("ground", "surface")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_PROPERTY, True)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        self._below.setTextInteractionFlags(flags)
        for label in (self._name, self._below, self._nobody, self._research):
            label.set_wrapping()
        for lines in (self._notes, self._told):
            lines.setSpacing(8)
        known = QVBoxLayout(self._known)
        known.setContentsMargins(0, 6, 0, 0)
        known.setSpacing(8)
        known.addWidget(self._bar)
        for fact in self._facts:
            known.addWidget(fact)
        known.addLayout(self._notes)
        known.addSpacing(4)
        known.addWidget(self._told_title)
        known.addLayout(self._told)
        known.addSpacing(4)
        known.addWidget(self.holds)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        parts = (self._name, self._below, self._nobody, self._notice, self._loading, self._known)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._research)
        self.setWidget(inside)
