"""The open alerts of a patient whose follow-up ends: each is closed here, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources import words
from resources.wording import Wording
from services.contract.archiving import AlertClosingAsk
from services.contract.problems import BlockingAlert
from services.contract.texts import says_something
from ui.parts.fields import LineField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LONGEST: Final = 500
_SHORTEST: Final = 3


class AlertsPart(QWidget):
    """One field for each open alert; what was typed stays when the alerts are read again."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._alerts: Sequence[BlockingAlert] = ()
        self._fields: dict[UUID, LineField] = {}
        self._title = PlainLabel(theme, role="panel", tone="secondary", parent=self)
        self._title.set_wrapping()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self.hide()

    def show_alerts(self, alerts: Sequence[BlockingAlert]) -> None:
        """Those that are open now, the highest first."""
        self._alerts = alerts
        known = {alert.id for alert in alerts}
        for alert_id in [each for each in self._fields if each not in known]:
            self._fields.pop(alert_id).deleteLater()
        for alert in alerts:
            if alert.id not in self._fields:
                self._fields[alert.id] = self._field(alert)
        self._title.setText(self._wording.text("archive-alerts", count=len(alerts)))
        self.setVisible(bool(alerts))

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in reading order."""
        return [self._fields[alert.id].control for alert in self._alerts]

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        wrong: list[QWidget] = []
        for alert in self._alerts:
            field = self._fields[alert.id]
            fault = field.fault() or ("" if _says(field.raw()) else "archive-detail-short")
            field.show_error(self._wording.text(fault) if fault else "")
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def asks(self) -> list[AlertClosingAsk]:
        """How each is closed, at the version that was seen; only without a fault."""
        return [
            AlertClosingAsk(
                id=alert.id, version=alert.version, reason=self._fields[alert.id].raw().strip()
            )
            for alert in self._alerts
        ]

    def _field(self, alert: BlockingAlert) -> LineField:
        w = self._wording
        level = words.level(w, alert.level, alert.kind)
        label = w.text("archive-alert", level=level, at=w.day_time(alert.received_at))
        if alert.claimed_by is not None:
            label = w.text("archive-alert-claimed", alert=label, by=alert.claimed_by.name)
        hint = w.text("archive-alert-hint")
        field = LineField(f"alert_{alert.id}", label, _LONGEST, self._theme, hint, self)
        field.is_required = True
        self._column.addWidget(field)
        return field


def _says(text: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= _SHORTEST and says_something(stripped)
