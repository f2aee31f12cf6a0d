"""The elements of the FHIR document, resource by resource; `*` stands for every resource."""

from functools import partial
from typing import Final

from reports.fields import Field
from services.contract.report_enums import ReportBlock

EVERY: Final = "*"
_SURVEYS: Final = (ReportBlock.SURVEYS,)
_ACTIONS: Final = (ReportBlock.ACTIONS,)
_WORDS: Final = (ReportBlock.COMMENTS,)
_SAID: Final = (ReportBlock.ACTIONS, ReportBlock.COMMENTS)
_Who = partial(Field, identifies=True)

_PEOPLE: Final = (
    _Who(
        "Patient",
        ("identifier",),
        "INS si l'identité est qualifiée, IPP, identifiant dans Vigie",
        "INS where the identity is qualified, record number, identifier in Vigie",
    ),
    _Who(
        "Patient",
        ("name",),
        "Nom de naissance, nom utilisé, prénom",
        "Name at birth, name in use, given name",
    ),
    _Who(
        "Patient",
        ("gender", "birthDate", "extension[patient-birthPlace]"),
        "Sexe, date et lieu de naissance",
        "Sex, date and place of birth",
    ),
    _Who("Patient", ("deceasedDateTime",), "Date de décès", "Date of death"),
    Field(
        "Patient",
        ("extension[fr-core-identity-reliability]",),
        "Fiabilité de l'identité",
        "Reliability of the identity",
    ),
    Field("Patient", ("managingOrganization",), "Centre", "Centre"),
    Field("Organization", ("name", "alias"), "Centre et unité", "Centre and unit"),
    _Who(
        "Practitioner",
        ("identifier", "name"),
        "Professionnels : nom, RPPS de qui demande",
        "Professionals: name, RPPS of who asks",
    ),
    Field(
        "PractitionerRole",
        ("practitioner", "organization", "code"),
        "Fonction de qui demande",
        "Function of who asks",
    ),
    Field("Device", ("deviceName", "version"), "Version de Vigie", "Version of Vigie"),
)
_DOCUMENT: Final = (
    Field(
        EVERY,
        ("resourceType", "id", "meta", "language", "identifier"),
        "Type, identifiants techniques, profils, langue",
        "Type, technical identifiers, profiles, language",
    ),
    Field(
        "Composition",
        ("status", "type", "date", "title", "confidentiality", "custodian"),
        "Nature, date et titre du document, centre",
        "Kind, date and title of the document, centre",
    ),
    Field(
        "Composition",
        ("event",),
        "Finalité et période",
        "Purpose and period",
    ),
    _Who("Composition", ("author",), "Demandé par", "Asked for by"),
    _Who("Composition", ("subject",), "Patient du document", "Patient of the document"),
    _Who(
        "Composition",
        ("section",),
        "Le document en toutes lettres, identité et commentaires compris",
        "The document in words, with identity and comments",
    ),
)
_COURSE: Final = (
    Field(
        "EpisodeOfCare",
        ("status", "patient", "managingOrganization", "period", "diagnosis"),
        "Télésurveillance : état, début, fin",
        "Telemonitoring: state, beginning, end",
    ),
    Field("Condition", ("code", "subject"), "Maladie", "Disease"),
    Field(
        "CarePlan",
        ("status", "intent", "title", "subject", "period"),
        "Lignes de traitement",
        "Lines of treatment",
    ),
    Field(
        "MedicationAdministration",
        (
            "extension[cycle-number]",
            "status",
            "medicationCodeableConcept",
            "subject",
            "supportingInformation",
            "effectiveDateTime",
        ),
        "Cures : numéro, traitement, date",
        "Cycles: number, treatment, date",
    ),
    _Who("MedicationAdministration", ("note",), "Note sur une cure", "Note on a cycle"),
)
_MEASURED: Final = (
    Field(
        "Observation",
        ("status", "category", "code", "subject", "method", "interpretation", "dataAbsentReason"),
        "Symptôme, mesure ou événement : code, méthode, niveau d'alerte, pourquoi sans valeur",
        "Symptom, measure or event: code, method, level of alert, why there is no value",
    ),
    Field(
        "Observation",
        ("effectiveDateTime", "effectivePeriod", "issued"),
        "Quand c'était, et quand c'est arrivé",
        "When it was, and when it came",
    ),
    Field(
        "Observation",
        ("valueBoolean", "valueCodeableConcept", "valueInteger", "valueQuantity"),
        "Grade, réponse codée, poids, température",
        "Grade, coded answer, weight, temperature",
    ),
    _Who("Observation", ("valueString",), "Événement en mots", "Event in words"),
    Field("Observation", ("derivedFrom",), "Questionnaire d'origine", "Questionnaire", _SURVEYS),
    _Who("Observation", ("performer",), "Rempli ou confirmé par", "Written or confirmed by"),
    Field(
        "QuestionnaireResponse",
        ("extension[replaces]", "questionnaire", "status", "subject", "authored", "source"),
        "Questionnaires : formulaire, état, date, version remplacée",
        "Questionnaires: form, state, date, version replaced",
        _SURVEYS,
    ),
    _Who("QuestionnaireResponse", ("author",), "Rempli par", "Written by", _SURVEYS),
    _Who(
        "QuestionnaireResponse",
        ("item",),
        "Réponses, et commentaire du patient s'il est demandé",
        "Answers, and the patient's words where they are asked for",
        _SURVEYS,
    ),
)
_TEAM: Final = (
    Field(
        "DetectedIssue",
        (
            "status",
            "code",
            "severity",
            "extension[alert-level]",
            "patient",
            "identifiedDateTime",
            "author",
            "implicated",
            "evidence",
        ),
        "Alertes : nature, niveau, date, questionnaire et symptômes en cause",
        "Alerts: kind, level, date, questionnaire and symptoms that raised them",
        _ACTIONS,
    ),
    _Who(
        "DetectedIssue",
        ("mitigation",),
        "Actions codées, avec leur date et leur auteur",
        "Coded actions, with when and by whom",
        _ACTIONS,
    ),
    Field(
        "Task",
        (
            "status",
            "businessStatus",
            "intent",
            "focus",
            "for",
            "executionPeriod",
            "authoredOn",
            "lastModified",
            "requester",
            "restriction",
        ),
        "Traitement de l'alerte : état, échéance, prise en charge, clôture",
        "Work on the alert: state, due, acknowledged, closed",
        _ACTIONS,
    ),
    _Who(
        "Task",
        ("owner", "output"),
        "Qui la suit, chaque acte avec son auteur",
        "Who owns it, each act with who did it",
        _ACTIONS,
    ),
    Field(
        "Communication",
        ("status", "statusReason", "category", "medium", "subject", "about", "sent"),
        "Appels et messages : nature, issue, date, objet",
        "Calls and messages: kind, result, date, subject",
        _SAID,
    ),
    _Who("Communication", ("sender", "recipient"), "De qui, à qui", "From whom, to whom", _SAID),
    _Who("Communication", ("payload",), "Commentaires et notes", "Comments and notes", _WORDS),
)
FIELDS: Final = (*_DOCUMENT, *_PEOPLE, *_COURSE, *_MEASURED, *_TEAM)
