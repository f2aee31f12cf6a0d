"""A questionnaire filled in by telephone: keys, branches, drafts, and what came of it."""

import json

import pytest

from console.errors import Offline
from console.stores.answering import AnsweringState, draft_kind
from services.contract.enums import AnswerOutcome
from tests.samples.rows import KERMARREC
from tests.samples.silence import silent_rows
from tests.samples.weeks import survey_week, weeks
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.answering.screen import AnsweringScreen
from widgets.button import Button
from widgets.choice_rows import ChoiceRow
from widgets.strip import Strip

OTHER = silent_rows()[0].patient


@pytest.fixture
def screen(parts: Parts) -> AnsweringScreen:
    """The first question, with the keyboard on its answers."""
    parts.shell.answering.open(KERMARREC.id, "triage")
    assert parts.shell.answering.screen is not None
    return parts.shell.answering.screen


def _at(parts: Parts) -> str:
    assert parts.answering.question is not None
    return parts.answering.question.link_id


def _state(parts: Parts) -> AnsweringState:
    return parts.answering.state


def _fill(parts: Parts) -> None:
    store = parts.answering
    while store.state is AnsweringState.ASKING and store.question is not None:
        if store.question.choices:
            store.answer(store.question.choices[0].code)
        store.go_on()


def test_nothing_is_answered_before_somebody_answers(parts, screen):
    assert parts.answering.answers == {}
    assert not any(row.isChecked() for row in screen.findChildren(ChoiceRow))


def test_a_digit_chooses_enter_goes_on_and_backspace_goes_back(parts, screen):
    press(parts.shell, "3")
    assert (_at(parts), parts.answering.answers) == ("fatigue.severity", {"fatigue.severity": "3"})

    press(parts.shell, "Return")
    assert _at(parts) == "fatigue.interference"
    press(parts.shell, "Backspace")
    assert _at(parts) == "fatigue.severity"
    assert [row.isChecked() for row in screen.card.choices.rows()].index(True) == 3


def test_the_arrows_and_the_letter_of_opting_out_choose_too(parts, screen):
    press(parts.shell, "Down", "Down")
    assert parts.answering.answers == {"fatigue.severity": "1"}
    press(parts.shell, "P", "Return")

    assert parts.answering.answers == {"fatigue.severity": "opt-out"}
    assert _at(parts) == "pain.frequency"


def test_the_unshifted_keys_of_a_french_keyboard_are_digits(screen):
    assert screen.card.choices.press("é")
    assert screen.card.choices.code == "2"


def test_a_question_is_passed_over_only_by_a_second_enter(parts, screen):
    press(parts.shell, "Return")
    assert _at(parts) == "fatigue.severity"
    assert child(screen, Strip, "answering_notice").isVisible()
    press(parts.shell, "Return")
    assert _at(parts) == "pain.frequency"


def test_a_required_question_wants_an_answer(parts, screen):
    parts.answering.go_to("abdominal_pain.frequency")
    press(parts.shell, "Return", "Return", "Return")

    assert _at(parts) == "abdominal_pain.frequency"


def test_it_is_read_out_in_the_language_of_the_patient(parts):
    told = weeks()
    english = told.preference.model_copy(update={"language": "en"})
    parts.silence.calls.weeks = weeks(preference=english)
    parts.shell.answering.open(KERMARREC.id, "triage")
    question = parts.answering.question

    assert question is not None
    assert question.words.text("en") in set(visible_texts(parts.shell.answering.screen))


def test_all_of_it_is_sent_after_a_look_at_the_whole(parts, screen):
    _fill(parts)
    assert parts.silence.calls.sent == []
    assert screen.summary.table.isVisible()
    press(parts.shell, "Ctrl+Return")

    ((patient_id, content, _key),) = parts.silence.calls.sent
    assert patient_id == KERMARREC.id
    assert (content.questionnaire, content.version) == ("vigie-weekly", "1.1.0")
    assert content.items["diarrhoea"] == {"frequency": 0}
    assert parts.answering.state is AnsweringState.DONE
    assert parts.drafts.kept == {}


