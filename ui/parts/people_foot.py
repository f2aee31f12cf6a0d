"""Under a table of people: how many, what would move, and the keys that go through them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.settings import LetterKeys
from resources.wording import Wording
from ui.letters import written
from widgets.announce import announce
from widgets.button import Button
from widgets.keycap import KeyCap
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

HEIGHT_PX = 32


class PeopleFoot(QWidget):
    """Whoever inherits counts, and puts the parts in a row. Signals: `news_wanted()` when the
    counter of changes is pressed.
    """

    news_wanted = Signal()

    def __init__(
        self, room_px: int, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        """Below a width of `room_px`, at 100 % text, the hints of the keys go."""
        super().__init__(parent)
        self._room_px = room_px
        self._theme = theme
        self._wording = wording
        self._letters = LetterKeys.ON
        self._said = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._news = Button(theme, "", "quiet", key="F5", parent=self)
        self._keys = (KeyCap(theme, "J", self), KeyCap(theme, "K", self))
        self._browse = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._act_key = KeyCap(theme, "", self)
        self._act = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._news.clicked.connect(self.news_wanted)
        theme.theme_changed.connect(self._fit)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._browse.setText(wording.text("triage-browse"))
        self._news.setAccessibleDescription(wording.text("patients-news-described"))
        self._said.hide()
        self.show_count()

    def set_letters(self, letters: LetterKeys) -> None:
        """Name J and K only while they go through the list."""
        self._letters = letters
        for cap, key in zip(self._keys, ("J", "K"), strict=True):
            cap.set_text(written(key, letters))
        self._fit()

    def show_count(self) -> None:
        """How many there are of what is asked for."""
        raise NotImplementedError

    def show_news(self, news: int) -> None:
        """How many rows would come, go or stand elsewhere."""
        self._news.setVisible(news > 0)
        self._news.set_label(f"↑ {self._wording.text('patients-news', count=news)}")

    def say(self, text: str) -> None:
        """One sentence until something else happens; empty takes it away."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        if text:
            announce(self, text)

    def _fit(self) -> None:
        """Where room is short the hint of the keys goes first; the counts stay."""
        self.setFixedHeight(self._theme.scaled(HEIGHT_PX))
        has_room = self.width() >= self._theme.scaled(self._room_px)
        for widget in (*self._keys, self._browse):
            widget.setVisible(has_room and self._letters is not LetterKeys.OFF)
        for widget in (self._act_key, self._act):
            widget.setVisible(has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
