"""Says a sentence to a screen reader without moving the focus."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, assertive: bool = False) -> None:
    """Speak a sentence; assertive ones interrupt and are kept for a new Technique or Critique."""
    # What is said in a hidden place stays unsaid: behind a locked screen it may name somebody.
    place = widget.parentWidget() or widget
    if not QAccessible.isActive() or not place.isVisible():
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if assertive else politeness.Polite)
    QAccessible.updateAccessibility(event)
