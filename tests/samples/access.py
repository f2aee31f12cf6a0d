"""Stores of one's own access that do nothing: any state can be set."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from console.errors import ConsoleError
from console.stores.proven_act import ProofState
from console.stores.recovery_codes import Making
from console.stores.states import StoreState
from services.contract.enums import Role
from services.contract.sessions import (
    DeviceLabel,
    FailureLabel,
    RecoveryCodesLeft,
    SessionLabel,
    SignInStep,
)
from tests.samples.rows import NOW

_HERE = DeviceLabel(id=UUID(int=0xD1), first_seen_at=NOW - timedelta(days=40))
_ELSEWHERE = DeviceLabel(id=UUID(int=0xD2), first_seen_at=NOW - timedelta(days=1, hours=2))

CODES = (
    "8XQ2-KW7M-0F3T-Z9RD",
    "3M4N-A1BC-7H2J-KQ5V",
    "T6WZ-90PR-XE8D-2GFY",
    "5BNC-J4HK-V1QS-M7A3",
    "KQ7T-2ZWX-8R0P-D9EF",
    "1GHJ-6MNB-4CVX-ZAS5",
    "W2ER-TY7V-P0QA-3SDF",
    "9ZXC-VBNM-1ASD-GHJK",
    "Q4WE-R5TY-6VPA-S7DF",
    "G8HJ-K9ZX-0CVB-NM1Q",
)
"""Ten invented ones."""


def sample_session(number: int, *, device: DeviceLabel | None, is_current: bool) -> SessionLabel:
    """A session of the sample nurse that began some hours ago."""
    return SessionLabel(
        id=UUID(int=0x5E55_0000 + number),
        device=device,
        role=Role.NURSE,
        centre_name="CHU de Kerlann",
        network="10.20.30.0/24" if device is not None else None,
        started_at=NOW - timedelta(hours=2 * number),
        last_act_at=NOW - timedelta(minutes=7 * number),
        is_current=is_current,
    )


def three_sessions() -> list[SessionLabel]:
    """This one, one on another workstation, one that tells nothing of where it is."""
    return [
        sample_session(1, device=_HERE, is_current=True),
        sample_session(2, device=_ELSEWHERE, is_current=False),
        sample_session(3, device=None, is_current=False),
    ]


def sample_failures(count: int, every_min: int = 60) -> list[FailureLabel]:
    """Failures to sign in, one at another workstation first, the newest first."""
    return [
        FailureLabel(
            at=NOW - timedelta(minutes=every_min * number),
            step=tuple(SignInStep)[number % len(SignInStep)],
            network="10.20.30.0/24",
            is_known_device=number % 2 == 1,
        )
        for number in range(count)
    ]


class SampleOwnSessions(QObject):
    """Three sessions; remembers what was asked."""

    changed = Signal()
    ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = StoreState.READY
        self.items = three_sessions()
        self.failures: list[FailureLabel] = []
        self.failures_since = 0
        self.error: ConsoleError | None = None
        self.act_error: ConsoleError | None = None
        self.is_ending = False
        self.copied_at: datetime | None = None
        self.asked: list[str] = []

    @property
    def others(self) -> list[SessionLabel]:
        """Those but this one."""
        return [each for each in self.items if not each.is_current]

    def read(self) -> None:
        """Remember it."""
        self.asked.append("read")

    def end(self, session_id: UUID) -> None:
        """Remember it."""
        self.asked.append(f"end {session_id.int & 0xFF}")

    def end_others(self) -> None:
        """Remember it."""
        self.asked.append("end others")


class SampleProvenAct(QObject):
    """An act that waits as long as it is told to."""

    changed = Signal()
    done = Signal(object)
    failed = Signal(ConsoleError)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = ProofState.IDLE
        self.proof_error: ConsoleError | None = None
        self.seconds_left = 0
        self.asked: list[tuple[str, ...]] = []

    def prove(self, password: str, code: str) -> None:
        """Remember what was typed."""
        self.asked.append((password, code))

    def cancel(self) -> None:
        """Give up."""
        self.put(ProofState.IDLE)

    def put(self, state: ProofState, error: ConsoleError | None = None, wait_s: int = 0) -> None:
        """Be in a state and say so."""
        self.state, self.proof_error, self.seconds_left = state, error, wait_s
        self.changed.emit()


class SampleRecoveryCodes(QObject):
    """Six codes are left; remembers what was asked."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.act = SampleProvenAct(self)
        self.state = StoreState.READY
        self.left: RecoveryCodesLeft | None = RecoveryCodesLeft(
            left=6, made_at=NOW - timedelta(days=20)
        )
        self.error: ConsoleError | None = None
        self.act_error: ConsoleError | None = None
        self.making = Making.NONE
        self.codes: tuple[str, ...] = ()
        self.asked: list[str] = []
        self.act.changed.connect(self.changed)

    def read(self) -> None:
        """Remember it."""
        self.asked.append("read")

    def make(self) -> None:
        """Remember it."""
        self.asked.append("make")

    def find_out(self) -> None:
        """Remember it."""
        self.asked.append("find out")

    def hide(self) -> None:
        """Forget what was shown."""
        self.put(Making.NONE)

    def put(
        self, making: Making, codes: tuple[str, ...] = (), error: ConsoleError | None = None
    ) -> None:
        """Be in a state of making and say so."""
        self.making, self.codes, self.act_error = making, codes, error
        self.changed.emit()


class SampleAccess(QObject):
    """Both, as the settings find them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sessions = SampleOwnSessions(self)
        self.codes = SampleRecoveryCodes(self)

    def read(self) -> None:
        """Remember it."""
        self.sessions.read()
        self.codes.read()
