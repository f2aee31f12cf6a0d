"""The acts of the team on a patient in pages; what was undone stays, struck through."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, func, select, tuple_

from services.alerts import cursors, history
from services.centres.people import people
from services.contract.enums import ActionKind
from services.contract.patient_file import ActionPage
from services.db.tables.alerts import AlertAct
from services.db.types import Id, Instant
from services.files.query import FileQuery

_PURPOSE: Final = "actions"
_KEY: Final = (AlertAct.at, AlertAct.id)
_OF_PATIENT = (
    AlertAct.patient_id == bindparam("patient_id"),
    AlertAct.kind.in_(bindparam("kinds", expanding=True)),
)
_PAGE = (
    select(AlertAct)
    .where(*_OF_PATIENT)
    .order_by(*(column.desc() for column in _KEY))
    .limit(bindparam("limit"))
)
_NEXT_PAGE = _PAGE.where(
    tuple_(*_KEY)
    < tuple_(bindparam("after_at", type_=Instant()), bindparam("after_id", type_=Id()))
)
_COUNT = select(func.count()).select_from(AlertAct).where(*_OF_PATIENT)


def action_page(
    query: FileQuery, kinds: Collection[ActionKind], limit: int, cursor: str | None
) -> ActionPage:
    """A page of acts of some kinds (of any for none); raises 404, 422 for a foreign cursor."""
    query.require_reach()
    session = query.session
    of_patient = {"patient_id": query.patient_id, "kinds": list(kinds or ActionKind)}
    asked: dict[str, Any] = of_patient | {"limit": limit + 1}
    statement = _PAGE
    if cursor is not None:
        asked["after_at"], asked["after_id"] = cursors.unpack(_PURPOSE, cursor, (datetime, UUID))
        statement = _NEXT_PAGE
    found = session.scalars(statement, asked).all()
    acts, more = found[:limit], len(found) > limit
    return ActionPage(
        items=history.shown(
            acts,
            query.cipher(),
            people(session, history.persons_in(acts)),
            history.received_at(session, {act.alert_id for act in acts}),
            history.undone_among(session, [act.id for act in acts]),
        ),
        next_cursor=cursors.pack(_PURPOSE, (acts[-1].at, acts[-1].id)) if more else None,
        count=session.scalar(_COUNT, of_patient) or 0,
    )
