"""The end of a centre's contract, told to the service by its operator."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, func, select, update

from services.audit.journal import Entry, record
from services.contract.enums import Monitoring
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.centres import Centre
from services.db.tables.patients import Patient
from services.edge.context import Context

_CENTRE: Final = select(Centre.id).where(func.lower(Centre.name) == bindparam("name"))
_FOLLOWED: Final = select(func.count(Patient.id)).where(
    ~Patient.synthetic, Patient.monitoring.in_([Monitoring.ACTIVE, Monitoring.PAUSED])
)


class NoSuchCentre(ValueError):
    """No centre has this name."""


def end_contract(context: Context, name: str, on: date | None) -> int:
    """Makes a day the last one of a contract, or (None) takes the end back.

    Says how many patients are followed there still: they are to be archived before, so that they
    learn that nobody reads their answers. Raises `NoSuchCentre`.
    """
    now = context.clock.now()
    with context.database.reading(NO_CENTRE) as session:
        centre_id = session.scalar(_CENTRE, {"name": name.lower()})
    if centre_id is None:
        raise NoSuchCentre(name)
    with context.database.writing(Scope(centre_id)) as session:
        session.execute(
            update(Centre)
            .where(Centre.id == centre_id)
            .values(contract_ended_on=on)
            .execution_options(synchronize_session=False)
        )
        entry = Entry("end_contract", now, "done", "local", centre_id=centre_id)
        record(session, entry)
        return session.scalar(_FOLLOWED) or 0
