"""Which sections of the centre there are, in the order of their cards, and how each is written."""

from __future__ import annotations

from typing import Final, NamedTuple

from services.contract.centre_settings import CentreSection
from ui.settings.contacts_dialog import ContactsDialog
from ui.settings.reminders_dialog import RemindersDialog
from ui.settings.texts_dialog import TextsDialog
from ui.settings.version_dialogs import HoursDialog, IdleDialog, VersionDialog


class Kind(NamedTuple):
    """The word with which the texts of a section begin, and the dialog that writes it."""

    word: str
    dialog: type[VersionDialog]


KINDS: Final = {
    CentreSection.OPENING_HOURS: Kind("hours", HoursDialog),
    CentreSection.CONTACTS: Kind("contacts", ContactsDialog),
    CentreSection.REMINDERS: Kind("reminders", RemindersDialog),
    CentreSection.MESSAGE_TEXTS: Kind("texts", TextsDialog),
    CentreSection.IDLE_LOCK: Kind("idle", IdleDialog),
}
