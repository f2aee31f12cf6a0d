"""The sheet that is handed over: shown as it will be printed, printed, or written as a PDF where
somebody chooses. It names nobody, and its code opens nothing without the birth date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
)
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSizePolicy, QWidget

from resources.wording import Wording
from widgets.focus_ring import RING_PROPERTY
from widgets.theme import Theme

_PAGE: Final = (595.0, 842.0)
"""A4 in points."""
_MARGIN: Final = 56.0
_INK, _PAPER, _RULE = QColor(20, 20, 20), QColor(255, 255, 255), QColor(150, 150, 150)
_DPI: Final = 300
_CODE_GROUP: Final = 3
_LEAST_PX: Final = 230


@dataclass(frozen=True)
class Sheet:
    """What stands on it, in the patient's language."""

    centre: str
    code: str
    address: str
    until: str
    printed: str
    language: str


def sheet_of(
    language: str, zone: str, centre: str, code: str, address: str, until: datetime, printed: str
) -> Sheet:
    """A sheet in the language that the patient reads; `printed` says who and when."""
    w = Wording(language, zone)
    return Sheet(centre, code, address, w.date(w.local(until).date()), printed, language)


def spoken(sheet: Sheet) -> str:
    """The code sign by sign, as a screen reader says it."""
    return " ".join(sheet.code)


def paint_sheet(painter: QPainter, sheet: Sheet, area: QRectF) -> None:
    """Paint the page into an area of its own proportions, black on white in every theme."""
    painter.save()
    painter.fillRect(area, _PAPER)
    painter.translate(area.topLeft())
    scale = area.width() / _PAGE[0]
    painter.scale(scale, scale)
    top = _MARGIN
    width = _PAGE[0] - 2 * _MARGIN
    for text, size, weight, gap in _lines(sheet):
        font = QFont("Inter")
        font.setPixelSize(size)
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(_INK)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        room = QRectF(_MARGIN, top, width, _PAGE[1])
        taken = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        top = taken.bottom() + gap
    _paint_foot(painter, sheet, width)
    painter.restore()


def _lines(sheet: Sheet) -> list[tuple[str, int, QFont.Weight, float]]:
    """Text, size, weight and the gap under it."""
    w = Wording(sheet.language)
    plain, strong = QFont.Weight.Normal, QFont.Weight.Bold
    groups = [
        sheet.code[place : place + _CODE_GROUP] for place in range(0, len(sheet.code), _CODE_GROUP)
    ]
    return [
        (sheet.centre, 14, plain, 10),
        (w.text("invitation-sheet-title"), 26, strong, 22),
        (w.text("invitation-sheet-intro"), 15, plain, 26),
        (w.text("invitation-sheet-step-1"), 15, plain, 6),
        (sheet.address or w.text("invitation-sheet-no-address"), 21, strong, 24),
        (w.text("invitation-sheet-step-2"), 15, plain, 6),
        ("\u2002".join(groups), 46, strong, 24),
        (w.text("invitation-sheet-step-3"), 15, plain, 24),
        (w.text("invitation-sheet-until", day=sheet.until), 15, strong, 24),
        (w.text("invitation-sheet-help"), 15, plain, 14),
        (w.text("invitation-sheet-urgent"), 15, strong, 0),
    ]


def _paint_foot(painter: QPainter, sheet: Sheet, width: float) -> None:
    font = QFont("Inter")
    font.setPixelSize(10)
    painter.setFont(font)
    painter.setPen(_RULE)
    top = _PAGE[1] - _MARGIN
    painter.drawLine(
        QRectF(_MARGIN, top, width, 0).topLeft(), QRectF(_MARGIN, top, width, 0).topRight()
    )
    painter.setPen(_INK)
    painter.drawText(QRectF(_MARGIN, top + 6, width, 30), Qt.TextFlag.TextWordWrap, sheet.printed)


def print_sheet(sheet: Sheet, printer: QPrinter) -> bool:
    """Print on the printer that somebody chose; False when it does not print."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paint_sheet(painter, sheet, QRectF(painter.viewport()))
    return painter.end()


def write_pdf(sheet: Sheet, path: str) -> bool:
    """Write a PDF where somebody chose; False when that place takes none."""
    file = QSaveFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    writer = QPdfWriter(file)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    writer.setResolution(_DPI)
    writer.setTitle(Wording(sheet.language).text("invitation-sheet-title"))
    painter = QPainter()
    if not painter.begin(writer):
        return False
    paint_sheet(painter, sheet, QRectF(painter.viewport()))
    return painter.end() and file.commit()


class SheetView(QWidget):
    """The page as it will be printed; a screen reader hears the code."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sheet: Sheet | None = None
        self.setObjectName("invitation_sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_PROPERTY, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sheet(self, sheet: Sheet | None, name: str) -> None:
        """Show a page, or none."""
        self._sheet = sheet
        self.setAccessibleName(name if sheet is None else f"{name}: {spoken(sheet)}")
        self.setVisible(sheet is not None)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._sheet is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio = _PAGE[0] / _PAGE[1]
        width = min(float(self.width() - 2), (self.height() - 2) * ratio)
        area = QRectF(1, 1, width, width / ratio)
        paint_sheet(painter, self._sheet, area)
        painter.setPen(self._theme.colour("border.strong"))
        painter.drawRect(area)

    def minimumSizeHint(self) -> QSize:
        side = self._theme.scaled(_LEAST_PX)
        return QSize(side, round(side * _PAGE[1] / _PAGE[0]))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() * 2
