"""One notice to read: the essential in a few lines first, then all of it, and what has changed."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.notices import Language, NoticeText
from widgets.reading_text import ReadingText
from widgets.theme import Theme


class NoticeReader(QWidget):
    """Shows a notice in the language of the screen, or in another one."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._notice: NoticeText | None = None
        self._language: Language | None = None
        self.text = ReadingText(theme, self)
        self.text.setObjectName("notice_text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.show_notice(None)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = wording
        self._show()

    def show_notice(self, notice: NoticeText | None, language: Language | None = None) -> None:
        """Show a version; None while it is on its way. Without a language, that of the screen."""
        self._notice, self._language = notice, language
        self._show()

    def _show(self) -> None:
        w, notice = self._wording, self._notice
        if notice is None:
            self.text.show_text(w.text("notices-loading"), "")
            return
        language = self._language or ("fr" if w.language == "fr" else "en")
        words = notice.texts[language]
        told = w.text("notices-version", version=notice.version, dated=w.date(notice.dated))
        parts = [told, "", f"## {w.text('notices-essential')}"]
        parts += [f"- {line}" for line in words.essential]
        if words.changes:
            since = notice.changed_since
            head = w.text("notices-changes-since", version=since) if since else ""
            parts += [f"## {head or w.text('notices-changes')}", words.changes]
        self.text.show_text(words.title, "\n".join([*parts, "", words.body]))
