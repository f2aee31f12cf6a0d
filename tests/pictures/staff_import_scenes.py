"""An administrator invites people from a file, and changes who somebody is."""

from __future__ import annotations

from typing import Final

from console.stores.staff_files import StaffFileFault
from services.contract.accounts import AccountDetail, AccountState, PersonShown, RightChangeKind
from services.contract.enums import Role
from services.contract.problems import FieldProblem, ProblemCode
from tests.pictures.invite_scenes import CLAIRE
from tests.pictures.stage import Scene, Stage, refused
from tests.samples.accounts import change, label
from tests.samples.rows import NOW
from tests.samples.staff import SampleStaffActs
from tests.samples.staff_import import SampleStaffImport
from ui.accounts.import_dialog import ImportDialog
from ui.accounts.person_dialog import PersonDialog
from ui.shell import Shell

KNOWN: Final = AccountDetail(
    account=CLAIRE,
    details=PersonShown(
        name="Claire Morvan", username="c.morvan", email="c.morvan@chu-kerlann.example",
        title="Mme", phone="+33298000102", rpps="99700218896", profession=None,
        specialty="Oncologie digestive",
    ),
    last_mail=None,
    created_at=NOW,
    recovery_codes_left=8,
    sign_ins=[],
    changes=[],
)  # fmt: skip


def opened_import(stage: Stage) -> tuple[ImportDialog, SampleStaffImport]:
    """The dialog with its store."""
    assert isinstance(stage.screen, Shell)
    stage.screen.staff.import_file()
    dialog = stage.screen.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    assert isinstance(dialog._store, SampleStaffImport)
    return dialog, dialog._store


def _empty(stage: Stage) -> None:
    opened_import(stage)


def _missing(stage: Stage) -> None:
    opened_import(stage)[0]._go()


def _chosen(stage: Stage) -> tuple[ImportDialog, SampleStaffImport]:
    dialog, store = opened_import(stage)
    store.take_sample()
    dialog.file.words.set_raw("Ouverture de l'unité de jour le 1er décembre")
    return dialog, store


def _file(stage: Stage) -> None:
    _chosen(stage)


def _unfit(stage: Stage) -> None:
    _dialog, store = opened_import(stage)
    store._take_file(StaffFileFault.UTF_16)


def _columns(stage: Stage) -> None:
    dialog, store = _chosen(stage)
    error = refused(ProblemCode.INVALID_BODY, 422)
    problems = [
        FieldProblem(field=f"csv.{name}", reason="missing_column") for name in ("email", "role")
    ]
    error.problem = error.problem.model_copy(update={"errors": problems})
    store.calls.fault = error
    dialog._go()


def _rehearsed(stage: Stage) -> None:
    dialog, store = _chosen(stage)
    store.calls.told = {"unread": ["date de fin", "service"]}
    dialog._go()


def _refused_only(stage: Stage) -> None:
    _rehearsed(stage)
    assert isinstance(stage.screen, Shell)
    dialog = stage.screen.findChild(ImportDialog)
    assert isinstance(dialog, ImportDialog)
    list(dialog.report.chips.values())[-1].click()


def _done(stage: Stage) -> None:
    dialog, _store = _chosen(stage)
    dialog._go()
    dialog._go()


def _person(known: AccountDetail = KNOWN, **typed: str) -> Scene:
    def show(stage: Stage) -> None:
        _opened_person(stage, known, **typed)

    return show


def _opened_person(stage: Stage, known: AccountDetail, **typed: str) -> PersonDialog:
    assert isinstance(stage.screen, Shell)
    stage.screen.staff.change_person(known)
    dialog = stage.screen.findChild(PersonDialog)
    assert isinstance(dialog, PersonDialog)
    for name, text in typed.items():
        dialog.fields.lines[name].set_raw(text)
    return dialog


def _wrong_rpps(stage: Stage) -> None:
    dialog = _opened_person(stage, KNOWN, rpps="99700218897")
    dialog.fields._check_rpps()


def _faster(stage: Stage) -> None:
    dialog = _opened_person(stage, KNOWN, name="Claire Le Gall")
    acts = dialog._acts
    assert isinstance(acts, SampleStaffActs)
    acts.calls.faults["person"] = refused(ProblemCode.VERSION_STALE, 412)
    acts.calls.stands = KNOWN.model_copy(
        update={
            "account": CLAIRE.model_copy(update={"version": 2}),
            "details": KNOWN.details.model_copy(update={"specialty": "Oncologie thoracique"}),
            "changes": [
                change(RightChangeKind.PERSON_CHANGED, 12, "", by=label("Gwenn Postic"))
            ],
        }
    )  # fmt: skip
    dialog.fields.words.set_raw("Mariage")
    dialog._go()


_ADMIN: Final = KNOWN.model_copy(
    update={
        "account": CLAIRE.model_copy(
            update={
                "roles": [CLAIRE.roles[0].model_copy(update={"role": Role.ADMIN, "units": []})],
                "state": AccountState.INVITED,
            }
        )
    }
)

STAFF_IMPORT_SCENES: Final[dict[str, Scene]] = {
    "staffimport": _empty,
    "staffimport-missing": _missing,
    "staffimport-file": _file,
    "staffimport-unfit": _unfit,
    "staffimport-columns": _columns,
    "staffimport-rehearsed": _rehearsed,
    "staffimport-refused": _refused_only,
    "staffimport-done": _done,
    "staffperson": _person(),
    "staffperson-now": _person(name="Claire Le Gall", specialty=""),
    "staffperson-waits": _person(email="claire.legall@chu-kerlann.example"),
    "staffperson-invited": _person(_ADMIN, email="claire.legall@chu-kerlann.example"),
    "staffperson-rpps": _wrong_rpps,
    "staffperson-faster": _faster,
    "staffperson-elsewhere": _person(KNOWN.model_copy(update={"is_elsewhere": True})),
}
