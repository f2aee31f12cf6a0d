"""A running service over a small centre, on SQLite or PostgreSQL, with a clock that tests move."""

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from services.app import build_app
from services.audit.journal import Journal
from services.contract.enums import CredentialScope, IdentityStatus, Monitoring, Role, Sex
from services.db.engine import Database
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.accounts import (
    Account,
    MachineCredential,
    Membership,
    MembershipUnit,
    SignInSession,
)
from services.db.tables.centres import Centre, Unit
from services.db.tables.patients import Patient
from services.edge.context import Context
from services.ids import new_id
from services.security.ciphers import Place
from services.security.keystore import KeyStore, seal_json
from services.security.master_key import read_master_key
from services.settings import Argon2Settings, Settings

START = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
OPEN_ALWAYS = {
    "days": {str(day): [["00:00", "24:00"]] for day in range(7)},
    "holidays": None,
}
UNHURRIED = dict.fromkeys(
    (
        "requests_per_minute",
        "machine_requests_per_minute",
        "anonymous_requests_per_minute",
        "exports_per_hour",
    ),
    10**9,
)
CHEAP_ARGON2 = Argon2Settings.model_construct(time_cost=1, memory_kib=64, parallelism=1)


class SteppingClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant that was set last."""
        return self._now

    def forward(self, **units: float) -> None:
        """Moves ahead by a `timedelta` in its own words."""
        self._now += timedelta(**units)

    def set(self, instant: datetime) -> None:
        """Jumps to an instant."""
        self._now = instant


@dataclass
class SmallCentre:
    """One centre with two units, one account per role, and a few patients in each unit."""

    id: UUID
    units: list[UUID]
    accounts: dict[str, UUID] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, UUID] = field(default_factory=dict)
    patients: list[UUID] = field(default_factory=list)
    patients_of_other_unit: list[UUID] = field(default_factory=list)


@dataclass
class ServiceUnderTest:
    """A context, an HTTP client on its application, and two centres."""

    context: Context
    clock: SteppingClock
    client: TestClient
    centre: SmallCentre
    other_centre: SmallCentre

    def as_(self, who: str, **headers: str) -> dict[str, str]:
        """Headers of somebody of the first centre: a role, `nurse_2`, `ingest` and the like."""
        return {"Authorization": f"Bearer {self.centre.tokens[who]}"} | headers

    def writing_as(
        self, who: str, version: int | None = None, key: str | None = None
    ) -> dict[str, str]:
        """Headers of an unsafe request: a fresh key unless one is given."""
        headers = self.as_(who) | {"Idempotency-Key": key or secrets.token_urlsafe(16)}
        return headers if version is None else headers | {"If-Match": f'"{version}"'}

    def stay_signed_in(self) -> None:
        """Everybody has just signed in and acted; for tests that move the clock far."""
        now = self.clock.now()
        with self.context.database.writing(NO_CENTRE) as session:
            session.execute(
                update(SignInSession).values(
                    started_at=now, last_act_at=now, access_expires_at=now + timedelta(days=365)
                )
            )


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Settings of a service whose folders lie in `folder`; passwords are cheap to hash, and nobody
    asks too often. Due work is done when a test does it. Changes are not checked.
    """
    return _eased().model_copy(update={"data_dir": folder / "data"} | changes)


@cache
def _eased() -> Settings:
    """What all have in common; to read it from the environment each time takes milliseconds."""
    # What the disk of a workstation has left is no matter of a test.
    eased = {"argon2": CHEAP_ARGON2, "event_stream_s": 0, "low_space_percent": 0}
    return Settings(runs_due_work=False).model_copy(update=eased | UNHURRIED)


def open_in(settings: Settings, clock: SteppingClock) -> Context:
    """A context like that of a started service, on a clock that tests move."""
    database = Database(settings.data_url, pool_size=12)
    keys = KeyStore(settings.keys_url, read_master_key(settings.master_key_path, settings.data_dir))
    return Context(settings, clock, database, keys, Journal(database))


def serve(
    context: Context, clock: SteppingClock, centre: SmallCentre, other: SmallCentre
) -> ServiceUnderTest:
    """The application of a context in which two small centres were made."""
    client = TestClient(
        build_app(context), base_url="http://127.0.0.1", raise_server_exceptions=False
    )
    return ServiceUnderTest(context, clock, client, centre, other)


def make_centre(context: Context, name: str) -> SmallCentre:
    """A centre with two units, one account per role signed in, and three patients in each unit."""
    centre_id = new_id()
    context.keys.add_centre(centre_id)
    now = context.clock.now()
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            Centre(
                id=centre_id,
                name=name,
                zone="Europe/Paris",
                opening_hours=OPEN_ALWAYS,
                demonstration=False,
                created_at=now,
            )
        )
    centre = SmallCentre(centre_id, [new_id(), new_id()])
    _people_and_machines(context, centre, now)
    for number in range(3):
        centre.patients.append(add_patient(context, centre_id, centre.units[0], number))
        centre.patients_of_other_unit.append(
            add_patient(context, centre_id, centre.units[1], number + 3)
        )
    return centre


