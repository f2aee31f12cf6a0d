"""What is asked of the data of a centre, and from which share on it is enough; pure.

The shares aimed at are ours, except that of the weeks answered, which is the reference of the
statistics: nobody publishes others for telemonitoring. The words (name, formula, source,
exclusions) are those of `quality.ftl`; docs/statistics.md is made from both. Whoever changes what
is counted raises the version, and the words say so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.contract.quality_enums import QualityCause as Cause
from services.contract.quality_enums import QualityCheck, QualityDimension
from services.statistics.counted import MONITORED
from services.statistics.measures import ANSWER_RATE_REFERENCE

PROMPT: Final = timedelta(hours=24)
"""How long an answer may be on its way after it was written."""
RECENT: Final = timedelta(days=14)
"""How old the last questionnaire may be: two weeks missed in a row call the team (decision 33)."""
CHANGED_ON: Final = date(2026, 11, 29)


@dataclass(frozen=True, slots=True)
class Check:
    """A share: those who passed among all (`whole`), with the causes of the others.

    Its names are those of counts and figures in a release, beside those of the statistics. Of
    patients, all are those at the end of a month.
    """

    check: QualityCheck
    dimension: QualityDimension
    least: int
    whole: str
    causes: tuple[Cause, ...]
    is_exclusive: bool = False
    """Whether each that failed has exactly one of the causes."""
    version: int = 1
    counted: tuple[str, str, str] | None = None
    """The names of who passed, of who failed and of the share, where the statistics have them."""

    @property
    def passed(self) -> str:
        """The name of the count of those who passed."""
        return self._name("passed") if self.counted is None else self.counted[0]

    @property
    def failed(self) -> str:
        """The name of the count of those who failed."""
        return self._name("failed") if self.counted is None else self.counted[1]

    @property
    def share(self) -> str:
        """The name of the share."""
        return self._name("share") if self.counted is None else self.counted[2]

    @property
    def is_of_patients(self) -> bool:
        """Whether it counts patients, and not what they sent."""
        return self.whole == MONITORED

    def cause_name(self, cause: Cause) -> str:
        """The name of the count of those who failed for one cause."""
        return self._name(cause.value)

    @property
    def cause_names(self) -> tuple[str, ...]:
        """The names of the counts of all causes, in their order."""
        return tuple(map(self.cause_name, self.causes))

    def _name(self, word: str) -> str:
        return f"quality/{self.check.value}/{word}"


_COMPLETENESS, _FRESHNESS = QualityDimension.COMPLETENESS, QualityDimension.FRESHNESS
_EXACTNESS, _COHERENCE = QualityDimension.EXACTNESS, QualityDimension.COHERENCE
_QUESTIONNAIRES: Final = "questionnaires"
ANSWERED: Final = Check(
    QualityCheck.ANSWERED,
    _COMPLETENESS,
    ANSWER_RATE_REFERENCE,
    "sent",
    (Cause.NONE_ANSWERED, Cause.SOME_ANSWERED),
    is_exclusive=True,
    version=2,
    counted=("answered", "unanswered", "answer_rate"),
)
"""The answer rate: its numbers are those of the statistics, by the same names."""
COMPLETE: Final = Check(
    QualityCheck.COMPLETE,
    _COMPLETENESS,
    95,
    _QUESTIONNAIRES,
    (Cause.ITEM_UNANSWERED, Cause.ITEM_UNUSABLE, Cause.UNGRADED),
)
RECORD: Final = Check(
    QualityCheck.RECORD,
    _COMPLETENESS,
    95,
    MONITORED,
    (Cause.NO_DIAGNOSIS, Cause.NO_CONTACT, Cause.NO_ONCOLOGIST),
)
PROMPTLY: Final = Check(
    QualityCheck.PROMPT,
    _FRESHNESS,
    95,
    _QUESTIONNAIRES,
    (Cause.LATE_WEB, Cause.LATE_PHONE, Cause.LATE_API),
    is_exclusive=True,
)
RECENTLY: Final = Check(
    QualityCheck.RECENT,
    _FRESHNESS,
    85,
    MONITORED,
    (Cause.PAUSED, Cause.NEVER, Cause.OLD),
    is_exclusive=True,
)
READABLE: Final = Check(
    QualityCheck.READABLE,
    _EXACTNESS,
    99,
    _QUESTIONNAIRES,
    (Cause.VALUE, Cause.CODE, Cause.UNCLEAR),
)
IDENTITY: Final = Check(
    QualityCheck.IDENTITY,
    _EXACTNESS,
    95,
    MONITORED,
    (Cause.PROVISIONAL, Cause.RETRIEVED, Cause.VALIDATED, Cause.DOUBTFUL),
    is_exclusive=True,
)
COHERENT: Final = Check(
    QualityCheck.COHERENT,
    _COHERENCE,
    99,
    _QUESTIONNAIRES,
    (Cause.CONTRADICTION, Cause.WEIGHT, Cause.TIME, Cause.CORRECTION),
)
DATES: Final = Check(
    QualityCheck.DATES,
    _COHERENCE,
    99,
    MONITORED,
    (Cause.LINE_ORDER, Cause.CYCLE_OUTSIDE, Cause.ENTRY_ORDER),
)
CHECKS: Final = (
    ANSWERED, COMPLETE, RECORD, PROMPTLY, RECENTLY, READABLE, IDENTITY, COHERENT, DATES,
)  # fmt: skip
"""In the order of the dimensions."""
