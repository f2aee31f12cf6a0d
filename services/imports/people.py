"""What a FHIR `Patient` says of an identity, in our words; what it does not say is not invented."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import (
    Addition,
    ContactPoint,
    HumanName,
    Identifier,
    Patient,
)
from services.contract.enums import IdentityStatus, Sex
from services.imports.dates import EARLIEST_YEAR, is_over, is_partial
from services.imports.lines import Line, Refused
from services.patients import normal
from services.patients.identity import Identity

_OID: Final = "urn:oid:"
_INS: Final = frozenset({"1.2.250.1.213.1.4.8", "1.2.250.1.213.1.4.9"})
_INS_OF_TESTS: Final = frozenset(
    {"1.2.250.1.213.1.4.10", "1.2.250.1.213.1.4.11", "1.2.250.1.213.1.4.13"}
)
_RECORD_NUMBER_TYPES: Final = frozenset({"PI", "MR"})
_SEXES: Final = {"female": Sex.FEMALE, "male": Sex.MALE, "unknown": Sex.UNKNOWN}
# Of the French table 0445: an identity of which its sender doubts whose it is.
_DOUBTFUL: Final = frozenset(
    {"DOUT", "DOUA", "DOUB", "DPOT", "COLP", "COLV", "USUR", "INVA", "ANOM", "CACH"}
)
_UNSETTLED: Final = frozenset({"PROV", "VIDE"})
_FICTITIOUS, _DEACTIVATED = "FICT", "DESA"
_HARMLESS_LINKS: Final = frozenset({"replaces", "seealso"})
_NO_NAME_OF_TODAY: Final = frozenset({"old", "maiden", "nickname", "anonymous"})
_LONGEST_NAME: Final = 80
_LONGEST_NUMBER: Final = 40
_LONGEST_INS: Final = 30
_LONGEST_PHONE: Final = 40
_FEWEST_DIGITS: Final = 6


@dataclass(frozen=True)
class Person:
    """Somebody as a bundle names them."""

    identity: Identity
    sex: Sex
    status: IdentityStatus
    phone: str | None


def person_of(patient: Patient, line: Line, today: date, *, allows_tests: bool) -> Person:
    """The identity of a resource; raises `Refused`.

    An INS whose key is wrong is kept and never qualified (clinical.md 4.2). Numbers of the test
    systems are for demonstration data only.
    """
    said = _reliability(patient)
    _require_in_use(patient, said)
    if patient.deceasedBoolean or patient.deceasedDateTime is not None:
        raise Refused(ImportReason.DECEASED)
    if _FICTITIOUS in said and not allows_tests:
        raise Refused(ImportReason.TEST_IDENTITY)
    numbers = [each for each in patient.identifier if _holds(each, today)]
    ins = _ins_of(numbers, allows_tests=allows_tests)
    is_right = ins is not None and normal.is_ins(ins)
    if ins is not None and not is_right:
        line.warn(ImportReason.INS_KEY_WRONG)
    names = [each for each in patient.name if _holds(each, today)]
    official, usual = _name_of(names, "official"), _name_of(names, "usual")
    others = (each for each in names if each.use not in _NO_NAME_OF_TODAY)
    first = official or usual or next(others, None)
    used = usual or first
    if first is None or used is None:
        raise Refused(ImportReason.NAME_MISSING)
    birth, family = _family(first), _family(used)
    identity = Identity(
        family_name=family,
        birth_name=None if birth == family else birth,
        given_name=_word((used.given or first.given or [""])[0]),
        civility=None,
        birth_date=_birth_date(patient.birthDate, today),
        ins=ins,
        record_number=_record_number(numbers),
    )
    reached = [each for each in patient.telecom if _holds(each, today)]
    return Person(
        identity, _sex(patient, line), _status(said, is_right=is_right), _phone(reached, line)
    )


def _require_in_use(patient: Patient, said: set[str | None]) -> None:
    """Raises `Refused` for a resource in whose place its sender uses another one."""
    links = {each.type for each in patient.link}
    if patient.active is False or _DEACTIVATED in said or "replaced-by" in links:
        raise Refused(ImportReason.INACTIVE)
    if links - _HARMLESS_LINKS:
        raise Refused(ImportReason.NOT_UNDERSTOOD)


def _holds(each: Identifier | HumanName | ContactPoint, today: date) -> bool:
    """Whether a number, a name or a way to somebody is one of today."""
    return each.use != "old" and not is_over(each.period.end, today)


def _family(name: HumanName) -> str:
    return _word(name.family or "").upper()


def _word(text: str) -> str:
    """A part of a name in its one form; what cannot stand in a name is refused, not mended."""
    word = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(letter.isalpha() for letter in word):
        raise Refused(ImportReason.NAME_MISSING)
    is_plain = all(unicodedata.category(letter)[0] != "C" for letter in word)
    if not is_plain or len(word.upper()) > _LONGEST_NAME:
        raise Refused(ImportReason.NAME_NOT_TAKEN)
    return word


def _name_of(names: list[HumanName], use: str) -> HumanName | None:
    return next((name for name in names if name.use == use and name.family), None)


def _birth_date(text: str | None, today: date) -> date:
    if text is None or not text.strip():
        raise Refused(ImportReason.BIRTH_DATE_MISSING)
    if is_partial(text):
        raise Refused(ImportReason.DATE_INCOMPLETE)
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused(ImportReason.DATE_UNREADABLE) from None
    if found.isoformat() != text or found.year < EARLIEST_YEAR:
        raise Refused(ImportReason.DATE_UNREADABLE)
    if found > today:
        raise Refused(ImportReason.DATE_IN_FUTURE)
    return found


def _sex(patient: Patient, line: Line) -> Sex:
    found = _SEXES.get(patient.gender or "")
    if found is None:
        line.warn(ImportReason.GENDER_MISSING)
    return found or Sex.UNKNOWN


def _reliability(patient: Patient) -> set[str | None]:
    """What its sender says an identity is worth."""
    return {
        each.valueCoding.code
        for each in _all_extensions(patient.extension)
        if each.valueCoding is not None
    }


def _status(said: set[str | None], *, is_right: bool) -> IdentityStatus:
    """Qualified only as validated by the sender, with an INS whose key is right (fr-core-1)."""
    if said & _DOUBTFUL:
        return IdentityStatus.DOUBTFUL
    if "VALI" not in said or said & _UNSETTLED:
        return IdentityStatus.PROVISIONAL
    return IdentityStatus.QUALIFIED if is_right else IdentityStatus.VALIDATED


def _all_extensions(extensions: list[Addition]) -> list[Addition]:
    reliable = [each for each in extensions if each.url.endswith("fr-core-identity-reliability")]
    return [inner for each in reliable for inner in (each, *each.extension)]


def _ins_of(identifiers: list[Identifier], *, allows_tests: bool) -> str | None:
    found = set()
    for each in identifiers:
        system = (each.system or "").removeprefix(_OID)
        if system in _INS_OF_TESTS and not allows_tests:
            raise Refused(ImportReason.TEST_IDENTITY)
        if system not in _INS | _INS_OF_TESTS or not each.value:
            continue
        found.add(normal.ins(each.value))
    if len(found) > 1:
        raise Refused(ImportReason.INS_CONTRADICTS)
    number = next(iter(found), None)
    is_word = number is None or (number.isascii() and number.isalnum())
    if not is_word or len(number or "") > _LONGEST_INS:
        raise Refused(ImportReason.MALFORMED)
    return number


def _record_number(identifiers: list[Identifier]) -> str:
    """That of the hospital: typed as such, else the first that is no national number."""
    systems = _INS | _INS_OF_TESTS
    own = [each for each in identifiers if (each.system or "").removeprefix(_OID) not in systems]
    typed = [
        each for each in own if _RECORD_NUMBER_TYPES & {coding.code for coding in each.type.coding}
    ]
    value = next((each.value for each in (*typed, *own) if each.value), None)
    if value is None or not any(letter.isalnum() for letter in value):
        raise Refused(ImportReason.RECORD_NUMBER_MISSING)
    number = value.strip()
    if len(number) > _LONGEST_NUMBER or not number.isprintable():
        raise Refused(ImportReason.MALFORMED)
    return number


def _phone(reached: list[ContactPoint], line: Line) -> str | None:
    said = next((each.value for each in reached if each.system == "phone" and each.value), None)
    if said is None:
        return None
    digits = sum(letter.isdigit() for letter in said)
    if len(said) > _LONGEST_PHONE or not said.isprintable() or digits < _FEWEST_DIGITS:
        line.warn(ImportReason.PHONE_NOT_TAKEN)
        return None
    return said
