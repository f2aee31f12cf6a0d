"""One kind of expected error, which carries its status and its stable code."""

from services.contract.problems import BlockingAlert, CurrentState, FieldProblem, ProblemCode


class ServiceError(Exception):
    """An expected refusal; its text names no patient and repeats no input."""

    def __init__(
        self,
        status: int,
        code: ProblemCode,
        detail: str,
        *,
        errors: list[FieldProblem] | None = None,
        current: CurrentState | None = None,
        open_alerts: list[BlockingAlert] | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.current = current
        self.open_alerts = open_alerts
        self.retry_after_s = retry_after_s
        self.is_journalled = False


def not_found() -> ServiceError:
    """What a foreign identifier and one that never existed both answer (R-AZ-02)."""
    return ServiceError(404, ProblemCode.NOT_FOUND, "There is nothing here under this identifier.")


def forbidden() -> ServiceError:
    """The role of this session has no right to this act."""
    return ServiceError(403, ProblemCode.FORBIDDEN, "This role has no right to this act.")


def integrity_error() -> ServiceError:
    """Something sealed was changed, moved, or has lost its key; it is never shown as if it were."""
    return ServiceError(
        500,
        ProblemCode.INTEGRITY_ERROR,
        "A protected value cannot be opened; nothing was changed. Tell the administrator.",
    )


def unavailable(
    code: ProblemCode = ProblemCode.UNAVAILABLE, retry_after_s: int = 5
) -> ServiceError:
    """The service cannot keep its promises now; the same request may be sent again later."""
    return ServiceError(
        503, code, "The service cannot answer now; try again.", retry_after_s=retry_after_s
    )
