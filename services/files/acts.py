"""The acts of the team on the alerts of one patient, as its file reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased

from services.alerts.history import open_detail
from services.contract.enums import ActionKind
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer
from services.files.period import Period
from services.security.ciphers import Cipher
from services.security.unreadable import opened

_Undo = aliased(AlertAct, name="undo_act")
DOES_SOMETHING: Final = (
    ActionKind.CALL,
    ActionKind.MEASURE,
    ActionKind.NOTE,
    ActionKind.DEFER,
    ActionKind.ESCALATE,
    ActionKind.ANSWER,
    ActionKind.CLOSE,
    ActionKind.REOPEN,
)
"""Acts that say more than who has an alert in hand."""
_SHOWN = (
    select(
        AlertAct.id,
        AlertAct.alert_id,
        AlertAct.kind,
        AlertAct.by,
        AlertAct.at,
        AlertAct.codes,
        AlertAct.detail,
        AlertAct.undoes,
        Alert.received_at,
        Answer.authored_at,
    )
    .join(Alert, Alert.id == AlertAct.alert_id)
    .outerjoin(Answer, Answer.id == Alert.answer_id)
    .outerjoin(_Undo, _Undo.undoes == AlertAct.id)
    .where(
        AlertAct.patient_id == bindparam("patient_id"),
        AlertAct.kind.in_(DOES_SOMETHING),
        _Undo.id.is_(None),
    )
    .order_by(AlertAct.at.desc(), AlertAct.id.desc())
)
_SINCE = _SHOWN.where(AlertAct.at >= bindparam("since"))
_LATEST = _SHOWN.limit(bindparam("limit"))
_AnyRow = Row[*tuple[Any, ...]]


def since(session: Session, patient_id: UUID, at: datetime) -> Sequence[_AnyRow]:
    """The acts that did something and stand since an instant, the newest first, with when their
    alerts came and their surveys were written.
    """
    return session.execute(_SINCE, {"patient_id": patient_id, "since": at}).all()


def latest(session: Session, patient_id: UUID, limit: int) -> Sequence[_AnyRow]:
    """The last of them, whenever that was."""
    return session.execute(_LATEST, {"patient_id": patient_id, "limit": limit}).all()


def confirmed(
    cipher: Cipher, acts: Iterable[_AnyRow], period: Period
) -> tuple[dict[str, dict[int, int]], bool]:
    """The worst grade that was confirmed for each symptom by the place of the week, and whether
    every call could be opened.

    It stands in the week of the survey that the call was about; without one, of the call.
    """
    found: dict[str, dict[int, int]] = {}
    is_whole = True
    for act in acts:
        if act.kind is not ActionKind.CALL or act.detail is None:
            continue
        detail = opened(partial(open_detail, cipher, act.id, act.detail), "act", act.id)
        place = period.place(period.day(act.authored_at or act.at))
        if detail is None:
            is_whole = False
        elif place is not None:
            for each in detail.grades:
                weeks = found.setdefault(each.item, {})
                weeks[place] = max(each.grade, weeks.get(place, 0))
    return found, is_whole


def last_escalations(acts: Sequence[_AnyRow]) -> Mapping[UUID, _AnyRow]:
    """The last escalation of each alert, of acts that begin with the newest."""
    return {act.alert_id: act for act in reversed(acts) if act.kind is ActionKind.ESCALATE}
