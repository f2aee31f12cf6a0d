"""One way for every act on an alert: hold it, judge it, write it, keep the queue (R-FLT-03)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from services.alerts import conflicts, repository
from services.alerts.details import details
from services.alerts.following_up import DECIDES, follow_up_end, is_grave
from services.alerts.history import ActDetail, seal_act
from services.alerts.life_cycle import Actor, Wait, after, given_back, rank_of, refusal
from services.alerts.queue import refresh
from services.alerts.standing import WAITING, Standing
from services.alerts.work import Work
from services.contract.alert_acts import AlertRef
from services.contract.alerts import AlertChange
from services.contract.enums import ActionKind, AlertState
from services.contract.problems import FieldProblem, ProblemCode
from services.db.tables.alerts import Alert
from services.edge.writes import Done
from services.errors import not_found
from services.ids import new_id
from services.live.announcing import announce, changed


@dataclass(frozen=True)
class Act:
    """What somebody does: its kind, its coded words, and what is sealed with it.

    `wait` says for what an alert waits after it, or raises when it may not; `follows` is an act of
    the same intention, which an undo takes back with this one.
    """

    kind: ActionKind
    codes: dict[str, Any] = field(default_factory=dict)
    detail: ActDetail | None = None
    wait: Callable[[Work, Alert], Wait] | None = None
    follows: UUID | None = None


_LEFT_BY_OWNER: Final = frozenset({AlertState.ACKNOWLEDGED, AlertState.DEFERRED})
_HOLDS: Final = frozenset({ActionKind.CLAIM, ActionKind.TAKE_OVER})
Demand = Callable[[Work, Sequence[Alert]], None]


def perform(
    work: Work,
    alert_id: UUID,
    version: int,
    act: Act,
    also: Sequence[AlertRef] = (),
    demand: Demand | None = None,
) -> Done:
    """Does an act on an alert, and on the others named, all or nothing.

    `demand` raises when the history does not allow the act. Raises 404 for an alert that is not
    visible or of another patient, 412 for one that changed, 409 for one that does not allow it.
    """
    alerts = _concerned(held(work, alert_id, version, also), act.kind)
    _refuse_worse(work, alerts)
    standings = [_next_standing(work, alert, act) for alert in alerts]
    if demand is not None:
        demand(work, alerts)
    leader = write_act(work, alerts[0], act, standings[0])
    for alert, standing in zip(alerts[1:], standings[1:], strict=True):
        write_act(work, alert, act, standing, led_by=leader)
    return finished(work, alerts[0], leader, beside=alerts[1:])


def held(work: Work, alert_id: UUID, version: int, also: Sequence[AlertRef] = ()) -> list[Alert]:
    """The alert and the others, held for this transaction, all at the versions that were seen."""
    expected = {alert_id: version} | {each.id: each.version for each in also}
    if len(expected) != 1 + len(also):
        raise conflicts.invalid_body([FieldProblem(field="also", reason="repeated")])
    alerts = repository.hold(work.session, work.caller, alert_id, [each.id for each in also])
    if len(alerts) != len(expected) or len({alert.patient_id for alert in alerts}) != 1:
        raise not_found()
    for alert in alerts:
        if alert.version != expected[alert.id]:
            raise conflicts.stale(work, alert)
    return alerts


def write_act(
    work: Work,
    alert: Alert,
    act: Act,
    standing: Standing,
    *,
    led_by: UUID | None = None,
    undoes: UUID | None = None,
) -> UUID:
    """Writes where the alert stands now, and the act in its history; returns the act's id."""
    act_id = new_id()
    before = repository.standing_of(alert)
    resulting_version = alert.version + 1
    if not repository.move(work.session, alert, standing, work.caller.person, work.now):
        raise conflicts.stale(work, alert)
    cipher = work.context.keys.patient(alert.patient_id)
    repository.record_act(
        work.session,
        {
            "id": act_id,
            "centre_id": alert.centre_id,
            "alert_id": alert.id,
            "patient_id": alert.patient_id,
            "kind": act.kind,
            "by": work.caller.person,
            "at": work.now,
            "codes": act.codes,
            "detail": None if act.detail is None else seal_act(cipher, act_id, act.detail),
            "before": before.as_json() | _bound(led_by=led_by, follows=act.follows),
            "resulting_version": resulting_version,
            "undoes": undoes,
        },
    )
    announce(work.session, work.context.database, changed(alert, resulting_version), work.now)
    return act_id


def _bound(**acts: UUID | None) -> dict[str, str]:
    """The acts with which this one goes back."""
    return {name: str(act_id) for name, act_id in acts.items() if act_id is not None}


def finished(work: Work, alert: Alert, act_id: UUID, beside: Sequence[Alert] = ()) -> Done:
    """Keeps the queue and answers with the alert as it stands now."""
    refresh(work.session, work.context, alert.patient_id)
    now_standing = repository.visible(work.session, work.caller, [alert.id])
    version = now_standing[0].version
    reply: AlertChange | AlertRef = AlertRef(id=alert.id, version=version)
    if work.is_read:
        detail = details(work.session, work.context, work.caller, now_standing, work.now)[0]
        reply = AlertChange(action_id=act_id, alert=detail)
    return Done(
        reply,
        object_id=alert.id,
        object_version=version,
        patient_id=alert.patient_id,
        beside=tuple(each.id for each in beside),
    )


def _concerned(alerts: list[Alert], kind: ActionKind) -> list[Alert]:
    """An alert named beside another one, for which somebody answers already, needs nothing more."""
    if kind is not ActionKind.ACKNOWLEDGE:
        return alerts
    return alerts[:1] + [alert for alert in alerts[1:] if alert.state not in WAITING]


def _refuse_worse(work: Work, alerts: Sequence[Alert]) -> None:
    """What is worse than the alert in hand is read and answered for itself."""
    for other in alerts[1:]:
        if other.rank < alerts[0].rank:
            raise conflicts.lacking(work, other, ProblemCode.COVERS_WORSE)


def _next_standing(work: Work, alert: Alert, act: Act) -> Standing:
    standing = repository.standing_of(alert)
    why = refusal(standing, act.kind, work.actor)
    if why is not None:
        raise conflicts.refused(work, alert, why)
    if act.kind is ActionKind.RELEASE and _is_untouched(work, alert):
        return given_back(standing, rank_of(alert.level, alert.kind))
    wait = None if act.wait is None else act.wait(work, alert)
    return after(standing, act.kind, _actor(work, alert, act.kind), wait)


def _actor(work: Work, alert: Alert, kind: ActionKind) -> Actor:
    """To take a grave alert in hand is no follow-up: it stays in sight until something is done."""
    end = follow_up_end(work, alert) if kind in _HOLDS and is_grave(alert) else None
    if end is None:
        return work.actor
    return replace(work.actor, follow_up_until=min(end, work.actor.follow_up_until))


def _is_untouched(work: Work, alert: Alert) -> bool:
    """Whether this person answers for an alert for which nobody called and nothing was decided."""
    if alert.state not in _LEFT_BY_OWNER or alert.owner_id != work.caller.person:
        return False
    acts = repository.standing_acts(work.session, [alert.id])
    return not any(act.kind in DECIDES for act in acts)
