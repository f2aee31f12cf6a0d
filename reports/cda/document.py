"""CDA R2 level 1: the headers of CI-SIS, and the PDF as it is (clinical.md 4.4).

What the report does not know (addresses, telephone numbers, the specialty of a physician) is said
to be unknown, and nothing is made up in its place.
"""

from base64 import b64encode
from typing import Final
from xml.etree.ElementTree import Element

from reports import header
from reports.header import Edition
from reports.national import (
    LOINC,
    PROFESSION_CODES,
    PROFESSIONALS,
    PROFESSIONS,
    REPORT_CODE,
    REPORT_NAME,
    STRUCTURES,
    birth_name,
    given_names,
    ins_of,
    national_professional,
    national_structure,
    record_numbers,
)
from reports.xml import child, root, written
from services.contract.enums import Sex
from services.contract.reports import Report

TEMPLATES: Final = (
    "2.16.840.1.113883.2.8.2.1",
    "1.2.250.1.213.1.1.1.1",
    "1.3.6.1.4.1.19376.1.2.20",
)
"""HL7 France, CI-SIS, and IHE XDS-SD, in this order."""
_GENDERS: Final = "2.16.840.1.113883.5.1"
_SEXES: Final = {
    Sex.FEMALE: ("F", "Féminin"),
    Sex.MALE: ("M", "Masculin"),
    Sex.UNKNOWN: ("UN", "Indifférencié"),
}
_UNKNOWN: Final = {"nullFlavor": "UNK"}
_MASKED: Final = {"nullFlavor": "NASK"}


def cda_of(report: Report, pdf: bytes, edition: Edition | None = None) -> bytes:
    """The document in UTF-8; `pdf` is that of the same report."""
    version = edition or Edition()
    document = root("ClinicalDocument", {"xmlns": "urn:hl7-org:v3"})
    _about(document, report, version)
    _patient(document, report)
    _author(document, report)
    _custodian(document, report)
    _responsible(document, report)
    _followed(document, report)
    _replaced(document, version)
    _context(document, report)
    body = child(child(document, "component"), "nonXMLBody")
    content = child(body, "text", mediaType="application/pdf", representation="B64")
    content.text = b64encode(pdf).decode("ascii")
    return written(document)


def _about(document: Element, report: Report, edition: Edition) -> None:
    child(document, "realmCode", code="FR")
    child(document, "typeId", root="2.16.840.1.113883.1.3", extension="POCD_HD000040")
    for each in TEMPLATES:
        child(document, "templateId", root=each)
    child(document, "id", root=header.document_id(report))
    _loinc(document)
    child(document, "title", header.title(report))
    child(document, "effectiveTime", value=header.stamp(header.made(report)))
    child(
        document,
        "confidentialityCode",
        code="N",
        displayName="Normal",
        codeSystem="2.16.840.1.113883.5.25",
        codeSystemName="Confidentiality",
    )
    child(document, "languageCode", code=header.language(report))
    child(document, "setId", root=header.root(edition.of or report.id))
    child(document, "versionNumber", value=str(edition.number))


def _loinc(above: Element) -> None:
    child(
        above,
        "code",
        code=REPORT_CODE,
        displayName=REPORT_NAME,
        codeSystem=LOINC,
        codeSystemName="LOINC",
    )


def _patient(document: Element, report: Report) -> None:
    role = child(child(document, "recordTarget"), "patientRole")
    identity, label, ins = report.patient, report.patient.label, ins_of(report)
    if ins is not None:
        child(role, "id", root=ins.oid, extension=ins.value)
    numbers = header.root(record_numbers(report))
    child(role, "id", root=numbers, extension=label.record_number)
    child(role, "addr", **_MASKED)
    child(role, "telecom", **_MASKED)
    patient = child(role, "patient", classCode="PSN")
    name = child(patient, "name")
    child(name, "family", birth_name(report), qualifier="BR")
    child(name, "given", given_names(report))
    if identity.birth_name is not None:
        child(name, "family", label.family_name, qualifier="CL")
        child(name, "given", given_names(report), qualifier="CL")
    code, words = _SEXES[label.sex]
    child(
        patient,
        "administrativeGenderCode",
        code=code,
        displayName=words,
        codeSystem=_GENDERS,
    )
    child(patient, "birthTime", value=label.birth_date.strftime("%Y%m%d"))
    if identity.birthplace is not None:
        place = child(child(patient, "birthplace"), "place")
        child(child(place, "addr"), "county", identity.birthplace)


