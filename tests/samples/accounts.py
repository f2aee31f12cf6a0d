"""The accounts of a centre, on a service that answers at once, asks for a proof, fails, or does not
answer.
"""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID, uuid5

from console.client.http import Write
from console.errors import ConsoleError, StepUpNeeded
from console.stores.account_stores import AccountStores
from services.contract.accounts import (
    AccountActAsk,
    AccountDetail,
    AccountPage,
    AccountRow,
    AccountState,
    MailLabel,
    MailState,
    PersonShown,
    Profession,
    RightChange,
    RightChangeKind,
    RoleHeld,
    SignInLabel,
    StaffMailKind,
)
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.problems import Problem, ProblemCode
from services.contract.sessions import (
    DeviceLabel,
    SessionLabel,
    SessionPage,
    SessionsEnded,
    StepUpGrant,
    UnitLabel,
)
from tests.samples.access_review import SampleReviewCalls
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import NOW, paris
from tests.samples.stores import SampleConnection

_SPACE = UUID(int=0xACC0)
CENTRE: Final = "CHU de Brest"


def _id(name: str) -> UUID:
    return uuid5(_SPACE, name)


def label(name: str, title: str | None = None) -> PersonLabel:
    """Somebody by name."""
    initials = "".join(part[0] for part in name.split()[:2])
    return PersonLabel(id=_id(name), name=name, initials=initials, title=title)


ADMIN: Final = label("Erwan Kerbrat")
"""Who looks."""
DIGESTIVE, BREAST, THORAX = (
    UnitLabel(id=_id(name), name=name) for name in ("Digestif", "Sein", "Thorax")
)


def held(role: Role, *units: UnitLabel, **changes: Any) -> RoleHeld:
    """A role that gives rights."""
    usual = {
        "membership_id": _id(f"{role} {units}"), "role": role, "units": list(units),
        "ended_at": None, "ends_on": None,
    }  # fmt: skip
    return RoleHeld(**usual | changes)


def row(name: str, *roles: RoleHeld, **changes: Any) -> AccountRow:
    """An active account."""
    given, _, family = name.removeprefix("Dr ").partition(" ")
    usual: dict[str, Any] = {
        "person": label(name),
        "username": f"{given[0]}.{family}".lower().replace(" ", ""),
        "roles": list(roles),
        "state": AccountState.ACTIVE,
        "has_factor": True,
        "signed_in_at": paris(18, 8, 1),
        "sessions": 1,
        "is_idle": False,
        "is_own": False,
        "version": 3,
        "invited_until": None,
    }
    return AccountRow(**usual | changes)


def _past(state: AccountState, **changes: Any) -> dict[str, Any]:
    return {"state": state, "sessions": 0, **changes}


def rows() -> list[AccountRow]:
    """By name, as the service tells them."""
    ended = {"ended_at": paris(4, 18, 0)}
    return [
        row("Anne Le Roux", held(Role.ONCOLOGIST, THORAX), **_past(
            AccountState.INVITED, has_factor=False, signed_in_at=None,
            invited_until=paris(24, 10, 0),
        )),
        row("Claire Morvan", held(Role.NURSE, DIGESTIVE, BREAST), sessions=2),
        row("Dr Alain Tanguy", held(Role.ONCOLOGIST, DIGESTIVE), signed_in_at=paris(17, 17, 30)),
        row("Dr Hélène Guivarch", held(Role.ONCOLOGIST, BREAST), held(Role.MANAGER)),
        row("Erwan Kerbrat", held(Role.ADMIN), is_own=True, signed_in_at=paris(18, 9, 12)),
        row("Gaëlle Pennec", held(Role.ADMIN), sessions=0, signed_in_at=paris(14, 11, 5)),
        row("Loïc Abiven", held(Role.NURSE, BREAST, **ended), **_past(
            AccountState.SUSPENDED, signed_in_at=paris(4, 7, 58),
        )),
        row("Maëlys Jézéquel", held(Role.NURSE, THORAX, ends_on=paris(30, 0, 0).date()),
            has_factor=False, sessions=0, signed_in_at=None),
        row("Solenn Abgrall", held(Role.PRIVACY_OFFICER), sessions=0, is_idle=True,
            signed_in_at=NOW - timedelta(days=71)),
        row("Thomas Riou", held(Role.NURSE, DIGESTIVE), signed_in_at=paris(18, 8, 55)),
        row("Yann Corre", held(Role.NURSE, DIGESTIVE, **ended), **_past(
            AccountState.ENDED, has_factor=False, signed_in_at=paris(4, 7, 40),
        )),
    ]  # fmt: skip


