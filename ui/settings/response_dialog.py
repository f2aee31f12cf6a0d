"""Asking a second person for other response times: before and after, and why (decision 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from console.stores.centre import CentreStore
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.centre_settings import (
    RESPONSE_BOUNDS,
    CentreContent,
    ResponseTimesContent,
)
from services.contract.safeguards import ResponseTimesPage
from ui.parts.fields import Field, LineField, NumberField
from ui.proof.panel import ProofPanel
from ui.settings.centre_words import field_reason
from ui.settings.version_dialogs import VersionDialog
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_LONGEST_WORDS: Final = 500
_FEWEST: Final = 3


class ResponseDialog(VersionDialog):
    """Minutes of each level; the service asks for a fresh proof of who asks."""

    word = "times"

    def __init__(
        self,
        store: CentreStore,
        page: ResponseTimesPage,
        content: CentreContent,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        self._page = page
        super().__init__(store, page.state, content, connection, theme, wording, parent)

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        self._minutes: dict[str, NumberField] = {}
        for level, (least, most) in RESPONSE_BOUNDS.items():
            name = w.text("centre-times-field", level=w.text(f"centre-level-{level}"))
            hint = w.text("centre-times-hint", least=least, most=most)
            field = NumberField(level, name, (least, most), 0, theme, hint)
            field.is_required = True
            self._minutes[level] = field
        self._words = LineField("words", w.text("centre-times-words"), _LONGEST_WORDS, theme)
        self._words.is_required = True
        return [*self._minutes.values(), self._words]

    def more(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        second = w.text("centre-times-second", role=self._page.decided_by.value)
        told = PlainLabel(theme, second, "body", "secondary", self._body)
        told.set_wrapping()
        return (told, ProofPanel(self._store.acts.proof, self.submit, theme, w, self._body))

    def put(self, content: CentreContent) -> None:
        if isinstance(content, ResponseTimesContent):
            for level, field in self._minutes.items():
                field.set_raw(str(getattr(content, level)))

    def fault_of(self, field: Field) -> str:
        if field is self._words and 0 < len(field.raw().strip()) < _FEWEST:
            return "approvals-why-missing"
        fault = field.fault()
        if fault == "fields-out-of-bounds":
            return "centre-times-bounds"
        return fault or self._fault_of_order(field)

    def content(self) -> ResponseTimesContent | None:
        found = {level: field.value() for level, field in self._minutes.items()}
        if any(field.fault() for field in self._minutes.values()):
            return None
        return ResponseTimesContent.model_validate({"section": "response_times"} | found)

    def send(self) -> None:
        content = self.content()
        if content is not None:
            words = self._words.raw().strip()
            acts = self._store.acts
            acts.ask_for_response_times(self._state.revision, content, self.since(), words)

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        level = name.removeprefix("content.")
        if level in self._minutes:
            self._minutes[level].show_error(field_reason(self._wording, reason))
            return self._minutes[level].control
        return super().show_refused(name, reason)

    def submit_label(self) -> str:
        return self._wording.text("centre-times-send")

    def busy_label(self) -> str:
        return self._wording.text("centre-times-sending")

    def _fault_of_order(self, field: Field) -> str:
        """What is less urgent has as long at least."""
        levels = list(self._minutes)
        place = levels.index(field.name) if field.name in self._minutes else 0
        if place == 0:
            return ""
        before, own = self._minutes[levels[place - 1]].value(), field.value()
        is_short = isinstance(before, int) and isinstance(own, int) and own < before
        return "centre-refused-not-in-order" if is_short else ""
