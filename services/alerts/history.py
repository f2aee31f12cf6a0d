"""The acts of a patient's alerts, newest first: read once for many patients, opened, named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from services.contract.alerts import AlertAction, Assessment, ConfirmedGrade
from services.contract.enums import (
    ActionKind,
    AlertLevel,
    ContactResult,
    DeferReason,
    MeasureCode,
    NotRelevantCause,
)
from services.contract.people import PersonLabel
from services.db.tables.alerts import Alert, AlertAct
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json
from services.security.unreadable import opened
from services.settings import Settings

LONGEST_HISTORY: Final = 20
"""Acts of a patient beside those of the alerts that are shown or open, which are never left out."""
NOTHING_TO_REPORT: Final = "nothing"

_NUMBERED = (
    select(
        AlertAct,
        func.row_number()
        .over(partition_by=AlertAct.patient_id, order_by=(AlertAct.at.desc(), AlertAct.id.desc()))
        .label("place"),
    )
    .where(AlertAct.patient_id.in_(bindparam("patient_ids", expanding=True)))
    .subquery()
)
_NUMBERED_ACT = aliased(AlertAct, _NUMBERED)
_LATEST = (
    select(_NUMBERED_ACT)
    .where(
        or_(
            _NUMBERED.c.place <= LONGEST_HISTORY,
            _NUMBERED_ACT.alert_id.in_(bindparam("alert_ids", expanding=True)),
        )
    )
    .order_by(_NUMBERED_ACT.at.desc(), _NUMBERED_ACT.id.desc())
)

_UNDONE = select(AlertAct.undoes).where(AlertAct.undoes.in_(bindparam("act_ids", expanding=True)))
_RECEIVED = select(Alert.id, Alert.received_at).where(
    Alert.id.in_(bindparam("alert_ids", expanding=True))
)


@dataclass(frozen=True)
class ActDetail:
    """What is sealed of an act: free text and confirmed grades, apart from estimated ones."""

    text: str | None
    grades: list[ConfirmedGrade]
    other: str | None = None


def seal_act(cipher: Cipher, act_id: UUID, detail: ActDetail) -> bytes:
    """Seals it to its act."""
    words = {
        "text": detail.text,
        "grades": [[each.item, each.grade] for each in detail.grades],
        "other": detail.other,
    }
    return seal_json(cipher, _place(act_id), words)


def open_act(cipher: Cipher, act: AlertAct) -> ActDetail:
    """Opens it, empty when the act has none; raises `SealBroken`."""
    return open_detail(cipher, act.id, act.detail)


def open_detail(cipher: Cipher, act_id: UUID, sealed: bytes | None) -> ActDetail:
    """The same of an act of which only this was read."""
    if sealed is None:
        return ActDetail(None, [])
    words = open_json(cipher, _place(act_id), sealed)
    grades = [ConfirmedGrade(item=item, grade=grade) for item, grade in words["grades"]]
    return ActDetail(words["text"], grades, words.get("other"))


def latest_acts(
    session: Session, patient_ids: Collection[UUID], alert_ids: Collection[UUID]
) -> dict[UUID, list[AlertAct]]:
    """Every act on these alerts and the last ones of their patients, newest first, in one query."""
    found: dict[UUID, list[AlertAct]] = {patient_id: [] for patient_id in patient_ids}
    wanted = {"patient_ids": list(patient_ids), "alert_ids": list(alert_ids)}
    for act in session.scalars(_LATEST, wanted):
        found[act.patient_id].append(act)
    return found


def received_at(session: Session, alert_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When alerts came, so that an act can say to which one it belonged."""
    if not alert_ids:
        return {}
    rows = session.execute(_RECEIVED, {"alert_ids": list(alert_ids)})
    return {row.id: row.received_at for row in rows}


def undone_among(session: Session, act_ids: Collection[UUID]) -> set[UUID | None]:
    """Those of some acts that were undone, also by an act that is not among them."""
    if not act_ids:
        return set()
    return set(session.scalars(_UNDONE, {"act_ids": list(act_ids)}))


def shown(
    acts: Iterable[AlertAct],
    cipher: Cipher,
    named: Mapping[UUID, PersonLabel],
    received: Mapping[UUID, datetime],
    undone: Collection[UUID | None] | None = None,
) -> list[AlertAction]:
    """The acts as a history shows them; one that was undone stays and says so.

    `undone` are those that were; without them, those that another of these acts undoes.
    """
    listed = list(acts)
    if undone is None:
        undone = {act.undoes for act in listed}
    return [
        _shown(
            act,
            opened(partial(open_act, cipher, act), "act", act.id),
            named,
            act.id in undone,
        ).model_copy(update={"alert_received_at": received.get(act.alert_id)})
        for act in listed
    ]


def persons_in(acts: Iterable[AlertAct]) -> set[UUID]:
    """Everybody whom a history names."""
    listed = list(acts)
    asked = {UUID(act.codes["to"]) for act in listed if "to" in act.codes}
    return asked | {act.by for act in listed}


def undo_until(act: AlertAct, settings: Settings) -> datetime:
    """Until when an act may be undone: an escalation until somebody sees it (decision 18)."""
    is_held = act.kind is ActionKind.ESCALATE
    return act.at + timedelta(seconds=settings.escalation_hold_s if is_held else settings.undo_s)


def undoable(
    alert: Alert, acts: Iterable[AlertAct], person: UUID, now: datetime, settings: Settings
) -> tuple[UUID, datetime] | None:
    """The act that this person may still undo on this alert, and until when (decision 18)."""
    last = next((act for act in acts if act.alert_id == alert.id), None)
    if last is None or last.by != person or last.resulting_version != alert.version:
        return None
    if last.kind is ActionKind.UNDO or is_led(last):
        return None
    until = undo_until(last, settings)
    return None if now > until else (last.id, until)


def is_led(act: AlertAct) -> bool:
    """Whether the act was done together with one on another alert, and goes back only with it."""
    return "led_by" in act.before


def _shown(
    act: AlertAct, detail: ActDetail | None, named: Mapping[UUID, PersonLabel], undone: bool
) -> AlertAction:
    codes: dict[str, Any] = act.codes
    result, causes, reason = codes.get("result"), codes.get("cause"), codes.get("reason")
    until, to = codes.get("until"), codes.get("to")
    return AlertAction(
        id=act.id,
        alert_id=act.alert_id,
        kind=act.kind,
        by=named[act.by],
        at=act.at,
        result=None if result is None else ContactResult(result),
        measures=[MeasureCode(code) for code in codes.get("measures", ())],
        grades=[] if detail is None else detail.grades,
        text=None if detail is None else detail.text,
        undone=undone,
        cause=NotRelevantCause(causes[0]) if causes else None,
        other=None if detail is None else detail.other,
        assessment=_assessment(codes.get("assessment")),
        defer_reason=None if reason is None else DeferReason(reason),
        until=None if until is None else datetime.fromisoformat(until),
        escalated_to=None if to is None else named[UUID(to)],
        unreadable=detail is None,
    )


def _assessment(level: str | None) -> Assessment | None:
    if level is None:
        return None
    return Assessment(level=None if level == NOTHING_TO_REPORT else AlertLevel(level))


def _place(act_id: UUID) -> Place:
    return Place("alert_act", "detail", act_id)
