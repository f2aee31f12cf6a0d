"""F6 goes round the panes of a screen, and the focus lands where a keyboard can use it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def next_pane(panes: Sequence[QWidget], focused: QWidget | None, by: int) -> QWidget:
    """The pane after the one with the focus, or before it, around the ends."""
    inside = [
        place
        for place, pane in enumerate(panes)
        if focused is not None and (pane is focused or pane.isAncestorOf(focused))
    ]
    return panes[((inside[0] if inside else 0) + by) % len(panes)]


def focus_into(pane: QWidget) -> None:
    """Give the focus to a pane, or to the first thing inside it that takes it."""
    # Only Tab tells Qt that the keyboard leads; F6 does too, and the ring must show where.
    pane.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    for child in pane.findChildren(QWidget):
        if (
            child.isVisibleTo(pane)
            and child.isEnabled()
            and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
