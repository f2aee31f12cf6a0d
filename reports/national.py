"""National numbers and the registers that give them, read in one way for FHIR, CDA and XDM.

OIDs and forms are those of clinical.md 4.2 and 4.4. No number is made up: who has none is named
without one.
"""

import uuid
from dataclasses import dataclass
from typing import Final

from services.contract.accounts import Profession
from services.contract.reports import Report

PROFESSIONALS: Final = "1.2.250.1.71.4.2.1"
"""Gives the national identifier of a professional: a digit for the register, then the number."""
STRUCTURES: Final = "1.2.250.1.71.4.2.2"
"""The same for an institution."""
PROFESSIONS: Final = "1.2.250.1.213.1.1.4.5"
LOINC: Final = "2.16.840.1.113883.6.1"
REPORT_CODE: Final = "85208-7"
REPORT_NAME: Final = "Compte-rendu d'acte de télémédecine"
PROFESSION_CODES: Final = {
    Profession.NURSE: ("G15_60", "Infirmier"),
    Profession.PHYSICIAN: ("G15_10", "Médecin"),
}
"""Only what clinical.md 4.4 has; without the specialty, which an account holds in free words."""
_RPPS, _FINESS = "8", "1"


@dataclass(frozen=True)
class Register:
    """Who gives an INS: its short name, how the number is used, and whether nobody is behind it."""

    name: str
    use: str
    is_of_tests: bool


REGISTERS: Final = {
    "1.2.250.1.213.1.4.8": Register("INS-NIR", "official", is_of_tests=False),
    "1.2.250.1.213.1.4.9": Register("INS-NIA", "temp", is_of_tests=False),
    "1.2.250.1.213.1.4.10": Register("INS-NIR-TEST", "official", is_of_tests=True),
    "1.2.250.1.213.1.4.11": Register("INS-NIR-DEMO", "official", is_of_tests=True),
}


@dataclass(frozen=True)
class Ins:
    """A national health number that may travel."""

    value: str
    oid: str
    register: Register


def ins_of(report: Report) -> Ins | None:
    """The INS of the patient; None where it must not travel.

    That is where the identity is not qualified (the contract holds none then), where its register
    is not known, and where it is not what the report is about: an invented person never leaves
    under a real number, nor a real one under a number of tests.
    """
    patient = report.patient
    register = REGISTERS.get(patient.ins_system or "")
    if patient.ins is None or patient.ins_system is None or register is None:
        return None
    if register.is_of_tests is not report.is_demonstration:
        return None
    return Ins(patient.ins, patient.ins_system, register)


def national_professional(rpps: str) -> str:
    """The national identifier of whoever has this RPPS number."""
    return _RPPS + rpps


def national_structure(finess: str) -> str:
    """The national identifier of the institution with this FINESS number."""
    return _FINESS + finess


def record_numbers(report: Report) -> uuid.UUID:
    """What stands for whoever gives the record numbers of a centre: it has no OID that we know."""
    return uuid.uuid5(report.centre.id, "record-number")


def given_names(report: Report) -> str:
    """The given names as the record has them, in one field."""
    return report.patient.label.given_name


def birth_name(report: Report) -> str:
    """The name at birth, which is the name in use where the record has no other."""
    return report.patient.birth_name or report.patient.label.family_name
