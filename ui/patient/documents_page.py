"""Documents: what one had made of this file, what went to the hospital record, and what was written
to the patient.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from ui.patient.deliveries_part import DeliveriesPart
from ui.patient.exports_part import ExportsPart
from ui.patient.messages_page import MessagesPage
from ui.patient.page import FilePage
from widgets.theme import Theme


class DocumentsPage(FilePage):
    """Exports above, then deliveries, messages below; the keyboard begins on the messages."""

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.exports = ExportsPart(desk, session, theme, wording, self)
        self.deliveries = DeliveriesPart(desk, session, theme, wording, self)
        self.messages = MessagesPage(desk, session, theme, wording, self)
        parts = QWidget(self)
        rule = QFrame(parts)
        rule.setProperty("rule", "horizontal")
        self.setObjectName("patient_documents")
        if not desk.exports.may_list:
            self.exports.hide()
            rule.hide()
        column = QVBoxLayout(parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.exports)
        column.addWidget(self.deliveries)
        column.addWidget(rule)
        column.addWidget(self.messages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(_scrolled(parts))

    def set_wording(self, w: Wording) -> None:
        """Speak another language, or hide identities."""
        self.exports.set_wording(w)
        self.deliveries.set_wording(w)
        self.messages.set_wording(w)

    def enter(self, patient_id: UUID) -> None:
        """Read all three."""
        self.exports.enter(patient_id)
        self.deliveries.enter(patient_id)
        self.messages.enter(patient_id)

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self.exports.clear()
        self.deliveries.clear()
        self.messages.clear()

    def refresh(self) -> None:
        """Read all three again."""
        self.exports.refresh()
        self.deliveries.refresh()
        self.messages.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the messages: exports are a step back."""
        self.messages.take_focus()


def _scrolled(parts: QWidget) -> QScrollArea:
    """All three, scrolled where a small window has no room for them."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(parts)
    return area
