"""The sign of the surveillance: what was proved and how old that is, or that it was not."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.stores.connection import ConnectionStore
from console.stores.surveillance import SurveillanceStore, Verdict
from resources.wording import NO_BREAK, Wording
from services.contract.surveillance import PartState, SurveillancePart
from widgets.announce import announce
from widgets.elided_label import ElidedLabel
from widgets.icon_label import IconLabel
from widgets.plain_text import plain_tooltip
from widgets.polish import set_style_property
from widgets.theme import Theme

REFRESH_MS = 2000


class _Look(NamedTuple):
    """Icon, colour and tone of a verdict: never the colour alone."""

    icon: str
    token: str
    tone: str


_LOOKS: Final = {
    Verdict.AWAITED: _Look("info", "text.secondary", "secondary"),
    Verdict.PROVED: _Look("check-circle", "success", "success"),
    Verdict.INCOMPLETE: _Look("warning", "warning", "warning"),
    Verdict.LATE: _Look("clock", "warning", "warning"),
    Verdict.DOWN: _Look("warning-circle-fill", "danger.strong", "danger"),
    Verdict.GAP: _Look("warning-circle-fill", "danger.strong", "danger"),
}
_OFFLINE: Final = _Look("wifi-slash", "danger.strong", "danger")
_TROUBLES: Final = {
    PartState.LATE: "shell-part-late",
    PartState.DOWN: "shell-part-down",
    PartState.LOW: "shell-part-low",
}
_PARTS: Final = {
    SurveillancePart.WORKER: "shell-part-name-worker",
    SurveillancePart.PIPELINE: "shell-part-name-pipeline",
    SurveillancePart.CANARY: "shell-part-name-canary",
    SurveillancePart.RECONCILER: "shell-part-name-reconciler",
    SurveillancePart.HEARTBEAT: "shell-part-name-heartbeat",
    SurveillancePart.STORAGE: "shell-part-name-storage",
}
_ALARMS: Final = frozenset({Verdict.DOWN, Verdict.GAP})


class Watched(NamedTuple):
    """What is said of the surveillance, for every place that says it."""

    icon: str
    token: str
    text: str


class SurveillanceSign(QWidget):
    """An icon and a sentence; the tooltip names every part that is not at work."""

    def __init__(
        self,
        surveillance: SurveillanceStore,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = surveillance
        self._connection = connection
        self._wording = wording
        self._icon = IconLabel(theme, "info", "text.secondary", 16, self)
        self._label = ElidedLabel(theme, role="supporting", tone="secondary", parent=self)
        self._announced: Verdict | None = None
        self._watched = Watched("info", "text.secondary", "")
        self._ages = QTimer(self)
        self._build()
        self.set_wording(wording)

    @property
    def watched(self) -> Watched:
        """What the sign says now."""
        return self._watched

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._show()

    def _build(self) -> None:
        self._label.setObjectName("surveillance_label")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._label)
        self._store.changed.connect(self._show)
        self._connection.changed.connect(self._show)
        self._ages.setInterval(REFRESH_MS)
        self._ages.timeout.connect(self._show)
        self._ages.start()

    def _show(self) -> None:
        verdict = self._store.verdict
        is_offline = self._connection.shows_offline
        look = _OFFLINE if is_offline else _LOOKS[verdict]
        self._icon.set_icon(look.icon, look.token)
        self._label.set_tone(look.tone)
        is_alarm = verdict in _ALARMS and not is_offline
        set_style_property(self, "ground", "alarm" if is_alarm else "none")
        text = self._offline_text() if is_offline else self._text(verdict)
        described = self._described()
        self._watched = Watched(look.icon, look.token, text)
        self._label.set_full_text(text)
        self._label.setAccessibleDescription(described)
        self.setToolTip(plain_tooltip(described))
        self._icon.setToolTip(plain_tooltip(described))
        if is_alarm and verdict is not self._announced:
            announce(self, text, assertive=True)
        self._announced = verdict

    def _offline_text(self) -> str:
        w, age = self._wording, self._connection.copy_age()
        if age is None:
            return w.text("shell-offline")
        return w.text("shell-offline-age", age=w.text("shell-ago", duration=w.duration(age)))

    def _text(self, verdict: Verdict) -> str:
        w, age = self._wording, self._store.age()
        ago = w.text("shell-ago", duration=_short_duration(w, age))
        match verdict:
            case Verdict.AWAITED:
                return w.text("shell-surveillance-awaited")
            case Verdict.PROVED:
                return w.text("shell-surveillance-ok", age=ago)
            case Verdict.INCOMPLETE:
                return w.text("shell-surveillance-partial", age=ago)
            case Verdict.LATE:
                return w.text("shell-surveillance-late", age=ago)
            case Verdict.GAP:
                return w.text("shell-surveillance-gap", count=self._store.open_gaps)
            case Verdict.DOWN:
                if not self._store.is_proved:
                    return w.text("shell-surveillance-never")
                return w.text("shell-surveillance-down", duration=w.duration(age))

    def _described(self) -> str:
        """What the sentence rests on, and each part that is not at work."""
        w = self._wording
        troubles = [
            w.text(_TROUBLES[part.state], part=w.text(_PARTS[part.part]))
            for part in self._store.parts
            if part.state in _TROUBLES
        ]
        return "\n".join([w.text("shell-surveillance-described"), *troubles])


def _short_duration(w: Wording, age: timedelta) -> str:
    """Seconds under a minute, because this clock is looked at to see that it moves."""
    seconds = int(age.total_seconds())
    return f"{seconds}{NO_BREAK}s" if seconds < 60 else w.duration(age)
