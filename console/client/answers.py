"""What came back over the wire, and what it means: a contract object or one of our errors."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from console.errors import (
    ConsoleError,
    Incompatible,
    Refused,
    SignInNeeded,
    StepUpNeeded,
    Unexpected,
)
from services.contract.base import Reply
from services.contract.problems import Problem, ProblemCode

ReplyT = TypeVar("ReplyT", bound=Reply)

_LONGEST_PLACES = 120
_BUSY = frozenset({502, 503, 504})


@dataclass(frozen=True, repr=False)
class Answer:
    """A whole answer; `request_id` is the service's word for it, or ours when it gave none."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    request_id: str

    @property
    def is_success(self) -> bool:
        """Whether the service did what it was asked."""
        return 200 <= self.status < 300


def checked(answer: Answer) -> Answer:
    """The answer of a call that succeeded; raises what the service said otherwise."""
    if answer.is_success:
        return answer
    raise _fault(answer)


def whole(answer: Answer) -> bytes:
    """The file that an answer is; raises `Incompatible` when it is not the one that was made."""
    digest = b64encode(hashlib.sha256(answer.content).digest()).decode()
    # As RFC 9530 writes it.
    if answer.headers.get("Repr-Digest") != f"sha-256=:{digest}:":
        raise Incompatible("digest", outcome_unknown=True, request_id=answer.request_id)
    return answer.content


def parsed(answer: Answer, shape: type[ReplyT]) -> ReplyT:
    """The answer as a contract object; raises `Incompatible`, whose message names places, never
    values.
    """
    try:
        return shape.model_validate_json(answer.content)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        places = sorted({_place(fault["loc"]) for fault in faults})
        what = f"{shape.__name__}:{','.join(places)[:_LONGEST_PLACES]}"
        raise Incompatible(what, outcome_unknown=True, request_id=answer.request_id) from None


def _place(steps: tuple[int | str, ...]) -> str:
    """Names of fields only: a key of a mapping could be anything."""
    return ".".join(step for step in steps if isinstance(step, str) and step.isidentifier())


def _fault(answer: Answer) -> ConsoleError:
    problem = _problem(answer)
    retry_after_s = _retry_after_s(answer)
    if answer.status >= 500:
        return Unexpected(
            str(problem.code) if problem is not None else f"http_{answer.status}",
            status=answer.status,
            retryable=answer.status in _BUSY,
            outcome_unknown=True,
            request_id=answer.request_id,
            retry_after_s=retry_after_s,
        )
    if problem is None:
        return Incompatible(
            f"http_{answer.status}", status=answer.status, request_id=answer.request_id
        )
    if answer.status == 401 and problem.code is not ProblemCode.SIGN_IN_REFUSED:
        return SignInNeeded(str(problem.code), request_id=answer.request_id)
    if problem.code is ProblemCode.STEP_UP_NEEDED:
        return StepUpNeeded(problem)
    return Refused(problem, retry_after_s=retry_after_s)


def _problem(answer: Answer) -> Problem | None:
    try:
        return Problem.model_validate_json(answer.content)
    except ValidationError:
        return None


def _retry_after_s(answer: Answer) -> float | None:
    """Seconds to wait; the form with a date is not used, because it needs a clock that two
    machines share.
    """
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.isascii() and told.isdigit() else None
