"""The console's log says what happened and where, never with whom."""

import json
import logging
import stat
import sys

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from console import logs

CANARY = "KERMARREC Jeanne 14-mars-1958"


@pytest.fixture
def lines(tmp_path):
    """What the log file holds, read on demand; the root logger is put back."""
    root, level = logging.getLogger(), logging.getLogger().level
    handler = logs.start_logs(tmp_path / "logs")

    def read() -> list[dict[str, object]]:
        handler.flush()
        text = (tmp_path / "logs" / "console.log").read_text(encoding="utf-8")
        assert CANARY not in text
        assert "KERMARREC" not in text
        return [json.loads(line) for line in text.splitlines()]

    yield read
    root.removeHandler(handler)
    root.setLevel(level)
    handler.close()


def test_a_line_is_json_with_its_fields(lines):
    logging.getLogger("console.jobs").error("job failed", extra={"error": "ValueError"})

    (line,) = lines()
    assert line["event"] == "job failed"
    assert line["error"] == "ValueError"
    assert line["from"] == "console.jobs"
    assert line["level"] == "error"


def test_values_of_a_message_are_not_written(lines):
    logging.getLogger("console.x").error("no row for %s", CANARY)

    assert lines()[0]["event"] == "no row for %s"


def test_what_other_libraries_say_is_not_quoted(lines):
    quoted = f"GET {CANARY}"
    logging.getLogger("httpx").error(quoted)

    assert lines()[0]["event"] == "other"


def test_an_unknown_field_is_not_written(lines):
    logging.getLogger("console.x").error("x", extra={"patient": CANARY})

    assert "patient" not in lines()[0]


def test_an_exception_leaves_type_and_place(lines):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logging.getLogger("console.x").exception("it failed")

    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["place"].startswith("tests.console.test_logs:")


def test_what_nobody_caught_leaves_type_and_place(lines, capsys):
    try:
        raise ValueError(CANARY)
    except ValueError:
        logs._uncaught(*sys.exc_info())

    assert lines()[0]["error"] == "ValueError"
    assert CANARY not in capsys.readouterr().err


def test_what_qt_says_is_not_quoted(lines):
    logs._from_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), CANARY)

    assert lines()[0]["event"] == "qt"


def test_only_its_owner_reads_the_log(lines, tmp_path):
    logging.getLogger("console.x").error("x")

    assert stat.S_IMODE((tmp_path / "logs" / "console.log").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


def test_a_large_log_is_set_aside_at_the_next_start(tmp_path, lines):
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "console.log").write_bytes(b"x" * 1_000_001)
    handler = logs.start_logs(folder)
    logging.getLogger().removeHandler(handler)
    handler.close()

    assert (folder / "console.log").stat().st_size == 0
    assert (folder / "console.log.1").stat().st_size == 1_000_001
