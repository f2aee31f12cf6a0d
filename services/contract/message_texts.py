"""The words of messages to patients, as a centre changes them: the free parts alone."""

from typing import Final, Literal

from pydantic import Field

from services.contract.setting_content import SettingContent
from services.contract.week_enums import MessageKind

MOST_TEXTS: Final = 36


class MessageText(SettingContent):
    """One message on one channel in one language, with its fields marked as `{link}`.

    `subject` is that of a mail; None for an SMS.
    """

    kind: MessageKind
    channel: Literal["sms", "email"]
    language: Literal["fr", "en"]
    subject: str | None = Field(min_length=1, max_length=120)
    body: str = Field(min_length=1, max_length=2000)


class MessageTextsContent(SettingContent):
    """The messages whose words are the centre's own; every other one has the usual words."""

    section: Literal["message_texts"]
    texts: list[MessageText] = Field(max_length=MOST_TEXTS)
