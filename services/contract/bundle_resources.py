"""FHIR R4 resources of an import, as far as they are read; other elements change nothing here.

A `modifierExtension` or `implicitRules` may turn the meaning of what is read, and is looked for
before. `QuestionnaireResponse` has its own file, because answers are kept whole.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.contract.fhir_response import Anything

_Word = Annotated[str, StringConstraints(max_length=200)]
_Words = Annotated[str, StringConstraints(max_length=500)]


class _Read(BaseModel):
    """An element of which some fields are read."""

    model_config = ConfigDict(
        strict=True, extra="ignore", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )


class CodeGiven(_Read):
    """A code of a code system."""

    system: _Word | None = None
    code: _Word | None = None
    display: _Words | None = None


class Concept(_Read):
    """Codes for the same thing, and its words."""

    coding: list[CodeGiven] = []
    text: _Words | None = None


class Period(_Read):
    """Since when and until when."""

    start: _Word | None = None
    end: _Word | None = None


class _InUse(_Read):
    """What may hold no more: `use` turns its meaning."""

    use: _Word | None = None
    period: Period = Period()


class Identifier(_InUse):
    """A number that some system gave."""

    type: Concept = Concept()
    system: _Word | None = None
    value: _Word | None = None


class Pointer(_Read):
    """A reference to another resource."""

    reference: _Words | None = None


class HumanName(_InUse):
    """A name in one of its uses."""

    family: _Words | None = None
    given: list[_Words] = []


class ContactPoint(_InUse):
    """A telephone number, or another way to somebody."""

    system: _Word | None = None
    value: _Words | None = None


class Addition(_Read):
    """An addition; nested ones carry the reliability of an identity."""

    url: _Words
    valueCoding: CodeGiven | None = None
    valueInteger: int | None = None
    valuePositiveInt: int | None = None
    extension: list["Addition"] = []


class Resource(_Read):
    """What all of them have."""

    id: _Word | None = None
    identifier: list[Identifier] = []
    extension: list[Addition] = []


class PatientLink(_Read):
    """Another resource about the same person."""

    type: _Word | None = None


class Patient(Resource):
    """A person."""

    resourceType: Literal["Patient"]
    active: bool | None = None
    name: list[HumanName] = []
    telecom: list[ContactPoint] = []
    gender: _Word | None = None
    birthDate: _Word | None = None
    deceasedBoolean: bool | None = None
    deceasedDateTime: _Word | None = None
    link: list[PatientLink] = []


class Condition(Resource):
    """A disease."""

    resourceType: Literal["Condition"]
    subject: Pointer = Pointer()
    clinicalStatus: Concept = Concept()
    verificationStatus: Concept = Concept()
    code: Concept = Concept()
    onsetDateTime: _Word | None = None
    onsetPeriod: Period = Period()
    abatementDateTime: _Word | None = None
    recordedDate: _Word | None = None


class CarePlan(Resource):
    """A plan of care: one line of treatment."""

    resourceType: Literal["CarePlan"]
    subject: Pointer = Pointer()
    status: _Word | None = None
    intent: _Word | None = None
    title: _Words | None = None
    description: _Words | None = None
    period: Period = Period()
    created: _Word | None = None


class _Medication(Resource):
    status: _Word | None = None
    subject: Pointer = Pointer()
    medicationCodeableConcept: Concept = Concept()


class BoundedTiming(_Read):
    """How long a dosage lasts."""

    boundsPeriod: Period = Period()


class Timing(_Read):
    """When doses are given."""

    repeat: BoundedTiming = BoundedTiming()


class Dosage(_Read):
    """How a medicine is to be taken."""

    timing: Timing = Timing()


class MedicationRequest(_Medication):
    """A prescription: a line of treatment, or a part of the plan that it is based on."""

    resourceType: Literal["MedicationRequest"]
    intent: _Word | None = None
    authoredOn: _Word | None = None
    basedOn: list[Pointer] = []
    dosageInstruction: list[Dosage] = []
    doNotPerform: bool = False


class MedicationAdministration(_Medication):
    """What was given on a day: the start of a cycle of its prescription's line."""

    resourceType: Literal["MedicationAdministration"]
    effectiveDateTime: _Word | None = None
    effectivePeriod: Period = Period()
    request: Pointer = Pointer()


class Measured(_Read):
    """A number with its unit."""

    value: int | float | None = None
    comparator: _Word | None = None
    system: _Word | None = None
    code: _Word | None = None


class Observation(Resource):
    """Something measured or judged."""

    resourceType: Literal["Observation"]
    status: _Word | None = None
    code: Concept = Concept()
    subject: Pointer = Pointer()
    effectiveDateTime: _Word | None = None
    effectivePeriod: Period = Period()
    effectiveInstant: _Word | None = None
    valueQuantity: Measured | None = None
    valueCodeableConcept: Concept | None = None
    valueInteger: int | None = None
    dataAbsentReason: Anything | None = None


class Response(_Read):
    """Of an answer: whose it is; the rest is read by `fhir_response`."""

    resourceType: Literal["QuestionnaireResponse"]
    subject: Pointer = Pointer()
    status: _Word | None = None
    authored: _Word | None = None
    modifierExtension: list[Anything] = Field(default=[])
