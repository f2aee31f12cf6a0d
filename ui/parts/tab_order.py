"""The order of the Tab key, given as the order of reading."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_order(widgets: Iterable[QWidget]) -> None:
    """Let Tab go through these one after the other; what takes no focus is left out."""
    stops = [widget for widget in widgets if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    # The list of a combo box is a window of its own.
    stops = [widget for widget in stops if widget.window() is stops[0].window()]
    for first, second in pairwise(stops):
        QWidget.setTabOrder(first, second)
