"""Under the table of months: how many, what would move, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.stores.billing import BillingListStore
from resources.wording import Wording
from ui.parts.counted_foot import CountedFoot
from widgets.theme import Theme


class BillingFoot(CountedFoot):
    """Counts what is shown."""

    def __init__(
        self,
        store: BillingListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._store = store
        super().__init__("billing", "patients-open-hint", theme, wording, parent)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many there are of what is asked for; a list that is cut says so."""
        count = len(self._store.rows)
        key = "billing-foot-cut" if self._store.is_cut else "billing-foot"
        text = self._wording.text(key, count=count, number=self._wording.integer(count))
        self._count.setText(text if self._store.is_settled else "")
