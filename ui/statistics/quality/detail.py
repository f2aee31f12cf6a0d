"""One check in detail: its course by month, its causes, and how it is counted."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from resources.figures import legend
from resources.wording import Wording
from services.contract.quality import CheckedShare, DataQuality
from ui.statistics.card import FigureCard
from ui.statistics.quality.looks import (
    causes_table,
    counted,
    name_of,
    trend_look,
    trend_table,
)
from widgets.mark_legend import MarkLegend
from widgets.plain_label import PlainLabel
from widgets.rate_lines import RateLines
from widgets.theme import Theme

_CHART_PX = 150
_PARTS = ("formula", "source", "exclusions", "remedy")


class QualityDetail(QWidget):
    """Beside the tables; what it shows is what is chosen in them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quality_detail")
        self._chart = RateLines(theme)
        self._chart.height_px = _CHART_PX
        self.trend = FigureCard("quality_trend", theme, self._chart, self)
        self.causes = FigureCard("quality_causes", theme, parent=self)
        self._legend = MarkLegend(theme, self.causes)
        self._definition = QFrame(self)
        self._definition.setProperty("card", True)
        self._title = PlainLabel(theme, role="section", parent=self._definition)
        self._lines = [
            PlainLabel(theme, role="supporting", parent=self._definition) for _ in _PARTS
        ]
        self._version = PlainLabel(theme, role="meta", tone="muted", parent=self._definition)
        self._build(theme)

    def show_check(self, w: Wording, page: DataQuality, check: CheckedShare) -> None:
        """Show another one."""
        name = name_of(w, check)
        self.setAccessibleName(name)
        self.trend.set_words(name, w.text("quality-trend"))
        self._chart.set_look(f"{name}, {w.text('quality-trend')}", trend_look(w, check))
        self.trend.set_table(trend_table(w, check))
        self.causes.set_words(w.text("quality-causes"), counted(w, page, check))
        self.causes.set_table(causes_table(w, check))
        told = w.text("quality-one-cause" if check.is_exclusive else "quality-several-causes")
        self._legend.set_words(w.text("statistics-mark"), f"{legend(w, page.threshold)} {told}")
        self._title.setText(w.text("quality-definition"))
        for part, line in zip(_PARTS, self._lines, strict=True):
            text = w.text(f"quality-{check.check.value}-{part}")
            heading = w.text(f"quality-definition-{part}")
            line.setText(w.text("statistics-choice", name=heading, value=text))
        changed = w.date(check.changed_on)
        self._version.setText(
            w.text("statistics-definition-version", version=check.version, on=changed)
        )

    def _build(self, theme: Theme) -> None:
        padding = theme.layout_px("card_padding")
        self.causes.add_below(self._legend)
        definition = QVBoxLayout(self._definition)
        definition.setContentsMargins(padding, 8, padding, 10)
        definition.setSpacing(3)
        definition.addWidget(self._title)
        for line in self._lines:
            line.set_wrapping()
            definition.addWidget(line)
        definition.addWidget(self._version)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.layout_px("card_gap"))
        for part in (self.trend, self.causes, self._definition):
            column.addWidget(part)
        column.addStretch(1)
