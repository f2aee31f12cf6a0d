"""Under the acts: how many patients, what would move, and the keys that go through them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.stores.silence import SilenceStore
from resources.wording import Wording
from ui.parts.people_foot import PeopleFoot
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ROOM_PX = 760


class SilenceFoot(PeopleFoot):
    """Counts those on screen; Space chooses one more."""

    def __init__(
        self, store: SilenceStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(_ROOM_PX, theme, wording, parent)
        self._store = store
        self._count = PlainLabel(theme, role="supporting_strong", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        super().set_wording(wording)
        self._act_key.set_text(wording.text("keys-space"))
        self._act.setText(wording.text("silence-choose-hint"))
        self.show_news(self._store.news)

    def show_count(self) -> None:
        """How many there are of what is asked for; a list that is cut says so."""
        w, store = self._wording, self._store
        count = len(store.rows)
        key = "silence-foot-cut" if store.is_cut else "silence-foot"
        text = w.text(key, count=count, number=w.integer(count))
        self._count.setText(text if store.counts is not None else "")

    def _build(self) -> None:
        self._said.setObjectName("silence_said")
        self._news.setObjectName("silence_news")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._said)
        row.addWidget(self._news)
        row.addStretch(1)
        for part in (*self._keys, self._browse, self._act_key, self._act):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
