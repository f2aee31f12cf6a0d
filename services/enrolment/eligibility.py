"""Step 2: who can be followed, and why not (S-02)."""

from collections.abc import Iterator
from typing import Final

from resources.mailbox import is_mailbox
from services.contract.enrolment import EligibilityStep
from services.contract.problems import FieldProblem
from services.contract.week_enums import EnrolmentStop, MessageChannel, Reach, SpokenLanguage
from services.notifications.addresses import sms_number
from services.patients.reached import is_phone

_REQUIRED: Final = "required"


def problems(step: EligibilityStep) -> Iterator[FieldProblem]:
    """What is left out of the step, or cannot be right."""
    for name in ("has_cancer", "has_systemic_treatment", "language", "reach"):
        if getattr(step, name) is None:
            yield FieldProblem(field=name, reason=_REQUIRED)
    for name in _needed(step):
        if getattr(step, name) is None:
            yield FieldProblem(field=name, reason=_REQUIRED)
    if step.phone is not None and not is_phone(step.phone):
        yield FieldProblem(field="phone", reason="not_a_number")
    elif step.phone is not None and _is_written_to(step) and sms_number(step.phone) is None:
        yield FieldProblem(field="phone", reason="not_a_mobile")
    if step.email is not None and not is_mailbox(step.email):
        yield FieldProblem(field="email", reason="not_an_address")


def _is_written_to(step: EligibilityStep) -> bool:
    """Whether the number takes messages, and not calls alone."""
    return channel_of(step) is MessageChannel.SMS


def _needed(step: EligibilityStep) -> tuple[str, ...]:
    match step.reach:
        case Reach.SMS:
            return ("phone",)
        case Reach.EMAIL:
            return ("email",)
        case Reach.CARER:
            return ("carer",) if step.phone or step.email else ("carer", "phone")
        case _:
            return ()


def stop_of(step: EligibilityStep, *, is_of_age: bool) -> EnrolmentStop | None:
    """Why somebody of these answers cannot be followed; None as long as nothing says so."""
    reasons = (
        (not is_of_age, EnrolmentStop.MINOR),
        (step.has_cancer is False, EnrolmentStop.NO_CANCER),
        (step.has_systemic_treatment is False, EnrolmentStop.NO_SYSTEMIC_TREATMENT),
        (step.language is SpokenLanguage.OTHER, EnrolmentStop.LANGUAGE),
        (step.reach is Reach.NONE, EnrolmentStop.NO_CHANNEL),
    )
    return next((stop for holds, stop in reasons if holds), None)


def channel_of(step: EligibilityStep) -> MessageChannel:
    """On which channel the patient is written to first."""
    by_email = step.reach is Reach.EMAIL or (step.reach is Reach.CARER and step.phone is None)
    return MessageChannel.EMAIL if by_email else MessageChannel.SMS