def many(count: int) -> list[AccountRow]:
    """A large centre."""
    units = [UnitLabel(id=_id(f"unit {n}"), name=f"Unité {n:02d}") for n in range(12)]
    given = ("Anne", "Bruno", "Chloé", "Denez", "Élise", "Fañch", "Gwenn", "Hervé", "Inès", "Jean")
    families = ("Kermarrec", "Le Gall", "Madec", "Nédélec", "Olivier", "Prigent", "Quéré")
    found = [
        row(
            f"{given[n % 10]} {families[n // 10 % 7]} {n:03d}",
            held(Role.ONCOLOGIST if n % 4 == 0 else Role.NURSE, units[n % 12]),
            has_factor=n % 9 != 0,
            sessions=n % 3,
            is_idle=n % 20 == 7,
            signed_in_at=NOW - timedelta(hours=n),
        )
        for n in range(count)
    ]
    return sorted(found, key=lambda each: each.person.name.casefold())


def session_of(number: int, **changes: Any) -> SessionLabel:
    """A living session."""
    device = DeviceLabel(id=_id(f"device {number}"), first_seen_at=paris(3 + number, 8, 0))
    usual: dict[str, Any] = {
        "id": _id(f"session {number}"),
        "device": device,
        "role": Role.NURSE,
        "centre_name": CENTRE,
        "network": f"10.12.{number}.0/24",
        "started_at": paris(18, 8, number),
        "last_act_at": paris(18, 10, 30 + number),
        "is_current": False,
    }
    return SessionLabel(**usual | changes)


def change(kind: RightChangeKind, day: int, words: str | None, **changes: Any) -> RightChange:
    """What was changed that day."""
    usual: dict[str, Any] = {
        "id": _id(f"change {kind} {day}"), "kind": kind, "words": words, "by": ADMIN,
        "approved_by": None, "identity_check": None, "at": paris(day, 11, 20),
    }  # fmt: skip
    return RightChange(**usual | changes)


