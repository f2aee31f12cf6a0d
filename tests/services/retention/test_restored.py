"""A copy of the data from before an erasure is put back, with the keys of today (R-RET-02)."""

import shutil
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.contract.retention import RetentionState
from services.contract.week_enums import ConsentChoice
from services.db.tables.patients import Patient, PatientSearchToken
from services.db.tables.retention import ConsentProof
from services.fhir.publishing import publish
from services.retention import erasing
from services.retention.tick import RetentionNotKept
from services.security.keystore import KeyMissing
from tests.services.retention.conftest import Years, noon
from tests.services.retention.test_erasing import (
    DAY,
    ERASED,
    USED,
    bring_to_the_day_before,
    holds,
    live,
    rows_of,
)


def _put_back(years: Years, copy: Path) -> None:
    """As an operator does it: the service stands still, and the file is another one."""
    file = Path(years.service.context.settings.data_dir) / "vigie.sqlite"
    years.service.context.database.dispose()
    for beside in ("-wal", "-shm"):
        Path(f"{file}{beside}").unlink(missing_ok=True)
    shutil.copy(copy, file)


def test_who_is_in_a_copy_is_erased_again_and_nobody_else(sqlite_years: Years, tmp_path: Path):
    years, context = sqlite_years, sqlite_years.service.context
    patient, other = live(years), years.ended(ERASED - 900 * DAY)
    bring_to_the_day_before(years, patient)
    years.on_research(patient, ConsentChoice.NOT_OPPOSED, noon(USED))
    with years.reading() as session:
        identity = session.scalars(select(Patient.identity).where(Patient.id == patient)).one()
        tokens = session.scalars(
            select(PatientSearchToken.token).where(PatientSearchToken.patient_id == patient)
        ).all()
    context.database.shed_deleted()
    copy = tmp_path / "copy.sqlite"
    shutil.copy(Path(context.settings.data_dir) / "vigie.sqlite", copy)
    years.on(ERASED)
    assert years.state(patient) is RetentionState.ERASED

    _put_back(years, copy)
    assert years.state(patient) is RetentionState.ARCHIVED
    with pytest.raises(KeyMissing):
        context.keys.patient(patient)
    years.on(ERASED + DAY)

    publish(context, years.service.centre.id)
    named = {name.split(".")[0] for name, count in rows_of(years, patient) if count}
    assert named == {"journal", "erasure", "consent_proof"}
    assert years.state(patient) is RetentionState.ERASED
    assert len(years.rows(ConsentProof, patient)) > 0
    store = context.settings.data_dir.parent
    assert tokens
    assert [each for each in (identity, *tokens) if holds(store, each)] == []
    assert years.state(other) is RetentionState.INACTIVE
    context.keys.patient(other)


def test_one_who_cannot_be_deleted_again_stands_in_nobody_elses_way(
    years: Years, monkeypatch: pytest.MonkeyPatch
):
    """The pass says that it is not done, and the next one does it."""
    stuck, other = years.ended(USED), years.ended(USED)
    for each in (stuck, other):
        years.service.context.keys.destroy_patient(each, noon(ERASED))
    own = erasing.delete_rows

    def _unless_stuck(session: Session, patient_id: UUID) -> None:
        if patient_id == stuck:
            raise LookupError("cannot be deleted")
        own(session, patient_id)

    with monkeypatch.context() as broken:
        broken.setattr(erasing, "delete_rows", _unless_stuck)
        with pytest.raises(RetentionNotKept):
            years.on(ERASED)
    assert years.state(other) is RetentionState.ERASED
    with years.reading() as session:
        assert session.get(Patient, stuck) is not None

    years.tick()

    assert years.state(stuck) is RetentionState.ERASED
    with years.reading() as session:
        assert session.get(Patient, stuck) is None
