"""The reason of a mute belongs to what it was written for: it never mutes anything else."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox

from resources.wording import Wording
from services.contract.enums import ExceptionEnd
from tests.samples.expected import exception, expectable
from tests.samples.rows import ALAIN, NOW
from tests.support.typography import plain
from tests.support.ui_parts import child, focused, press, visible_texts
from tests.ui.triage.test_expected import (
    _complaints,
    _form,
    _offered,
    _stand,
    oncologist,  # noqa: F401
)


def _with_fatigue() -> list[Any]:
    fatigue = expectable()[1].model_copy(update={"rule_id": "FAT-01", "item": "fatigue"})
    return [fatigue, *expectable()]


def test_a_reason_written_for_one_symptom_never_mutes_another(oncologist):  # noqa: F811
    _stand(oncologist, expectable=_with_fatigue())
    press(oncologist.shell, "S")
    assert _offered(oncologist)[0] == "Toutes règles : Fatigue"
    QTest.keyClicks(focused(), "Fatigue connue depuis la cure 2")
    press(oncologist.shell, "Escape")
    (kept,) = [draft.content for draft in oncologist.drafts.kept.values()]
    _stand(oncologist)

    press(oncologist.shell, "S")
    assert focused().objectName() == "expect_what"
    press(oncologist.shell, "Ctrl+Return")

    gone = "Ce qui était choisi n'est plus proposé : choisissez de nouveau."
    assert oncologist.actions.asked == []
    assert _complaints(oncologist) == [gone]
    assert gone in visible_texts(_form(oncologist))
    press(oncologist.shell, "Escape")
    assert [draft.content for draft in oncologist.drafts.kept.values()] == [kept]
    press(oncologist.shell, "S", "Down")
    assert child(_form(oncologist), QLineEdit, "expect_reason").text() == (
        "Fatigue connue depuis la cure 2"
    )
    press(oncologist.shell, "Ctrl+Return")
    ((_, _, content),) = oncologist.actions.asked
    assert content["ask"].item == "abdominal_pain"


def test_a_choice_that_is_gone_stays_gone_in_another_language(oncologist):  # noqa: F811
    alert = oncologist.shown()
    content = '{"what":"expected fatigue ","level":2,"days":3,"reason":"Fatigue connue"}'
    oncologist.drafts.put(alert.id, "expect", content)
    press(oncologist.shell, "S")
    oncologist.triage.set_wording(Wording("en"))

    press(oncologist.shell, "Ctrl+Return")

    assert oncologist.actions.asked == []
    assert _complaints(oncologist) == ["What was chosen is no longer offered: choose again."]


def test_a_proposed_reason_goes_with_its_choice_and_a_written_one_stays(oncologist):  # noqa: F811
    ended = exception(ended=ExceptionEnd.WITHDRAWN, ended_at=NOW, ended_by=ALAIN, in_force=False)
    _stand(oncologist, ended)
    press(oncologist.shell, "S")
    box = child(_form(oncologist), QComboBox, "expect_what")
    reason = child(_form(oncologist), QLineEdit, "expect_reason")
    place = _offered(oncologist).index("Toutes règles : Fatigue")
    assert (box.currentIndex(), reason.text()) == (0, "")

    box.setCurrentIndex(place)
    assert reason.text() == ended.reason
    box.setCurrentIndex(0)
    assert reason.text() == ""
    box.setCurrentIndex(place)
    reason.setFocus()
    press(oncologist.shell, "End")
    QTest.keyClicks(reason, " Toujours vrai.")
    box.setCurrentIndex(0)
    assert reason.text() == f"{ended.reason} Toujours vrai."


def test_a_reason_that_was_only_proposed_is_no_draft(oncologist):  # noqa: F811
    ended = exception(ended=ExceptionEnd.WITHDRAWN, ended_at=NOW, ended_by=ALAIN, in_force=False)
    _stand(oncologist, ended, expectable=[])
    press(oncologist.shell, "S")
    press(oncologist.shell, "Escape")
    assert oncologist.drafts.kept == {}

    press(oncologist.shell, "S")
    QTest.keyClicks(focused(), "!")
    press(oncologist.shell, "Escape")
    assert len(oncologist.drafts.kept) == 1


def test_in_letters_of_twice_the_size_both_choices_still_tell_how_much_they_mute(
    qtbot,
    oncologist,  # noqa: F811
    theme,
):
    theme.set_text_scale_pct(200)
    press(oncologist.shell, "S")
    box = child(_form(oncologist), QComboBox, "expect_what")

    def both_tell() -> None:
        option = QStyleOptionComboBox()
        box.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        width = box.style().subControlRect(control, option, part, box).width()
        shown = [
            plain(box.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width))
            for text in (box.itemText(place) for place in range(box.count()))
        ]
        assert shown[0].startswith("Toutes règles : Douleur")
        assert shown[1].startswith("Une seule : règle DOA-01")

    qtbot.waitUntil(both_tell)
