"""Phrases that an abbreviation writes: `;hyd` and a space (screens.md 3.2)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from resources.wording import Wording

MARK = ";"
CODES = ("hyd", "tem", "nut", "rec", "msg", "doc")


def phrase_hint(wording: Wording) -> str:
    """The abbreviations that there are, in one line."""
    return wording.text("phrase-hint", codes=" ".join(f"{MARK}{code}" for code in CODES))


def phrases_described(wording: Wording) -> str:
    """Each abbreviation with what it writes, a line each."""
    return "\n".join(f"{MARK}{code}  {wording.text(f'phrase-{code}')}" for code in CODES)


class Abbreviations(QObject):
    """Writes the phrase when Space follows its abbreviation; Ctrl+Z gives the abbreviation back."""

    def __init__(self, editor: QPlainTextEdit, wording: Wording) -> None:
        super().__init__(editor)
        self._editor = editor
        self._wording = wording
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_plain and event.key() == Qt.Key.Key_Space:
                self._write_out()
        return super().eventFilter(watched, event)

    def _write_out(self) -> None:
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            return
        before = cursor.block().text()[: cursor.positionInBlock()]
        code = next((each for each in CODES if before.endswith(f"{MARK}{each}")), None)
        if code is None:
            return
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(code) + len(MARK)
        )
        cursor.insertText(self._wording.text(f"phrase-{code}"))
