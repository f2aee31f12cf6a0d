"""The dialog that ends a follow-up: no accident, no alert left behind, taken back (H-08)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from console.errors import Offline, Unexpected
from services.contract.archive_enums import ArchiveReason
from services.contract.enums import AlertLevel, MeasureCode, Monitoring
from services.contract.problems import ProblemCode
from services.contract.week_enums import Collection, MessageChannel
from tests.pictures.stage import refused
from tests.samples.archiving import open_alert, preview
from tests.samples.rows import KERMARREC
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, press, visible_texts
from ui.archive.dialog import ArchiveDialog
from ui.archive.restore_dialog import RestoreDialog
from widgets.button import Button
from widgets.strip import Strip


@pytest.fixture
def calls(parts: Parts):
    """The endpoints, without an open alert."""
    parts.archiving.calls.changes["open_alerts"] = []
    return parts.archiving.calls


def _open(parts: Parts) -> ArchiveDialog:
    parts.shell.archiving.open(KERMARREC)
    return child(parts.shell, ArchiveDialog, "archive_dialog")


def _choose(dialog: ArchiveDialog, reason: ArchiveReason) -> None:
    dialog.fields.reason_field.set_raw(reason.value)
    dialog.fields.reason_field.chosen.emit()


def _notice(dialog: ArchiveDialog) -> str:
    return child(dialog, Strip, "archive_notice").accessibleName()


def test_it_opens_from_the_palette_of_a_file(parts, calls):
    press(parts.shell, "O", "Ctrl+K")
    child(parts.shell, QLineEdit, "palette_field").setText("> archiver la")

    press(parts.shell, "Return")

    assert child(parts.shell, ArchiveDialog, "archive_dialog").isVisible()


def test_nothing_is_chosen_ahead_and_without_a_reason_nothing_is_sent(parts, calls):
    dialog = _open(parts)
    assert dialog.fields.reason is None

    press(parts.shell, "Ctrl+Return")

    assert calls.ended == []
    assert "à remplir" in set(visible_texts(dialog))


def test_escape_and_a_click_beside_send_nothing(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)

    press(parts.shell, "Escape")

    assert not dialog.isVisible()
    assert calls.ended == []


def test_what_was_previewed_is_ended_at_its_version(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.PATHWAY_FINISHED)
    dialog.fields.detail.set_raw("Suivi en ville.")

    press(parts.shell, "Ctrl+Return")

    [(patient_id, ask, write)] = calls.ended
    assert (patient_id, write.version) == (KERMARREC.id, 7)
    assert (ask.reason, ask.detail) == (ArchiveReason.PATHWAY_FINISHED, "Suivi en ville.")
    assert (ask.died_on, ask.collection, ask.alerts) == (None, None, [])
    assert not dialog.isVisible()
    assert "Archivé. Le message part dans 30 s." in set(visible_texts(parts.shell))


def test_an_open_alert_is_closed_with_a_reason_or_nothing_ends(parts, calls):
    calls.changes["open_alerts"] = [open_alert(1), open_alert(2)]
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    press(parts.shell, "Ctrl+Return")
    assert calls.ended == []

    for field in dialog.alerts.fields:
        field.words.set_raw("..")
    press(parts.shell, "Ctrl+Return")
    assert calls.ended == []

    for field in dialog.alerts.fields:
        field.words.set_raw("Suivi repris ailleurs")
    press(parts.shell, "Ctrl+Return")
    [(_, ask, _)] = calls.ended
    assert [(each.id, each.version, each.reason) for each in ask.alerts] == [
        (open_alert(1).id, 3, "Suivi repris ailleurs"),
        (open_alert(2).id, 3, "Suivi repris ailleurs"),
    ]


def test_an_alert_that_came_meanwhile_is_asked_for_and_what_was_typed_stays(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    dialog.fields.detail.set_raw("Suivi repris ailleurs.")
    calls.faults["archive"] = refused(ProblemCode.ALERTS_OPEN, 409)
    calls.changes = {"open_alerts": [open_alert(1)], "version": 8}

    press(parts.shell, "Ctrl+Return")

    assert "Une alerte est ouverte entre-temps" in _notice(dialog)
    assert len(dialog.alerts.fields) == 1
    assert dialog.fields.detail.raw() == "Suivi repris ailleurs."
    calls.faults.clear()
    dialog.alerts.fields[0].words.set_raw("Vue avec le patient")
    press(parts.shell, "Ctrl+Return")
    assert [write.version for _, _, write in calls.ended] == [7, 8]


def test_a_death_asks_for_its_day_and_writes_to_nobody(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.DEATH)
    assert dialog.message.told == "Aucun message n'est envoyé."
    assert child(dialog, Button, "archive_submit").accessibleName().startswith("Archiver sans")
    press(parts.shell, "Ctrl+Return")
    assert calls.ended == []

    dialog.fields.died_on.set_raw("16/11/2025")
    press(parts.shell, "Ctrl+Return")

    [(_, ask, _)] = calls.ended
    assert ask.died_on == date(2025, 11, 16)
    assert "Archivé. Aucun message n'est envoyé." in set(visible_texts(parts.shell))


def test_a_request_says_how_it_was_said(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.PATIENT_REQUEST)
    press(parts.shell, "Ctrl+Return")
    assert calls.ended == []

    dialog.fields.collection.set_raw("by_phone")
    press(parts.shell, "Ctrl+Return")

    [(_, ask, _)] = calls.ended
    assert ask.collection is Collection.BY_PHONE
    assert "nouveau consentement" in " ".join(dialog.effects.texts)


def test_the_message_is_shown_to_the_letter_on_each_channel(parts, calls):
    message = _open(parts).message

    assert "réponses ne seront plus lues" in message.text
    assert "149/160" in message.told
    message.channels.chosen.emit("email")
    message.channels.set_current("email")
    message._show()
    assert "aucun e-mail ne part" in message.told
    message.channels.set_current("sms")
    message.languages.set_current("en")
    message._show()
    assert "no longer read" in message.text
    assert "autre langue" in message.told


def test_it_is_taken_back_by_the_button_beside_the_sentence(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.INCLUSION_ERROR)
    press(parts.shell, "Ctrl+Return")

    parts.shell.toasts.undone.emit("archive")

    [(patient_id, write)] = calls.undone
    assert (patient_id, write.version) == (KERMARREC.id, 1)
    assert any("le suivi continue comme avant" in text for text in visible_texts(parts.shell))


def test_a_lost_answer_is_asked_for_again_under_its_key(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    calls.faults["archive"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Ctrl+Return")
    calls.faults.clear()

    press(parts.shell, "Ctrl+Return")

    first, second = (write for _, _, write in calls.ended)
    assert (first.key, first.version) == (second.key, second.version)
    assert not dialog.isVisible()


def test_a_preview_that_does_not_come_can_be_asked_for_again(parts, calls):
    calls.faults["preview"] = Unexpected("unavailable", status=503, retryable=True)
    dialog = _open(parts)
    assert not dialog.submit.isEnabled()
    calls.faults.clear()

    child(dialog, Strip, "archive_notice").accepted.emit()

    assert calls.previews == 2
    assert dialog.submit.isEnabled()


def test_behind_the_mask_the_dialog_names_nobody(parts, calls):
    parts.shell.toggle_mask()
    dialog = _open(parts)

    assert not any("KERMARREC" in text for text in visible_texts(dialog))
    assert "KERMARREC" not in dialog.accessibleName()


def test_nothing_else_is_reached_before_it_is_left(parts, calls):
    _open(parts)

    parts.shell.go_to("patients")
    parts.shell.show_palette()

    assert parts.shell.page == "triage"
    assert not parts.shell._palette.is_open


def test_an_alert_is_closed_by_a_coded_action_and_needs_no_words(parts, calls):
    calls.changes["open_alerts"] = [open_alert(1)]
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    [field] = dialog.alerts.fields
    combo = child(dialog, QComboBox, field.how.control.objectName())
    offered = {combo.itemData(row) for row in range(combo.count())}
    assert "12" in offered
    # Nobody waits any more, a cause is said in words, and 07 is of oncologists.
    assert offered.isdisjoint({"04", "05", "07", "14", "99"})

    field.how.set_raw("12")
    press(parts.shell, "Ctrl+Return")

    [(_, ask, _)] = calls.ended
    [closing] = ask.alerts
    assert (closing.codes, closing.reason) == ([MeasureCode.EMERGENCY], None)


def test_a_severe_alert_without_contact_says_what_is_asked(parts, calls):
    calls.changes["open_alerts"] = [open_alert(1)]
    calls.faults["archive"] = refused(ProblemCode.CONTACT_REQUIRED, 409)
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    dialog.alerts.fields[0].how.set_raw("01")

    press(parts.shell, "Ctrl+Return")

    assert "demande un contact" in _notice(dialog)
    assert dialog.isVisible()


def test_opened_again_while_its_act_is_not_settled_it_asks_and_does_not_wait(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    calls.faults["archive"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Ctrl+Return")
    assert "peut-être est-ce fait" in _notice(dialog)
    press(parts.shell, "Escape")

    again = _open(parts)

    assert "peut-être est-ce fait" in _notice(again)
    assert not again._loading.isVisible()
    calls.faults.clear()
    press(parts.shell, "Ctrl+Return")
    first, second = (write.key for _, _, write in calls.ended)
    assert first == second


def test_it_opens_from_the_list_on_the_row_that_somebody_chose(parts, calls):
    press(parts.shell, "G", "P", "J", "A")

    dialog = child(parts.shell, ArchiveDialog, "archive_dialog")
    assert dialog.isVisible()
    assert parts.archiving.patient == parts.patients.rows[1].row.patient


def test_in_the_list_nobody_is_archived_who_is_not_followed(parts, calls):
    press(parts.shell, "G", "P", "J")
    listed = parts.patients.rows[1]
    ended = listed.row.model_copy(update={"monitoring": Monitoring.ENDED})
    parts.patients.rows[1] = replace(listed, row=ended)

    press(parts.shell, "A")

    assert "Ce patient n'est pas suivi : rien à archiver." in set(visible_texts(parts.shell))
    assert calls.previews == 0


def test_an_alert_that_is_another_one_now_is_said_anew(parts, calls):
    """A correction raised it meanwhile: what was typed was said of the milder one (H-08)."""
    calls.changes["open_alerts"] = [open_alert(1)]
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    dialog.alerts.fields[0].words.set_raw("Vue avec le patient")
    worse = open_alert(1).model_copy(update={"version": 5, "level": AlertLevel.CRITICAL})
    calls.faults["archive"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.changes = {"open_alerts": [worse], "version": 8}
    press(parts.shell, "Ctrl+Return")
    del calls.faults["archive"]
    QTest.qWait(0)
    assert "cette alerte a changé : dites-le à nouveau" in {
        plain(text) for text in visible_texts(dialog)
    }
    assert any("Critique" in text for text in visible_texts(dialog))
    assert dialog.alerts.fields[0].words.control.hasFocus()

    press(parts.shell, "Ctrl+Return")

    assert len(calls.ended) == 1
    dialog.alerts.fields[0].words.set_raw("Appelé, aux urgences")
    press(parts.shell, "Ctrl+Return")
    assert [each.version for each in calls.ended[-1][1].alerts] == [5]


def test_the_button_that_undoes_is_that_of_the_last_one(parts, calls):
    for _ in range(2):
        _choose(_open(parts), ArchiveReason.TRANSFER)
        press(parts.shell, "Ctrl+Return")

    assert len(parts.shell.toasts.toasts) == 1


def test_without_an_address_nobody_is_promised_a_message(parts, calls):
    told = preview(KERMARREC.id).messages
    calls.changes["messages"] = [
        each.model_copy(update={"has_address": each.channel is MessageChannel.APP}) for each in told
    ]
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)

    assert child(dialog, Button, "archive_submit").accessibleName().split(" (")[0] == "Archiver"
    assert any("prévenez le patient vous-même" in text for text in visible_texts(dialog))
    _choose(dialog, ArchiveReason.DEATH)
    assert not any("prévenez le patient vous-même" in text for text in visible_texts(dialog))


def test_an_act_that_failed_without_its_dialog_is_said_over_another_one(parts, calls):
    """Somebody left it while it was on its way, and opened the other dialog."""
    parts.shell.archiving.restore(KERMARREC)
    parts.archiving.failed.emit(Unexpected("unavailable", status=503, retryable=True))

    assert parts.shell.toasts.toasts
    assert child(parts.shell, RestoreDialog, "restore_dialog").isVisible()


def test_while_an_act_is_not_settled_another_patient_waits(parts, calls):
    dialog = _open(parts)
    _choose(dialog, ArchiveReason.TRANSFER)
    calls.faults["archive"] = Offline("ReadTimeout", outcome_unknown=True)
    press(parts.shell, "Ctrl+Return", "Escape")
    other = KERMARREC.model_copy(update={"id": UUID(int=99)})

    parts.shell.archiving.open(other)

    assert parts.shell.findChild(ArchiveDialog) is None or not dialog.isVisible()
    assert parts.archiving.patient == KERMARREC
    assert any("attend encore sa réponse" in text for text in visible_texts(parts.shell))


def test_contact_that_is_back_takes_its_notice_away(parts, calls):
    dialog = _open(parts)
    parts.connection.go_offline(1)
    assert "Hors connexion" in _notice(dialog)
    parts.connection.is_online, parts.connection.shows_offline = True, False
    parts.connection.changed.emit()

    assert not child(dialog, Strip, "archive_notice").isVisible()
