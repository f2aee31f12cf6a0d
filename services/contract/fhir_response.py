"""A FHIR R4 `QuestionnaireResponse` as a sender may write it: the limits of its envelope only.

Names are those of FHIR. Every element of R4 has its place, so that an unknown one is a broken
envelope; what an answer means is read in `services.answers`. Elements that nothing here reads may
hold anything within the limits of a body.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.contract.answer_content import Number

LONGEST_LINK_ID: Final = 255

Uri = Annotated[str, StringConstraints(max_length=200)]
Word = Annotated[str, StringConstraints(max_length=64)]
Text = str
"""As long as a body may be: what is too long to keep is cut and shown, and never a refusal."""
Anything = dict[str, Any]


class Extension(BaseModel):
    """An addition of any type; one that may be ignored, because it modifies nothing."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True, hide_input_in_errors=True)

    url: Text
    valueCode: Word | None = None
    valueReference: "Reference | None" = None


class _Element(BaseModel):
    """What every element of FHIR may have."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )

    id: Text | None = None
    extension: list[Extension] = []


class Companion(_Element):
    """What belongs to a primitive value, such as the reason why there is none."""


def _companion(name: str) -> Any:
    return Field(default=None, alias=f"_{name}")


class Reference(_Element):
    """A reference to another resource."""

    reference: Text | None = None
    reference_companion: Companion | None = _companion("reference")
    type: Uri | None = None
    type_companion: Companion | None = _companion("type")
    identifier: Anything | None = None
    display: Text | None = None
    display_companion: Companion | None = _companion("display")


class Coding(_Element):
    """A code of a code system."""

    system: Uri | None = None
    system_companion: Companion | None = _companion("system")
    version: Uri | None = None
    version_companion: Companion | None = _companion("version")
    code: Uri | None = None
    code_companion: Companion | None = _companion("code")
    display: Text | None = None
    display_companion: Companion | None = _companion("display")
    userSelected: bool | None = None
    user_selected_companion: Companion | None = _companion("userSelected")


class FhirQuantity(_Element):
    """A number with its unit."""

    value: Number | None = None
    value_companion: Companion | None = _companion("value")
    comparator: Word | None = None
    comparator_companion: Companion | None = _companion("comparator")
    unit: Word | None = None
    unit_companion: Companion | None = _companion("unit")
    system: Uri | None = None
    system_companion: Companion | None = _companion("system")
    code: Word | None = None
    code_companion: Companion | None = _companion("code")


class ResponseAnswer(_Element):
    """One answer to a question, with the items that stand under it."""

    modifierExtension: list[Extension] = []
    valueBoolean: bool | None = None
    valueDecimal: Number | None = None
    valueInteger: int | None = None
    valueDate: Word | None = None
    valueDateTime: Word | None = None
    valueTime: Word | None = None
    valueString: Text | None = None
    valueUri: Text | None = None
    valueAttachment: Anything | None = None
    valueCoding: Coding | None = None
    valueQuantity: FhirQuantity | None = None
    valueReference: Reference | None = None
    boolean_companion: Companion | None = _companion("valueBoolean")
    decimal_companion: Companion | None = _companion("valueDecimal")
    integer_companion: Companion | None = _companion("valueInteger")
    date_companion: Companion | None = _companion("valueDate")
    date_time_companion: Companion | None = _companion("valueDateTime")
    time_companion: Companion | None = _companion("valueTime")
    string_companion: Companion | None = _companion("valueString")
    uri_companion: Companion | None = _companion("valueUri")
    item: list["ResponseItem"] = []


class ResponseItem(_Element):
    """A group or a question of the form, by its `linkId`."""

    modifierExtension: list[Extension] = []
    linkId: Annotated[str, StringConstraints(max_length=LONGEST_LINK_ID)] = ""
    link_id_companion: Companion | None = _companion("linkId")
    definition: Text | None = None
    definition_companion: Companion | None = _companion("definition")
    text: Text | None = None
    text_companion: Companion | None = _companion("text")
    answer: list[ResponseAnswer] = []
    item: list["ResponseItem"] = []


SubjectReference = Annotated[
    str,
    StringConstraints(pattern=r"^Patient/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"),
]
"""`Patient/` and the identifier that this service gave."""


class Subject(Reference):
    """Whose answers these are: `Patient/` and the identifier that this service gave."""

    reference: SubjectReference
    type: Literal["Patient"] | None = None


class QuestionnaireResponse(_Element):
    """The resource; who it is about is the one thing without which nothing can be stored."""

    resourceType: Literal["QuestionnaireResponse"]
    subject: Subject
    meta: Anything | None = None
    implicitRules: Text | None = None
    implicit_rules_companion: Companion | None = _companion("implicitRules")
    language: Word | None = None
    language_companion: Companion | None = _companion("language")
    text: Anything | None = None
    contained: list[Anything] = []
    modifierExtension: list[Extension] = []
    identifier: Anything | None = None
    basedOn: list[Reference] = []
    partOf: list[Reference] = []
    questionnaire: Uri | None = None
    questionnaire_companion: Companion | None = _companion("questionnaire")
    status: Word | None = None
    status_companion: Companion | None = _companion("status")
    encounter: Reference | None = None
    authored: Word | None = None
    authored_companion: Companion | None = _companion("authored")
    author: Reference | None = None
    source: Reference | None = None
    item: list[ResponseItem] = []
