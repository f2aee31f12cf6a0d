"""A FHIR response turned into an answer of ours, which is then judged like any other.

Everything that was said finds a place: the value of a question, or words beside the question, or,
where the form has no place for it, among what was not read. What is not read makes the answer
technical; nothing is left out because it is not understood (decision 9). What is too long to be
kept is cut, and says so: it must not take what is severe beside it into a refusal.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from services.answers.fhir_meaning import Doubt, doubts_of, names_replaced, voids
from services.answers.fhir_people import IsOther, doubts_of_people
from services.answers.fhir_questions import Form, Kind, find_form
from services.answers.fhir_values import Given, choice, given_in, reading, together, words_of_all
from services.contract.answer_content import (
    MAXIMUM_COMMENT_LENGTH,
    MAXIMUM_TEMPERATURES,
    MAXIMUM_UNREAD,
    MAXIMUM_UNREAD_LENGTH,
    AnswerContent,
    Scalar,
)
from services.contract.fhir_response import Extension, QuestionnaireResponse, ResponseItem

_LONGEST_VALUE: Final = 200
_LONGEST_INSTANT: Final = 64
_TEMPERATURES: Final = frozenset({Kind.TEMPERATURE_VALUE, Kind.TEMPERATURE_TIME})


def content_of(response: QuestionnaireResponse, is_other: IsOther) -> AnswerContent:
    """The answer that a response holds; `is_other` knows the health identity of its subject."""
    form = find_form(response.questionnaire)
    reader = _Reader(form)
    # First, so that they are kept whatever else there is.
    reader.doubt(doubts_of(response))
    reader.doubt(doubts_of_people(response, is_other))
    if voids(response):
        reader.set_aside(response.item)
    else:
        reader.read(response.item)
    fields = {
        "questionnaire": form.name,
        "version": form.version,
        "language": response.language or "",
        "authored_at": response.authored,
        "replaces": names_replaced(response),
    }
    return AnswerContent.model_validate(fields | reader.fields())


class _Reader:
    """Walks the items of one response, in whatever groups they stand."""

    def __init__(self, form: Form) -> None:
        self._questions = form.questions
        self._replies: dict[str, list[Given]] = {}
        self._temperatures: list[dict[str, Scalar]] = []
        self._unread: list[Doubt] = []

    def read(self, items: Sequence[ResponseItem]) -> None:
        """Takes in what stands side by side; the parts of a temperature belong together there."""
        degrees: list[Given] = []
        times: list[Given] = []
        for item in items:
            if _modifiers(item):
                self.set_aside([item])
                continue
            replies, asked = given_in(item), self._questions.get(item.linkId)
            if asked is None or asked.kind is Kind.GROUP:
                self._without_place(item, replies, is_known=asked is not None)
            elif asked.kind in _TEMPERATURES:
                (degrees if asked.kind is Kind.TEMPERATURE_VALUE else times).extend(replies)
            elif replies:
                self._replies.setdefault(item.linkId, []).extend(replies)
            for children in (item.item, *(each.item for each in item.answer)):
                self.read(children)
        self._read_temperatures(degrees, times)

    def set_aside(self, items: Iterable[ResponseItem]) -> None:
        """Keeps what may not mean what it says: nothing of it counts as an answer."""
        for item in items:
            if modifiers := _modifiers(item):
                self.doubt([Doubt(item.linkId, f"modifierExtension: {words_of_all(modifiers)}")])
            for reply in given_in(item):
                self.doubt([_of_item(item, reply.words)])
            for children in (item.item, *(each.item for each in item.answer)):
                self.set_aside(children)

    def doubt(self, doubts: Iterable[Doubt]) -> None:
        """Notes what was not read."""
        self._unread.extend(doubts)

    def fields(self) -> dict[str, Any]:
        """What was read, as the fields of an answer."""
        found: dict[str, Any] = {"items": {}}
        for link_id, replies in self._replies.items():
            self._place(link_id, together(replies), found)
        found["temperatures"] = self._temperatures
        found["unread"] = [
            {"place": each.place, "value": _cut(each.words)} for each in _at_most(self._unread)
        ]
        return found

    def _place(self, link_id: str, given: Given, found: dict[str, Any]) -> None:
        asked = self._questions[link_id]
        match asked.kind:
            case Kind.SYMPTOM if asked.key is not None:
                value = self._fitting(link_id, choice(given, asked))
                found["items"].setdefault(asked.key.item, {})[asked.key.attribute.value] = value
            case Kind.WEIGHT:
                if not given.is_silent:
                    found["weight"] = self._reading(link_id, reading(given, asked.unit))
            case Kind.COMMENT:
                if given.name == "valueString":
                    found["comment"] = self._fitting(link_id, given.value, MAXIMUM_COMMENT_LENGTH)
                elif not given.is_silent:
                    self.doubt([Doubt(link_id, given.words)])
            case _:
                found[asked.kind.value] = self._fitting(link_id, choice(given, asked))

    def _read_temperatures(self, degrees: Sequence[Given], times: Sequence[Given]) -> None:
        said = [each for each in degrees if not each.is_silent]
        when = [each for each in times if not each.is_silent]
        is_pair = len(said) <= 1 and len(when) <= 1
        if not is_pair:
            # Which time belongs to which temperature is not for us to guess.
            self.doubt(Doubt("temperature.measured_at", each.words) for each in when)
            when = []
        for each in said or ([Given("no value")] if when else []):
            if len(self._temperatures) == MAXIMUM_TEMPERATURES:
                self.doubt([Doubt("temperature.value", each.words)])
                continue
            taken = dict(self._reading("temperature", self._degrees(each)))
            if when:
                taken["measured_at"] = self._instant(when[0])
            self._temperatures.append(taken)

    def _degrees(self, given: Given) -> Mapping[str, Scalar]:
        units = [each.unit for each in self._questions.values() if each.kind in _TEMPERATURES]
        return reading(given, next(filter(None, units)))

    def _instant(self, given: Given) -> str:
        if given.name == "valueDateTime":
            return str(given.value)
        return str(self._fitting("temperature.measured_at", given.words, _LONGEST_INSTANT))

    def _reading(self, place: str, taken: Mapping[str, Scalar]) -> dict[str, Scalar]:
        return {name: self._fitting(place, value) for name, value in taken.items()}

    def _fitting(self, place: str, value: Scalar, longest: int = _LONGEST_VALUE) -> Scalar:
        """A value, its words cut where they are too long to stand there; whole they are unread."""
        if not isinstance(value, str) or len(value) <= longest:
            return value
        self.doubt([Doubt(place, value)])
        return value[: longest - 1] + "…"

    def _without_place(
        self, item: ResponseItem, replies: Sequence[Given], *, is_known: bool
    ) -> None:
        """A question that the form does not ask; a group that only arranges others says nothing."""
        self.doubt(_of_item(item, reply.words) for reply in replies if not reply.is_silent)
        is_arranging = bool(item.item) or is_known
        if not replies and not is_arranging:
            self.doubt([_of_item(item, "-")])


def _at_most(doubts: Sequence[Doubt]) -> Sequence[Doubt]:
    """As many as an answer keeps; the last one then says how many more there were."""
    if len(doubts) <= MAXIMUM_UNREAD:
        return doubts
    kept = doubts[: MAXIMUM_UNREAD - 1]
    return [*kept, Doubt("item", f"… ({len(doubts) - len(kept)} more)")]


def _cut(words: str) -> str:
    """Words as an answer keeps them; what was cut says how much there was."""
    if len(words) <= MAXIMUM_UNREAD_LENGTH:
        return words
    note = f"… ({len(words)} characters)"
    return words[: MAXIMUM_UNREAD_LENGTH - len(note)] + note


def _of_item(item: ResponseItem, words: str) -> Doubt:
    asked = f"{item.text} = " if item.text else ""
    return Doubt(item.linkId, asked + words)


def _modifiers(item: ResponseItem) -> list[Extension]:
    """What may turn the meaning of an item or of one of its answers."""
    return [*item.modifierExtension, *(m for each in item.answer for m in each.modifierExtension)]
