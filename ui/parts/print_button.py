"""Prints a text that is on screen, black on white, with who printed it and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPageLayout,
    QPageSize,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from console.session import Session
from resources.wording import Wording
from widgets.button import Button
from widgets.reading_text import ReadingText
from widgets.theme import Theme

_INK: Final = QColor(20, 20, 20)
_MARGIN_MM: Final = 18.0
_ABOVE_STAMP_PX: Final = 18


def printed(text: ReadingText, stamp: str) -> QTextDocument:
    """The text as it goes on paper: whatever the theme, dark on white; the stamp is its end."""
    document = text.document().clone()
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    ink = QTextCharFormat()
    ink.setForeground(_INK)
    cursor.mergeCharFormat(ink)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    shape = QTextBlockFormat()
    shape.setTopMargin(_ABOVE_STAMP_PX)
    cursor.insertBlock(shape, ink)
    cursor.insertText(stamp)
    return document


def stamp(w: Wording, session: Session) -> str:
    """Who prints, and when."""
    me, now = session.me, session.server_now()
    who = "" if me is None else me.person.name
    return w.text("about-stamp", who=who, when=f"{w.date(w.local(now).date())} {w.time(now)}")


class PrintButton(Button):
    """Asks for a printer, and prints. `stamp` says who prints. Signals: `said(text)`."""

    said = Signal(str)

    def __init__(
        self,
        text: ReadingText,
        stamp: Callable[[], str],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", "quiet", icon="printer", parent=parent)
        self.reading = text
        self._stamp = stamp
        self._done = ""
        self._printer: QPrinter | None = None
        self._dialog: QPrintDialog | None = None
        self.setObjectName("print_text")
        self.clicked.connect(self._ask)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self.set_label(w.text("about-print"))
        self._done = w.text("about-printed")

    def close_windows(self) -> None:
        """Behind a lock no window of the system stays open."""
        if self._dialog is not None:
            self._dialog.reject()

    def print_on(self, printer: QPrinter) -> None:
        """Print on the printer that somebody chose."""
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        printer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        printer.setDocName(self.reading.accessibleName())
        printed(self.reading, self._stamp()).print_(printer)
        self.said.emit(self._done)

    def _ask(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print_now)
        dialog.finished.connect(self._forget_dialog)
        self._printer, self._dialog = printer, dialog
        QDialog.open(dialog)

    def _print_now(self) -> None:
        if self._printer is not None:
            self.print_on(self._printer)

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None
