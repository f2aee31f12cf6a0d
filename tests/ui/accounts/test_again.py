"""An invitation is sent once more from the account that it is about."""

from console.errors import StepUpNeeded
from services.contract.problems import ProblemCode
from tests.pictures.stage import refused
from tests.samples.accounts import label
from tests.support.typography import plain
from tests.support.ui_parts import Parts, press, visible_texts
from tests.ui.accounts.test_list import admin, choose  # noqa: F401
from ui.accounts.again_dialog import AgainDialog

INVITED, WORKING = "Anne Le Roux", "Claire Morvan"


def _dialog(parts: Parts) -> AgainDialog | None:
    found = parts.shell.findChild(AgainDialog)
    return found if isinstance(found, AgainDialog) and found.isVisible() else None


def test_v_sends_it_again_with_a_reason(admin: Parts):  # noqa: F811
    choose(admin, INVITED)
    press(admin.shell, "V")
    dialog = _dialog(admin)
    assert dialog is not None
    dialog.words.set_raw("x")
    press(admin.shell, "Ctrl+Return")
    assert "Dites pourquoi" in plain(" | ".join(visible_texts(admin.shell)))
    assert admin.staff_acts.calls.again == []

    dialog.words.set_raw("Courriel égaré")
    press(admin.shell, "Ctrl+Return")

    [(who, words)] = admin.staff_acts.calls.again
    assert words == "Courriel égaré"
    assert who == label(INVITED).id
    assert "attend l'accord d'une seconde personne" in plain(
        admin.shell.toasts.toasts[-1].accessibleName()
    )
    assert _dialog(admin) is None


def test_whoever_works_here_is_not_invited_again(admin: Parts):  # noqa: F811
    choose(admin, WORKING)

    press(admin.shell, "V")

    assert _dialog(admin) is None


def test_a_proof_is_asked_for_in_place(admin: Parts):  # noqa: F811
    admin.staff_acts.calls.faults["again"] = StepUpNeeded(
        refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    )
    choose(admin, INVITED)
    press(admin.shell, "V")
    dialog = _dialog(admin)
    assert dialog is not None
    dialog.words.set_raw("Courriel égaré")

    press(admin.shell, "Ctrl+Return")

    assert dialog.isVisible()
    assert dialog._proof.isVisible()
    assert dialog.words.raw() == "Courriel égaré"


def test_nothing_is_offered_without_contact(admin: Parts):  # noqa: F811
    admin.connection.go_offline(minutes=1)
    choose(admin, INVITED)

    press(admin.shell, "V")

    assert _dialog(admin) is None
