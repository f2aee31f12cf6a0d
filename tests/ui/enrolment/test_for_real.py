"""A patient enrolled on the real service by the keyboard, invited, and what they said withdrawn."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtWidgets import QLineEdit, QPushButton

from console.stores.desk import TriageDesk
from console.stores.patient_file import PatientFileStore
from services.contract.enums import Monitoring
from services.contract.week_enums import ConsentChoice, InvitationChannel
from tests.console.workstation import SitDown, sit_down  # noqa: F401
from tests.support.ui_parts import child, press
from ui.enrolment.end_page import EndPage
from ui.enrolment.steps import StepName
from ui.patient.head import FileTab
from ui.shell import Shell
from ui.shell.pages import NOTICES, PATIENT_FILE

ELIGIBLE = {
    "has_cancer": "yes",
    "has_systemic_treatment": "yes",
    "language": "fr",
    "reach": "sms",
    "phone": "06 39 98 14 27",
}
ANSWERED = {
    "telemonitoring": "accepted",
    "research": "opposed",
    "communication": "refused",
    "collection": "in_person",
    "language": "fr",
    "notices": "yes",
}


@pytest.fixture
def here(qtbot, sit_down: SitDown, jobs, theme, settings, wording) -> Iterator[SimpleNamespace]:  # noqa: F811
    """A nurse before an empty panel."""
    station = sit_down()
    desk = TriageDesk(jobs, station.session, station.connection)
    shell = Shell(station.session, settings, desk, theme, wording)
    desk.setParent(shell)
    station.session.state_changed.connect(desk.stop)
    shell.resize(1366, 688)
    shell.show()
    shell.activateWindow()
    yield SimpleNamespace(station=station, shell=shell, desk=desk, store=desk.enrolments)
    desk.stop()
    shell.hide()
    shiboken6.delete(shell)


def _desk(here):
    return here.shell.enrolment.screen.desk


def _monitoring(file: PatientFileStore) -> Monitoring | None:
    return None if file.header is None else file.header.monitoring


def _type(here, **texts: str) -> None:
    for name, text in texts.items():
        child(here.shell.enrolment.screen, QLineEdit, f"field_{name}").setText(text)


def _begin(qtbot, here) -> None:
    """From the search to a person who is pending."""
    here.shell.enrolment.open()
    qtbot.waitUntil(lambda: here.store.proposals is not None and here.store.drafts is not None)
    _type(here, birth_date="04/05/1961", family_name="Abgrall")
    press(here.shell, "Return")
    qtbot.waitUntil(lambda: _desk(here).seeking.is_creating)
    _type(here, given_name="Nolwenn", record_number="800777123")
    _desk(here).seeking.page.form.put({"sex": "female", "document": "passport"})
    _desk(here).go_on()
    qtbot.waitUntil(lambda: here.store.enrolment is not None)


def _pathway(here) -> dict[str, str]:
    proposed = here.store.proposals
    [unit] = [each for each in proposed.units if each.unit_id == here.store.enrolment.unit_id]
    today = here.station.session.server_now().date().strftime("%d/%m/%Y")
    doctor = str(unit.oncologists[0].id)
    return {
        "disease": "Cancer du côlon",
        "diagnosed_on": today,
        "line_name": "FOLFOX",
        "line_started_on": today,
        "oncologist_id": doctor,
        "prescriber_id": doctor,
        "prescribed_on": today,
        "ends_on": proposed.latest_end_on.strftime("%d/%m/%Y"),
    }


def _fill(qtbot, here, raw: dict[str, str], then: StepName | None) -> None:
    _desk(here).form_page.form.put(raw)
    _desk(here).go_on()
    if then is not None:
        qtbot.waitUntil(lambda: _desk(here).step is then)


def _enrol(qtbot, here) -> None:
    _begin(qtbot, here)
    assert _desk(here).step is StepName.ELIGIBILITY
    _fill(qtbot, here, ELIGIBLE, StepName.PATHWAY)
    _fill(qtbot, here, _pathway(here), StepName.CONSENT)
    _fill(qtbot, here, ANSWERED, None)
    qtbot.waitUntil(lambda: isinstance(_desk(here).page, EndPage))


def test_somebody_is_enrolled_invited_and_withdraws(qtbot, here):
    _enrol(qtbot, here)
    page = _desk(here).page
    assert here.store.enrolment.finished_at is not None
    page.invitation.wanted.emit(InvitationChannel.SHEET)
    qtbot.waitUntil(lambda: page.made is not None)
    assert len(page.made.code) == 6

    _desk(here).want_file()
    file = here.desk.file
    qtbot.waitUntil(lambda: file.header is not None)
    assert here.shell.page == PATIENT_FILE
    assert _monitoring(file) is Monitoring.ACTIVE
    here.shell.file.choose_tab(FileTab.CONSENTS)
    tab = here.shell.file.consents
    qtbot.waitUntil(lambda: file.consents.shown.value is not None)
    qtbot.waitUntil(lambda: file.invitations.shown.value is not None)
    assert len(file.invitations.shown.value.items) == 1
    qtbot.waitUntil(lambda: child(tab, QPushButton, "consents_act_0").isVisible())
    child(tab, QPushButton, "consents_act_0").click()
    tab.form.how.set_raw("by_phone")
    tab.form.submit.click()
    qtbot.waitUntil(lambda: _monitoring(file) is Monitoring.ENDED)
    line = file.consents.shown.value.lines[0]
    assert line.standing.choice is ConsentChoice.WITHDRAWN


def test_a_draft_is_found_again_and_a_lost_answer_makes_one_patient(qtbot, here):
    here.station.cable.loses = "/api/v1/enrolments"
    here.shell.enrolment.open()
    qtbot.waitUntil(lambda: here.store.proposals is not None and here.store.drafts is not None)
    _type(here, birth_date="04/05/1961", family_name="Abgrall")
    press(here.shell, "Return")
    qtbot.waitUntil(lambda: _desk(here).seeking.is_creating)
    here.station.cable.loses = "/api/v1/enrolments"
    _type(here, given_name="Nolwenn", record_number="800777123")
    _desk(here).seeking.page.form.put({"sex": "female"})
    _desk(here).go_on()
    qtbot.waitUntil(lambda: here.store.acts.is_unsettled or here.store.enrolment is not None)
    _desk(here).do("check")
    qtbot.waitUntil(lambda: here.store.enrolment is not None)

    here.shell.enrolment.screen.leave()
    here.shell.enrolment.open()
    qtbot.waitUntil(lambda: len(here.store.drafts or []) == 1)
    press(here.shell, "Escape")


def test_two_colleagues_lose_nothing(qtbot, here, sqlite_service):
    _begin(qtbot, here)
    patient_id, version = here.store.enrolment.patient.id, here.store.enrolment.version
    answer = sqlite_service.client.put(
        f"/api/v1/enrolments/{patient_id}/steps/eligibility",
        json={"has_cancer": True, "language": "en"},
        headers=sqlite_service.writing_as("nurse") | {"If-Match": f'"{version}"'},
    )
    assert answer.status_code == 200, answer.text
    _desk(here).form_page.form.put({"language": "fr"})
    _desk(here).go_on()
    qtbot.waitUntil(lambda: here.store.enrolment.version > version)

    raw = _desk(here).form_page.form.raw()
    assert (raw["has_cancer"], raw["language"]) == ("yes", "fr")
    assert "gardée" in _desk(here).telling.text


def test_the_notices_are_acknowledged_once(qtbot, here):
    notices = here.desk.notices
    notices.start()
    qtbot.waitUntil(lambda: here.shell.page == NOTICES)
    assert notices.waiting
    here.shell.notices.screen.agree.click()
    qtbot.waitUntil(lambda: here.shell.page != NOTICES)

    assert notices.waiting == []
    notices.forget()
    notices.start()
    qtbot.waitUntil(lambda: notices.notices is not None)
    assert notices.waiting == []
