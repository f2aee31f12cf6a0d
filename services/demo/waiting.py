"""People of the demonstration who are in the middle of their enrolment, at each of its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.contract.enums import IdentityStatus, Monitoring, Sex
from services.demo.calendar import local
from services.patients.enrolling import Newcomer
from services.patients.identity import Contact, Identity


@dataclass(frozen=True)
class Waiting:
    """Somebody whose enrolment was left at a step, and when."""

    team: int
    step: int
    at: datetime
    family_name: str
    given_name: str
    sex: Sex
    born: date
    record_number: str
    status: IdentityStatus
    disease: str
    line_name: str
    phone: str

    def newcomer(self, unit_ids: Sequence[UUID]) -> Newcomer:
        """The patient as the first step makes them."""
        return Newcomer(
            unit_id=unit_ids[self.team],
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
            contact=Contact(),
            identity_status=self.status,
            monitoring=Monitoring.PENDING,
            episode_started_at=self.at,
        )


_SEEN, _UNSEEN = IdentityStatus.VALIDATED, IdentityStatus.PROVISIONAL
_W, _M = Sex.FEMALE, Sex.MALE
_14, _17, _18 = date(2025, 11, 14), date(2025, 11, 17), date(2025, 11, 18)
_COLON, _BREAST, _LUNG, _THROAT = (
    "Côlon métastatique", "Sein RH+ HER2−",
    "Poumon non à petites cellules", "ORL localement avancé",
)  # fmt: skip
WAITING: Final = (
    Waiting(0, 4, local(_18, "09:40"), "LE BIHAN", "Soizic", _W, date(1966, 3, 2),
            "800453011", _SEEN, _COLON, "FOLFOX", "06 39 98 15 01"),
    Waiting(1, 2, local(_18, "10:05"), "CAROFF", "Hervé", _M, date(1954, 8, 19),
            "800453027", _UNSEEN, _LUNG, "Pembrolizumab", "06 39 98 15 02"),
    Waiting(0, 1, local(_18, "10:20"), "PENNEC", "Maryvonne", _W, date(1949, 1, 27),
            "800453033", _UNSEEN, _BREAST, "Paclitaxel", "06 39 98 15 03"),
    Waiting(0, 3, local(_17, "17:10"), "BOULIC", "Tangi", _M, date(1972, 5, 11),
            "800453049", _SEEN, _COLON, "FOLFIRI", "06 39 98 15 04"),
    Waiting(1, 3, local(_17, "16:20"), "DRÉAU", "Yolande", _W, date(1958, 10, 30),
            "800453054", _SEEN, _THROAT, "Cétuximab", "06 39 98 15 05"),
    Waiting(0, 4, local(_17, "11:35"), "KERDONCUFF", "Alan", _M, date(1961, 12, 6),
            "800453062", _SEEN, _COLON, "FOLFOX", "06 39 98 15 06"),
    Waiting(1, 1, local(_17, "09:15"), "PAUGAM", "Lucienne", _W, date(1945, 7, 14),
            "800453078", _UNSEEN, _LUNG, "Carboplatine", "06 39 98 15 07"),
    Waiting(0, 2, local(_14, "15:45"), "SÉVELLEC", "Nolwenn", _W, date(1979, 4, 23),
            "800453085", _SEEN, _BREAST, "Docétaxel", "06 39 98 15 08"),
    Waiting(1, 4, local(_14, "14:05"), "URIEN", "Goulven", _M, date(1968, 9, 9),
            "800453091", _SEEN, _LUNG, "Pembrolizumab", "06 39 98 15 09"),
)  # fmt: skip
