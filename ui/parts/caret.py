"""Where the keyboard and the carets are inside a widget, so that one that is built anew has them
again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


@dataclass(frozen=True, slots=True)
class Carets:
    """`focused` is the name of the widget with the keyboard, empty when it is elsewhere; `places`
    holds anchor and position of each named field.
    """

    focused: str
    places: dict[str, tuple[int, int]]


def carets_in(root: QWidget) -> Carets:
    """The carets of every named field, and which widget has the keyboard."""
    focus = QApplication.focusWidget()
    inside = focus if focus is not None and root.isAncestorOf(focus) else None
    places = {edit.objectName(): _place(edit) for edit in _fields(root) if edit.objectName()}
    return Carets("" if inside is None else inside.objectName(), places)


def put_carets(root: QWidget, carets: Carets) -> None:
    """Put carets and keyboard back where they were; a field that is gone is left out."""
    for edit in _fields(root):
        if edit.objectName() in carets.places:
            _put(edit, *carets.places[edit.objectName()])
    for target in root.findChildren(QWidget, carets.focused) if carets.focused else ():
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _fields(root: QWidget) -> Iterator[QLineEdit | QPlainTextEdit]:
    yield from root.findChildren(QLineEdit)
    yield from root.findChildren(QPlainTextEdit)


def _place(edit: QLineEdit | QPlainTextEdit) -> tuple[int, int]:
    if isinstance(edit, QPlainTextEdit):
        cursor = edit.textCursor()
        return cursor.anchor(), cursor.position()
    here = edit.cursorPosition()
    start = edit.selectionStart()
    if start < 0:
        return here, here
    return (edit.selectionEnd(), here) if start == here else (start, here)


def _put(edit: QLineEdit | QPlainTextEdit, anchor: int, position: int) -> None:
    if isinstance(edit, QPlainTextEdit):
        cursor = edit.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, cursor.MoveMode.KeepAnchor)
        edit.setTextCursor(cursor)
    elif anchor == position:
        edit.setCursorPosition(position)
    else:
        edit.setSelection(anchor, position - anchor)
