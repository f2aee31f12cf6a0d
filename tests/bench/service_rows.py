"""Rows of the service: taking in an answer, and a page of the queue, on both databases."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from services.db import migrate
from tests.bench import load, queue_data, thin_api
from tests.bench.bulk import PostgresBulk, SqliteBulk
from tests.bench.figures import Figure, median
from tests.bench.machine import calibration_s
from tests.bench.processes import Served, served
from tests.support import postgres
from tests.support.answers import answer_json

CLIENTS = 8
ROUNDS = 3
SECONDS = 4.0
FULL = queue_data.Size(patients=10_000, alerts=1_000_000, open_alerts=2_000)
SMALL = queue_data.Size(patients=3_000, alerts=50_000, open_alerts=2_000)
KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Ground:
    """A filled database, with the product and the thin API both serving it."""

    kind: str
    filled: queue_data.Filled
    product: Served
    thin: Served
    folder: Path


def take_in_an_answer(calibrations: list[float]) -> Iterator[Figure]:
    """Row 1: rules, journal, encryption and the alert, against one insert."""
    for kind in KINDS:
        with _ground(kind, SMALL) as ground:
            thin = [load.request("POST", "/answers", {}, _answer(number)) for number in range(8_000)]
            product, floor = _interleave(
                ground, lambda: _submissions(ground, 8_000), lambda: thin, calibrations
            )
            yield from _versus(f"answer/{kind}", product, floor, "≥ 0.33", "≤ 4")


def page_of_the_queue(calibrations: list[float]) -> Iterator[Figure]:
    """Row 2: a page of 50 among 1,000,000 alerts, against the same page without any right."""
    for kind in KINDS:
        with _ground(kind, FULL) as ground:
            product, floor = _interleave(
                ground, lambda: _pages(ground), lambda: _thin_pages(), calibrations
            )
            yield from _versus(f"worklist/{kind}", product, floor, "≥ 0.75", "-")
            yield Figure(
                f"worklist/{kind}", "memory of the service", "MB", ground.product.resident_mb(),
                ground.thin.resident_mb(), "≤ 1.4",
            )
            large_p50 = median([each.p50_ms for each in product])
        with _ground(kind, SMALL) as ground:
            small = [
                load.run(
                    ground.product.port, _pages(ground), clients=CLIENTS, seconds=SECONDS,
                    folder=ground.folder,
                )
                for _ in range(ROUNDS)
            ]
        yield Figure(
            f"worklist/{kind}", "p50 at 1 M, beside 50 k", "ms", large_p50,
            median([each.p50_ms for each in small]), "≤ 1.3",
        )


def _versus(
    row: str, product: list[load.Measured], floor: list[load.Measured], rate_goal: str, p99_goal: str
) -> Iterator[Figure]:
    refused = sum(each.refused for each in [*product, *floor])
    yield Figure(row, "requests a second", "/s", median([each.per_second for each in product]),
                 median([each.per_second for each in floor]), rate_goal)
    yield Figure(row, "p50", "ms", median([each.p50_ms for each in product]),
                 median([each.p50_ms for each in floor]), "-")
    yield Figure(row, "p99", "ms", median([each.p99_ms for each in product]),
                 median([each.p99_ms for each in floor]), p99_goal)
    yield Figure(row, "refused", "", refused, None, "0")


def _interleave(
    ground: Ground,
    product_requests: Callable[[], list[bytes]],
    floor_requests: Callable[[], list[bytes]],
    calibrations: list[float],
) -> tuple[list[load.Measured], list[load.Measured]]:
    product, floor = [], []
    for _ in range(ROUNDS):
        calibrations.append(calibration_s())
        for served_by, requests, into in (
            (ground.thin, floor_requests(), floor),
            (ground.product, product_requests(), product),
        ):
            into.append(
                load.run(
                    served_by.port, requests, clients=CLIENTS, seconds=SECONDS, folder=ground.folder
                )
            )
    return product, floor


def _answer(number: int) -> bytes:
    """About one answer in three raises an alert, as published (clinical.md 2a)."""
    frequency = 4 if number % 3 == 0 else 1
    return answer_json(
        {"diarrhoea": {"frequency": frequency}},
        authored_at=datetime.now(UTC).isoformat(),
        comment=f"Réponse {number}",
    )


def _submissions(ground: Ground, count: int) -> list[bytes]:
    patients = ground.filled.patient_ids
    return [
        load.request(
            "POST",
            f"/api/v1/patients/{patients[number % len(patients)]}/answers",
            {
                "Authorization": f"Bearer {ground.filled.ingest_token}",
                "Idempotency-Key": secrets.token_urlsafe(12),
                "Content-Type": "application/json",
            },
            _answer(number),
        )
        for number in range(count)
    ]


def _pages(ground: Ground) -> list[bytes]:
    headers = {"Authorization": f"Bearer {ground.filled.nurse_token}"}
    return [load.request("GET", "/api/v1/worklist?view=todo&limit=50", headers)] * 20_000


def _thin_pages() -> list[bytes]:
    return [load.request("GET", "/page", {})] * 40_000


@contextmanager
def _ground(kind: str, size: queue_data.Size) -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(prefix="vigie-bench-"))
    session = postgres.open_session() if kind == "postgresql" else None
    try:
        environment, thin_environment, filled = _fill(kind, folder, size)
        serve = ["-m", "services", "serve", "--data", str(folder), "--port", "0"]
        thin = ["-m", "tests.bench.thin_api", kind]
        with (
            served([*serve, "--until-stdin-closes"], environment) as product,
            served(thin, thin_environment) as floor,
        ):
            yield Ground(kind, filled, product, floor, folder)
    finally:
        if session is not None:
            postgres.close_session(session)
        shutil.rmtree(folder)


def _fill(
    kind: str, folder: Path, size: queue_data.Size
) -> tuple[dict[str, str], dict[str, str], queue_data.Filled]:
    thin_table = thin_api.TABLE.format(id="BLOB" if kind == "sqlite" else "uuid")
    if kind == "sqlite":
        context = queue_data.open_folder(folder)
        file = str(context.settings.data_dir / "vigie.sqlite")
        filled = queue_data.fill(context, SqliteBulk(file), size)
        environment, where = {}, file
        with context.database.writer.begin() as connection:
            connection.exec_driver_sql(thin_table)
    else:
        server = postgres.PostgresServer(postgres.start(), migrate.head(), migrate.upgrade)
        database = server.fresh()
        context = queue_data.open_folder(
            folder, database_url=database.app_url, migration_url=database.owner_url
        )
        admin = postgres.start().set(drivername="postgresql", database=database.name)
        filled = queue_data.fill(
            context, PostgresBulk(admin.render_as_string(hide_password=False)), size
        )
        environment = {"VIGIE_DATABASE_URL": database.app_url}
        where = database.owner_url.replace("+psycopg", "")
        _run_as_owner(where, thin_table)
    context.journal.close()
    context.database.dispose()
    thin_environment = os.environ | {
        "THIN_DATABASE": where,
        "THIN_CENTRE": str(filled.centre_id),
        "THIN_UNIT": str(filled.unit_id),
    }
    return environment, dict(thin_environment), filled


def _run_as_owner(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement)
