"""The whole way on the real service: ask, prove, read the file, and its end."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from console.stores.desk import TriageDesk
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.db.scope import Scope
from services.patients.enrolling import Newcomer, enrol, handled_long_ago
from services.patients.identity import Contact, Identity
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.service import ServiceUnderTest
from tests.support.ui_parts import child, focused, press
from tests.ui.exceptional.filling import agree, dialog, is_asking, name_by_traits, said
from ui.shell import Shell
from ui.shell.pages import PATIENT_FILE, SETTINGS

ELSEWHERE = Identity(
    family_name="KERMARREC",
    birth_name="LE DANTEC",
    given_name="Jeanne",
    civility="Mme",
    birth_date=date(1958, 3, 14),
    ins=None,
    record_number="900451237",
)


@pytest.fixture
def patient(sqlite_service: ServiceUnderTest):
    """Somebody of the other unit."""
    context, centre = sqlite_service.context, sqlite_service.centre
    newcomer = Newcomer(
        unit_id=centre.units[1],
        sex=Sex.FEMALE,
        identity=ELSEWHERE,
        contact=Contact(),
        identity_status=IdentityStatus.VALIDATED,
        monitoring=Monitoring.ACTIVE,
        episode_started_at=context.clock.now(),
    )
    with context.database.writing(Scope(centre.id)) as session:
        (made,) = enrol(
            session, context.keys, centre.id, [newcomer], context.clock.now(), handled_long_ago
        )
    return made


@pytest.fixture
def here(qtbot, sit_down: SitDown, jobs, theme, settings, wording) -> Iterator[SimpleNamespace]:  # noqa: F811
    """A nurse who has just signed in, and their window."""
    station = sit_down()
    desk = TriageDesk(jobs, station.session, station.connection)
    shell = Shell(station.session, settings, desk, theme, wording)
    desk.setParent(shell)
    station.session.state_changed.connect(desk.stop)
    shell.resize(1366, 688)
    shell.show()
    shell.activateWindow()
    yield SimpleNamespace(station=station, shell=shell, desk=desk, person=station.person)
    desk.stop()
    shiboken6.delete(shell)


def _is_read(here) -> bool:
    return here.desk.file.header is not None


def _open(qtbot, here) -> None:
    here.shell.exceptional.ask()
    name_by_traits(here.shell, "le dantec", "JEANNE", "14 03 1958")
    press(here.shell, "Return")
    agree(here.shell)
    qtbot.waitUntil(lambda: here.shell.page == PATIENT_FILE and _is_read(here))


def test_the_file_is_read_and_ended_by_hand(qtbot, here, patient):
    _open(qtbot, here)
    file = here.shell.file

    assert here.desk.file.patient_id == patient
    assert "Accès exceptionnel, reste" in file.banner._look.exceptional
    assert "KERMARREC" in file.banner._look.family_name
    child(file, QPushButton, "patient_banner_end").click()

    qtbot.waitUntil(lambda: here.desk.file.is_gone)
    assert "Accès exceptionnel terminé." in said(file)
    here.shell.open_file(patient)
    qtbot.waitUntil(lambda: here.desk.file.is_gone)


def test_an_old_proof_is_renewed_in_place(qtbot, here, patient):
    here.station.pass_minutes(6)
    here.shell.exceptional.ask()
    name_by_traits(here.shell, "Kermarrec", "Jeanne", "14/03/1958")
    press(here.shell, "Return")
    agree(here.shell)
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    QTest.keyClicks(focused(), here.person.password)
    press(here.shell, "Return")
    QTest.keyClicks(focused(), here.person.code())
    press(here.shell, "Return")

    qtbot.waitUntil(lambda: here.shell.page == PATIENT_FILE and _is_read(here))
    assert here.desk.file.patient_id == patient


def test_whoever_is_unknown_is_refused_and_asked_for_again(qtbot, here, patient):
    here.shell.exceptional.ask()
    name_by_traits(here.shell, "Kermarrec", "Jane", "14/03/1958")
    press(here.shell, "Return")
    agree(here.shell)

    qtbot.waitUntil(lambda: not dialog(here.shell).is_confirming)
    assert "ne désigne pas une seule personne" in said(dialog(here.shell))
    assert is_asking(here.shell)


def test_an_answer_that_is_lost_is_asked_for_and_opens_once(qtbot, here, patient):
    here.station.cable.loses = "/api/v1/exceptional-accesses"
    here.shell.exceptional.ask()
    name_by_traits(here.shell, "Kermarrec", "Jeanne", "14/03/1958")
    press(here.shell, "Return")
    agree(here.shell)
    qtbot.waitUntil(lambda: "peut-être déjà ouvert" in said(dialog(here.shell)))
    check = [
        each for each in dialog(here.shell).findChildren(QPushButton) if each.text() == "Vérifier"
    ]
    check[0].click()

    qtbot.waitUntil(lambda: here.shell.page == PATIENT_FILE and _is_read(here))
    here.desk.exceptional.read()
    here.shell.go_to(SETTINGS)
    section = child(here.shell, QWidget, "settings_accesses")
    qtbot.waitUntil(lambda: said(section).count("KERMARREC") == 1)


def test_the_hour_is_that_of_the_service(qtbot, here, patient, sqlite_service):
    _open(qtbot, here)
    here.station.pass_minutes(60)
    sqlite_service.stay_signed_in()
    here.desk.file.series.read()

    qtbot.waitUntil(lambda: here.desk.file.is_gone)
    assert here.desk.file.header is None
