"""The first administrator is made on the machine itself, once (R-AUTH-05)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from services import starting
from services.__main__ import main
from services.accounts.local import (
    AlreadyDone,
    NameRefused,
    NewAccount,
    create_account,
    create_admin,
    create_approver,
)
from services.app import build_app
from services.contract.enums import Role
from services.db.scope import Scope
from services.db.tables.centres import Unit
from services.edge.context import Context
from services.security.password_rule import PasswordRefused
from services.surveillance.invented import patient_of
from tests.support.service import (
    ServiceUnderTest,
    SmallCentre,
    SteppingClock,
    open_in,
    settings_in,
)
from tests.support.sign_in import PASSWORD, Person, bearer, make_person


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """A fresh installation, in which nobody has an account."""
    settings = settings_in(tmp_path)
    starting.initialise(settings)
    opened = open_in(settings, SteppingClock())
    yield opened
    opened.journal.close()
    opened.database.dispose()
    opened.keys.dispose()


def _admin(context: Context, printed: str) -> Person:
    """The administrator whose secrets were printed."""
    password = re.search(r"^password +(\S+)$", printed, re.MULTILINE)
    secret = re.search(r"^TOTP secret +(\S+)$", printed, re.MULTILINE)
    assert password is not None
    assert secret is not None
    assert isinstance(context.clock, SteppingClock)
    nowhere = SmallCentre(id=Role.ADMIN, units=[])  # type: ignore[arg-type]
    client = TestClient(build_app(context), base_url="http://127.0.0.1")
    service = ServiceUnderTest(context, context.clock, client, nowhere, nowhere)
    return Person(service, nowhere.id, "admin", secret.group(1), password.group(1))


def test_the_printed_secrets_open_a_session(context: Context, capsys: pytest.CaptureFixture[str]):
    create_admin(context, centre="CHU de Kerlann", username="Admin", name="Yann Riou")

    printed = capsys.readouterr().out
    admin = _admin(context, printed)
    granted = admin.signs_in()
    assert granted.status_code == 200
    me = admin.service.client.get("/api/v1/me", headers=bearer(granted.json()["access_token"]))
    assert me.json()["role"] == "admin"
    assert me.json()["centre"]["name"] == "CHU de Kerlann"
    assert f"otpauth://totp/Vigie:admin?secret={admin.totp_secret}&issuer=Vigie" in printed


def test_a_second_use_is_refused(context: Context, capsys: pytest.CaptureFixture[str]):
    create_admin(context, centre="CHU de Kerlann", username="admin", name="Yann Riou")
    capsys.readouterr()

    for centre, username in (
        ("CHU de Kerlann", "other"),
        ("chu de kerlann", "other"),
        ("CH", "admin"),
    ):
        with pytest.raises(AlreadyDone):
            create_admin(context, centre=centre, username=username, name="Somebody")

    assert capsys.readouterr().out == ""


def test_two_administrators_never_get_the_same_secrets(
    context: Context, capsys: pytest.CaptureFixture[str]
):
    create_admin(context, centre="CHU de Kerlann", username="admin", name="Yann Riou")
    first = set(re.findall(r"\S{20,}", capsys.readouterr().out))
    create_admin(context, centre="CH de Port-Louis", username="admin2", name="Yann Riou")

    assert first.isdisjoint(re.findall(r"\S{20,}", capsys.readouterr().out))


def test_an_account_needs_a_good_password_and_a_new_name(sqlite_service: ServiceUnderTest):
    person = make_person(sqlite_service)
    centre_id = sqlite_service.centre.id

    with pytest.raises(PasswordRefused):
        create_account(
            sqlite_service.context,
            NewAccount("somebody", "Resilience2026!", "Some Body", Role.NURSE, centre_id),
        )
    with pytest.raises(AlreadyDone):
        create_account(
            sqlite_service.context,
            NewAccount(person.username.upper(), PASSWORD, "Some Body", Role.NURSE, centre_id),
        )


def test_a_password_made_of_the_name_of_the_centre_is_refused(sqlite_service: ServiceUnderTest):
    account = NewAccount(
        "somebody", "Kerlann-Kerlann", "Some Body", Role.NURSE, sqlite_service.centre.id
    )

    with pytest.raises(PasswordRefused):
        create_account(sqlite_service.context, account)


@pytest.mark.parametrize("name", ["Yann\u202eRiou", "Yann\nRiou", " "])
def test_a_name_that_nobody_sees_as_it_is_makes_no_administrator(context: Context, name: str):
    for centre, shown in (("CHU de Kerlann", name), (name, "Yann Riou")):
        with pytest.raises(NameRefused):
            create_admin(context, centre=centre, username="admin", name=shown)


def test_the_first_approver_of_a_centre_is_made_here_and_no_other(
    context: Context, capsys: pytest.CaptureFixture[str]
):
    create_admin(context, centre="CHU de Kerlann", username="admin", name="Yann Riou")
    capsys.readouterr()

    def _make(username: str, centre: str = "chu de kerlann") -> None:
        create_approver(
            context, centre=centre, username=username, name="Marie Guillou", role=Role.MANAGER
        )

    with pytest.raises(NameRefused):
        _make("m.guillou", centre="CHU de Nulle Part")
    _make("m.guillou")
    assert "m.guillou" in capsys.readouterr().out
    with pytest.raises(AlreadyDone):
        _make("somebody.else")


@pytest.mark.parametrize("bind", ["localhost", "0.0.0.0"])
def test_a_refusal_of_the_command_line_is_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bind: str,
):
    monkeypatch.setenv("VIGIE_BIND", bind)
    assert main(["serve", "--data", str(tmp_path), "--port", "0"]) == 1

    asked = ["--data", str(tmp_path), "--centre", "CH", "--username", "a", "--name", "A\nB"]
    assert main(["create-admin", *asked]) == 1

    assert len(capsys.readouterr().err.splitlines()) == 2


def test_nobody_becomes_a_member_of_the_unit_of_surveillance(service: ServiceUnderTest):
    centre = service.centre.id
    patient_of(service.context, centre, service.clock.now())
    with service.context.database.reading(Scope(centre)) as session:
        invented = session.scalars(select(Unit.id).where(Unit.synthetic)).one()
    account = NewAccount(
        "jeanne",
        PASSWORD,
        "Jeanne Le Gall",
        Role.NURSE,
        centre,
        (service.centre.units[0], invented),
    )

    with pytest.raises(ValueError, match="nobody is a member"):
        create_account(service.context, account)
