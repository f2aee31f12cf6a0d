"""What an oncologist intends with the exceptions of a patient, from the alert on screen."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from console.client.http import Write
from services.contract.alerts import AlertChange, AlertDetail
from services.contract.enums import ExceptionEnd
from services.contract.people import PersonLabel
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk

if TYPE_CHECKING:
    from console.client.api import Api

UNDONE_FOR: Final = timedelta(seconds=10)


class ExceptionAct(StrEnum):
    """An act that belongs to the patient: no alert changes with it."""

    EXPECT = "expect"
    END = "end_expected"


def expect(api: Api, alert: AlertDetail, ask: RuleExceptionAsk, write: Write) -> AlertChange:
    """Make an exception; the alert comes back with it."""
    made = api.create_rule_exception(alert.patient.label.id, ask, Write(write.key))
    return _with(alert, made)


def end(api: Api, alert: AlertDetail, exception: RuleException, write: Write) -> AlertChange:
    """End an exception, if it is still the version that was seen."""
    seen = Write(write.key, exception.version)
    ended = api.end_rule_exception(alert.patient.label.id, exception.id, seen)
    return _with(alert, ended)


def of_change(change: AlertChange) -> RuleException | None:
    """The exception that an act made or ended."""
    return next((each for each in change.alert.exceptions if each.id == change.action_id), None)


def undo_until(change: AlertChange) -> datetime | None:
    """Until when one that was just made may be taken back with one key."""
    made = of_change(change)
    return None if made is None else made.since + UNDONE_FOR


def shows(act: ExceptionAct, alert: AlertDetail, me: PersonLabel, since: datetime) -> bool:
    """Whether an alert, read later, shows that this person did it after an instant."""
    match act:
        case ExceptionAct.EXPECT:
            return any(
                each.by is not None and each.by.id == me.id and each.since >= since
                for each in alert.exceptions
            )
        case ExceptionAct.END:
            return any(
                each.ended is ExceptionEnd.WITHDRAWN
                and each.ended_by is not None
                and each.ended_by.id == me.id
                and each.ended_at is not None
                and each.ended_at >= since
                for each in alert.exceptions
            )


def _with(alert: AlertDetail, changed: RuleException) -> AlertChange:
    """The alert as it was seen, with the exception as the service answered it.

    What colleagues changed meanwhile comes with the next reading: the list says that there is more.
    """
    others = [each for each in alert.exceptions if each.id != changed.id]
    exceptions = sorted([changed, *others], key=lambda each: not each.in_force)
    known = {"exceptions": exceptions, "expected_version": alert.expected_version + 1}
    return AlertChange(action_id=changed.id, alert=alert.model_copy(update=known))
