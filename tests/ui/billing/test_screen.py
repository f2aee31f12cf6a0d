"""Billing on screen: what a month proves in words, whose evidence is beside it, and its file."""

import stat
from collections.abc import Iterator

import pytest
import shiboken6

from console.errors import Offline
from console.models.billing_text import billed_sentence
from console.stores.billing import Billed
from resources.wording import Wording
from services.contract.billing import BillingCheck
from tests.samples.billing import OTHER_UNIT, TABLE, billing_rows
from tests.samples.roles import manager, oncologist
from tests.samples.rows import NOW
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.shell.test_key_map import _bound, _named
from ui.billing.screen import BillingScreen
from ui.shell.key_groups import BILLING_KEYS
from widgets.strip import Strip


@pytest.fixture
def parts(qtbot, theme, settings, wording) -> Iterator[Parts]:
    """The frame of an oncologist, on screen."""
    made = make_parts(theme, settings, wording, *oncologist())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    made.shell.take_focus()
    qtbot.waitUntil(made.shell.isActiveWindow)
    yield made
    made.shell.hide()
    shiboken6.delete(made.shell)


@pytest.fixture
def screen(parts: Parts) -> BillingScreen:
    """The list in front, with the keyboard on it."""
    press(parts.shell, "G", "F")
    assert parts.shell.billing.screen is not None
    return parts.shell.billing.screen


