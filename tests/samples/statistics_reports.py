"""The statistics of `statistics.png` as a file that a manager asked for."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from services.contract.enums import Role
from services.contract.people import PersonLabel
from services.contract.statistics import Statistics
from services.contract.statistics_exports import StatisticsPurpose, StatisticsReport
from services.statistics.measures import definitions
from tests.samples.statistics import statistics

_SPACE = UUID(int=0x57A8)


def report(language: str = "fr", page: Statistics | None = None) -> StatisticsReport:
    """The page of the picture, or another one."""
    # Those of the picture are a few.
    shown = (page or statistics()).model_copy(update={"definitions": definitions()})
    return StatisticsReport(
        id=uuid5(_SPACE, "report"),
        page=shown,
        centre="CHU de Kerlann",
        zone="Europe/Paris",
        requester=PersonLabel(
            id=uuid5(_SPACE, "manager"), name="Hélène Prigent", initials="HP", title="Cadre de pôle"
        ),
        role=Role.MANAGER,
        purpose=StatisticsPurpose.ACTIVITY_REPORT,
        language="fr" if language == "fr" else "en",
        made_at=datetime(2025, 11, 18, 9, 51, tzinfo=UTC),
        software_version="0.1.0",
    )
