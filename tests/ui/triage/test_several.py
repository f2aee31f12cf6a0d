"""Several rows at once: Info only, twenty at most, and only to acknowledge them."""

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.models.identity_text import patient_name
from console.stores.rows import Row
from console.stores.states import RowMark
from resources.wording import Wording
from services.contract.alerts import Claim
from services.contract.enums import AlertLevel, AlertState
from tests.samples.rows import NOW, THOMAS, worklist
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from ui.triage.layout_class import LayoutClass

FIRST_INFO, LAST = 9, 12


def _at(parts: Parts, place: int) -> None:
    parts.triage.list.view.choose(place)


def _chosen(parts: Parts) -> list[int]:
    index_of = parts.worklist.index_of
    return [
        place for row in parts.triage.list.several.rows if (place := index_of(row.key)) is not None
    ]


def _painted(parts: Parts) -> list[int]:
    return sorted(index.row() for index in parts.triage.list.view.selectedIndexes())


def _texts(parts: Parts) -> str:
    return plain(" ".join(visible_texts(parts.triage.list)))


def test_the_sample_has_four_info_rows_at_its_end():
    levels = [row.level for row in worklist()]
    assert [place for place, level in enumerate(levels) if level is AlertLevel.INFO] == [
        9,
        10,
        11,
        12,
    ]


def test_shift_and_arrows_choose_a_run_and_give_it_back(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Shift+Down")
    assert _chosen(parts) == _painted(parts) == [9, 10, 11]
    assert "3 alertes Info choisies (20 au plus)" in _texts(parts)

    press(parts.shell, "Shift+Up")
    assert _chosen(parts) == [9, 10]
    press(parts.shell, "Shift+Up")
    assert _chosen(parts) == []
    assert _painted(parts) == [9]


def test_shift_and_click_choose_everything_up_to_there(parts):
    view = parts.triage.list.view
    _at(parts, FIRST_INFO)
    view.scrollToBottom()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.ShiftModifier,
        view.visualRect(view.model().index(LAST, 0)).center(),
    )

    assert _chosen(parts) == [9, 10, 11, 12]


def test_a_level_above_info_stays_out_and_the_reason_is_said(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Shift+Up", "Shift+Up")

    assert _chosen(parts) == []
    assert parts.triage.list.view.currentIndex().row() == FIRST_INFO
    assert "Seules des alertes Info se choisissent ensemble." in _texts(parts)


def test_a_run_that_begins_above_info_is_refused(parts):
    press(parts.shell, "Shift+Down")

    assert _chosen(parts) == []
    assert "KERMARREC Jeanne est d'un autre niveau" in _texts(parts)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"open_count": 2}, "a plusieurs alertes : à lire une par une."),
        ({"state": AlertState.ACKNOWLEDGED}, "n'attend pas d'accusé de réception."),
        ({"claim": Claim(by=THOMAS, until=NOW.replace(hour=23))}, "Un collègue s'occupe de"),
    ],
)
def test_what_is_to_be_looked_at_alone_stays_out(parts, changes, said):
    rows = [row.row for row in parts.worklist.rows]
    rows[10] = rows[10].model_copy(update=changes)
    parts.worklist.put_rows([Row(row) for row in rows])
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down")

    assert _chosen(parts) == []
    assert said in _texts(parts)


def test_twenty_at_most(parts):
    info = worklist()[FIRST_INFO]
    rows = [
        Row(info.model_copy(update={"patient": info.patient.model_copy(update={"id": each})}))
        for each in _ids(22)
    ]
    parts.worklist.put_rows(rows)
    _at(parts, 0)
    press(parts.shell, *["Shift+Down"] * 21)

    assert _chosen(parts) == list(range(20))
    assert "20 alertes au plus se choisissent ensemble." in _texts(parts)


def _ids(count: int) -> list[UUID]:
    return [UUID(int=0x5000 + number) for number in range(count)]


