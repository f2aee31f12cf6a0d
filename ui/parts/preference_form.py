"""The form that says on which channel and in which language a patient is written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.messages import MessagePreference, MessagePreferenceAsk
from services.contract.week_enums import MessageChannel
from ui.parts.choices import Choices
from ui.parts.form import FormBody
from widgets.theme import Theme

_CHANNELS = tuple(MessageChannel)
_LANGUAGES: Final[tuple[Literal["fr", "en"], ...]] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class _State:
    channel: int
    language: int


class PreferenceForm(FormBody):
    """Gives a `MessagePreferenceAsk`; it begins with what holds now."""

    draft_type = _State

    def __init__(
        self,
        preference: MessagePreference,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, wording, parent)
        w = wording
        self.setObjectName("form_preference")
        channels = [w.text(f"message-channel-{channel.value}") for channel in _CHANNELS]
        languages = [w.text(f"message-language-{language}") for language in _LANGUAGES]
        title = w.text("message-prefer-channel")
        self._channel = Choices("prefer_channel", title, channels, theme, self)
        title = w.text("message-prefer-language")
        self._language = Choices("prefer_language", title, languages, theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._channel)
        column.addWidget(self._language)
        places = [place for place, each in enumerate(_LANGUAGES) if each == preference.language]
        language = places[0] if places else 0
        self.restore(_State(_CHANNELS.index(preference.channel), language))
        self._name(w.text("message-prefer-title"), w.text("message-prefer-submit"))

    def answer(self) -> MessagePreferenceAsk:
        return MessagePreferenceAsk(
            channel=_CHANNELS[self._channel.place], language=_LANGUAGES[self._language.place]
        )

    def draft(self) -> object:
        return _State(self._channel.place, self._language.place)

    def restore(self, draft: object) -> None:
        if isinstance(draft, _State):
            self._channel.choose(draft.channel)
            self._language.choose(draft.language)

    def fields(self) -> Sequence[QWidget]:
        return [*self._channel.fields(), *self._language.fields()]

    def take_focus(self) -> bool:
        self._channel.take_focus()
        return True
