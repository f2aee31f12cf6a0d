"""A row that spreads its parts over the width and goes on to further lines when they do not fit."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowRow(QLayout):
    """Parts in reading order; on one line the free space goes between them, or after them."""

    def __init__(
        self,
        parent: QWidget | None = None,
        gap_px: int = 12,
        line_gap_px: int = 2,
        spread: bool = True,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_px = gap_px
        self._line_gap_px = line_gap_px
        self._spread = spread
        self.setContentsMargins(0, 0, 0, 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = width + 1
        for item in self._items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if lines and used + self._gap_px + needed <= width:
                lines[-1].append(item)
                used += self._gap_px + needed
            else:
                lines.append([item])
                used = needed
        return lines

    def _place(
        self, line: list[QLayoutItem], area: QRect, top: int, height: int, one_line: bool
    ) -> None:
        widths = [min(item.sizeHint().width(), area.width()) for item in line]
        free = area.width() - sum(widths)
        spread = self._spread and one_line and len(line) > 1
        gap = free / (len(line) - 1) if spread else float(self._gap_px)
        left = float(area.left())
        for item, width in zip(line, widths, strict=True):
            tall = _tall(item, width)
            item.setGeometry(
                QRect(QPoint(round(left), top + (height - tall) // 2), QSize(width, tall))
            )
            left += width + gap

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        lines = self._lines(width - margins.left() - margins.right())
        inside = width - margins.left() - margins.right()
        heights = sum(max(_tall(item, inside) for item in line) for line in lines)
        between = self._line_gap_px * max(0, len(lines) - 1)
        return heights + between + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = sum(size.width() for size in shown) + self._gap_px * max(0, len(shown) - 1)
        height = max((size.height() for size in shown), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def minimumSize(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        margins = self.contentsMargins()
        width = max((_least(item) for item in self._items if not item.isEmpty()), default=0)
        height = max((size.height() for size in shown), default=0)
        return QSize(
            width + margins.left() + margins.right(), height + margins.top() + margins.bottom()
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        area = rect.marginsRemoved(self.contentsMargins())
        lines = self._lines(area.width())
        free = rect.height() - self.heightForWidth(rect.width())
        top = area.top() + max(0, free // 2)
        for line in lines:
            height = max(_tall(item, area.width()) for item in line)
            self._place(line, area, top, height, one_line=len(lines) == 1)
            top += height + self._line_gap_px


def _tall(item: QLayoutItem, width: int) -> int:
    """The height of a part; one that is wider than its line and can wrap needs more."""
    hint = item.sizeHint()
    wraps = item.hasHeightForWidth() and hint.width() > width
    return item.heightForWidth(width) if wraps else hint.height()


def _least(item: QLayoutItem) -> int:
    wraps = item.hasHeightForWidth()
    return item.minimumSize().width() if wraps else item.sizeHint().width()
