"""The alerts of a patient whose follow-up ends: none stays open unseen, none is lost (H-08).

Each is closed at the version that was seen, by coded actions that demand what any closing demands,
or by a reason in words that stands in their place. A notice (a message that failed, a patient who
does not know) is no reason to go on following anybody, and may outlast the follow-up (decision 15).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from services.alerts import conflicts, handling, repository
from services.alerts.acts import Act, perform, write_act
from services.alerts.history import ActDetail
from services.alerts.life_cycle import refusal
from services.alerts.queue import refresh
from services.alerts.standing import standing_from_json
from services.alerts.work import Work
from services.centres.people import people
from services.contract.alert_acts import CloseAsk, MeasureAsk
from services.contract.enums import ActionKind, AlertKind, AlertState
from services.contract.problems import BlockingAlert, FieldProblem
from services.db.tables.alerts import Alert, AlertAct
from services.errors import not_found

_OF_PATIENT: Final = select(Alert.id).where(
    Alert.patient_id == bindparam("patient_id"),
    Alert.id.in_(bindparam("alert_ids", expanding=True)),
)
_ACTS: Final = select(AlertAct).where(AlertAct.id.in_(bindparam("act_ids", expanding=True)))
_UNDO: Final = Act(ActionKind.UNDO)


@dataclass(frozen=True)
class Closing:
    """How one alert is closed, at the version that was seen: by a measure or by a reason."""

    alert_id: UUID
    version: int
    measure: MeasureAsk | None
    reason: str | None


def in_the_way(session: Session, patient_id: UUID) -> list[Alert]:
    """The open alerts of a patient that somebody must answer for, the highest first."""
    found = repository.open_alerts(session, [patient_id])
    return [alert for alert in found if alert.kind is not AlertKind.NOTICE]


def blocking(work: Work, alerts: Sequence[Alert]) -> list[BlockingAlert]:
    """Open alerts as a refusal or a preview names them."""
    holders = {alert.id: _holder(work, alert) for alert in alerts}
    named = people(work.session, holders.values())
    shown = []
    for alert in alerts:
        holder = holders[alert.id]
        shown.append(
            BlockingAlert(
                id=alert.id,
                version=alert.version,
                kind=alert.kind,
                level=alert.level,
                state=alert.state,
                received_at=alert.received_at,
                claimed_by=None if holder is None else named.get(holder),
            )
        )
    return shown


def close_all(work: Work, patient_id: UUID, closings: Sequence[Closing]) -> list[UUID]:
    """Closes the alerts named here, for a patient whose rows the caller holds; the acts it took.

    Raises 404 for an alert of somebody else, 412 for one that changed, 409 for one that does not
    allow it as it stands, and 422 for one that is named twice.
    """
    alert_ids = [each.alert_id for each in closings]
    if len(set(alert_ids)) != len(alert_ids):
        raise conflicts.invalid_body([FieldProblem(field="alerts", reason="repeated")])
    asked = {"patient_id": patient_id, "alert_ids": alert_ids}
    if set(work.session.scalars(_OF_PATIENT, asked)) != set(alert_ids):
        raise not_found()
    unread = replace(work, is_read=False)
    for each in closings:
        _close(unread, each)
    seen = {each.alert_id: each.version for each in closings}
    acts = repository.standing_acts(work.session, alert_ids)
    return [act.id for act in acts if act.resulting_version > seen[act.alert_id]]


def take_back(work: Work, patient_id: UUID, act_ids: Iterable[UUID]) -> list[UUID]:
    """Opens again what these acts closed, as it stood before; the alerts that it opened.

    One that somebody has opened since is left to them.
    """
    acts = work.session.scalars(_ACTS, {"act_ids": list(act_ids)}).all()
    opened: list[UUID] = []
    for alert_id in dict.fromkeys(act.alert_id for act in acts):
        own = [act for act in acts if act.alert_id == alert_id]
        if _put_back(work, alert_id, own):
            opened.append(alert_id)
    refresh(work.session, work.context, patient_id)
    return opened


def close_as_told(work: Work, alert_id: UUID, how: str) -> bool:
    """Closes the notice that a patient does not know, for whoever told them; False where somebody
    else works on it, whose it is to close.
    """
    alerts = repository.visible(work.session, work.caller, [alert_id])
    if not alerts:
        return False
    if refusal(repository.standing_of(alerts[0]), ActionKind.CLOSE, work.actor) is not None:
        return False
    act = Act(ActionKind.CLOSE, {"informed": how})
    perform(replace(work, is_read=False), alert_id, alerts[0].version, act)
    return True


def _close(work: Work, closing: Closing) -> None:
    if closing.measure is None:
        detail = ActDetail(text=closing.reason, grades=[])
        act = Act(ActionKind.CLOSE, {"care_ended": True}, detail)
        perform(work, closing.alert_id, closing.version, act)
        return
    measured = handling.measure(work, closing.alert_id, closing.version, closing.measure)
    if measured.object_version is None:
        raise TypeError("an act answers with the version that it made")
    last = repository.standing_acts(work.session, [closing.alert_id])[-1]
    handling.close(work, closing.alert_id, measured.object_version, CloseAsk(), follows=last.id)


def _put_back(work: Work, alert_id: UUID, acts: Sequence[AlertAct]) -> bool:
    for act in sorted(acts, key=lambda each: each.resulting_version, reverse=True):
        alerts = repository.visible(work.session, work.caller, [alert_id])
        if not alerts or (
            act.kind is ActionKind.CLOSE and alerts[0].state is not AlertState.CLOSED
        ):
            return False
        write_act(work, alerts[0], _UNDO, standing_from_json(act.before), undoes=act.id)
    return True


def _holder(work: Work, alert: Alert) -> UUID | None:
    is_claimed = alert.claimed_until is not None and work.now < alert.claimed_until
    return alert.claimed_by if is_claimed else None
