"""The tinted head of an alert: shape, level and delay in words, title, reception and due time,
owner.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.level_glyph import LevelGlyph
from widgets.pill import Pill
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

_HEIGHT_PX = 55


@dataclass(frozen=True, slots=True)
class AlertHeaderLook:
    """The texts of the head; `overline` holds level and delay, `owner_kind` is a kind of pill."""

    level: str
    level_word: str
    overline: str
    title: str
    received: str
    due: str
    owner: str
    owner_kind: str = "dashed"


class AlertHeader(QWidget):
    """The head of an alert, with round upper corners to sit on top of a card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: AlertHeaderLook | None = None
        self._glyph = LevelGlyph(theme, "info", "", 28)
        self._overline = RunsLabel(theme)
        self._title = PlainLabel(theme, role="alert_title")
        self._title.set_wrapping()
        self._received = PlainLabel(theme, role="meta", tone="secondary")
        self._due = PlainLabel(theme, role="meta", tone="secondary")
        self._owner = Pill(theme, kind="dashed")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(theme.scaled(_HEIGHT_PX))
        self._build()
        theme.theme_changed.connect(self._restyle)

    def set_alert(self, look: AlertHeaderLook) -> None:
        """Show an alert."""
        self._look = look
        self._glyph.set_level(look.level, look.level_word)
        self._title.setText(look.title)
        self._received.setText(look.received)
        self._due.setText(look.due)
        self._owner.set_state(look.owner, look.owner_kind)
        self._owner.setVisible(bool(look.owner))
        self.setAccessibleName(f"{look.overline}. {look.title}. {look.due}. {look.owner}")
        self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._theme.scaled(_HEIGHT_PX))
        if self._look is None:
            return
        self._overline.set_runs(
            (Run(self._look.overline, "overline", f"level.{self._look.level}.on_tint"),)
        )
        self.update()

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._overline)
        texts.addWidget(self._title)
        texts.addStretch(1)
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addStretch(1)
        for label in (self._received, self._due):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            times.addWidget(label)
        times.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(
            self._theme.layout_px("card_padding"), 8, self._theme.layout_px("card_padding"), 8
        )
        row.setSpacing(10)
        row.addWidget(self._glyph)
        row.addLayout(texts, 1)
        row.addLayout(times)
        row.addWidget(self._owner)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._look is None:
            return
        colours = self._theme.level(self._look.level)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.radius_px("card") - 1
        band = QPainterPath()
        band.addRoundedRect(QRectF(0, 0, self.width(), self.height() + radius), radius, radius)
        painter.setClipRect(self.rect())
        painter.fillPath(band, QColor(colours.tint))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(colours.edge))