def _people_and_machines(context: Context, centre: SmallCentre, now: datetime) -> None:
    with context.database.writing(Scope(centre.id)) as session:
        session.add_all(
            [
                Unit(id=unit, centre_id=centre.id, name=f"Unité {n}")
                for n, unit in enumerate(centre.units)
            ]
        )
        session.flush()
        for role in Role:
            if role is not Role.SYSTEM:
                _sign_in(session, centre, role.value, role, centre.units[:1], now)
        _sign_in(session, centre, "nurse_2", Role.NURSE, centre.units[:1], now)
        _sign_in(session, centre, "nurse_of_both", Role.NURSE, centre.units, now)
        _sign_in(session, centre, "nurse_without_unit", Role.NURSE, [], now)
        for scope in CredentialScope:
            token = secrets.token_urlsafe(32)
            centre.tokens[scope.value] = token
            session.add(
                MachineCredential(
                    id=new_id(),
                    centre_id=centre.id,
                    scope=scope,
                    label=scope.value,
                    secret_hash=hashlib.sha256(token.encode()).digest(),
                    created_by=None,
                    created_at=now,
                    revoked_at=None,
                )
            )


def _sign_in(
    session: Session, centre: SmallCentre, who: str, role: Role, units: list[UUID], now: datetime
) -> None:
    account_id, membership_id, session_id = new_id(), new_id(), new_id()
    token = secrets.token_urlsafe(32)
    session.add(
        Account(
            id=account_id,
            username=f"{who}-{centre.id}",
            name=f"Prénom {who}",
            initials=who[:2].upper(),
            title=None,
            password_hash="!",
            totp_secret=None,
            totp_last_step=None,
            created_at=now,
            disabled_at=None,
        )
    )
    session.flush()
    session.add(
        Membership(
            id=membership_id, account_id=account_id, centre_id=centre.id, role=role, ended_at=None
        )
    )
    session.flush()
    session.add_all([MembershipUnit(membership_id=membership_id, unit_id=unit) for unit in units])
    session.add(
        SignInSession(
            id=session_id,
            account_id=account_id,
            membership_id=membership_id,
            centre_id=centre.id,
            device_id=None,
            access_hash=hashlib.sha256(token.encode()).digest(),
            access_expires_at=now + timedelta(days=365),
            refresh_hash=os.urandom(32),
            started_at=now,
            authenticated_at=now,
            last_act_at=now,
            ended_at=None,
            end_reason=None,
        )
    )
    centre.accounts[who], centre.tokens[who], centre.sessions[who] = account_id, token, session_id


def _canary_identity(number: int) -> dict[str, Any]:
    return {
        "family_name": f"CANARINOM{number}",
        "birth_name": None,
        "given_name": f"Canariprenom{number}",
        "civility": "Mme",
        "birth_date": (date(1958, 3, 14) + timedelta(days=number)).isoformat(),
        "ins": None,
        "record_number": f"800451{number:03d}",
    }


def _canary_contact(number: int) -> dict[str, Any]:
    return {
        "phone": f"06 39 98 14 {number:02d}",
        "preferred_hours": "9 h – 12 h",
        "carer": None,
        "disease": "Canarimaladie",
        "oncologist": "Dr A. Tanguy",
    }


def add_patient(
    context: Context,
    centre_id: UUID,
    unit_id: UUID,
    number: int,
    identity: Mapping[str, Any] | None = None,
    contact: Mapping[str, Any] | None = None,
) -> UUID:
    """A monitored patient whose names are canaries: they must never stand in clear on disk."""
    patient_id = new_id()
    context.keys.add_patients(centre_id, [patient_id])
    cipher = context.keys.patient(patient_id)
    words = _canary_identity(number) | dict(identity or {})
    reach = _canary_contact(number) | dict(contact or {})
    index = context.keys.keyed_hash(centre_id, "record_number")
    with context.database.writing(Scope(centre_id)) as session:
        session.execute(
            insert(Patient),
            {
                "id": patient_id,
                "centre_id": centre_id,
                "unit_id": unit_id,
                "sex": Sex.FEMALE,
                "identity_status": IdentityStatus.PROVISIONAL,
                "monitoring": Monitoring.ACTIVE,
                "episode_started_at": context.clock.now() - timedelta(days=120),
                "oncologist_id": None,
                "identity": seal_json(cipher, Place("patient", "identity", patient_id), words),
                "contact": seal_json(cipher, Place("patient", "contact", patient_id), reach),
                "ins_index": None,
                "record_number_index": index.of(words["record_number"].encode()),
                "phone_index": None,
                "version": 1,
                "created_at": context.clock.now(),
            },
        )
    return patient_id


def random_key() -> str:
    """An idempotency key."""
    return base64.urlsafe_b64encode(os.urandom(15)).decode()
