"""Under the acts: how many patients, what would move, and the keys that go through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.settings import LetterKeys
from console.stores.silence import SilenceStore
from resources.wording import Wording
from ui.letters import written
from widgets.announce import announce
from widgets.button import Button
from widgets.keycap import KeyCap
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

HEIGHT_PX = 32
_ROOM_PX = 760


class SilenceFoot(QWidget):
    """Signals: `news_wanted()` when the counter of changes is pressed."""

    news_wanted = Signal()

    def __init__(
        self, store: SilenceStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._letters = LetterKeys.ON
        self._count = PlainLabel(theme, role="supporting_strong", parent=self)
        self._said = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._news = Button(theme, "", "quiet", key="F5", parent=self)
        self._keys = (KeyCap(theme, "J", self), KeyCap(theme, "K", self))
        self._browse = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._space = KeyCap(theme, "", self)
        self._choose = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._browse.setText(w.text("triage-browse"))
        self._space.set_text(w.text("keys-space"))
        self._choose.setText(w.text("silence-choose-hint"))
        self._said.hide()
        self.show_count()
        self.show_news(self._store.news)

    def set_letters(self, letters: LetterKeys) -> None:
        """Name J and K only while they go through the list."""
        self._letters = letters
        for cap, key in zip(self._keys, ("J", "K"), strict=True):
            cap.set_text(written(key, letters))
        self._fit()

    def show_count(self) -> None:
        """How many there are of what is asked for; a list that is cut says so."""
        w, store = self._wording, self._store
        count = len(store.rows)
        key = "silence-foot-cut" if store.is_cut else "silence-foot"
        text = w.text(key, count=count, number=w.integer(count))
        self._count.setText(text if store.counts is not None else "")

    def show_news(self, news: int) -> None:
        """How many rows would come, go or stand elsewhere."""
        self._news.setVisible(news > 0)
        self._news.set_label(f"↑ {self._wording.text('patients-news', count=news)}")
        self._news.setAccessibleDescription(self._wording.text("patients-news-described"))

    def say(self, text: str) -> None:
        """Say why something did not happen, until the next try."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        if text:
            announce(self, text)

    def _build(self) -> None:
        self._said.setObjectName("silence_said")
        self._news.setObjectName("silence_news")
        self._news.clicked.connect(self.news_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addWidget(self._said)
        row.addWidget(self._news)
        row.addStretch(1)
        for part in (*self._keys, self._browse, self._space, self._choose):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._theme.theme_changed.connect(self._fit)

    def _fit(self) -> None:
        """Where room is short the hint of the keys goes first; the counts stay."""
        self.setFixedHeight(self._theme.scaled(HEIGHT_PX))
        has_room = self.width() >= self._theme.scaled(_ROOM_PX)
        for widget in (*self._keys, self._browse):
            widget.setVisible(has_room and self._letters is not LetterKeys.OFF)
        for widget in (self._space, self._choose):
            widget.setVisible(has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
