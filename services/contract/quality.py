"""The quality of a centre's data, masked as it leaves the service (clinical.md S-45, R-STA).

Of closed months, in the same releases and under the same masks as the statistics: what stands here
leads to no patient, for nobody.

Refusals: `invalid_body` (422) with the reason `not_offered` for a period that is not in `periods`.
"""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime

from services.contract.base import Reply
from services.contract.quality_enums import QualityCause, QualityCheck, QualityDimension
from services.contract.statistics import Figure, Month, Months, TrendPoint
from services.contract.statistics_enums import FigureUnit


class CauseCount(Reply):
    """How many did not pass for this cause."""

    cause: QualityCause
    count: Figure


class CheckedShare(Reply):
    """One check: how many of all passed it, and why the others did not.

    `share` is in percent and aims at `least`; `failed` and `whole` count in `unit`. Events are
    those of the period, patients those at its end. The causes of one check add up to `failed` where
    they exclude each other (`is_exclusive`); else one that failed may have several. `version` and
    `changed_on` say since when the check is defined so; its words are those of `quality.ftl`.
    """

    check: QualityCheck
    dimension: QualityDimension
    unit: FigureUnit
    least: int
    share: Figure
    failed: Figure
    whole: Figure
    trend: list[TrendPoint]
    """Twelve closed months, the oldest first."""
    causes: list[CauseCount]
    """In a fixed order, so that the order of masked ones tells nothing."""
    is_exclusive: bool
    version: int
    changed_on: date


class DataQuality(Reply):
    """The whole page; `checks` is empty, and `months` None, until three months are closed.

    A month that was closed before data quality was counted has no figure, and says so.
    """

    centre_id: UUID
    closed_through: Month | None
    closed_at: AwareDatetime | None
    threshold: int
    """The number of patients below which nothing is shown."""
    periods: list[int]
    """Lengths that can be asked for, in closed months."""
    months: int | None
    period: Months | None
    checks: list[CheckedShare]
