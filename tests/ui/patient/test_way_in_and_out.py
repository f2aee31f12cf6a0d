"""Into a file from the list, out of it to the same place, and from it to its alert in triage."""

import pytest

from console.errors import Offline
from console.settings import LetterKeys
from console.stores.states import StoreState
from services.contract.enums import Role
from tests.samples import file_data
from tests.samples.desk import SampleDesk
from tests.samples.rows import LE_BIHAN, worklist
from tests.samples.stores import SampleSession
from tests.support.ui_parts import child, focused, make_parts, press
from tests.ui.patient.looking import tab
from ui.patient.head import FileTab
from ui.shell.pages import PATIENT_FILE, TRIAGE
from ui.triage.forms.make import FormKind
from widgets.button import Button


def test_the_key_opens_the_file_of_the_selected_patient_and_escape_comes_back_to_the_row(parts):
    press(parts.triage.list.view, "J", "J")
    key = parts.triage.list.view.key

    press(parts.shell, "O")
    assert parts.shell.page == PATIENT_FILE
    assert parts.file.patient_id == key
    assert parts.shell.screen_name == "Dossier"

    press(parts.shell, "Escape")
    assert parts.shell.page == TRIAGE
    assert parts.triage.list.view.key == key
    assert focused() is parts.triage.list.view


def test_the_button_beside_the_identity_opens_it_too(parts):
    button = next(
        each for each in parts.triage.detail.findChildren(Button) if each.text() == "Ouvrir"
    )
    button.click()

    assert parts.shell.page == PATIENT_FILE


def test_a_role_that_reads_no_file_opens_none(theme, settings, wording, qtbot):
    session = SampleSession()
    assert session.me is not None
    allowed = [each for each in session.me.actions if each != "read_patient_series"]
    session.me = session.me.model_copy(update={"actions": allowed})
    parts = make_parts(theme, settings, wording, session, SampleDesk())
    qtbot.addWidget(parts.shell)
    parts.shell.show()
    parts.shell.take_focus()

    press(parts.shell, "O")

    assert parts.shell.page == TRIAGE
    assert not any(
        each.isVisible() and each.text() == "Ouvrir" for each in parts.shell.findChildren(Button)
    )


def test_another_patient_begins_on_the_synthesis(opened):
    press(opened.shell, "Ctrl+Tab")
    assert tab(opened) is FileTab.TIMELINE

    opened.shell.open_file(LE_BIHAN.id)

    assert tab(opened) is FileTab.SYNTHESIS


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("T", FormKind.CALL),
        ("M", FormKind.MEASURE),
        ("N", FormKind.NOTE),
        ("E", FormKind.ESCALATE),
    ],
)
def test_an_act_is_begun_on_the_open_alert_in_triage(opened, key, kind):
    press(opened.shell, key)

    assert opened.shell.page == TRIAGE
    assert opened.triage.forms.kind is kind
    assert opened.triage.forms.alert.id == worklist()[0].alert_id


def test_an_alert_that_stands_in_no_row_is_visited(opened):
    rows = opened.worklist.rows
    opened.worklist.put_rows(rows[1:])

    press(opened.shell, "N")

    assert opened.shell.page == TRIAGE
    assert opened.triage.forms.kind is FormKind.NOTE
    assert opened.triage.forms.alert.id == rows[0].row.alert_id


def test_an_act_that_comes_late_is_not_begun_on_another_patient(opened):
    """Somebody chose another row before the alert was here (H-06)."""
    rows = opened.worklist.rows
    wanted = rows[0].row.alert_id
    held = opened.details.alerts.pop(wanted)
    opened.worklist.put_rows(rows[1:])
    press(opened.shell, "N")
    assert opened.triage.forms.kind is None

    press(opened.triage.list.view, "J")
    opened.details.alerts[wanted] = held
    opened.details.show(wanted, 1)

    assert opened.triage.forms.kind is None


def test_without_an_open_alert_an_act_says_so_and_stays(parts):
    parts.file.files.series = lambda weeks: file_data.series(weeks or 31, open_alerts=[])
    press(parts.shell, "O", "T")

    assert parts.shell.page == PATIENT_FILE
    assert "Aucune alerte ouverte." in [each.accessibleName() for each in parts.shell.toasts.toasts]


def test_the_card_leads_to_triage_without_an_act(opened):
    child(opened.shell, Button, "patient_open_alert_link").click()

    assert opened.shell.page == TRIAGE
    assert opened.triage.forms.kind is None


def test_an_oncologist_answers(theme, settings, wording, qtbot, parts):
    me = parts.session.me
    changed = {"role": Role.ONCOLOGIST, "actions": [*me.actions, "answer_escalation"]}
    parts.session.me = me.model_copy(update=changed)
    press(parts.shell, "O")

    assert child(parts.shell, Button, "patient_act_escalate").accessibleName() == "Répondre"


def test_letters_that_are_switched_off_do_nothing_and_are_not_shown(opened, settings):
    settings.letter_keys = LetterKeys.OFF

    press(opened.shell, "N")

    assert opened.shell.page == PATIENT_FILE


def test_behind_the_lock_the_file_is_not_read_again(opened):
    opened.file.files.faults["series"] = Offline("ConnectError")

    opened.shell.set_locked(True)
    opened.file.hear()
    before = opened.file.series.shown.state

    opened.shell.set_locked(False)
    assert (before, opened.file.series.shown.state) == (StoreState.READY, StoreState.STALE)
