"""Under the table of exports: how many, what would move, and what the keys do with the row that is
chosen.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.stores.exports import ExportListStore
from resources.wording import Wording
from ui.parts.counted_foot import CountedFoot
from widgets.theme import Theme


class ExportsFoot(CountedFoot):
    """Counts what is shown."""

    def __init__(
        self,
        store: ExportListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._store = store
        super().__init__("exports", "", theme, wording, parent)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many there are of what is shown; a list that is cut says so."""
        store = self._store
        count = len(store.rows)
        key = "exports-foot-cut" if store.is_cut else "exports-foot"
        text = self._wording.text(key, count=count, number=self._wording.integer(count))
        self._count.setText(text if store.is_settled and count else "")
