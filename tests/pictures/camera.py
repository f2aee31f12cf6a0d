"""Puts up every screen and state in both languages, light and dark, and saves what is seen."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import deque
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from console.settings import Settings
from resources.wording import Wording
from tests.pictures.accounts_scenes import ACCOUNTS_SCENES
from tests.pictures.approvals_scenes import APPROVALS_SCENES
from tests.pictures.billing_scenes import BILLING_SCENES
from tests.pictures.centre_scenes import CENTRE_SCENES
from tests.pictures.deliveries_scenes import DELIVERY_SCENES
from tests.pictures.entering_scenes import ENTERING_SCENES
from tests.pictures.invite_scenes import INVITE_SCENES
from tests.pictures.provider_scenes import PROVIDER_SCENES
from tests.pictures.retention_scenes import MANAGER_SCENES, OFFICER_SCENES
from tests.pictures.review_scenes import REVIEW_SCENES
from tests.pictures.scenes import LOCK_SCENES, SIGN_IN_SCENES, TRIAGE_SCENES
from tests.pictures.staff_import_scenes import STAFF_IMPORT_SCENES
from tests.pictures.stage import (
    Stage,
    set_admin_stage,
    set_entering_stage,
    set_lock_stage,
    set_manager_stage,
    set_officer_stage,
    set_oncologist_stage,
    set_sign_in_stage,
    set_stage,
)
from tests.pictures.statistics_scenes import STATISTICS_SCENES
from tests.pictures.times_scenes import TIMES_SCENES
from tests.pictures.unit_scenes import UNIT_OFFICER_SCENES, UNIT_SCENES
from widgets.theme import Theme, ThemeMode

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SCENES = (
    SIGN_IN_SCENES
    | ENTERING_SCENES
    | LOCK_SCENES
    | TRIAGE_SCENES
    | OFFICER_SCENES
    | MANAGER_SCENES
    | STATISTICS_SCENES
    | BILLING_SCENES
    | APPROVALS_SCENES
    | INVITE_SCENES
    | STAFF_IMPORT_SCENES
    | CENTRE_SCENES
    | DELIVERY_SCENES
    | TIMES_SCENES
    | ACCOUNTS_SCENES
    | REVIEW_SCENES
    | PROVIDER_SCENES
    | UNIT_SCENES
    | UNIT_OFFICER_SCENES
)
STAGES = (
    (SIGN_IN_SCENES, set_sign_in_stage),
    (ENTERING_SCENES, set_entering_stage),
    (PROVIDER_SCENES, set_sign_in_stage),
    (LOCK_SCENES, set_lock_stage),
    (TRIAGE_SCENES, set_stage),
    (OFFICER_SCENES, set_officer_stage),
    (CENTRE_SCENES, set_admin_stage),
    (DELIVERY_SCENES, set_admin_stage),
    (TIMES_SCENES, set_oncologist_stage),
    (UNIT_SCENES, set_oncologist_stage),
    (UNIT_OFFICER_SCENES, set_officer_stage),
    (BILLING_SCENES, set_oncologist_stage),
    (MANAGER_SCENES, set_manager_stage),
    (STATISTICS_SCENES, set_manager_stage),
    (APPROVALS_SCENES, set_manager_stage),
    (INVITE_SCENES, set_admin_stage),
    (STAFF_IMPORT_SCENES, set_admin_stage),
    (ACCOUNTS_SCENES, set_admin_stage),
    (REVIEW_SCENES, set_admin_stage),
)
USUAL_SIZES = ((1366, 688), (1920, 1000))
SMALL_SIZES = ((1093, 534), (1024, 520))
LARGE_TEXT_PCT = 200
_ALSO_SMALL = frozenset(
    {
        "triage", "triage-call", "sign-in", "retention", "retention-officer", "entering-set-up",
        "about", "accounts", "accounts-proof", "review", "report-incident",
    }
)  # fmt: skip
_OPENED_AFTER_MS = 50
_SETTLED_AFTER_MS = 350


class Shot(NamedTuple):
    """One picture to take."""

    scene: str
    language: str
    mode: ThemeMode
    size: tuple[int, int]
    text_pct: int = 100

    @property
    def file_name(self) -> str:
        """Says everything that distinguishes this picture."""
        size = f"{self.size[0]}x{self.size[1]}"
        text = "" if self.text_pct == 100 else f"-{self.text_pct}pct"
        return f"{self.scene}-{self.language}-{self.mode.value}-{size}{text}.png"


def shots(scenes: Sequence[str]) -> list[Shot]:
    """Every scene in both languages, light and dark, at two sizes; the first ones also when
    small.
    """
    modes, languages = (ThemeMode.LIGHT, ThemeMode.DARK), ("fr", "en")
    found = [Shot(*each) for each in product(scenes, languages, modes, USUAL_SIZES)]
    for scene in scenes:
        if scene in _ALSO_SMALL:
            found += [Shot(scene, "fr", ThemeMode.LIGHT, size) for size in SMALL_SIZES]
            found.append(Shot(scene, "fr", ThemeMode.LIGHT, USUAL_SIZES[0], LARGE_TEXT_PCT))
    return found


class Photographer(QObject):
    """Puts up one screen after the other, lets it settle, and saves what is seen."""

    def __init__(self, app: QApplication, folder: Path, wanted: Sequence[Shot]) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._wanted = deque(wanted)
        self._scratch = tempfile.TemporaryDirectory()
        self._settings = Settings(Path(self._scratch.name) / "pictures.ini", self)
        self._theme = Theme(app, ThemeMode.LIGHT)
        self._stage: Stage | None = None
        self._opened = QTimer(self)
        self._opened.setSingleShot(True)
        self._opened.setInterval(_OPENED_AFTER_MS)
        self._opened.timeout.connect(self._play)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_AFTER_MS)
        self._settled.timeout.connect(self._take)

    def begin(self) -> None:
        """Put up the next screen, or end the program."""
        if not self._wanted:
            self._scratch.cleanup()
            self._app.quit()
            return
        shot = self._wanted[0]
        self._theme.set_mode(shot.mode)
        self._theme.set_text_scale_pct(shot.text_pct)
        make = next(each for scenes, each in STAGES if shot.scene in scenes)
        self._stage = make(self._theme, self._settings, Wording(shot.language))
        self._stage.screen.resize(*shot.size)
        self._stage.screen.show()
        self._opened.start()

    def _play(self) -> None:
        """The screen has shown its first alert: bring it into the state that is wanted."""
        if self._stage is not None:
            SCENES[self._wanted[0].scene](self._stage)
        self._settled.start()

    def _take(self) -> None:
        shot = self._wanted.popleft()
        if self._stage is not None:
            self._stage.screen.grab().save(str(self._folder / shot.file_name))
            self._stage.screen.close()
            self._stage.screen.deleteLater()
        self._stage = None
        self.begin()


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that are asked for; without names, all of them."""
    parser = argparse.ArgumentParser(prog="pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the pictures")
    parser.add_argument("screens", nargs="*", help=f"some of: {', '.join(SCENES)}")
    asked = parser.parse_args(arguments)
    unknown = sorted(set(asked.screens) - SCENES.keys())
    if unknown:
        parser.error(f"no such screen: {', '.join(unknown)}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked.out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["pictures"])
    if not isinstance(app, QApplication):
        parser.error("pictures need a graphical application")
    photographer = Photographer(app, asked.out, shots(asked.screens or list(SCENES)))
    QTimer.singleShot(0, photographer.begin)
    return app.exec()
