"""What of the log may leave with a request for help: whole lines, nothing of a patient."""

import json
import logging
from uuid import uuid4

import pytest

from console import logs
from console.log_excerpt import MOST_CHARACTERS, excerpt_of, log_excerpt
from services.support.identifiers import is_log


@pytest.fixture
def log(tmp_path):
    """The log of this console, as it is begun at its start."""
    root, level = logging.getLogger(), logging.getLogger().level
    handler = logs.start_logs(tmp_path / "logs")
    yield handler
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def _write(event: str, **fields: object) -> None:
    logging.getLogger("console.x").warning(event, extra=fields)


def test_the_last_lines_leave_the_newest_last(log):
    for number in range(3):
        _write(f"event {number}", status=500 + number)

    lines = [json.loads(line) for line in log_excerpt().splitlines()]
    assert [line["event"] for line in lines] == ["event 0", "event 1", "event 2"]
    assert lines[-1]["status"] == 502


def test_what_stands_for_a_patient_stays_here(log):
    patient, request = uuid4(), str(uuid4())
    _write("slow", alert_id=str(uuid4()), key=f"file {patient}", place=patient.hex)
    _write("refused", request_id=request)

    text = log_excerpt()
    first, second = (json.loads(line) for line in text.splitlines())
    assert "alert_id" not in first
    assert (first["key"], first["place"]) == ("file …", "…")
    assert str(patient) not in text
    assert patient.hex not in text
    assert second["request_id"] == request


def test_the_service_takes_what_leaves(log):
    _write("job failed", error="ValueError", place="console.jobs:12", duration_ms=12.5)
    _write("slow", alert_id=str(uuid4()), key=f"file {uuid4()}", request_id=str(uuid4()))
    logging.getLogger("httpx").error("GET somewhere")

    assert is_log(log_excerpt())


def test_lines_that_are_not_ours_and_half_ones_are_left_out(tmp_path):
    path = tmp_path / "console.log"
    path.write_text('half of one"}\n["a"]\n{"name": "MARTIN"}\n{"event": "ours"}\n{"event": "ha')

    assert excerpt_of(path) == '{"event": "ours"}'


def test_only_so_much_leaves_in_whole_lines(tmp_path):
    path = tmp_path / "console.log"
    path.write_text("".join(f'{{"event": "number {n:06d}"}}\n' for n in range(5000)))

    text = excerpt_of(path)
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(text) <= MOST_CHARACTERS
    assert lines[-1] == {"event": "number 004999"}
    assert len(lines) == MOST_CHARACTERS // len('{"event": "number 000000"}\n')


def test_without_a_log_there_is_nothing(tmp_path):
    assert log_excerpt() == ""
    assert excerpt_of(tmp_path / "none.log") == ""
