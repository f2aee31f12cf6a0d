"""Finds patients of the caller's units by what was typed, from keyed tokens (screens.md 1.9).

Nobody else's identity is opened: tokens say who matches, and of those who do only as many are
opened as it takes to put the best first.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final
from uuid import UUID

from services.alerts.filters import today_of
from services.alerts.worklist_rows import Query
from services.contract.patient_list import PatientHit, PatientHits
from services.patients.indexes import Indexes
from services.roster import repository
from services.roster.cards import Card, cards, namesakes
from services.roster.name_order import UNREADABLE, NameKey, name_key
from services.roster.understanding import Wish, understand

MOST_SHOWN: Final = 20
_MOST_OPENED: Final = 200
_MOST_WEIGHED: Final = 1_000
"""Of those whom a name finds, when only the date of birth tells which of them is meant."""


class _How(IntEnum):
    """How well somebody matches, the best first."""

    EXACTLY = 0
    BY_BEGINNING = 1
    BY_SOUND = 2


@dataclass(frozen=True)
class _Found:
    """Who matches and how; `surely`: by a number. `more`: some who match are not among them."""

    how: dict[UUID, _How]
    surely: frozenset[UUID]
    more: bool


def search(query: Query, text: str) -> PatientHits:
    """The best twenty, and whether there are more."""
    wish = understand(text, today_of(query))
    if wish is None:
        return PatientHits(items=[], understood=None, more=False)
    found = _find(query, wish)
    known = cards(query.session, query.context.keys, query.caller, found.how)
    meant = [card for card in known.values() if _is_meant(wish, card, found)]
    meant.sort(key=lambda card: (found.how[card.row.id], _name_of(card), card.row.id))
    shown = meant[:MOST_SHOWN]
    counted = namesakes(query.session, query.context.keys, query.caller, shown)
    return PatientHits(
        items=[_hit(card, found.how[card.row.id], counted.get(card.row.id, 1)) for card in shown],
        understood=wish.by,
        more=found.more or len(meant) > MOST_SHOWN,
    )


def _find(query: Query, wish: Wish) -> _Found:
    """One way of matching after the other, as long as the better ones leave room."""
    indexes = Indexes(query.context.keys, query.caller.centre_id)
    surely = frozenset(_by_number(query, indexes, wish))
    how = dict.fromkeys(surely, _How.EXACTLY)
    most = _MOST_WEIGHED if wish.unfinished else _MOST_OPENED
    more = False
    for way in _How if wish.is_of_person else ():
        if len(how) <= MOST_SHOWN:
            groups = list(_groups(indexes, wish, way))
            ids = repository.with_all(query.session, query.caller, groups, most + 1)
            more = more or len(ids) > most
            for patient_id in ids[:most]:
                how.setdefault(patient_id, way)
    return _Found(how, surely, more)


def _by_number(query: Query, indexes: Indexes, wish: Wish) -> Iterator[UUID]:
    asked = {
        "ins_index": indexes.ins(wish.ins) if wish.ins else None,
        "record_number_index": (
            indexes.record_number(wish.record_number) if wish.record_number else None
        ),
        "phone_index": indexes.phone(wish.phone) if wish.phone else None,
    }
    for column, hashed in asked.items():
        if hashed is not None:
            yield from repository.with_number(query.session, query.caller, column, hashed)


def _groups(indexes: Indexes, wish: Wish, way: _How) -> Iterator[Collection[bytes]]:
    """The tokens of which a patient has one of each group; what fewest share comes first."""
    if wish.born_on:
        yield indexes.born_on(wish.born_on)
    for word in sorted(wish.words, key=len, reverse=True):
        match way:
            case _How.EXACTLY:
                yield indexes.whole(word)
            case _How.BY_BEGINNING:
                yield indexes.beginning(word)
            case _How.BY_SOUND:
                yield indexes.beginning(word) | indexes.sounding(word)


def _is_meant(wish: Wish, card: Card, found: _Found) -> bool:
    """Whether what no token tells holds too; one who cannot be opened is shown rather than not."""
    return card.row.id in found.surely or card.identity is None or wish.is_met_by(card.identity)


def _name_of(card: Card) -> NameKey:
    return UNREADABLE if card.identity is None else name_key(card.identity)


def _hit(card: Card, how: _How, homonyms: int) -> PatientHit:
    identity = card.identity
    return PatientHit(
        patient=card.label,
        birth_name=None if identity is None else identity.birth_name,
        civility=None if identity is None else identity.civility,
        unit_id=card.row.unit_id,
        identity_status=card.row.identity_status,
        monitoring=card.row.monitoring,
        homonyms=homonyms,
        sounds_alike=how is _How.BY_SOUND,
        identity_unreadable=identity is None,
    )
