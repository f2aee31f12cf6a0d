"""The whole main job on real screens: service, console and keyboard, as `vigie tour` plays it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.embedded import start_service
from services import __main__ as service
from tests.support.demonstrations import without_statistics

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration."""
    folder = tmp_path_factory.mktemp("demonstration")
    with without_statistics():
        assert service.main(["demo", "--data", str(folder), "--patients", "40"]) == 0
    return folder


def test_an_alert_goes_from_ring_to_close_by_the_keyboard(demonstration, tmp_path):
    out = tmp_path / "out"
    walked = run("console", "tour", "--out", str(out), "--data", str(demonstration))

    assert walked.returncode == 0, walked.stdout + walked.stderr
    names = sorted(path.name for path in out.glob("*.png"))
    assert len(names) == len(walked.stdout.splitlines()) >= 12
    assert any("closed" in name for name in names)
    assert all((out / name).read_bytes().startswith(b"\x89PNG") for name in names)
    assert (out / "console.log").read_text() == ""


def test_a_tour_that_cannot_sign_in_fails(demonstration, tmp_path):
    broken = tmp_path / "broken"
    accounts = (demonstration / "demo-accounts.json").read_text()
    shutil.copytree(demonstration, broken)
    (broken / "demo-accounts.json").write_text(accounts.replace('"password": "', '"password": "x'))
    # The deadline of a step is what this test would wait for; a shorter one tells the same.
    script = (
        "import sys; from console.cli import main; from console.walk import Walk;"
        "Walk.__init__.__kwdefaults__['deadline_s'] = 2.0; sys.exit(main(sys.argv[1:]))"
    )
    walked = subprocess.run(
        [sys.executable, "-c", script, "tour", "--out", str(tmp_path / "o"), "--data", str(broken)],
        cwd=ROOT,
        env=dict(os.environ) | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )

    assert walked.returncode == 1
    # A wrong password is told with the second factor only, as for an unknown account.
    assert "3. The six digits, then the queue with its first alert: FAILED" in walked.stdout
    assert "Traceback" not in walked.stderr


def test_closing_its_pipe_is_enough_to_end_the_service(demonstration, tmp_path):
    folder = Path(shutil.copytree(demonstration, tmp_path / "copy"))
    service = start_service(folder)

    assert service.is_running
    assert service.stop() == 0
