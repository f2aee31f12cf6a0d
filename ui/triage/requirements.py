"""What an alert still needs before it can be closed, said before anybody tries (screens.md 3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.contract.alerts import AlertDetail
from services.contract.enums import ActionKind, AlertKind, AlertLevel, MeasureCode, Role

CODES_THAT_LEAVE_OPEN = frozenset(
    {MeasureCode.UNREACHABLE_MESSAGE_LEFT, MeasureCode.MEDICAL_ADVICE_ASKED}
)
CODES_OF_ONCOLOGISTS = frozenset({MeasureCode.CANCER_TREATMENT_CHANGED})

_LEVELS_WITH_CONTACT = frozenset({AlertLevel.CRITICAL, AlertLevel.HIGH})


class Need(StrEnum):
    """One thing that closing asks for."""

    MEASURE = "measure"
    CONTACT = "contact"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One need and whether the history meets it already."""

    need: Need
    is_met: bool


def closing_requirements(
    alert: AlertDetail, judged: AlertLevel | None = None
) -> tuple[Requirement, ...]:
    """Everything that closing this alert asks for.

    A technical alert has no level of its own: `judged` is the one that the hand assessment gives
    it, and a critical or high one needs a call like any other.
    """
    found = [Requirement(Need.MEASURE, _has_closing_measure(alert))]
    is_technical = alert.kind is AlertKind.TECHNICAL
    if is_technical:
        found.append(Requirement(Need.ASSESSMENT, is_met=False))
    if (judged if is_technical else alert.level) in _LEVELS_WITH_CONTACT:
        found.append(Requirement(Need.CONTACT, _has_call(alert)))
    return tuple(found)


def missing_needs(alert: AlertDetail, judged: AlertLevel | None = None) -> tuple[Need, ...]:
    """What still has to be done elsewhere; the assessment is written in the closing form."""
    return tuple(
        requirement.need
        for requirement in closing_requirements(alert, judged)
        if not requirement.is_met and requirement.need is not Need.ASSESSMENT
    )


def offered_codes(role: Role) -> tuple[MeasureCode, ...]:
    """The coded actions that a role may record, in the order of their numbers."""
    return tuple(
        code for code in MeasureCode if role is Role.ONCOLOGIST or code not in CODES_OF_ONCOLOGISTS
    )


def closes(codes: Iterable[MeasureCode]) -> bool:
    """Whether one of these codes lets an alert be closed."""
    return any(code not in CODES_THAT_LEAVE_OPEN for code in codes)


def _has_closing_measure(alert: AlertDetail) -> bool:
    return any(
        act.kind is ActionKind.MEASURE
        and not act.undone
        and act.alert_id == alert.id
        and closes(act.measures)
        for act in alert.history
    )


def _has_call(alert: AlertDetail) -> bool:
    return any(
        act.kind is ActionKind.CALL and not act.undone and act.alert_id == alert.id
        for act in alert.history
    )
