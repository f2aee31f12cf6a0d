"""A year of retention, on a service that answers at once, fails, or does not answer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from console.client.http import Write
from console.errors import ConsoleError
from console.stores.hold_acts import HoldActs
from console.stores.retention_bar import RetentionBarStore
from console.stores.retention_calendar import RetentionCalendarStore
from console.stores.retention_reading import month_of, months_after
from services.contract.enums import Sex
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.retention import (
    Announcement,
    AnnouncementEnd,
    Hold,
    HoldAsk,
    HoldMark,
    HoldReason,
    PatientRetention,
    RetentionCalendar,
    RetentionList,
    RetentionMonth,
    RetentionRow,
    RetentionState,
    RetentionStep,
)
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import NOW, paris

_SPACE = UUID(int=0x4E7E47)
TODAY = date(2025, 11, 18)
COMPUTED = paris(18, 3, 5)
OFFICER = PersonLabel(
    id=uuid5(_SPACE, "Solenn Abgrall"), name="Solenn Abgrall", initials="SA", title="DPO"
)
LISTS = ("to_announce", "to_archive", "to_erase")
_PEOPLE = (
    ("PRIGENT", "Maël", Sex.MALE, date(1949, 5, 3)),
    ("LE GOFF", "Anne-Marie", Sex.FEMALE, date(1956, 9, 21)),
    ("CORRE", "Jean-François", Sex.MALE, date(1944, 1, 12)),
    ("HASCOËT", "Rozenn", Sex.FEMALE, date(1968, 7, 30)),
    ("BOTHOREL", "Yannick", Sex.MALE, date(1961, 3, 17)),
    ("SALAÜN", "Bernadette", Sex.FEMALE, date(1938, 12, 8)),
)


def patient_id(number: int) -> UUID:
    """The same patient always; the end of it is all chance, as in use."""
    return uuid5(_SPACE, f"patient-{number}")


def label(number: int) -> PatientLabel:
    """Who that is."""
    family, given, sex, born = _PEOPLE[number % len(_PEOPLE)]
    return PatientLabel(
        id=patient_id(number),
        family_name=family,
        given_name=given,
        birth_date=born,
        sex=sex,
        record_number=f"800 8{number:02d} 3{number:02d}",
    )


def mark(reason: HoldReason = HoldReason.LITIGATION, day: int = 3) -> HoldMark:
    """A hold in one word."""
    return HoldMark(
        id=uuid5(_SPACE, f"hold-{reason}-{day}"),
        reason=reason,
        placed_by=OFFICER,
        placed_at=paris(day, 14, 20),
    )


def row(number: int, due_on: date, **changes: Any) -> RetentionRow:
    """A patient who was used for the last time thirty months before that day."""
    used = months_after(month_of(due_on), -30).replace(day=min(due_on.day, 28))
    usual: dict[str, Any] = {
        "patient_id": patient_id(number),
        "patient": label(number),
        "identity_unreadable": False,
        "state": RetentionState.INACTIVE,
        "due_on": due_on,
        "archive_on": due_on,
        "archived_on": None,
        "erase_on": used.replace(year=used.year + 10),
        "last_use_on": used,
        "last_survey_on": used - timedelta(days=6),
        "announced_at": None,
        "holds": [],
    }
    return RetentionRow(**usual | changes)


def archived(number: int, due_on: date, **changes: Any) -> RetentionRow:
    """Who was used for the last time ten years before the day of erasure."""
    used = due_on.replace(year=due_on.year - 10)
    usual: dict[str, Any] = {
        "state": RetentionState.ARCHIVED,
        "archive_on": None,
        "archived_on": months_after(month_of(used), 30).replace(day=used.day),
        "erase_on": due_on,
        "last_use_on": used,
        "last_survey_on": used,
    }
    return row(number, due_on, **usual | changes)


def rows() -> dict[str, dict[date, list[RetentionRow]]]:
    """Whom each list has in each month."""
    november, december = date(2025, 11, 1), date(2025, 12, 1)
    announced = {"announced_at": paris(2, 3, 10)}
    held = {"holds": [mark(), mark(HoldReason.OPEN_REQUEST, 7)]}
    return {
        "to_announce": {
            november: [row(number, date(2025, 11, 20 + 4 * number)) for number in range(3)],
            december: [row(3, date(2025, 12, 9))],
        },
        "to_archive": {
            november: [row(4, date(2025, 11, 6), **held), row(5, date(2025, 11, 27), **announced)],
            december: [row(number, date(2025, 12, 20 + number * 2)) for number in range(3)],
            date(2026, 1, 1): [row(3, date(2026, 1, 8))],
        },
        "to_erase": {
            december: [archived(6, date(2025, 12, 3), **announced, last_survey_on=None)],
            date(2026, 6, 1): [archived(7, date(2026, 6, 15))],
        },
    }


def hold(number: int = 4, **changes: Any) -> Hold:
    """The one of the first mark, in words."""
    usual: dict[str, Any] = {
        "id": mark().id,
        "patient_id": patient_id(number),
        "reason": HoldReason.LITIGATION,
        "words": "Procédure engagée par la famille, dossier 2025-118 au service juridique.",
        "placed_by": OFFICER,
        "placed_at": paris(3, 14, 20),
        "ended_by": None,
        "ended_at": None,
        "version": 1,
    }
    return Hold(**usual | changes)


def announcement(**changes: Any) -> Announcement:
    """Archiving, announced sixteen days ago."""
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, f"announcement-{changes}"),
        "step": RetentionStep.ARCHIVE,
        "due_on": date(2025, 11, 27),
        "announced_at": paris(2, 3, 10),
        "days_stood": 16,
        "ended": None,
        "ended_at": None,
    }
    return Announcement(**usual | changes)


class SampleRetentionCalls:
    """The endpoints of retention; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.rows = rows()
        self.computed: datetime | None = COMPUTED
        self.today = TODAY
        self.sees_names = self.sees_lists = True
        self.held: int | None = 1
        self.bars: dict[UUID, dict[str, Any]] = {
            patient_id(4): {
                "holds": [hold(), hold(
                    id=uuid5(_SPACE, "ended"), reason=HoldReason.VIGILANCE, ended_by=OFFICER,
                    ended_at=paris(10, 9, 0), placed_at=paris(1, 9, 0),
                    words="Déclaration de pharmacovigilance en cours d'instruction.",
                )],
                "waits_for_alerts": True,
                "announcements": [
                    announcement(
                        due_on=date(2025, 11, 6), ended=AnnouncementEnd.HELD,
                        ended_at=paris(3, 14, 20),
                    ),
                ],
            },
            patient_id(6): {
                "announcements": [
                    announcement(step=RetentionStep.ERASE, due_on=date(2025, 12, 3)),
                    announcement(
                        due_on=date(2018, 6, 3), days_stood=30,
                        announced_at=paris(4, 3, 0).replace(year=2018, month=5),
                        ended=AnnouncementEnd.DONE,
                        ended_at=NOW.replace(year=2018, month=6, day=3),
                    ),
                ],
            },
            patient_id(5): {"announcements": [announcement()], "kept_at": paris(1, 18, 0)},
        }  # fmt: skip
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[tuple[date | None, int, str | None]] = []
        self.asked_bars: list[UUID] = []
        self.placed: list[tuple[UUID, HoldAsk, Write]] = []
        self.ended: list[tuple[UUID, UUID, Write]] = []

    def read_calendar(
        self, month: date | None, limit: int, cursor: str | None = None
    ) -> RetentionCalendar:
        """Twelve months, and the lists of the first, or one page more of one of them."""
        self._meet("calendar")
        self.asked.append((month, limit, cursor))
        first = month or month_of(self.today)
        named = None if cursor is None else cursor.split()[0]
        lists = {
            name: self._list(name, first, limit, cursor)
            for name in LISTS
            if self.sees_lists and named in (None, name)
        }
        return RetentionCalendar(
            as_of=self.computed,
            today=self.today,
            months=[self._month(months_after(first, number)) for number in range(12)],
            held=self.held,
            **{name: lists.get(name) for name in LISTS},
        )

    def read_bar(self, patient_id: UUID) -> PatientRetention:
        """The bar of one patient."""
        self._meet("bar")
        self.asked_bars.append(patient_id)
        listed = next(each for each in self._all() if each.patient_id == patient_id)
        used = listed.last_use_on
        usual: dict[str, Any] = {
            "patient_id": patient_id,
            "state": listed.state,
            "is_followed": False,
            "last_use_on": used,
            "last_survey_on": listed.last_survey_on,
            "inactive_on": months_after(month_of(used), 6).replace(day=used.day),
            "archive_on": listed.archive_on,
            "erase_on": listed.erase_on,
            "archived_on": listed.archived_on,
            "kept_at": None,
            "waits_for_alerts": False,
            "announcements": [],
            "holds": [],
        }
        return PatientRetention(**usual | self.bars.get(patient_id, {}))

    def place_hold(self, patient_id: UUID, ask: HoldAsk, write: Write) -> Hold:
        """It stands."""
        self.placed.append((patient_id, ask, write))
        self._meet("place")
        placed = hold(
            id=uuid5(_SPACE, write.key), patient_id=patient_id, reason=ask.reason, words=ask.words,
            placed_at=NOW,
        )  # fmt: skip
        bar = self.bars.setdefault(patient_id, {})
        bar["holds"] = [placed, *bar.get("holds", [])]
        return placed

    def end_hold(self, patient_id: UUID, hold_id: UUID, write: Write) -> Hold:
        """It is over."""
        self.ended.append((patient_id, hold_id, write))
        self._meet("end")
        bar = self.bars[patient_id]
        over = {"ended_by": OFFICER, "ended_at": NOW, "version": 2}
        bar["holds"] = [
            each.model_copy(update=over) if each.id == hold_id else each for each in bar["holds"]
        ]
        [ended] = [each for each in bar["holds"] if each.id == hold_id]
        assert isinstance(ended, Hold)
        return ended

    def _all(self) -> list[RetentionRow]:
        months = [each for listed in self.rows.values() for each in listed.values()]
        return [each for listed in months for each in listed]

    def _of(self, name: str, month: date) -> Sequence[RetentionRow]:
        found = self.rows[name].get(month, [])
        if self.sees_names:
            return found
        return [each.model_copy(update={"patient": None}) for each in found]

    def _list(self, name: str, month: date, limit: int, cursor: str | None) -> RetentionList:
        found, first = self._of(name, month), int((cursor or "x 0").split()[1])
        after = first + limit
        following = f"{name} {after}" if after < len(found) else None
        return RetentionList(items=list(found[first:after]), next_cursor=following)

    def _month(self, month: date) -> RetentionMonth:
        counts = {name: len(self._of(name, month)) for name in LISTS}
        is_small = not self.sees_lists
        told = {name: None if is_small and count else count for name, count in counts.items()}
        return RetentionMonth(month=month, **told)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


def _around(calls: SampleRetentionCalls) -> tuple[Any, Any]:
    """What does the calls, and the session that they are made in."""
    session = SimpleNamespace(
        api=SimpleNamespace(retention=calls),
        server_now=lambda: NOW,
        may=lambda _action: True,
        clock=SimpleNamespace(learn=lambda _now: None),
    )
    return AtOnce(), session


class SampleRetention(RetentionCalendarStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleRetentionCalls()
        super().__init__(*_around(self.calls), parent)


class SampleRetentionBar(RetentionBarStore):
    """Reads the calls of a sample calendar."""

    def __init__(self, calls: SampleRetentionCalls) -> None:
        super().__init__(*_around(calls))


class SampleHoldActs(HoldActs):
    """Writes through the calls of a sample calendar."""

    def __init__(self, calls: SampleRetentionCalls, connection: Any) -> None:
        super().__init__(*_around(calls), connection)
