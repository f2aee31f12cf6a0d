"""The screens of a session behind the rail: one is shown, the others keep what they hold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

TRIAGE, PATIENTS, SETTINGS = "triage", "patients", "settings"
NON_RESPONDERS, ARCHIVES = "non_responders", "archives"
EXPORTS, DELIVERIES = "exports", "deliveries"
"""The deliveries to the record are the other tab of the exports."""
STATISTICS = "statistics"
BILLING = "billing"
RETENTION = "retention"
"""The other tab of the archives; on the rail for whoever has no archives."""
APPROVALS = "approvals"
ACCOUNTS = "accounts"
ACCESS_REVIEW = "accessreview"
"""A tab of the accounts, for administrators."""
PATIENT_FILE = "patient_file"
"""Not on the rail: it is opened from a list."""
IMPORTS = "imports"
"""Not on the rail: patients are brought in once; the palette leads there."""
ANSWERING = "answering"
"""Not on the rail: a patient's row or file leads there."""
ENROLMENT = "enrolment"
"""Not on the rail: the list of patients leads there."""
ABOUT, NOTICES = "about", "notices"
"""The notices are a tab of what the product is; they come once when something is to be read."""


class Pages(QStackedWidget):
    """Screens by name. Signals: `shown(name)` after another one came to the front."""

    shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, QWidget] = {}
        self._focus: dict[str, QWidget] = {}

    @property
    def current(self) -> str:
        """The name of the screen in front."""
        page = self.currentWidget()
        return next((name for name, each in self._pages.items() if each is page), "")

    def add(self, name: str, page: QWidget) -> None:
        """Put a screen behind the others."""
        self._pages[name] = page
        self.addWidget(page)

    def has(self, name: str) -> bool:
        """Whether this person has a screen."""
        return name in self._pages

    def show_page(self, name: str) -> bool:
        """Bring a screen to the front, with the keyboard where it was in it.

        False when the screen has not had the keyboard yet: it knows best where work begins.
        """
        before, focus = self.currentWidget(), QApplication.focusWidget()
        if focus is not None and before is not None and before.isAncestorOf(focus):
            self._focus[self.current] = focus
        self.setCurrentWidget(self._pages[name])
        self.shown.emit(name)
        held = self._focus.get(name)
        if held is None or not isValid(held) or not held.isVisible():
            return False
        held.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
