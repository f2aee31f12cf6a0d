"""What each `linkId` of a released questionnaire asks, read from the document that senders read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from services.answers.released import released
from services.clinical import fhir_questionnaire as fhir
from services.clinical.questionnaire import (
    ChoiceQuestion,
    Option,
    QuestionKey,
    Questionnaire,
    QuestionnaireKey,
)
from services.contract.answer_content import CELSIUS, KILOGRAMS, OPT_OUT, Scalar
from services.contract.enums import Attribute
from services.contract.fhir_systems import SURVEY_QUESTION, SYMPTOM_ATTRIBUTE, SYMPTOM_ITEM


class Kind(StrEnum):
    """Where in an answer of ours the reply to a question belongs."""

    GROUP = "group"
    SYMPTOM = "symptom"
    URGENCY = "urgency"
    ECOG = "ecog"
    FALL = "fall"
    WEIGHT = "weight"
    COMMENT = "comment"
    TEMPERATURE_VALUE = "temperature-value"
    TEMPERATURE_TIME = "temperature-measured-at"


@dataclass(frozen=True)
class Asked:
    """One question: its choices by code system and code, or the unit of its number."""

    kind: Kind
    key: QuestionKey | None = None
    choices: Mapping[tuple[str | None, str], Scalar] = field(default_factory=dict)
    unit: str = ""

    @property
    def offers_opt_out(self) -> bool:
        """Whether the patient may choose not to answer."""
        return OPT_OUT in self.choices.values()


@dataclass(frozen=True)
class Form:
    """What a response names, in the words of an answer, and the questions by which it is read."""

    name: str
    version: str
    questions: Mapping[str, Asked]


_NO_QUESTIONS: Final[Mapping[str, Asked]] = MappingProxyType({})
_UNITS: Final = {Kind.TEMPERATURE_VALUE: CELSIUS, Kind.WEIGHT: KILOGRAMS}


def find_form(canonical: str | None) -> Form:
    """The form that a response names by its canonical address and version.

    Where only the version is not known, or nothing is named, the questions of the newest version
    are used to read a fever and an urgency; of somebody else's form nothing is read. All of these
    end as technical.
    """
    url, _, version = (canonical or "").partition("|")
    versions = [key for key, known in released().questionnaires.items() if known.url == url]
    if versions:
        named = QuestionnaireKey(versions[0].name, version)
        return Form(*named, _questions(named if named in versions else _newest(versions)))
    if url:
        return Form(url, version, _NO_QUESTIONS)
    return Form("", version, _questions(_newest(released().questionnaires)))


def _newest(keys: Iterable[QuestionnaireKey]) -> QuestionnaireKey:
    return max(keys, key=lambda each: [int(part) for part in each.version.split(".")])


@cache
def _questions(key: QuestionnaireKey) -> Mapping[str, Asked]:
    document = fhir.FhirQuestionnaire.model_validate(released().questionnaire_documents[key])
    questionnaire = released().questionnaires[key]
    return MappingProxyType(dict(_walk(document.item, questionnaire)))


def _walk(
    items: Iterable[fhir.FhirItem], questionnaire: Questionnaire
) -> Iterator[tuple[str, Asked]]:
    for item in items:
        symptom = item.code_in(SYMPTOM_ITEM)
        if symptom is not None:
            yield item.link_id, Asked(Kind.GROUP)
            for child in item.item:
                yield child.link_id, _of_symptom(child, symptom, questionnaire)
            continue
        yield item.link_id, _of_survey(item, questionnaire)
        yield from _walk(item.item, questionnaire)


def _of_symptom(item: fhir.FhirItem, symptom: str, questionnaire: Questionnaire) -> Asked:
    key = QuestionKey(symptom, Attribute(item.code_in(SYMPTOM_ATTRIBUTE) or ""))
    return Asked(Kind.SYMPTOM, key, _choices(item, questionnaire.question(key).options))


def _of_survey(item: fhir.FhirItem, questionnaire: Questionnaire) -> Asked:
    code = item.code_in(SURVEY_QUESTION)
    if item.type == "group" or code is None:
        return Asked(Kind.GROUP)
    kind = Kind(code)
    match kind:
        case Kind.ECOG if questionnaire.ecog is not None:
            return Asked(kind, choices=_choices(item, questionnaire.ecog.options))
        case Kind.FALL if questionnaire.fall is not None:
            return Asked(kind, choices=_words(item, questionnaire.fall))
        case Kind.URGENCY:
            codings = [option.coding for option in item.answer_option]
            return Asked(kind, choices={(each.system, each.code): each.code for each in codings})
        case _:
            return Asked(kind, unit=_UNITS.get(kind, ""))


def _choices(
    item: fhir.FhirItem, options: tuple[Option, ...]
) -> Mapping[tuple[str | None, str], Scalar]:
    """The value of each choice; the questionnaire keeps them in the order of the document."""
    codings = [option.coding for option in item.answer_option]
    return {
        (coding.system, coding.code): option.value
        for coding, option in zip(codings, options, strict=True)
    }


def _words(
    item: fhir.FhirItem, question: ChoiceQuestion
) -> Mapping[tuple[str | None, str], Scalar]:
    """The same for a question whose answer is kept as the word of its code."""
    return {
        place: OPT_OUT if value == OPT_OUT else place[1]
        for place, value in _choices(item, question.options).items()
    }
