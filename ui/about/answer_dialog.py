"""Answering a request for help, or closing it with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.stores.about import AboutStores
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.support import (
    LONGEST_WORDS,
    NAMES_PATIENT,
    SupportAnswerAsk,
    SupportRow,
)
from services.contract.texts import says_enough
from ui.about.words import refusal
from ui.parts.fields import BoxField
from ui.parts.settled_dialog import SettledDialog
from widgets.plain_label import PlainLabel
from widgets.quote_block import QuoteBlock
from widgets.theme import Theme

_WIDTH_PX: Final = 620


class Verb(StrEnum):
    """What is done with a request."""

    ANSWER = "answer"
    CLOSE = "close"


class AnswerDialog(SettledDialog):
    """Who asked and how it begins, then words, which whoever asked reads."""

    def __init__(
        self,
        verb: Verb,
        row: SupportRow,
        stores: AboutStores,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            f"support_{verb}", "support", stores.acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("support-leave-answer"), submit="primary",
        )  # fmt: skip
        self._acts = stores.acts
        self._verb = verb
        self._row = row
        who = w.text("support-somebody") if row.requester is None else row.requester.name
        title = w.text(f"support-{verb}-title", who=who)
        self._title.setText(title)
        self._quote = QuoteBlock(theme, self._body)
        self._quote.set_quote(row.begins or w.text("support-unreadable"))
        self._hint = PlainLabel(
            theme, w.text(f"support-{verb}-hint"), "body", "secondary", self._body
        )
        self._hint.set_wrapping()
        self.setAccessibleName(f"{title}. {self._hint.text()}")
        label = w.text(f"support-{verb}-words")
        self.words = BoxField("words", label, LONGEST_WORDS, theme, w, self._body)
        self.words.is_required = True
        lines = (self._quote, self._hint, self.words)
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard in the words."""
        self._cover(self)
        self.words.control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return (self.words.control,)

    def first_fault(self) -> QWidget | None:
        fault = self.words.fault()
        if not fault and not says_enough(self.words.raw()):
            fault = "support-words-short"
        self.words.show_error(self._wording.text(fault) if fault else "")
        return self.words.control if fault else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        if name != self.words.name:
            return None
        key = "support-names-patient" if reason == NAMES_PATIENT else "support-words-refused"
        self.words.show_error(self._wording.text(key))
        return self.words.control

    def send(self) -> None:
        ask = SupportAnswerAsk(words=self.words.raw().strip())
        does = self._acts.answer if self._verb is Verb.ANSWER else self._acts.close
        does(self._row, ask)

    def submit_label(self) -> str:
        return self._wording.text(f"support-{self._verb}-submit")

    def busy_label(self) -> str:
        return self._wording.text("support-sending")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)
