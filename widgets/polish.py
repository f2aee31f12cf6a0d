"""Re-reads the style sheet for one widget after one of its style properties changed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_style_property(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet selects on, and show the result at once."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    # Before the first show Qt polishes by itself; doing it earlier loses the widget's own font.
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        font = widget.font()
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.setFont(font)
