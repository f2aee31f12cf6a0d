"""A FHIR R4 `Questionnaire` as far as somebody needs it who asks its questions; the names are those
of FHIR.
"""

from pydantic import Field

from services.contract.base import Reply

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
MINIMUM = "http://hl7.org/fhir/StructureDefinition/minValue"
MAXIMUM = "http://hl7.org/fhir/StructureDefinition/maxValue"


class FormExtension(Reply):
    """An addition: a translation, a limit, a unit."""

    url: str
    valueCode: str | None = None
    valueString: str | None = None
    valueDecimal: float | None = None
    valueInteger: int | None = None
    valueCoding: "FormCoding | None" = None
    extension: "tuple[FormExtension, ...]" = ()


class FormCompanion(Reply):
    """What belongs to a text, such as its translations."""

    extension: tuple[FormExtension, ...] = ()


class FormCoding(Reply):
    """A code of a code system, with its words."""

    system: str = ""
    code: str = ""
    display: str = ""
    display_companion: FormCompanion | None = Field(default=None, alias="_display")
    extension: tuple[FormExtension, ...] = ()


class FormOption(Reply):
    """One choice of a question."""

    valueCoding: FormCoding | None = None


class FormCondition(Reply):
    """When a question is asked."""

    question: str
    operator: str
    answerBoolean: bool | None = None
    answerCoding: FormCoding | None = None


class FormItem(Reply):
    """A group or a question, with what stands under it."""

    linkId: str
    type: str
    text: str = ""
    text_companion: FormCompanion | None = Field(default=None, alias="_text")
    code: tuple[FormCoding, ...] = ()
    required: bool = False
    repeats: bool = False
    enableWhen: tuple[FormCondition, ...] = ()
    enableBehavior: str = "any"
    answerOption: tuple[FormOption, ...] = ()
    extension: tuple[FormExtension, ...] = ()
    item: "tuple[FormItem, ...]" = ()


class QuestionnaireForm(Reply):
    """The resource."""

    name: str
    version: str
    language: str = "fr"
    status: str = ""
    item: tuple[FormItem, ...] = ()


FormExtension.model_rebuild()
