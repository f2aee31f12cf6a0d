"""What an integration engine waits for: a page of what changed, one patient, and the numbering.

The floor is the raw driver reading the rows of the same answers, sealed as they are, without HTTP.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from time import perf_counter
from typing import Any, Final
from uuid import UUID

from services.contract.enums import CredentialScope
from services.db.scope import NO_CENTRE
from services.db.tables.accounts import MachineCredential
from services.edge.context import Context
from services.fhir.publishing import publish
from services.ids import new_id
from services.security.tokens import hash_of, new_token
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import FILES, close
from tests.bench.service.ground import Ground, ground, server_of
from tests.bench.service.load import Measured, load, request

_ROUNDS: Final = 3
_SECONDS: Final = 8.0
_MOST: Final = 2_000
_PAGE: Final = Goal("product", 500, words="≤ 500 ms")
_ONE: Final = Goal("product", 50, words="≤ 50 ms")
_NONE: Final = Goal("product", 0, words="0")
_LATER: Final = "2090-01-01T00:00:00Z"
_FIFTY: Final = "SELECT id, content, received_at FROM answer LIMIT 50"
_NOTE: Final = "INSERT INTO fhir_pending (centre_id, patient_id, kind, object_id) SELECT centre_id,"
_NOTED: Final = (
    f"{_NOTE} id, 'patient', id FROM patient",
    f"{_NOTE} patient_id, 'answer', id FROM answer",
)


def fhir(rounds: Rounds) -> Iterator[Figure]:
    """Pages of 50 of each type through all that there is, and reads of one patient."""
    for kind in KINDS:
        with server_of(kind), ground(kind, FILES) as here:
            yield from _figures(f"fhir/{kind}", here, rounds)


def _figures(row: str, here: Ground, rounds: Rounds) -> Iterator[Figure]:
    context = here.database.open()
    centre_id = UUID(here.thin_environment["THIN_CENTRE"])
    token = _engine(context, centre_id)
    if here.kind == "postgresql":
        # What is filled in at once there passes by triggers.
        for statement in _NOTED:
            here.database.run(f"SET vigie.centre = '{centre_id}'; {statement}")
    waiting = here.database.count("SELECT count(*) FROM fhir_pending")
    started = perf_counter()
    publish(context, centre_id)
    yield Figure(row, "changes numbered", "/s", (waiting / (perf_counter() - started),))
    close(context)
    headers = {"Authorization": f"Bearer {token}"}
    asked: dict[str, tuple[bytes, Goal]] = {
        "page of 50 responses": (_get("QuestionnaireResponse?_count=50", headers), _PAGE),
        "page of 50 observations": (_get("Observation?_count=50", headers), _PAGE),
        "page of 50 patients": (_get("Patient?_count=50", headers), _PAGE),
        "page of nothing new": (_get(f"Observation?_lastUpdated=gt{_LATER}", headers), _ONE),
        "page of one patient": (
            _get(f"Observation?_count=50&patient={here.patient_ids[0]}", headers),
            _PAGE,
        ),
        "one patient": (_get(f"Patient/{here.patient_ids[0]}", headers), _ONE),
    }
    with here.product() as product:
        for what, (sent, goal) in asked.items():
            ours, floor = rounds.play(_ROUNDS, _loading(here, product, sent), _driver(here))
            p50, bare = (tuple(each.p50_ms for each in side) for side in (ours, floor))
            yield Figure(row, f"{what}, p50", "ms", p50, bare, goal)
            yield Figure(row, f"{what}, CPU", "ms", tuple(each.cpu_ms for each in ours))
            refused = sum(each.refused for each in ours)
            yield Figure(row, f"{what}, refused", "", (refused,), (), _NONE)


def _loading(here: Ground, product: Any, sent: bytes) -> Callable[[], Measured]:
    return lambda: load(product, [sent] * _MOST, clients=1, seconds=_SECONDS, folder=here.folder)


def _get(path: str, headers: dict[str, str]) -> bytes:
    return request("GET", f"/fhir/R4/{path}", headers)


def _driver(here: Ground) -> Callable[[], Measured]:
    def _read() -> Measured:
        with closing(here.database.bare()) as connection:
            started = perf_counter()
            connection.execute(_FIFTY).fetchall()
            took_ms = (perf_counter() - started) * 1000
        return Measured(1, 1000 / took_ms, took_ms, took_ms, took_ms, 0)

    return _read


def _engine(context: Context, centre_id: UUID) -> str:
    """The token of a credential that reads."""
    token = new_token()
    with context.database.writing(NO_CENTRE) as session:
        session.add(
            MachineCredential(
                id=new_id(),
                centre_id=centre_id,
                scope=CredentialScope.FHIR_READ,
                label="engine",
                secret_hash=hash_of(token),
                created_by=None,
                created_at=context.clock.now(),
                revoked_at=None,
            )
        )
    return token
