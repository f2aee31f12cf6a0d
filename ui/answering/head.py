"""Above the question: whose answers these are, that they are taken down on the telephone, and how
far one is.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.identity_text import identity_line
from console.stores.answering import AnsweringState, AnsweringStore
from resources.wording import Wording
from ui.parts.held_line import HeldLine
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.theme import Theme

_SHOWS_PLACE = frozenset({AnsweringState.ASKING})
_ASKS = frozenset({AnsweringState.ASKING, AnsweringState.SUMMARY})


class AnsweringHead(QWidget):
    """Signals: `language_chosen(name)` in which the questions are read out."""

    language_chosen = Signal(str)

    def __init__(
        self, store: AnsweringStore, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self._who = HeldLine(theme, wording, self)
        self._how = PlainLabel(theme, role="supporting_strong", tone="accent", parent=self)
        self._place = PlainLabel(theme, role="body_strong", tone="secondary", parent=self)
        self._languages = Segments(theme, self)
        self._languages.set_choices([("fr", ""), ("en", "")])
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or behind the mask."""
        self._wording = w = wording
        self._how.setText(w.text("answering-by-phone"))
        labels = {name: w.text(f"answering-language-{name}") for name in ("fr", "en")}
        self._languages.set_labels(w.text("answering-languages"), labels)
        self.show_told()

    def show_told(self) -> None:
        """Who, and which question of how many."""
        w, store = self._wording, self._store
        header = store.header
        if header is None:
            self._who.show_line("", "")
        else:
            full = identity_line(w.masked(False), header.label)
            self._who.show_line(full, identity_line(w, header.label))
        place, count = store.place
        question = store.question
        title = ""
        if question is not None and question.place[1]:
            title = f" · {question.title.text(store.language)}"
        self._place.setText(f"{w.text('answering-place', place=place, count=count)}{title}")
        self._place.setVisible(store.state in _SHOWS_PLACE)
        form = store.form
        several = form is not None and {"fr", "en"} <= form.languages
        self._languages.setVisible(several and store.state in _ASKS)
        self._languages.set_current(store.language)

    def _build(self) -> None:
        self.setObjectName("answering_head")
        self._languages.setObjectName("answering_languages")
        self._languages.chosen.connect(self.language_chosen)
        how = QHBoxLayout()
        how.setSpacing(8)
        how.addWidget(IconLabel(self._theme, "phone", "accent", 16, self))
        how.addWidget(self._how)
        how.addStretch(1)
        how.addWidget(self._languages)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 8)
        column.setSpacing(6)
        column.addWidget(self._who)
        column.addLayout(how)
        column.addWidget(self._place)
