"""The accounts of a large centre, listed and filtered, beside the same rows read bare (issue 7)."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from time import perf_counter
from typing import Final
from uuid import UUID

from services.contract.accounts import AccountState
from services.contract.enums import Role
from services.contract.staff import RoleAsked
from services.db.scope import Scope
from services.db.tables.accounts import SignInSession
from services.edge.context import Context
from services.ids import new_id
from services.pagination import LARGEST_PAGE
from services.security.caller import Caller, Tried
from services.security.tokens import hash_of, new_token
from services.staff import listing, people, rights
from services.staff.people import Known
from services.staff.rights import Begins
from tests.bench.figures import Figure, Goal
from tests.bench.rounds import Rounds
from tests.bench.service.databases import KINDS
from tests.bench.service.filling import HARDLY_ANYBODY, close
from tests.bench.service.ground import Ground, ground, server_of

MANY: Final = 500
_SESSIONS: Final = 20
"""Sign-ins of each account that the list has to look through."""
_ROUNDS: Final = 7
_SOON: Final = Goal("product", 200, words="≤ 200 ms")
_ROLES: Final = (Role.NURSE, Role.NURSE, Role.ONCOLOGIST, Role.MANAGER)
_READ: Final = (
    "SELECT account.id, account.name, account.username, membership.id, membership.role FROM account"
    " JOIN membership ON membership.account_id = account.id",
    "SELECT membership_id, unit_id FROM membership_unit",
    "SELECT account_id, max(started_at), count(*) FROM session GROUP BY account_id",
)


def accounts(rounds: Rounds, many: int = MANY) -> Iterator[Figure]:
    """Every page of the list, and a page of a filter."""
    for kind in KINDS:
        with server_of(kind), ground(kind, HARDLY_ANYBODY) as here:
            context = here.database.open()
            try:
                yield from _figures(f"accounts/{kind}", here, context, rounds, many)
            finally:
                close(context)


def _figures(
    row: str, here: Ground, context: Context, rounds: Rounds, many: int
) -> Iterator[Figure]:
    told = here.thin_environment
    centre_id, unit_id = UUID(told["THIN_CENTRE"]), UUID(told["THIN_UNIT"])
    caller = _hire(context, centre_id, unit_id, many)
    every = listing.Wanted(LARGEST_PAGE, None, None, None, None, without_factor=False, idle=False)
    nurses = replace(every, role=Role.NURSE, unit_id=unit_id, state=AccountState.INVITED)

    def _all() -> float:
        started = perf_counter()
        wanted: listing.Wanted | None = every
        while wanted is not None:
            with context.database.reading(Scope(centre_id)) as session:
                page = listing.page(session, context, caller, wanted)
            following = page.next_cursor
            wanted = None if following is None else replace(every, cursor=following)
        return (perf_counter() - started) * 1000

    def _filtered() -> float:
        started = perf_counter()
        with context.database.reading(Scope(centre_id)) as session:
            listing.page(session, context, caller, nurses)
        return (perf_counter() - started) * 1000

    def _bare() -> float:
        with closing(here.database.bare()) as connection:
            started = perf_counter()
            for statement in _READ:
                connection.execute(statement).fetchall()
            return (perf_counter() - started) * 1000

    listed, filtered, bare = rounds.play(_ROUNDS, _all, _filtered, _bare)
    yield Figure(row, f"{many} listed, every page", "ms", tuple(listed), tuple(bare), _SOON)
    yield Figure(row, "a filter, one page", "ms", tuple(filtered), tuple(bare), _SOON)


def _hire(context: Context, centre_id: UUID, unit_id: UUID, many: int) -> Caller:
    """So many accounts with their roles and sign-ins; the administrator who looks at them."""
    now = context.clock.now()
    with context.database.writing(Scope(centre_id)) as session:
        for number in range(many):
            role = _ROLES[number % len(_ROLES)]
            key = f"colleague-{number}"
            person = Known(
                f"Colleague {number}", key, f"{key}@chu.example", None, None, None, None, None
            )
            account = people.add(session, person, now)
            units = [unit_id] if role in (Role.NURSE, Role.ONCOLOGIST) else []
            asked = RoleAsked(role=role, unit_ids=units)
            membership = rights.add_role(
                session, account.id, centre_id, asked, begins=Begins(now, None)
            )
            session.add_all(
                [_sign_in(context, centre_id, account.id, membership) for _ in range(_SESSIONS)]
            )
    return Caller(
        principal_id=new_id(),
        account_id=new_id(),
        role=Role.ADMIN,
        credential_scope=None,
        centre_id=centre_id,
        unit_ids=frozenset(),
        session_id=None,
        device_id=None,
        request_id="bench",
        tried=Tried(None, None),
    )


def _sign_in(
    context: Context, centre_id: UUID, account_id: UUID, membership_id: UUID
) -> SignInSession:
    now = context.clock.now()
    return SignInSession(
        id=new_id(),
        account_id=account_id,
        membership_id=membership_id,
        centre_id=centre_id,
        device_id=None,
        access_hash=hash_of(new_token()),
        access_expires_at=now,
        refresh_hash=hash_of(new_token()),
        started_at=now,
        authenticated_at=now,
        last_act_at=now,
        ended_at=now,
        end_reason=None,
        network=None,
    )
