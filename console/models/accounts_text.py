"""One account in words, ready to paint and to be read aloud (screens.md 3.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.stores.account_filters import roles_to_tell
from console.stores.accounts import Account
from resources import words
from resources.wording import Wording
from services.contract.accounts import AccountRow, AccountState, RoleHeld

NONE = "–"
STATE_ICONS = {
    AccountState.ACTIVE: "check-circle",
    AccountState.INVITED: "envelope-simple",
    AccountState.SUSPENDED: "pause-circle",
    AccountState.ENDED: "prohibit",
}


@dataclass(frozen=True, slots=True, eq=False)
class AccountText:
    """What a delegate paints; no field needs further work. `is_past`: its roles give no rights."""

    name: str
    username: str
    roles: str
    units: str
    factor: str
    has_factor: bool
    signed_in: str
    idle: str
    sessions: str
    state: str
    state_icon: str
    state_note: str
    is_past: bool


def account_text(w: Wording, account: Account, now: datetime) -> AccountText:
    """A row as it reads at one moment."""
    row = account.row
    held = roles_to_tell(row)
    return AccountText(
        name=row.person.name,
        username=row.username,
        roles=roles_text(w, held),
        units=units_text(held),
        factor=factor_text(w, row),
        has_factor=row.has_factor,
        signed_in=signed_in_text(w, row, now),
        idle=w.text("accounts-idle") if row.is_idle else "",
        sessions=w.integer(row.sessions),
        state=w.text(f"accounts-state-{row.state.value}"),
        state_icon=STATE_ICONS[row.state],
        state_note=_note(w, account, now),
        is_past=row.state in (AccountState.SUSPENDED, AccountState.ENDED),
    )


def roles_text(w: Wording, held: Sequence[RoleHeld]) -> str:
    """Each role once, in the order of the service."""
    named = dict.fromkeys(words.role(w, each.role) for each in held)
    return ", ".join(named) or NONE


def units_text(held: Sequence[RoleHeld]) -> str:
    """Each unit once, by name; empty for none."""
    named = {unit.name for each in held for unit in each.units}
    return ", ".join(sorted(named, key=str.casefold))


def factor_text(w: Wording, row: AccountRow) -> str:
    """Whether a sign-in asks for a second factor."""
    return w.text("accounts-factor-code" if row.has_factor else "accounts-factor-none")


def signed_in_text(w: Wording, row: AccountRow, now: datetime) -> str:
    """The last time in this centre."""
    if row.signed_in_at is None:
        return w.text("accounts-never")
    return w.moment(row.signed_in_at, now)


def account_tooltip(w: Wording, account: Account, now: datetime) -> str:
    """Everything that a row may cut: who, and each role with its units."""
    row = account.row
    lines = [f"{row.person.name} ({row.username})"]
    lines += [role_line(w, each) for each in roles_to_tell(row)]
    lines += [_note(w, account, now)]
    return "\n".join(line for line in lines if line)


def role_line(w: Wording, held: RoleHeld) -> str:
    """`Soins infirmiers : Digestif, Sein`, or the role alone where it has no units."""
    role, units = words.role(w, held.role), units_text([held])
    return w.text("accounts-role-units", role=role, units=units) if units else role


def account_sentence(w: Wording, account: Account, now: datetime) -> str:
    """The row as one sentence for a screen reader."""
    text = account_text(w, account, now)
    parts = [
        f"{text.name}, {text.username}",
        text.state,
        text.state_note,
        *[role_line(w, each) for each in roles_to_tell(account.row)],
        w.text("accounts-spoken-factor", factor=text.factor),
        w.text("accounts-spoken-signed-in", at=text.signed_in),
        text.idle,
        w.text("accounts-sessions", count=account.row.sessions),
    ]
    return ". ".join(part for part in parts if part) + "."


def _note(w: Wording, account: Account, now: datetime) -> str:
    """What stands under the state: one's own, an invitation that lapses, or that it has moved."""
    row = account.row
    if account.has_left:
        return w.text("accounts-row-left")
    if row.is_own:
        return w.text("accounts-own")
    if row.invited_until is None:
        return ""
    key = "accounts-invited-until" if row.invited_until > now else "accounts-invitation-lapsed"
    return w.text(key, on=w.day(w.local(row.invited_until).date()))
