"""What an enrolment lacks before it can be finished, each field behind the name of its step."""

from collections.abc import Iterable
from uuid import UUID

from services.contract.enrolment import ConsentStep, EligibilityStep, PathwayStep
from services.contract.problems import FieldProblem, ProblemCode
from services.enrolment import consent_step, eligibility, pathway
from services.enrolment.content import Content
from services.errors import ServiceError
from services.record.work import Work

REQUIRED = "required"


def missing(work: Work, unit_id: UUID, content: Content) -> list[FieldProblem]:
    """Everything that is left out or does not hold (any more)."""
    steps = (
        ("eligibility", eligibility.problems(content.eligibility or EligibilityStep())),
        ("pathway", pathway.problems(work, unit_id, content.pathway or PathwayStep())),
        ("consent", consent_step.problems(content.consent or ConsentStep())),
    )
    return [
        FieldProblem(field=f"{step}.{each.field}", reason=each.reason)
        for step, found in steps
        for each in found
    ]


def require_true(found: Iterable[FieldProblem]) -> None:
    """A step may be saved half filled, never wrong: raises 422 for what is not merely left out."""
    wrong = [each for each in found if each.reason != REQUIRED]
    if wrong:
        raise refused(wrong)


def refused(
    problems: list[FieldProblem], code: ProblemCode = ProblemCode.INVALID_BODY
) -> ServiceError:
    """The refusal that names every field."""
    return ServiceError(422, code, "Fields of this enrolment were refused.", errors=problems)
