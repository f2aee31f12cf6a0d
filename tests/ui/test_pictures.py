"""The command that takes pictures: which ones, and that they show something."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.pictures.camera import SCENES, main, shots

ROOT = Path(__file__).parents[2]


def test_every_screen_is_taken_in_both_languages_and_looks_at_two_sizes():
    names = [shot.file_name for shot in shots(list(SCENES))]

    assert len(names) == len(set(names))
    for scene in SCENES:
        usual = [
            f"{scene}-{language}-{mode}-{size}.png"
            for language in ("fr", "en")
            for mode in ("light", "dark")
            for size in ("1366x688", "1920x1000")
        ]
        assert set(usual) <= set(names)


def test_an_unknown_screen_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path), "nonsense"])

    assert "no such screen: nonsense" in capsys.readouterr().err


def test_the_command_saves_pictures_that_differ(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.pictures", "--out", str(tmp_path), "sign-in"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=100,
    )

    assert done.returncode == 0, done.stderr
    light = QImage(str(tmp_path / "sign-in-fr-light-1366x688.png"))
    dark = QImage(str(tmp_path / "sign-in-fr-dark-1366x688.png"))
    assert (light.width(), light.height()) == (1366, 688)
    assert light.pixelColor(1300, 30) != dark.pixelColor(1300, 30)
