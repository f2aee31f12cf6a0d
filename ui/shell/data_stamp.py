"""Of which month the figures are that are on screen, and when they were computed."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.stores.quality import QualityStore
from console.stores.statistics import StatisticsStore
from resources.figures import closed_month, stamp
from resources.wording import Wording
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.theme import Theme

_ICON_PX: Final = 16


class DataStamp(QWidget):
    """Only where somebody looks at statistics, or at the quality of data."""

    def __init__(
        self,
        statistics: StatisticsStore,
        quality: QualityStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stores = (statistics, quality)
        self._wording = wording
        self._text = PlainLabel(theme, role="supporting", parent=self)
        icon = IconLabel(theme, "database", "text.secondary", _ICON_PX, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(icon)
        row.addWidget(self._text)
        self.setObjectName("shell_data_stamp")
        for store in self._stores:
            store.changed.connect(self._show)
        self._show()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._show()

    def _show(self) -> None:
        w = self._wording
        page = next((store.page for store in self._stores if store.is_shown), None)
        text = "" if page is None else closed_month(w, page)
        self._text.setText(text)
        whole = "" if page is None else stamp(w, page)
        self.setAccessibleName(whole)
        self.setToolTip(plain_tooltip(whole))
        self.setVisible(bool(text))
