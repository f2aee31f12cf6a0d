"""Scenes of one's own access: sessions, recovery codes, and the question for a fresh proof."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from console.errors import ConsoleError, Offline, Unexpected
from console.stores.proven_act import ProofState
from console.stores.recovery_codes import Making
from console.stores.states import StoreState
from services.contract.problems import ProblemCode
from tests.console import made
from tests.pictures.stage import Scene, Stage, nothing, refused
from tests.samples.access import CODES, sample_failures
from tests.samples.rows import NOW
from ui.shell import Shell


def _sessions(then: Scene) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.show_sessions()
            then(stage)

    return show


def _codes(then: Scene) -> Scene:
    def show(stage: Stage) -> None:
        if isinstance(stage.screen, Shell):
            stage.screen.settings_desk.reveal("codes")
            then(stage)

    return show


def _put_sessions(**changes: Any) -> Scene:
    def show(stage: Stage) -> None:
        for name, value in changes.items():
            setattr(stage.access.sessions, name, value)
        stage.access.sessions.changed.emit()

    return show


def _proof(error: ConsoleError | None = None, wait_s: int = 0) -> Scene:
    def show(stage: Stage) -> None:
        stage.access.codes.act.put(ProofState.ASKED)
        if error is not None:
            stage.access.codes.act.put(ProofState.ASKED, error, wait_s)

    return show


def _making(making: Making, error: ConsoleError | None = None) -> Scene:
    def show(stage: Stage) -> None:
        codes = CODES if making is Making.SHOWN else ()
        stage.access.codes.put(making, codes, error)

    return show


def _copied_banner(stage: Stage) -> None:
    reused = {"refresh_reused_at": NOW - timedelta(hours=2)}
    stage.session.grant = made.grant().model_copy(update=reused)
    stage.connection.changed.emit()


_BUSY: Final = Unexpected("unavailable", status=503, retryable=True)

ACCESS_SCENES: Final[dict[str, Scene]] = {
    "access-sessions": _sessions(nothing),
    "access-sessions-copied": _sessions(_put_sessions(copied_at=NOW - timedelta(hours=2))),
    "access-sessions-failures": _sessions(
        _put_sessions(failures=sample_failures(6, 1), failures_since=6)
    ),
    "access-sessions-loading": _sessions(_put_sessions(items=[], state=StoreState.LOADING)),
    "access-sessions-error": _sessions(
        _put_sessions(items=[], state=StoreState.ERROR, error=_BUSY)
    ),
    "access-codes": _codes(nothing),
    "access-codes-shown": _codes(_making(Making.SHOWN)),
    "access-codes-unseen": _codes(_making(Making.UNSEEN)),
    "access-codes-unknown": _codes(_making(Making.UNKNOWN, Offline("ReadTimeout"))),
    "access-proof": _codes(_proof()),
    "access-proof-refused": _codes(_proof(refused(ProblemCode.STEP_UP_REFUSED, 403))),
    "access-proof-slowed": _codes(_proof(refused(ProblemCode.TOO_MANY_REQUESTS, 429), 28)),
    "access-proof-offline": _codes(_proof(Offline("ConnectError"))),
    "access-copied": _copied_banner,
}
