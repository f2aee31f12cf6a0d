"""Erasure: the rows of a patient, then their key; what is left is a row that names nobody.

All rows go in one transaction, with the proof that they did; the key is destroyed after it. Killed
before the commit, nothing has happened; killed after it, the row says that the key still stands,
and the next pass destroys it. So no reader ever meets rows that cannot be opened, and a disk that
is full leaves everything as it was.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from services import faults
from services.audit.journal import record
from services.consents.service import history, standing
from services.contract.retention import ErasureOutcome, RetentionStep
from services.contract.week_enums import ConsentChoice, ConsentKind
from services.db.base import Base
from services.db.tables.alerts import Alert
from services.db.tables.cohorts import CohortMember
from services.db.tables.fhir import FhirExportMember
from services.db.tables.patients import Patient
from services.db.tables.portal import Invitation
from services.db.tables.retention import ConsentProof, Erasure, RetentionAnnouncement
from services.retention.journal import entry
from services.retention.rules import Case
from services.schedule.at_work import Tick, portions

KEPT: Final = frozenset({"journal", "erasure", "consent_proof", "fhir_pending", "fhir_resource"})
"""Tables that go on naming an erased patient, by an identifier that leads to nobody.

Readers of the FHIR interface have to learn of an erasure: theirs keep that and nothing else (0057).
"""
_KEY_OF: Final = {"patient": "id", "notice_acknowledgement": "person_id"}
_THROUGH: Final[dict[str, tuple[str, Any]]] = {
    "rule_hit": ("alert_id", Alert.id),
    "portal_device": ("invitation_id", Invitation.id),
    # A file of many with somebody in it who is erased is nobody's any more.
    "cohort_chunk": ("export_id", CohortMember.export_id),
    "fhir_export_chunk": ("export_id", FhirExportMember.export_id),
}
_UNFINISHED: Final = select(Erasure.patient_id).where(Erasure.key_destroyed_at.is_(None))


def erase(session: Session, tick: Tick, patient_id: UUID, case: Case) -> None:
    """Deletes all rows of an archived patient, and leaves the proof; the key is still there.

    The caller holds the patient; `finish` does the rest, also after a kill.
    """
    faults.point_at_commit("retention.erase", session, tick.context.settings)
    announced_at, outcome = _announced_at(session, patient_id), _outcome(session, patient_id)
    _prove_consents(session, tick.centre_id, patient_id)
    delete_rows(session, patient_id)
    session.execute(
        insert(Erasure),
        {
            "patient_id": patient_id,
            "centre_id": tick.centre_id,
            "outcome": outcome,
            "last_survey_on": case.facts.last_survey_on,
            "archived_on": case.facts.archived_on,
            "announced_at": announced_at,
            "erased_at": tick.now,
            "key_destroyed_at": None,
        },
    )


def finish(tick: Tick) -> int:
    """Destroys the keys of those whose rows are gone; says how many there were."""
    with tick.reading() as session:
        unfinished = list(session.scalars(_UNFINISHED))
    for patient_id in unfinished:
        faults.point("retention.rows_deleted", tick.context.settings)
        tick.context.keys.destroy_patient(patient_id, tick.now)
        faults.point("retention.key_destroyed", tick.context.settings)
        with tick.writing() as session:
            # Once more: a request that was under way may have written of them meanwhile.
            delete_rows(session, patient_id)
            _mark(session, patient_id, tick.now)
            record(session, entry(tick.centre_id, patient_id, "key_destroyed", tick.now))
    if unfinished:
        tick.context.database.shed_deleted()
    return len(unfinished)


def erase_returned(tick: Tick) -> int:
    """Deletes again who came back with a copy of the data that was made before their erasure.

    Nothing of them can be read, but names and numbers could be searched for (R-RET-02). The key
    store tells: it is no part of such a copy.
    """
    destroyed = tick.context.keys.destroyed(tick.centre_id)
    returned: list[UUID] = []
    with tick.reading() as session:
        for ids in portions(list(destroyed)):
            returned += session.scalars(select(Patient.id).where(Patient.id.in_(ids)))
    # One who cannot be deleted stands in nobody else's way; the pass says so in the end.
    tick.through_patients(
        returned, lambda session, each: _erase_again(session, tick, each, destroyed[each])
    )
    if returned:
        tick.context.database.shed_deleted()
    return len(returned)


def _erase_again(session: Session, tick: Tick, patient_id: UUID, destroyed_at: datetime) -> None:
    if session.get(Erasure, patient_id) is None:
        # The copy was made before the first erasure: what that one had proved is gone too.
        session.add(_known_by_the_key(session, tick, patient_id, destroyed_at))
        _prove_consents(session, tick.centre_id, patient_id)
    delete_rows(session, patient_id)
    record(session, entry(tick.centre_id, patient_id, "erase_returned", tick.now))


def _known_by_the_key(
    session: Session, tick: Tick, patient_id: UUID, destroyed_at: datetime
) -> Erasure:
    return Erasure(
        patient_id=patient_id,
        centre_id=tick.centre_id,
        outcome=_outcome(session, patient_id),
        erased_at=tick.now,
        key_destroyed_at=destroyed_at,
    )


def delete_rows(session: Session, patient_id: UUID) -> None:
    """Deletes whatever belongs to a patient, in every table but those of `KEPT`.

    A table with a `patient_id` is found by itself; one without is named above.
    """
    classes = {mapper.local_table.description: mapper.class_ for mapper in Base.registry.mappers}
    tables = [classes[table.description] for table in reversed(Base.metadata.sorted_tables)]
    # All are found before the first is gone through which another is found.
    found = [(each, _criterion(session, each, patient_id)) for each in tables]
    for entity, criterion in found:
        if criterion is not None:
            session.execute(
                delete(entity).where(criterion).execution_options(synchronize_session=False)
            )


def _criterion(session: Session, entity: Any, patient_id: UUID) -> ColumnElement[bool] | None:
    table = entity.__tablename__
    if table in KEPT:
        return None
    if table in _THROUGH:
        column, key = _THROUGH[table]
        ids = list(session.scalars(select(key).where(key.class_.patient_id == patient_id)))
        found: ColumnElement[bool] = getattr(entity, column).in_(ids)
        return found
    if table == "idempotency":
        # On their own pages the patient is who asked.
        return or_(entity.patient_id == patient_id, entity.principal_id == patient_id)
    column = _KEY_OF.get(table, "patient_id")
    owned = getattr(entity, column, None)
    return None if owned is None else owned == patient_id


def _outcome(session: Session, patient_id: UUID) -> ErasureOutcome:
    """What becomes of copies for research: they may stay where the patient had not opposed it."""
    said = standing(session, patient_id).get(ConsentKind.RESEARCH)
    may_stay = said is not None and said.choice is ConsentChoice.NOT_OPPOSED
    return ErasureOutcome.ANONYMISED if may_stay else ErasureOutcome.ERASED


def _announced_at(session: Session, patient_id: UUID) -> datetime:
    return session.scalars(
        select(RetentionAnnouncement.announced_at).where(
            RetentionAnnouncement.patient_id == patient_id,
            RetentionAnnouncement.step == RetentionStep.ERASE,
            RetentionAnnouncement.ended_at.is_(None),
        )
    ).one()


def _prove_consents(session: Session, centre_id: UUID, patient_id: UUID) -> None:
    """Keeps of each answer what was asked, what was said, when, and under which text."""
    proofs = [
        {
            "id": said.id,
            "centre_id": centre_id,
            "patient_id": patient_id,
            "kind": said.kind,
            "choice": said.choice,
            "notice": said.notice,
            "notice_version": said.notice_version,
            "at": said.at,
        }
        for said in history(session, patient_id)
    ]
    if proofs:
        session.execute(insert(ConsentProof), proofs)


def _mark(session: Session, patient_id: UUID, now: datetime) -> None:
    session.execute(
        update(Erasure)
        .where(Erasure.patient_id == patient_id)
        .values(key_destroyed_at=now)
        .execution_options(synchronize_session=False)
    )
