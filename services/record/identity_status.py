"""Which quality of an identity follows which, in the words of the RNIV (screens.md 3.4)."""

from collections.abc import Mapping
from typing import Final

from services.contract.enums import IdentityStatus, Sex
from services.patients.exact import letters_of
from services.patients.identity import Identity
from services.patients.normal import ins as normal_ins
from services.patients.normal import is_ins

_PROVISIONAL, _RETRIEVED = IdentityStatus.PROVISIONAL, IdentityStatus.RETRIEVED
_VALIDATED, _QUALIFIED = IdentityStatus.VALIDATED, IdentityStatus.QUALIFIED
_DOUBTFUL = IdentityStatus.DOUBTFUL
_NEXT: Final[Mapping[IdentityStatus, frozenset[IdentityStatus]]] = {
    _PROVISIONAL: frozenset({_RETRIEVED, _VALIDATED, _DOUBTFUL}),
    _RETRIEVED: frozenset({_QUALIFIED, _PROVISIONAL, _DOUBTFUL}),
    _VALIDATED: frozenset({_QUALIFIED, _PROVISIONAL, _DOUBTFUL}),
    _QUALIFIED: frozenset({_PROVISIONAL, _DOUBTFUL}),
    _DOUBTFUL: frozenset({_PROVISIONAL}),
}
_PROVEN: Final = frozenset({_RETRIEVED, _VALIDATED, _QUALIFIED})
WITH_INS: Final = frozenset({_RETRIEVED, _QUALIFIED})
"""What an INS has proven."""


def after(
    before: IdentityStatus, asked: IdentityStatus, *, other_traits: bool
) -> IdentityStatus | None:
    """The status that stands after a change; None where the one asked for cannot be reached.

    `other_traits`: a strict trait is another, so that what was proven before is proven no more. Of
    a doubt that does not decide: who had it decides, by making the identity provisional.
    """
    if other_traits and asked is before:
        return _PROVISIONAL if before in _PROVEN else before
    start = _PROVISIONAL if other_traits and before is not _DOUBTFUL else before
    return asked if asked is start or asked in _NEXT[start] else None


def lacks_ins(status: IdentityStatus, number: str | None) -> bool:
    """Whether a status stands for an INS that is not there, or whose key is wrong."""
    return status in WITH_INS and (number is None or not is_ins(normal_ins(number)))


def has_other_traits(before: tuple[Identity, Sex], now: tuple[Identity, Sex]) -> bool:
    """Whether a strict trait is another; an INS that was not known yet is none."""
    is_other_ins = before[0].ins is not None and _number(now[0]) != _number(before[0])
    return is_other_ins or _traits(*before) != _traits(*now)


def _number(identity: Identity) -> str | None:
    return None if identity.ins is None else normal_ins(identity.ins)


def _traits(identity: Identity, sex: Sex) -> tuple[object, ...]:
    """Names by their letters: how they are typed is no difference."""
    birth_name = identity.birth_name or identity.family_name
    names = letters_of(birth_name), letters_of(identity.given_name)
    return (*names, identity.birth_date, sex)
