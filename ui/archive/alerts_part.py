"""The open alerts of a patient whose follow-up ends: each is closed here, by a coded action or with
a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.archiving import AlertClosingAsk
from services.contract.enums import Role
from services.contract.problems import BlockingAlert
from ui.archive.closing_field import ClosingField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class AlertsPart(QWidget):
    """One field for each open alert; what was typed stays when the alerts are read again."""

    def __init__(
        self, role: Role | None, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._theme = theme
        self._wording = wording
        self._alerts: Sequence[BlockingAlert] = ()
        self._fields: dict[UUID, ClosingField] = {}
        self._seen: dict[UUID, int] = {}
        self._title = PlainLabel(theme, role="panel", tone="secondary", parent=self)
        self._title.set_wrapping()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self.hide()

    def show_alerts(self, alerts: Sequence[BlockingAlert]) -> QWidget | None:
        """Those that are open now, the highest first; the control of the first that has changed."""
        self._alerts = alerts
        known = {alert.id for alert in alerts}
        for alert_id in [each for each in self._fields if each not in known]:
            self._fields.pop(alert_id).deleteLater()
        # What was typed for an alert that is another one now was not said of it.
        changed = [each for each in alerts if self._seen.get(each.id, each.version) != each.version]
        for alert in changed:
            old = self._fields.pop(alert.id)
            old.hide()
            old.deleteLater()
        for alert in alerts:
            if alert.id not in self._fields:
                field = ClosingField(alert, self._role, self._theme, self._wording, self)
                if alert in changed:
                    field.words.show_error(self._wording.text("archive-alert-changed"))
                self._fields[alert.id] = field
                self._column.addWidget(field)
                field.show()
        self._seen = {alert.id: alert.version for alert in alerts}
        self._title.setText(self._wording.text("archive-alerts", count=len(alerts)))
        self.setVisible(bool(alerts))
        return self._fields[changed[0].id].words.control if changed else None

    @property
    def fields(self) -> list[ClosingField]:
        """One for each alert, in their order."""
        return [self._fields[alert.id] for alert in self._alerts]

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in reading order."""
        return [stop for field in self.fields for stop in field.stops()]

    def first_fault(self) -> QWidget | None:
        """Says under each field what is wrong with it, and gives the first such field's control."""
        wrong = [field.words.control for field in self.fields if field.complain()]
        return wrong[0] if wrong else None

    def asks(self) -> list[AlertClosingAsk]:
        """How each is closed, at the version that was seen; only without a fault."""
        pairs = zip(self._alerts, self.fields, strict=True)
        return [field.ask(alert) for alert, field in pairs]
