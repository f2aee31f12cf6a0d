"""Goals 1 to 3 of screens.md 4: the real window on a real service, by key events alone."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from console.app import Desktop
from console.demonstration import DemonstrationAccount, DemonstrationSignIn
from console.settings import Settings
from console.stores.states import StoreState
from services.app import build_app
from services.contract.enums import ActionKind, AlertLevel, AlertState, ContactResult
from services.db.scope import Scope
from services.db.tables.alerts import Alert, AlertAct, WorklistEntry
from services.edge.context import Context
from tests.bench.desktop import gestures
from tests.bench.desktop.eyes import Painted, centile
from tests.bench.desktop.sitting import ConsoleStage
from tests.bench.service.bulk import SqliteBulk
from tests.bench.service.filling import Size, close, fill, open_folder
from tests.bench.service.site import Site, hire_nurses, make_site
from tests.console.real import listening
from tests.support.ui_parts import press
from ui.triage.forms.measure import MeasureForm

pytestmark = pytest.mark.timeout(300)
WAIT_MS = 60_000
TRIAGE = (3, 5, 8, 4)
LEVELS = (AlertLevel.CRITICAL, AlertLevel.HIGH, AlertLevel.MODERATE, AlertLevel.INFO)


@dataclass
class Desk:
    """A nurse at the real window, who counts what she presses."""

    desktop: Desktop
    context: Context
    centre_id: UUID
    pressed: int = 0

    def press(self, *keys: str) -> None:
        """Where the keyboard is, as a person does."""
        self.pressed += len(keys)
        press(self.desktop.window, *keys)

    @property
    def stores(self) -> Any:
        """The stores behind the window."""
        assert self.desktop.desk is not None
        return self.desktop.desk

    @property
    def triage(self) -> Any:
        """The screen."""
        assert self.desktop.window.shell is not None
        return self.desktop.window.shell.triage

    @property
    def alert_id(self) -> UUID | None:
        """The alert whose detail is whole and on screen."""
        shown = self.stores.details.shown
        return shown.alert_id if shown.state is StoreState.READY else None

    def history(self) -> list[ActionKind]:
        """The acts that the screen shows of the alert."""
        return [act.kind for act in self.stores.details.shown.alert.history]

    def acts(self, kind: ActionKind) -> list[UUID]:
        """Which alerts the service has seen such an act on, in order."""
        statement = (
            select(AlertAct.alert_id)
            .where(AlertAct.kind == kind)
            .order_by(AlertAct.at, AlertAct.id)
        )
        with self.context.database.reading(Scope(self.centre_id)) as session:
            return list(session.scalars(statement))


def _form(desk: Desk) -> object:
    """The form that is open."""
    bound = desk.triage.detail.form
    return None if bound is None else getattr(bound, "form", bound)


@contextlib.contextmanager
def _served(folder: Path, size: Size) -> Iterator[tuple[Site, str]]:
    context = open_folder(folder)
    site = make_site(context)
    fill(site, SqliteBulk(context.settings.data_dir / "vigie.sqlite"), size)
    if size.open_alerts == sum(TRIAGE):
        _give_levels(site)
    with listening(SimpleNamespace(client=SimpleNamespace(app=build_app(context)))) as url:  # type: ignore[arg-type]
        yield site, url
    close(context)


def _give_levels(site: Site) -> None:
    """Three critical, five high, eight moderate, four for information."""
    levels = [level for level, count in zip(LEVELS, TRIAGE, strict=True) for _ in range(count)]
    with site.context.database.writing(Scope(site.centre_id)) as session:
        ids = list(session.scalars(select(Alert.id).order_by(Alert.id)))
        for alert_id, level in zip(ids, levels, strict=True):
            rank = LEVELS.index(level) + 1
            entry = WorklistEntry.top_alert_id == alert_id
            session.execute(
                update(Alert).where(Alert.id == alert_id).values(level=level, rank=rank)
            )
            session.execute(update(WorklistEntry).where(entry).values(level=level, top_rank=rank))


@pytest.fixture
def sit_down(qtbot, qapp, tmp_path: Path) -> Iterator[Any]:
    """Signs a nurse in before a queue of so many."""
    with contextlib.ExitStack() as leaving:

        def start(count: int) -> Desk:
            size = Size(patients=count, alerts=count, open_alerts=count)
            site, url = leaving.enter_context(_served(tmp_path / "site", size))
            nurse = hire_nurses(site, 1)[0]
            desktop = Desktop(qapp, Settings(tmp_path / "settings.ini"), url, list)
            leaving.callback(desktop.window.deleteLater)
            leaving.callback(desktop.close)
            desktop.window.resize(1366, 688)
            desktop.show()
            account = DemonstrationAccount(nurse.username, nurse.password, nurse.totp_secret)
            DemonstrationSignIn(desktop.session, account, desktop).start()
            desk = Desk(desktop, site.context, site.centre_id)
            qtbot.waitUntil(
                lambda: desktop.desk is not None and desk.alert_id is not None, timeout=WAIT_MS
            )
            desktop.window.activateWindow()
            qtbot.waitUntil(desk.triage.list.view.hasFocus, timeout=WAIT_MS)
            return desk

        yield start


def test_twenty_alerts_are_acknowledged_with_few_keys_and_for_the_right_patients(qtbot, sit_down):
    desk = sit_down(sum(TRIAGE))
    queue = [(row.row.alert_id, row.row.level) for row in desk.stores.worklist.rows]
    seen, keys = [], []
    for number in range(len(queue)):
        before, alert_id = desk.pressed, desk.alert_id
        seen.append(alert_id)
        desk.press("A")
        if desk.triage.detail.form is not None:
            desk.press("Return")
        keys.append(desk.pressed - before)
        done = number + 1
        qtbot.waitUntil(lambda n=done: len(desk.acts(ActionKind.ACKNOWLEDGE)) == n, timeout=WAIT_MS)
        if done < len(queue):
            qtbot.waitUntil(lambda old=alert_id: desk.alert_id not in {None, old}, timeout=WAIT_MS)

    assert [level for _, level in queue] == [
        level for level, count in zip(LEVELS, TRIAGE, strict=True) for _ in range(count)
    ]
    assert sum(keys) / len(keys) <= 1.3
    assert max(keys) <= 3
    # What was on screen at each key is what the service acted on, in the order of the queue.
    assert seen == [alert_id for alert_id, _ in queue]
    assert desk.acts(ActionKind.ACKNOWLEDGE) == seen


def test_a_call_a_grade_a_measure_and_the_closing_take_fourteen_keys(qtbot, sit_down):
    desk = sit_down(sum(TRIAGE))
    alert_id = desk.alert_id

    desk.press("T", "Space", "Tab", "Tab", "Right", "Right", "Right", "Space", "Ctrl+Return")
    # What was done about it is asked next, by itself.
    qtbot.waitUntil(lambda: isinstance(_form(desk), MeasureForm), timeout=WAIT_MS)
    desk.press("Space", "Ctrl+Return")
    qtbot.waitUntil(lambda: desk.acts(ActionKind.MEASURE) == [alert_id], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: ActionKind.MEASURE in desk.history(), timeout=WAIT_MS)
    desk.press("C", "Ctrl+Return")
    qtbot.waitUntil(lambda: desk.acts(ActionKind.CLOSE) == [alert_id], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: desk.alert_id not in {None, alert_id}, timeout=WAIT_MS)

    assert desk.pressed <= 14
    closed = desk.desktop.session.api.read_alert(alert_id)
    confirmed = next(act for act in closed.history if act.kind is ActionKind.CALL)
    assert closed.state is AlertState.CLOSED
    assert confirmed.result is ContactResult.PATIENT_REACHED
    assert [(each.item, each.grade) for each in confirmed.grades] == [("diarrhoea", 3)]


def test_two_hundred_selections_follow_the_hand_and_none_is_dropped(qtbot, sit_down):
    desk = sit_down(500)
    stage = ConsoleStage(desk.desktop)
    painted, took_ms = Painted(desk.desktop.window), []
    for _ in range(40):
        took_ms.append(gestures.select_next(stage, painted))
    held = gestures.HeldKey(stage.keys, 160)
    taken, place = stage.taken(), stage.place()
    qtbot.waitUntil(lambda: held.is_over, timeout=WAIT_MS)

    assert (stage.taken() - taken, stage.place()) == (160, place + 160)
    qtbot.waitUntil(lambda: stage.shows(place + 160), timeout=WAIT_MS)
    # The figures are those of the bench; here only what nobody could work with fails.
    assert centile(took_ms, 95) < 1000
