"""What coded actions demand, and what closing demands of a history; pure (screens.md 1.11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.contract.alert_acts import (
    CODES_OF_ONCOLOGISTS,
    CODES_THAT_LEAVE_OPEN,
    AssessmentAsk,
    MeasureAsk,
)
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    ContactResult,
    MeasureCode,
    Role,
)
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.texts import says_something

_NEEDS_CONTACT: Final = frozenset({AlertLevel.CRITICAL, AlertLevel.HIGH})
_REACHED: Final = frozenset({ContactResult.PATIENT_REACHED, ContactResult.CARER_REACHED})
_SENT_TO_CARE: Final = frozenset({MeasureCode.EMERGENCY, MeasureCode.HOSPITALISATION})


@dataclass(frozen=True)
class Recorded:
    """One act that stands (was not undone) in the history of an alert."""

    kind: ActionKind
    measures: tuple[MeasureCode, ...]
    result: ContactResult | None


def needs_oncologist(ask: MeasureAsk, role: Role) -> bool:
    """Whether a code of the list belongs to oncologists and the person is none."""
    return role is not Role.ONCOLOGIST and not CODES_OF_ONCOLOGISTS.isdisjoint(ask.codes)


def problems_of(ask: MeasureAsk) -> list[FieldProblem]:
    """The fields that the codes demand and that are missing, or that no code asks for."""
    return [
        *_asked_by(MeasureCode.NOT_RELEVANT, ask, "cause", ask.cause is not None),
        *_asked_by(MeasureCode.OTHER, ask, "other", says_something(ask.other)),
        *_twice("codes", ask.codes),
    ]


def _asked_by(code: MeasureCode, ask: MeasureAsk, field: str, given: bool) -> list[FieldProblem]:
    if (code in ask.codes) is given:
        return []
    return [FieldProblem(field=field, reason="unexpected" if given else "required")]


def _twice(field: str, codes: Sequence[str]) -> list[FieldProblem]:
    return [] if len(set(codes)) == len(codes) else [FieldProblem(field=field, reason="repeated")]


def what_closing_lacks(
    kind: AlertKind,
    level: AlertLevel,
    recorded: Iterable[Recorded],
    assessment: AssessmentAsk | None,
) -> ProblemCode | None:
    """What is missing before an alert may be closed, or None; `recorded` in the order of time.

    A technical alert has no level of its own: the hand assessment gives it one, and a person who
    judges the answer critical or high has reached somebody, as for any other alert of that level.
    """
    acts = list(recorded)
    if not any(set(act.measures) - CODES_THAT_LEAVE_OPEN for act in acts):
        return ProblemCode.MEASURE_REQUIRED
    if kind is AlertKind.TECHNICAL and assessment is None:
        return ProblemCode.ASSESSMENT_REQUIRED
    judged = assessment.level if kind is AlertKind.TECHNICAL and assessment is not None else level
    if judged in _NEEDS_CONTACT and not has_contact(acts):
        return ProblemCode.CONTACT_REQUIRED
    return None


def has_contact(acts: Iterable[Recorded]) -> bool:
    """Whether somebody was reached, or sent to care after a call that reached nobody (0007)."""
    has_tried = False
    for act in acts:
        if act.kind is ActionKind.CALL:
            if act.result in _REACHED:
                return True
            has_tried = True
        elif has_tried and not _SENT_TO_CARE.isdisjoint(act.measures):
            return True
    return False