class SampleAccountCalls(SampleReviewCalls):
    """The endpoints of accounts; a fault can be put in the place of any answer."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = rows()
        self.page_rows = 200
        self.details: dict[UUID, dict[str, Any]] = {}
        claire = _id("Claire Morvan")
        self.sessions: dict[UUID, list[SessionLabel]] = {claire: [session_of(2), session_of(1)]}
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.needs_proof: set[str] = {"reactivate", "end"}
        self.asked: list[str | None] = []
        self.asked_details: list[UUID] = []
        self.done: list[tuple[str, UUID, AccountActAsk, Write]] = []
        self.closed: list[tuple[UUID, UUID, Write]] = []
        self.proofs: list[tuple[str, str]] = []

    def read_page(self, _limit: int, cursor: str | None = None) -> AccountPage:
        """A page by name."""
        self._meet("list")
        self.asked.append(cursor)
        first, counts = int(cursor or 0), dict.fromkeys(AccountState, 0)
        for each in self.rows:
            counts[each.state] += 1
        after = first + self.page_rows
        following = str(after) if after < len(self.rows) else None
        return AccountPage(items=self.rows[first:after], counts=counts, next_cursor=following)

    def read(self, account_id: UUID) -> AccountDetail:
        """One account."""
        self._meet("detail")
        self.asked_details.append(account_id)
        found = self._row(account_id)
        sign_ins = [
            SignInLabel(at=found.signed_in_at - timedelta(days=n), role=found.roles[0].role,
                        network="10.12.2.0/24", ended_at=None)
            for n in range(3)
        ] if found.signed_in_at is not None else []  # fmt: skip
        usual: dict[str, Any] = {
            "account": found,
            "details": _details(found),
            "last_mail": MailLabel(
                kind=StaffMailKind.INVITED, state=MailState.SENT, at=paris(3, 11, 21)
            ),
            "created_at": paris(3, 11, 20),
            "recovery_codes_left": 8 if found.has_factor else 0,
            "sign_ins": sign_ins,
            "changes": [
                change(RightChangeKind.ROLE_CHANGED, 12, "Renfort de l'unité Sein en novembre."),
                change(RightChangeKind.JOINED, 4, "", by=label(found.person.name)),
                change(
                    RightChangeKind.INVITED, 3, "Arrivée dans le service.",
                    approved_by=label("Dr Hélène Guivarch"),
                ),
            ],
        }  # fmt: skip
        return AccountDetail(**usual | self.details.get(account_id, {}))

    def read_sessions(self, account_id: UUID, _cursor: str | None = None) -> SessionPage:
        """Its living sessions."""
        self._meet("sessions")
        return SessionPage(items=self.sessions.get(account_id, []), next_cursor=None)

    def end_session(self, account_id: UUID, session_id: UUID, write: Write) -> SessionsEnded:
        """One of them is over."""
        self.closed.append((account_id, session_id, write))
        self._meet("close")
        living = self.sessions.get(account_id, [])
        self.sessions[account_id] = [each for each in living if each.id != session_id]
        ended = len(living) - len(self.sessions[account_id])
        self._put(account_id, sessions=len(self.sessions[account_id]))
        return SessionsEnded(count=ended)

    def suspend(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """It has no role now."""
        return self._do("suspend", account_id, ask, write, AccountState.SUSPENDED)

    def reactivate(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """It has its roles again."""
        return self._do("reactivate", account_id, ask, write, AccountState.ACTIVE)

    def end(self, account_id: UUID, ask: AccountActAsk, write: Write) -> AccountRow:
        """It has none for good."""
        return self._do("end", account_id, ask, write, AccountState.ENDED)

    def prove(self, password: str, code: str) -> StepUpGrant:
        """Whoever asks has proved who they are."""
        self.proofs.append((password, code))
        self._meet("proof")
        self.needs_proof = set()
        return StepUpGrant(fresh_until=NOW + timedelta(minutes=5), server_time=NOW)

    def _do(
        self, name: str, account_id: UUID, ask: AccountActAsk, write: Write, state: AccountState
    ) -> AccountRow:
        self.done.append((name, account_id, ask, write))
        if name in self.needs_proof:
            raise StepUpNeeded(_step_up())
        self._meet(name)
        ended = None if state is AccountState.ACTIVE else NOW
        roles = [
            each.model_copy(update={"ended_at": ended}) for each in self._row(account_id).roles
        ]
        self.sessions[account_id] = []
        version = self._row(account_id).version + 1
        self._put(account_id, state=state, roles=roles, sessions=0, version=version)
        return self._row(account_id)

    def _row(self, account_id: UUID) -> AccountRow:
        return next(each for each in self.rows if each.person.id == account_id)

    def _put(self, account_id: UUID, **changes: Any) -> None:
        self.rows = [
            each.model_copy(update=changes) if each.person.id == account_id else each
            for each in self.rows
        ]

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


class SampleAccounts(AccountStores):
    """Reads `calls`; whoever sits there may do what `allowed` names, everything unless told."""

    def __init__(self, connection: SampleConnection) -> None:
        self.calls = SampleAccountCalls()
        self.allowed: set[str] | None = None
        session: Any = SimpleNamespace(
            api=SimpleNamespace(accounts=self.calls, step_up=self.calls.prove),
            server_now=_now,
            may=self._may,
        )
        jobs: Any = AtOnce()
        told: Any = connection
        super().__init__(jobs, session, told)

    def _may(self, action: str) -> bool:
        return self.allowed is None or action in self.allowed


def _now() -> datetime:
    return NOW


def _details(found: AccountRow) -> PersonShown:
    is_nurse = found.roles[0].role is Role.NURSE
    return PersonShown(
        name=found.person.name,
        username=found.username,
        email=f"{found.username}@chu-brest.example",
        title="IDEC" if is_nurse else None,
        phone="0298223344" if is_nurse else None,
        rpps="10101234567" if is_nurse else None,
        profession=Profession.NURSE if is_nurse else None,
        specialty=None,
    )


def _step_up() -> Problem:
    return Problem(
        type="about:blank", title="", status=403, code=ProblemCode.STEP_UP_NEEDED, detail="",
        request_id="0", current=None,
    )  # fmt: skip
