"""The accounts of a centre in the eyes of its administrator: a list, and one of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.accounts import failures, recovery_rows, session_list
from services.accounts.right_changes import place_of
from services.centres.people import people as labels
from services.contract.accounts import (
    IDLE_DAYS,
    AccountDetail,
    AccountPage,
    AccountRow,
    AccountState,
    PersonShown,
    RightChange,
    SignInLabel,
)
from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.sessions import FailureLabel
from services.db.tables import staff as tables
from services.db.tables.accounts import Membership
from services.edge.context import Context
from services.errors import not_found
from services.pagination import decode_cursor, encode_cursor
from services.security.caller import Caller
from services.security.unreadable import opened
from services.staff import mails, offers, people, rights
from services.staff.rights import Held

MOST_SIGN_INS: Final = 20


@dataclass(frozen=True)
class Wanted:
    """Which accounts: None stands for all."""

    limit: int
    cursor: str | None
    state: AccountState | None
    role: Role | None
    unit_id: UUID | None
    without_factor: bool
    idle: bool


def page(session: Session, context: Context, caller: Caller, wanted: Wanted) -> AccountPage:
    """Accounts by name; raises 422 for a cursor that is none. Only those shown are made whole."""
    every = rights.all_of(session, caller.centre_id)
    counts = Counter(state_of(held) for held in every)
    is_wanted = _filter(session, context, caller, wanted)
    chosen = sorted((held for held in every if is_wanted(held)), key=_order)
    if wanted.cursor is not None:
        after = tuple(decode_cursor(wanted.cursor, (str, str)))
        chosen = [held for held in chosen if _order(held) > after]
    shown = chosen[: wanted.limit]
    is_cut = len(chosen) > wanted.limit
    return AccountPage(
        items=_rows(session, context, caller, shown),
        counts={state: counts[state] for state in AccountState},
        next_cursor=encode_cursor(list(_order(shown[-1]))) if is_cut else None,
    )


def rows_of(
    session: Session, context: Context, caller: Caller, every: Iterable[Held]
) -> list[AccountRow]:
    """Accounts by name."""
    return _rows(session, context, caller, sorted(every, key=_order))


def detail(session: Session, context: Context, caller: Caller, account_id: UUID) -> AccountDetail:
    """One account; raises 404 for one that never worked in the caller's centre."""
    held = rights.one_of(session, caller.centre_id, account_id)
    if held is None:
        raise not_found()
    left, _ = recovery_rows.recovery_codes_left(session, account_id)
    signed_in = rights.sign_ins(session, caller.centre_id, account_id, MOST_SIGN_INS)
    return AccountDetail(
        account=row_of(session, context, caller, held),
        details=_details(held),
        is_elsewhere=offers.is_anothers(
            session, held.account, caller.centre_id, context.clock.now()
        ),
        last_mail=mails.last_of(session, account_id, caller.centre_id),
        created_at=held.account.created_at,
        recovery_codes_left=left,
        sign_ins=[
            SignInLabel(at=each.started_at, role=role, network=each.network, ended_at=each.ended_at)
            for each, role in signed_in
        ],
        failures=_failures(session, context, held),
        changes=_changes(session, context, caller, account_id),
    )


def _details(held: Held) -> PersonShown:
    """Who it is; of somebody who works elsewhere alone, what an invitation asks for."""
    shown = people.shown(held.account)
    if _works_elsewhere_alone(held):
        return shown.model_copy(update={"phone": None, "specialty": None})
    return shown


def _works_elsewhere_alone(held: Held) -> bool:
    """Whether an invitation of this centre is all that there ever was, and nobody took it yet."""
    return held.joined and not held.has_begun


def _failures(session: Session, context: Context, held: Held) -> list[FailureLabel]:
    """Of whoever works here: what comes before and after is another centre's (0049)."""
    if _works_elsewhere_alone(held) or state_of(held) is AccountState.ENDED:
        return []
    return failures.last_of(session, held.account.id, context.clock.now(), context.settings)


def row_of(session: Session, context: Context, caller: Caller, held: Held) -> AccountRow:
    """One account as the list shows it."""
    return _rows(session, context, caller, [held])[0]


