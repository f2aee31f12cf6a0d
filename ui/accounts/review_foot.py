"""Under the lines of the review: how many, what would move, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.stores.access_review import AccessReviewStore
from resources.wording import Wording
from ui.parts.counted_foot import CountedFoot
from widgets.theme import Theme


class ReviewFoot(CountedFoot):
    """Counts what is shown."""

    def __init__(
        self,
        store: AccessReviewStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        self._store = store
        super().__init__("review", "accessreview-open-hint", theme, wording, parent)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many lines are shown."""
        count, w = len(self._store.rows), self._wording
        text = w.text("accessreview-foot", count=count, number=w.integer(count))
        self._count.setText("" if self._store.review is None else text)
