"""The checks in a table for each dimension, and the one that is chosen beside them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.quality import CheckedShare, DataQuality
from services.contract.quality_enums import QualityCheck, QualityDimension
from ui.statistics.card import FigureCard
from ui.statistics.quality.detail import QualityDetail
from ui.statistics.quality.looks import checks_table, first_to_look_at
from widgets.theme import Theme

_WIDE_PX = 1000
_SHARES = (7, 5)


class QualityBoard(QWidget):
    """Everything that there is to see of the quality of data."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quality_board")
        self._theme = theme
        self._wording: Wording | None = None
        self._page: DataQuality | None = None
        self._chosen: QualityCheck | None = None
        self.cards = {
            each: FigureCard(f"quality_{each.value}", theme, parent=self)
            for each in QualityDimension
        }
        self.detail = QualityDetail(theme, self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        theme.theme_changed.connect(self._fit)

    @property
    def chosen(self) -> QualityCheck | None:
        """The check that is shown in detail."""
        return self._chosen

    def show_page(self, w: Wording, page: DataQuality) -> None:
        """Show the checks of a page; the one that is chosen stays."""
        self._wording, self._page = w, page
        for dimension, card in self.cards.items():
            title = w.text(f"quality-dimension-{dimension.value}")
            card.set_words(title, w.text(f"quality-about-{dimension.value}"))
            card.set_table(checks_table(w, title, dimension, page.checks))
        known = {each.check for each in page.checks}
        if self._chosen not in known:
            first = first_to_look_at(page.checks)
            self._chosen = None if first is None else first.check
        self._show_chosen()

    def take_focus(self) -> None:
        """Put the keyboard on the check that is shown in detail."""
        for dimension, card in self.cards.items():
            for row, check in enumerate(self._of(dimension)):
                if check.check is self._chosen:
                    table = card.table
                    table.setCurrentIndex(table.model().index(row, 0))
                    table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _of(self, dimension: QualityDimension) -> list[CheckedShare]:
        checks = () if self._page is None else self._page.checks
        return [each for each in checks if each.dimension is dimension]

    def _choose(self, dimension: QualityDimension, row: int) -> None:
        checks = self._of(dimension)
        if 0 <= row < len(checks) and checks[row].check is not self._chosen:
            self._chosen = checks[row].check
            self._show_chosen()

    def _show_chosen(self) -> None:
        if self._wording is None or self._page is None:
            return
        for check in self._page.checks:
            if check.check is self._chosen:
                self.detail.show_check(self._wording, self._page, check)

    def _follow(self, now: QModelIndex, _before: QModelIndex) -> None:
        # A table that is filled has a first row, which nobody chose.
        for dimension, card in self.cards.items():
            if card.table.hasFocus():
                self._choose(dimension, now.row())

    def _build(self) -> None:
        theme = self._theme
        left = QVBoxLayout()
        left.setSpacing(theme.layout_px("card_gap"))
        for card in self.cards.values():
            left.addWidget(card)
            card.table.installEventFilter(self)
            card.table.selectionModel().currentChanged.connect(self._follow)
        left.addStretch(1)
        margin = theme.layout_px("page_margin")
        self._row.setContentsMargins(margin, 8, margin, margin)
        self._row.setSpacing(theme.layout_px("card_gap"))
        self._row.addLayout(left, _SHARES[0])
        self._row.addWidget(self.detail, _SHARES[1])
        self.setLayout(self._row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes into a table is on one of its rows already."""
        if event.type() is QEvent.Type.FocusIn:
            for dimension, card in self.cards.items():
                if card.table is watched:
                    self._choose(dimension, card.table.currentIndex().row())
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        is_wide = self.width() >= self._theme.scaled(_WIDE_PX)
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if is_wide else way.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
