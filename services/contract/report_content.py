"""What the three blocks of a report hold: questionnaires, alerts with acts, and words."""

from typing import Self
from uuid import UUID

from pydantic import AwareDatetime, model_validator

from services.contract.alerts import (
    AlertAction,
    AnsweredTemperature,
    ConfirmedGrade,
    LeadSymptom,
    SentValue,
)
from services.contract.base import Reply
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    Attribute,
    MeasureCode,
)
from services.contract.explanations import Explanation, MissingReason, SymptomGrade
from services.contract.patient_file import SurveyLine
from services.contract.people import PersonLabel
from services.contract.report_enums import CommentOrigin

NOT_REPORTED = frozenset(
    {ActionKind.CLAIM, ActionKind.RELEASE, ActionKind.TAKE_OVER, ActionKind.UNDO}
)
"""Acts that say who looked at an alert and nothing of the patient; an undone act says so itself."""


class ReportOption(Reply):
    """One choice: its code as the form has it, the value that it stands for, its words."""

    code: str
    value: int | str
    words: str


class ReportQuestion(Reply):
    """One question of a form in the language of the report.

    `attribute` None: the one question on `item`, which is then `temperature`, `weight`, `ecog`,
    `fall`, `urgency` or `comment`. `options` is empty where something is written or measured.
    """

    link_id: str
    item: str
    attribute: Attribute | None
    wording: str
    options: tuple[ReportOption, ...]

    def words(self, value: float | str | None) -> str | None:
        """The words of a choice; None for what is none."""
        return next((each.words for each in self.options if each.value == value), None)


class ReportForm(Reply):
    """A version of a questionnaire that was answered, in words; questions in their order.

    A question without words in the language of the report has those of the form itself.
    """

    questionnaire: str
    version: str
    url: str
    questions: tuple[ReportQuestion, ...]


class ReportAnswer(Reply):
    """The answer to one question: a value, or the reason why there is none, never both.

    `value` of a symptom is 0 to 4 (presence: 0 or 1), of ECOG 0 to 4, of a fall 0 or 1, of
    `urgency` its word, of `weight` kg, of a `temperature` the highest in °C. 0 is an answer: the
    patient says that there is nothing. No answer is one of three: `not_asked`, `not_answered`, and
    `opt_out` (the patient would rather not say). `not_computable`: what came is no answer to this
    question, and `sent` holds it as it came.
    """

    item: str
    attribute: Attribute | None
    value: int | float | str | None
    missing: MissingReason | None
    sent: str | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.value is None) is (self.missing is None):
            raise ValueError("an answer is a value or the reason why there is none")
        return self


class ReportSurvey(Reply):
    """One submitted questionnaire, every version a survey of its own.

    `line` has when, how, by whom and what became of it. `grades` are the estimated ones, in the
    order of the form; `confirmed` those of a clinician (CTCAE), never mixed with them. `answers`
    has each question of its form, in that order, and is empty where the form is unknown:
    `as_sent` then has all, in the words of the sender. `is_reception_time`: the sender's clock was
    not to be trusted, and `line.authored_at` is when it came. `unreadable`: what is sealed could
    not be opened, and only the line is true.
    """

    line: SurveyLine
    language: str
    is_reception_time: bool
    grades: tuple[SymptomGrade, ...]
    confirmed: tuple[ConfirmedGrade, ...]
    answers: tuple[ReportAnswer, ...]
    temperatures: tuple[AnsweredTemperature, ...]
    weight_kg: float | None
    comment: str | None
    as_sent: tuple[SentValue, ...] = ()
    unreadable: bool = False

    @property
    def is_current(self) -> bool:
        """Whether it stands: not replaced by a newer version, and not taken back."""
        return self.line.replaced_by is None and self.line.withdrawn_at is None


class ReportAlert(Reply):
    """One alert with why it came, when it was answered, and everything that was done.

    `answer_id` is the survey that raised it; None: something else did. `due_at` is by when
    somebody had to answer, also where somebody has; None: no time ran. `acts` are the oldest
    first, without those of `NOT_REPORTED`; an undone one stays, and counts for nothing.
    `content_unreadable`: what is sealed of it could not be opened, its leads and its explanation
    say nothing.
    """

    id: UUID
    kind: AlertKind
    level: AlertLevel
    state: AlertState
    answer_id: UUID | None
    received_at: AwareDatetime
    due_at: AwareDatetime | None
    acknowledged_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    owner: PersonLabel | None
    leads: tuple[LeadSymptom, ...]
    explanation: Explanation
    acts: tuple[AlertAction, ...]
    content_unreadable: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state is not AlertState.CLOSED

    @property
    def outcome(self) -> tuple[MeasureCode, ...]:
        """The coded actions that stand, in the order in which they were first written."""
        codes = (code for act in self.acts if not act.undone for code in act.measures)
        return tuple(dict.fromkeys(codes))


class ReportNote(Reply):
    """A note of the record. `text` None: what is sealed could not be opened."""

    id: UUID
    at: AwareDatetime
    by: PersonLabel | None
    text: str | None


class ReportComment(Reply):
    """Words that somebody wrote, and where. `by` None: the patient, or not known in a record.

    `about` is the survey, the alert or the note.
    """

    origin: CommentOrigin
    at: AwareDatetime
    by: PersonLabel | None
    text: str
    about: UUID
