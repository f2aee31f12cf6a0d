"""Data quality of a month counted another way: plain loops over the raw rows and their flaws."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.services.statistics.flawed import Flawed
from tests.services.statistics.recount import PARIS, recount
from tests.services.statistics.seeded import Row, Seeded

VALUE = {"value_out_of_range", "value_type", "unit_unknown", "temperature_out_of_range",
         "weight_out_of_range", "too_many_temperatures"}  # fmt: skip
CODE = {"unknown_questionnaire", "unknown_version", "unknown_item", "unknown_attribute",
        "unknown_urgency"}  # fmt: skip
UNCLEAR = {"not_understood", "more_problems"}
COHERENCE = {"contradiction": "contradiction", "weight_implausible": "weight",
             "unreadable_time": "time", "unknown_correction": "correction"}  # fmt: skip


def recount_quality(
    made: Seeded, flaws: Flawed, year: int, month: int
) -> dict[UUID, dict[str, Any]]:
    """What each person has in a month, with what did not pass a check and why."""
    found = recount(made, year, month)
    for patient_id, counts in found.items():
        if flaws.patients[patient_id]["line_ends"] == date(2025, 7, 31):
            counts["treatment"] = "none"
        failed: Counter[str] = Counter()
        for answer in _questionnaires(made, patient_id, *_month(year, month)):
            _answer(failed, answer, flaws)
        if counts.get("at_end"):
            _record(failed, made, flaws, patient_id, counts, year, month)
        counts["quality"] = dict(failed)
    return found


def _month(year: int, month: int) -> tuple[datetime, datetime]:
    after = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=PARIS), datetime(*after, 1, tzinfo=PARIS)


def _questionnaires(made: Seeded, patient_id: UUID, since: datetime, until: datetime) -> list[Row]:
    found = []
    for row in made.answers:
        if row["patient_id"] != patient_id or not since <= row["received_at"] < until:
            continue
        if row["channel"] == "import" or row["unfinished"] or row["replaces_id"]:
            continue
        again = [each for each in made.answers if each["replaces_id"] == row["id"]]
        if row["withdrawn_at"] is None or any(not each["withdrawn_at"] for each in again):
            found.append(row)
    return found


def _fail(failed: Counter[str], check: str, causes: set[str]) -> None:
    if causes:
        failed[f"quality/{check}/failed"] += 1
        for cause in causes:
            failed[f"quality/{check}/{cause}"] += 1


def _answer(failed: Counter[str], row: Row, flaws: Flawed) -> None:
    changed, gaps = flaws.answers[row["id"]], flaws.gaps.get(row["id"], set())
    incomplete = set()
    if "not_answered" in gaps:
        incomplete.add("item_unanswered")
    if "not_computable" in gaps:
        incomplete.add("item_unusable")
    if changed["grade_count"] == 0:
        incomplete.add("ungraded")
    _fail(failed, "complete", incomplete)
    if (row["received_at"] - changed["authored_at"]).total_seconds() > 24 * 3600:
        _fail(failed, "prompt", {f"late_{changed['channel'].value}"})
    if row["id"] not in flaws.reasons:
        return
    codes = flaws.reasons[row["id"]]
    if codes is None:
        _fail(failed, "readable", {"unclear"})
        return
    of_groups = (("value", VALUE), ("code", CODE), ("unclear", UNCLEAR))
    _fail(failed, "readable", {cause for cause, group in of_groups if codes & group})
    _fail(failed, "coherent", {COHERENCE[code] for code in codes if code in COHERENCE})


def _record(
    failed: Counter[str],
    made: Seeded,
    flaws: Flawed,
    patient_id: UUID,
    counts: dict[str, Any],
    year: int,
    month: int,
) -> None:
    kept, until = flaws.patients[patient_id], _month(year, month)[1]
    missing = set()
    if counts["site"] == "not_recorded":
        missing.add("no_diagnosis")
    if not kept["phone_index"] and not kept["email_index"]:
        missing.add("no_contact")
    if not kept["oncologist_id"]:
        missing.add("no_oncologist")
    _fail(failed, "record", missing)
    # Fourteen times 24 hours: no clock changes at the end of these months.
    if not _questionnaires(made, patient_id, until - timedelta(days=14), until):
        ever = [
            row
            for row in made.answers
            if row["patient_id"] == patient_id
            and row["received_at"] < until
            and row["channel"] != "import"
            and not row["unfinished"]
            and not row["withdrawn_at"]
        ]
        why = "paused" if "monitoring" in kept else "old" if ever else "never"
        _fail(failed, "recent", {why})
    if kept["identity_status"] != "qualified":
        _fail(failed, "identity", {kept["identity_status"].value})
    _fail(failed, "dates", _disorder(kept))


def _disorder(kept: Row) -> set[str]:
    begins, ends, found = date(2025, 8, 1), kept["line_ends"], set()
    if ends is not None and ends < begins:
        found.add("line_order")
    for starts, is_withdrawn in kept["cycles"]:
        if not is_withdrawn and (starts < begins or (ends is not None and starts > ends)):
            found.add("cycle_outside")
    if kept["is_out_of_order"]:
        found.add("entry_order")
    return found
