"""The refusals of an act, each with the state that stands, who made it and when (R-FLT-03)."""

from datetime import datetime, timedelta
from uuid import UUID

from services.alerts.life_cycle import Refusal
from services.alerts.work import Work
from services.centres.people import people
from services.contract.enums import AlertState
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.db.tables.alerts import Alert
from services.errors import ServiceError

_LACKING = {
    ProblemCode.MEASURE_REQUIRED: "Closing needs a coded action that allows it.",
    ProblemCode.CONTACT_REQUIRED: "Closing at this level needs a call that reached somebody.",
    ProblemCode.ASSESSMENT_REQUIRED: "Closing a technical alert needs a hand assessment.",
    ProblemCode.CLAIM_REQUIRED: "An alert of this level is put off by whoever works on it.",
    ProblemCode.FOLLOW_UP_REQUIRED: "Its follow-up ran out: call or record a measure first.",
    ProblemCode.COVERS_WORSE: "An act on an alert covers none that is worse: act on that one.",
}


def stale(work: Work, alert: Alert) -> ServiceError:
    """The alert changed since it was read."""
    current = _current(work, alert, alert.changed_by, alert.changed_at)
    return ServiceError(
        412, ProblemCode.VERSION_STALE, "This alert was changed meanwhile.", current=current
    )


def refused(work: Work, alert: Alert, why: Refusal) -> ServiceError:
    """The alert does not allow the act as it stands."""
    if why is Refusal.CLAIMED_BY_OTHER:
        current = _current(work, alert, alert.claimed_by, _claimed_at(work, alert))
        return ServiceError(
            409,
            ProblemCode.CLAIMED_BY_OTHER,
            "Somebody else is working on this alert.",
            current=current,
        )
    return state_forbids(work, alert)


def state_forbids(work: Work, alert: Alert) -> ServiceError:
    """The alert is closed, already acknowledged, or not held by this person."""
    if alert.state is AlertState.CLOSED:
        by, at = alert.closed_by, alert.closed_at
    elif alert.owner_id is not None:
        by, at = alert.owner_id, alert.acknowledged_at
    else:
        by, at = alert.changed_by, alert.changed_at
    current = _current(work, alert, by, at)
    return ServiceError(
        409,
        ProblemCode.STATE_FORBIDS,
        "The alert does not allow this as it stands.",
        current=current,
    )


def lacking(work: Work, alert: Alert, code: ProblemCode) -> ServiceError:
    """Something must be recorded, or read, before this alert may be answered this way."""
    current = _current(work, alert, alert.changed_by, alert.changed_at)
    return ServiceError(409, code, _LACKING[code], current=current)


def invalid_body(problems: list[FieldProblem]) -> ServiceError:
    """Fields that do not go together."""
    return ServiceError(
        422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=problems
    )


def _current(work: Work, alert: Alert, by: UUID | None, at: datetime | None) -> CurrentState:
    named = people(work.session, [by])
    return CurrentState(
        version=alert.version,
        state=alert.state.value,
        by=None if by is None else named.get(by),
        at=at,
    )


def _claimed_at(work: Work, alert: Alert) -> datetime | None:
    """When the holder last did something with it, which is when the claim was made or renewed."""
    if alert.claimed_until is None:
        return None
    return alert.claimed_until - timedelta(seconds=work.context.settings.claim_s)
