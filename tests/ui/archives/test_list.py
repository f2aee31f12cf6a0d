"""The archives on screen: who was not told, why somebody is there, and what it leads to."""

import pytest

from console.errors import Offline, Unexpected
from console.models.archives_text import archived_sentence
from console.stores.archives import Archived, ArchiveGroup
from resources.wording import Wording
from services.contract.archive_enums import ArchiveReason
from tests.samples.archives import archived_rows, late_answers
from tests.samples.rows import NOW, me
from tests.samples.stores import SampleSession
from tests.support.ui_parts import Parts, child, make_parts, press, visible_texts
from ui.archives.screen import ArchivesScreen
from widgets.chip import Chip


@pytest.fixture
def screen(parts: Parts) -> ArchivesScreen:
    """The list in front, with the keyboard on it."""
    press(parts.shell, "G", "A")
    assert parts.shell.archives.screen is not None
    return parts.shell.archives.screen


def _cells(screen: ArchivesScreen, row: int) -> list[str]:
    model = screen.table.model()
    return [_plain(model.index(row, column).data()) for column in range(model.columnCount())]


def _plain(text: str) -> str:
    """Without what keeps words on one line."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


def test_nothing_is_read_before_somebody_looks(parts):
    assert parts.archives.calls.asked == []


def test_g_then_a_opens_it_on_the_last_archived(parts, screen):
    assert parts.shell.page == "archives"
    assert screen.table.hasFocus()
    assert screen.table.key == parts.archives.rows[0].key
    assert "7 patients archivés" in set(visible_texts(screen))


def test_each_row_says_when_by_whom_why_and_whether_the_patient_knows(screen):
    untold, lost, read, by_phone, own, dead, mistake = (_cells(screen, row) for row in range(7))

    assert untold[:4] == [
        "GUILLOU Yves",
        "800 701 201",
        "17-nov.-2025 Claire Morvan",
        "Parcours terminé Fin de chimiothérapie, surveillance en ville.",
    ]
    assert untold[4:] == [
        "Pas encore prévenu",
        "En attente le DPI ne répond pas",
        "13-nov.-2025",
        "13-nov.-2035",
    ]
    assert (lost[5], by_phone[5]) == (
        "Échec le DPI refuse ce document",
        "Transmis Patient : sur ses pages",
    )
    assert (own[5], mistake[5]) == ("Bloqué aucun oncologue référent pour le signer", "")
    assert lost[4].startswith("Pas encore prévenu, SMS non remis 3 réponses refusées, la dernière")
    assert read[4] == "Lu sur ses pages 10-nov. 08:40"
    assert by_phone[4] == "Prévenu par téléphone 05-nov. 11:20"
    assert own[2].endswith("Par le patient, sur ses pages")
    assert (dead[3], dead[4]) == ("Décès le 27-oct.-2025", "Aucun message")
    assert mistake[6] == "–"


def test_enter_and_o_open_the_file_and_escape_comes_back(parts, screen):
    press(parts.shell, "Down", "Return")
    assert parts.shell.page == "patient_file"
    assert parts.file.patient_id == parts.archives.rows[1].key

    press(parts.shell, "Escape")
    assert parts.shell.page == "archives"
    assert screen.table.key == parts.archives.rows[1].key

    press(parts.shell, "O")
    assert parts.shell.page == "patient_file"


def test_the_groups_and_the_reason_are_asked_of_the_service(parts, screen):
    parts.archives.set_group(ArchiveGroup.UNTOLD)
    parts.archives.set_reason(ArchiveReason.PATHWAY_FINISHED)

    assert parts.archives.calls.asked[-1] == {"told": "false", "reason": "pathway_finished"}
    assert child(screen, Chip, "archives_reason_chip").isVisible()
    assert [row.row.patient.family_name for row in parts.archives.rows] == ["GUILLOU"]

    parts.archives.set_group(ArchiveGroup.FAILED)
    assert parts.archives.calls.asked[-1] == {"failed": "true", "reason": "pathway_finished"}
    assert "Aucun résultat avec ces filtres" in _said(screen)


def _said(screen: ArchivesScreen) -> set[str]:
    return set(visible_texts(screen))


def test_who_is_followed_again_is_said_to_have_left_and_stays_in_place(parts, screen):
    parts.archives.calls.rows = parts.archives.calls.rows[1:]
    parts.archives.refresh()

    assert parts.archives.rows[0].has_left
    assert parts.archives.news == 1
    press(parts.shell, "F5")
    assert len(parts.archives.rows) == 6


def test_without_contact_the_rows_stay_and_say_how_old_they_are(parts, screen):
    parts.archives.calls.faults["page"] = Offline("ConnectError")
    parts.archives.refresh()

    assert len(parts.archives.rows) == 7
    assert any("10:42" in text for text in _said(screen))


def test_a_list_that_cannot_be_read_says_so(parts):
    parts.archives.calls.faults["page"] = Unexpected("unavailable", status=503, retryable=True)
    press(parts.shell, "G", "A")

    assert "Archives indisponibles." in _said(parts.shell.archives.screen)


def test_nobody_archived_is_said(parts):
    parts.archives.calls.rows = []
    press(parts.shell, "G", "A")

    assert "Aucun patient archivé" in _said(parts.shell.archives.screen)


def test_behind_the_mask_no_name_no_day_of_birth_and_no_word_is_painted(parts, screen):
    parts.shell.toggle_mask()
    texts = " ".join(cell for row in range(7) for cell in _cells(screen, row))

    for secret in ("GUILLOU", "11-févr.", "800 701", "chimiothérapie", "Port-Louis"):
        assert secret not in texts


def test_who_may_not_has_no_archives(qtbot, theme, settings, wording):
    session = SampleSession()
    session.me = me().model_copy(update={"actions": ["read_worklist"]})
    parts = make_parts(theme, settings, wording, session)
    qtbot.addWidget(parts.shell)

    press(parts.shell, "G", "A")

    assert parts.shell.page == "triage"


def test_the_row_is_one_sentence_for_who_listens():
    rows = archived_rows()
    archived = Archived(rows[1], tuple(late_answers(rows)))

    said = archived_sentence(Wording("fr", "Europe/Paris"), archived, NOW)

    assert _plain(said) == (
        "LE BIHAN Marie-Josèphe, 30-oct.-1947 · 78 ans · F. Archivé le 14-nov.-2025 par "
        "Claire Morvan. Décision du soignant. Pas encore prévenu, SMS non remis. 3 réponses "
        "refusées, la dernière 17-nov. 09:12. Rapport de fin de suivi non remis : le DPI refuse ce "
        "document · exemplaire du patient sur ses pages. Dernier questionnaire 10-nov.-2025. Gardé "
        "jusqu'au 10-nov.-2035."
    )
