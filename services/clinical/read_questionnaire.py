"""Turns a FHIR R4 `Questionnaire` into the frozen model, or says where it cannot be read.

A symptom is a group with a code of the symptom system whose children are its attributes; the rank
of its grade follows from which attributes it asks. Other groups only arrange the form.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pydantic import ValidationError

from services.clinical import fhir_questionnaire as fhir
from services.clinical.composite import ATTRIBUTES_BY_RANK, HIGHEST_ANSWER, Rank
from services.clinical.nesting import is_deeper_than
from services.clinical.questionnaire import (
    AskedWhen,
    ChoiceQuestion,
    Item,
    Option,
    Question,
    QuestionKey,
    Questionnaire,
    QuestionnaireError,
    QuestionnaireKey,
    TemperatureQuestion,
    UrgencyQuestion,
    Value,
    WeightQuestion,
    Wording,
)
from services.contract import fhir_systems as systems
from services.contract.answer_content import CELSIUS, KILOGRAMS, OPT_OUT
from services.contract.enums import Attribute, Urgency

ECOG_ANSWERS = {"LA9622-7": 0, "LA9623-5": 1, "LA9624-3": 2, "LA9625-0": 3, "LA9626-8": 4}
"""LOINC answers of the ECOG performance status; there is none for 5 (clinical.md 3.7)."""
FALL_ANSWERS = {"no": 0, "yes": 1}
_OPT_OUT_CODE = "opt-out"
_MAXIMUM_DEPTH = 40
_MAXIMUM_CONDITIONS = 12
_RANK_BY_ATTRIBUTES = {frozenset(names): rank for rank, names in ATTRIBUTES_BY_RANK.items()}


def read_questionnaire(document: Mapping[str, object]) -> Questionnaire:
    """Read one resource; raises QuestionnaireError with the place that is wrong."""
    if is_deeper_than(_MAXIMUM_DEPTH, document):
        raise QuestionnaireError("the questionnaire is nested too deeply")
    try:
        resource = fhir.FhirQuestionnaire.model_validate(document)
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise QuestionnaireError(f"not a questionnaire that is understood, at {place}") from error
    return _Reader(resource).read()


class _Reader:
    """Walks one resource from top to bottom and remembers which questions came before."""

    def __init__(self, resource: fhir.FhirQuestionnaire) -> None:
        self._resource = resource
        self._earlier: dict[str, Question] = {}
        self._items: dict[str, Item] = {}
        self._temperature: TemperatureQuestion | None = None
        self._urgency: UrgencyQuestion | None = None
        self._comment: Wording | None = None
        self._weight: WeightQuestion | None = None
        self._choices: dict[str, ChoiceQuestion] = {}

    def read(self) -> Questionnaire:
        for item in _walk(self._resource.item):
            if (code := item.code_in(systems.SYMPTOM_ITEM)) is not None:
                self._read_symptom(code, item)
            elif (code := item.code_in(systems.SURVEY_QUESTION)) is not None:
                self._read_survey_question(code, item)
        if not self._items:
            raise QuestionnaireError("the questionnaire asks about no symptom")
        return Questionnaire(
            key=QuestionnaireKey(self._resource.short_name, self._resource.version),
            url=self._resource.url,
            items=MappingProxyType(self._items),
            temperature=self._temperature,
            urgency=self._urgency,
            comment=self._comment,
            weight=self._weight,
            ecog=self._choices.get("ecog"),
            fall=self._choices.get("fall"),
        )

    def _read_symptom(self, code: str, group: fhir.FhirItem) -> None:
        if code in self._items:
            raise QuestionnaireError(f"symptom {code} is asked twice")
        if group.enable_when:
            raise QuestionnaireError(f"{group.link_id} is asked under a condition as a whole")
        questions: dict[Attribute, Question] = {}
        for child in group.item:
            question = self._read_question(code, child)
            if question.key.attribute in questions:
                raise QuestionnaireError(f"{child.link_id} asks the same attribute again")
            questions[question.key.attribute] = question
            self._earlier[question.link_id] = question
        self._items[code] = Item(
            code=code,
            meddra_code=group.code_in(systems.MEDDRA),
            wording=self._wording(group.text, group.text_translations),
            rank=_rank(code, questions),
            questions=MappingProxyType(questions),
        )

    def _read_question(self, code: str, item: fhir.FhirItem) -> Question:
        name = item.code_in(systems.SYMPTOM_ATTRIBUTE)
        if item.type != "choice" or name not in set(Attribute):
            raise QuestionnaireError(f"{item.link_id} is no choice about a known attribute")
        if item.link_id in self._earlier:
            raise QuestionnaireError(f"{item.link_id} is used twice")
        key = QuestionKey(code, Attribute(name))
        options = tuple(self._read_option(item.link_id, option) for option in item.answer_option)
        highest = 1 if key.attribute is Attribute.PRESENCE else HIGHEST_ANSWER
        scale = [option.value for option in options if option.value != OPT_OUT]
        if scale != list(range(highest + 1)):
            raise QuestionnaireError(f"{item.link_id} does not offer 0 to {highest} in order")
        return Question(
            link_id=item.link_id,
            key=key,
            required=item.required,
            wording=self._wording(item.text, item.text_translations),
            options=options,
            asked_when=self._read_conditions(code, item),
            needs_all=item.enable_behavior != "any",
        )

    def _read_option(self, link_id: str, option: fhir.FhirAnswerOption) -> Option:
        coding = option.coding
        value = _value(link_id, coding)
        ordinals = fhir.find_extensions(coding.extension, systems.ORDINAL_VALUE)
        if ordinals and ordinals[0].valueDecimal != value:
            raise QuestionnaireError(f"{link_id} has a choice whose code and rank differ")
        return Option(value, self._wording(coding.display, coding.display_translations))

    def _read_conditions(self, code: str, item: fhir.FhirItem) -> tuple[AskedWhen, ...]:
        if len(item.enable_when) > _MAXIMUM_CONDITIONS:
            raise QuestionnaireError(f"{item.link_id} has too many conditions")
        if len(item.enable_when) > 1 and item.enable_behavior is None:
            raise QuestionnaireError(f"{item.link_id} has conditions without a behaviour")
        read = [self._read_condition(code, item.link_id, when) for when in item.enable_when]
        if item.enable_behavior != "any":
            return tuple(read)
        return _one_for_each_question(read)

    def _read_condition(self, code: str, link_id: str, when: fhir.FhirEnableWhen) -> AskedWhen:
        earlier = self._earlier.get(when.question)
        if earlier is None or earlier.key.item != code:
            raise QuestionnaireError(f"{link_id} depends on more than its own symptom's questions")
        if when.operator == "exists":
            if when.answer_boolean is None:
                raise QuestionnaireError(f"{link_id} has a condition without its answer")
            return AskedWhen(earlier.key, None, negated=not when.answer_boolean)
        if when.answer_coding is None:
            raise QuestionnaireError(f"{link_id} has a condition that is not on a choice")
        value = _value(link_id, when.answer_coding)
        if value not in [option.value for option in earlier.options]:
            raise QuestionnaireError(f"{link_id} depends on a choice that is not offered")
        return AskedWhen(earlier.key, frozenset({value}), negated=when.operator == "!=")

    def _read_survey_question(self, code: str, item: fhir.FhirItem) -> None:
        match code:
            case "temperature":
                self._temperature = self._read_temperature(item)
            case "urgency":
                self._urgency = self._read_urgency(item)
            case "weight":
                self._weight = self._read_weight(item)
            case "ecog":
                self._choices[code] = self._read_choice(item, ECOG_ANSWERS, systems.LOINC)
            case "fall":
                self._choices[code] = self._read_choice(item, FALL_ANSWERS, systems.YES_NO)
            case "comment":
                self._comment = self._wording(item.text, item.text_translations)
            case _:
                raise QuestionnaireError(f"{item.link_id} has a code that is not known")

    def _read_temperature(self, group: fhir.FhirItem) -> TemperatureQuestion:
        children = {child.code_in(systems.SURVEY_QUESTION): child for child in group.item}
        value = children.get("temperature-value")
        occurrences = fhir.find_extensions(group.extension, fhir.MAXIMUM_OCCURRENCES)
        if value is None or "temperature-measured-at" not in children or not occurrences:
            raise QuestionnaireError(f"{group.link_id} lacks a part of a temperature")
        low, high = _bounds(value, CELSIUS)
        wording = self._wording(group.text, group.text_translations)
        return TemperatureQuestion(low, high, CELSIUS, occurrences[0].valueInteger or 1, wording)

    def _read_weight(self, item: fhir.FhirItem) -> WeightQuestion:
        low, high = _bounds(item, KILOGRAMS)
        return WeightQuestion(
            low, high, KILOGRAMS, self._wording(item.text, item.text_translations)
        )

    def _read_choice(
        self, item: fhir.FhirItem, expected: Mapping[str, int], system: str
    ) -> ChoiceQuestion:
        """A question whose choices are known by their codes, all of them and in order."""
        options: list[Option] = []
        values: dict[str, Value] = {}
        for option in item.answer_option:
            coding = option.coding
            is_opt_out = coding.code == _OPT_OUT_CODE
            if not is_opt_out and (coding.system != system or coding.code not in expected):
                raise QuestionnaireError(f"{item.link_id} has a choice that is not known")
            value: Value = OPT_OUT if is_opt_out else expected[coding.code]
            values[coding.code] = value
            options.append(
                Option(value, self._wording(coding.display, coding.display_translations))
            )
        if [value for value in values.values() if value != OPT_OUT] != list(expected.values()):
            raise QuestionnaireError(f"{item.link_id} does not offer every choice in order")
        wording = self._wording(item.text, item.text_translations)
        return ChoiceQuestion(MappingProxyType(values), wording, tuple(options))

    def _read_urgency(self, item: fhir.FhirItem) -> UrgencyQuestion:
        options: dict[Urgency, Wording] = {}
        for option in item.answer_option:
            coding = option.coding
            if coding.system != systems.URGENCY_ANSWER or coding.code not in set(Urgency):
                raise QuestionnaireError(f"{item.link_id} has a choice that is not known")
            options[Urgency(coding.code)] = self._wording(
                coding.display, coding.display_translations
            )
        wording = self._wording(item.text, item.text_translations)
        return UrgencyQuestion(item.required, wording, MappingProxyType(options))

    def _wording(self, text: str, translations: fhir.FhirTranslations | None) -> Wording:
        language = self._resource.language
        texts = {language: text, **(translations.by_language() if translations else {})}
        return Wording(language, MappingProxyType(texts))


def _walk(items: Iterable[fhir.FhirItem]) -> Iterator[fhir.FhirItem]:
    """Yield the items that carry one of our codes, and look into groups that carry none."""
    for item in items:
        if item.code_in(systems.SYMPTOM_ITEM) or item.code_in(systems.SURVEY_QUESTION):
            yield item
        elif item.type == "group" and not item.enable_when:
            yield from _walk(item.item)
        elif item.type != "display":
            raise QuestionnaireError(f"{item.link_id} asks something that is not known")


def _one_for_each_question(conditions: Iterable[AskedWhen]) -> tuple[AskedWhen, ...]:
    """Join "equals this" or "equals that" about one question: FHIR has no list of choices."""
    joined: dict[QuestionKey, frozenset[Value]] = {}
    others = []
    for condition in conditions:
        if condition.values is None or condition.negated:
            others.append(condition)
        else:
            known = joined.get(condition.question, frozenset())
            joined[condition.question] = known | condition.values
    equals = (AskedWhen(question, values, negated=False) for question, values in joined.items())
    return (*equals, *others)


def _bounds(item: fhir.FhirItem, unit: str) -> tuple[float, float]:
    """What is plausible of a measure, which must be asked for in this unit."""
    units = fhir.find_extensions(item.extension, fhir.UNIT)
    low = fhir.find_extensions(item.extension, fhir.MINIMUM_VALUE)
    high = fhir.find_extensions(item.extension, fhir.MAXIMUM_VALUE)
    ends = [end[0].valueDecimal for end in (low, high) if end]
    if len(ends) < 2 or ends[0] is None or ends[1] is None:
        raise QuestionnaireError(f"{item.link_id} has no bounds")
    if not units or units[0].valueCoding is None or units[0].valueCoding.code != unit:
        raise QuestionnaireError(f"{item.link_id} is not in {unit}")
    return ends[0], ends[1]


def _rank(code: str, questions: Mapping[Attribute, Question]) -> Rank | None:
    attributes = frozenset(questions)
    if attributes == {Attribute.PRESENCE}:
        return None
    if attributes not in _RANK_BY_ATTRIBUTES:
        raise QuestionnaireError(f"symptom {code} asks attributes that no grade is known for")
    return _RANK_BY_ATTRIBUTES[attributes]


def _value(link_id: str, coding: fhir.FhirCoding) -> Value:
    if coding.code == _OPT_OUT_CODE:
        return OPT_OUT
    if len(coding.code) != 1 or coding.code not in "01234":
        raise QuestionnaireError(f"{link_id} has a choice that is not on the scale")
    return int(coding.code)
