"""Every figure that the design asks for has its row, and rows measure what they name."""

import pytest
from starlette.testclient import TestClient

from services.app import build_app
from tests.bench.__main__ import ROWS
from tests.bench.desktop.eyes import centile
from tests.bench.service import cache
from tests.bench.service.bulk import SqliteBulk
from tests.bench.service.filling import FULL, SMALL, Size, close, fill, open_folder
from tests.bench.service.site import give_tokens, make_site


def test_the_rows_of_the_first_version_are_there():
    assert set(ROWS) == {
        *[
            "answer",
            "worklist",
            "burst",
            "patients",
            "search",
            "file_open",
            "portal",
            "service_start",
        ],
        *["cold_start", "first_paint", "selection", "held_key", "calls"],
        "enrolment",
        *["course", "file_pixels", "people"],
        *["second_console", "storm"],
        *[
            "messages",
            "tick",
            "retention",
            "sign_in",
            "disclosure",
            "statistics",
            "billing",
            "accounts",
            "silence_pixels",
            "accounts_pixels",
        ],
        *["reports", "documents", "cohorts", "fhir"],
    }


def test_the_queue_is_as_large_as_the_design_asks():
    assert (FULL.alerts, FULL.open_alerts) == (1_000_000, 2_000)


def test_a_centile_is_a_value_that_was_measured():
    hundred = [float(number) for number in range(100, 0, -1)]

    assert (centile(hundred, 50), centile(hundred, 95), centile([7.0], 99)) == (50.0, 95.0, 7.0)


@pytest.fixture
def served(tmp_path):
    """A small centre filled as the large one is, and its nurse."""
    context = open_folder(tmp_path)
    site = make_site(context)
    bulk = SqliteBulk(context.settings.data_dir / "vigie.sqlite")
    fill(site, bulk, Size(patients=4, alerts=9, open_alerts=3))
    nurse = {"Authorization": f"Bearer {give_tokens(site).nurse}"}
    with TestClient(build_app(context), base_url="http://127.0.0.1", headers=nurse) as client:
        yield client
    close(context)


def test_the_service_reads_what_was_filled_in(served):
    rows = served.get("/api/v1/worklist").json()["items"]
    details = [served.get(f"/api/v1/alerts/{row['alert_id']}").json() for row in rows]

    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert [detail["survey"]["compared_with"] is not None for detail in details] == [True] * 3
    assert all(len(detail["explanation"]["hits"]) == 2 for detail in details)
    assert all(detail["series"]["cycles"] for detail in details)


def test_patients_are_listed_and_found_as_they_were_filled_in(served):
    listed = served.get("/api/v1/patients").json()
    hits = served.post("/api/v1/patients/search", json={"text": "IPP 000000002"}).json()

    assert [row["open_count"] for row in listed["items"]] == [1, 1, 1, 0]
    assert [hit["patient"] for hit in hits["items"]] == [
        row["patient"] for row in listed["items"] if row["patient"]["record_number"] == "000000002"
    ]


@pytest.fixture
def tree(tmp_path):
    """The sources that decide what is in a filled database, and one that does not."""
    for name in ("services/db/tables/alerts.py", "tests/bench/service/alerts.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("made = 1")
    for name in [name for name in cache._MADE_BY if name.endswith(".py")]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("made = 1")
    (tmp_path / "tests/bench/service/load.py").write_text("used = 1")
    return tmp_path


@pytest.mark.parametrize("name", ["services/db/tables/alerts.py", "tests/bench/service/alerts.py"])
def test_another_schema_or_generator_is_another_database(tree, name):
    before = cache.fingerprint(SMALL, tree)
    (tree / name).write_text("made = 2")

    assert cache.fingerprint(SMALL, tree) != before


def test_a_change_of_the_load_leaves_the_database(tree):
    before = cache.fingerprint(SMALL, tree)
    (tree / "tests/bench/service/load.py").write_text("used = 2")

    assert cache.fingerprint(SMALL, tree) == before
