"""A worker killed anywhere in a pass: nothing is half done, and the next pass does the rest."""

import json
import subprocess
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.contract.retention import RetentionState
from services.db.tables.messages import Message
from services.security.keystore import KeyMissing
from tests.services.retention.conftest import Years, noon
from tests.support.child import run

USED, ARCHIVED, ERASED = date(2025, 11, 18), date(2028, 5, 18), date(2035, 11, 18)
DAY = timedelta(days=1)


def _run_due(
    years: Years, *arguments: str, fault: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """What is due, done by another process on the clock of the test."""
    return run(years.service, "run-due", "--now", *arguments, fault=fault)


def _on_the_eve(years: Years) -> UUID:
    patient = years.ended(USED, USED)
    years.on(ARCHIVED - 30 * DAY)
    years.a_month_later(ARCHIVED)
    years.on(ERASED - 30 * DAY)
    years.a_month_later(ERASED - DAY)
    years.service.clock.set(noon(ERASED))
    return patient


@pytest.mark.parametrize(
    "fault",
    ["retention.erase", "retention.rows_deleted", "retention.key_destroyed"],
)
def test_an_erasure_that_was_killed_is_whole_after_the_next_pass(years: Years, fault: str):
    patient = _on_the_eve(years)

    killed = _run_due(years, fault=fault)

    assert killed.returncode == -9, killed.stderr
    is_erased = years.state(patient) is RetentionState.ERASED
    assert is_erased is (fault != "retention.erase")
    if fault != "retention.key_destroyed":
        # Whatever stands can be opened, and nothing is left to open without its key.
        years.service.context.keys.patient(patient)

    years.tick()

    assert years.state(patient) is RetentionState.ERASED
    years.service.context.keys.dispose()
    with pytest.raises(KeyMissing):
        years.service.context.keys.patient(patient)
    done = years.journal(patient)
    assert done.count("retention_erase") == done.count("retention_key_destroyed") == 1


@pytest.mark.parametrize("fault", ["schedule.before_commit", "retention.moved"])
def test_what_was_announced_before_a_kill_is_announced_once(years: Years, fault: str):
    patient = years.ended(USED)
    years.service.clock.set(noon(ARCHIVED - 30 * DAY))

    killed = _run_due(years, fault=fault)
    years.tick()

    assert killed.returncode == -9, killed.stderr
    assert years.journal(patient) == ["retention_turn_inactive", "retention_announce_archive"]
    assert len(years.announcements(patient)) == 1
    channels = [each.channel for each in years.rows(Message, patient)]
    assert len(channels) == len(set(channels)) > 0


def test_a_dry_run_lists_patients_without_names_and_changes_nothing(sqlite_years: Years):
    years = sqlite_years
    patient = _on_the_eve(years)
    before = (years.state(patient), years.journal(patient))

    printed = _run_due(years, "--dry-run")

    assert printed.returncode == 0, printed.stderr
    told = json.loads(printed.stdout)["retention"]
    steps = {each["centre"]: each["steps"] for each in told}
    assert steps[str(years.service.centre.id)] == {
        "erase": {"count": 1, "patients": [str(patient)]}
    }
    assert "CANARI" not in printed.stdout.upper()
    assert (years.state(patient), years.journal(patient)) == before
    years.tick()
    assert years.state(patient) is RetentionState.ERASED
