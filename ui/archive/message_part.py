"""What the patient will read, to the letter, on each channel and in both languages."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import ArchivePreview, PreviewedMessage
from services.contract.week_enums import MessageChannel
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.theme import Theme

_SMS_SEPTETS: Final = 160
_LANGUAGES: Final = ("fr", "en")


class MessagePart(QWidget):
    """Begins with the channel that reaches furthest, in the language the patient reads."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = w = wording
        self._preview: ArchivePreview | None = None
        self._title = PlainLabel(theme, w.text("archive-message"), "panel", "secondary", self)
        self.channels = Segments(theme, self)
        self.channels.setObjectName("archive_channels")
        self.channels.set_choices(
            [(each.value, w.text(f"message-channel-{each.value}")) for each in MessageChannel]
        )
        self.channels.set_labels(w.text("archive-channels"), {})
        self.languages = Segments(theme, self)
        self.languages.setObjectName("archive_languages")
        self.languages.set_choices([(each, each.upper()) for each in _LANGUAGES])
        self.languages.set_labels(w.text("archive-languages"), {})
        self._subject = PlainLabel(theme, role="body_strong", parent=self)
        self._text = PlainLabel(theme, role="body", parent=self)
        self._told = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._box = QFrame(self)
        self._build()
        self.channels.chosen.connect(self._show)
        self.languages.chosen.connect(self._show)

    @property
    def text(self) -> str:
        """The words that are shown."""
        return self._text.text()

    @property
    def told(self) -> str:
        """What is said about them: whether they leave, how long they are."""
        return self._told.text()

    def stops(self) -> list[QWidget]:
        """What Tab goes through, in reading order."""
        return [*self.channels.findChildren(QWidget), *self.languages.findChildren(QWidget)]

    def show_preview(self, preview: ArchivePreview, reason: ArchiveReason | None) -> None:
        """What would be said to this patient; nobody is written to after a death."""
        is_first = self._preview is None
        self._preview = preview
        is_silent = reason is ArchiveReason.DEATH
        for part in (self.channels, self.languages, self._box):
            part.setVisible(not is_silent)
        if is_silent:
            self._told.setText(self._wording.text("archive-message-none"))
            return
        if is_first:
            chosen = next((each for each in preview.messages if each.is_chosen), None)
            self.languages.set_current("fr" if chosen is None else chosen.language)
            self.channels.set_current(self._furthest(preview).value)
        self._show()

    def _furthest(self, preview: ArchivePreview) -> MessageChannel:
        reached = {each.channel for each in preview.messages if each.has_address}
        for channel in (MessageChannel.SMS, MessageChannel.EMAIL):
            if channel in reached:
                return channel
        return MessageChannel.APP

    def _show(self, _chosen: str = "") -> None:
        w, message, preview = self._wording, self._shown(), self._preview
        if message is None or preview is None:
            return
        undo_s = preview.undo_s
        self._subject.setVisible(bool(message.subject))
        self._subject.setText(message.subject or "")
        self._text.setText(message.text or w.text("archive-message-impossible"))
        if message.channel is MessageChannel.APP:
            told = w.text("archive-told-app")
        elif not message.has_address:
            told = w.text(f"archive-told-no-{message.channel.value}")
        elif message.septets is not None:
            told = w.text(
                "archive-told-sms",
                seconds=undo_s,
                septets=message.septets,
                most=_SMS_SEPTETS,
            )
        else:
            told = w.text("archive-told-email", seconds=undo_s)
        if message.has_address and not message.is_chosen:
            told = w.text("archive-told-other-language")
        self._told.setText(told)

    def _shown(self) -> PreviewedMessage | None:
        if self._preview is None:
            return None
        wanted = (self.channels.current, self.languages.current)
        return next(
            (
                each
                for each in self._preview.messages
                if (each.channel.value, each.language) == wanted
            ),
            None,
        )

    def _build(self) -> None:
        self._box.setProperty("card", True)
        inner = QVBoxLayout(self._box)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.setSpacing(4)
        for label in (self._subject, self._text):
            label.set_wrapping()
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            inner.addWidget(label)
        self._told.set_wrapping()
        choices = FlowRow(gap_px=8, line_gap_px=6, spread=False)
        choices.addWidget(self.channels)
        choices.addWidget(self.languages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(choices)
        column.addWidget(self._box)
        column.addWidget(self._told)
        column.addStretch(1)


def leaves_the_building(preview: ArchivePreview) -> bool:
    """Whether a message reaches the patient who does not open their pages."""
    return any(
        each.has_address for each in preview.messages if each.channel is not MessageChannel.APP
    )
