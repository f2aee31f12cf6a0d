"""A filled database with the product and the thin API both serving it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tests.bench.processes import Served, served
from tests.bench.service import thin_api
from tests.bench.service.cache import fill_or_bring_back
from tests.bench.service.databases import Database, PostgresDatabase, SqliteDatabase
from tests.bench.service.filling import Size, close
from tests.bench.service.site import SignIn, Tokens, give_tokens, hire_nurses
from tests.support import postgres

# One nurse and one machine stand for a whole centre here.
UNHURRIED = {
    "VIGIE_REQUESTS_PER_MINUTE": "60000",
    "VIGIE_MACHINE_REQUESTS_PER_MINUTE": "600000",
}


@dataclass(frozen=True)
class Ground:
    """What a service can be started on; nothing serves it yet."""

    database: Database
    tokens: Tokens
    patient_ids: tuple[UUID, ...]
    thin_environment: Mapping[str, str]
    kind: str
    made_at: datetime
    nurses: tuple[SignIn, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder of the service."""
        return self.database.folder

    @contextmanager
    def product(self) -> Iterator[Served]:
        """The service, as an operator starts it."""
        words = ["-m", "services", "serve", "--data", str(self.folder), "--port", "0"]
        environment = self.database.environment | UNHURRIED
        with served([*words, "--until-stdin-closes"], environment) as product:
            yield product

    @contextmanager
    def thin(self) -> Iterator[Served]:
        """The floor."""
        words = ["-m", "tests.bench.service.thin_api", self.kind]
        with served(words, self.thin_environment) as thin:
            yield thin

    def journalled(self) -> int:
        """How many accesses and acts the journal holds."""
        return self.database.count("SELECT count(*) FROM journal")

    def stored_answers(self) -> int:
        """How many answers there are."""
        return self.database.count("SELECT count(*) FROM answer")

    def technical_rows(self) -> int:
        """How many alerts say that an answer was not evaluated, each with its patient's row."""
        return self.database.count(
            "SELECT count(*) FROM alert WHERE kind = 'technical' AND state = 'new' AND EXISTS "
            "(SELECT 1 FROM worklist_entry AS entry WHERE entry.patient_id = alert.patient_id "
            "AND entry.lane = 'todo' AND entry.top_rank = 0)"
        )

    def raised_alerts(self) -> int:
        """How many alerts came from an answer."""
        return self.database.count("SELECT count(*) FROM alert WHERE answer_id IS NOT NULL")


@contextmanager
def server_of(kind: str) -> Iterator[None]:
    """A database server for the grounds inside the block, for the kind that needs one."""
    session = postgres.open_session() if kind == "postgresql" else None
    try:
        yield
    finally:
        if session is not None:
            postgres.close_session(session)


@contextmanager
def ground(kind: str, size: Size, nurses: int = 0) -> Iterator[Ground]:
    """A database of this kind and size, in a folder that goes when the block ends; `nurses` are
    those who can sign in as people do.
    """
    folder = Path(tempfile.mkdtemp(prefix="vigie-bench-"))
    try:
        made = PostgresDatabase(folder) if kind == "postgresql" else SqliteDatabase(folder)
        yield _prepared(kind, made, size, nurses)
    finally:
        shutil.rmtree(folder)


def _prepared(kind: str, database: Database, size: Size, nurses: int) -> Ground:
    filled = fill_or_bring_back(kind, database, size)
    tokens, hired = give_tokens(filled.site), hire_nurses(filled.site, nurses)
    names = filled.site.context.keys.keyed_hash(filled.site.centre_id, "search family_name")
    sought = names.of(b"mar")
    close(filled.site.context)
    database.run(thin_api.TABLE.format(id="BLOB" if kind == "sqlite" else "uuid"))
    told = {
        "THIN_DATABASE": database.thin_dsn,
        "THIN_CENTRE": str(filled.site.centre_id),
        "THIN_UNIT": str(filled.site.unit_id),
        "THIN_TOKEN": sought.hex(),
    }
    return Ground(database, tokens, filled.patient_ids, told, kind, filled.site.now, tuple(hired))
