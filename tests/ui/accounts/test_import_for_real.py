"""Staff from a file, and who somebody is, on the real service as a hand goes it."""

from pathlib import Path

from PySide6.QtTest import QTest

from console.stores.staff_import import ImportStep, StaffImport
from services.contract.staff import ImportOutcome
from tests.support.service import ServiceUnderTest
from tests.support.typography import plain
from tests.support.ui_parts import focused, press, visible_texts
from tests.ui.accounts.real_shell import found
from ui.accounts.import_dialog import ImportDialog
from ui.accounts.person_dialog import PersonDialog
from ui.shell import Shell

_FILE = """nom;identifiant;courriel;rôle;unités;dernier jour;service
Hélène Guivarch;h.guivarch;h.guivarch@chu.example;oncologue;Unité 0;;X
Yann Riou;y.riou;y.riou@chu.example;administrateur;;;X
Loïc Cadiou;l.cadiou;no address;infirmier;Unité 0;;X
"""


def _open(frame: Shell) -> ImportDialog:
    press(frame, "L")
    [dialog] = [each for each in frame.findChildren(ImportDialog) if each.isVisible()]
    return dialog


def _said(frame: Shell) -> str:
    return plain(" | ".join(visible_texts(frame)))


def _prove(frame: Shell, person) -> None:
    QTest.keyClicks(focused(), person.password)
    press(frame, "Return")
    QTest.keyClicks(focused(), person.code())


def test_a_file_of_excel_is_rehearsed_and_invites_once_although_its_answer_was_lost(
    qtbot,
    here,
    shell: Shell,
    tmp_path: Path,
):
    store = shell._desk.staff_import
    path = tmp_path / "equipe.csv"
    path.write_bytes(_FILE.encode("cp1252"))
    here.pass_minutes(6)

    dialog = _open(shell)
    dialog.choose(str(path))
    qtbot.waitUntil(lambda: store.file is not None)
    assert "lu en Windows-1252 (Excel)" in _said(shell)
    assert "Hélène" in _said(shell)
    dialog.file.words.set_raw("Ouverture de l'unité de jour")
    press(shell, "Ctrl+Return")
    qtbot.waitUntil(lambda: focused().objectName() == "proof_password")
    _prove(shell, here.person)
    with qtbot.waitSignal(store.done):
        press(shell, "Return")

    assert store.step is ImportStep.REHEARSED
    assert "Colonnes qui ne sont pas lues : service." in _said(shell)
    outcomes = _outcomes(store)
    assert outcomes == [ImportOutcome.WAITS, ImportOutcome.INVITED, ImportOutcome.REFUSED]
    assert not _usernames(here) & {"y.riou", "h.guivarch"}

    here.cable.loses = "/api/v1/account-imports"
    with qtbot.waitSignal(store.failed):
        press(shell, "Ctrl+Return")
    assert store.is_unsettled
    assert "rien ne part deux fois" in _said(shell)
    with qtbot.waitSignal(store.done):
        press(shell, "Ctrl+Return")
    assert _outcomes(store) == outcomes
    assert "C'est fait." in _said(shell)
    press(shell, "Escape")

    assert "y.riou" in _usernames(here)
    again = _open(shell)
    again.choose(str(path))
    qtbot.waitUntil(lambda: store.file is not None)
    again.file.words.set_raw("Encore")
    with qtbot.waitSignal(store.done):
        press(shell, "Ctrl+Return")
    assert set(_outcomes(store)) == {ImportOutcome.REFUSED}
    assert "Une demande la concernant attend déjà une seconde personne" in _table(again)
    assert "Cette personne a déjà un compte ici" in _table(again)


def _outcomes(store: StaffImport) -> list[ImportOutcome]:
    assert store.report is not None
    return [each.outcome for each in store.report.lines]


def _usernames(station) -> set[str]:
    return {each.username for each in station.session.api.accounts.read_page(200).items}


def _table(dialog: ImportDialog) -> str:
    return plain(" | ".join(text for row in dialog.report.table.rows for text in row.texts))


def test_who_was_faster_is_named_and_what_was_typed_is_saved_over_it(
    qtbot, here, colleague, shell: Shell, sqlite_service: ServiceUnderTest
):
    acts = shell._desk.staff_acts
    screen = found(qtbot, shell, colleague)
    press(shell, "N")
    dialog = shell.findChild(PersonDialog)
    assert isinstance(dialog, PersonDialog)
    row = screen.side.row
    assert row is not None
    path = f"/api/v1/accounts/{row.person.id}/person"
    body = {"name": "Cécile Le Du", "email": "le.du@chu.example", "words": "Adresse"}
    headers = sqlite_service.writing_as("admin", version=row.version)
    assert sqlite_service.client.put(path, json=body, headers=headers).status_code == 200

    for name, text in (("name", "Cécile Postic"), ("email", "postic@chu.example")):
        dialog.fields.lines[name].set_raw(text)
    dialog.fields.words.set_raw("Mariage")
    with qtbot.waitSignal(acts.account_read):
        press(shell, "Ctrl+Return")
    said = _said(shell)
    assert "a été plus rapide" in said
    assert "le.du@chu.example → postic@chu.example" in said
    assert "L'ancienne adresse est prévenue par courriel." in said

    with qtbot.waitSignal(acts.done):
        press(shell, "Ctrl+Return")
    details = here.session.api.accounts.read(row.person.id)
    assert (details.details.name, details.details.email) == ("Cécile Postic", "postic@chu.example")
    assert [each.words for each in details.changes][:2] == ["Mariage", "Adresse"]


def test_the_address_of_a_nurse_waits_for_a_second_person(
    qtbot,
    here,
    nurse,
    shell: Shell,
):
    found(qtbot, shell, nurse.person)
    press(shell, "N")
    dialog = shell.findChild(PersonDialog)
    assert isinstance(dialog, PersonDialog)
    dialog.fields.lines["email"].set_raw("soins@chu.example")
    dialog.fields.words.set_raw("Première adresse")
    assert "décide dans les 24 heures" in _said(shell)
    with qtbot.waitSignal(shell._desk.staff_acts.done):
        press(shell, "Ctrl+Return")

    assert "attend l'accord d'une seconde personne" in _said(shell)
    known = here.session.api.accounts.read(nurse.person.account_id)
    assert known.details.email is None
