"""What is expected of a patient: seen by everybody, decided by an oncologist, from the keyboard."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from console.errors import Refused
from console.settings import LetterKeys
from console.stores.expecting import ExceptionAct
from console.stores.states import ActState
from resources.wording import Wording
from resources.words import short_name
from services.contract.alerts import Claim
from services.contract.enums import AlertState, ExceptionEnd, ExceptionKind, MutingObstacle, Role
from services.contract.problems import CurrentState, Problem, ProblemCode
from services.contract.rule_exceptions import RuleException, RuleExceptionAsk
from tests.samples.expected import EXPECT_ACTIONS, broken, exception, expectable, snooze
from tests.samples.rows import ALAIN, HELENE, NOW, THOMAS
from tests.samples.stores import SampleIntention
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, press, visible_texts
from ui.triage.forms.base import BoundForm
from ui.triage.forms.end_expected import EndExpectedForm
from ui.triage.forms.expect import ExpectForm
from widgets.button import Button
from widgets.runs_label import RunsLabel

WORDS = "Douleur connue depuis la pose."


@pytest.fixture
def oncologist(parts: Parts) -> Parts:
    """The frame of somebody who may expect symptoms, on an alert with two rules."""
    me = parts.session.me
    assert me is not None
    actions = [*me.actions, *EXPECT_ACTIONS]
    changed = {"person": ALAIN, "role": Role.ONCOLOGIST, "actions": actions}
    parts.session.me = me.model_copy(update=changed)
    _stand(parts)
    return parts


def _stand(parts: Parts, *exceptions: RuleException, **changes: Any) -> None:
    usual = {"exceptions": list(exceptions), "expectable": expectable()}
    alert = parts.put_detail(0, **(usual | changes))
    parts.details.show(alert.id, 1)


def _form(parts: Parts) -> BoundForm:
    form = parts.triage.detail.form
    assert isinstance(form, BoundForm)
    return form


def _complaints(parts: Parts) -> list[str]:
    links = _form(parts)._errors.findChildren(QAbstractButton)
    return [plain(link.accessibleName()) for link in links]


def _offered(parts: Parts) -> list[str]:
    box = child(_form(parts), QComboBox, "expect_what")
    return [plain(box.itemText(place)) for place in range(box.count())]


def _lines(parts: Parts) -> list[str]:
    return [
        plain(label.text)
        for label in parts.triage.detail._expected.findChildren(RunsLabel)
        if label.isVisibleTo(parts.triage.detail)
    ]


def _button(parts: Parts, name: str) -> Button:
    return child(parts.triage.detail, Button, name)


def _says(parts: Parts) -> str:
    return plain(parts.shell.toasts.toasts[-1].accessibleName())


def test_s_expects_what_fired_with_a_reason_and_nothing_else_to_choose(oncologist):
    press(oncologist.shell, "S")

    assert isinstance(_form(oncologist).form, ExpectForm)
    assert focused().objectName() == "expect_reason"
    assert _offered(oncologist) == [
        "Toutes règles : Douleur abdominale",
        "Une seule : règle DOA-01 (Douleur abdominale)",
    ]
    child(_form(oncologist), QLineEdit, "expect_reason").setText(f"  {WORDS} ")
    press(oncologist.shell, "Ctrl+Return")

    ((kind, alert, content),) = oncologist.actions.asked
    assert (kind, alert.id) == (ExceptionAct.EXPECT, oncologist.worklist.rows[0].row.alert_id)
    assert content["ask"] == RuleExceptionAsk(
        kind=ExceptionKind.EXPECTED, item="abdominal_pain", level=2, days=7, reason=WORDS
    )


def test_one_rule_is_muted_for_some_days(oncologist):
    press(oncologist.shell, "S")
    child(_form(oncologist), QComboBox, "expect_what").setCurrentIndex(1)
    child(_form(oncologist), QComboBox, "expect_days").setCurrentIndex(2)
    child(_form(oncologist), QLineEdit, "expect_reason").setText(WORDS)
    press(oncologist.shell, "Ctrl+Return")

    ((_, _, content),) = oncologist.actions.asked
    ask = content["ask"]
    assert isinstance(ask, RuleExceptionAsk)
    assert (ask.kind, ask.rule_id, ask.days) == (ExceptionKind.SNOOZE, "DOA-01", 3)


@pytest.mark.parametrize("reason", ["", "ab", " .. !"])
def test_without_a_reason_nothing_is_muted(oncologist, reason):
    press(oncologist.shell, "S")
    child(_form(oncologist), QLineEdit, "expect_reason").setText(reason)

    press(oncologist.shell, "Ctrl+Return")

    assert oncologist.actions.asked == []
    assert _complaints(oncologist) == ["Écrivez le motif, trois caractères au moins."]
    assert focused().objectName() == "expect_reason"


def test_the_form_says_whose_it_is_what_it_does_and_what_is_never_muted(oncologist):
    _stand(oncologist, exception())
    press(oncologist.shell, "S")

    texts = " ".join(visible_texts(_form(oncologist)))
    assert "KERMARREC Jeanne, née le 14-mars-1958, IPP 800 451 237" in texts
    assert "Douleur abdominale jusqu'à ≈ 2 n'alerte plus" in texts
    assert "Au-dessus, c'est rompu d'office" in texts
    assert "Règle DIA-02 v3 (Diarrhée) : critique, jamais en sourdine" in texts
    assert "Fatigue jusqu'à ≈ 2 : déjà, jusqu'au 25-nov. 10:42" in texts


def test_until_when_is_a_civil_date_fourteen_days_away_at_most(oncologist):
    press(oncologist.shell, "S")
    days = child(_form(oncologist), QComboBox, "expect_days")

    assert days.count() == 14
    assert plain(days.currentText()) == "7 jours, mar. 25-nov. 10:42"
    assert plain(days.itemText(13)) == "14 jours, mar. 02-déc. 10:42"


def test_a_grade_that_is_passed_already_cannot_be_chosen(oncologist):
    press(oncologist.shell, "S")
    least, most = (child(_form(oncologist), QWidget, f"expect_level_{at}") for at in (0, 1))

    assert not least.isEnabled()
    assert most.isEnabled()


@pytest.mark.parametrize("grade", [1, 2])
def test_the_grade_of_today_is_proposed_and_no_higher_one(oncologist, grade):
    [critical, other] = expectable()
    hits = [critical, other.model_copy(update={"grade": grade})]
    _stand(oncologist, expectable=hits)
    press(oncologist.shell, "S")
    child(_form(oncologist), QLineEdit, "expect_reason").setText(WORDS)
    press(oncologist.shell, "Ctrl+Return")

    ((_, _, content),) = oncologist.actions.asked
    ask = content["ask"]
    assert isinstance(ask, RuleExceptionAsk)
    assert ask.level == grade


def test_where_nothing_can_be_muted_the_form_says_why_and_sends_nothing(oncologist):
    critical = [each for each in expectable() if each.obstacle is MutingObstacle.CRITICAL]
    _stand(oncologist, expectable=critical)
    press(oncologist.shell, "S", "Ctrl+Return")

    assert oncologist.actions.asked == []
    assert _complaints(oncologist) == ["Rien de cette alerte ne peut être mis en sourdine."]
    assert "critique, jamais en sourdine" in " ".join(visible_texts(_form(oncologist)))


def test_the_mouse_opens_the_same_form(oncologist):
    button = _button(oncologist, "why_mute")
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert isinstance(_form(oncologist).form, ExpectForm)


def test_what_was_typed_comes_back_after_esc(oncologist):
    press(oncologist.shell, "S")
    child(_form(oncologist), QComboBox, "expect_what").setCurrentIndex(1)
    child(_form(oncologist), QLineEdit, "expect_reason").setText(WORDS)
    press(oncologist.shell, "Escape")
    assert oncologist.triage.detail.form is None

    press(oncologist.shell, "S")

    assert child(_form(oncologist), QLineEdit, "expect_reason").text() == WORDS
    assert child(_form(oncologist), QComboBox, "expect_what").currentIndex() == 1


def test_another_language_keeps_what_was_set(oncologist):
    press(oncologist.shell, "S")
    child(_form(oncologist), QComboBox, "expect_what").setCurrentIndex(1)
    child(_form(oncologist), QComboBox, "expect_days").setCurrentIndex(0)
    oncologist.triage.set_wording(Wording("en"))

    box = child(_form(oncologist), QComboBox, "expect_what")
    assert plain(box.currentText()) == "One only: rule DOA-01 (Abdominal pain)"
    assert child(_form(oncologist), QComboBox, "expect_days").currentText().startswith("1 day,")


def test_a_nurse_sees_what_is_expected_and_the_key_says_why_she_cannot(parts):
    _stand(parts, exception())

    assert _lines(parts) == [
        "Attendu : Fatigue jusqu'à ≈ 2 · jusqu'au 25-nov. 10:42, par Dr A. Tanguy"
    ]
    assert not _button(parts, "why_mute").isVisible()
    assert not _button(parts, "expected_end").isVisible()
    press(parts.shell, "S")

    assert parts.triage.detail.form is None
    assert _says(parts) == "La sourdine est réservée aux oncologues : vous pouvez escalader."
    names = {act.value for act in parts.triage.allowed_acts()}
    assert not names & {"expect", "end_expected"}


def test_the_palette_offers_both_to_an_oncologist(oncologist):
    _stand(oncologist, exception())

    names = {act.value for act in oncologist.triage.allowed_acts()}
    assert {"expect", "end_expected"} <= names
    _stand(oncologist)
    names = {act.value for act in oncologist.triage.allowed_acts()}
    assert "expect" in names
    assert "end_expected" not in names
    oncologist.triage.perform("end_expected")
    assert _says(oncologist) == "Rien n'est attendu pour ce patient."


def test_every_standing_has_its_line(oncologist):
    ended = {"ended": ExceptionEnd.WITHDRAWN, "ended_at": NOW, "ended_by": HELENE}
    _stand(
        oncologist,
        snooze(),
        broken(),
        exception(4, in_force=False, **ended),
        exception(5, until=NOW - timedelta(hours=1), in_force=False),
        exception(6, in_force=False),
    )
    _button(oncologist, "expected_more").click()

    assert _lines(oncologist) == [
        "En sourdine : règle DOU-04 (Douleur jusqu'à ≈ 2)"
        " · jusqu'au 21-nov. 10:42, par Dr A. Tanguy",
        "Rompu 08:12, grade dépassé · Diarrhée jusqu'à ≈ 1, attendu par Dr A. Tanguy",
        f"Arrêté 10:42 · Fatigue jusqu'à ≈ 2, par {plain(short_name(HELENE.name))}",
        "Terminé 09:42 · Fatigue jusqu'à ≈ 2, attendu par Dr A. Tanguy",
        "Sans effet : les règles ont changé, ou le motif est illisible"
        " · Fatigue jusqu'à ≈ 2, jusqu'au 25-nov. 10:42, par Dr A. Tanguy",
    ]


def test_at_first_two_lines_and_the_others_on_demand(oncologist):
    _stand(oncologist, snooze(), broken(), exception(4))

    assert len(_lines(oncologist)) == 2
    more = _button(oncologist, "expected_more")
    assert more.text() == "Une autre"
    more.click()
    assert len(_lines(oncologist)) == 3
    more.click()
    assert len(_lines(oncologist)) == 2


def test_the_reason_and_what_was_muted_come_on_demand_and_never_behind_the_mask(parts):
    _stand(parts, exception())
    reason = child(parts.triage.detail, QWidget, "expected_reason_text")
    assert not reason.isVisible()

    _button(parts, "expected_reason").click()

    assert reason.isVisible()
    said = plain(reason.text())  # type: ignore[attr-defined]
    assert "vue en consultation le 11" in said
    assert "FAT-01 v1 le 18-nov." in said
    parts.shell.toggle_mask()
    masked = plain(reason.text())  # type: ignore[attr-defined]
    assert "consultation" not in masked
    assert "FAT-01" in masked


def test_of_another_patient_nothing_stays(parts):
    _stand(parts, exception())
    _button(parts, "expected_reason").click()

    parts.triage.list.view.choose(3)
    parts.triage.perform("note")

    expected = parts.triage.detail._expected
    assert not expected.isVisible()
    everything = " ".join(label.text for label in expected.findChildren(RunsLabel))
    words = child(expected, QWidget, "expected_reason_text").text()  # type: ignore[attr-defined]
    assert everything + words == ""


def test_one_that_runs_out_on_screen_says_so(oncologist):
    _stand(oncologist, exception(until=NOW + timedelta(seconds=30)))
    assert _button(oncologist, "expected_end").isVisible()

    oncologist.session.clock.now = lambda: NOW + timedelta(minutes=1)
    oncologist.triage._showing._follow_time()

    assert _lines(oncologist)[0].startswith("Terminé")
    assert not _button(oncologist, "expected_end").isVisible()


def test_one_is_ended_from_its_line(oncologist):
    _stand(oncologist, exception(), snooze())
    buttons = oncologist.triage.detail.findChildren(Button, "expected_end")
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert isinstance(_form(oncologist).form, EndExpectedForm)
    assert "KERMARREC Jeanne" in " ".join(visible_texts(_form(oncologist)))

    press(oncologist.shell, "Ctrl+Return")

    ((kind, _, content),) = oncologist.actions.asked
    assert (kind, content["exception"]) == (ExceptionAct.END, snooze())


def test_of_two_none_is_ended_unchosen(oncologist):
    _stand(oncologist, exception(), snooze())
    oncologist.triage.perform("end_expected")
    press(oncologist.shell, "Ctrl+Return")

    assert oncologist.actions.asked == []
    assert _complaints(oncologist) == ["Choisissez laquelle arrêter."]


def test_what_was_ended_by_mistake_is_offered_again_with_its_reason(oncologist):
    ended = exception(ended=ExceptionEnd.WITHDRAWN, ended_at=NOW, ended_by=ALAIN, in_force=False)
    _stand(oncologist, ended, expectable=[])
    press(oncologist.shell, "S")

    assert _offered(oncologist) == ["Toutes règles : Fatigue"]
    assert child(_form(oncologist), QLineEdit, "expect_reason").text() == ended.reason


def test_what_was_broken_is_not_offered_again_by_itself(oncologist):
    _stand(oncologist, broken(), expectable=[])
    press(oncologist.shell, "S")

    assert oncologist.triage.detail.form is None
    assert _says(oncologist) == (
        "Aucune règle ne s'est déclenchée ici : rien à mettre en sourdine."
    )


def test_offline_neither_is_possible_and_both_say_why(oncologist):
    _stand(oncologist, exception())
    oncologist.actions.can_act = False
    oncologist.connection.go_offline(3)

    for name in ("why_mute", "expected_end"):
        button = _button(oncologist, name)
        assert button.isVisible()
        assert not button.isEnabled()
        assert button.accessibleDescription()
    press(oncologist.shell, "S")
    assert oncologist.triage.detail.form is None
    assert _says(oncologist) == plain(_button(oncologist, "why_mute").accessibleDescription())


def test_somebody_elses_claim_and_a_closed_alert_do_not_keep_an_oncologist_from_it(oncologist):
    claim = Claim(by=THOMAS, until=NOW + timedelta(minutes=5))
    _stand(oncologist, exception(), claim=claim, state=AlertState.CLOSED, closed_at=NOW)

    assert _button(oncologist, "why_mute").isEnabled()
    assert _button(oncologist, "expected_end").isEnabled()


def _settle(parts: Parts, kind: ExceptionAct, state: ActState, error: Any = None) -> None:
    alert_id = parts.worklist.rows[0].row.alert_id
    parts.actions.settle(SampleIntention("key-1", alert_id, kind, state, error))


def _expect(parts: Parts) -> None:
    press(parts.shell, "S")
    child(_form(parts), QLineEdit, "expect_reason").setText(WORDS)
    press(parts.shell, "Ctrl+Return")


def test_done_says_so_with_an_undo_and_forgets_the_draft(oncologist):
    _expect(oncologist)
    assert oncologist.drafts.kept
    _settle(oncologist, ExceptionAct.EXPECT, ActState.DONE)

    assert _says(oncologist).startswith("Mis en sourdine pour KERMARREC Jeanne.")
    assert oncologist.drafts.kept == {}


@pytest.mark.parametrize(
    ("kind", "state", "says"),
    [
        (ExceptionAct.EXPECT, "expected", "Déjà attendu : décidé par Dr H. Guivarc'h"),
        (ExceptionAct.END, "ended", "Déjà arrêté par Dr H. Guivarc'h"),
    ],
)
def test_who_was_faster_is_told_and_nothing_typed_is_lost(oncologist, kind, state, says):
    _expect(oncologist)
    by = HELENE.model_copy(update={"name": "Dr Hélène Guivarc'h"})
    problem = Problem(
        type="about:blank",
        title="",
        status=409,
        code=ProblemCode.EXPECTED_ALREADY,
        detail="",
        request_id="0",
        current=CurrentState(version=1, state=state, by=by, at=NOW),
    )
    _settle(oncologist, kind, ActState.CONFLICT, Refused(problem))

    assert says in " ".join(visible_texts(oncologist.triage.detail.strip))
    press(oncologist.shell, "S")
    assert child(_form(oncologist), QLineEdit, "expect_reason").text() == WORDS


@pytest.mark.parametrize("letters", [LetterKeys.ALT, LetterKeys.OFF])
def test_the_button_shows_the_key_that_works(oncologist, letters):
    oncologist.settings.letter_keys = letters

    assert _button(oncologist, "why_mute")._key == ("Alt+S" if letters is LetterKeys.ALT else "")


@pytest.mark.parametrize("size", [(1366, 688), (1536, 784), (1093, 534), (1024, 520)])
@pytest.mark.parametrize("act", ["expect", "end_expected"])
def test_the_buttons_of_both_forms_are_inside_the_window(oncologist, qtbot, act, size):
    _stand(oncologist, exception(), snooze())
    oncologist.shell.resize(*size)
    oncologist.triage.perform(act)

    def buttons_are_inside():
        for name in ("form_submit", "form_cancel"):
            button = child(oncologist.triage.detail, QWidget, name)
            corner = button.mapTo(oncologist.shell, QPoint(button.width(), button.height()))
            assert button.isVisible()
            assert corner.y() <= oncologist.shell.height()

    qtbot.waitUntil(buttons_are_inside)


def test_behind_the_mask_the_whole_identity_shows_while_a_button_is_held(oncologist):
    oncologist.shell.toggle_mask()
    press(oncologist.shell, "S")
    hold = child(_form(oncologist), QAbstractButton, "hold_identity")
    assert "KERMARREC" not in " ".join(visible_texts(_form(oncologist)))

    hold.pressed.emit()

    assert "KERMARREC Jeanne, née le 14-mars-1958" in " ".join(visible_texts(_form(oncologist)))
    hold.released.emit()
    assert "KERMARREC" not in " ".join(visible_texts(_form(oncologist)))
