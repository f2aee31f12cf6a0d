"""Demonstrations made once for all tests: a small one on each database, a larger one on SQLite."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services import starting
from services.alerts.explanations import open_explanation
from services.alerts.history import ActDetail, open_act
from services.contract.explanations import Explanation
from services.db.scope import NO_CENTRE, Scope
from services.db.tables.alerts import Alert, AlertAct
from services.db.tables.answers import Answer, SymptomGrade
from services.db.tables.centres import Centre, Unit
from services.db.tables.patients import Patient, TreatmentCycle
from services.demo import building, calendar
from services.demo.cohort import cohort
from services.demo.kermarrec import KERMARREC
from services.demo.sitters import OTHERS, OUTDATED
from services.demo.staff import UNITS
from services.edge.context import Context
from services.patients.identity import Contact, Identity, open_contact, open_identity
from services.security.ciphers import Place
from services.security.keystore import open_json
from services.security.master_key import make_master_key
from services.settings import Settings
from tests.support.demonstrations import without_statistics
from tests.support.postgres import PostgresServer
from tests.support.service import settings_in

SEED = 1
FEWEST, FEW, MANY, ALL = 8, 36, 110, 300


@dataclass(frozen=True)
class Known:
    """A patient in clear."""

    row: Patient
    identity: Identity
    contact: Contact
    cycle_days: tuple[Any, ...]


@dataclass(frozen=True)
class Handled:
    """An alert in clear, with the answer that raised it and its acts in order."""

    row: Alert
    explanation: Explanation
    content: dict[str, Any]
    acts: tuple[tuple[AlertAct, ActDetail], ...]

    @property
    def measures(self) -> set[str]:
        """All measures that were recorded."""
        return {code for act, _ in self.acts for code in act.codes.get("measures", ())}


@dataclass(frozen=True)
class Demonstration:
    """Everything of a demonstration that the tests look at."""

    settings: Settings
    context: Context
    centre_id: UUID
    units: list[UUID]
    sent: int
    patients: dict[UUID, Known]
    answers: list[tuple[Answer, dict[str, Any]]]
    alerts: list[Handled]
    grades: list[SymptomGrade]

    def is_thorax(self, handled: Handled) -> bool:
        """Whether it is an alert of the second unit."""
        return handled.row.unit_id == self.units[1]


def _sent(size: int) -> int:
    """How many surveys were sent so long ago that nobody will answer them any more."""
    until = calendar.PRESENT - timedelta(hours=60)
    sitters = (KERMARREC, *OTHERS, OUTDATED)
    people = cohort(size - len(sitters), SEED, [UUID(int=0), UUID(int=1)])
    days = [day for person in people for day in person.survey_days]
    of_sitters = sum(len(next(iter(sitter.weeks.values()))) - 1 for sitter in sitters)
    return of_sitters + sum(calendar.local(day, "08:00") < until for day in days)


def _known(
    context: Context, rows: Sequence[Patient], cycles: Sequence[TreatmentCycle]
) -> dict[UUID, Known]:
    return {
        row.id: Known(
            row,
            open_identity(context.keys.patient(row.id), row.id, row.identity),
            open_contact(context.keys.patient(row.id), row.id, row.contact),
            tuple(cycle.started_on for cycle in cycles if cycle.patient_id == row.id),
        )
        for row in rows
    }


def _read(settings: Settings, size: int) -> Demonstration:
    context = starting.open_context(settings)
    keys = context.keys
    with context.database.reading(NO_CENTRE) as session:
        centre_id = session.scalars(select(Centre.id)).one()
    with context.database.reading(Scope(centre_id)) as session:
        named = {unit.name: unit.id for unit in session.scalars(select(Unit))}
        rows = session.scalars(select(Patient)).all()
        answers = session.scalars(select(Answer).order_by(Answer.received_at)).all()
        alerts = session.scalars(select(Alert).order_by(Alert.received_at)).all()
        acts = session.scalars(select(AlertAct).order_by(AlertAct.resulting_version)).all()
        grades = session.scalars(select(SymptomGrade)).all()
        cycles = session.scalars(select(TreatmentCycle)).all()
        session.expunge_all()
    said = {
        answer.id: open_json(
            keys.patient(answer.patient_id), Place("answer", "content", answer.id), answer.content
        )
        for answer in answers
    }
    return Demonstration(
        settings=settings,
        context=context,
        centre_id=centre_id,
        units=[named[name] for name in UNITS],
        sent=_sent(size),
        patients=_known(context, rows, cycles),
        answers=[(answer, said[answer.id]) for answer in answers],
        alerts=[
            Handled(
                alert,
                open_explanation(keys.patient(alert.patient_id), alert),
                said[alert.answer_id] if alert.answer_id is not None else {},
                tuple(
                    (act, open_act(keys.patient(alert.patient_id), act))
                    for act in acts
                    if act.alert_id == alert.id
                ),
            )
            for alert in alerts
        ],
        grades=list(grades),
    )


def _close(made: Demonstration) -> None:
    made.context.journal.close()
    made.context.database.dispose()
    made.context.keys.dispose()


def _on_sqlite(folder: Path, size: int) -> Demonstration:
    settings = settings_in(folder, demonstration_clock=calendar.PRESENT)
    building.build(settings, seed=SEED, patients=size)
    return _read(settings, size)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """Enough people for shares to mean something."""
    with without_statistics():
        made = _on_sqlite(tmp_path_factory.mktemp("large"), MANY)
    yield made
    _close(made)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """All that `./dev demo` makes, which takes a while."""
    made = _on_sqlite(tmp_path_factory.mktemp("whole"), ALL)
    yield made
    _close(made)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Demonstration]:
    """So few people that masks take no time, with their months closed."""
    made = _on_sqlite(tmp_path, FEWEST)
    yield made
    _close(made)


@pytest.fixture(scope="session")
def small_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """A few people on SQLite."""
    with without_statistics():
        made = _on_sqlite(tmp_path_factory.mktemp("small-sqlite"), FEW)
    yield made
    _close(made)


@pytest.fixture(scope="session")
def small_on_postgres(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demonstration]:
    """The same few people on PostgreSQL."""
    key = tmp_path_factory.mktemp("key") / "master.key"
    make_master_key(key)
    database = postgres_server.fresh()
    settings = settings_in(
        tmp_path_factory.mktemp("small-postgres"),
        demonstration_clock=calendar.PRESENT,
        migration_url=database.owner_url,
        database_url=database.app_url,
        master_key_file=key,
    )
    with without_statistics():
        building.build(settings, seed=SEED, patients=FEW)
    made = _read(settings, FEW)
    yield made
    _close(made)
    postgres_server.drop(database)


@pytest.fixture(params=["sqlite", "postgresql"])
def small(request: pytest.FixtureRequest) -> Demonstration:
    """The small one on each database in turn."""
    name = "small_on_sqlite" if request.param == "sqlite" else "small_on_postgres"
    made = request.getfixturevalue(name)
    assert isinstance(made, Demonstration)
    return made
