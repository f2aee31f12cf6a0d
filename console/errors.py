"""What can go wrong between the console and its service, as one small tree.

    ConsoleError
    ├── Offline        the service was not reached, or did not answer     retryable
    ├── SignInNeeded   the session is over, or never began                not retryable
    ├── Refused        the service understood and said no (a `Problem`)   only 429
    ├── Incompatible   the answer is not of the version that we speak     not retryable
    └── Unexpected     a fault of the service, or of the console itself   502, 503, 504

No message holds patient data: codes, routes, types and ids only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the sign-in form paints before pydantic is loaded
    from services.contract.problems import Problem


class ConsoleError(Exception):
    """Any of the faults above.

    `outcome_unknown` says that a write may have been done all the same: its answer was lost or not
    understood. `request_id` finds the call in the service's log.
    """

    retryable = False

    def __init__(
        self,
        what: str,
        *,
        outcome_unknown: bool = False,
        request_id: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(what)
        self.what = what
        self.outcome_unknown = outcome_unknown
        self.request_id = request_id
        self.retry_after_s = retry_after_s

    @property
    def support_code(self) -> str:
        """A word that somebody can read on the telephone, without patient data."""
        return f"{type(self).__name__}-{self.what}"


class Offline(ConsoleError):
    """The service was not reached, or its answer did not arrive."""

    retryable = True


class SignInNeeded(ConsoleError):
    """The session is over; `code` is the problem code that said so (`session_idle`,
    `session_ended`, …).
    """

    def __init__(self, code: str, *, request_id: str | None = None) -> None:
        super().__init__(code, request_id=request_id)
        self.code = code


class Refused(ConsoleError):
    """The service understood and said no; `problem.current` tells who was faster."""

    def __init__(self, problem: Problem, *, retry_after_s: float | None = None) -> None:
        super().__init__(
            str(problem.code), request_id=problem.request_id, retry_after_s=retry_after_s
        )
        self.problem = problem

    @property
    def code(self) -> str:
        """The stable word of the refusal."""
        return str(self.problem.code)

    @property
    def retryable(self) -> bool:  # type: ignore[override]
        """Only asking too often passes by itself."""
        return self.problem.status == 429


class Incompatible(ConsoleError):
    """The service answered something that this version of the console does not understand."""


class Unexpected(ConsoleError):
    """A fault on either side; retryable when the service says that it is only busy."""

    def __init__(
        self,
        what: str,
        *,
        retryable: bool = False,
        outcome_unknown: bool = False,
        request_id: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(
            what,
            outcome_unknown=outcome_unknown,
            request_id=request_id,
            retry_after_s=retry_after_s,
        )
        self.retryable = retryable
