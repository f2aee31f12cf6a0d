"""The one shape of an error (RFC 9457) and its stable codes."""

from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime

from services.contract.base import Reply
from services.contract.enums import AlertKind, AlertLevel, AlertState
from services.contract.people import PersonLabel


class ProblemCode(StrEnum):
    """Stable words that a client may act on; the text beside them may change."""

    BAD_REQUEST = "bad_request"
    INVALID_BODY = "invalid_body"
    INVALID_PARAMETER = "invalid_parameter"
    TOO_LARGE = "too_large"
    SIGN_IN_REQUIRED = "sign_in_required"
    SESSION_IDLE = "session_idle"
    SESSION_ENDED = "session_ended"
    SIGN_IN_REFUSED = "sign_in_refused"
    PROVIDER_NOT_TRUSTED = "provider_not_trusted"
    PROVIDER_UNAVAILABLE = "provider_unavailable"
    ASSURANCE_TOO_LOW = "assurance_too_low"
    NOT_KNOWN_HERE = "not_known_here"
    MEMBERSHIP_REQUIRED = "membership_required"
    STEP_UP_NEEDED = "step_up_needed"
    STEP_UP_REFUSED = "step_up_refused"
    FORBIDDEN = "forbidden"
    CONTRACT_ENDED = "contract_ended"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    VERSION_REQUIRED = "version_required"
    VERSION_STALE = "version_stale"
    CLAIMED_BY_OTHER = "claimed_by_other"
    STATE_FORBIDS = "state_forbids"
    UNDO_TOO_LATE = "undo_too_late"
    MEASURE_REQUIRED = "measure_required"
    CONTACT_REQUIRED = "contact_required"
    ASSESSMENT_REQUIRED = "assessment_required"
    COVERS_WORSE = "covers_worse"
    CLAIM_REQUIRED = "claim_required"
    FOLLOW_UP_REQUIRED = "follow_up_required"
    PERSON_NOT_ELIGIBLE = "person_not_eligible"
    EXPECTED_ALREADY = "expected_already"
    POSSIBLE_DUPLICATE = "possible_duplicate"
    ACCESS_NOT_NEEDED = "access_not_needed"
    MONITORING_NOT_ACTIVE = "monitoring_not_active"
    ALERTS_OPEN = "alerts_open"
    IDENTITY_DOUBTFUL = "identity_doubtful"
    EXPORT_GONE = "export_gone"
    ERASED = "erased"
    CONSENT_REQUIRED = "consent_required"
    IDEMPOTENCY_KEY_REQUIRED = "idempotency_key_required"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAVAILABLE = "unavailable"
    STORAGE_FULL = "storage_full"
    INTEGRITY_ERROR = "integrity_error"
    INTERNAL = "internal"


class FieldProblem(Reply):
    """One field of a body or a query that was refused; never repeats the value."""

    field: str
    reason: str


class CurrentState(Reply):
    """What a stale writer should see: the version that stands, who made it, when."""

    version: int
    state: str
    by: PersonLabel | None
    at: AwareDatetime | None


class BlockingAlert(Reply):
    """An open alert that stands in the way; `claimed_by` is who works on it now."""

    id: UUID
    version: int
    kind: AlertKind
    level: AlertLevel
    state: AlertState
    received_at: AwareDatetime
    claimed_by: PersonLabel | None


class Problem(Reply):
    """`application/problem+json` with the code that clients act on."""

    type: str
    title: str
    status: int
    code: ProblemCode
    detail: str
    request_id: str
    errors: list[FieldProblem] | None = None
    current: CurrentState | None = None
    open_alerts: list[BlockingAlert] | None = None
