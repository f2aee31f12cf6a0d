"""Who a report is about, who asked for it, who did something, and what made it (clinical.md 4.2).

The INS, and the profile that goes with it, are there only where the identity is qualified and the
record has what the profile requires. `VALI` says "qualified"; every other quality is `PROV`, which
never says more than is known.
"""

from typing import Final

from reports.fhir.parts import (
    FR_CORE,
    FR_NUMBERS,
    NUMBERS,
    Resource,
    begin,
    coding,
    concept,
    own_identifier,
    refer,
    without_nothing,
)
from reports.national import (
    PROFESSION_CODES,
    PROFESSIONALS,
    PROFESSIONS,
    Ins,
    birth_name,
    given_names,
    ins_of,
    national_professional,
    record_numbers,
)
from services.contract.people import PersonLabel
from services.contract.reports import Report

_STATUS: Final = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identity-status"
_BIRTH_PLACE: Final = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
_COMMUNES: Final = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
_COUNTRIES: Final = "https://mos.esante.gouv.fr/NOS/TRE_R20-Pays/FHIR/TRE-R20-Pays"
_ABROAD: Final = "99"
_RPPS: Final = "https://rpps.esante.gouv.fr"
_FINESS: Final = "https://finess.esante.gouv.fr"
_OID: Final = "urn:oid:"


def patient(report: Report) -> Resource:
    """The patient of the report."""
    identity, label, ins = report.patient, report.patient.label, ins_of(report)
    is_whole = ins is not None and identity.birthplace is not None
    profile = FR_CORE + ("patient-ins" if is_whole else "patient")
    return begin(report, "Patient", label.id, profile) | without_nothing(
        {
            "extension": [*_reliability(ins), *_birth_place(identity.birthplace)],
            "identifier": [*_numbers(report, ins), own_identifier(label.id)],
            "name": _names(report),
            "gender": label.sex.value,
            "birthDate": label.birth_date.isoformat(),
            "deceasedDateTime": None if identity.died_on is None else identity.died_on.isoformat(),
            "managingOrganization": refer(report, "Organization", report.centre.id),
        }
    )


def has_ins(resource: Resource) -> bool:
    """Whether it is a patient with their INS: no other number of theirs is one of an OID."""
    if resource["resourceType"] != "Patient":
        return False
    return any(str(each["system"]).startswith(_OID) for each in resource["identifier"])


def _reliability(ins: Ins | None) -> list[Resource]:
    status = coding(_STATUS, "PROV" if ins is None else "VALI")
    return [
        {
            "url": FR_CORE + "identity-reliability",
            "extension": [{"url": "identityStatus", "valueCoding": status}],
        }
    ]


def _birth_place(insee: str | None) -> list[Resource]:
    if insee is None:
        return []
    code = coding(_COUNTRIES if insee.startswith(_ABROAD) else _COMMUNES, insee)
    inner = {"url": FR_CORE + "address-insee-code", "valueCoding": code}
    return [{"url": _BIRTH_PLACE, "valueAddress": {"extension": [inner]}}]


def _numbers(report: Report, ins: Ins | None) -> list[Resource]:
    found: list[Resource] = []
    if ins is not None:
        found.append(
            {
                "use": ins.register.use,
                "type": concept(coding(FR_NUMBERS, ins.register.name)),
                "system": _OID + ins.oid,
                "value": ins.value,
            }
        )
    usual = {
        "use": "usual",
        "type": concept(coding(NUMBERS, "PI")),
        "system": f"urn:uuid:{record_numbers(report)}",
        "value": report.patient.label.record_number,
        "assigner": refer(report, "Organization", report.centre.id),
    }
    return [*found, usual]


def _names(report: Report) -> list[Resource]:
    """The name at birth, and the one in use where it is another."""
    label, given = report.patient.label, given_names(report)
    birth = {"url": FR_CORE + "patient-birth-list-given-name", "valueString": given}
    official: Resource = {
        "extension": [birth],
        "use": "official",
        "family": birth_name(report),
        "given": [given],
    }
    if report.patient.birth_name is None:
        return [official]
    return [official, {"use": "usual", "family": label.family_name, "given": [given]}]


def centre(report: Report) -> Resource:
    """The institution, with its unit in words."""
    found = report.centre
    finess = {
        "use": "official",
        "type": concept(coding(FR_NUMBERS, "FINEG")),
        "system": _FINESS,
        "value": found.finess,
    }
    return begin(report, "Organization", found.id, FR_CORE + "organization") | without_nothing(
        {
            "identifier": [own_identifier(found.id), *([finess] if found.finess else [])],
            "name": found.name,
            "alias": [found.unit] if found.unit else [],
        }
    )


def practitioner(report: Report, person: PersonLabel) -> Resource:
    """A professional; the RPPS number of whoever asked for the report."""
    asked = report.requester
    numbers = [own_identifier(person.id)]
    if person.id == asked.person.id and asked.rpps is not None:
        numbers += _national(asked.rpps)
    return begin(report, "Practitioner", person.id, FR_CORE + "practitioner") | {
        "identifier": numbers,
        "name": [{"text": person.name}],
    }


def _national(rpps: str) -> list[Resource]:
    return [
        {"type": concept(coding(FR_NUMBERS, "RPPS")), "system": _RPPS, "value": rpps},
        {
            "type": concept(coding(FR_NUMBERS, "IDNPS")),
            "system": f"urn:oid:{PROFESSIONALS}",
            "value": national_professional(rpps),
        },
    ]


def requester_role(report: Report) -> Resource:
    """As what the requester asked."""
    asked = report.requester
    known = None if asked.profession is None else PROFESSION_CODES.get(asked.profession)
    codings = [] if known is None else [coding(f"urn:oid:{PROFESSIONS}", *known)]
    code = concept(*codings, text=asked.person.title or asked.role.value)
    return begin(report, "PractitionerRole", asked.person.id) | {
        "practitioner": refer(report, "Practitioner", asked.person.id),
        "organization": refer(report, "Organization", report.centre.id),
        "code": [code],
    }


def software(report: Report) -> Resource:
    """The product that made the document."""
    return begin(report, "Device", "vigie") | {
        "deviceName": [{"name": "Vigie", "type": "manufacturer-name"}],
        "version": [{"value": report.software_version}],
    }


def known_people(report: Report) -> list[PersonLabel]:
    """Everybody whose name stands in a report, once, in a fixed order."""
    found = {report.requester.person.id: report.requester.person}
    for survey in report.surveys:
        if survey.line.by is not None:
            found.setdefault(survey.line.by.id, survey.line.by)
    for alert in report.alerts:
        several = [alert.owner, *(act.by for act in alert.acts)]
        several += [act.escalated_to for act in alert.acts]
        for each in several:
            if each is not None:
                found.setdefault(each.id, each)
    for note in report.notes:
        if note.by is not None:
            found.setdefault(note.by.id, note.by)
    return list(found.values())
