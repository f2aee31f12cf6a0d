"""What the words about a patient depend on: sex, doctor, and whether somebody is beside them."""

from dataclasses import dataclass
from typing import Final

from services.contract.enums import Sex
from services.demo.staff import ONCOLOGISTS

DOCTORS: Final = tuple(f"Dr {name.split()[-1]}" for name in ONCOLOGISTS)


@dataclass(frozen=True)
class Patient:
    """A patient as those who speak or write of them know them."""

    sex: Sex
    team: int
    has_carer: bool = False

    def words(self, text: str) -> str:
        """A sentence with its forms: `{e}`, `{il}`, `{Il}`, `{doctor}`."""
        is_woman = self.sex is Sex.FEMALE
        return text.format(
            e="e" if is_woman else "",
            il="elle" if is_woman else "il",
            Il="Elle" if is_woman else "Il",
            doctor=DOCTORS[self.team],
        )
