"""The metadata of a document as a registry reads them (ebRIM), from the header of the document."""

import hashlib
import uuid
from datetime import UTC
from typing import Final
from xml.etree.ElementTree import Element

from reports import header
from reports.national import (
    LOINC,
    PROFESSIONALS,
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
from reports.plain import one_line
from reports.xml import child, root, written
from services.contract.enums import Sex
from services.contract.reports import Report

DOCUMENT: Final = "DOC0001.XML"
_RIM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"
_LCM: Final = "urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
_TYPES: Final = "urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:"
_APPROVED: Final = "urn:oasis:names:tc:ebxml-regrep:StatusType:Approved"
_HAS_MEMBER: Final = "urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember"
_STABLE: Final = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
_SUBMISSION: Final = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
_SETTING: Final = ("AMBULATOIRE", "Ambulatoire", "1.2.250.1.213.1.1.4.9")
_KIND: Final = (REPORT_CODE, REPORT_NAME, LOINC)
_UNKNOWN: Final = ("UNK", "Inconnu", "2.16.840.1.113883.5.1008")
"""The kind of a facility, which no centre has told."""
_CLASS: Final = ("10", "Compte rendu", "1.2.250.1.213.1.1.4.1")
_CODES: Final = {
    "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a": (
        "10",
        "Compte rendu",
        "1.2.250.1.213.1.1.4.1",
    ),
    "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f": ("N", "Normal", "2.16.840.1.113883.5.25"),
    "urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d": (
        "urn:ihe:iti:xds-sd:pdf:2008",
        "Document à corps non structuré en Pdf/A-1",
        "1.2.250.1.213.1.1.4.12",
    ),
    "urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1": _UNKNOWN,
    "urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead": _SETTING,
    "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983": _KIND,
}
"""Class, confidentiality, format, kind of facility, setting and type of the document."""
_CONTENT: Final = {"urn:uuid:aa543740-bdda-424e-8c96-df4873be8500": _KIND}
_AUTHOR_OF_DOCUMENT: Final = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
_AUTHOR_OF_SUBMISSION: Final = "urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d"
_SEXES: Final = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.UNKNOWN: "U"}
_SPECIAL: Final = str.maketrans(
    {"\\": "\\E\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\", "|": "\\F\\"}
)


def metadata(report: Report, document: bytes) -> bytes:
    """What stands beside the document: who, what, since when, its length and its hash."""
    request = root("lcm:SubmitObjectsRequest", {"xmlns:lcm": _LCM, "xmlns": _RIM})
    objects = child(request, "RegistryObjectList")
    _entry(objects, report, document)
    _submission(objects, report)
    association = child(
        objects,
        "Association",
        id=_urn(report, "association"),
        associationType=_HAS_MEMBER,
        sourceObject=_urn(report, "submission"),
        targetObject=_urn(report, "entry"),
        objectType=f"{_TYPES}Association",
    )
    _slot(association, "SubmissionSetStatus", "Original")
    return written(request)


def _urn(report: Report, name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(report.id, f'xdm/{name}')}"


def _entry(objects: Element, report: Report, document: bytes) -> None:
    entry = child(
        objects,
        "ExtrinsicObject",
        id=_urn(report, "entry"),
        mimeType="text/xml",
        objectType=_STABLE,
        status=_APPROVED,
    )
    _slot(entry, "creationTime", _utc(report))
    # The hash of XDS is SHA-1 by its definition; it finds accidents and proves nothing.
    _slot(entry, "hash", hashlib.sha1(document, usedforsecurity=False).hexdigest())
    _slot(entry, "languageCode", header.language(report))
    _slot(entry, "legalAuthenticator", _person(report))
    _slot(entry, "serviceStartTime", report.period.first.strftime("%Y%m%d"))
    _slot(entry, "serviceStopTime", report.period.last.strftime("%Y%m%d"))
    _slot(entry, "size", str(len(document)))
    _slot(entry, "sourcePatientId", _record_number(report))
    _slot(entry, "sourcePatientInfo", *_patient_info(report))
    _slot(entry, "URI", DOCUMENT)
    _named(entry, header.title(report))
    _author(entry, report, "entry", _AUTHOR_OF_DOCUMENT)
    for scheme, code in _CODES.items():
        _code(entry, report, "entry", scheme, code)
    _number(entry, report, "entry", "58a6f841-87b3-4a3e-92fd-a8ffeff98427", "patientId")
    _number(entry, report, "entry", "2e82c1f6-a085-4c72-9da3-8640a32e42ab", "uniqueId")


def _submission(objects: Element, report: Report) -> None:
    package = child(
        objects,
        "RegistryPackage",
        id=_urn(report, "submission"),
        objectType=f"{_TYPES}RegistryPackage",
        status=_APPROVED,
    )
    _slot(package, "submissionTime", _utc(report))
    _named(package, header.title(report))
    _author(package, report, "submission", _AUTHOR_OF_SUBMISSION)
    for scheme, code in _CONTENT.items():
        _code(package, report, "submission", scheme, code)
    _number(package, report, "submission", "6b5aea1a-874d-4603-a4bc-96a0a7b38446", "patientId")
    _number(package, report, "submission", "96fdda7c-d067-4183-912e-bf5ee74998a8", "uniqueId")
    _number(package, report, "submission", "554ac39e-e3fe-47fe-b233-965d2a147832", "sourceId")
    child(
        objects,
        "Classification",
        id=_urn(report, "submission/is"),
        classifiedObject=_urn(report, "submission"),
        classificationNode=_SUBMISSION,
        objectType=f"{_TYPES}Classification",
    )


def _slot(above: Element, name: str, *values: str) -> None:
    listed = child(child(above, "Slot", name=name), "ValueList")
    for each in values:
        child(listed, "Value", each)


def _named(above: Element, text: str) -> None:
    child(child(above, "Name"), "LocalizedString", value=text)


def _code(above: Element, report: Report, of: str, scheme: str, code: tuple[str, str, str]) -> None:
    found = child(
        above,
        "Classification",
        id=_urn(report, f"{of}/{scheme}"),
        classificationScheme=scheme,
        classifiedObject=_urn(report, of),
        nodeRepresentation=code[0],
        objectType=f"{_TYPES}Classification",
    )
    _slot(found, "codingScheme", code[2])
    _named(found, code[1])


def _author(above: Element, report: Report, of: str, scheme: str) -> None:
    found = child(
        above,
        "Classification",
        id=_urn(report, f"{of}/author"),
        classificationScheme=scheme,
        classifiedObject=_urn(report, of),
        objectType=f"{_TYPES}Classification",
    )
    # One without a code, and the element needs its place.
    found.set("nodeRepresentation", "")
    _slot(found, "authorInstitution", _institution(report))
    _slot(found, "authorPerson", _person(report))


def _number(above: Element, report: Report, of: str, scheme: str, name: str) -> None:
    values = {
        ("entry", "uniqueId"): header.document_id(report),
        ("submission", "uniqueId"): header.oid(uuid.uuid5(report.id, "xdm/submission")),
        ("submission", "sourceId"): header.oid(report.centre.id),
    }
    found = child(
        above,
        "ExternalIdentifier",
        id=_urn(report, f"{of}/{name}"),
        identificationScheme=f"urn:uuid:{scheme}",
        registryObject=_urn(report, of),
        value=values.get((of, name), _patient_number(report)),
        objectType=f"{_TYPES}ExternalIdentifier",
    )
    kind = {"entry": "XDSDocumentEntry", "submission": "XDSSubmissionSet"}[of]
    _named(found, f"{kind}.{name}")


def _patient_number(report: Report) -> str:
    """The INS where it may travel, else the number of the hospital."""
    ins = ins_of(report)
    if ins is None:
        return _record_number(report)
    return f"{_part(ins.value)}^^^&{ins.oid}&ISO^NH"


def _record_number(report: Report) -> str:
    number = _part(report.patient.label.record_number)
    return f"{number}^^^&{header.oid(record_numbers(report))}&ISO^PI"


def _patient_info(report: Report) -> tuple[str, ...]:
    label, given = report.patient.label, _part(given_names(report))
    birth, used = _part(birth_name(report)), _part(label.family_name)
    names = f"{birth}^{given}^^^^^L"
    if report.patient.birth_name is not None:
        names += f"~{used}^{given}^^^^^D"
    return (
        f"PID-3|{_patient_number(report)}",
        f"PID-5|{names}",
        f"PID-7|{label.birth_date:%Y%m%d}",
        f"PID-8|{_SEXES[label.sex]}",
    )


def _person(report: Report) -> str:
    asked = report.requester
    name = _part(asked.person.name)
    if asked.rpps is None:
        return f"{asked.person.id}^{name}^^^^^^^&{header.oid(report.centre.id)}&ISO^D^^^PI"
    number = _part(national_professional(asked.rpps))
    return f"{number}^{name}^^^^^^^&{PROFESSIONALS}&ISO^D^^^IDNPS"


def _institution(report: Report) -> str:
    centre = report.centre
    name = _part(centre.name)
    if centre.finess is None:
        return name
    number = _part(national_structure(centre.finess))
    return f"{name}^^^^^&{STRUCTURES}&ISO^IDNST^^^{number}"


def _part(text: str) -> str:
    """A text as a part of a field of HL7 version 2: what separates parts does not in it."""
    return one_line(text).translate(_SPECIAL)


def _utc(report: Report) -> str:
    return report.made_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
