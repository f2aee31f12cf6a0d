"""The same evidence counted another way: loops over rows and days, no code of the product."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from tests.services.billing.seeded import NOW, PARIS, Row, Seeded

_DAY = timedelta(days=1)
TODAY = NOW.astimezone(PARIS).date()
Months = dict[tuple[str, date, int], dict[str, Any]]


def begins_anew(begun: date, day: date) -> bool:
    """Whether a month of a follow-up begins on a day: the same number, or a last day before it."""
    is_last = (day + _DAY).month != day.month
    return day >= begun and (day.day == begun.day or (is_last and day.day < begun.day))


def recount(made: Seeded) -> Months:
    """What each month of each follow-up has, by patient, beginning and number."""
    found: Months = {}
    for patient in made.patients:
        for since, until in _follow_ups(made, patient):
            found |= _months(made, patient, since, until)
    return found


def lost_beginnings(made: Seeded) -> int:
    """How many follow-ups ended of which nobody can say when they began."""
    return sum(
        not end["undone_at"] and not end["began_at"] and bool(end["restored_at"])
        for end in made.archives
    )


def _follow_ups(made: Seeded, patient: Row) -> list[tuple[datetime, datetime | None]]:
    end = next(
        (e for e in made.archives if e["patient_id"] == patient["id"] and not e["undone_at"]), None
    )
    if end is None:
        return [(patient["first"], None)]
    if not end["restored_at"]:
        return [(patient["first"], end["archived_at"])]
    known = [(patient["first"], end["archived_at"])] if end["began_at"] else []
    return [*known, (end["restored_at"], None)]


def _months(made: Seeded, patient: Row, since: datetime, until: datetime | None) -> Months:
    begun = since.astimezone(PARIS).date()
    ended = None if until is None else until.astimezone(PARIS).date()
    # The number of the month of each day, up to the end of the one that is under way.
    day, number, firsts = begun, 0, []
    while day <= min(TODAY, ended or TODAY) or not begins_anew(begun, day):
        if begins_anew(begun, day):
            number += 1
            firsts.append(day)
        day += _DAY
    borders = [*firsts, day]
    counts = {each: Counter[str]() for each in range(1, number + 1)}
    for window in made.windows:
        if window["patient_id"] != patient["id"] or not _is_of(made, window, since, patient):
            continue
        counted = max(begun, window["opens_on"])
        for each in counts:
            if borders[each - 1] <= counted < borders[each]:
                counts[each][_what(made, window)] += 1
    return {
        (str(patient["id"]), begun, each): _said(counts[each], each, borders[each] - _DAY, ended)
        for each in counts
    }


def _valid(made: Seeded, window: Row) -> list[Row]:
    return [
        a
        for a in made.answers
        if a["patient_id"] == window["patient_id"]
        and window["opens_at"] <= a["authored_at"] < window["closes_at"]
        and not a["unfinished"]
        and a["withdrawn_at"] is None
    ]


def _is_of(made: Seeded, window: Row, since: datetime, patient: Row) -> bool:
    """Whether a week is of the follow-up that began then, of the one or two that there are."""
    ours = [a["authored_at"] for a in _valid(made, window) if a["channel"] != "import"]
    answered = min(ours, default=None)
    begins = {s for s, _ in _follow_ups(made, patient)}
    if answered is not None:
        return since == max((s for s in begins if s <= answered), default=None)
    return since == max((s for s in begins if s < window["closes_at"]), default=None)


def _what(made: Seeded, window: Row) -> str:
    valid = _valid(made, window)
    ours = [a for a in valid if a["channel"] != "import"]
    if any(not a["late"] for a in ours):
        return "received"
    if ours:
        return "received_late"
    if window["state"] == "cancelled":
        return "cancelled"
    if window["state"] == "open" or (window["state"] == "answered" and not valid):
        return "awaited"
    if window["issued_at"] >= window["closes_at"]:
        return "not_offered"
    return "awaited" if NOW - window["closes_at"] < 3 * _DAY else "unanswered"


def _said(counts: Counter[str], number: int, last: date, ended: date | None) -> dict[str, Any]:
    sent = counts["received"] + counts["received_late"] + counts["unanswered"] + counts["awaited"]
    away = counts["not_offered"]
    check, because = "met", None
    # The worst and the best that may have been.
    worst, best = counts["received"], counts["received"] + away
    if number > 2:
        check = "not_asked"
    elif ended is not None and ended < last:
        check, because = "untold", "cut_short"
    elif last >= TODAY or counts["awaited"]:
        check = "not_yet"
    elif not sent + away:
        check, because = "untold", "nothing_sent"
    elif best / (sent + away) <= 0.5:
        check = "not_met"
    elif worst / (sent + away) <= 0.5:
        check, because = "untold", "service_away"
    return {
        "last": last.isoformat(),
        "sent": sent,
        "check": check,
        "untold_because": because,
        **{
            each: counts[each]
            for each in (
                "received", "received_late", "unanswered", "awaited", "cancelled", "not_offered"
            )
        },
    }  # fmt: skip
