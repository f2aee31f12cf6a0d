"""Everything of a centre in one, and the service is killed while it is made: no part of a file is
ever given, nothing lies in clear, and the engine has all of it after a restart or is told why not.
"""

from pathlib import Path

from sqlalchemy import update

from services.contract.cohorts import CohortState
from services.db.scope import Scope
from services.db.tables.fhir import FhirExport
from services.exports.spooled import passes
from tests.security.byte_scan import places_of, rows_with, spellings
from tests.security.operations import code_of
from tests.services.fhir.conftest import Engine
from tests.services.fhir.test_bulk import EVERYTHING, WORDS, Bulk
from tests.support.child import run


def _bulk_of(engine: Engine) -> Bulk:
    engine.answer({"diarrhoea": {"frequency": 4}}, comment=WORDS)
    engine.publish()
    return Bulk(engine)


def _killed_and_restarted(bulk: Bulk, fault: str, temporary: Path) -> None:
    """A worker dies at `fault`; the next one takes its work up."""
    service, place = bulk.engine.service, bulk.begun()
    temporary.mkdir()
    around = {"TMPDIR": str(temporary)}

    killed = run(service, "run-due", "--now", fault=fault, environment=around)

    assert killed.returncode == -9, killed.stderr
    assert (bulk.stored().state, bulk.stored().outputs) == (CohortState.MAKING, None)
    assert bulk.engine.get(place).status_code == 202
    assert {bulk.take(place, kind).status_code for kind in EVERYTHING} == {404}
    bulk.make()
    told = bulk.engine.found(place)
    assert bulk.stored().attempts == 2
    # Whole, and nothing twice: what the first attempt stored is in no file of the second.
    assert [each["type"] for each in told["output"]] == sorted(EVERYTHING)
    for kind in EVERYTHING:
        found = [each["id"] for each in bulk.lines(place, kind)]
        assert sorted(found) == sorted(each["id"] for each in bulk.engine.all(kind))
    assert WORDS not in killed.stdout + killed.stderr
    assert list(temporary.iterdir()) == []
    for word in (WORDS, "CANARINOM0", "resourceType"):
        assert places_of(spellings(word), bulk.context.settings.data_dir.parent) == [], word
        assert rows_with(spellings(word), service) == []


def test_killed_when_all_of_it_is_stored_and_not_yet_offered(engine: Engine, tmp_path: Path):
    """The worst instant: every chunk lies there. On each database."""
    _killed_and_restarted(_bulk_of(engine), "fhir_exports.ready", tmp_path / "temporary")


def test_killed_between_two_patients(sqlite_engine: Engine, tmp_path: Path):
    _killed_and_restarted(_bulk_of(sqlite_engine), "fhir_exports.patient", tmp_path / "temporary")


def test_what_kills_its_worker_thrice_is_given_up_and_says_so(sqlite_engine: Engine):
    bulk = Bulk(sqlite_engine)
    place = bulk.begun()
    with bulk.context.database.writing(Scope(bulk.centre.id)) as session:
        left = {"state": CohortState.MAKING, "attempts": passes.MOST_ATTEMPTS, "has_key": True}
        session.execute(update(FhirExport).values(**left))

    bulk.make()

    failed = bulk.engine.get(place)
    assert (failed.status_code, code_of(failed)) == (500, "internal")
    assert bulk.take(place, "Patient").status_code == 500
    assert (bulk.chunks(), bulk.stored().has_key) == (0, False)
    assert "failed:interrupted" in [each.outcome for each in bulk.journal()]
