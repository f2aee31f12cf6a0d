"""What the caller's open rows can be filtered by now: only values that some row of theirs has."""

from functools import partial
from typing import Any
from uuid import UUID

from services.alerts import filter_statements as statements
from services.alerts.filters import today_of
from services.alerts.people import people
from services.alerts.queue import NOBODY
from services.alerts.unreadable import ciphers, opened
from services.alerts.worklist_rows import Query
from services.contract.filters import TreatmentChoice, WorklistFilters
from services.contract.people import PersonLabel
from services.edge.reads import Seen
from services.patients import monitoring


def choices(query: Query) -> Seen[WorklistFilters]:
    """The choices in a steady order; a treatment is named by the record of one who has it.

    Those records are told to the journal as shown, since each of them was opened for its name.
    """
    session, caller = query.session, query.caller
    units = {"centre_id": caller.centre_id, "unit_ids": list(caller.unit_ids)}
    queued = session.execute(statements.QUEUED, units).all()
    treatments, opened_records = _treatments(query, {row.patient_id for row in queued})
    found = WorklistFilters(
        symptoms=sorted(session.scalars(statements.SYMPTOMS, units)),
        treatments=treatments,
        oncologists=_named(query, set(session.scalars(statements.ONCOLOGISTS, units))),
        owners=_named(query, {each for row in queued for each in _holders(query, row)}),
    )
    return Seen(found, shown=opened_records)


def _holders(query: Query, row: Any) -> set[UUID]:
    is_claimed = row.claimed_until is not None and query.now < row.claimed_until
    return {row.owner_id, *([row.claimed_by] if is_claimed else [])} - {NOBODY}


def _named(query: Query, accounts: set[UUID]) -> list[PersonLabel]:
    return sorted(people(query.session, accounts).values(), key=lambda each: (each.name, each.id))


def _treatments(query: Query, queued: set[UUID]) -> tuple[list[TreatmentChoice], tuple[UUID, ...]]:
    """One record for each name is opened, and no other."""
    in_force = monitoring.treatments_in_force(query.session, query.caller, today_of(query))
    first = {
        each.name_index: each
        for each in reversed(in_force)
        if each.patient_id in queued and each.name_index is not None
    }
    sealed_by = ciphers(query.context.keys, {each.patient_id for each in first.values()})
    found: list[TreatmentChoice] = []
    shown: list[UUID] = []
    for key, line in first.items():
        cipher = sealed_by[line.patient_id]
        name = opened(partial(line.sealed.opened, cipher), "treatment of", line.patient_id)
        if name is not None:
            found.append(TreatmentChoice(key=key.hex(), name=name))
            shown.append(line.patient_id)
    return sorted(found, key=lambda each: (each.name, each.key)), tuple(shown)
