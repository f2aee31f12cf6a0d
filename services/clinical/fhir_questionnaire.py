"""The elements of a FHIR R4 `Questionnaire` that are read here, and our code systems."""

from collections.abc import Iterable
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_EXTENSIONS: Final = "http://hl7.org/fhir/StructureDefinition/"
TRANSLATION: Final = _EXTENSIONS + "translation"
UNIT: Final = _EXTENSIONS + "questionnaire-unit"
MAXIMUM_OCCURRENCES: Final = _EXTENSIONS + "questionnaire-maxOccurs"
MINIMUM_VALUE: Final = _EXTENSIONS + "minValue"
MAXIMUM_VALUE: Final = _EXTENSIONS + "maxValue"


class _Element(BaseModel):
    """A FHIR element: what is not read is ignored, what could change its meaning is refused."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    modifier_extension: list[Any] = Field(default=[], alias="modifierExtension")

    @model_validator(mode="after")
    def _refuse_modifiers(self) -> Self:
        if self.modifier_extension:
            raise ValueError("a modifier extension is not understood")
        return self


class FhirExtension(BaseModel):
    """An extension with the value types that questionnaires use."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    url: str
    extension: list["FhirExtension"] = []
    valueCode: str | None = None
    valueString: str | None = None
    valueDecimal: float | None = None
    valueInteger: int | None = None
    valueCoding: "FhirCoding | None" = None


class FhirTranslations(BaseModel):
    """The companion of a text element, which carries its translations."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    extension: list[FhirExtension] = []

    def by_language(self) -> dict[str, str]:
        """Return the texts by language code; a broken translation is left out."""
        texts: dict[str, str] = {}
        for translation in find_extensions(self.extension, TRANSLATION):
            language = find_extensions(translation.extension, "lang")
            content = find_extensions(translation.extension, "content")
            if language and content and language[0].valueCode and content[0].valueString:
                texts[language[0].valueCode] = content[0].valueString
        return texts


class FhirCoding(_Element):
    """A code of a code system."""

    system: str | None = None
    code: str
    display: str = ""
    display_translations: FhirTranslations | None = Field(default=None, alias="_display")
    extension: list[FhirExtension] = []


class FhirAnswerOption(_Element):
    """One choice of a question; only coded choices are read."""

    coding: FhirCoding = Field(alias="valueCoding")


class FhirEnableWhen(_Element):
    """One condition under which a question is asked."""

    question: str
    operator: Literal["exists", "=", "!="]
    answer_coding: FhirCoding | None = Field(default=None, alias="answerCoding")
    answer_boolean: bool | None = Field(default=None, alias="answerBoolean")


class FhirItem(_Element):
    """A group or a question."""

    link_id: str = Field(alias="linkId", min_length=1)
    type: str
    code: list[FhirCoding] = []
    text: str = ""
    text_translations: FhirTranslations | None = Field(default=None, alias="_text")
    required: bool = False
    enable_when: list[FhirEnableWhen] = Field(default=[], alias="enableWhen")
    enable_behavior: Literal["all", "any"] | None = Field(default=None, alias="enableBehavior")
    answer_option: list[FhirAnswerOption] = Field(default=[], alias="answerOption")
    extension: list[FhirExtension] = []
    item: list["FhirItem"] = []

    def code_in(self, system: str) -> str | None:
        """Return the item's code in a code system, if it has one."""
        return next((coding.code for coding in self.code if coding.system == system), None)


class FhirQuestionnaire(_Element):
    """The resource itself."""

    resource_type: Literal["Questionnaire"] = Field(alias="resourceType")
    url: str
    version: str
    language: str
    item: list[FhirItem]

    @property
    def short_name(self) -> str:
        """Last part of the canonical address: the name that answers give."""
        return self.url.rstrip("/").rpartition("/")[2]


def find_extensions(extensions: Iterable[FhirExtension], url: str) -> list[FhirExtension]:
    """Return the extensions with one address, in their order."""
    return [extension for extension in extensions if extension.url == url]
