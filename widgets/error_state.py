"""What a panel shows when it failed: what failed, what still works, a code to copy, a way to try
again.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class ErrorState(QWidget):
    """A failure in place. Signals: `retry_requested`; `code_copied` once the code is on the
    clipboard.
    """

    retry_requested = Signal()
    code_copied = Signal()

    def __init__(
        self, theme: Theme, retry_label: str, copy_label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._copied = ""
        self._title = PlainLabel(theme, role="title")
        self._hint = PlainLabel(theme, role="body", tone="secondary")
        self._code_label = PlainLabel(theme, role="identifier", tone="muted")
        self._code_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry = Button(theme, retry_label, "primary", icon="arrows-clockwise")
        self._copy = Button(theme, copy_label, "quiet", icon="copy")
        self._retry.clicked.connect(self.retry_requested)
        self._copy.clicked.connect(self._copy_code)
        self._build(theme)

    def show_error(
        self, title: str, hint: str, code: str, details: str = "", can_retry: bool = True
    ) -> None:
        """Show a failure; `code` and the `details` that are copied with it hold no patient data."""
        self._copied = details or code
        self._title.setText(title)
        self._hint.setText(hint)
        self._code_label.setText(code)
        self._copy.setVisible(bool(code))
        self._retry.setVisible(can_retry)
        self.setAccessibleName(f"{title} {hint} {code}".strip())

    def set_labels(self, retry_label: str, copy_label: str) -> None:
        """Rename the buttons, as after a switch of language."""
        self._retry.set_label(retry_label)
        self._copy.set_label(copy_label)

    def _build(self, theme: Theme) -> None:
        code_row = QHBoxLayout()
        code_row.setSpacing(8)
        code_row.addStretch(1)
        code_row.addWidget(self._code_label)
        code_row.addWidget(self._copy)
        code_row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(
            IconLabel(theme, "warning-circle", "danger", 36), 0, Qt.AlignmentFlag.AlignHCenter
        )
        for label in (self._title, self._hint):
            label.set_wrapping()
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addLayout(code_row)
        column.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)
        self.code_copied.emit()
