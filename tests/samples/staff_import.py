"""An import of staff on a service that answers at once, fails, or does not answer."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.staff_files import StaffEncoding, StaffFile
from console.stores.staff_import import StaffImport
from services.contract.enums import Role
from services.contract.staff import (
    ImportAsk,
    ImportColumn,
    ImportFault,
    ImportOutcome,
    StaffImportLine,
    StaffImportReason,
    StaffImportReport,
)
from tests.samples.at_once import AtOnce, Silence
from tests.samples.stores import SampleConnection

TEXT = "nom;identifiant;courriel;rôle\nHélène Guivarch;h.guivarch;h@chu.example;oncologue\n"


def line(number: int, name: str | None, outcome: ImportOutcome, **other: Any) -> StaffImportLine:
    """One line of a report."""
    usual: dict[str, Any] = {
        "username": None if name is None else name.casefold().replace(" ", "."),
        "role": Role.NURSE, "units": ["Digestif"], "ends_on": None, "reasons": [],
    }  # fmt: skip
    return StaffImportLine(line=number, name=name, outcome=outcome, **usual | other)


def why(column: ImportColumn, fault: ImportFault) -> StaffImportReason:
    """Why a line is refused."""
    return StaffImportReason(column=column, fault=fault)


def report(is_rehearsal: bool = True, **other: Any) -> StaffImportReport:
    """Lines of every outcome."""
    refused, c, f = ImportOutcome.REFUSED, ImportColumn, ImportFault
    usual: dict[str, Any] = {
        "lines": [
            line(2, "Hélène Guivarch", ImportOutcome.WAITS, role=Role.ONCOLOGIST,
                 units=["Digestif", "Sein"]),
            line(3, "Loïc Cadiou", ImportOutcome.WAITS, ends_on=date(2026, 6, 30)),
            line(4, "Yann Riou", ImportOutcome.INVITED, role=Role.ADMIN, units=[]),
            line(5, "Nolwenn Le Bihan", refused, reasons=[why(c.EMAIL, f.TAKEN)]),
            line(6, "Gaël Prigent", refused, units=[],
                 reasons=[why(c.UNITS, f.UNKNOWN), why(c.RPPS, f.NOT_AN_RPPS_NUMBER)]),
            line(7, "Loïc Cadiou", refused, reasons=[why(c.USERNAME, f.TWICE)]),
            line(8, None, refused, role=None, units=[], reasons=[why(c.NAME, f.MISSING)]),
            line(9, "Anne Le Roux", refused, reasons=[why(c.LINE, f.KNOWN_HERE)]),
        ],
        "unread": [],
    }  # fmt: skip
    return StaffImportReport(is_rehearsal=is_rehearsal, **usual | other)


class SampleImportCalls:
    """The endpoint; its report can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.fault: ConsoleError | None = None
        self.is_silent = False
        self.told: dict[str, Any] = {}
        self.sent: list[tuple[ImportAsk, Write]] = []
        self.proofs: list[tuple[str, str]] = []

    def import_staff(self, ask: ImportAsk, write: Write) -> StaffImportReport:
        """What becomes of each line."""
        self.sent.append((ask, write))
        if self.is_silent:
            raise Silence
        if self.fault is not None:
            raise self.fault
        return report(ask.is_rehearsal, **self.told)


class SampleStaffImport(StaffImport):
    """Asks `calls`."""

    def __init__(self, connection: SampleConnection) -> None:
        self.calls = SampleImportCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(staff=self.calls, step_up=self._prove)
        )  # fmt: skip
        jobs: Any = AtOnce()
        joined: Any = connection
        super().__init__(jobs, session, joined)

    def take_sample(self) -> None:
        """A file of a spreadsheet in France."""
        self.file = StaffFile(
            "equipe.csv", TEXT, StaffEncoding.WINDOWS_1252, 9, ("Hélène", "Loïc", "Gaël")
        )
        self.changed.emit()

    def _prove(self, password: str, code: str) -> None:
        self.calls.proofs.append((password, code))
        self.calls.fault = None
