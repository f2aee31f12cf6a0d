"""Which accounts of a centre are shown: by state, role, unit, what they lack, and name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.contract.accounts import AccountRow, AccountState, RoleHeld
from services.contract.enums import Role


@dataclass(frozen=True, slots=True)
class AccountFilters:
    """None stands for all."""

    state: AccountState | None = AccountState.ACTIVE
    role: Role | None = None
    unit_id: UUID | None = None
    without_factor: bool = False
    idle: bool = False
    typed: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether something else than the state may be why somebody is not in the list."""
        narrow = (self.role, self.unit_id, self.typed.strip() or None)
        return self.without_factor or self.idle or any(each is not None for each in narrow)

    def lets(self, row: AccountRow) -> bool:
        """Whether an account is shown."""
        held = roles_to_tell(row)
        return (
            self.state in (None, row.state)
            and (self.role is None or any(each.role is self.role for each in held))
            and (self.unit_id is None or any(_is_in(each, self.unit_id) for each in held))
            and not (self.without_factor and row.has_factor)
            and (row.is_idle or not self.idle)
            and is_named(row, self.typed)
        )


def roles_to_tell(row: AccountRow) -> Sequence[RoleHeld]:
    """Roles that give rights; of whoever has none, those they had, as the service filters."""
    standing = [each for each in row.roles if each.ended_at is None]
    return standing or row.roles


def is_named(row: AccountRow, typed: str) -> bool:
    """Whether every word that was typed begins a word of the name or of the user name, whatever
    its accents and capitals.
    """
    words = [*_words(f"{row.person.name} {row.username}"), _plain(row.username)]
    return all(any(word.startswith(each) for word in words) for each in _words(typed))


def _is_in(held: RoleHeld, unit_id: UUID) -> bool:
    return any(unit.id == unit_id for unit in held.units)


def _words(text: str) -> list[str]:
    return "".join(each if each.isalnum() else " " for each in _plain(text)).split()


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
