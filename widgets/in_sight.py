"""Scrolls to what has just appeared inside a scroll area."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid


def bring_into_sight(part: QWidget) -> None:
    """Scroll until a part is whole in sight, its top if there is no room for all of it, once the
    layouts have given it its place.
    """
    QTimer.singleShot(0, part, lambda: _scroll_to(part))


def _scroll_to(part: QWidget) -> None:
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    inside = None if area is None else area.widget()
    if area is None or inside is None or not isValid(part) or not part.isVisible():
        return
    layout = inside.layout()
    if layout is not None:
        layout.activate()
        # What has just grown is scrolled over its new height, not over the one before.
        width = inside.width()
        wraps = layout.hasHeightForWidth()
        high = layout.totalHeightForWidth(width) if wraps else layout.totalSizeHint().height()
        if inside.height() < high:
            inside.resize(width, high)
            layout.activate()
    top, room = part.mapTo(inside, part.rect().topLeft()).y(), area.viewport().height()
    bar = area.verticalScrollBar()
    if top + part.height() > bar.value() + room:
        bar.setValue(min(top, top + part.height() - room))
    if top < bar.value():
        bar.setValue(top)
