"""When a questionnaire that was not answered is reminded of."""

from __future__ import annotations

from typing import Final

from resources.wording import Wording
from services.contract.centre_settings import CentreContent
from services.contract.reminder_settings import (
    EARLIEST_REMINDER_H,
    LATEST_REMINDER_H,
    REMINDERS_APART_H,
    RemindersContent,
)
from ui.parts.fields import Field, NumberField
from ui.settings.version_dialogs import VersionDialog
from widgets.theme import Theme

_BOUNDS: Final = (EARLIEST_REMINDER_H, LATEST_REMINDER_H)


class RemindersDialog(VersionDialog):
    """Hours to the first reminder, and to a second one that may be left out."""

    word = "reminders"

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        self._first = NumberField(
            "hours_0", w.text("centre-reminders-first"), _BOUNDS, 0, theme,
            w.text("centre-reminders-first-hint"),
        )  # fmt: skip
        self._first.is_required = True
        self._second = NumberField(
            "hours_1", w.text("centre-reminders-second"), _BOUNDS, 0, theme,
            w.text("centre-reminders-second-hint"),
        )  # fmt: skip
        return [self._first, self._second]

    def put(self, content: CentreContent) -> None:
        if isinstance(content, RemindersContent):
            for field, hours in zip((self._first, self._second), content.hours, strict=False):
                field.set_raw(str(hours))

    def fault_of(self, field: Field) -> str:
        fault = field.fault()
        if fault == "fields-out-of-bounds":
            return "centre-reminders-bounds"
        if fault or field is not self._second:
            return fault
        first, second = self._hours(self._first), self._hours(self._second)
        is_close = first is not None and second is not None and second - first < REMINDERS_APART_H
        return "centre-refused-too-close" if is_close else ""

    def content(self) -> RemindersContent | None:
        if any(self.fault_of(each) for each in (self._first, self._second)):
            return None
        hours = [self._hours(each) for each in (self._first, self._second)]
        return RemindersContent(
            section="reminders", hours=[each for each in hours if each is not None]
        )

    def _hours(self, field: NumberField) -> int | None:
        hours = None if field.fault() else field.value()
        return hours if isinstance(hours, int) else None
