"""The table of what a centre shows for billing: a line for each month of each follow-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reports.csv.columns import FRENCH, Column, Dialect, Kind, Value, table
from resources.csv_text import BYTE_ORDER_MARK, csv_cells
from services.contract.billing import BillingMonth, BillingRow
from services.contract.patients import PatientLabel


@dataclass(frozen=True)
class Line:
    """A month, and as of when it was known."""

    row: BillingRow
    as_of: datetime


def billing_csv(rows: Iterable[BillingRow], as_of: datetime, dialect: Dialect = FRENCH) -> bytes:
    """The whole file, with the mark of its encoding."""
    lines = table(COLUMNS, (Line(each, as_of) for each in rows), dialect)
    return BYTE_ORDER_MARK + csv_cells(lines, dialect.delimiter).encode()


def _of_patient(read: Callable[[PatientLabel], Value]) -> Callable[[Line], Value]:
    """Nothing in the place of what could not be opened."""
    return lambda line: None if line.row.identity_unreadable else read(line.row.patient)


def _of_month(name: str) -> Callable[[Line], Value]:
    def _read(line: Line) -> Value:
        value: Value = getattr(line.row.month, name)
        return value

    return _read


def _counts() -> tuple[Column[Line], ...]:
    meant = {
        "sent": ("Questionnaires envoyés", "Questionnaires sent"),
        "received": ("Reçus dans leur semaine", "Received within their week"),
        "received_late": ("Reçus tard", "Received late"),
        "unanswered": ("Sans réponse", "Without an answer"),
        "awaited": ("Encore attendus", "Still awaited"),
        "cancelled": ("Annulés (pause, fin)", "Cancelled (pause, end)"),
        "not_offered": ("Non proposés, service arrêté", "Not offered, the service was off"),
    }
    return tuple(
        Column(name, Kind.INTEGER, french, english, _of_month(name))
        for name, (french, english) in meant.items()
    )


def _untold(month: BillingMonth) -> Value:
    return None if month.untold_because is None else month.untold_because.value


def _prescription(row: BillingRow) -> Value:
    return "not_followed" if row.prescription is None else row.prescription.value


K = Kind
COLUMNS: Final[tuple[Column[Line], ...]] = (
    Column(
        "patient_id",
        K.ID,
        "Patient dans Vigie",
        "Patient in Vigie",
        lambda line: line.row.patient.id,
        identifies=True,
    ),
    Column(
        "record_number",
        K.TEXT,
        "IPP de l'établissement",
        "Record number of the hospital",
        _of_patient(lambda label: label.record_number),
        identifies=True,
    ),
    Column(
        "family_name",
        K.TEXT,
        "Nom utilisé",
        "Name in use",
        _of_patient(lambda label: label.family_name),
        identifies=True,
    ),
    Column(
        "given_name",
        K.TEXT,
        "Prénom",
        "Given name",
        _of_patient(lambda label: label.given_name),
        identifies=True,
    ),
    Column(
        "birth_date",
        K.DAY,
        "Date de naissance",
        "Date of birth",
        _of_patient(lambda label: label.birth_date),
        identifies=True,
    ),
    Column("unit_id", K.ID, "Unité", "Unit", lambda line: line.row.unit_id),
    Column("began_on", K.DAY, "Début du suivi", "Follow-up began", lambda line: line.row.began_on),
    Column("ended_on", K.DAY, "Fin du suivi", "Follow-up ended", lambda line: line.row.ended_on),
    Column("month", K.INTEGER, "Mois du suivi", "Month of the follow-up", _of_month("number")),
    Column("first_day", K.DAY, "Premier jour", "First day", _of_month("first")),
    Column("last_day", K.DAY, "Dernier jour", "Last day", _of_month("last")),
    Column("is_over", K.TRUTH, "Mois terminé", "Month is over", _of_month("is_over")),
    *_counts(),
    Column(
        "check",
        K.CODE,
        "Plus de la moitié reçue (mois 1 et 2)",
        "More than half received (months 1 and 2)",
        lambda line: line.row.month.check.value,
        "met|not_met|not_yet|not_asked|untold",
    ),
    Column(
        "untold_because",
        K.CODE,
        "Pourquoi cela ne peut être dit",
        "Why it cannot be told",
        lambda line: _untold(line.row.month),
        "nothing_sent|cut_short|service_away",
    ),
    Column(
        "prescription",
        K.CODE,
        "Prescription, à la date du fichier",
        "Prescription, when the file was made",
        lambda line: _prescription(line.row),
        "runs|ends_soon|over|none|not_followed",
    ),
    Column(
        "prescription_ends_on",
        K.DAY,
        "Dernier jour de la prescription",
        "Last day of the prescription",
        lambda line: line.row.prescription_ends_on,
    ),
    Column("as_of", K.INSTANT, "Connu le (UTC)", "As known at (UTC)", lambda line: line.as_of),
)
