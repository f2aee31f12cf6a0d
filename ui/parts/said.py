"""What the patient said beside the grades: that it cannot wait, and their own words."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.identity_text import free_text, quoted
from resources.wording import Wording
from services.contract.alerts import AnsweredSurvey
from services.contract.enums import Urgency
from widgets.plain_label import PlainLabel
from widgets.plain_text import plain_tooltip
from widgets.quote_block import QuoteBlock
from widgets.shown import set_shown
from widgets.theme import Theme

_CUT_CHARACTERS = 150
_LANGUAGES = {"fr": "triage-language-fr", "en": "triage-language-en"}


class SaidBlock(QWidget):
    """Urgency and words of one survey; `set_cut` keeps the beginning of long words only."""

    def __init__(self, theme: Theme, margin_px: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._urgent = PlainLabel(theme, role="supporting_strong", tone="danger", parent=self)
        self._urgent.set_wrapping()
        self._quote = QuoteBlock(theme, self)
        self._wording: Wording | None = None
        self._survey: AnsweredSurvey | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(margin_px, 4 if margin_px else 0, margin_px, 0)
        column.setSpacing(4)
        column.addWidget(self._urgent)
        column.addWidget(self._quote)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show."""
        return self.is_urgent or (self._survey is not None and bool(self._survey.comment))

    @property
    def is_urgent(self) -> bool:
        """Whether the patient said that it cannot wait."""
        return self._survey is not None and self._survey.urgency is Urgency.URGENT

    def show_survey(self, wording: Wording, survey: AnsweredSurvey | None) -> None:
        """Show what was said with a survey."""
        self._wording, self._survey = wording, survey
        self._urgent.setText(wording.text("triage-urgency-urgent"))
        set_shown(self._urgent, self.is_urgent)
        self.set_cut(is_cut=False)

    def set_cut(self, *, is_cut: bool) -> None:
        """Show the beginning of long words, marked as cut, where there is no room for all."""
        w, survey = self._wording, self._survey
        if w is None or survey is None or not survey.comment:
            self._quote.set_quote("")
            return
        text, language = free_text(w, survey.comment), ""
        if is_cut and len(text) > _CUT_CHARACTERS:
            text = f"{text[:_CUT_CHARACTERS].rsplit(maxsplit=1)[0]} […]"
        if survey.language != w.language:
            language = w.text("triage-comment-language", language=_language(w, survey.language))
        self._quote.set_quote(quoted(w, text), language)
        whole = free_text(w, survey.comment)
        self._quote.setToolTip("" if text == whole else plain_tooltip(whole))

    def leave_out_words(self) -> None:
        """Only say that it cannot wait."""
        self._quote.set_quote("")

    def minimumSizeHint(self) -> QSize:
        """Its height follows from the width that it gets; the labels guess for a narrow one."""
        return QSize(super().minimumSizeHint().width(), 0)


def _language(w: Wording, code: str) -> str:
    return w.text(_LANGUAGES[code]) if code in _LANGUAGES else code.upper()
