"""The same month counted another way: plain loops over raw rows, shared with no product code."""

from collections import Counter, defaultdict
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.services.statistics.seeded import Row, Seeded

PARIS = ZoneInfo("Europe/Paris")
SITES = {"C50.9": "breast", "C18.7": "digestive", "C34.1": "thorax", "C61": "urology",
         None: "not_recorded"}  # fmt: skip
CLASSES = {"FOLFOX": "chemotherapy", "pembrolizumab": "immunotherapy",
           "létrozole": "hormone_therapy", "EC + trastuzumab": "combination",
           "protocole X": "not_recognised"}  # fmt: skip
NOT_WORK = {"claim", "release", "take_over", "undo"}


def recount(made: Seeded, year: int, month: int) -> dict[UUID, dict[str, Any]]:
    """What each person has in a month, without what is empty."""
    found = {}
    for patient in made.patients:
        counts = _person(made, patient, year, month)
        kept = {name: each for name, each in counts.items() if each}
        if kept:
            found[patient["id"]] = kept | {
                "unit": patient["unit_id"].hex,
                "site": SITES[patient["icd10"]],
                "treatment": CLASSES[patient["treatment"]],
            }
    return found


def _is_in(at: datetime | None, year: int, month: int) -> bool:
    if at is None:
        return False
    local = at.astimezone(PARIS)
    return (local.year, local.month) == (year, month)


def _is_before_end(at: datetime, year: int, month: int) -> bool:
    local = at.astimezone(PARIS)
    return (local.year, local.month) <= (year, month)


def _person(made: Seeded, patient: Row, year: int, month: int) -> dict[str, Any]:
    mine = lambda rows: [row for row in rows if row["patient_id"] == patient["id"]]  # noqa: E731
    counts: dict[str, Any] = _follow_up(patient, mine(made.archives), year, month)
    over = [row for row in mine(made.windows) if _is_in(row["closes_at"], year, month)]
    asked = [row for row in over if row["state"] in ("answered", "missed")]
    counts["sent"] = len(asked)
    counts["answered"] = sum(_is_answered(row, mine(made.answers)) for row in asked)
    came = [row for row in mine(made.answers) if _counts(row, made, year, month)]
    counts["questionnaires"] = len(came)
    symptoms: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for answer in came:
        for grade in made.grades:
            if grade["answer_id"] == answer["id"] and grade["grade"] is not None:
                for place, least in enumerate((0, 2, 3)):
                    symptoms[grade["item"]][place] += grade["grade"] >= least
    counts["symptoms"] = dict(symptoms)
    _alerts(counts, made, mine(made.alerts), year, month)
    _work(counts, made, mine(made.acts), year, month)
    return counts


def _is_answered(week: Row, answers: list[Row]) -> bool:
    """Whether the patient gave an answer in the week that stands, is whole, and came in time."""
    return any(
        week["opens_at"] <= row["authored_at"] < week["closes_at"]
        for row in answers
        if not (row["late"] or row["unfinished"] or row["withdrawn_at"])
        and row["channel"] != "import"
    )


def _follow_up(patient: Row, archives: list[Row], year: int, month: int) -> dict[str, bool]:
    ends = [row for row in archives if row["undone_at"] is None]
    episodes: list[tuple[datetime, datetime | None]] = []
    if ends:
        end = ends[0]
        first = patient["created_at"] if end["restored_at"] else patient["episode_started_at"]
        episodes.append((first, end["archived_at"]))
    if patient["monitoring"] == "active":
        episodes.append((patient["episode_started_at"], None))
    later = lambda until: until is None or not _is_before_end(until, year, month)  # noqa: E731
    touched = lambda until: later(until) or _is_in(until, year, month)  # noqa: E731
    return {
        "followed": any(_is_before_end(a, year, month) and touched(b) for a, b in episodes),
        "at_end": any(_is_before_end(a, year, month) and later(b) for a, b in episodes),
        "enrolled": any(
            a == patient["episode_started_at"] and _is_in(a, year, month) for a, _ in episodes
        ),
        "archived": any(_is_in(b, year, month) for _, b in episodes),
    }


def _counts(answer: Row, made: Seeded, year: int, month: int) -> bool:
    """Whether an answer is a questionnaire of the month: the first version, finished, standing."""
    if answer["channel"] == "import" or answer["unfinished"] or answer["replaces_id"]:
        return False
    versions = [row for row in made.answers if row["replaces_id"] == answer["id"]]
    stands = answer["withdrawn_at"] is None or any(not row["withdrawn_at"] for row in versions)
    return stands and _is_in(answer["received_at"], year, month)


