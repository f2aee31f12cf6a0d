"""The people who work in the demonstration, their secrets, and the file that holds them."""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from services.accounts import machine_credentials
from services.accounts.local import NewAccount, create_account
from services.contract.enums import CredentialScope, Role
from services.contract.machine_credentials import MachineCredentialAsk
from services.db.scope import Scope
from services.demo.doors import Door
from services.edge.context import Context
from services.security.caller import Caller
from services.security.second_factor import new_secret
from services.security.tokens import new_token

ONCOLOGIST_USERNAMES: Final = ("alain.tanguy", "helene.guivarch")
"""Who treats the patients of each unit."""
ONCOLOGISTS: Final = ("Dr A. Tanguy", "Dr H. Guivarc'h")
REQUEST: Final = "demonstration"
_PASSWORD_BYTES: Final = 12


@dataclass(frozen=True)
class Post:
    """Somebody's account to be made, and the numbers of their units."""

    username: str
    name: str
    title: str
    role: Role
    units: tuple[int, ...]

    @property
    def unit_names(self) -> list[str]:
        """The units that the account sees; none for those who see no patient."""
        return [UNITS[number] for number in self.units]


UNITS: Final = (
    "Oncologie médicale · équipe digestif + sein",
    "Oncologie médicale · équipe thorax + ORL",
)
POSTS: Final = (
    Post("claire.morvan", "Claire Morvan", "Infirmière de coordination", Role.NURSE, (0,)),
    Post("thomas.riou", "Thomas Riou", "Infirmier", Role.NURSE, (0,)),
    Post("nadia.kermoal", "Nadia Kermoal", "Infirmière de coordination", Role.NURSE, (1,)),
    Post("alain.tanguy", "Dr Alain Tanguy", "Oncologue médical", Role.ONCOLOGIST, (0,)),
    Post("helene.guivarch", "Dr Hélène Guivarc'h", "Oncologue médicale", Role.ONCOLOGIST, (1,)),
    Post("sophie.lagadec", "Sophie Lagadec", "Cadre de santé", Role.MANAGER, (0, 1)),
    Post("marc.autret", "Marc Autret", "Administrateur", Role.ADMIN, ()),
    Post(
        "isabelle.quiniou",
        "Isabelle Quiniou",
        "Déléguée à la protection des données",
        Role.PRIVACY_OFFICER,
        (),
    ),
)


@dataclass(frozen=True)
class Opened:
    """An account that was made, with the secrets that are shown in the file only."""

    post: Post
    password: str
    totp_secret: str
    caller: Caller


@dataclass(frozen=True)
class Staff:
    """Everybody who acts in the demonstration, by user name, and the machine that sends answers."""

    accounts: tuple[Opened, ...]
    ingest: Caller
    ingest_token: str

    def of(self, username: str) -> Caller:
        """Somebody at work."""
        return next(each.caller for each in self.accounts if each.post.username == username)

    def write(self, path: Path, door: Door | None) -> None:
        """Writes the secrets to a file that only its owner can read."""
        document = {
            "accounts": [
                {
                    "username": each.post.username,
                    "password": each.password,
                    "totp_secret": each.totp_secret,
                    "role": each.post.role.value,
                    "name": each.post.name,
                    "units": each.post.unit_names,
                }
                for each in self.accounts
            ],
            "ingest_token": self.ingest_token,
            "patient": None
            if door is None
            else {
                "name": door.name,
                "code": door.code,
                "birth_date": door.birth_date.isoformat(),
            },
        }
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=1)


def hire(context: Context, centre_id: UUID, unit_ids: Sequence[UUID]) -> Staff:
    """Makes every account with a random password and second factor, and the ingest credential."""
    accounts = tuple(_open_account(context, centre_id, unit_ids, post) for post in POSTS)
    admin = next(each.caller for each in accounts if each.post.role is Role.ADMIN)
    token = new_token()
    ask = MachineCredentialAsk(label="Questionnaires des patients", scope=CredentialScope.INGEST)
    with context.database.writing(Scope(centre_id)) as session:
        desk = machine_credentials.Desk(session, admin, context.clock.now())
        credential_id = machine_credentials.create(desk, ask, token).id
    ingest = Caller(
        principal_id=credential_id,
        account_id=None,
        role=Role.SYSTEM,
        credential_scope=CredentialScope.INGEST,
        centre_id=centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id=REQUEST,
    )
    return Staff(accounts, ingest, token)


def _open_account(
    context: Context, centre_id: UUID, unit_ids: Sequence[UUID], post: Post
) -> Opened:
    units = [unit_ids[number] for number in post.units]
    password, totp_secret = secrets.token_urlsafe(_PASSWORD_BYTES), new_secret()
    account_id = create_account(
        context,
        NewAccount(
            username=post.username,
            password=password,
            name=post.name,
            role=post.role,
            centre_id=centre_id,
            unit_ids=units,
            totp_secret=totp_secret,
            title=post.title,
        ),
    )
    caller = Caller(
        principal_id=account_id,
        account_id=account_id,
        role=post.role,
        credential_scope=None,
        centre_id=centre_id,
        unit_ids=frozenset(units),
        session_id=None,
        device_id=None,
        request_id=REQUEST,
    )
    return Opened(post, password, totp_secret, caller)
