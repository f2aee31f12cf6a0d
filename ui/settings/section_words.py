"""Contacts, reminders and texts of messages in words."""

from __future__ import annotations

from resources.wording import Wording
from services.contract.contact_settings import ContactsContent
from services.contract.message_texts import MessageTextsContent
from services.contract.reminder_settings import RemindersContent


def reminder_words(w: Wording, content: RemindersContent) -> str:
    """When each leaves, and the alert that no setting reaches."""
    keys = ("centre-reminders-told-first", "centre-reminders-told-second")
    told = [w.text(key, hours=each) for key, each in zip(keys, content.hours, strict=False)]
    return " · ".join([*told, w.text("centre-reminders-told-alert")])


def contact_words(w: Wording, content: ContactsContent) -> str:
    """A name and a number, then the numbers of units, then the mailboxes."""
    name = content.public_name or w.text("centre-contacts-own-name")
    phone = w.phone(content.phone) if content.phone else w.text("centre-contacts-none")
    lines = [w.text("centre-contacts-told", name=name, phone=phone)]
    if content.units:
        lines.append(w.text("centre-contacts-told-units", count=len(content.units)))
    mailboxes = [
        w.text(f"centre-contacts-told-{name}", email=email)
        for name, email in (
            ("privacy_email", content.privacy_email),
            ("help_email", content.help_email),
            ("info_email", content.info_email),
        )
        if email
    ]
    return "\n".join([*lines, " · ".join(mailboxes)] if mailboxes else lines)


def text_words(w: Wording, content: MessageTextsContent) -> str:
    """Which messages have words of the centre's own."""
    if not content.texts:
        return w.text("centre-texts-usual")
    named = [text_name(w, each.kind, each.channel, each.language) for each in content.texts]
    return w.text("centre-texts-told", count=len(named), texts=", ".join(named))


def text_name(w: Wording, kind: str, channel: str, language: str) -> str:
    """One message on one channel in one language."""
    return w.text(
        "centre-texts-name",
        kind=w.text(f"message-kind-{kind}"),
        channel=w.text(f"message-channel-{channel}"),
        language=w.text(f"centre-texts-{language}"),
    )