def _plain(text: str) -> str:
    """Without what keeps words on one line."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


def _cells(screen: BillingScreen, row: int) -> list[str]:
    model = screen.table.model()
    return [_plain(model.index(row, column).data()) for column in range(model.columnCount())]


def test_each_row_says_what_its_month_proves_and_what_cannot_be_told(parts, screen):
    met, not_met, away, cut, later, running = (_cells(screen, row) for row in range(6))

    assert parts.shell.page == "billing"
    assert screen.table.hasFocus()
    assert not_met == [
        "LE GOFF Hervé",
        "800 702 202",
        "Mois 2 8-oct. – 7-nov.-2025",
        "2 reçus sur 4 1 tardif",
        "Non atteint",
        "Finit bientôt fin le 5-déc.-2025",
    ]
    assert met[4] == "Atteint"
    assert away[3:5] == [
        "3 reçus sur 3 1 annulé · 2 non proposés",
        "Indéterminé Service arrêté",
    ]
    assert cut[4:] == ["Indéterminé Mois écourté", "Suivi terminé"]
    assert (later[2][:6], later[4]) == ("Mois 9", "Non demandé")
    assert running[4] == "Pas encore Mois en cours"
    assert "Début inconnu pour 1 ancien suivi" in " ".join(visible_texts(screen))


def test_beside_the_list_stands_every_month_of_whoever_is_chosen(parts, screen):
    press(parts.shell, "Down")

    rows = screen.side.table.rows
    assert [row.is_head for row in rows] == [True, False, False, True, False]
    assert [_plain(row.texts[0]) for row in rows[1:3]] == ["2", "1"]
    assert _plain(rows[3].texts[0]) == "Terminé le 9-janv.-2025"
    assert _plain(rows[1].sentence).startswith("Mois 2. 8-oct. – 7-nov.-2025. 2 reçus sur 4")
    press(parts.shell, "F6")
    assert focused() is screen.side.table
    press(parts.shell, "Escape")
    assert screen.table.hasFocus()


def test_arrows_go_through_the_months_and_the_results_narrow_them(parts, screen):
    press(parts.shell, "Left")
    assert parts.billing.calls.asked[-1] == {"month": "2025-10"}
    assert "Aucun mois de suivi ne finit ce mois-là" in set(visible_texts(screen))
    assert focused().objectName() == "billing_earlier"
    press(parts.shell, "Right")
    assert parts.billing.calls.asked[-1] == {"month": "2025-11"}
    assert screen.table.hasFocus()
    parts.billing.go_to_today()
    assert parts.billing.calls.asked[-1] == {}

    screen.head.check_chosen.emit(BillingCheck.UNTOLD)
    assert [row.row.month.check for row in parts.billing.rows] == [BillingCheck.UNTOLD] * 2
    screen.head.unit_chosen.emit(OTHER_UNIT)
    assert parts.billing.calls.asked[-1] == {"check": "untold", "unit": str(OTHER_UNIT)}
    assert parts.billing.counts is not None
    assert parts.billing.counts.met == 1


def test_the_evidence_is_saved_for_its_owner_alone_under_a_name_of_nobody(
    parts, screen, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.billing.screen.risk_of", lambda _folder: None)
    press(parts.shell, "Ctrl+E")
    patient = parts.billing.rows[0].row.patient
    path = tmp_path / "vigie-facturation.csv"
    screen.save(str(path))

    assert path.read_bytes() == TABLE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert parts.billing.calls.taken == [(patient.id, ";")]
    assert "Relevé enregistré." in set(visible_texts(parts.shell))


def test_a_place_from_which_copies_go_elsewhere_gets_no_file(parts, screen, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.billing.screen.risk_of", lambda _folder: "synced")
    press(parts.shell, "Ctrl+E")
    screen.save(str(tmp_path / "x.csv"))

    assert parts.billing.calls.taken == []
    assert not list(tmp_path.iterdir())
    assert child(screen, Strip, "billing_unsaved").isVisible()


def test_a_failure_to_save_stands_beside_its_patient_and_is_tried_again_there(
    parts, screen, tmp_path, monkeypatch
):
    monkeypatch.setattr("ui.billing.screen.risk_of", lambda _folder: None)
    path, notice = tmp_path / "x.csv", child(screen, Strip, "billing_unsaved")
    press(parts.shell, "Ctrl+E")
    parts.billing.calls.faults["file"] = Offline("ConnectError")
    screen.save(str(path))
    assert notice.isVisible()
    assert not parts.shell.toasts.toasts

    press(parts.shell, "Down")
    assert notice.isHidden()
    press(parts.shell, "Up")
    screen.save(str(path))
    parts.billing.calls.faults.clear()
    notice.focus_accept()
    press(parts.shell, "Return")
    assert path.read_bytes() == TABLE
    assert notice.isHidden()


def test_without_contact_the_rows_stay_and_say_how_old_they_are(parts, screen):
    parts.billing.calls.faults["page"] = Offline("ConnectError")
    parts.billing.refresh()

    assert len(parts.billing.rows) == 6
    assert any("10:42" in text for text in visible_texts(screen))


def test_enter_opens_the_file_and_escape_comes_back(parts, screen):
    press(parts.shell, "Down", "Return")

    assert parts.shell.page == "patient_file"
    assert parts.file.patient_id == parts.billing.rows[1].row.patient.id
    press(parts.shell, "Escape")
    assert parts.shell.page == "billing"


def test_behind_the_mask_nobody_is_named(parts, screen):
    parts.shell.toggle_mask()
    texts = " ".join((*_cells(screen, 1), *visible_texts(screen)))

    assert "LE GOFF" not in texts
    assert "1958" not in texts


def test_the_map_names_what_is_bound(screen):
    handled = {"Down", "Up", "Home", "End", "PgUp", "PgDown", "Return", "J", "K"}

    assert _named(BILLING_KEYS) - handled == _bound(screen)


def test_a_manager_has_no_billing(qtbot, theme, settings, wording):
    parts = make_parts(theme, settings, wording, *manager())
    qtbot.addWidget(parts.shell)
    before = parts.shell.page
    parts.shell.billing.open()

    assert parts.shell.page == before
    assert parts.shell.billing.screen is None


def test_a_row_reads_as_one_sentence_in_english():
    billed = Billed(billing_rows()[2])

    said = _plain(billed_sentence(Wording("en", "Europe/Paris"), billed, NOW))

    assert said.endswith(
        "Month 1, 12-Oct – 11-Nov-2025. 3 received of 3. 1 cancelled · 2 not offered. "
        "Unknown. Service was off. In force, until 30-Sep-2026."
    )
