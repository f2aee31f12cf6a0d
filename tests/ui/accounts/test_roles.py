"""Roles are changed, given and ended; what gives more waits, and is said before it is sent."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from console.client.staff import RoleOf
from services.contract.accounts import AccountRow
from services.contract.enums import Role
from tests.pictures.invite_scenes import CLAIRE, TWICE
from tests.samples.roles import admin
from tests.support.typography import plain
from tests.support.ui_parts import Parts, make_parts, visible_texts
from ui.accounts.role_dialog import RoleDialog

DIGESTIVE, BREAST = UUID(int=41), UUID(int=42)


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


def _open(parts: Parts, row: AccountRow = CLAIRE) -> RoleDialog:
    parts.shell.staff.change_roles(row)
    dialog = parts.shell.findChild(RoleDialog)
    assert isinstance(dialog, RoleDialog)
    return dialog


def _send(dialog: RoleDialog) -> None:
    dialog.words.set_raw("Réorganisation du service")
    dialog.submit.click()


def _said(parts: Parts) -> str:
    return plain(" | ".join(visible_texts(parts.shell)))


def test_what_stands_is_ticked_and_fewer_units_change_at_once(parts: Parts):
    both = CLAIRE.roles[0].model_copy(
        update={
            "units": [
                *CLAIRE.roles[0].units,
                CLAIRE.roles[0].units[0].model_copy(update={"id": BREAST, "name": "Sein"}),
            ]
        }
    )
    dialog = _open(parts, CLAIRE.model_copy(update={"roles": [both]}))
    assert dialog.units.chosen == [DIGESTIVE, BREAST]
    dialog.units.choose([DIGESTIVE])
    assert "Vaut dès la prochaine action" in _said(parts)
    _send(dialog)

    [(role, ask)] = parts.staff_acts.calls.changed
    assert role == RoleOf(CLAIRE.person.id, both.membership_id)
    assert ask.unit_ids == [DIGESTIVE]


@pytest.mark.parametrize(
    ("ends_on", "typed", "waits"),
    [
        (None, "30/06/2026", False),
        (date(2026, 6, 30), "", True),
        (date(2026, 6, 30), "31/12/2026", True),
        (date(2026, 6, 30), "31/03/2026", False),
    ],
)
def test_more_time_waits_for_a_second_person(
    parts: Parts, ends_on: date | None, typed: str, waits: bool
):
    role = CLAIRE.roles[0].model_copy(update={"ends_on": ends_on})
    dialog = _open(parts, CLAIRE.model_copy(update={"roles": [role]}))
    dialog.ends.set_raw(typed)
    dialog._tell_effects()

    assert ("décide dans les 24 heures" in _said(parts)) is waits
    assert (dialog.submit_label() == "Demander l'accord") is waits


def test_another_unit_waits(parts: Parts):
    dialog = _open(parts)
    dialog.units.choose([DIGESTIVE, BREAST])
    assert "décide dans les 24 heures" in _said(parts)


def test_a_further_role_is_one_that_is_not_held(parts: Parts):
    dialog = _open(parts)
    offered: list[Any] = [value for value, _word in dialog._choices()]
    assert f"new:{Role.NURSE.value}" not in offered
    dialog.which.set_raw(f"new:{Role.MANAGER.value}")
    assert not dialog.units.isVisible()
    assert not dialog.over.isVisible()
    _send(dialog)

    [(who, ask)] = parts.staff_acts.calls.granted
    assert who == CLAIRE.person.id
    assert (ask.role.role, ask.role.unit_ids) == (Role.MANAGER, [])


def test_one_of_two_roles_is_ended_and_the_only_one_is_not(parts: Parts):
    assert not _open(parts).over.isVisible()
    parts.shell.staff._close()

    dialog = parts.shell.staff._roles(TWICE)
    dialog.open_up()
    assert dialog.over.isVisible()
    dialog.over.set_raw("yes")
    assert "Ce rôle s'arrête tout de suite" in _said(parts)
    assert not dialog.units.isEnabled()
    _send(dialog)

    [(role, words)] = parts.staff_acts.calls.ended
    assert role == RoleOf(TWICE.person.id, TWICE.roles[0].membership_id)
    assert words == "Réorganisation du service"


def test_no_unit_and_no_reason_is_said(parts: Parts):
    dialog = _open(parts)
    dialog.units.choose([])
    dialog.submit.click()

    assert "Choisissez au moins une unité." in _said(parts)
    assert parts.staff_acts.calls.changed == []
