"""The data quality of the same centre and months as `statistics`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from services.contract.quality import CauseCount, CheckedShare, DataQuality
from services.contract.quality_enums import QualityCause as Cause
from services.contract.quality_enums import QualityCheck as Check
from services.contract.quality_enums import QualityDimension as Dimension
from services.contract.statistics import PERIODS, Months, TrendPoint
from services.contract.statistics_enums import FigureUnit
from tests.samples.statistics import figure, known

_MONTHS: Final = ("2024-11", "2024-12", *(f"2025-{month:02d}" for month in range(1, 11)))
_Causes = Mapping[Cause, int | None]


def data_quality() -> DataQuality:
    """Nine checks: most reach their share, two do not, two are masked."""
    return DataQuality(
        centre_id=UUID(int=1),
        closed_through="2025-10",
        closed_at=datetime(2025, 11, 1, 5, 2, tzinfo=UTC),
        threshold=11,
        periods=list(PERIODS),
        months=12,
        period=Months(first="2024-11", last="2025-10"),
        checks=[
            _check(Check.ANSWERED, Dimension.COMPLETENESS, 75, 87, 2_533, 19_483,
                   {Cause.NONE_ANSWERED: 912, Cause.SOME_ANSWERED: 1_621}, is_exclusive=True),
            _check(Check.COMPLETE, Dimension.COMPLETENESS, 95, 97, 509, 16_950,
                   {Cause.ITEM_UNANSWERED: 431, Cause.ITEM_UNUSABLE: 92, Cause.UNGRADED: None}),
            _check(Check.RECORD, Dimension.COMPLETENESS, 95, 88, 49, 412,
                   {Cause.NO_DIAGNOSIS: 22, Cause.NO_CONTACT: 14, Cause.NO_ONCOLOGIST: 19}),
            _check(Check.PROMPT, Dimension.FRESHNESS, 95, 96, 678, 16_950,
                   {Cause.LATE_WEB: 402, Cause.LATE_PHONE: 261, Cause.LATE_API: 15},
                   is_exclusive=True),
            _check(Check.RECENT, Dimension.FRESHNESS, 85, 89, 45, 412,
                   {Cause.PAUSED: 12, Cause.NEVER: None, Cause.OLD: None}, is_exclusive=True),
            _check(Check.READABLE, Dimension.EXACTNESS, 99, 99, 118, 16_950,
                   {Cause.VALUE: 71, Cause.CODE: 28, Cause.UNCLEAR: 24}),
            _check(Check.IDENTITY, Dimension.EXACTNESS, 95, 92, 33, 412,
                   {Cause.PROVISIONAL: 18, Cause.RETRIEVED: None, Cause.VALIDATED: 12,
                    Cause.DOUBTFUL: None}, is_exclusive=True),
            _check(Check.COHERENT, Dimension.COHERENCE, 99, 99, 60, 16_950,
                   {Cause.CONTRADICTION: 36, Cause.WEIGHT: 14, Cause.TIME: None,
                    Cause.CORRECTION: None}),
            _check(Check.DATES, Dimension.COHERENCE, 99, None, None, 412,
                   {Cause.LINE_ORDER: None, Cause.CYCLE_OUTSIDE: None, Cause.ENTRY_ORDER: None}),
        ],
    )  # fmt: skip


def no_quality() -> DataQuality:
    """A centre of which fewer than three months are closed."""
    nothing = {"closed_through": None, "closed_at": None, "months": None, "period": None}
    return data_quality().model_copy(update=nothing | {"periods": [], "checks": []})


def _check(
    check: Check,
    dimension: Dimension,
    least: int,
    share: int | None,
    failed: int | None,
    whole: int,
    causes: _Causes,
    *,
    is_exclusive: bool = False,
) -> CheckedShare:
    drift = (-4, -4, -3, -3, -2, -2, -1, -2, -1, 0, None, 0)
    is_of_patients = whole == 412
    return CheckedShare(
        check=check,
        dimension=dimension,
        unit=FigureUnit.PATIENTS if is_of_patients else FigureUnit.EVENTS,
        least=least,
        share=figure(share),
        failed=figure(failed),
        whole=known(whole),
        trend=[
            TrendPoint(
                month=month,
                figure=figure(None if None in (share, by) else (share or 0) + (by or 0)),
            )
            for month, by in zip(_MONTHS, drift, strict=True)
        ],
        causes=[CauseCount(cause=cause, count=figure(count)) for cause, count in causes.items()],
        is_exclusive=is_exclusive,
        version=1,
        changed_on=date(2026, 11, 29),
    )
