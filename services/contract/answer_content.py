"""What one questionnaire answer holds, with the limits of its envelope and nothing clinical.

Only a broken envelope is refused here: a wrong JSON type, a number that is not finite, a field that
is not known at the top, a size beyond the limits below. Whatever is well formed is kept as it came,
even when no rule can read it: the clinical core then says so and a person looks (decision 9).
"""

from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

OPT_OUT: Final = "opt_out"
"""The value of an attribute that the patient chose not to answer: an answer, never a zero."""

CELSIUS = "Cel"
"""UCUM code of the only unit of temperature that the rules read."""

KILOGRAMS = "kg"
"""UCUM code of the only unit of weight that the rules read."""

RETRACTED: Final = "entered-in-error"
"""The unread status by which a sender takes back the answer that this one replaces."""

MAXIMUM_ITEMS = 200
MAXIMUM_ATTRIBUTES = 10
MAXIMUM_TEMPERATURES = 50
MAXIMUM_COMMENT_LENGTH = 4000
MAXIMUM_UNREAD = 2000
MAXIMUM_UNREAD_LENGTH = 3 * MAXIMUM_COMMENT_LENGTH
# No device writes an answer outside of these; such a date is the sign of a clock that lost its
# battery, or of a sender that wants to see what breaks.
EARLIEST_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)
LATEST_INSTANT = datetime(2200, 1, 1, tzinfo=UTC)


def _read_instant(value: object) -> object:
    """Turn ISO 8601 text with a zone into an instant in UTC; keep any other text as it is."""
    instant = value
    if isinstance(value, str):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            return value
    if not isinstance(instant, datetime) or instant.tzinfo is None:
        return value
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return str(value)


def _bound_extra(reading: "AnyReading") -> "AnyReading":
    if len(reading.unread_fields) > MAXIMUM_ATTRIBUTES:
        raise ValueError("too many fields in a reading")
    return reading


ShortText = Annotated[str, StringConstraints(max_length=200)]
Code = Annotated[str, StringConstraints(max_length=64)]
Number = int | float
Scalar = Number | ShortText | None
Instant = Annotated[
    datetime | Annotated[str, StringConstraints(max_length=64)] | None,
    BeforeValidator(_read_instant),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "maxLength": 64}, {"type": "null"}],
            "description": "ISO 8601 with a zone. Any other text is kept and shown to a person.",
        }
    ),
]
"""An aware instant in UTC, or the text that could not be read as one, or nothing."""


def readable_instant(value: datetime | str | None) -> datetime | None:
    """Return the instant when it can be trusted for comparing surveys, otherwise nothing."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value if EARLIEST_INSTANT <= value < LATEST_INSTANT else None
    return None


def in_tenths(value: float) -> float:
    """Return a measure as thermometers and scales show it: what is shown is what is judged."""
    return round(float(value), 1)


class _Reading(BaseModel):
    """Something measured; fields that are not known are kept."""

    model_config = ConfigDict(
        strict=True, extra="allow", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )
    __pydantic_extra__: dict[str, Scalar]

    value: Number | None = None

    @property
    def unread_fields(self) -> tuple[str, ...]:
        """Names of the fields that came with the reading and mean nothing here."""
        return tuple(self.__pydantic_extra__ or ())


class TemperatureReading(_Reading):
    """One body temperature as the patient measured it."""

    unit: ShortText = CELSIUS
    measured_at: Instant = None


class WeightReading(_Reading):
    """The body weight as the patient read it from the scales."""

    unit: ShortText = KILOGRAMS


AnyReading = TypeVar("AnyReading", TemperatureReading, WeightReading)


class Unread(BaseModel):
    """Something that came with an answer and for which its form has no place: a person reads it.

    `place` says where it stood in the words of the sender.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    place: Annotated[str, StringConstraints(max_length=300)]
    value: Annotated[str, StringConstraints(max_length=MAXIMUM_UNREAD_LENGTH)]


class AnswerContent(BaseModel):
    """What a patient answered, in the codes of a questionnaire and one of its versions."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True
    )

    questionnaire: ShortText = ""
    version: ShortText = ""
    language: ShortText = ""
    authored_at: Instant = None
    items: Annotated[
        dict[
            Code,
            Annotated[dict[Code, Scalar], Field(max_length=MAXIMUM_ATTRIBUTES)],
        ],
        Field(max_length=MAXIMUM_ITEMS),
    ] = {}
    temperatures: Annotated[
        list[Annotated[TemperatureReading, AfterValidator(_bound_extra)]],
        Field(max_length=MAXIMUM_TEMPERATURES),
    ] = []
    urgency: ShortText | None = None
    comment: Annotated[str, StringConstraints(max_length=MAXIMUM_COMMENT_LENGTH)] | None = None
    weight: Annotated[WeightReading, AfterValidator(_bound_extra)] | None = None
    ecog: Scalar = None
    """Performance status as the patient describes it, 0 to 4."""
    fall: ShortText | None = None
    replaces: ShortText | None = None
    """The id of the answer that this one corrects."""
    unread: Annotated[list[Unread], Field(max_length=MAXIMUM_UNREAD)] = []

    @property
    def authored(self) -> datetime | None:
        """When the patient wrote the answer, or nothing when that cannot be read."""
        return readable_instant(self.authored_at)

    @property
    def is_retraction(self) -> bool:
        """Whether its sender takes back what it replaces, and puts nothing in its place."""
        said = Unread(place="status", value=RETRACTED)
        return self.replaces is not None and said in self.unread
