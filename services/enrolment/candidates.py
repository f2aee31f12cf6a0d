"""Who is a patient already and may be the person about to be enrolled (RNIV, screens.md 3.4).

Patients of the caller's units are named. Of the rest of the centre only one thing is said: that
somebody has this very number, or exactly this name and birth date; an import says as much.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.contract.enrolment_candidates import Candidate, Candidates, CandidatesAsk, Likeness
from services.edge.context import Context
from services.patients import normal
from services.patients.exact import Directory, Found
from services.patients.identity import Identity
from services.patients.indexes import Indexes
from services.patients.kept import kept_identity
from services.roster import repository as roster
from services.roster.cards import Card, cards
from services.security.caller import Caller

MOST_LISTED: Final = 20
_MOST_OPENED: Final = 200
_ORDER: Final = {likeness: place for place, likeness in enumerate(Likeness)}


@dataclass(frozen=True)
class _Looking:
    """One search, and what it looks with."""

    session: Session
    context: Context
    caller: Caller
    ask: CandidatesAsk

    @property
    def indexes(self) -> Indexes:
        return Indexes(self.context.keys, self.caller.centre_id)

    @property
    def identity(self) -> Identity:
        """The person as far as they are known."""
        ask = self.ask
        family = ask.family_name or ask.birth_name or ""
        return kept_identity(
            family,
            ask.birth_name,
            ask.given_name or "",
            None,
            ask.birth_date,
            None if ask.ins is None else normal.ins(ask.ins),
            ask.record_number or "",
        )


def candidates(
    session: Session, context: Context, caller: Caller, ask: CandidatesAsk
) -> Candidates:
    """Who may be this person, the likeliest first."""
    looking = _Looking(session, context, caller, ask)
    likeness: dict[UUID, list[Likeness]] = {}
    for kind, ids in _alike(looking):
        for patient_id in ids[:_MOST_OPENED]:
            likeness.setdefault(patient_id, []).append(kind)
    ranked = sorted(likeness, key=lambda each: ([_ORDER[kind] for kind in likeness[each]], each))
    shown = ranked[:MOST_LISTED]
    known = cards(session, context.keys, caller, shown)
    return Candidates(
        items=[_candidate(known[each], likeness[each]) for each in shown if each in known],
        elsewhere=_is_elsewhere(looking),
        more=len(ranked) > MOST_LISTED,
    )


def _alike(looking: _Looking) -> Iterator[tuple[Likeness, list[UUID]]]:
    """Patients of the caller's units by what they have in common, the strongest first."""
    session, caller, indexes = looking.session, looking.caller, looking.indexes
    person = looking.identity
    if person.ins is not None:
        found = roster.with_number(session, caller, "ins_index", indexes.ins(person.ins))
        yield Likeness.SAME_INS, found
    if person.record_number:
        hashed = indexes.record_number(person.record_number)
        yield (
            Likeness.SAME_RECORD_NUMBER,
            roster.with_number(session, caller, "record_number_index", hashed),
        )
    born = roster.with_all(
        session, caller, [indexes.born_on([person.birth_date])], _MOST_OPENED + 1
    )
    sounding: list[UUID] = []
    if person.family_name and person.given_name:
        groups = [indexes.namesakes(person)]
        sounding = roster.with_all(session, caller, groups, _MOST_OPENED + 1)
        both = roster.with_all(
            session, caller, [indexes.born_on([person.birth_date]), *groups], _MOST_OPENED + 1
        )
        yield Likeness.DUPLICATE, both
        yield Likeness.HOMONYM, [each for each in sounding if each not in set(both)]
        born = [each for each in born if each not in set(both)]
    yield Likeness.SAME_BIRTH_DATE, born


def _is_elsewhere(looking: _Looking) -> bool:
    patients = Directory(looking.session, looking.context.keys, looking.caller.centre_id)
    person, found = looking.identity, list[Found]()
    if person.ins is not None:
        found += patients.by_ins(person.ins)
    if person.record_number:
        found += patients.by_record_number(person.record_number)
    names = [name for name in (person.family_name, person.birth_name) if name]
    if names and person.given_name:
        found += patients.named(names, person.given_name, person.birth_date)
    return any(each.unit_id not in looking.caller.unit_ids for each in found)


def _candidate(card: Card, likeness: list[Likeness]) -> Candidate:
    return Candidate(
        patient=card.label,
        birth_name=None if card.identity is None else card.identity.birth_name,
        unit_id=card.row.unit_id,
        identity_status=card.row.identity_status,
        monitoring=card.row.monitoring,
        likeness=likeness,
        identity_unreadable=card.identity is None,
    )