def _author(document: Element, report: Report) -> None:
    author = child(document, "author")
    child(author, "time", value=header.stamp(header.made(report)))
    assigned = child(author, "assignedAuthor")
    _professional(assigned, report)
    asked = report.requester
    known = None if asked.profession is None else PROFESSION_CODES.get(asked.profession)
    if known is None:
        child(assigned, "code", **_UNKNOWN)
    else:
        code, words = known
        child(assigned, "code", code=code, displayName=words, codeSystem=PROFESSIONS)
    child(assigned, "addr", **_MASKED)
    child(assigned, "telecom", **_MASKED)
    _person(assigned, report)
    _centre(child(assigned, "representedOrganization"), report)


def _professional(above: Element, report: Report) -> None:
    """The national identifier; who has none is known by that of the product."""
    asked = report.requester
    if asked.rpps is None:
        child(above, "id", root=header.root(asked.person.id))
    else:
        child(above, "id", root=PROFESSIONALS, extension=national_professional(asked.rpps))


def _person(above: Element, report: Report) -> None:
    """A name is one text here: which part of it is the family name is not known."""
    name = child(child(above, "assignedPerson"), "name")
    child(name, "family", report.requester.person.name)


def _centre(above: Element, report: Report) -> None:
    centre = report.centre
    if centre.finess is None:
        child(above, "id", root=header.root(centre.id))
    else:
        child(above, "id", root=STRUCTURES, extension=national_structure(centre.finess))
    child(above, "name", centre.name)
    child(above, "telecom", **_MASKED)
    child(above, "addr", **_MASKED)


def _custodian(document: Element, report: Report) -> None:
    assigned = child(child(document, "custodian"), "assignedCustodian")
    _centre(child(assigned, "representedCustodianOrganization"), report)


def _responsible(document: Element, report: Report) -> None:
    """Whoever asked for the document answers for it."""
    above = child(document, "legalAuthenticator")
    child(above, "time", value=header.stamp(header.made(report)))
    child(above, "signatureCode", code="S")
    entity = child(above, "assignedEntity")
    _professional(entity, report)
    _person(entity, report)


def _followed(document: Element, report: Report) -> None:
    """What is documented: the telemonitoring of the period."""
    event = child(child(document, "documentationOf"), "serviceEvent")
    _loinc(event)
    span = child(event, "effectiveTime")
    child(span, "low", value=report.period.first.strftime("%Y%m%d"))
    child(span, "high", value=report.period.last.strftime("%Y%m%d"))
    entity = child(child(event, "performer", typeCode="PRF"), "assignedEntity")
    _professional(entity, report)
    _person(entity, report)
    _centre(child(entity, "representedOrganization"), report)


def _replaced(document: Element, edition: Edition) -> None:
    if edition.replaces is not None:
        related = child(document, "relatedDocument", typeCode="RPLC")
        before = header.document_id_of(edition.replaces)
        child(child(related, "parentDocument"), "id", root=before)


def _context(document: Element, report: Report) -> None:
    encounter = child(child(document, "componentOf"), "encompassingEncounter")
    span = child(encounter, "effectiveTime")
    child(span, "low", value=report.period.first.strftime("%Y%m%d"))
    facility = child(child(encounter, "location"), "healthCareFacility")
    if report.centre.finess is not None:
        number = national_structure(report.centre.finess)
        child(facility, "id", root=STRUCTURES, extension=number)
    child(facility, "code", **_UNKNOWN)
