"""Which quality of an identity follows which, in the words of the RNIV (screens.md 3.4)."""

from collections.abc import Mapping
from typing import Final

from services.contract.enums import IdentityStatus, Sex
from services.patients.identity import Identity
from services.patients.normal import ins as normal_ins
from services.patients.normal import is_ins, plain_letters

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
_WITH_INS: Final = frozenset({_RETRIEVED, _QUALIFIED})


def after(
    before: IdentityStatus, asked: IdentityStatus, *, other_traits: bool
) -> IdentityStatus | None:
    """The status that stands after a change; None where the one asked for cannot be reached.

    `other_traits`: a strict trait is another, so that what was proven before is proven no more.
    """
    if other_traits and asked is before:
        return _PROVISIONAL if before in _PROVEN else before
    start = _PROVISIONAL if other_traits else before
    return asked if asked is start or asked in _NEXT[start] else None


def lacks_ins(status: IdentityStatus, number: str | None) -> bool:
    """Whether a status stands for an INS that is not there, or whose key is wrong."""
    return status in _WITH_INS and (number is None or not is_ins(normal_ins(number)))


def has_other_traits(before: tuple[Identity, Sex], now: tuple[Identity, Sex]) -> bool:
    """Whether a strict trait is another; an INS that was not known yet is none."""
    is_other_ins = before[0].ins is not None and now[0].ins != before[0].ins
    return is_other_ins or _traits(*before) != _traits(*now)


def _traits(identity: Identity, sex: Sex) -> tuple[object, ...]:
    """Without accents and capitals, as the traits are compared."""
    birth_name = identity.birth_name or identity.family_name
    names = plain_letters(birth_name), plain_letters(identity.given_name)
    return (*names, identity.birth_date, sex)
