"""A file of one patient, taken in by the real service as a hand sends it."""

import json
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtWidgets import QPushButton, QWidget

from console.stores.bundle_import import ImportState
from console.stores.desk import TriageDesk
from services.contract.bundle_import import ImportResult
from services.contract.problems import ProblemCode
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support import bundles
from tests.support.ui_parts import child, press
from ui.shell import Shell
from ui.shell.pages import IMPORTS, PATIENT_FILE
from widgets.strip import Strip


@pytest.fixture
def here(qtbot, sit_down: SitDown, jobs, theme, settings, wording) -> Iterator[SimpleNamespace]:  # noqa: F811
    """A nurse before the screen that brings patients in."""
    station = sit_down()
    desk = TriageDesk(jobs, station.session, station.connection)
    shell = Shell(station.session, settings, desk, theme, wording)
    desk.setParent(shell)
    station.session.state_changed.connect(desk.stop)
    shell.resize(1366, 688)
    shell.show()
    shell.activateWindow()
    shell.go_to(IMPORTS)
    yield SimpleNamespace(station=station, shell=shell, desk=desk, imports=desk.imports)
    desk.stop()
    shiboken6.delete(shell)


def _choose(qtbot, here, folder, bundle) -> None:
    path = folder / "bundle.json"
    path.write_text(json.dumps(bundle), "utf-8")
    here.shell.imports.screen.choose(str(path))
    qtbot.waitUntil(lambda: here.imports.state is ImportState.CHOSEN)


def _results(here) -> list[ImportResult]:
    return [line.result for line in here.imports.report.lines]


def test_a_patient_comes_in_and_the_file_opens(qtbot, here, tmp_path):
    _choose(qtbot, here, tmp_path, bundles.whole())
    press(here.shell, "Space")
    qtbot.waitUntil(lambda: here.imports.state is ImportState.DONE)
    assert len(_results(here)) == len(bundles.whole()["entry"])
    assert ImportResult.REFUSED not in _results(here)

    here.shell.imports.screen.report.table.row_activated.emit(0)
    qtbot.waitUntil(lambda: here.desk.file.header is not None)
    assert here.shell.page == PATIENT_FILE
    assert here.desk.file.header.label.family_name == "KERMARREC"


def test_a_lost_answer_comes_back_and_the_same_file_changes_nothing(qtbot, here, tmp_path):
    here.station.cable.loses = "/api/v1/patients/import"
    _choose(qtbot, here, tmp_path, bundles.whole())
    press(here.shell, "Space")
    qtbot.waitUntil(lambda: here.imports.state is ImportState.UNKNOWN)
    child(here.shell, Strip, "imports_notice").accepted.emit()
    qtbot.waitUntil(lambda: here.imports.state is ImportState.DONE)
    # The first report, not one in which everything is known.
    assert ImportResult.TAKEN in _results(here)

    _choose(qtbot, here, tmp_path, bundles.whole())
    child(here.shell, QPushButton, "imports_send").click()
    qtbot.waitUntil(lambda: here.imports.state is ImportState.DONE)
    assert ImportResult.TAKEN not in _results(here)


def test_what_is_no_bundle_of_r4_is_refused_as_a_whole(qtbot, here, tmp_path):
    _choose(qtbot, here, tmp_path, bundles.bundle(bundles.patient()) | {"type": "document"})
    press(here.shell, "Space")
    qtbot.waitUntil(lambda: here.imports.state is ImportState.FAILED)

    assert here.imports.error.what == ProblemCode.INVALID_BODY
    assert "IMP-422" in child(here.shell, QWidget, "imports_notice").accessibleName()
