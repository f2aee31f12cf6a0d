"""Under the table of the archives: how many, what would move, and the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.stores.archives import ArchiveListStore
from resources.wording import Wording
from ui.parts.people_foot import PeopleFoot
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ROOM_PX = 620


class ArchivesFoot(PeopleFoot):
    """Counts what is shown."""

    def __init__(
        self,
        store: ArchiveListStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_ROOM_PX, theme, wording, parent)
        self._store = store
        self._count = PlainLabel(theme, role="supporting_strong", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        super().set_wording(wording)
        self._act_key.set_text("↵")
        self._act.setText(wording.text("patients-open-hint"))
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many there are of what is asked for; a list that is cut says so."""
        count = len(self._store.rows)
        key = "archives-foot-cut" if self._store.is_cut else "archives-foot"
        text = self._wording.text(key, count=count, number=self._wording.integer(count))
        self._count.setText(text if self._store.is_settled else "")

    def _build(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._news.setObjectName("archives_news")
        self._said.setObjectName("archives_said")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._news)
        row.addSpacing(8)
        for part in (*self._keys, self._browse):
            row.addWidget(part)
        row.addSpacing(6)
        row.addWidget(self._act_key)
        row.addWidget(self._act)
        self._fit()
