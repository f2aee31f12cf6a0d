"""What one person did not pass, by the names of the counts."""

from collections.abc import Collection

from services.contract.quality_enums import QualityCause
from services.statistics.person_month import PersonMonth
from services.statistics.quality.checks import Check


def fail(person: PersonMonth, check: Check, causes: Collection[QualityCause]) -> None:
    """Counts one that failed, under each of its causes; without a cause it passed."""
    quality = person.quality
    if not causes or quality is None:
        return
    for name in (check.failed, *map(check.cause_name, causes)):
        quality[name] = quality.get(name, 0) + 1
