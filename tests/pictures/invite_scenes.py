"""An administrator invites somebody, and begins a reset."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from console.stores.staff_acts import Reset
from services.contract.accounts import AccountRow, AccountState, RoleHeld
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.sessions import UnitLabel
from tests.pictures.stage import Scene, Stage, refused
from tests.samples.rows import NOW
from tests.samples.staff import SampleStaffActs
from ui.accounts.invite_dialog import InviteDialog
from ui.accounts.role_dialog import RoleDialog
from ui.shell import Shell

CLAIRE: Final = AccountRow(
    person=PersonLabel(id=UUID(int=52), name="Claire Morvan", initials="CM", title=None),
    username="c.morvan",
    roles=[
        RoleHeld(
            membership_id=UUID(int=62),
            role=Role.NURSE,
            units=[UnitLabel(id=UUID(int=41), name="Digestif")],
            ended_at=None,
        )
    ],
    state=AccountState.ACTIVE,
    has_factor=True,
    signed_in_at=NOW - timedelta(hours=2),
    sessions=1,
    is_idle=False,
    is_own=False,
    version=1,
)


TWICE: Final = CLAIRE.model_copy(
    update={
        "roles": [
            *CLAIRE.roles,
            RoleHeld(membership_id=UUID(int=63), role=Role.MANAGER, units=[], ended_at=None),
        ]
    }
)


def _dialog(stage: Stage) -> InviteDialog:
    assert isinstance(stage.screen, Shell)
    stage.screen.staff.invite()
    dialog = stage.screen.findChild(InviteDialog)
    assert isinstance(dialog, InviteDialog)
    return dialog


def _empty(stage: Stage) -> None:
    _dialog(stage)


def _filled(stage: Stage) -> InviteDialog:
    dialog = _dialog(stage)
    fields = dialog.fields
    for name, text in (
        ("name", "Anne Le Roux"),
        ("username", "anne.leroux"),
        ("email", "anne.leroux@chu-kerlann.example"),
        ("title", "Dr"),
        ("rpps", "99700218896"),
        ("specialty", "Oncologie médicale"),
    ):
        fields.lines[name].set_raw(text)
    fields.role.set_raw(Role.ONCOLOGIST.value)
    fields.words.set_raw("Arrivée le 1er décembre, remplace le Dr Guen")
    next(iter(fields.units._ticks.values())).set_raw("yes")
    return dialog


def _treating(stage: Stage) -> None:
    _filled(stage)


def _missing(stage: Stage) -> None:
    _dialog(stage)._go()


def _taken(stage: Stage) -> None:
    dialog = _filled(stage)
    acts = dialog._acts
    assert isinstance(acts, SampleStaffActs)
    error = refused(ProblemCode.INVALID_BODY, 422)
    problems = [FieldProblem(field="email", reason="taken")]
    error.problem = error.problem.model_copy(update={"errors": problems})
    acts.calls.faults["invite"] = error
    dialog._go()


def _reset(what: Reset) -> Scene:
    def show(stage: Stage) -> None:
        assert isinstance(stage.screen, Shell)
        stage.screen.staff.reset(what, CLAIRE)

    return show


def _again(stage: Stage) -> None:
    assert isinstance(stage.screen, Shell)
    stage.screen.staff.invite_again(CLAIRE)


def _roles(row: AccountRow, *, further: bool = False, over: bool = False) -> Scene:
    def show(stage: Stage) -> None:
        assert isinstance(stage.screen, Shell)
        stage.screen.staff.change_roles(row)
        dialog = stage.screen.findChild(RoleDialog)
        assert isinstance(dialog, RoleDialog)
        if further:
            dialog.which.set_raw(f"new:{Role.MANAGER.value}")
        if over:
            dialog.over.set_raw("yes")

    return show


INVITE_SCENES: Final[dict[str, Scene]] = {
    "invite": _empty,
    "invite-treating": _treating,
    "invite-missing": _missing,
    "invite-taken": _taken,
    "invite-role": _roles(CLAIRE),
    "invite-role-further": _roles(CLAIRE, further=True),
    "invite-role-over": _roles(TWICE, over=True),
    "invite-again": _again,
    "invite-password": _reset(Reset.PASSWORD),
    "invite-factor": _reset(Reset.FACTOR),
}
