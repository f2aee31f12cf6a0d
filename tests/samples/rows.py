"""The queue of the design's picture as contract objects: Tuesday 18 November 2025, 10:42 in
Paris.
"""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from services.contract.alerts import Claim, LeadSymptom, WorklistCounts, WorklistRow
from services.contract.enums import AlertKind, AlertLevel, AlertState, Role, Sex
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.sessions import CentreLabel, Me, UnitLabel

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)
UNIT_ID = UUID(int=900)
CLAIRE = PersonLabel(id=UUID(int=701), name="Claire Morvan", initials="CM", title="IDEC")
THOMAS = PersonLabel(id=UUID(int=702), name="Thomas Riou", initials="TR", title="IDE")
ALAIN = PersonLabel(
    id=UUID(int=703), name="Dr Alain Tanguy", initials="AT", title="Oncologue médical"
)
HELENE = PersonLabel(
    id=UUID(int=704), name="Dr Hélène Guivarch", initials="HG", title="Oncologue médical"
)

_RANKS = {AlertLevel.CRITICAL: 1, AlertLevel.HIGH: 2, AlertLevel.MODERATE: 3, AlertLevel.INFO: 4}
_ACTIONS = [
    "make_support_request",
    "list_my_support_requests",
    "read_worklist",
    "claim_alert",
    "release_alert",
    "take_over_alert",
    "acknowledge_alert",
    "log_call",
    "record_measure",
    "add_note",
    "close_alert",
    "undo_act",
    "escalate_alert",
    "defer_alert",
    "reopen_alert",
    "read_patient_series",
    "list_patients",
    "read_patient_filters",
    "search_patients",
    "create_record_entry",
    "change_record_entry",
    "withdraw_record_entry",
    "create_treatment_line",
    "change_treatment_line",
    "withdraw_treatment_line",
    "create_treatment_cycle",
    "change_treatment_cycle",
    "withdraw_treatment_cycle",
    "change_identity",
    "change_contact",
    "start_enrolment",
    "record_consent",
    "create_invitation",
    "list_notices",
    "list_non_responders",
    "list_archives",
    "list_exports",
    "ask_export",
    "list_deliveries",
    "count_deliveries",
    "resend_delivery",
    "cancel_delivery",
    "read_retention_calendar",
    "read_patient_retention",
    "archive_patient",
    "count_non_responders",
    "remind_non_responders",
    "create_pause",
    "end_pause",
    "change_survey_plan",
    "send_survey_now",
    "change_message_preference",
    "resend_message",
    "submit_answer",
]

Spark = list[int | None]


def me() -> Me:
    """The nurse of the picture, in a demonstration centre that is open."""
    return Me(
        person=CLAIRE,
        role=Role.NURSE,
        centre=CentreLabel(
            id=UUID(int=901),
            name="CHU de Kerlann",
            zone="Europe/Paris",
            is_open=True,
            opens_at=None,
            demonstration=True,
        ),
        units=[UnitLabel(id=UNIT_ID, name="Oncologie médicale · équipe digestif + sein")],
        actions=_ACTIONS,
        server_time=NOW,
    )


