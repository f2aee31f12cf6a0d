"""What the caller's open rows can be filtered by now: only values that some row of theirs has."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from services.alerts import filter_statements as statements
from services.alerts.filters import today_of
from services.alerts.worklist_rows import Query, holders
from services.centres.people import people
from services.contract.filters import TreatmentChoice, WorklistFilters
from services.contract.people import PersonLabel
from services.edge.reads import Seen
from services.patients import monitoring
from services.patients.monitoring import LineInForce
from services.security.unreadable import ciphers, opened


def choices(query: Query) -> Seen[WorklistFilters]:
    """The choices in a steady order; a treatment is named by the record of one who has it.

    Those records are told to the journal as shown, since each of them was opened for its name.
    """
    session, caller = query.session, query.caller
    units = {"centre_id": caller.centre_id, "unit_ids": list(caller.unit_ids)}
    queued = session.execute(statements.QUEUED, units).all()
    treatments, opened_records = treatments_named(query, {row.patient_id for row in queued})
    found = WorklistFilters(
        symptoms=sorted(session.scalars(statements.SYMPTOMS, units)),
        treatments=treatments,
        oncologists=_named(query, set(session.scalars(statements.ONCOLOGISTS, units))),
        owners=_named(query, {each for row in queued for each in holders(row, query.now)}),
    )
    return Seen(found, shown=opened_records)


def _named(query: Query, accounts: set[UUID]) -> list[PersonLabel]:
    return sorted(people(query.session, accounts).values(), key=lambda each: (each.name, each.id))


def treatments_named(
    query: Query, patient_ids: Collection[UUID]
) -> tuple[list[TreatmentChoice], tuple[UUID, ...]]:
    """The treatments in force of some of the caller's patients, and whose records were opened.

    One record for each name is, the next one where a seal is broken, and no other.
    """
    having: dict[bytes, list[LineInForce]] = {}
    for line in monitoring.treatments_in_force(query.session, query.caller, today_of(query)):
        if line.patient_id in patient_ids and line.name_index is not None:
            having.setdefault(line.name_index, []).append(line)
    found: list[TreatmentChoice] = []
    shown: list[UUID] = []
    while having:
        lines = {key: of_name.pop(0) for key, of_name in having.items()}
        sealed_by = ciphers(query.context.keys, {line.patient_id for line in lines.values()})
        for key, line in lines.items():
            cipher = sealed_by[line.patient_id]
            name = opened(partial(line.sealed.opened, cipher), "treatment of", line.patient_id)
            if name is not None:
                found.append(TreatmentChoice(key=key.hex(), name=name))
                shown.append(line.patient_id)
            if name is not None or not having[key]:
                del having[key]
    return sorted(found, key=lambda each: (each.name, each.key)), tuple(shown)
