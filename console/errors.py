"""What can go wrong between the console and its service, as one small tree.

    ConsoleError
    ├── Offline        the service was not reached, or did not answer     retryable
    ├── SignInNeeded   the session is over, or never began                not retryable
    ├── Refused        the service understood and said no (a `Problem`)   only 429
    │   └── StepUpNeeded   it would, after a fresh proof of who one is    not retryable
    ├── Incompatible   the answer is not of the version that we speak     not retryable
    └── Unexpected     a fault of the service, or of the console itself   502, 503, 504

No message holds patient data: codes, routes, types and ids only.

A code that somebody reads out on the telephone is the place and a number, `TRI-503`: the HTTP
status, or 001 not reached, 002 not understood, 003 a fault of the console itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the sign-in form paints before pydantic is loaded
    from services.contract.problems import Problem

TRIAGE, SIGN_IN, COMMAND, ACCESS = "TRI", "CON", "CMD", "ACC"
PATIENT_FILE, PATIENTS = "DOS", "PAT"
EXCEPTIONAL, IMPORTS = "EXC", "IMP"
ENROLMENT, NOTICES = "INS", "NOT"
SILENCE, ANSWERING = "SIL", "SAI"
ARCHIVES, RETENTION = "ARC", "RET"
SUPPORT = "AID"
CENTRE = "CEN"
ACCOUNTS = "CPT"
EXPORTS = "EXP"
DELIVERIES = "DPI"
STATISTICS, BILLING = "STA", "FAC"
"""Places of `support_code`."""


class ConsoleError(Exception):
    """Any of the faults above.

    `outcome_unknown` says that a write may have been done all the same: its answer was lost or not
    understood. `request_id` finds the call in the service's log.
    """

    retryable = False
    number = 3

    def __init__(
        self,
        what: str,
        *,
        status: int | None = None,
        outcome_unknown: bool = False,
        request_id: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(what)
        if status is not None:
            self.number = status
        self.what = what
        self.outcome_unknown = outcome_unknown
        self.request_id = request_id
        self.retry_after_s = retry_after_s

    def support_code(self, place: str) -> str:
        """What somebody can read out on the telephone; `place` is where it happened, as `TRI`."""
        return f"{place}-{self.number:03d}"

    def support_details(self, place: str) -> str:
        """The code with what finds the call in the service's log, to be copied into a message."""
        parts = (self.support_code(place), type(self).__name__, self.what, self.request_id)
        return " · ".join(part for part in parts if part)


class Offline(ConsoleError):
    """The service was not reached, or its answer did not arrive."""

    retryable = True
    number = 1


class SignInNeeded(ConsoleError):
    """The session is over; `code` is the problem code that said so (`session_idle`,
    `session_ended`, …).
    """

    def __init__(self, code: str, *, request_id: str | None = None) -> None:
        super().__init__(code, status=401, request_id=request_id)
        self.code = code


class Refused(ConsoleError):
    """The service understood and said no; `problem.current` tells who was faster."""

    def __init__(self, problem: Problem, *, retry_after_s: float | None = None) -> None:
        super().__init__(
            str(problem.code),
            status=problem.status,
            request_id=problem.request_id,
            retry_after_s=retry_after_s,
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


class StepUpNeeded(Refused):
    """The act asks for a proof of identity that is minutes old: confirm it, then send again."""


class Incompatible(ConsoleError):
    """The service answered something that this version of the console does not understand."""

    number = 2


class Unexpected(ConsoleError):
    """A fault on either side; retryable when the service says that it is only busy."""

    def __init__(
        self,
        what: str,
        *,
        status: int | None = None,
        retryable: bool = False,
        outcome_unknown: bool = False,
        request_id: str | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(
            what,
            status=status,
            outcome_unknown=outcome_unknown,
            request_id=request_id,
            retry_after_s=retry_after_s,
        )
        self.retryable = retryable
