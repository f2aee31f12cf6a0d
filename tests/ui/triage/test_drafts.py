"""What was typed into a form comes back: after Esc, another alert, a lock, a crash (1.6, 3.2)."""

import os
import secrets
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from console.stores.draft_file import Draft, DraftFile
from console.stores.states import ActState
from resources.wording import Wording
from services.contract.enums import ActionKind
from tests.samples.rows import NOW, me
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from ui.triage.forms.make import Around, FormKind, make_form

ROOT = Path(__file__).resolve().parents[3]
TYPING = """
import sys
from pathlib import Path
from uuid import UUID
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from console.jobs import Jobs
from console.settings import Settings
from console.stores.drafts import DraftShelf
from resources.wording import Wording
from tests.samples.desk import SampleDesk
from tests.samples.rows import NOW, me
from tests.support.ui_parts import make_parts
from widgets.theme import Theme, ThemeMode

key, folder = bytes.fromhex(sys.argv[1]), Path(sys.argv[2])
app = QApplication(["vigie"])
jobs = Jobs()
drafts = DraftShelf(jobs, lambda: key, folder).of(me().person.id, lambda: NOW)
parts = make_parts(
    Theme(app, ThemeMode.LIGHT),
    Settings(folder / "console.ini"),
    Wording("fr"),
    desk=SampleDesk(drafts=drafts),
)
parts.shell.show()
while parts.details.shown.alert is None:
    QTest.qWait(10)
parts.triage.perform("note")
parts.triage.detail.findChild(QPlainTextEdit, "note_text").setPlainText("Avant la coupure")
print("typed", flush=True)
app.exec()
"""

NOTHING_TYPED = frozenset({FormKind.ACKNOWLEDGE, FormKind.END_EXPECTED})


def _note(parts) -> str:
    return child(parts.triage.detail, QPlainTextEdit, "note_text").toPlainText()


def test_esc_keeps_it_and_the_form_says_from_when_it_is(parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "Rappeler")
    press(parts.shell, "Escape", "N")

    assert _note(parts) == "Rappeler"
    assert "Brouillon : 10:41" in {plain(text) for text in visible_texts(parts.triage.detail)}


@pytest.mark.parametrize(
    ("days", "said"), [(1, "Brouillon : hier 10:42"), (2, "Brouillon : 16-nov. 10:42")]
)
def test_of_whatever_day_a_draft_is_its_sentence_is_right(parts, days, said):
    key = (parts.shown().id, "note")
    parts.drafts.kept[key] = Draft(*key, '"Rappeler"', NOW - timedelta(days=days))
    press(parts.shell, "N")

    assert said in {plain(text) for text in visible_texts(parts.triage.detail)}


def test_a_form_without_a_draft_says_nothing_of_one(parts):
    press(parts.shell, "N")

    assert not [text for text in visible_texts(parts.triage.detail) if "Brouillon" in text]


def test_it_comes_back_on_its_own_alert_only(parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "Sur le premier")
    parts.triage.list.view.choose(3)
    QTest.qWait(0)
    parts.triage.perform("note")
    assert _note(parts) == ""

    parts.triage.list.view.choose(0)
    QTest.qWait(0)
    parts.triage.perform("note")
    assert _note(parts) == "Sur le premier"


def test_every_form_brings_its_own_fields_back(parts):
    press(parts.shell, "T")
    child(parts.triage.detail, QAbstractButton, "call_result_patient_reached").click()
    QTest.keyClicks(child(parts.triage.detail, QPlainTextEdit, "call_note"), "Va mieux")
    press(parts.shell, "Escape", "M")
    QTest.keyClicks(child(parts.triage.detail, QLineEdit, "measure_note"), "Voir demain")
    press(parts.shell, "Escape", "T")

    assert child(parts.triage.detail, QAbstractButton, "call_result_patient_reached").isChecked()
    assert child(parts.triage.detail, QPlainTextEdit, "call_note").toPlainText() == "Va mieux"
    press(parts.shell, "Escape", "M")
    assert child(parts.triage.detail, QLineEdit, "measure_note").text() == "Voir demain"


