"""A copy of the data from before an erasure is put back, with the keys of today (R-RET-02)."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from services.contract.retention import RetentionState
from services.contract.week_enums import ConsentChoice
from services.db.tables.patients import Patient, PatientSearchToken
from services.db.tables.retention import ConsentProof
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

    named = {name.split(".")[0] for name, count in rows_of(years, patient) if count}
    assert named == {"journal", "erasure", "consent_proof"}
    assert years.state(patient) is RetentionState.ERASED
    assert len(years.rows(ConsentProof, patient)) > 0
    store = context.settings.data_dir.parent
    assert tokens
    assert [each for each in (identity, *tokens) if holds(store, each)] == []
    assert years.state(other) is RetentionState.INACTIVE
    context.keys.patient(other)