def row_again(session: Session, context: Context, caller: Caller, account_id: UUID) -> AccountRow:
    """An account as the list shows it now; raises 404."""
    held = rights.one_of(session, caller.centre_id, account_id)
    if held is None:
        raise not_found()
    return row_of(session, context, caller, held)


def state_of(held: Held) -> AccountState:
    """What an account may do in the centre."""
    if held.standing:
        return AccountState.ACTIVE
    if held.suspended:
        return AccountState.SUSPENDED
    return AccountState.INVITED if held.invited else AccountState.ENDED


def _rows(
    session: Session, context: Context, caller: Caller, accounts: Iterable[Held]
) -> list[AccountRow]:
    found = list(accounts)
    now = context.clock.now()
    roles = rights.roles_held(session, [m for held in found for m in held.memberships])
    signed_in = rights.last_sign_ins(session, caller.centre_id)
    alive = session_list.alive_at(now, context.settings)
    living = rights.living_sessions(session, caller.centre_id, alive)
    rows = []
    for held in found:
        account, state = held.account, state_of(held)
        last = signed_in.get(account.id)
        is_active = state is AccountState.ACTIVE
        rows.append(
            AccountRow(
                person=PersonLabel(
                    id=account.id,
                    name=account.name,
                    initials=account.initials,
                    title=account.title,
                ),
                username=account.username,
                roles=[roles[each.id] for each in held.memberships],
                state=state,
                has_factor=account.totp_secret is not None,
                signed_in_at=last,
                sessions=living.get(account.id, 0) if is_active else 0,
                is_idle=is_active and _is_idle(last or account.created_at, now),
                is_own=account.id == caller.person,
                version=held.version,
                invited_until=_invited_until(held) if state is AccountState.INVITED else None,
            )
        )
    return rows


def _invited_until(held: Held) -> datetime | None:
    """When the last invitation lapses, or has: it does when another centre leads the account to
    another address or number.
    """
    led_at = held.account.led_at

    def _until(each: Membership) -> datetime | None:
        is_led = led_at is not None and each.ended_at is not None and each.ended_at < led_at
        return led_at if is_led else each.invited_until

    return max(filter(None, map(_until, held.invited)), default=None)


def _is_idle(last: datetime, now: datetime) -> bool:
    return now - last > timedelta(days=IDLE_DAYS)


def _order(held: Held) -> tuple[str, str]:
    return held.account.name.casefold(), str(held.account.id)


def _filter(
    session: Session, context: Context, caller: Caller, wanted: Wanted
) -> Callable[[Held], bool]:
    """Whether an account is one of those wanted; what nobody filters by is not read."""
    now, signed_in, in_unit = context.clock.now(), dict[UUID, datetime](), set[UUID]()
    if wanted.idle:
        signed_in = rights.last_sign_ins(session, caller.centre_id)
    if wanted.unit_id is not None:
        in_unit = rights.memberships_in(session, wanted.unit_id)

    def _is_wanted(held: Held) -> bool:
        # Whoever has no rights now is found by those they had.
        roles = held.standing or held.memberships
        last = signed_in.get(held.account.id, held.account.created_at)
        is_idle = bool(held.standing) and _is_idle(last, now)
        return (
            wanted.state in (None, state_of(held))
            and (wanted.role is None or any(each.role is wanted.role for each in roles))
            and (wanted.unit_id is None or any(each.id in in_unit for each in roles))
            and not (wanted.without_factor and held.joined)
            and (is_idle or not wanted.idle)
        )

    return _is_wanted


def _changes(
    session: Session, context: Context, caller: Caller, account_id: UUID
) -> list[RightChange]:
    found = rights.changes(session, account_id)
    named = labels(session, [who for each in found for who in (each.by_id, each.approved_by_id)])
    return [
        RightChange(
            id=each.id,
            kind=each.kind,
            words=_words(context, caller, each),
            by=None if each.by_id is None else named.get(each.by_id),
            approved_by=None if each.approved_by_id is None else named.get(each.approved_by_id),
            identity_check=each.identity_check,
            at=each.at,
        )
        for each in found
    ]


def _words(context: Context, caller: Caller, change: tables.RightChange) -> str | None:
    cipher = context.keys.centre(caller.centre_id)
    read = partial(cipher.open, place_of(change.id), change.words)
    found = opened(read, "right_change", change.id)
    return None if found is None else found.decode()