def test_a_acknowledges_all_of_them_and_nothing_else(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Shift+Down", "A")

    expected = [(row.row.alert_id, row.row.alert_version) for row in parts.worklist.rows[9:12]]
    assert parts.actions.together == expected
    assert parts.actions.asked == []
    assert _chosen(parts) == []


@pytest.mark.parametrize("key", ["P", "T", "M", "N", "E", "D", "C"])
def test_no_other_act_is_done_on_several(parts, key):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", key)

    assert parts.actions.asked == []
    assert parts.triage.forms.alert is None
    assert _chosen(parts) == [9, 10]


def test_escape_and_any_plain_step_choose_one_again(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Escape")
    assert _chosen(parts) == []
    assert parts.triage.list.view.currentIndex().row() == 10

    press(parts.shell, "Shift+Down", "K")
    assert _chosen(parts) == []
    assert _painted(parts) == [10]


def test_a_row_that_rises_leaves_the_run_and_that_is_said(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Shift+Down")
    row = parts.worklist.rows[10]
    parts.worklist._put_row(
        row.key, Row(row.row.model_copy(update={"level": AlertLevel.HIGH, "rank": 2}))
    )
    parts.worklist.rows_changed.emit([row.key])

    assert _chosen(parts) == _painted(parts) == [9, 11]
    assert "est d'un autre niveau" in _texts(parts)
    press(parts.shell, "A")
    assert [alert for alert, _ in parts.actions.together] == [
        parts.worklist.rows[9].row.alert_id,
        parts.worklist.rows[11].row.alert_id,
    ]


def test_a_row_closed_by_somebody_else_leaves_the_run(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down")
    row = parts.worklist.rows[10]
    parts.worklist._put_row(row.key, Row(row.row, RowMark.GONE, AlertState.CLOSED, THOMAS))
    parts.worklist.rows_changed.emit([row.key])

    assert _chosen(parts) == []


def test_the_bar_offers_the_act_to_the_mouse(parts):
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down")
    parts.triage.list.several_bar._chosen.accepted.emit()

    assert len(parts.actions.together) == 2


def test_offline_nothing_is_sent(parts):
    parts.actions.can_act = False
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "A")

    assert parts.actions.together == []
    assert "Hors connexion : les décisions attendent le retour du service." in _texts(parts)


def test_the_button_in_the_detail_says_that_it_is_for_all_of_them(parts):
    """Nobody acknowledges three patients with a button that names one."""
    _at(parts, FIRST_INFO)
    assert _first_act(parts) == "Accuser réception"
    press(parts.shell, "Shift+Down", "Shift+Down")
    assert _first_act(parts) == "Accuser les 3"
    press(parts.shell, "Escape")
    assert _first_act(parts) == "Accuser réception"


def _first_act(parts: Parts) -> str:
    return parts.triage.detail.bar.button("acknowledge").accessibleName()


def test_where_the_detail_hides_the_list_only_the_alert_in_sight_is_acknowledged(parts):
    """At 200 % the rows that were chosen are out of sight behind the detail."""
    parts.triage.set_layout_class(LayoutClass.NARROW)
    _at(parts, FIRST_INFO)
    press(parts.shell, "Shift+Down", "Shift+Down", "Return")

    assert not parts.triage.list.isVisible()
    assert _chosen(parts) == []
    press(parts.shell, "A")
    assert parts.actions.together == []
    assert [alert.id for _, alert, _ in parts.actions.asked] == [parts.shown().id]


def _tell_not_done(parts: Parts) -> None:
    label = worklist()[LAST].patient
    parts.triage.list.several_bar.tell(lambda w: f"Pas accusée : {patient_name(w, label)}.")


def test_what_was_not_done_stays_beside_and_after_a_passing_reason(parts):
    """Why a row could not be added took the place of a failure that nobody had read."""
    _tell_not_done(parts)
    press(parts.shell, "Shift+Down")
    said = _texts(parts)
    assert "Pas accusée : " in said
    assert "KERMARREC Jeanne est d'un autre niveau" in said

    press(parts.shell, "Down")
    said = _texts(parts)
    assert "Pas accusée : " in said
    assert "KERMARREC Jeanne est d'un autre niveau" not in said
    parts.triage.list.several_bar._notice.dismissed.emit()
    assert "Pas accusée : " not in _texts(parts)


def test_two_failures_are_both_said(parts):
    bar = parts.triage.list.several_bar
    bar.tell(lambda _w: "La première.")
    bar.tell(lambda _w: "La seconde.")

    assert "La première. La seconde." in _texts(parts)


def test_a_mask_takes_the_name_and_not_the_failure(parts):
    _tell_not_done(parts)
    name = worklist()[LAST].patient.family_name
    notice = parts.triage.list.several_bar._notice
    assert name in _texts(parts)

    parts.shell.toggle_mask()
    assert "Pas accusée : " in _texts(parts)
    assert name not in _texts(parts) + notice.accessibleName()


def test_another_language_leaves_the_failure_on_screen(parts):
    parts.triage.list.several_bar.tell(lambda w: w.text("several-not-done", count=2))
    parts.shell.set_wording(Wording("en"))

    assert "2 alerts were not acknowledged." in _texts(parts)
