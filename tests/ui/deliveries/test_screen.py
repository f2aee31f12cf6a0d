"""Deliveries to the record on screen: what is wrong first, nothing sent without a question."""

import pytest

from console.errors import Offline
from console.models.deliveries_model import Column
from console.stores.deliveries import DeliveryGroup
from services.contract.delivery_enums import DeliveryState
from services.contract.enums import Role
from services.contract.exports import ExportState
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.roles import _somebody
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from ui.deliveries.screen import DeliveriesScreen
from ui.parts.delivery_strip import DeliveryStrip
from ui.patient.deliveries_part import DeliveriesPart
from ui.patient.head import FileTab
from widgets.button import Button
from widgets.strip import Strip


@pytest.fixture
def screen(parts: Parts) -> DeliveriesScreen:
    """The list in front, come to from the exports by keyboard."""
    press(parts.shell, "G", "X", "Ctrl+Tab")
    found = parts.shell.exports.deliveries.screen
    assert found is not None
    assert parts.shell.page == "deliveries"
    return found


def _states(screen: DeliveriesScreen) -> list[str]:
    model = screen.table.model()
    return [plain(model.index(row, Column.STATE).data()) for row in range(model.rowCount())]


def _toasts(parts: Parts) -> list[str]:
    return [plain(each.accessibleName()) for each in parts.shell.toasts.toasts]


def test_what_somebody_has_to_look_at_comes_first_with_why_and_what_to_do(parts, screen):
    assert screen.table.hasFocus()
    assert _states(screen) == [
        "Échec : le DPI refuse ce document Voyez avec le DPI, puis renvoyez",
        "Bloqué : identité douteuse Partira seul quand l'identité sera vérifiée",
        "Accusé jamais reçu · transmis hier 05:33 Cherchez-le dans le DPI avant de le renvoyer",
        "Échec : le serveur n'est pas celui attendu Prévenez l'administrateur, puis renvoyez",
    ]
    assert child(parts.shell, Strip, "deliveries_off").isHidden()


def test_with_nothing_to_look_at_the_keyboard_is_on_the_screen_all_the_same(parts):
    parts.deliveries.calls.items = []
    press(parts.shell, "G", "X", "Ctrl+Tab")
    assert focused().accessibleName() == "À traiter 0"
    press(parts.shell, "Ctrl+Tab")
    assert parts.shell.page == "exports"


def test_one_is_sent_again_after_a_question_and_stays_where_it_stands(parts, screen):
    calls, failed = parts.deliveries.calls, screen.chosen.key
    press(parts.shell, "Return")
    assert calls.resent == []
    assert "Renvoyer au DPI le document de" in plain(screen.strip.accessibleName())

    press(parts.shell, "Return")

    assert calls.resent == [failed]
    assert _toasts(parts) == ["Document remis en attente d'envoi."]
    assert screen.table.hasFocus()
    assert screen.chosen.key == failed
    assert _states(screen)[0] == "En attente d'envoi N'est plus dans cette liste"
    assert screen.strip.isHidden()


def test_one_that_may_be_there_already_says_so_and_escape_sends_nothing(parts, screen):
    press(parts.shell, "Down", "Down", "Return")
    assert "Il y est peut-être déjà" in plain(screen.strip.accessibleName())

    press(parts.shell, "Escape")

    assert parts.deliveries.calls.resent == []
    assert screen.strip.isHidden()
    assert screen.table.hasFocus()


def test_the_foot_names_enter_only_for_what_can_be_sent_again(parts, screen):
    assert screen._foot._act.text() == "renvoyer"
    press(parts.shell, "Down")
    assert not screen.chosen.row.can_resend
    assert not screen._foot._act.isVisible()


def test_del_cancels_for_good_after_a_question_what_has_not_left(parts, screen):
    press(parts.shell, "Down", "Down", "Delete")
    assert "Ce document ne peut plus être annulé." in [plain(x) for x in visible_texts(screen)]
    press(parts.shell, "Up", "Delete", "Return")

    blocked = screen.chosen.row
    assert parts.deliveries.calls.cancelled == [blocked.id]
    assert blocked.state is DeliveryState.CANCELLED
    assert parts.deliveries.numbers.counts.troubled == 3


def test_one_that_is_not_kept_any_more_is_put_away_and_may_be_there(parts, request):
    calls, silent = parts.deliveries.calls, parts.deliveries.calls.items[6].id
    calls.put(silent, can_resend=False, can_cancel=True)
    screen = request.getfixturevalue("screen")
    assert _states(screen)[2].endswith("Plus gardé ici : voyez le DPI, puis annulez")

    press(parts.shell, "Down", "Down", "Delete")
    asked = plain(screen.strip.accessibleName())
    assert "il est peut-être dans le DPI. Rien n'en est gardé ici." in asked
    press(parts.shell, "Return")

    assert calls.cancelled == [silent]
    assert parts.deliveries.numbers.counts.troubled == 3


def test_who_comes_too_late_is_told_and_the_list_is_read(parts, screen):
    calls, failed = parts.deliveries.calls, screen.chosen.key
    calls.faults["resend"] = refused(ProblemCode.STATE_FORBIDS, 409)
    calls.put(failed, state=DeliveryState.QUEUED, fault=None, can_resend=False)
    press(parts.shell, "Return", "Return")

    assert "Trop tard" in plain(screen.strip.accessibleName())
    assert screen.chosen.has_left


