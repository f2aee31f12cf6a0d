"""Months of follow-ups that end in November 2025, on a service that answers at once, fails, or says
nothing.
"""

from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.billing import BillingListStore, BillingSideStore
from console.stores.billing_saving import BillingSaving
from services.billing.months import month_of
from services.contract.billing import (
    BillingCheck,
    BillingCounts,
    BillingFollowUp,
    BillingMonth,
    BillingPage,
    BillingRow,
    BillingUnit,
    BillingUntold,
    PatientBilling,
    PrescriptionState,
)
from services.contract.enums import Sex
from services.contract.patients import PatientLabel
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import NOW, UNIT_ID

TODAY = date(2025, 11, 18)
OTHER_UNIT = UUID(int=910)
TABLE = b"\xef\xbb\xbfpatient_id;sent\r\n"
_SPACE = UUID(int=9_700)
_CAME = ("received", "received_late", "unanswered", "awaited", "cancelled", "not_offered")


def month(
    began_on: date,
    number: int,
    came: tuple[int, ...],
    check: BillingCheck = BillingCheck.NOT_ASKED,
    because: BillingUntold | None = None,
) -> BillingMonth:
    """A month of a follow-up; `came` is what came of its questionnaires, in the order of the
    contract.
    """
    counts = dict(zip(_CAME, (*came, *(0,) * (len(_CAME) - len(came))), strict=True))
    found = month_of(began_on, number)
    return BillingMonth(
        number=number,
        first=found.first,
        last=found.last,
        is_over=found.last < TODAY,
        sent=sum(counts[name] for name in _CAME[:4]),
        **counts,
        check=check,
        untold_because=because,
    )


def _row(
    number: int,
    who: tuple[str, str, Sex, date],
    shown: BillingMonth,
    prescription: tuple[PrescriptionState | None, date | None],
    began_on: date,
    ended_on: date | None = None,
) -> BillingRow:
    family, given, sex, born = who
    return BillingRow(
        patient=PatientLabel(
            id=uuid5(_SPACE, family),
            family_name=family,
            given_name=given,
            birth_date=born,
            sex=sex,
            record_number=f"8007022{number:02d}",
        ),
        identity_unreadable=False,
        unit_id=UNIT_ID if number % 2 else OTHER_UNIT,
        prescription=prescription[0],
        prescription_ends_on=prescription[1],
        began_on=began_on,
        ended_on=ended_on,
        month=shown,
    )


def billing_rows() -> list[BillingRow]:
    """One of each kind, by the last day of its month."""
    check, untold, state = BillingCheck, BillingUntold, PrescriptionState
    runs = (state.RUNS, date(2026, 9, 30))
    first, second, third = date(2025, 10, 3), date(2025, 9, 8), date(2025, 10, 12)
    fourth, fifth, sixth = date(2025, 10, 17), date(2025, 2, 20), date(2025, 10, 27)
    return [
        _row(1, ("ABGRALL", "Nolwenn", Sex.FEMALE, date(1981, 4, 2)),
             month(first, 1, (4, 0, 1), check.MET), runs, first),
        _row(2, ("LE GOFF", "Hervé", Sex.MALE, date(1958, 11, 21)),
             month(second, 2, (2, 1, 1), check.NOT_MET),
             (state.ENDS_SOON, date(2025, 12, 5)), second),
        _row(3, ("MORVAN-LE BRAS", "Marie-Françoise", Sex.FEMALE, date(1949, 7, 30)),
             month(third, 1, (3, 0, 0, 0, 1, 2), check.UNTOLD, untold.SERVICE_AWAY),
             runs, third),
        _row(4, ("PETIT", "Gérard", Sex.MALE, date(1956, 2, 8)),
             month(fourth, 1, (1, 0, 1), check.UNTOLD, untold.CUT_SHORT),
             (None, None), fourth, date(2025, 11, 4)),
        _row(5, ("QUÉMÉNEUR", "Soizic", Sex.FEMALE, date(1967, 12, 14)),
             month(fifth, 9, (3, 0, 0, 1)), (state.OVER, date(2025, 11, 2)), fifth),
        _row(6, ("TANGUY", "Loïc", Sex.MALE, date(1972, 9, 9)),
             month(sixth, 1, (2, 0, 0, 1), check.NOT_YET), (state.NONE, None), sixth),
    ]  # fmt: skip