def _alerts(counts: dict[str, Any], made: Seeded, alerts: list[Row], year: int, month: int) -> None:
    seen = [row for row in alerts if row["channel"] != "import"]
    counts["silences"] = sum(
        row["kind"] == "non_response" and _is_in(row["received_at"], year, month) for row in seen
    )
    raised: Counter[str] = Counter()
    due: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    waits: dict[str, list[int]] = defaultdict(list)
    closings: dict[str, list[int]] = defaultdict(list)
    outcomes: Counter[str] = Counter()
    counts["closed"] = counts["acted"] = 0
    looks: list[int] = []
    for row in seen:
        if row["kind"] != "clinical":
            continue
        level = row["level"].value
        raised[level] += _is_in(row["received_at"], year, month)
        answered = row["acknowledged_at"] or row["closed_at"]
        if _is_in(row["due_at"], year, month):
            due[level][0] += answered is not None and answered <= row["due_at"]
            due[level][1] += 1
        if _is_in(answered, year, month):
            waits[level].append(_open_minutes(row["received_at"], answered))
        if _is_in(row["closed_at"], year, month):
            closings[level].append(_open_minutes(row["received_at"], row["closed_at"]))
            codes = _codes(made, row["id"])
            counts["closed"] += 1
            seconds = [look["seconds"] for look in made.looks if look["alert_id"] == row["id"]]
            looks += [sum(seconds)] if seconds else []
            counts["acted"] += any(code not in ("02", "14") for code in codes)
            outcomes.update(codes)
    counts["looks"] = sorted(looks) if _of_a_team(made, year, month) else []
    counts["raised"] = {level: n for level, n in raised.items() if n}
    counts["due"], counts["outcomes"] = dict(due), dict(outcomes)
    counts["waits"] = {level: sorted(each) for level, each in waits.items()}
    counts["closings"] = {level: sorted(each) for level, each in closings.items()}


def _standing(made: Seeded, acts: list[Row]) -> list[Row]:
    undone = {row["undoes"] for row in made.acts}
    return [row for row in acts if row["id"] not in undone]


def _codes(made: Seeded, alert_id: UUID) -> set[str]:
    acts = _standing(made, [row for row in made.acts if row["alert_id"] == alert_id])
    return {code for row in acts for code in row["codes"].get("measures", [])}


def _work(counts: dict[str, Any], made: Seeded, acts: list[Row], year: int, month: int) -> None:
    done = _done(made, acts, year, month)
    asked = {row["alert_id"] for row in done if row["kind"] == "escalate"}
    counts["escalated"] = len(asked)
    counts["work"] = dict(Counter(_hour(row) for row in done))


def _done(made: Seeded, acts: list[Row], year: int, month: int) -> list[Row]:
    return [
        row
        for row in _standing(made, acts)
        if row["kind"].value not in NOT_WORK and _is_in(row["at"], year, month)
    ]


def _hour(act: Row) -> str:
    local = act["at"].astimezone(PARIS)
    return f"{local.weekday() + 1}-{local.hour}"


def restaff(made: Seeded, year: int, month: int) -> dict[str, int]:
    """How many members of staff worked in each hour of the week."""
    pairs = {(_hour(row), row["by"]) for row in _done(made, made.acts, year, month)}
    return dict(Counter(hour for hour, _ in pairs))


def _of_a_team(made: Seeded, year: int, month: int) -> bool:
    """Whether three nurses or more closed the alerts with looks, and none more than half."""
    nurses = {each for name, each in made.centre.accounts.items() if name.startswith("nurse")}
    looked = {look["alert_id"] for look in made.looks}
    closers = [
        row["closed_by"]
        for row in made.alerts
        if row["kind"] == "clinical" and row["channel"] != "import" and row["id"] in looked
        if _is_in(row["closed_at"], year, month)
    ]
    of_nurses = Counter(each for each in closers if each in nurses)
    return len(of_nurses) >= 3 and max(of_nurses.values()) <= len(closers) / 2


def _open_minutes(since: datetime, until: datetime) -> int:
    """Monday to Friday from 8 to 18 on the clocks of Paris, summed day by day."""
    total, day = timedelta(), since.astimezone(PARIS).date()
    while day <= until.astimezone(PARIS).date():
        if day.weekday() < 5:
            opens = datetime.combine(day, time(8), PARIS)
            closes = datetime.combine(day, time(18), PARIS)
            begin = max(opens.timestamp(), since.timestamp())
            end = min(closes.timestamp(), until.timestamp())
            total += timedelta(seconds=max(0, end - begin))
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)
