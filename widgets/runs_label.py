"""A line or paragraph made of runs of different weight and colour, always literal text."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in a font role and a colour token."""

    text: str
    role: str = "body"
    token: str = "text.primary"


class RunsLabel(QWidget):
    """Text runs that wrap at the widget's width; the accessible name is their plain text."""

    def __init__(
        self,
        theme: Theme,
        runs: Sequence[Run] = (),
        wraps: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wraps = wraps
        self._runs: tuple[Run, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self.set_runs(runs)
        theme.theme_changed.connect(self.updateGeometry)

    @property
    def text(self) -> str:
        """The runs joined."""
        return "".join(run.text for run in self._runs)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show other runs."""
        self._runs = tuple(runs)
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def natural_size(self) -> QSize:
        """Return the size on one line."""
        _, height, natural = self._laid_out(1e6)
        return QSize(int(natural) + 1, round(height))

    def _laid_out(self, width: float) -> tuple[QTextLayout, float, float]:
        """Return the layout with its height and natural width at a width."""
        layout = QTextLayout(self.text, self._theme.font("body"))
        option = QTextOption()
        no_wrap, at_words = (
            QTextOption.WrapMode.NoWrap,
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere,
        )
        option.setWrapMode(at_words if self._wraps else no_wrap)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        height = natural = 0.0
        line_px = max((self._theme.line_px(run.role) for run in self._runs), default=0)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height + (line_px - line.height()) / 2))
            height += line_px
            natural = max(natural, line.naturalTextWidth())
        layout.endLayout()
        return layout, height, natural

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges = []
        start = 0
        for run in self._runs:
            text_format = QTextCharFormat()
            text_format.setFont(self._theme.font(run.role))
            text_format.setForeground(self._theme.colour(run.token))
            piece = QTextLayout.FormatRange()
            piece.start, piece.length, piece.format = start, _utf16_length(run.text), text_format
            ranges.append(piece)
            start += _utf16_length(run.text)
        return ranges

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1]) if self._wraps else -1

    def sizeHint(self) -> QSize:
        if not self._wraps:
            return self.natural_size()
        _, height, natural = self._laid_out(float(max(self.width(), 320)))
        return QSize(int(natural) + 1, round(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(
            40 if self._wraps else self.sizeHint().width(),
            self.sizeHint().height() if not self._wraps else 16,
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout, height, _ = self._laid_out(self.width() if self._wraps else 1e6)
        top = 0.0 if self._wraps else (self.height() - height) / 2
        painter.setPen(Qt.PenStyle.SolidLine)
        layout.draw(painter, QPointF(0, top))


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
