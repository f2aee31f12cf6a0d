"""Somebody is invited, or a reset begun, by keyboard; what waits for others is said before."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtTest import QTest

from console.errors import Offline, StepUpNeeded
from console.stores.staff_acts import Reset
from services.contract.accounts import IdentityCheck
from services.contract.enums import Role
from services.contract.problems import FieldProblem, ProblemCode
from tests.pictures.invite_scenes import CLAIRE
from tests.pictures.stage import refused
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, focused, make_parts, press, visible_texts
from ui.accounts.invite_dialog import InviteDialog
from ui.accounts.invite_fields import proposed
from ui.accounts.reset_dialog import ResetDialog


@pytest.fixture
def parts(theme, settings, wording) -> Iterator[Parts]:
    """An administrator."""
    made = make_parts(theme, settings, wording, *admin())
    made.shell.resize(1366, 688)
    made.shell.show()
    made.shell.activateWindow()
    yield made
    made.shell.close_session()
    made.shell.close()
    made.shell.deleteLater()


@pytest.fixture
def dialog(parts: Parts) -> InviteDialog:
    """The dialog that invites, open."""
    parts.shell.staff.invite()
    found = parts.shell.findChild(InviteDialog)
    assert isinstance(found, InviteDialog)
    return found


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(parts.shell)))


def _fill(dialog: InviteDialog, role: Role = Role.NURSE, *, with_unit: bool = True) -> None:
    for name, text in (
        ("name", "Anne Le Roux"),
        ("username", "anne.leroux"),
        ("email", "anne@chu.example"),
    ):
        dialog.fields.lines[name].set_raw(text)
    dialog.fields.role.set_raw(role.value)
    dialog.fields.words.set_raw("Arrivée en décembre")
    if with_unit:
        next(iter(dialog.fields.units._ticks.values())).set_raw("yes")


@pytest.mark.parametrize(
    ("name", "username"),
    [
        ("Anne Le Roux", "anne.leroux"),
        ("Cécile L'Hénoret", "cecile.lhenoret"),
        ("Jean-Yves Cadiou", "jean-yves.cadiou"),
        ("Madonna", "madonna"),
        ("  ", ""),
        ("李 雷", ""),
    ],
)
def test_a_user_name_is_proposed_from_the_name(name: str, username: str):
    assert proposed(name) == username


def test_the_proposal_follows_the_name_until_somebody_types_another(parts, dialog):
    QTest.keyClicks(focused(), "Anne Le Roux")
    press(parts.shell, "Tab")
    assert dialog.fields.lines["username"].raw() == "anne.leroux"
    dialog.fields.lines["username"].set_raw("alr")
    press(parts.shell, "Tab")
    dialog.fields.lines["name"].control.setFocus()
    QTest.keyClicks(focused(), "x")
    press(parts.shell, "Tab")
    assert dialog.fields.lines["username"].raw() == "alr"


def test_what_is_written_goes_out_and_waits_for_a_second_person(parts: Parts, dialog: InviteDialog):
    _fill(dialog)
    dialog.fields.ends.set_raw("30/06/2026")
    assert "un responsable du centre voit exactement cette demande" in _said(parts)
    dialog.submit.click()

    [asked] = parts.staff_acts.calls.invited
    assert asked.person.name == "Anne Le Roux"
    assert (asked.role.role, asked.role.unit_ids) == (Role.NURSE, [UUID(int=41)])
    assert asked.role.ends_on == date(2026, 6, 30)
    assert "attend l'accord d'une seconde personne" in _said(parts)
    assert not dialog.isVisible()


def test_an_administrator_is_invited_at_once_and_without_units(parts: Parts, dialog: InviteDialog):
    parts.staff_acts.calls.waits = False
    _fill(dialog, Role.ADMIN)
    assert not dialog.fields.units.isVisible()
    assert "l'invitation part tout de suite" in _said(parts)
    dialog.submit.click()

    [asked] = parts.staff_acts.calls.invited
    assert asked.role.unit_ids == []
    assert "Invitation envoyée." in _said(parts)


def test_a_treating_role_needs_a_unit_and_everything_else_its_fields(
    parts: Parts, dialog: InviteDialog
):
    dialog.submit.click()
    assert parts.staff_acts.calls.invited == []
    _fill(dialog, with_unit=False)
    dialog.submit.click()
    assert "Choisissez au moins une unité." in _said(parts)
    assert parts.staff_acts.calls.invited == []


@pytest.mark.parametrize(
    ("field", "reason", "said"),
    [
        ("person.email", "taken", "Déjà pris par un autre compte."),
        ("rpps", "not_an_rpps_number", "Ce n'est pas un numéro RPPS"),
        ("role.ends_on", "past", "Ce jour est passé."),
        ("username", "anything_new", "Refusé par le service."),
    ],
)
def test_what_the_service_refuses_is_said_under_its_field(
    parts: Parts, dialog: InviteDialog, field: str, reason: str, said: str
):
    error = refused(ProblemCode.INVALID_BODY, 422)
    problems = [FieldProblem(field=field, reason=reason)]
    error.problem = error.problem.model_copy(update={"errors": problems})
    parts.staff_acts.calls.faults["invite"] = error
    _fill(dialog)
    dialog.submit.click()

    assert said in _said(parts)
    assert dialog.isVisible()


def test_a_proof_is_asked_in_the_dialog_and_what_was_typed_stays(
    parts: Parts, dialog: InviteDialog
):
    asked = refused(ProblemCode.STEP_UP_NEEDED, 403).problem
    parts.staff_acts.calls.faults["invite"] = StepUpNeeded(asked)
    _fill(dialog)
    dialog.submit.click()

    assert dialog._proof.isVisible()
    assert dialog.fields.lines["name"].raw() == "Anne Le Roux"


def test_a_lost_answer_is_asked_for_again_and_invites_once(parts: Parts, dialog: InviteDialog):
    parts.staff_acts.calls.faults["invite"] = Offline("ReadTimeout", outcome_unknown=True)
    _fill(dialog)
    dialog.submit.click()
    assert "La réponse s'est perdue" in _said(parts)

    parts.staff_acts.calls.faults.clear()
    dialog.submit.click()
    assert not dialog.isVisible()


def test_a_nurse_cannot_invite(theme, settings, wording):
    made = make_parts(theme, settings, wording)
    made.shell.staff.invite()
    assert made.shell.findChild(InviteDialog) is None
    made.shell.deleteLater()


@pytest.mark.parametrize("what", list(Reset))
def test_a_reset_names_how_the_identity_was_checked(parts: Parts, what: Reset):
    parts.shell.staff.reset(what, CLAIRE)
    dialog = parts.shell.findChild(ResetDialog)
    assert isinstance(dialog, ResetDialog)
    dialog.submit.click()
    assert parts.staff_acts.calls.resets == []

    dialog.check.set_raw(IdentityCheck.VIDEO.value)
    dialog.words.set_raw("Téléphone perdu")
    dialog.submit.click()

    [(name, who, version, ask)] = parts.staff_acts.calls.resets
    assert (name, who, version) == (what.value, CLAIRE.person.id, CLAIRE.version)
    assert ask.identity_check is IdentityCheck.VIDEO
