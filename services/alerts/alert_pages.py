"""Pages of alerts, the newest first, of the caller's units or of one patient (decision 20)."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, tuple_, union_all

from services.alerts import cursors
from services.alerts.details import label_of
from services.alerts.explanations import told
from services.alerts.repository import STILL_OPEN, visible
from services.alerts.unreadable import label_without_identity, labels
from services.alerts.worklist_rows import Query
from services.contract.alerts import AlertPage
from services.contract.enums import AlertState
from services.db.tables.alerts import Alert
from services.db.types import Id, Instant
from services.security.unreadable import ciphers

_KEY: Final = (Alert.received_at, Alert.id)
_KEY_KINDS: Final = (datetime, UUID)
_NEWEST_FIRST: Final = (Alert.received_at.desc(), Alert.id.desc())


@dataclass(frozen=True)
class AlertsWanted:
    """Which page of alerts; None means any state, any patient."""

    state: AlertState | None
    patient_id: UUID | None
    limit: int
    cursor: str | None


class _Among(Enum):
    """Which alerts an index has to find."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"


def alert_page(query: Query, wanted: AlertsWanted) -> AlertPage:
    """A page of alerts; a patient whom the caller may not see is like one without alerts."""
    after = [] if wanted.cursor is None else cursors.unpack("alerts", wanted.cursor, _KEY_KINDS)
    units = sorted(query.caller.unit_ids)
    if not units:
        return AlertPage(items=[], patients={}, next_cursor=None)
    among, continues = _among(wanted.state), bool(after)
    if wanted.patient_id is None:
        statement = _of_units(len(units), among, continues)
    else:
        statement = _of_patient(among, continues)
    parameters: dict[str, Any] = {
        "centre_id": query.caller.centre_id,
        "limit": wanted.limit + 1,
        "state": wanted.state,
        "patient_id": wanted.patient_id,
        "unit_ids": units,
    }
    parameters |= {f"unit_{place}": unit for place, unit in enumerate(units)}
    parameters |= {f"after_{place}": value for place, value in enumerate(after)}
    rows = query.session.execute(statement, parameters).all()
    shown = rows[: wanted.limit]
    alerts = visible(query.session, query.caller, [row.id for row in shown])
    sealed_by = ciphers(query.context.keys, {alert.patient_id for alert in alerts})
    known = labels(query.session, query.context.keys, [row.patient_id for row in shown])
    last = shown[-1] if len(rows) > wanted.limit else None
    return AlertPage(
        items=[label_of(alert, told(sealed_by[alert.patient_id], alert)) for alert in alerts],
        patients={each: label or label_without_identity(each) for each, label in known.items()},
        next_cursor=None if last is None else cursors.pack("alerts", (last.received_at, last.id)),
    )


def _among(state: AlertState | None) -> _Among:
    match state:
        case None:
            return _Among.ALL
        case AlertState.CLOSED:
            return _Among.CLOSED
        case AlertState.NEW | AlertState.ACKNOWLEDGED | AlertState.DEFERRED | AlertState.ESCALATED:
            return _Among.OPEN


@cache
def _of_units(unit_count: int, among: _Among, continues: bool) -> Select[*tuple[Any, ...]]:
    """One walk along one index for each unit, merged, as in `worklist_statements`."""
    branches = [
        _page(among, continues).where(
            Alert.centre_id == bindparam("centre_id", type_=Id()),
            Alert.unit_id == bindparam(f"unit_{place}", type_=Id()),
        )
        for place in range(unit_count)
    ]
    if unit_count == 1:
        return branches[0]
    wrapped = [select(branch.subquery(f"unit_{place}")) for place, branch in enumerate(branches)]
    merged = union_all(*wrapped).subquery("merged")
    newest_first = (merged.c.received_at.desc(), merged.c.id.desc())
    return select(merged).order_by(*newest_first).limit(bindparam("limit"))


@cache
def _of_patient(among: _Among, continues: bool) -> Select[*tuple[Any, ...]]:
    """The alerts of one patient; the unit is compared in a way that no index on units serves."""
    unit_id = func.nullif(Alert.unit_id, bindparam("nobody", UUID(int=0), type_=Id()), type_=Id())
    return _page(among, continues).where(
        Alert.patient_id == bindparam("patient_id", type_=Id()),
        unit_id.in_(bindparam("unit_ids", expanding=True)),
    )


def _page(among: _Among, continues: bool) -> Select[*tuple[Any, ...]]:
    page = select(Alert.id, Alert.patient_id, Alert.received_at)
    if among is _Among.OPEN:
        page = page.where(STILL_OPEN)
    if among is not _Among.ALL:
        page = page.where(Alert.state == bindparam("state", type_=Alert.state.type))
    if continues:
        last = [bindparam("after_0", type_=Instant()), bindparam("after_1", type_=Id())]
        page = page.where(tuple_(*_KEY) < tuple_(*last))
    return page.order_by(*_NEWEST_FIRST).limit(bindparam("limit"))
