"""Makes the problems of an answer, without ever repeating what was written in it."""

import re
from typing import Final

from services.contract.explanations import EvaluationProblem, EvaluationProblemCode

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def problem(
    code: EvaluationProblemCode,
    item: str | None = None,
    attribute: str | None = None,
    cause: str | None = None,
) -> EvaluationProblem:
    """Make a problem; text that has not the form of a code is left out, it may be anything."""
    return EvaluationProblem(code=code, item=_code(item), attribute=_code(attribute), cause=cause)


def _code(text: str | None) -> str | None:
    return text if text is not None and _CODE.fullmatch(text) else None
