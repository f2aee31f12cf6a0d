"""What each form hands over when it is submitted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contract.alerts import AlertLabel
from services.contract.enums import (
    AlertLevel,
    ContactResult,
    DeferReason,
    MeasureCode,
    NotRelevantCause,
)
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody answers for the alert, and for others of the same patient."""

    also: tuple[AlertLabel, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A telephone call with its result and the grades that were confirmed."""

    result: ContactResult
    grades: Mapping[str, int]
    note: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """Coded actions, and whether the alert is closed with them."""

    codes: tuple[MeasureCode, ...]
    cause: NotRelevantCause | None
    other: str | None
    note: str | None
    closes_now: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A note."""

    text: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """The alert is put off until an instant."""

    reason: DeferReason
    until: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class Escalated:
    """A question to an oncologist."""

    to: UUID
    question: str


@dataclass(frozen=True, slots=True)
class Replied:
    """An oncologist's answer, with what was decided."""

    codes: tuple[MeasureCode, ...]
    text: str
    closes_now: bool


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed alert is opened again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A symptom of the patient is expected, or one rule is muted."""

    ask: RuleExceptionAsk


@dataclass(frozen=True, slots=True)
class EndedExpected:
    """Every rule fires again."""

    exception: RuleException


@dataclass(frozen=True, slots=True)
class Assessed:
    """A hand assessment; no level means nothing to report."""

    level: AlertLevel | None
    text: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The alert is closed, with the hand assessment that a technical one needs, and others with
    it.
    """

    assessment: Assessed | None
    also: tuple[AlertLabel, ...]
