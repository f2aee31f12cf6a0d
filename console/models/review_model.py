"""The review of access as a Qt table reads it."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QObject

from console.models.keyed_table import Index, KeyedTableModel
from console.models.review_text import (
    ReviewText,
    review_sentence,
    review_text,
    review_tooltip,
)
from console.models.worklist_model import Reader
from console.stores.access_review import AccessReviewStore, Reviewed
from resources.wording import Wording

_ROOT = QModelIndex()


class ReviewColumn(IntEnum):
    """What stands in a column; units stand under the roles that they are of."""

    NAME = 0
    ROLES = 1
    SIGNED_IN = 2
    STATE = 3
    VERDICT = 4


class ReviewModel(KeyedTableModel[Reviewed, ReviewText]):
    """Adapts an `AccessReviewStore`."""

    def __init__(
        self,
        store: AccessReviewStore,
        reader: Reader,
        wording: Wording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(store, store.told, reader, wording, parent)

    def make_text(self, row: Reviewed) -> ReviewText:
        return review_text(self._wording, row, self._reader.server_now())

    def cell(self, text: ReviewText, column: int) -> str:
        return " ".join(part for part in _cells(text)[column] if part)

    def spoken(self, row: Reviewed) -> str:
        return review_sentence(self._wording, row, self._reader.server_now())

    def tooltip(self, row: Reviewed) -> str:
        return review_tooltip(self._wording, row, self._reader.server_now())

    def header(self, column: int) -> str:
        return self._wording.text(f"accessreview-column-{ReviewColumn(column).name.lower()}")

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(ReviewColumn)


def _cells(text: ReviewText) -> tuple[tuple[str, ...], ...]:
    """Every cell in the order of the columns."""
    return (
        (text.name, text.username),
        (text.roles, text.units),
        (text.signed_in, text.idle),
        (text.state, text.ends),
        (text.verdict, text.verdict_note),
    )
