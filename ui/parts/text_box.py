"""A field for several lines of plain text, with phrases and a count of what is left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from resources.wording import Wording
from ui.parts.abbreviations import Abbreviations
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

MOST_CHARACTERS = 2000
_LEFT_IS_TOLD = 200
_LEAST_PX = 44


class TextBox(QWidget):
    """Plain text of at most 2,000 characters, or `most`. Signals: `changed()`."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        wording: Wording,
        name: str,
        parent: QWidget | None = None,
        *,
        has_phrases: bool = True,
        most: int = MOST_CHARACTERS,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._wording = wording
        self.editor = QPlainTextEdit(self)
        self.editor.setTabChangesFocus(True)
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(name)
        self.editor.setMinimumHeight(theme.scaled(_LEAST_PX))
        # By default a text field asks for a dozen lines, which a form does not have.
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        theme.dress(self.editor, "body")
        self._count = PlainLabel(theme, role="axis", tone="muted", parent=self)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._count.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.editor, 1)
        column.addWidget(self._count)
        self.setFocusProxy(self.editor)
        self._abbreviations = Abbreviations(self.editor, wording) if has_phrases else None
        self.editor.textChanged.connect(self._limit)

    def text(self) -> str:
        """What was typed, without blank ends."""
        return self.raw().strip()

    def raw(self) -> str:
        """What was typed, as it stands."""
        return self.editor.toPlainText()

    def set_raw(self, text: str) -> None:
        """Put text back, with the caret at its end."""
        self.editor.setPlainText(text)
        cursor = self.editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.editor.setTextCursor(cursor)

    def _limit(self) -> None:
        used = len(self.raw())
        if used > self._most:
            self._cut()
            used = self._most
        self._count.setVisible(used >= self._most - _LEFT_IS_TOLD)
        self._count.setText(self._wording.text("forms-characters", used=used, most=self._most))
        self.changed.emit()

    def _cut(self) -> None:
        """Take away what is too much as one step of the field's own undo, keeping the rest."""
        cursor = self.editor.textCursor()
        cursor.setPosition(self._most)
        cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
        was_blocked = self.editor.blockSignals(True)
        cursor.removeSelectedText()
        self.editor.blockSignals(was_blocked)
