"""Who took their consent back before there were archives stands in them after the upgrade."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, insert, select, text
from sqlalchemy.pool import NullPool

from services.contract.archive_enums import ArchiveReason, InformedHow
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.contract.week_enums import Collection, ConsentChoice, ConsentKind
from services.db import migrate
from services.db.tables.accounts import Account
from services.db.tables.archiving import Archive
from services.db.tables.centres import Centre, Unit
from services.db.tables.enrolment import Consent
from services.db.tables.patients import Patient
from services.ids import new_id

_SET_CENTRE = text("SELECT set_config('vigie.centre', :centre, true)")
_AGREED, _WITHDREW = datetime(2025, 1, 2, tzinfo=UTC), datetime(2025, 6, 2, tzinfo=UTC)
CENTRE, UNIT, NURSE = new_id(), new_id(), new_id()


@pytest.fixture(params=["sqlite", "postgresql"])
def before(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database as it was before there were archives."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'x.sqlite'}"
        migrate.upgrade(url)
    else:
        url = request.getfixturevalue("postgres_database").owner_url
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        command.downgrade(migrate.config_for(connection), "0016")
    engine.dispose()
    return url


def test_who_had_withdrawn_stands_in_the_archives(before: str):
    """Also behind the wall of PostgreSQL, and only those who have not agreed again since."""
    engine = create_engine(before, poolclass=NullPool)
    gone, own, returned = new_id(), new_id(), new_id()
    with engine.begin() as connection:
        _behind_the_wall(connection)
        _staff(connection)
        _withdrew(connection, gone, NURSE)
        _withdrew(connection, own, None)
        _withdrew(connection, returned, NURSE)
        _put(connection, Consent, **_said(returned, NURSE, ConsentChoice.ACCEPTED, _WITHDREW))
    migrate.upgrade(before)
    with engine.begin() as connection:
        _behind_the_wall(connection)
        columns = (Archive.patient_id, Archive.archived_by, Archive.informed_how, Archive.reason)
        found = connection.execute(select(*columns, Archive.archived_at)).all()
    engine.dispose()

    wish = ArchiveReason.PATIENT_REQUEST
    assert {tuple(row) for row in found} == {
        (gone, NURSE, None, wish, _WITHDREW),
        (own, None, InformedHow.ON_PAGES, wish, _WITHDREW),
    }


def _behind_the_wall(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(_SET_CENTRE, {"centre": str(CENTRE)})


def _put(connection: Connection, table: Any, **values: Any) -> None:
    connection.execute(insert(table.__table__), values)


def _staff(connection: Connection) -> None:
    made = {"created_at": _AGREED}
    hours = {"opening_hours": {}, "demonstration": False}
    _put(connection, Centre, id=CENTRE, name="CHU", zone="Europe/Paris", **hours, **made)
    _put(connection, Unit, id=UNIT, centre_id=CENTRE, name="U")
    names = {"username": "n", "name": "N", "initials": "N", "password_hash": "!"}
    _put(connection, Account, id=NURSE, **names, **made)


def _withdrew(connection: Connection, patient_id: UUID, by: UUID | None) -> None:
    """Somebody whose follow-up a withdrawal has ended."""
    _put(
        connection,
        Patient,
        id=patient_id,
        centre_id=CENTRE,
        unit_id=UNIT,
        sex=Sex.FEMALE,
        identity_status=IdentityStatus.PROVISIONAL,
        monitoring=Monitoring.ENDED,
        episode_started_at=_AGREED,
        identity=b"x",
        contact=b"x",
        record_number_index=b"x",
        version=1,
        created_at=_AGREED,
        synthetic=False,
    )
    _put(connection, Consent, **_said(patient_id, by, ConsentChoice.ACCEPTED, _AGREED))
    _put(connection, Consent, **_said(patient_id, by, ConsentChoice.WITHDRAWN, _WITHDREW))


def _said(patient_id: UUID, by: UUID | None, choice: ConsentChoice, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "centre_id": CENTRE,
        "patient_id": patient_id,
        "kind": ConsentKind.TELEMONITORING,
        "choice": choice,
        "notice": "n",
        "notice_version": "1",
        "language": "fr",
        "collection": Collection.IN_PERSON,
        "collected_by": by,
        "at": at,
    }
