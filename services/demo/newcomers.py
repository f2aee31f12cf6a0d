"""People who have just been enrolled without a qualified identity: an Info alert for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from services.alerts.raising import raise_unqualified
from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.demo.calendar import local
from services.demo.treatments import CARBOPLATIN, Regimen
from services.edge.context import Context
from services.patients.enrolling import Newcomer, NewCycle, NewLine, enrol
from services.patients.identity import Contact, Identity

_TEAM: Final = 1
_17, _18 = date(2025, 11, 17), date(2025, 11, 18)


@dataclass(frozen=True)
class Arrival:
    """Somebody of the second unit, and when they were enrolled."""

    at: datetime
    family_name: str
    given_name: str
    sex: Sex
    born: date
    record_number: str
    phone: str
    status: IdentityStatus
    disease: str = "Poumon non à petites cellules"
    regimen: Regimen = CARBOPLATIN

    def newcomer(self, unit_ids: Sequence[UUID], oncologist_ids: Sequence[UUID]) -> Newcomer:
        """The patient to be enrolled: no INS is kept before it is known."""
        cycle = NewCycle(1, self.at.date())
        return Newcomer(
            unit_id=unit_ids[_TEAM],
            sex=self.sex,
            identity=Identity(
                family_name=self.family_name,
                birth_name=None,
                given_name=self.given_name,
                civility="Mme" if self.sex is Sex.FEMALE else "M.",
                birth_date=self.born,
                ins=None,
                record_number=self.record_number,
            ),
            contact=Contact(
                phone=self.phone, preferred_hours=None, disease=self.disease, oncologist=None
            ),
            identity_status=self.status,
            monitoring=Monitoring.ACTIVE,
            episode_started_at=self.at,
            oncologist_id=oncologist_ids[_TEAM],
            lines=(NewLine(self.regimen.name, self.at.date(), None, (cycle,)),),
        )


_PROVISIONAL, _RETRIEVED = IdentityStatus.PROVISIONAL, IdentityStatus.RETRIEVED
ARRIVALS: Final = (
    Arrival(local(_17, "15:20"), "GUILLOU", "Denise", Sex.FEMALE, date(1951, 2, 17),
            "800452011", "06 39 98 11 40", _PROVISIONAL),
    Arrival(local(_17, "16:45"), "STEPHAN", "Loïc", Sex.MALE, date(1963, 9, 4),
            "800452027", "06 39 98 13 58", _RETRIEVED),
    Arrival(local(_18, "08:35"), "ABGRALL", "Marie-Thérèse", Sex.FEMALE, date(1948, 12, 1),
            "800452033", "06 39 98 17 22", _PROVISIONAL),
    Arrival(local(_18, "09:55"), "OMNÈS", "Jean-Yves", Sex.MALE, date(1957, 6, 23),
            "800452049", "06 39 98 19 06", _PROVISIONAL),
)  # fmt: skip


def arrive(
    session: Session,
    context: Context,
    centre_id: UUID,
    newcomer: Newcomer,
) -> None:
    """Enrols one of them now, and raises what an identity that is not qualified raises."""
    now = context.clock.now()
    enrol(
        session,
        context.keys,
        centre_id,
        [newcomer],
        now,
        lambda found: raise_unqualified(session, context, found, now),
    )
