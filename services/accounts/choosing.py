"""Which role somebody takes for a session, when they hold several."""

from uuid import UUID

from services.accounts.repository import Choice
from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError


def chosen(choices: list[Choice], membership_id: UUID | None) -> Choice | None:
    """The membership to work under; the only one need not be named, unless it waits for them."""
    if membership_id is None:
        return choices[0] if len(choices) == 1 and not choices[0].waits else None
    return next((choice for choice in choices if choice.id == membership_id), None)


def choice_required(choices: list[Choice]) -> ServiceError:
    """Each entry names a membership and describes it, so that the same code may be sent again; one
    that waits for its owner says `invitation`, which is the word in both languages.
    """
    return ServiceError(
        409,
        ProblemCode.MEMBERSHIP_REQUIRED,
        "Name one of these memberships.",
        errors=[
            FieldProblem(field=str(choice.id), reason=_described(choice)) for choice in choices
        ],
    )


def _described(choice: Choice) -> str:
    parts = [choice.role.value, choice.centre_name, *(["invitation"] if choice.waits else [])]
    return " · ".join(parts)
