"""What a request says: a title, facts, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from resources import words
from resources.wording import Wording
from services.contract.accounts import PersonShown
from services.contract.approvals import Approval, ApprovalState, Payload, VoidReason
from services.contract.centre_settings import RESPONSE_BOUNDS
from services.contract.cohorts import CohortPayload
from services.contract.enums import Role
from services.contract.safeguards import ResponseTimesPayload
from services.contract.staff import IdentityPayload, RoleGrantPayload
from ui.approvals import cohort

Facts = list[tuple[str, str]]


def title_of(w: Wording, approval: Approval) -> str:
    """`Infirmière pour Anne Le Roux`, in one line."""
    payload = approval.payload
    if payload is None:
        return w.text("approvals-unreadable")
    if isinstance(payload, RoleGrantPayload):
        key = "grant" if payload.membership_id is None else "widen"
        key = f"approvals-title-{'again' if payload.is_again else key}"
        return w.text(key, role=words.role(w, payload.role), name=payload.person.name)
    if isinstance(payload, IdentityPayload):
        return w.text("approvals-title-identity", name=payload.before.name)
    if isinstance(payload, ResponseTimesPayload):
        return w.text("approvals-title-times")
    if isinstance(payload, CohortPayload):
        return cohort.title(w, payload)
    return w.text("approvals-title-factor", name=payload.person.name)


def state_of(w: Wording, approval: Approval, now: datetime) -> str:
    """`attend, tombe à 10:42`, `approuvée par …`."""
    if approval.state is ApprovalState.WAITING:
        return w.text("approvals-waits", when=w.moment(approval.lapses_at, now))
    key = f"approvals-is-{approval.state.value}"
    by = approval.decided_by
    if by is None or approval.decided_at is None:
        return w.text(key)
    when = w.moment(approval.decided_at, now)
    return w.text("approvals-by", state=w.text(key), name=by.name, when=when)


def facts_of(w: Wording, approval: Approval, now: datetime) -> Facts:
    """Everything that is asked, and nothing else."""
    facts: Facts = [
        (w.text("approvals-asked-by"), approval.asked_by.name),
        (w.text("approvals-asked-at"), w.moment(approval.asked_at, now)),
    ]
    payload = approval.payload
    if payload is not None:
        facts += _asked(w, payload)
    if payload is not None and not isinstance(payload, CohortPayload):
        facts.append((w.text("approvals-reason"), payload.words))
    if payload is not None and approval.state is ApprovalState.WAITING and not approval.may_decide:
        facts.append((w.text("approvals-decided-by"), w.text(_who_decides(payload))))
    if approval.void_because is not None:
        facts.append((w.text("approvals-void-because"), void_text(w, approval.void_because)))
    if approval.decided_words is not None:
        facts.append((w.text("approvals-answer"), approval.decided_words))
    return facts


def void_text(w: Wording, because: VoidReason) -> str:
    """Why nothing was done of what was approved, in one sentence."""
    return w.text(f"approvals-void-{because.value}")


def _asked(w: Wording, payload: Payload) -> Facts:
    if isinstance(payload, RoleGrantPayload):
        return _grant(w, payload)
    if isinstance(payload, IdentityPayload):
        return _identity(w, payload)
    if isinstance(payload, ResponseTimesPayload):
        return _times(w, payload)
    if isinstance(payload, CohortPayload):
        return cohort.facts(w, payload)
    check = w.text(f"approvals-check-{payload.identity_check.value.replace('_', '-')}")
    return [*_person(w, payload.person), (w.text("approvals-identity-check"), check)]


def _who_decides(payload: Payload) -> str:
    if isinstance(payload, CohortPayload):
        return "approvals-by-officer"
    if not isinstance(payload, ResponseTimesPayload):
        return "approvals-by-another"
    is_oncologist = payload.decided_by is Role.ONCOLOGIST
    return "approvals-by-oncologist" if is_oncologist else "approvals-by-officer"


def _grant(w: Wording, payload: RoleGrantPayload) -> Facts:
    facts = _person(w, payload.person)
    facts.append((w.text("approvals-role"), words.role(w, payload.role)))
    units = ", ".join(each.name for each in payload.units)
    if payload.membership_id is not None and not payload.is_again:
        before = ", ".join(each.name for each in payload.before) or w.text("approvals-none")
        units = w.text("approvals-from-to", before=before, after=units)
    if units:
        facts.append((w.text("approvals-units"), units))
    ends = _last_day(w, payload.ends_on)
    if payload.membership_id is not None and payload.ended_before != payload.ends_on:
        ends = w.text("approvals-from-to", before=_last_day(w, payload.ended_before), after=ends)
    facts.append((w.text("approvals-ends"), ends))
    if payload.account_id is None:
        facts.append((w.text("approvals-account"), w.text("approvals-new-account")))
    return facts


def _last_day(w: Wording, day: date | None) -> str:
    return w.text("approvals-no-end") if day is None else w.date(day)


def _person(w: Wording, person: PersonShown) -> Facts:
    named = person.name if person.title is None else f"{person.title} {person.name}"
    told = (
        ("name", named),
        ("username", person.username),
        ("email", person.email),
        ("phone", person.phone),
        ("rpps", person.rpps),
        ("specialty", person.specialty),
    )
    return [(w.text(f"approvals-{key}"), value) for key, value in told if value]


def _times(w: Wording, payload: ResponseTimesPayload) -> Facts:
    """Every level, before and after; what changes nothing says so by one time."""
    facts: Facts = []
    for level in RESPONSE_BOUNDS:
        before, after = (
            words.hours(w, getattr(each, level)) for each in (payload.before, payload.after)
        )
        told = w.text("approvals-from-to", before=before, after=after)
        key = w.text("approvals-time", level=w.text(f"centre-level-{level}"))
        facts.append((key, after if before == after else told))
    begins = payload.effective_on
    told = w.text("approvals-at-once") if begins is None else w.date(begins)
    facts.append((w.text("approvals-begins"), told))
    return facts


def _identity(w: Wording, payload: IdentityPayload) -> Facts:
    facts: Facts = []
    for key in ("name", "username", "title", "email", "phone", "rpps", "specialty"):
        before, after = getattr(payload.before, key), getattr(payload.after, key)
        name = w.text(f"approvals-{key}")
        if before != after:
            none = w.text("approvals-none")
            change = w.text("approvals-from-to", before=before or none, after=after or none)
            facts.append((name, change))
        elif key in ("name", "username"):
            facts.append((name, after))
    return facts
