"""The silent patients on screen: keys, choosing several, reminders, and what it leads to."""

import pytest

from console.errors import Offline, Unexpected
from services.contract.enums import Role
from services.contract.non_responders import Silence
from services.contract.schedule import ReminderOutcome
from tests.samples.rows import me
from tests.samples.silence import many_silent
from tests.samples.stores import SampleSession
from tests.support.ui_parts import Parts, child, make_parts, press, visible_texts
from ui.archive.dialog import ArchiveDialog
from ui.non_responders.acts_bar import ANSWER, ARCHIVE, CALL, OPEN, PAUSE, REMIND
from ui.non_responders.screen import NonRespondersScreen
from widgets.button import Button
from widgets.strip import Strip
from widgets.text_table import TextTable


@pytest.fixture
def screen(parts: Parts) -> NonRespondersScreen:
    """The list in front, with the keyboard on it."""
    press(parts.shell, "G", "N")
    assert parts.shell.silence.screen is not None
    return parts.shell.silence.screen


def _keys(parts: Parts) -> list[object]:
    return [silent.key for silent in parts.silence.rows]


def test_the_first_screen_is_the_one_that_it_was(parts):
    assert parts.shell.page == "triage"
    assert parts.silence.lists.asked == []


def test_g_then_n_opens_it_on_the_most_worrying(parts, screen):
    assert parts.shell.page == "non_responders"
    assert screen.table.hasFocus()
    assert screen.table.key == _keys(parts)[0]


def test_space_and_shift_choose_several_and_r_reminds_them(parts, screen):
    press(parts.shell, "Space", "Shift+Down", "Shift+Down", "R")
    strip = child(screen, Strip, "silence_strip")
    assert "Relancer 3 patients maintenant" in strip.accessibleName()
    assert parts.silence.lists.reminded == []
    press(parts.shell, "Return")

    ((asked, _key),) = parts.silence.lists.reminded
    assert list(asked) == _keys(parts)[:3]
    assert screen.chosen.rows == []


def test_nobody_is_reminded_without_a_yes(parts, screen):
    press(parts.shell, "R", "Escape")

    assert parts.silence.lists.reminded == []
    assert screen.table.hasFocus()


def test_who_was_not_reminded_is_named_with_the_reason(parts, screen):
    parts.silence.lists.outcomes[_keys(parts)[0]] = ReminderOutcome.TOO_SOON
    press(parts.shell, "Space", "Shift+Down", "R", "Return")
    (row,) = child(screen, TextTable, "silence_report").rows

    assert row.texts == ("ABGRALL Nolwenn", "Déjà relancé il y a moins de 24 h")
    assert "Relances envoyées : 1. Non envoyées : 1." in set(visible_texts(screen))


def test_fifty_at_most(parts, screen):
    parts.silence.lists.rows = many_silent(80)
    parts.silence.apply_news()
    screen.chosen.toggle(_keys(parts)[0])
    screen.chosen.extend_to(49)
    assert len(screen.chosen.rows) == 50
    screen.chosen.toggle(_keys(parts)[60])

    assert len(screen.chosen.rows) == 50
    assert "50 patients au plus à la fois." in set(visible_texts(screen))


def test_a_lost_answer_of_reminders_is_asked_for_again_under_its_key(parts, screen):
    parts.silence.lists.faults["remind"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "R", "Return")
    del parts.silence.lists.faults["remind"]
    strip = child(screen, Strip, "silence_strip")
    assert strip.isVisible()
    strip.accepted.emit()

    first, again = parts.silence.lists.reminded
    assert first == again


def test_t_records_the_call_on_the_alert_of_the_silence(parts, screen, monkeypatch):
    wanted: list[tuple[object, ...]] = []
    monkeypatch.setattr(parts.triage.visiting, "show", lambda *asked: wanted.append(asked))
    press(parts.shell, "T")
    row = parts.silence.rows[0].row

    assert parts.shell.page == "triage"
    assert wanted == [(row.patient.id, (row.silence_alert_id, 0), "call")]


def test_t_opens_the_file_of_whoever_has_no_such_alert(parts, screen, monkeypatch):
    opened: list[object] = []
    monkeypatch.setattr(parts.shell, "open_file", lambda key, _from="": opened.append(key))
    screen.table.choose(3)
    press(parts.shell, "T")

    assert parts.silence.rows[3].row.silence_alert_id is None
    assert opened == [_keys(parts)[3]]


