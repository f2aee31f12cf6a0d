"""Keys that work while the focus is at certain places of a screen (screens.md 1.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def bind(key: str, does: Callable[[], None], where: Sequence[QWidget], owner: QWidget) -> QAction:
    """An action that a key starts while the focus is in one of these widgets or inside it."""
    action = QAction(owner)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setAutoRepeat(False)
    action.triggered.connect(does)
    for widget in where:
        widget.addAction(action)
    return action


def bind_repeating(
    key: str, does: Callable[[], None], where: Sequence[QWidget], owner: QWidget
) -> QAction:
    """The same for a key that may be held down."""
    action = bind(key, does, where, owner)
    action.setAutoRepeat(True)
    return action