def paris(day: int, hour: int, minute: int) -> datetime:
    """A wall-clock time of November 2025 in Paris, as an instant."""
    return datetime(2025, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def lead(
    item: str, grade: int | None, change: int | None = None, temperature_c: float | None = None
) -> LeadSymptom:
    """A symptom as a row shows it."""
    return LeadSymptom(item=item, grade=grade, change=change, temperature_c=temperature_c)


def _patient(
    number: int, family: str, given: str, born: date, sex: Sex, record: str
) -> PatientLabel:
    return PatientLabel(
        id=UUID(int=number),
        family_name=family,
        given_name=given,
        birth_date=born,
        sex=sex,
        record_number=record,
    )


def _row(
    patient: PatientLabel,
    level: AlertLevel,
    received: datetime,
    due: datetime,
    leads: list[LeadSymptom],
    spark: Spark,
    threshold: int | None = 3,
    *,
    kind: AlertKind = AlertKind.CLINICAL,
    open_count: int = 1,
    claimed_by: PersonLabel | None = None,
) -> WorklistRow:
    return WorklistRow(
        patient=patient,
        unit_id=UNIT_ID,
        alert_id=UUID(int=5000 + patient.id.int),
        alert_version=1,
        kind=kind,
        level=level,
        rank=_RANKS[level],
        state=AlertState.NEW,
        open_count=open_count,
        received_at=received,
        due_at=due,
        leads=leads,
        spark=spark,
        spark_threshold=threshold,
        claim=None
        if claimed_by is None
        else Claim(by=claimed_by, until=NOW + timedelta(minutes=8)),
        owner=None,
        closed_at=None,
        closed_by=None,
    )


KERMARREC = _patient(1, "KERMARREC", "Jeanne", date(1958, 3, 14), Sex.FEMALE, "800 451 237")
LE_BIHAN = _patient(3, "LE BIHAN", "Sylvie", date(1976, 2, 3), Sex.FEMALE, "800 451 902")


def _worst() -> list[WorklistRow]:
    benhaddou = _patient(2, "BENHADDOU", "Youssef", date(1967, 6, 21), Sex.MALE, "800 447 610")
    marchand = _patient(4, "MARCHAND", "Philippe", date(1953, 9, 30), Sex.MALE, "800 432 118")
    nguyen = _patient(5, "NGUYEN", "Thi Lan", date(1964, 1, 12), Sex.FEMALE, "800 460 554")
    critical, high = AlertLevel.CRITICAL, AlertLevel.HIGH
    return [
        _row(
            KERMARREC,
            critical,
            paris(18, 8, 12),
            paris(18, 10, 12),
            [lead("diarrhoea", 3, 2), lead("abdominal_pain", 2, 1)],
            [1, 0, 1, 1, 0, 1, 1, 3],
        ),
        _row(
            benhaddou,
            critical,
            paris(18, 10, 21),
            paris(18, 12, 21),
            [lead("temperature", None, None, 38.9), lead("chills", 1)],
            [0, 0, 0, None, 0, 0, 0, 3],
            claimed_by=CLAIRE,
        ),
        _row(
            LE_BIHAN,
            high,
            paris(18, 7, 45),
            paris(18, 14, 0),
            [lead("pain", 3, 1), lead("insomnia", 2)],
            [2, 1, 2, 2, 1, 2, 2, 3],
            open_count=2,
            claimed_by=THOMAS,
        ),
        _row(
            marchand,
            high,
            paris(18, 8, 22),
            paris(18, 14, 22),
            [lead("dyspnoea", 2, 2)],
            [0, 0, 1, 0, 0, 0, 0, 2],
        ),
        _row(
            nguyen,
            high,
            paris(18, 8, 57),
            paris(18, 14, 57),
            [lead("vomiting", 2, 2), lead("appetite_loss", 2)],
            [0, 1, 1, 0, 1, None, 0, 2],
        ),
    ]


def _moderate() -> list[WorklistRow]:
    dubois = _patient(6, "DUBOIS", "Martine", date(1961, 4, 8), Sex.FEMALE, "800 398 021")
    roussel = _patient(7, "ROUSSEL", "André", date(1948, 7, 17), Sex.MALE, "800 402 766")
    hamon = _patient(8, "HAMON", "Élodie", date(1987, 2, 25), Sex.FEMALE, "800 455 013")
    da_silva = _patient(9, "DA SILVA", "Maria", date(1970, 5, 19), Sex.FEMALE, "800 449 385")
    moderate = AlertLevel.MODERATE
    return [
        _row(
            dubois,
            moderate,
            paris(17, 11, 37),
            paris(18, 9, 37),
            [lead("numbness", 2)],
            [1, 2, 2, 2, 2, 2, 2, 2],
        ),
        _row(
            roussel,
            moderate,
            paris(17, 16, 2),
            paris(18, 14, 2),
            [lead("fatigue", 2, 1), lead("appetite_loss", 1)],
            [1, 1, 2, 1, 1, 1, 1, 2],
        ),
        _row(
            hamon,
            moderate,
            paris(17, 17, 30),
            paris(18, 15, 30),
            [lead("mouth_sores", 2, 1)],
            [0, 0, 0, 1, 1, 0, 1, 2],
            claimed_by=CLAIRE,
        ),
        _row(
            da_silva,
            moderate,
            paris(18, 9, 10),
            paris(18, 17, 10),
            [lead("hand_foot_syndrome", 2, 1)],
            [0, 1, 1, 1, None, 0, 1, 2],
        ),
    ]


def _information() -> list[WorklistRow]:
    petit = _patient(10, "PETIT", "Gérard", date(1956, 8, 2), Sex.MALE, "800 377 940")
    jaouen = _patient(11, "JAOUEN", "Corinne", date(1954, 10, 11), Sex.FEMALE, "800 381 227")
    guyot = _patient(12, "GUYOT", "Bernard", date(1950, 12, 1), Sex.MALE, "800 390 466")
    lopez = _patient(13, "LOPEZ", "Inès", date(1990, 6, 6), Sex.FEMALE, "800 462 871")
    info, silent = AlertLevel.INFO, AlertKind.NON_RESPONSE
    return [
        _row(
            petit,
            info,
            paris(17, 12, 0),
            paris(19, 12, 0),
            [],
            [1, 1, 0, 2, 1, None, None, None],
            kind=silent,
        ),
        _row(
            jaouen,
            info,
            paris(18, 9, 31),
            paris(20, 13, 31),
            [],
            [0, 1, 0, 1, 0, 1, None, None],
            kind=silent,
        ),
        _row(
            guyot,
            info,
            paris(18, 9, 40),
            paris(20, 13, 40),
            [],
            [1, 1, 1, 1, 1, 1, None, None],
            kind=silent,
        ),
        _row(
            lopez,
            info,
            paris(18, 9, 50),
            paris(20, 13, 50),
            [],
            [0, 0, 0, 0, 0, 1, None, None],
            kind=silent,
        ),
    ]


def worklist() -> list[WorklistRow]:
    """The thirteen patients to see, worst first, then soonest due."""
    return [*_worst(), *_moderate(), *_information()]


def counts() -> WorklistCounts:
    """The live counts that go with the thirteen patients."""
    return WorklistCounts(
        todo=13,
        mine=4,
        deferred=6,
        escalated=3,
        escalated_to_me=0,
        closed=31,
        levels={"technical": 0, "critical": 2, "high": 3, "moderate": 4, "info": 4},
        alerts=14,
        overdue=2,
        as_of=NOW,
    )