def test_what_was_typed_is_kept_for_this_patient_and_this_week_alone(parts, screen):
    press(parts.shell, "2", "Return", "1")
    before = dict(parts.answering.answers)
    press(parts.shell, "Escape")
    assert parts.shell.page == "triage"

    parts.shell.answering.open(OTHER.id, "triage")
    assert parts.answering.answers == {}
    parts.shell.answering.open(KERMARREC.id, "triage")
    assert parts.answering.answers == before
    assert _at(parts) == "fatigue.interference"
    told = weeks().weeks.model_copy(update={"items": [survey_week(id=OTHER.id)]})
    press(parts.shell, "Escape")
    parts.silence.calls.weeks = weeks(weeks=told)
    parts.shell.answering.open(KERMARREC.id, "triage")
    assert parts.answering.answers == {}


def test_a_lock_keeps_every_answer_and_the_place(parts, screen):
    press(parts.shell, "2", "Return", "1")
    parts.shell.set_locked(True)
    parts.shell.set_locked(False)

    assert parts.answering.answers == {"fatigue.severity": "2", "fatigue.interference": "1"}
    assert _at(parts) == "fatigue.interference"


def test_without_contact_it_is_filled_in_and_not_sent(parts, screen):
    parts.connection.shows_offline = True
    parts.connection.changed.emit()
    _fill(parts)
    press(parts.shell, "Ctrl+Return")

    assert parts.silence.calls.sent == []
    assert not child(screen, Button, "answering_next").isEnabled()
    assert len(parts.drafts.kept) == 1


def test_a_lost_answer_is_asked_for_again_under_its_key_even_after_a_crash(parts, screen):
    _fill(parts)
    parts.silence.calls.faults["submit"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Ctrl+Return")
    assert _state(parts) is AnsweringState.UNKNOWN
    ((_, first, key),) = parts.silence.calls.sent
    kept = json.loads(parts.drafts.kept[KERMARREC.id, draft_kind(survey_week())].content)
    assert kept["key"] == key

    # The program ends here, and begins again with what lies on the disk.
    parts.answering.forget()
    del parts.silence.calls.faults["submit"]
    parts.shell.answering.open(KERMARREC.id, "triage")
    assert _state(parts) is AnsweringState.UNKNOWN
    parts.answering.send()

    _, again = parts.silence.calls.sent
    assert again == (KERMARREC.id, first, key)
    assert _state(parts) is AnsweringState.DONE


def test_an_alert_that_came_of_it_is_one_key_away(parts, screen, monkeypatch):
    wanted: list[object] = []
    visiting = parts.triage.visiting
    monkeypatch.setattr(visiting, "show", lambda *asked: wanted.append(asked))
    parts.silence.calls.outcome = AnswerOutcome.ALERT
    _fill(parts)
    press(parts.shell, "Ctrl+Return")
    child(screen, Button, "answering_alert").click()

    assert parts.shell.page == "triage"
    assert len(wanted) == 1


def test_a_temperature_without_its_hour_is_not_taken(parts, screen):
    parts.answering.go_to("temperature")
    reading = screen.card.temperature._readings[0]
    reading.degrees.set_raw("38,4")
    reading.day.set_raw("18/11/2025")
    screen.go_on()
    assert _at(parts) == "temperature"
    reading.hour.set_raw("08:30")
    screen.go_on()

    assert _at(parts) == "weight"
    assert parts.answering.answers["temperature"] == "38,4@2025-11-18T08:30:00+01:00"


def test_a_week_that_was_answered_is_not_opened_again(parts):
    told = weeks().weeks.model_copy(update={"items": [survey_week(is_answered=True)]})
    parts.silence.calls.weeks = weeks(weeks=told)
    parts.shell.answering.open(KERMARREC.id, "triage")

    assert parts.answering.state is AnsweringState.NOTHING_OPEN
    texts = set(visible_texts(parts.shell.answering.screen))
    assert "Le questionnaire de cette semaine a déjà une réponse" in texts
