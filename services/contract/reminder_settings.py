"""When a questionnaire that nobody answered is reminded of, as a centre sets it."""

from typing import Annotated, Final, Literal

from pydantic import Field

from services.contract.setting_content import SettingContent

EARLIEST_REMINDER_H: Final = 12
LATEST_REMINDER_H: Final = 48
"""A day before the alert on silence: whoever is reminded has time to answer, and none comes later.
"""
REMINDERS_APART_H: Final = 24
MOST_REMINDERS: Final = 2
USUAL_REMINDERS_H: Final = (24, 48)
"""A day and two days after (decision 33)."""


class RemindersContent(SettingContent):
    """How many hours after a patient was told each reminder leaves; one of them, or two."""

    section: Literal["reminders"]
    hours: list[Annotated[int, Field(ge=EARLIEST_REMINDER_H, le=LATEST_REMINDER_H)]] = Field(
        min_length=1, max_length=MOST_REMINDERS
    )
