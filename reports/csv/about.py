"""The table of one line that says what the others are: who asked for what, why, and what is missing
(R-EXP-03: a table has no pages on which it could stand).
"""

from typing import Final

from reports.csv.columns import Column, Kind
from reports.csv.patient import patient_columns
from services.contract.reports import Report

BETWEEN: Final = " "

K = Kind
COLUMNS: Final[tuple[Column[Report], ...]] = (
    *patient_columns(lambda report: report),
    Column(
        "identity_status",
        K.CODE,
        "Statut de l'identité",
        "Status of the identity",
        lambda r: r.patient.identity_status.value,
        "provisional|retrieved|validated|qualified",
    ),
    Column("report_id", K.ID, "Rapport", "Report", lambda r: r.id),
    Column("made_at", K.INSTANT, "Fait le (UTC)", "Made at (UTC)", lambda r: r.made_at),
    Column("first", K.DAY, "Premier jour de la période", "First day", lambda r: r.period.first),
    Column("last", K.DAY, "Dernier jour de la période", "Last day", lambda r: r.period.last),
    Column(
        "purpose",
        K.CODE,
        "Finalité",
        "Purpose",
        lambda r: r.purpose.value,
        "hospital_record|care_continuity|end_of_follow_up|patient_access|end_of_contract",
    ),
    Column(
        "blocks",
        K.TEXT,
        "Blocs demandés",
        "Blocks that were asked for",
        lambda r: BETWEEN.join(each.value for each in r.blocks),
    ),
    Column("centre", K.TEXT, "Centre", "Centre", lambda r: r.centre.name),
    Column("finess", K.TEXT, "FINESS du centre", "FINESS of the centre", lambda r: r.centre.finess),
    Column("unit", K.TEXT, "Unité", "Unit", lambda r: r.centre.unit),
    Column(
        "requester",
        K.TEXT,
        "Demandé par",
        "Asked for by",
        lambda r: r.requester.person.name,
        identifies=True,
    ),
    Column(
        "requester_rpps",
        K.TEXT,
        "RPPS de qui l'a demandé",
        "RPPS of who asked for it",
        lambda r: r.requester.rpps,
        identifies=True,
    ),
    Column(
        "requester_role",
        K.CODE,
        "Rôle de qui l'a demandé",
        "Role of who asked for it",
        lambda r: r.requester.role.value,
        "nurse|oncologist",
    ),
    Column(
        "could_not_open",
        K.TEXT,
        "Parties absentes car illisibles",
        "Parts that are missing because they could not be opened",
        lambda r: BETWEEN.join(r.could_not_open),
    ),
    Column(
        "is_demonstration",
        K.TRUTH,
        "Patient inventé",
        "Nobody is behind it",
        lambda r: r.is_demonstration,
    ),
    Column(
        "software_version",
        K.TEXT,
        "Version de Vigie",
        "Version of Vigie",
        lambda r: r.software_version,
    ),
)
