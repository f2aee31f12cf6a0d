"""Undo: a reversing entry by the same person within ten seconds (decision 18)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.alerts import conflicts, repository
from services.alerts.acts import Act, finished, held, write_act
from services.alerts.history import is_led, undo_until
from services.alerts.life_cycle import refusal
from services.alerts.standing import standing_from_json
from services.alerts.work import Work
from services.contract.alert_acts import UndoAsk
from services.contract.enums import ActionKind
from services.contract.problems import ProblemCode
from services.db.tables.alerts import Alert, AlertAct
from services.edge.writes import Done
from services.errors import ServiceError, not_found

_UNDO = Act(ActionKind.UNDO)


def undo(work: Work, alert_id: UUID, version: int, ask: UndoAsk) -> Done:
    """Puts back what stood before an act, on its alert and those it covered, all or nothing."""
    alert = held(work, alert_id, version)[0]
    act = _act_of(work, alert, ask.action_id)
    _require_undoable(work, alert, act)
    led = _led_by(work, act)
    others = repository.visible(work.session, work.caller, [each.alert_id for each in led])
    if len(others) != len(led):
        raise not_found()
    for other, each in zip(others, led, strict=True):
        _require_nothing_since(work, other, each)
    leader = _put_back(work, alert, act, None)
    followed = act.before.get("follows")
    if followed is not None:
        again = repository.visible(work.session, work.caller, [alert.id])[0]
        leader = _put_back(work, again, _act_of(work, again, UUID(followed)), None)
    for other, each in zip(others, led, strict=True):
        _put_back(work, other, each, leader)
    return finished(work, alert, leader, beside=others)


def _act_of(work: Work, alert: Alert, act_id: UUID) -> AlertAct:
    act = work.session.scalars(
        select(AlertAct).where(AlertAct.id == act_id, AlertAct.alert_id == alert.id)
    ).one_or_none()
    if act is None:
        raise not_found()
    return act


def _led_by(work: Work, act: AlertAct) -> Sequence[AlertAct]:
    """The acts on other alerts of the patient that were done together with this one."""
    together = work.session.scalars(
        select(AlertAct).where(AlertAct.patient_id == act.patient_id, AlertAct.at == act.at)
    )
    return [each for each in together if each.before.get("led_by") == str(act.id)]


def _require_undoable(work: Work, alert: Alert, act: AlertAct) -> None:
    if act.by != work.caller.person:
        raise ServiceError(403, ProblemCode.FORBIDDEN, "An act is undone by the person who did it.")
    if act.kind is ActionKind.UNDO or is_led(act):
        raise conflicts.state_forbids(work, alert)
    _require_nothing_since(work, alert, act)
    if work.now > undo_until(act, work.context.settings):
        raise ServiceError(409, ProblemCode.UNDO_TOO_LATE, "The time to undo this has passed.")


def _require_nothing_since(work: Work, alert: Alert, act: AlertAct) -> None:
    if alert.version != act.resulting_version:
        raise conflicts.stale(work, alert)
    why = refusal(repository.standing_of(alert), ActionKind.UNDO, work.actor)
    if why is not None:
        raise conflicts.refused(work, alert, why)


def _put_back(work: Work, alert: Alert, act: AlertAct, led_by: UUID | None) -> UUID:
    standing = standing_from_json(act.before)
    return write_act(work, alert, _UNDO, standing, led_by=led_by, undoes=act.id)
