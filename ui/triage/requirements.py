"""What an alert still needs before it can be closed, said before anybody tries (screens.md 3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from services.contract.alert_acts import CODES_OF_ONCOLOGISTS, CODES_THAT_LEAVE_OPEN
from services.contract.alerts import AlertAction, AlertDetail, AlertLabel
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    ContactResult,
    MeasureCode,
    Role,
)

_REACHED = frozenset({ContactResult.PATIENT_REACHED, ContactResult.CARER_REACHED})
_SENT_TO_CARE = frozenset({MeasureCode.EMERGENCY, MeasureCode.HOSPITALISATION})
_WORST_FIRST = tuple(AlertLevel)
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
    it, and a critical or high one needs a contact like any other.
    """
    acts = _standing(act for act in alert.history if act.alert_id == alert.id)
    found = [Requirement(Need.MEASURE, _has_closing_measure(acts))]
    is_technical = alert.kind is AlertKind.TECHNICAL
    if is_technical:
        found.append(Requirement(Need.ASSESSMENT, is_met=False))
    if (judged if is_technical else alert.level) in _LEVELS_WITH_CONTACT:
        found.append(Requirement(Need.CONTACT, _has_contact(acts)))
    return tuple(found)


def missing_needs(alert: AlertDetail, judged: AlertLevel | None = None) -> tuple[Need, ...]:
    """What still has to be done elsewhere; the assessment is written in the closing form."""
    return tuple(
        requirement.need
        for requirement in closing_requirements(alert, judged)
        if not requirement.is_met and requirement.need is not Need.ASSESSMENT
    )


def may_be_closed_with(alert: AlertDetail, other: AlertLabel) -> bool:
    """Whether closing this alert may close another one of its patient with it.

    What is worse is read and closed for itself, as is an answer that a person has to judge. What
    was done for this alert counts for the other from its arrival on: whoever called before knew
    nothing of it.
    """
    if other.kind is AlertKind.TECHNICAL:
        return False
    if _WORST_FIRST.index(other.level) < _WORST_FIRST.index(alert.level):
        return False
    acts = _standing(
        act
        for act in alert.history
        if act.alert_id == other.id or (act.alert_id == alert.id and act.at >= other.received_at)
    )
    if other.state is AlertState.ESCALATED:
        # Somebody was asked and has not answered: that question is closed by itself.
        return False
    needs_contact = other.level in _LEVELS_WITH_CONTACT
    return _has_closing_measure(acts) and (not needs_contact or _has_contact(acts))


def offered_codes(role: Role) -> tuple[MeasureCode, ...]:
    """The coded actions that a role may record, in the order of their numbers."""
    return tuple(
        code for code in MeasureCode if role is Role.ONCOLOGIST or code not in CODES_OF_ONCOLOGISTS
    )


def closes(codes: Iterable[MeasureCode]) -> bool:
    """Whether one of these codes lets an alert be closed."""
    return any(code not in CODES_THAT_LEAVE_OPEN for code in codes)


def _standing(acts: Iterable[AlertAction]) -> list[AlertAction]:
    """What was not undone, the oldest first; ids follow the time at which they were made."""
    return sorted((act for act in acts if not act.undone), key=lambda act: (act.at, act.id))


def _has_closing_measure(acts: Iterable[AlertAction]) -> bool:
    return any(act.kind is ActionKind.MEASURE and closes(act.measures) for act in acts)


def _has_contact(acts: Iterable[AlertAction]) -> bool:
    """Somebody was reached, or sent to care after a call that reached nobody (decision 0007)."""
    has_tried = False
    for act in acts:
        if act.kind is ActionKind.CALL:
            if act.result in _REACHED:
                return True
            has_tried = True
        elif has_tried and not _SENT_TO_CARE.isdisjoint(act.measures):
            return True
    return False
