"""Half a year of follow-ups with everything that evidence may trip over, from a seed, as raw rows.

Times stand near the midnights of Paris, months begin on their last days, and the clocks change.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update

from services.contract.archive_enums import ArchiveReason
from services.contract.enums import AnswerOutcome, Channel, Monitoring
from services.contract.week_enums import Rhythm, SurveyState
from services.db.scope import Scope
from services.db.tables.answers import Answer
from services.db.tables.archiving import Archive
from services.db.tables.patients import Patient
from services.db.tables.schedule import SurveyPlan, SurveyWindow
from services.ids import new_id
from tests.support.service import ServiceUnderTest, add_patient

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 4, 2, 6, 30, tzinfo=UTC)
"""A few days after the clocks went forward, and within three of the end of some weeks."""
STARTS = (
    datetime(2025, 10, 25, 22, 30, tzinfo=UTC),  # the 26th in Paris, when the clocks go back
    datetime(2025, 12, 30, 23, 30, tzinfo=UTC),  # the 31st in Paris
    datetime(2026, 1, 31, 8, 0, tzinfo=UTC),
    datetime(2026, 2, 28, 22, 59, tzinfo=UTC),
    datetime(2026, 2, 28, 23, 0, tzinfo=UTC),  # the 1st of March in Paris
    datetime(2026, 3, 28, 23, 10, tzinfo=UTC),  # the 29th, when they go forward
)
_WAYS = (
    *("answered",) * 8, "late", "late", "unfinished", "taken back", "imported", "cancelled",
    "service away", *("missed",) * 3,
)  # fmt: skip
Row = dict[str, Any]
_ANSWERS: dict[str, Row] = {
    "answered": {},
    "late": {"late": True},
    "imported": {"channel": Channel.IMPORT},
}
_Day = timedelta(days=1)


@dataclass
class Seeded:
    """The rows that were stored, for whoever counts them another way."""

    patients: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)
    windows: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    archives: list[Row] = field(default_factory=list)


def seed(service: ServiceUnderTest, number: int, people: int = 14) -> Seeded:
    """Stores half a year of `people` patients, and gives back what was stored."""
    chance, made = Random(number), Seeded()
    ids = [*service.centre.patients, *service.centre.patients_of_other_unit]
    while len(ids) < people:
        unit = chance.choice(service.centre.units)
        ids.append(add_patient(service.context, service.centre.id, unit, len(ids)))
    for place, patient_id in enumerate(ids):
        _patient(chance, made, patient_id, service.centre.units[place % 2])
        _weeks(chance, made, made.patients[-1])
    store(service, made)
    service.clock.set(NOW)
    service.stay_signed_in()
    return made


def _patient(chance: Random, made: Seeded, patient_id: UUID, unit_id: UUID) -> None:
    begun = chance.choice(STARTS)
    row: Row = {"id": patient_id, "unit_id": unit_id, "monitoring": Monitoring.ACTIVE,
                "episode_started_at": begun, "first": begun}  # fmt: skip
    turn = chance.random()
    if turn < 0.5:
        at = begun + timedelta(hours=chance.randrange(1, 24 * 70))
        end: Row = {"patient_id": patient_id, "archived_at": min(at, NOW), "undone_at": None,
                    "restored_at": None, "began_at": chance.choice((begun, None))}  # fmt: skip
        made.archives.append(end)
        if turn < 0.1:
            end["undone_at"] = end["archived_at"] + timedelta(seconds=9)
        elif turn < 0.3:
            end["restored_at"] = end["archived_at"] + timedelta(hours=chance.randrange(1, 400))
            row["episode_started_at"] = end["restored_at"]
        else:
            row["monitoring"] = Monitoring.ENDED
    made.patients.append(row)
    if chance.random() < 0.9:
        ends_on = NOW.date() + chance.choice((-2, -1, 0, 29, 30, 31, 200)) * _Day
        made.plans.append({"patient_id": patient_id, "ends_on": ends_on})


def _weeks(chance: Random, made: Seeded, patient: Row) -> None:
    """A questionnaire each week from that of the beginning on, as the schedule would leave it."""
    day = patient["first"].astimezone(PARIS).date()
    monday = day - day.weekday() * _Day
    while monday <= NOW.date():
        opens_on = monday + chance.randrange(3) * _Day
        opens = datetime(opens_on.year, opens_on.month, opens_on.day, 8, tzinfo=PARIS)
        closes = opens.astimezone(UTC) + timedelta(days=5)
        window: Row = {"patient_id": patient["id"], "week": monday, "opens_on": opens_on,
                       "opens_at": opens.astimezone(UTC), "closes_at": closes,
                       "issued_at": opens.astimezone(UTC)}  # fmt: skip
        if closes > patient["first"] and chance.random() < 0.95:
            made.windows.append(window)
            _came(chance, made, window)
        monday += 7 * _Day


def _came(chance: Random, made: Seeded, window: Row) -> None:
    is_over = window["closes_at"] <= NOW
    window["state"] = SurveyState.MISSED if is_over else SurveyState.OPEN
    way = chance.choice(_WAYS)
    if way in _ANSWERS:
        window["state"] = SurveyState.ANSWERED
        answer = _answer(chance, made, window, **_ANSWERS[way])
        if way == "answered" and chance.random() < 0.3:
            _correct(chance, made, answer)
    elif way == "unfinished":
        _answer(chance, made, window, unfinished=True)
    elif way == "taken back":
        # The schedule has not passed since, or it has.
        _answer(chance, made, window, withdrawn_at=NOW)
        window["state"] = chance.choice((SurveyState.ANSWERED, window["state"]))
    elif way == "cancelled":
        window["state"] = SurveyState.CANCELLED
    elif way == "service away" and is_over:
        window["issued_at"] = window["closes_at"] + timedelta(hours=chance.randrange(50))


def _answer(chance: Random, made: Seeded, window: Row, **other: Any) -> Row:
    span = int((window["closes_at"] - window["opens_at"]).total_seconds())
    seconds = chance.choice((0, span - 1, chance.randrange(span)))
    written = window["opens_at"] + timedelta(seconds=seconds)
    answer: Row = {"id": new_id(), "patient_id": window["patient_id"], "authored_at": written,
                   "received_at": written, "channel": chance.choice((Channel.WEB, Channel.PHONE)),
                   "unfinished": False, "late": False, "replaces_id": None,
                   "withdrawn_at": None}  # fmt: skip
    made.answers.append(answer | other)
    return answer


def _correct(chance: Random, made: Seeded, answer: Row) -> None:
    """A correction, long after the week and the month: it stands where the answer stood."""
    made.answers.append(answer | {
        "id": new_id(), "replaces_id": answer["id"],
        "received_at": answer["received_at"] + chance.randrange(1, 60) * _Day,
    })  # fmt: skip


def store(service: ServiceUnderTest, made: Seeded) -> None:
    """Stores these rows, each with what every row of its table has."""
    nurse, centre = service.centre.accounts["nurse"], {"centre_id": service.centre.id}
    usual: dict[Any, Row] = {
        Answer: {"questionnaire": "q", "questionnaire_version": "1", "rule_set_version": "1",
                 "outcome": AnswerOutcome.NOTHING, "completed": True, "content": b"x"},
        SurveyWindow: {"questionnaire": "q", "questionnaire_version": "1", "plan_version": 1,
                       "reminders": 0},
        SurveyPlan: {"questionnaire": "vigie-weekly", "rhythm": Rhythm.WEEK, "weekday": 1,
                     "opens_at_minute": 480, "starts_on": date(2025, 10, 1), "version": 1,
                     "changed_at": NOW},
        Archive: {"reason": ArchiveReason.PATHWAY_FINISHED, "hold_until": NOW, "before": {},
                  "archived_by": nurse, "version": 1},
    }  # fmt: skip
    rows: dict[Any, list[Row]] = {
        Answer: [each | {"content_hash": each["id"].bytes} for each in made.answers],
        SurveyWindow: [each | {"id": new_id()} for each in made.windows],
        SurveyPlan: made.plans,
        Archive: [each | {"id": new_id()} for each in made.archives],
    }
    with service.context.database.writing(Scope(service.centre.id)) as session:
        for row in made.patients:
            values = {name: each for name, each in row.items() if name not in ("id", "first")}
            session.execute(update(Patient).where(Patient.id == row["id"]).values(**values))
        for table, stored in rows.items():
            if stored:
                session.execute(insert(table), [usual[table] | centre | row for row in stored])
