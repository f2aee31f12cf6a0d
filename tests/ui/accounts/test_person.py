"""Who an account belongs to is changed: what follows is said before, and who was faster after."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from console.errors import Offline, StepUpNeeded
from services.contract.accounts import AccountDetail, AccountState, RightChangeKind
from services.contract.enums import Role
from services.contract.problems import FieldProblem, ProblemCode
from tests.pictures.staff_import_scenes import KNOWN
from tests.pictures.stage import refused
from tests.samples.accounts import change, label
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, child, focused, make_parts, press, visible_texts
from tests.ui.test_accessible import nameless
from ui.accounts.person_dialog import PersonDialog


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


def _known(role: Role = Role.NURSE, state: AccountState = AccountState.ACTIVE, **other: Any):
    roles = [each.model_copy(update={"role": role}) for each in KNOWN.account.roles]
    account = KNOWN.account.model_copy(update={"roles": roles, "state": state})
    return KNOWN.model_copy(update={"account": account} | other)


def _open(parts: Parts, known: AccountDetail = KNOWN, **typed: str) -> PersonDialog:
    parts.shell.staff.change_person(known)
    dialog = parts.shell.findChild(PersonDialog)
    assert isinstance(dialog, PersonDialog)
    for name, text in typed.items():
        dialog.fields.lines[name].set_raw(text)
    dialog.fields.words.set_raw("Mariage")
    return dialog


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(parts.shell)))


def test_before_and_after_stand_beside_each_other_and_only_what_was_typed_changes(parts: Parts):
    parts.staff_acts.calls.waits = False
    dialog = _open(parts, name="Claire Le Gall", title="")
    said = _said(parts)
    assert "Nom et prénom : Claire Morvan → Claire Le Gall" in said
    assert "Titre : Mme → rien" in said
    assert "Vaut tout de suite. Ses sessions restent ouvertes." in said
    dialog.submit.click()

    [(who, version, ask)] = parts.staff_acts.calls.persons
    assert (who, version) == (KNOWN.account.person.id, KNOWN.account.version)
    assert (ask.name, ask.title, ask.words) == ("Claire Le Gall", None, "Mariage")
    before = KNOWN.details
    assert (ask.email, ask.phone, ask.rpps, ask.specialty, ask.profession) == (
        before.email, before.phone, before.rpps, before.specialty, before.profession,
    )  # fmt: skip
    assert "Personne enregistrée." in _said(parts)


@pytest.mark.parametrize(
    ("role", "typed", "follows", "label_said"),
    [
        (Role.NURSE, {"email": "c@chu.example"}, ["décide dans les 24 heures", "ancienne adresse"],
         "Demander l'accord"),
        (Role.MANAGER, {"rpps": "10000000009"}, ["décide dans les 24 heures", "se ferment",
         "Aucun courriel"], "Demander l'accord"),
        (Role.ADMIN, {"email": "c@chu.example"}, ["Vaut tout de suite", "se ferment",
         "ancienne adresse"], "Enregistrer"),
        (Role.NURSE, {"email": "C.Morvan@CHU-kerlann.example", "rpps": "99700 218896"}, [
         "Ce qui suivra"], "Enregistrer"),
        (Role.NURSE, {"phone": "02 98 00 01 03"}, ["Vaut tout de suite", "restent ouvertes"],
         "Enregistrer"),
    ],
)  # fmt: skip
def test_what_follows_is_said_before_it_is_sent(
    parts: Parts, role: Role, typed: dict[str, str], follows: list[str], label_said: str
):
    dialog = _open(parts, _known(role), **typed)

    said = _said(parts)
    assert [each for each in follows if each not in said] == []
    assert dialog.submit.accessibleName() == label_said


def test_whoever_is_invited_gets_the_invitation_at_the_new_address(parts: Parts):
    _open(parts, _known(Role.ADMIN, AccountState.INVITED), email="c@chu.example")
    assert "L'invitation repart à la nouvelle adresse." in _said(parts)


def test_an_address_that_was_not_known_tells_nobody(parts: Parts):
    details = KNOWN.details.model_copy(update={"email": None})
    _open(parts, _known(Role.ADMIN, details=details), email="c@chu.example")
    said = _said(parts)
    assert "rien → c@chu.example" in said
    assert "ancienne adresse" not in said
    assert "Aucun courriel ne prévient cette personne" in said


def test_a_role_that_is_over_weighs_still(parts: Parts):
    roles = [each.model_copy(update={"ended_at": KNOWN.created_at}) for each in KNOWN.account.roles]
    account = KNOWN.account.model_copy(update={"roles": roles})
    dialog = _open(parts, KNOWN.model_copy(update={"account": account}), email="c@chu.example")
    assert dialog.submit.accessibleName() == "Demander l'accord"


def test_what_waits_is_said(parts: Parts):
    _open(parts, email="c@chu.example").submit.click()
    assert "attend l'accord d'une seconde personne" in _said(parts)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("99700218897", "Le dernier chiffre ne va pas avec les dix autres"),
        ("9970021889", "Un numéro RPPS a 11 chiffres : il y en a 10."),
        ("9970021889A", "Un numéro RPPS n'a que des chiffres."),
    ],
)
def test_a_number_that_is_none_is_refused_at_once(parts: Parts, typed: str, said: str):
    dialog = _open(parts)
    dialog.fields.lines["rpps"].control.setFocus()
    press(parts.shell, "Ctrl+A")
    QTest.keyClicks(focused(), typed)
    press(parts.shell, "Tab")
    assert said in _said(parts)
    dialog.submit.click()
    assert parts.staff_acts.calls.persons == []


def test_a_number_is_refused_at_once_where_somebody_is_invited_too(parts: Parts):
    parts.shell.staff.invite()
    child(parts.shell, QLineEdit, "field_rpps").setFocus()
    QTest.keyClicks(focused(), "99700218897")
    press(parts.shell, "Tab")
    assert "Le dernier chiffre ne va pas avec les dix autres" in _said(parts)


def test_where_nothing_was_changed_nothing_is_sent(parts: Parts):
    _open(parts).submit.click()
    assert "Rien n'a changé" in _said(parts)
    assert parts.staff_acts.calls.persons == []


def test_a_name_and_an_address_are_needed(parts: Parts):
    _open(parts, name=" ", email="").submit.click()
    assert _said(parts).count("à remplir") == 2
    assert parts.staff_acts.calls.persons == []


@pytest.mark.parametrize(
    ("field", "reason", "said"),
    [
        ("email", "taken", "Déjà pris par un autre compte."),
        ("phone", "not_a_number", "Ce n'est pas un numéro de téléphone."),
        ("email", "not_an_address", "Ce n'est pas une adresse de courriel."),
        ("name", "value_error", "Refusé par le service."),
    ],
)
def test_what_the_service_refuses_is_said_under_its_field(
    parts: Parts, field: str, reason: str, said: str
):
    error = refused(ProblemCode.INVALID_BODY, 422)
    problems = [FieldProblem(field=field, reason=reason)]
    error.problem = error.problem.model_copy(update={"errors": problems})
    parts.staff_acts.calls.faults["person"] = error
    _open(parts, name="Claire Le Gall").submit.click()

    assert said in _said(parts)


def _faster(**other: Any) -> AccountDetail:
    account = KNOWN.account.model_copy(update={"version": 2})
    details = KNOWN.details.model_copy(update={"specialty": "Thorax", "name": "Claire Postic"})
    changes = [change(RightChangeKind.PERSON_CHANGED, 12, "", by=label("Gwenn Postic"))]
    usual = {"account": account, "details": details, "changes": changes}
    return KNOWN.model_copy(update=usual | other)


def test_somebody_faster_is_named_and_what_was_typed_stays(parts: Parts):
    calls = parts.staff_acts.calls
    calls.faults["person"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.stands, calls.waits = _faster(), False
    dialog = _open(parts, name="Claire Le Gall")
    dialog.submit.click()

    said = _said(parts)
    assert "Gwenn Postic a été plus rapide" in said
    assert "Claire Postic → Claire Le Gall" in said
    assert dialog.fields.lines["specialty"].raw() == "Thorax"
    calls.faults.clear()
    dialog.submit.click()
    assert [(version, ask.name, ask.specialty) for _who, version, ask in calls.persons] == [
        (1, "Claire Le Gall", "Oncologie digestive"),
        (2, "Claire Le Gall", "Thorax"),
    ]


def test_an_account_that_cannot_be_read_again_says_so(parts: Parts):
    calls = parts.staff_acts.calls
    calls.faults["person"] = refused(ProblemCode.VERSION_STALE, 412)
    calls.faults["read"] = Offline("ConnectError")
    _open(parts, name="Claire Le Gall").submit.click()

    assert "n'a pas pu être relu" in _said(parts)


def test_whoever_is_another_centres_as_well_is_frozen_and_why_is_said(parts: Parts):
    dialog = _open(parts, _known(is_elsewhere=True))

    assert "aucun centre ne change seul qui elle est" in _said(parts)
    assert not dialog.fields.lines["name"].control.isEnabled()
    assert not dialog.submit.isVisible()
    assert focused() is dialog.leave
    press(parts.shell, "Ctrl+Return")
    assert parts.staff_acts.calls.persons == []


def test_who_came_to_another_centre_meanwhile_is_frozen_then(parts: Parts):
    calls = parts.staff_acts.calls
    calls.faults["person"] = refused(ProblemCode.PERSON_NOT_ELIGIBLE, 409)
    calls.stands = _known(is_elsewhere=True)
    dialog = _open(parts, name="Claire Le Gall")
    dialog.submit.click()

    assert "rien n'est enregistré" in _said(parts)
    assert not dialog.submit.isVisible()


def test_a_request_that_waits_already_is_said(parts: Parts):
    parts.staff_acts.calls.faults["person"] = refused(ProblemCode.STATE_FORBIDS, 409)
    _open(parts, email="c@chu.example").submit.click()
    assert "attend déjà une seconde personne" in _said(parts)


def test_a_proof_is_asked_in_place_and_a_lost_answer_again(parts: Parts):
    calls = parts.staff_acts.calls
    calls.faults["person"] = StepUpNeeded(refused(ProblemCode.STEP_UP_NEEDED, 403).problem)
    dialog = _open(parts, name="Claire Le Gall")
    dialog.submit.click()
    assert dialog._proof.isVisible()
    parts.staff_acts.proof.cancel()

    calls.faults["person"] = Offline("ReadTimeout", outcome_unknown=True)
    dialog.submit.click()
    assert "La réponse s'est perdue" in _said(parts)
    calls.faults.clear()
    dialog.submit.click()
    assert not dialog.isVisible()


def test_ones_own_account_says_who_changes_it(theme, settings, wording, parts: Parts):
    own = KNOWN.account.model_copy(update={"is_own": True})
    guards = parts.shell.accounts.screen.guards if parts.shell.accounts.screen else None
    assert guards is not None
    assert not guards.may_change_person(own)
    assert "un autre administrateur change votre nom" in plain(guards.why_not_person(wording, own))
    ended = KNOWN.account.model_copy(update={"state": AccountState.ENDED})
    assert not guards.offers_person(ended)


def test_everything_is_reached_by_keys_and_has_a_name(parts: Parts):
    dialog = _open(parts)
    assert nameless(parts.shell) == []
    names = []
    for _ in range(9):
        names.append(focused().objectName())
        press(parts.shell, "Tab")
    assert names == [
        "field_name", "field_title", "field_email", "field_phone", "field_rpps",
        "field_specialty", "field_words", "accounts_person_leave", "accounts_person_submit",
    ]  # fmt: skip
    press(parts.shell, "Escape")
    assert not dialog.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_buttons_are_in_sight_whatever_the_size_of_letters(parts: Parts, theme, percent: int):
    theme.set_text_scale_pct(percent)
    dialog = _open(parts, email="c@chu.example", name="Claire Le Gall")
    QTest.qWait(0)
    for button in (dialog.leave, dialog.submit):
        place = button.mapTo(dialog._card, button.rect().bottomRight())
        assert dialog._card.rect().contains(place)
