"""Names of FHIR that senders, the service and its documents share: code systems and extensions."""

from typing import Final

CODE_SYSTEMS: Final = "https://vigie.example/fhir/CodeSystem/"
STRUCTURES: Final = "https://vigie.example/fhir/StructureDefinition/"
SYMPTOM_ITEM: Final = CODE_SYSTEMS + "symptom-item"
SYMPTOM_ATTRIBUTE: Final = CODE_SYSTEMS + "symptom-attribute"
SURVEY_QUESTION: Final = CODE_SYSTEMS + "survey-question"
URGENCY_ANSWER: Final = CODE_SYSTEMS + "urgency"
YES_NO: Final = CODE_SYSTEMS + "yes-no"
LOINC: Final = "http://loinc.org"
MEDDRA: Final = "https://www.meddra.org"
UCUM: Final = "http://unitsofmeasure.org"

REPLACES: Final = STRUCTURES + "replaces"
"""On a `QuestionnaireResponse`: which one it takes the place of."""
ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
DECLINED: Final = "asked-declined"
ORDINAL_VALUE: Final = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