def test_a_centre_that_delivers_nothing_says_so(parts, screen):
    parts.deliveries.calls.is_on = False
    screen.head.group_chosen.emit(DeliveryGroup.WAITING)

    assert "arrêté dans ce centre" in child(parts.shell, Strip, "deliveries_off").accessibleName()
    assert len(_states(screen)) == 2
    assert all(
        each.endswith("partira quand l'envoi sera remis en service") for each in _states(screen)
    )


def test_offline_nothing_is_sent_and_the_reason_is_told(parts, screen):
    parts.connection.go_offline(2)
    press(parts.shell, "Return")

    assert screen.strip.isHidden()
    assert not child(screen, Button, "deliveries_resend").isEnabled()
    assert any("Hors connexion" in plain(text) for text in visible_texts(screen))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMIN, Role.PRIVACY_OFFICER])
def test_who_does_not_treat_has_none(qtbot, theme, settings, wording, role):
    parts = make_parts(theme, settings, wording, *_somebody(role))
    qtbot.addWidget(parts.shell)
    parts.shell.exports.deliveries.open()

    assert not parts.shell.exports.deliveries.may_open
    assert parts.shell.page != "deliveries"
    assert parts.deliveries.list.rows == []


# In the file of a patient


@pytest.fixture
def part(parts: Parts) -> DeliveriesPart:
    """The documents of a patient, in front."""
    handed, arrived = parts.exports.calls.items[0], parts.deliveries.calls.items[1]
    parts.exports.calls.items[0] = handed.model_copy(
        update={"id": arrived.id, "state": ExportState.HANDED_OVER}
    )
    press(parts.shell, "O")
    file = parts.shell.file
    assert file is not None
    file.choose_tab(FileTab.DOCUMENTS)
    return file.documents.deliveries


def test_in_a_file_each_document_says_how_far_it_came(parts, part):
    rows = [(plain(each.texts[0]), plain(each.texts[1])) for each in part.table.rows]
    assert rows == [
        ("Rapport de télésurveillance · CDA", "Transmis au DPI 10:33 · accusé reçu"),
        ("Rapport de fin de suivi · CDA", "Échec : le DPI refuse ce document"),
    ]
    exported = parts.shell.file.documents.exports.table.rows[0]
    assert plain(exported.texts[3]) == "Transmis au DPI 10:33 · accusé reçu"


def test_in_a_file_one_is_sent_again_and_cancelled_by_keyboard(parts, part):
    part.table.setFocus()
    part.table.selectRow(1)
    press(parts.shell, "Return")
    assert part.strip.isAncestorOf(focused())
    press(parts.shell, "Return")
    failed = parts.deliveries.calls.items[4]
    assert parts.deliveries.calls.resent == [failed.id]
    assert plain(part.table.rows[1].texts[1]) == "En attente d'envoi"

    part.table.selectRow(1)
    press(parts.shell, "Delete")
    assert "Il ne sera pas refait" in plain(part.strip.accessibleName())
    press(parts.shell, "Return")
    assert parts.deliveries.calls.cancelled == [failed.id]


def test_what_one_may_not_see_of_a_patient_is_no_empty_list(parts, part):
    assert part.isVisible()
    parts.deliveries.calls.faults["list"] = refused(ProblemCode.NOT_FOUND, 404)
    part.refresh()

    assert not part.isVisible()


def test_another_file_shows_nothing_of_the_one_before(parts, part):
    parts.deliveries.calls.silent.add("list")
    parts.deliveries.of_patient.show(parts.deliveries.calls.items[0].patient_id)

    assert part.table.rows == ()
    assert parts.deliveries.of_patient.items is None


def test_a_reading_that_fails_leaves_what_is_known(parts, part):
    parts.deliveries.calls.faults["list"] = Offline("ConnectError")
    part.refresh()

    assert len(part.table.rows) == 2
    assert not child(part, DeliveryStrip, "delivery_strip").isVisible()


def test_what_happened_is_read_when_asked_for_and_follows_the_list(parts, screen):
    history, calls = screen.history, parts.deliveries.calls
    assert calls.read_of == []  # each reading is journalled: nobody's is read ahead
    press(parts.shell, "Space")
    first = calls.items[4]
    assert calls.read_of == [first.id]
    assert [plain(each.texts[1]) for each in history.table.rows] == [
        "Échec : le DPI refuse ce document",
        "3 essais : le DPI ne répond pas",
        "Préparé pour le DPI",
    ]
    assert "KERMARREC" in " ".join(visible_texts(history))

    press(parts.shell, "Down")
    assert len(calls.read_of) == 2
    press(parts.shell, "F6")
    assert history.isAncestorOf(focused())
    press(parts.shell, "Escape")
    assert history.isHidden()
    assert screen.table.hasFocus()
    press(parts.shell, "Down")
    assert len(calls.read_of) == 2


def test_a_history_that_cannot_be_had_says_so_and_is_asked_for_again(parts, screen):
    parts.deliveries.calls.faults["history"] = Offline("ConnectError")
    press(parts.shell, "Space")
    notice = child(screen.history, Strip, "delivery_history_notice")
    assert notice.isVisible()

    parts.deliveries.calls.faults.clear()
    notice.accepted.emit()
    assert notice.isHidden()
    assert len(screen.history.table.rows) == 3


def test_another_file_shows_no_history_of_the_one_before(parts, part):
    part.table.setFocus()
    part.table.selectRow(1)
    press(parts.shell, "Space")
    assert part.history.isVisible()
    part.clear()

    assert part.history.isHidden()
    assert part.history.table.rows == ()
