"""The acts of the team on a patient in pages; what was undone stays, struck through."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import bindparam, func, select

from services.alerts import history
from services.centres.people import people
from services.contract.enums import ActionKind
from services.contract.patient_file import ActionPage
from services.db.tables.alerts import AlertAct
from services.files.pages import asked_of, before, cut, place_in
from services.files.query import FileQuery

_PURPOSE: Final = "actions"
_OF_PATIENT = (
    AlertAct.patient_id == bindparam("patient_id"),
    AlertAct.kind.in_(bindparam("kinds", expanding=True)),
)
_PAGE = before(select(AlertAct).where(*_OF_PATIENT), AlertAct.at, AlertAct.id)
_COUNT = select(func.count()).select_from(AlertAct).where(*_OF_PATIENT)


def action_page(
    query: FileQuery, kinds: Collection[ActionKind], limit: int, cursor: str | None
) -> ActionPage:
    """A page of acts of some kinds (of any for none); raises 404, 422 for a foreign cursor."""
    query.require_reach()
    session = query.session
    of_patient = {"patient_id": query.patient_id, "kinds": list(kinds or ActionKind)}
    asked = of_patient | asked_of(place_in(_PURPOSE, cursor), limit + 1)
    acts, following = cut(_PURPOSE, session.scalars(_PAGE, asked).all(), limit, "at")
    return ActionPage(
        items=history.shown(
            acts,
            query.cipher(),
            people(session, history.persons_in(acts)),
            history.received_at(session, {act.alert_id for act in acts}),
            history.undone_among(session, [act.id for act in acts]),
        ),
        next_cursor=following,
        count=session.scalar(_COUNT, of_patient) or 0,
    )
