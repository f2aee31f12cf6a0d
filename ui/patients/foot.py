"""Under the table: how many patients, what would move, and the keys that go through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.settings import LetterKeys
from console.stores.patient_list import PatientListStore
from resources.wording import Wording
from ui.letters import written
from widgets.announce import announce
from widgets.button import Button
from widgets.keycap import KeyCap
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

HEIGHT_PX = 32
_ROOM_PX = 620


class PatientsFoot(QWidget):
    """Signals: `news_wanted()` when the counter of changes is pressed."""

    news_wanted = Signal()

    def __init__(
        self, store: PatientListStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._letters = LetterKeys.ON
        self._count = RunsLabel(theme, wraps=False, parent=self)
        self._said = PlainLabel(theme, role="supporting_strong", tone="warning", parent=self)
        self._news = Button(theme, "", "quiet", key="F5", parent=self)
        self._keys = (KeyCap(theme, "J", self), KeyCap(theme, "K", self))
        self._browse = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._open_key = KeyCap(theme, "↵", self)
        self._open = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._browse.setText(wording.text("triage-browse"))
        self._open.setText(wording.text("patients-open-hint"))
        self._news.setAccessibleDescription(wording.text("patients-news-described"))
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
        """How many there are of what is asked for."""
        w, store = self._wording, self._store
        self._count.setVisible(store.counts is not None)
        number = w.integer(store.matching)
        if store.query.is_filtered and store.all_of_state is not None:
            every = w.integer(store.all_of_state)
            text = w.text("patients-foot-filtered", shown=number, all=every)
        else:
            text = w.text("patients-foot", count=store.matching, number=number)
        before, found, after = text.partition(number)
        self._count.set_runs(
            [
                Run(before, "meta", "text.secondary"),
                Run(found, "supporting_strong", "text.primary"),
                Run(after, "meta", "text.secondary"),
            ]
        )

    def show_news(self, news: int) -> None:
        """How many rows would come or stand elsewhere."""
        self._news.setVisible(news > 0)
        self._news.set_label(f"↑ {self._wording.text('patients-news', count=news)}")
        self._news.setAccessibleDescription(self._wording.text("patients-news-described"))

    def say(self, text: str) -> None:
        """One sentence until something else happens; empty takes it away."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        if text:
            announce(self, text)

    def _build(self) -> None:
        self.setProperty("ground", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._news.setObjectName("patients_news")
        self._said.setObjectName("patients_said")
        self._news.clicked.connect(self.news_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._count)
        row.addSpacing(8)
        row.addWidget(self._said)
        row.addStretch(1)
        row.addWidget(self._news)
        row.addSpacing(8)
        for key in self._keys:
            row.addWidget(key)
        row.addWidget(self._browse)
        row.addSpacing(6)
        row.addWidget(self._open_key)
        row.addWidget(self._open)
        self._said.hide()
        self._theme.theme_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Where room is short the hint of the keys goes first; the counts stay."""
        self.setFixedHeight(self._theme.scaled(HEIGHT_PX))
        has_room = self.width() >= self._theme.scaled(_ROOM_PX)
        for widget in (*self._keys, self._browse):
            widget.setVisible(has_room and self._letters is not LetterKeys.OFF)
        for widget in (self._open_key, self._open):
            widget.setVisible(has_room)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()