def test_what_is_sent_is_erased_once_the_service_has_it(parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "Rappeler")
    press(parts.shell, "Ctrl+Return")
    key = (parts.shown().id, "note")
    assert key in parts.drafts.kept

    for state in (ActState.REFUSED, ActState.DONE):
        press(parts.shell, "N", "Ctrl+Return")
        number = len(parts.actions.asked)
        parts.actions.settle(SampleIntention(f"key-{number}", key[0], ActionKind.NOTE, state, None))
        assert (key in parts.drafts.kept) is (state is ActState.REFUSED)


def test_an_emptied_form_leaves_no_draft(parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "R")
    press(parts.shell, "Escape", "N", "Backspace", "Escape")

    assert parts.drafts.kept == {}


def test_it_is_kept_while_it_is_typed(qtbot, parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "Rappeler")

    qtbot.waitUntil(lambda: bool(parts.drafts.kept), timeout=5000)


def test_a_lock_and_the_end_of_the_session_keep_it_at_once(parts):
    press(parts.shell, "N")
    QTest.keyClicks(focused(), "A")
    parts.shell.set_locked(True)
    assert parts.drafts.kept
    parts.shell.set_locked(False)

    QTest.keyClicks(focused(), "B")
    parts.shell.close_session()
    assert [draft.content for draft in parts.drafts.kept.values()] == ['"AB"']


def test_a_draft_that_this_version_cannot_read_is_left_out(parts):
    parts.drafts.put(parts.shown().id, "measure", '{"codes": ["what?"]}')

    press(parts.shell, "M")

    assert parts.triage.forms.kind is FormKind.MEASURE
    assert child(parts.triage.detail, QLineEdit, "measure_note").text() == ""
    told = "Brouillon : 10:41. Illisible ici, gardé tant que rien n'est écrit"
    assert told in visible_texts(parts.triage.detail)


def test_a_draft_that_cannot_be_read_stays_until_something_else_is_typed(parts):
    newer = '{"newer": "format"}'
    parts.drafts.put(parts.shown().id, "note", newer)

    press(parts.shell, "N")
    parts.triage.forms.keep_draft()
    parts.triage.set_wording(Wording("en"))
    press(parts.shell, "Escape")
    assert [draft.content for draft in parts.drafts.kept.values()] == [newer]

    press(parts.shell, "N")
    QTest.keyClicks(focused(), "R")
    parts.triage.forms.keep_draft()
    assert [draft.content for draft in parts.drafts.kept.values()] == ['"R"']
    press(parts.shell, "Backspace", "Escape")
    assert parts.drafts.kept == {}


@pytest.mark.parametrize("kind", [kind for kind in FormKind if kind not in NOTHING_TYPED])
def test_every_form_in_which_one_types_says_what_its_draft_is(parts, theme, wording, kind):
    """Otherwise what is typed there is lost with the next key."""
    lists: Any = parts.escalation_lists
    around = Around(me().person.id, me().role, parts.session.server_now, lists)
    made_form = make_form(kind, parts.shown(), around, theme, wording, parts.triage.detail)

    assert made_form.draft_type is not None
    made_form.deleteLater()


def test_a_console_that_is_killed_loses_no_more_than_a_second(qtbot, tmp_path):
    key, folder = secrets.token_bytes(32), tmp_path / "drafts"
    file = DraftFile(folder, key, me().person.id)
    command = [sys.executable, "-c", TYPING, key.hex(), str(folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"typed\n"
        qtbot.waitUntil(file.path.exists, timeout=20_000)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    finally:
        process.kill()
        process.communicate()

    assert process.returncode == -signal.SIGKILL
    (draft,) = file.read(NOW)
    assert draft.kind == "note"
    assert draft.content == '"Avant la coupure"'
    assert DraftFile(folder, key, UUID(int=99)).read(NOW) == []
