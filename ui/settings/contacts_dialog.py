"""Whom patients call and write to, and what the centre is called where they read it."""

from __future__ import annotations

from typing import Final

from resources.mailbox import is_mailbox
from resources.public_names import LONGEST_NAME, fault_of_name
from resources.wording import Wording
from services.contract.centre_settings import CentreContent
from services.contract.contact_settings import (
    LONGEST_DIALLED,
    LONGEST_MAILBOX,
    ContactsContent,
    UnitPhone,
)
from ui.parts.fields import Field, LineField
from ui.settings.version_dialogs import VersionDialog
from widgets.theme import Theme

_EMAILS: Final = ("privacy_email", "help_email", "info_email")


class ContactsDialog(VersionDialog):
    """A name, a number, one more for each unit that has its own, and mailboxes."""

    word = "contacts"

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        known = self._store.centre
        used = [] if known is None else [each for each in known.units if each.ended_at is None]
        self._name = LineField(
            "public_name", w.text("centre-contacts-name"), LONGEST_NAME, theme,
            w.text("centre-contacts-name-hint"),
        )  # fmt: skip
        self._phone = LineField(
            "phone", w.text("centre-contacts-phone"), LONGEST_DIALLED, theme,
            w.text("centre-contacts-phone-hint"),
        )  # fmt: skip
        self._phone.is_required = True
        # Named by the last part of what the service names them by.
        self._units = {
            each.unit_id: LineField(
                str(each.unit_id),
                w.text("centre-contacts-unit", unit=each.name),
                LONGEST_DIALLED,
                theme,
                w.text("centre-contacts-unit-hint"),
            )
            for each in used
        }
        self._emails = {
            name: LineField(
                name, w.text(f"centre-contacts-{name}"), LONGEST_MAILBOX, theme,
                w.text(f"centre-contacts-{name}-hint"),
            )
            for name in _EMAILS
        }  # fmt: skip
        return self.fields_of_content()

    def put(self, content: CentreContent) -> None:
        if not isinstance(content, ContactsContent):
            return
        self._name.set_raw(content.public_name or "")
        self._phone.set_raw(content.phone or "")
        for unit in content.units:
            if unit.unit_id in self._units:
                self._units[unit.unit_id].set_raw(unit.phone)
        for name, field in self._emails.items():
            field.set_raw(getattr(content, name) or "")

    def fault_of(self, field: Field) -> str:
        typed = field.raw().strip()
        if field.name in self._emails and typed and not is_mailbox(typed):
            return "centre-refused-not-an-address"
        if field is self._name and typed and (fault := fault_of_name(typed)):
            return f"centre-refused-{fault.replace('_', '-')}"
        return field.fault()

    def content(self) -> ContactsContent | None:
        if any(self.fault_of(each) for each in self.fields_of_content()):
            return None
        numbers = {unit: field.raw().strip() for unit, field in self._units.items()}
        return ContactsContent(
            section="contacts",
            public_name=self._name.raw().strip() or None,
            phone=self._phone.raw().strip(),
            units=[UnitPhone(unit_id=unit, phone=each) for unit, each in numbers.items() if each],
            **{name: field.raw().strip() or None for name, field in self._emails.items()},
        )

    def fields_of_content(self) -> list[Field]:
        """All but the day."""
        return [self._name, self._phone, *self._units.values(), *self._emails.values()]
