"""A text on the clipboard for a minute, and no longer (screens.md 1.6)."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

CLEARED_AFTER_MS = 60_000
# What asks histories of the clipboard to leave a text out: KDE and those that follow it, Windows.
_LEFT_OUT = (
    ("x-kde-passwordManagerHint", b"secret"),
    (
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
        b"\x01",
    ),
    ('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', b"\x00\x00\x00\x00"),
    ('application/x-qt-windows-mime;value="CanUploadToCloudClipboard"', b"\x00\x00\x00\x00"),
)


class Clipboard(QObject):
    """Puts a text there and takes it away, unless something else was copied since."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEARED_AFTER_MS)
        self._timer.timeout.connect(self.clear)

    def put(self, text: str) -> None:
        """Copy a text for a minute; histories of the clipboard are asked not to keep it."""
        self._text = text
        content = QMimeData()
        content.setText(text)
        for kind, value in _LEFT_OUT:
            content.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(content)
        self._timer.start()

    def clear(self) -> None:
        """Take the text away now."""
        self._timer.stop()
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
