"""Patients of a bundle: found among those of the centre, or enrolled; in doubt a person decides."""

from typing import Final
from uuid import UUID

from services.alerts.raising import raise_unqualified
from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import Patient
from services.contract.enums import Monitoring, Sex
from services.imports import rows
from services.imports.lines import Line, Refused
from services.imports.people import Person, person_of
from services.imports.reading import Item
from services.imports.work import Work
from services.patients import normal
from services.patients.enrolling import Newcomer, enrol
from services.patients.exact import Directory, Found, families_of, letters_of
from services.patients.identity import Contact, Identity

_UNKNOWN: Final = Sex.UNKNOWN.value


def take_people(work: Work, items: list[Item]) -> None:
    """Takes the patients of a bundle one after the other, so that the second of one is known."""
    read = [(item, _read(work, item)) for item in items if item.line.resource == "Patient"]
    _refuse_contested([(item.line, person) for item, person in read if person is not None])
    for item, person in read:
        patient_id = None
        if item.line.refused is None and person is not None:
            try:
                patient_id = _take(work, person, item.line)
                item.line.patient_id = patient_id
            except Refused as refused:
                item.line.refuse(refused.reason)
        for address in item.addresses:
            work.people.setdefault(address, patient_id)


def _read(work: Work, item: Item) -> Person | None:
    if item.line.refused is not None or not isinstance(item.resource, Patient):
        return None
    allows_tests = rows.is_demonstration(work.session, work.caller.centre_id)
    try:
        return person_of(item.resource, item.line, work.today, allows_tests=allows_tests)
    except Refused as refused:
        item.line.refuse(refused.reason)
        return None


def _refuse_contested(people: list[tuple[Line, Person]]) -> None:
    """Refuses all who share a number in a bundle and are not one: whose it is, a person decides."""
    holders: dict[tuple[str, str], list[tuple[Line, Person]]] = {}
    for line, person in people:
        for number in _numbers(person.identity):
            holders.setdefault(number, []).append((line, person))
    for group in holders.values():
        first = group[0][1]
        if not all(_is_one(first, other) for _, other in group):
            for line, _ in group:
                line.refuse(ImportReason.IDENTITY_CONFLICT)


def _numbers(identity: Identity) -> set[tuple[str, str]]:
    found = {("record", normal.record_number(identity.record_number))}
    return found if identity.ins is None else found | {("ins", identity.ins)}


def _is_one(one: Person, other: Person) -> bool:
    ins = {each.identity.ins for each in (one, other)} - {None}
    return len(ins) < 2 and _has_traits(one.sex, one.identity, other)


def _take(work: Work, person: Person, line: Line) -> UUID:
    found = _find(work, person, line)
    if found is not None:
        line.is_known()
        return found
    newcomer = Newcomer(
        unit_id=work.unit_id,
        sex=person.sex,
        identity=person.identity,
        contact=Contact(phone=person.phone),
        identity_status=person.status,
        monitoring=Monitoring.ACTIVE,
        episode_started_at=work.now,
        keeps_wrong_ins=True,
    )
    patient_id = enrol(
        work.session,
        work.context.keys,
        work.caller.centre_id,
        [newcomer],
        work.now,
        lambda found: raise_unqualified(work.session, work.context, found, work.now),
    )[0]
    work.enrolled.add(patient_id)
    return patient_id


def _find(work: Work, person: Person, line: Line) -> UUID | None:
    """Who of the centre this is, None for nobody; raises `Refused` where that is not sure.

    Somebody outside the units of the caller is a conflict too: enrolled twice, one person would be
    followed as two, and that there is somebody is not said in another way.
    """
    identity = person.identity
    patients = Directory(work.session, work.context.keys, work.caller.centre_id)
    numbered = patients.by_record_number(identity.record_number)
    if identity.ins is not None:
        numbered += patients.by_ins(identity.ins)
    by_id = {found.id: found for found in numbered}
    if len(by_id) > 1:
        raise Refused(ImportReason.IDENTITY_CONFLICT)
    if by_id:
        return _same(work, person, next(iter(by_id.values())), line)
    named = [name for name in (identity.family_name, identity.birth_name) if name]
    for other in patients.named(named, identity.given_name, identity.birth_date):
        if not _are_surely_two(identity, other.identity):
            raise Refused(ImportReason.POSSIBLE_DUPLICATE)
    return None


def _same(work: Work, person: Person, found: Found, line: Line) -> UUID:
    known, said = found.identity, person.identity
    is_within = work.caller.credential_scope is not None or found.unit_id in work.caller.unit_ids
    if known is None or not is_within or not _has_traits(found.sex, known, person):
        raise Refused(ImportReason.IDENTITY_CONFLICT)
    if known.ins is not None and said.ins is not None and normal.ins(known.ins) != said.ins:
        raise Refused(ImportReason.IDENTITY_CONFLICT)
    numbers = {normal.record_number(known.record_number), normal.record_number(said.record_number)}
    if len(numbers) > 1:
        line.warn(ImportReason.RECORD_NUMBER_DIFFERS)
    return found.id


def _has_traits(sex: str, known: Identity, person: Person) -> bool:
    sexes = {sex, person.sex.value} - {_UNKNOWN}
    return (
        bool(families_of(known) & families_of(person.identity))
        and letters_of(known.given_name) == letters_of(person.identity.given_name)
        and known.birth_date == person.identity.birth_date
        and len(sexes) < 2
    )


def _are_surely_two(one: Identity, other: Identity | None) -> bool:
    """Whether two people of one name and birth date each have an INS of their own."""
    numbers = {each.ins for each in (one, other) if each is not None and each.ins is not None}
    return len(numbers) > 1 and all(normal.is_ins(normal.ins(each)) for each in numbers)
