"""The metadata of the envelope, by the names of their slots and numbers."""

from functools import partial
from typing import Final

from reports.fields import Field

_PART: Final = "METADATA.XML"
_Who = partial(Field, identifies=True)
FIELDS: Final = (
    _Who(
        _PART,
        ("sourcePatientId", "XDSDocumentEntry.patientId", "XDSSubmissionSet.patientId"),
        "INS si l'identité est qualifiée, sinon IPP",
        "INS where the identity is qualified, else record number",
    ),
    _Who(
        _PART,
        ("sourcePatientInfo",),
        "Numéro, noms, date de naissance et sexe du patient",
        "Number, names, date of birth and sex of the patient",
    ),
    _Who(
        _PART,
        ("authorPerson", "legalAuthenticator"),
        "Demandé par : nom, RPPS",
        "Asked for by: name, RPPS",
    ),
    Field(_PART, ("authorInstitution",), "Centre", "Centre"),
    Field(
        _PART,
        (
            "URI",
            "hash",
            "size",
            "creationTime",
            "submissionTime",
            "languageCode",
            "serviceStartTime",
            "serviceStopTime",
            "codingScheme",
            "SubmissionSetStatus",
            "XDSDocumentEntry.uniqueId",
            "XDSSubmissionSet.uniqueId",
            "XDSSubmissionSet.sourceId",
        ),
        "Fichier : taille, empreinte, dates, période, codes, identifiants",
        "File: size, hash, dates, period, codes, identifiers",
    ),
    Field(
        "INDEX.HTM, README.TXT",
        ("title", "centre", "version"),
        "Titre, centre, version de Vigie",
        "Title, centre, version of Vigie",
    ),
)