def test_q_fills_in_with_the_patient_and_esc_comes_back(parts, screen):
    press(parts.shell, "J", "Q")
    assert parts.shell.page == "answering"
    assert parts.answering.patient_id == _keys(parts)[1]
    press(parts.shell, "Escape")

    assert parts.shell.page == "non_responders"


def test_a_ends_the_follow_up_of_the_row_and_ctrl_z_goes_on_with_it(parts, screen):
    parts.archiving.calls.changes["open_alerts"] = []
    press(parts.shell, "J", "A")
    dialog = child(parts.shell, ArchiveDialog, "archive_dialog")
    assert parts.archiving.patient == parts.silence.rows[1].row.patient
    dialog.fields.reason_field.set_raw("transfer")
    press(parts.shell, "Ctrl+Return")
    [(ended, _, _)] = parts.archiving.calls.ended
    assert ended == parts.silence.rows[1].row.patient.id

    press(parts.shell, "Ctrl+Z", "Ctrl+Z")

    assert [patient_id for patient_id, _ in parts.archiving.calls.undone] == [ended]


def test_a_pause_needs_a_reason_and_is_sent_for_its_patient(parts, screen):
    screen.perform(PAUSE)
    child(screen, Button, "form_submit").click()
    assert parts.silence.calls.asked == []
    form = screen.plans.form
    assert form is not None
    form._body._reason.choose(0)
    child(screen, Button, "form_submit").click()

    ((what, ask, _),) = parts.silence.calls.asked
    assert (what, ask.reason.value, ask.until_on) == ("pause", "hospitalised", None)
    assert screen.plans.form is None


def test_who_answered_stays_in_place_and_says_so(parts, screen):
    key = _keys(parts)[0]
    screen.chosen.toggle(key)
    parts.silence.lists.rows = parts.silence.lists.rows[1:]
    parts.silence.refresh()
    assert parts.silence.rows[0].has_left
    assert parts.silence.news == 1
    assert screen.chosen.rows == []
    press(parts.shell, "F5")

    assert key not in _keys(parts)


def test_everybody_answered(parts):
    parts.silence.lists.rows = []
    press(parts.shell, "G", "N")

    assert "Tout le monde a répondu" in set(visible_texts(parts.shell))


def test_groups_are_asked_for(parts, screen):
    screen.head.group_chosen.emit(Silence.NEVER_ACTIVATED)

    assert parts.silence.lists.asked[-1]["silence"] == "never_activated"
    assert len(parts.silence.rows) == 2


def test_without_contact_the_list_is_read_and_nothing_is_sent(parts, screen):
    parts.silence.lists.faults["page"] = Offline("ConnectError")
    parts.connection.shows_offline = True
    parts.silence.refresh()
    parts.connection.changed.emit()

    assert len(parts.silence.rows) == 6
    assert [screen.bar.offers(act) for act in (REMIND, PAUSE, OPEN)] == [False, False, True]


def test_a_list_that_cannot_be_read_says_so(parts):
    parts.silence.lists.faults["page"] = Unexpected("unavailable", status=503, retryable=True)
    press(parts.shell, "G", "N")

    assert "Liste des patients sans réponse indisponible." in set(visible_texts(parts.shell))


def test_an_oncologist_reads_and_may_end_a_follow_up(theme, settings, wording, qtbot):
    session = SampleSession()
    session.me = me().model_copy(update={"role": Role.ONCOLOGIST})
    made = make_parts(theme, settings, wording, session)
    qtbot.addWidget(made.shell)
    made.shell.go_to("non_responders")
    screen = made.shell.silence.screen

    assert screen is not None
    acts = (REMIND, PAUSE, ANSWER, CALL, ARCHIVE, OPEN)
    assert [screen.bar.offers(act) for act in acts] == [False, False, False, False, True, True]


def test_a_role_without_patients_has_no_such_screen(theme, settings, wording, qtbot):
    session = SampleSession()
    session.me = me().model_copy(update={"actions": [], "role": Role.ADMIN})
    made = make_parts(theme, settings, wording, session)
    qtbot.addWidget(made.shell)
    made.shell._commands.go_to_silence()

    assert made.shell.silence.screen is None
    assert "non_responders" not in made.shell._rail._items


def test_behind_the_mask_no_name_and_no_day_of_birth_is_painted(parts, screen):
    press(parts.shell, "F9")
    text = screen._model.text_at(0)

    assert "ABGRALL" not in text.family_name
    assert "1981" not in text.born
