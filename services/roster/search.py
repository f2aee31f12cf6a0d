"""Finds patients of the caller's units by what was typed, from keyed tokens (screens.md 1.9).

Nobody else's identity is opened: tokens say who matches, and of those who do only as many are
opened as it takes to put the best first.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from enum import IntEnum
from itertools import product
from typing import Final, NamedTuple
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
"""Of those whom one way of matching finds."""
_MOST_WEIGHED: Final = 1_000
"""The same when tokens do not tell which of them is meant: digits of a date, and long words."""


class _How(IntEnum):
    """How well somebody matches, the best first."""

    EXACTLY = 0
    BY_BEGINNING = 1
    BY_SOUND = 2


class _Way(NamedTuple):
    """One way of matching; of two that are else as good, the nearest to the letter comes first."""

    how: _How
    reading: int


_BY_NUMBER: Final = _Way(_How.EXACTLY, -1)


class _Match(NamedTuple):
    """Somebody who is meant, and the best way in which they match."""

    way: _Way
    card: Card

    @property
    def place(self) -> tuple[_Way, NameKey, UUID]:
        """Where they stand among all."""
        identity = self.card.identity
        name = UNREADABLE if identity is None else name_key(identity)
        return (self.way, name, self.card.row.id)


def search(query: Query, text: str) -> PatientHits:
    """The best twenty, and whether there are more."""
    wish = understand(text, today_of(query))
    if wish is None:
        return PatientHits(items=[], understood=None, more=False)
    found = _Finding(query, wish)
    found.by_number()
    found.by_person()
    shown = sorted(found.meant, key=lambda match: match.place)[:MOST_SHOWN]
    keys = query.context.keys
    counted = namesakes(query.session, keys, query.caller, [match.card for match in shown])
    return PatientHits(
        items=[_hit(match, counted.get(match.card.row.id, 1)) for match in shown],
        understood=wish.by,
        more=found.has_more or len(found.meant) > MOST_SHOWN,
    )


class _Finding:
    """Who is meant by a wish. `has_more`: some who match were not looked at."""

    def __init__(self, query: Query, wish: Wish) -> None:
        self.meant: list[_Match] = []
        self.has_more = False
        self._query = query
        self._wish = wish
        self._indexes = Indexes(query.context.keys, query.caller.centre_id)
        self._weighed: set[UUID] = set()

    def by_number(self) -> None:
        """Takes those who have one of the numbers, whatever else is said."""
        for column, hashed in _numbers(self._indexes, self._wish):
            ids = repository.with_number(self._query.session, self._query.caller, column, hashed)
            self.meant += [_Match(_BY_NUMBER, card) for card in self._cards(ids)]

    def by_person(self) -> None:
        """One way of matching after the other, as long as the better ones leave room.

        Only who is really meant takes room: of many whom a name finds, a date may leave nobody.
        """
        if not self._wish.is_of_person:
            return
        for how, (place, words) in product(_How, enumerate(self._wish.readings)):
            is_another = bool(words) or how is _How.EXACTLY
            if is_another and len(self.meant) <= MOST_SHOWN:
                self._take(_Way(how, place), words)

    def _take(self, way: _Way, words: Sequence[str]) -> None:
        most = _MOST_WEIGHED if self._wish.is_open_ended(words) else _MOST_OPENED
        groups = list(_groups(self._indexes, self._wish.born_on, words, way.how))
        ids = repository.with_all(self._query.session, self._query.caller, groups, most + 1)
        self.has_more = self.has_more or len(ids) > most
        self.meant += [
            _Match(way, card)
            for card in self._cards(ids[:most])
            if card.identity is None or self._wish.is_met_by(card.identity, words)
        ]

    def _cards(self, ids: Iterable[UUID]) -> Iterable[Card]:
        """Those of some patients who were not weighed yet; one who cannot be opened is among them:
        they are shown rather than not.
        """
        new = [each for each in dict.fromkeys(ids) if each not in self._weighed]
        self._weighed.update(new)
        return cards(
            self._query.session, self._query.context.keys, self._query.caller, new
        ).values()


def _numbers(indexes: Indexes, wish: Wish) -> Iterator[tuple[str, bytes]]:
    """The columns of blind indexes with what is looked for in them."""
    for number in wish.record_numbers:
        yield "record_number_index", indexes.record_number(number)
    if wish.ins is not None:
        yield "ins_index", indexes.ins(wish.ins)
    if wish.phone is not None:
        yield "phone_index", indexes.phone(wish.phone)
    if wish.email is not None:
        yield "email_index", indexes.email(wish.email)


def _groups(
    indexes: Indexes, born_on: Collection[date], words: Iterable[str], how: _How
) -> Iterator[Collection[bytes]]:
    """The tokens of which a patient has one of each group; what fewest share comes first."""
    if born_on:
        yield indexes.born_on(born_on)
    for word in sorted(words, key=len, reverse=True):
        match how:
            case _How.EXACTLY:
                yield indexes.whole(word)
            case _How.BY_BEGINNING:
                yield indexes.beginning(word)
            case _How.BY_SOUND:
                yield indexes.beginning(word) | indexes.sounding(word)


def _hit(match: _Match, homonyms: int) -> PatientHit:
    card = match.card
    identity = card.identity
    return PatientHit(
        patient=card.label,
        birth_name=None if identity is None else identity.birth_name,
        civility=None if identity is None else identity.civility,
        unit_id=card.row.unit_id,
        identity_status=card.row.identity_status,
        monitoring=card.row.monitoring,
        homonyms=homonyms,
        sounds_alike=match.way.how is _How.BY_SOUND,
        identity_unreadable=identity is None,
    )
