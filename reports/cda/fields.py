"""The elements of the header of CDA, by their paths; its body is the PDF."""

from functools import partial
from typing import Final

from reports.fields import Field

_Who = partial(Field, identifies=True)
FIELDS: Final = (
    Field(
        "ClinicalDocument",
        (
            "realmCode",
            "typeId",
            "templateId",
            "id",
            "code",
            "title",
            "effectiveTime",
            "confidentialityCode",
            "languageCode",
            "setId",
            "versionNumber",
            "relatedDocument",
        ),
        "Nature, titre, date, langue et version du document",
        "Kind, title, date, language and version of the document",
    ),
    _Who(
        "recordTarget",
        ("patientRole/id",),
        "INS si l'identité est qualifiée, IPP",
        "INS where the identity is qualified, record number",
    ),
    _Who(
        "recordTarget",
        ("patientRole/patient/name",),
        "Nom de naissance, nom utilisé, prénom",
        "Name at birth, name in use, given name",
    ),
    _Who(
        "recordTarget",
        (
            "patientRole/patient/administrativeGenderCode",
            "patientRole/patient/birthTime",
            "patientRole/patient/birthplace",
        ),
        "Sexe, date et lieu de naissance",
        "Sex, date and place of birth",
    ),
    Field(
        "recordTarget",
        ("patientRole/addr", "patientRole/telecom"),
        "Adresse et téléphone : dits masqués, jamais donnés",
        "Address and telephone: said to be withheld, never given",
    ),
    _Who(
        "author",
        ("time", "assignedAuthor"),
        "Demandé par : nom, RPPS, profession, centre",
        "Asked for by: name, RPPS, profession, centre",
    ),
    Field("custodian", ("assignedCustodian",), "Centre", "Centre"),
    _Who(
        "legalAuthenticator",
        ("time", "signatureCode", "assignedEntity"),
        "Qui répond du document",
        "Who answers for the document",
    ),
    Field(
        "documentationOf",
        ("serviceEvent/code", "serviceEvent/effectiveTime"),
        "Période",
        "Period",
    ),
    _Who(
        "documentationOf",
        ("serviceEvent/performer",),
        "Exécutant : nom, RPPS, centre",
        "Performer: name, RPPS, centre",
    ),
    Field(
        "componentOf",
        ("encompassingEncounter",),
        "Début de la période, établissement",
        "Beginning of the period, institution",
    ),
    _Who(
        "component",
        ("nonXMLBody",),
        "Le PDF, avec tout ce qu'il contient",
        "The PDF, with all that it holds",
    ),
)
