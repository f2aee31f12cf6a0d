"""The acts of a patient's alerts, newest first: read once for many patients, opened, named."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, aliased

from services.contract.alerts import AlertAction, ConfirmedGrade
from services.contract.enums import ActionKind, ContactResult, MeasureCode
from services.contract.people import PersonLabel
from services.db.tables.alerts import Alert, AlertAct
from services.security.ciphers import Cipher, Place
from services.security.keystore import open_json, seal_json

LONGEST_HISTORY: Final = 20

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
    .where(_NUMBERED.c.place <= LONGEST_HISTORY)
    .order_by(_NUMBERED_ACT.at.desc(), _NUMBERED_ACT.id.desc())
)


@dataclass(frozen=True)
class ActDetail:
    """What is sealed of an act: free text and confirmed grades, apart from estimated ones."""

    text: str | None
    grades: list[ConfirmedGrade]


def seal_act(cipher: Cipher, act_id: UUID, detail: ActDetail) -> bytes:
    """Seals it to its act."""
    words = {"text": detail.text, "grades": [[each.item, each.grade] for each in detail.grades]}
    return seal_json(cipher, _place(act_id), words)


def open_act(cipher: Cipher, act: AlertAct) -> ActDetail:
    """Opens it, empty when the act has none; raises `SealBroken`."""
    if act.detail is None:
        return ActDetail(None, [])
    words = open_json(cipher, _place(act.id), act.detail)
    grades = [ConfirmedGrade(item=item, grade=grade) for item, grade in words["grades"]]
    return ActDetail(words["text"], grades)


def latest_acts(session: Session, patient_ids: Collection[UUID]) -> dict[UUID, list[AlertAct]]:
    """The last acts of each patient's alerts, newest first, with one query."""
    found: dict[UUID, list[AlertAct]] = {patient_id: [] for patient_id in patient_ids}
    for act in session.scalars(_LATEST, {"patient_ids": list(patient_ids)}):
        found[act.patient_id].append(act)
    return found


def shown(
    acts: Iterable[AlertAct], cipher: Cipher, named: Mapping[UUID, PersonLabel]
) -> list[AlertAction]:
    """The acts as a history shows them; one that was undone stays and says so."""
    listed = list(acts)
    undone = {act.undoes for act in listed}
    return [_shown(act, open_act(cipher, act), named[act.by], act.id in undone) for act in listed]


def undoable(
    alert: Alert, acts: Iterable[AlertAct], person: UUID, now: datetime, undo_s: int
) -> tuple[UUID, datetime] | None:
    """The act that this person may still undo on this alert, and until when (decision 18)."""
    last = next((act for act in acts if act.alert_id == alert.id), None)
    if last is None or last.by != person or last.resulting_version != alert.version:
        return None
    if last.kind is ActionKind.UNDO or is_led(last):
        return None
    until = last.at + timedelta(seconds=undo_s)
    return None if now > until else (last.id, until)


def is_led(act: AlertAct) -> bool:
    """Whether the act was done together with one on another alert, and goes back only with it."""
    return "led_by" in act.before


def _shown(act: AlertAct, detail: ActDetail, by: PersonLabel, undone: bool) -> AlertAction:
    codes: dict[str, Any] = act.codes
    result = codes.get("result")
    return AlertAction(
        id=act.id,
        alert_id=act.alert_id,
        kind=act.kind,
        by=by,
        at=act.at,
        result=None if result is None else ContactResult(result),
        measures=[MeasureCode(code) for code in codes.get("measures", ())],
        grades=detail.grades,
        text=detail.text,
        undone=undone,
    )


def _place(act_id: UUID) -> Place:
    return Place("alert_act", "detail", act_id)
