"""Exports of a whole unit on the real service: asked, released, made, and saved by parts, once."""

import hashlib
import zipfile
from datetime import date
from pathlib import Path
from uuid import UUID

from console.errors import ConsoleError, Refused
from console.stores.proven_act import ProofState
from services.contract.cohorts import CohortAsk, CohortFormat, CohortState
from services.contract.enums import Role
from services.contract.report_enums import ExportPurpose, ReportBlock
from services.exports.cohorts.making import make_due
from tests.console.test_real_service import (  # noqa: F401  people on the real service
    address,
    service,
    sit_down,
)


def test_a_unit_is_asked_released_by_another_and_saved_once(
    qtbot,
    sit_down,  # noqa: F811
    service,  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    doctor = sit_down(Role.ONCOLOGIST)
    stores = doctor.desk.exports
    stores.asking_unit.ask(_ask(service.centre.units[0]))
    # Not the first thing that is told: that may be the list as it was before.
    qtbot.waitUntil(lambda: bool(stores.list.rows))
    (asked,) = stores.list.rows
    assert asked.row.state is CohortState.WAITING
    officer = sit_down(Role.PRIVACY_OFFICER)
    officer.desk.approvals.refresh()
    qtbot.waitUntil(lambda: bool(officer.desk.approvals.items))
    (seen,) = officer.desk.approvals.items
    with qtbot.waitSignal(officer.desk.approvals.acts.done):
        officer.desk.approvals.approve(seen)
    with qtbot.waitSignal(stores.list.finished) as told:
        make_due(service.context, service.centre.id)
        stores.list.refresh()
    (ready,) = told.args
    # A proof of minutes has passed, and is given again before anything leaves.
    service.clock.forward(minutes=6)
    stores.saving_unit.save(ready, folder / "a.zip")
    qtbot.waitUntil(lambda: stores.saving_unit.proof.state is ProofState.ASKED)
    assert list(folder.iterdir()) == []
    with qtbot.waitSignal(stores.saving_unit.saved):
        stores.saving_unit.proof.prove(doctor.person.password, doctor.person.code())

    content = (folder / "a.zip").read_bytes()
    assert hashlib.sha256(content).hexdigest() == ready.sha256
    with zipfile.ZipFile(folder / "a.zip") as found:
        assert "Patient.ndjson" in found.namelist()
    gone: list[ConsoleError] = []
    stores.saving_unit.failed.connect(gone.append)
    stores.saving_unit.save(ready, folder / "b.zip")
    qtbot.waitUntil(lambda: bool(gone))
    assert isinstance(gone[0], Refused)
    assert [each.name for each in folder.iterdir()] == ["a.zip"]
    for workplace in (doctor, officer):
        workplace.desk.stop()


def _ask(unit_id: UUID) -> CohortAsk:
    return CohortAsk(
        unit_id=unit_id,
        format=CohortFormat.NDJSON,
        purpose=ExportPurpose.CARE_CONTINUITY,
        first=date(2025, 1, 1),
        last=date(2025, 11, 18),
        language="fr",
        blocks=list(ReportBlock),
        words="Reprise du suivi par un autre centre",
    )