def evidence_of(row: BillingRow) -> PatientBilling:
    """All of the patient of a row: what came before, and a follow-up whose beginning is lost."""
    earlier = [
        month(row.began_on, number, (4, 0, 0), _check(number))
        for number in range(1, row.month.number)
    ]
    return PatientBilling(
        patient=row.patient,
        identity_unreadable=row.identity_unreadable,
        unit_id=row.unit_id,
        prescription=row.prescription,
        prescription_ends_on=row.prescription_ends_on,
        follow_ups=[
            BillingFollowUp(
                began_on=row.began_on, ended_on=row.ended_on, months=[*earlier, row.month]
            ),
            BillingFollowUp(began_on=None, ended_on=date(2025, 1, 9), months=[]),
        ],
        today=TODAY,
        as_of=NOW,
    )


def _check(number: int) -> BillingCheck:
    return BillingCheck.MET if number < 3 else BillingCheck.NOT_ASKED


class SampleBillingCalls:
    """The endpoints; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.rows = billing_rows()
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[dict[str, str | int]] = []
        self.taken: list[tuple[UUID, str]] = []

    def read_page(self, filters: Any, limit: int, cursor: str | None = None) -> BillingPage:
        """Those whom the filters leave; every month but that of today is empty."""
        self._meet("page")
        asked = dict(filters)
        self.asked.append(asked)
        name = asked.get("month", f"{TODAY:%Y-%m}")
        rows = self.rows if name == f"{TODAY:%Y-%m}" else []
        told = [row.month.check.value for row in rows]
        shown = [
            row
            for row in rows
            if asked.get("check") in (None, row.month.check.value)
            and asked.get("unit") in (None, str(row.unit_id))
        ]
        first = int(cursor or 0)
        after = first + limit
        return BillingPage(
            month=name,
            today=TODAY,
            as_of=NOW,
            items=shown[first:after],
            counts=BillingCounts(**{each.value: told.count(each.value) for each in BillingCheck}),
            without_beginning=1 if rows else 0,
            units=[
                BillingUnit(id=UNIT_ID, name="Digestif et sein"),
                BillingUnit(id=OTHER_UNIT, name="Thorax"),
            ],
            next_cursor=str(after) if after < len(shown) else None,
        )

    def read_patient(self, patient_id: UUID) -> PatientBilling:
        """All of one of them."""
        self._meet("patient")
        return evidence_of(next(row for row in self.rows if row.patient.id == patient_id))

    def take(self, patient_id: UUID, delimiter: str) -> bytes:
        """The table of one of them."""
        self._meet("file")
        self.taken.append((patient_id, delimiter))
        return TABLE

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


def _session(calls: SampleBillingCalls) -> Any:
    return SimpleNamespace(
        api=SimpleNamespace(billing=calls),
        server_now=lambda: NOW,
        clock=SimpleNamespace(learn=lambda _now: None),
    )


class SampleBilling(BillingListStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleBillingCalls()
        jobs: Any = AtOnce()
        super().__init__(jobs, _session(self.calls), parent)


class SampleBillingSide(BillingSideStore):
    """Reads the calls of the list."""

    def __init__(self, calls: SampleBillingCalls, parent: QObject | None = None) -> None:
        jobs: Any = AtOnce()
        super().__init__(jobs, _session(calls), parent)


class SampleBillingSaving(BillingSaving):
    """Takes from the calls of the list."""

    def __init__(self, calls: SampleBillingCalls, parent: QObject | None = None) -> None:
        jobs: Any = AtOnce()
        super().__init__(jobs, _session(calls), parent)
