"""Seven whose follow-up has ended, on a service that answers at once, fails, or does not answer."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid5

from PySide6.QtCore import QObject

from console.errors import ConsoleError
from console.stores.archives import ArchiveListStore
from services.contract.archive_enums import (
    ArchiveReason,
    CareReportFault,
    CareReportState,
    CareReportWay,
    InformedHow,
)
from services.contract.archiving import (
    Archive,
    ArchivedPatient,
    ArchiveMessage,
    ArchivePage,
    CareReport,
    CareReportDelivery,
    Informed,
    LateAnswer,
    LateAnswerPage,
)
from services.contract.delivery_enums import DeliveryFault, DeliveryState
from services.contract.enums import Channel, Sex
from services.contract.patients import PatientLabel
from services.contract.people import PersonLabel
from services.contract.week_enums import MessageChannel, MessageState
from tests.samples.at_once import AtOnce, Silence
from tests.samples.rows import CLAIRE, NOW, paris

_SPACE = UUID(int=0xA5C417)
_SMS, _EMAIL, _APP = MessageChannel.SMS, MessageChannel.EMAIL, MessageChannel.APP


NADIA = PersonLabel(
    id=uuid5(_SPACE, "Nadia Kermoal"), name="Nadia Kermoal", initials="NK", title="IDEC"
)


def _message(channel: MessageChannel, state: MessageState, at: datetime) -> ArchiveMessage:
    return ArchiveMessage(
        id=uuid5(_SPACE, f"{channel} {at}"), channel=channel, state=state, fault=None, at=at
    )


def _archived(
    number: int,
    who: tuple[str, str, Sex, date],
    days: int,
    reason: ArchiveReason,
    **changes: Any,
) -> ArchivedPatient:
    family, given, sex, born = who
    label = PatientLabel(
        id=uuid5(_SPACE, f"archived-{number}"),
        family_name=family,
        given_name=given,
        birth_date=born,
        sex=sex,
        record_number=f"800 7{number:02d} 2{number:02d}",
    )
    at = NOW - timedelta(days=days)
    last = at.date() - timedelta(days=4)
    usual: dict[str, Any] = {
        "id": uuid5(_SPACE, f"archive-{number}"),
        "patient_id": label.id,
        "version": 1,
        "reason": reason,
        "detail": None,
        "died_on": None,
        "archived_at": at,
        "archived_by": CLAIRE,
        "undo_until": None,
        "is_told": True,
        "informed": None,
        "messages": [
            _message(_APP, MessageState.QUEUED, at),
            _message(_SMS, MessageState.DELIVERED, at + timedelta(minutes=4)),
        ],
        "last_survey_on": last,
        "kept_until": last.replace(year=last.year + 10),
        "may_return_at_once": True,
        "undone_at": None,
        "restored_at": None,
    }
    return ArchivedPatient(patient=label, archive=Archive(**usual | changes))


def made_report(
    state: DeliveryState | None, fault: DeliveryFault | None = None, *, on_pages: bool = True
) -> CareReport:
    """One that was made; `state` None: delivery was off."""
    at = paris(17, 10, 47)
    return CareReport(
        state=CareReportState.MADE,
        fault=None,
        way=CareReportWay.OFF if state is None else CareReportWay.QUEUED,
        made_at=paris(17, 10, 46),
        delivery=None if state is None else CareReportDelivery(state=state, fault=fault, at=at),
        on_pages=on_pages,
    )


def unmade_report(state: CareReportState, fault: CareReportFault | None = None) -> CareReport:
    """One that is not there."""
    return CareReport(state=state, fault=fault, way=None, made_at=None)


def archived_rows() -> list[ArchivedPatient]:
    """One of each reason, the last archived first; two of them do not know so far."""
    lost = [
        _message(_APP, MessageState.QUEUED, paris(14, 9, 0)),
        _message(_SMS, MessageState.FAILED, paris(14, 9, 1)),
    ]
    waiting = [_message(_APP, MessageState.QUEUED, paris(17, 16, 0))]
    by_phone = Informed(how=InformedHow.BY_PHONE, by=NADIA, at=paris(5, 11, 20))
    on_pages = Informed(how=InformedHow.ON_PAGES, by=None, at=paris(3, 19, 12))
    read = [_message(_APP, MessageState.DELIVERED, paris(10, 8, 40))]
    return [
        _archived(
            1, ("GUILLOU", "Yves", Sex.MALE, date(1951, 2, 11)), 1,
            ArchiveReason.PATHWAY_FINISHED, is_told=False, messages=waiting,
            detail="Fin de chimiothérapie, surveillance en ville.",
            report=made_report(DeliveryState.QUEUED, DeliveryFault.AWAY),
        ),
        _archived(
            2, ("LE BIHAN", "Marie-Josèphe", Sex.FEMALE, date(1947, 10, 30)), 4,
            ArchiveReason.CLINICIAN_DECISION, is_told=False, messages=lost,
            report=made_report(DeliveryState.FAILED, DeliveryFault.REFUSED),
        ),
        _archived(
            3, ("CARIOU", "Denis", Sex.MALE, date(1963, 6, 8)), 8, ArchiveReason.TRANSFER,
            detail="Suivi repris au CH de Port-Louis.", messages=read,
            report=made_report(DeliveryState.ACKNOWLEDGED),
        ),
        _archived(
            4, ("TANGUY", "Odile", Sex.FEMALE, date(1955, 1, 19)), 13,
            ArchiveReason.PATIENT_REQUEST, informed=by_phone, may_return_at_once=False,
            report=made_report(DeliveryState.SENT),
        ),
        _archived(
            5, ("MADEC", "Pierrick", Sex.MALE, date(1972, 12, 2)), 15,
            ArchiveReason.PATIENT_REQUEST, archived_by=None, informed=on_pages,
            may_return_at_once=False,
            report=unmade_report(CareReportState.BLOCKED, CareReportFault.NO_AUTHOR),
        ),
        _archived(
            6, ("RIVOAL", "Lucienne", Sex.FEMALE, date(1939, 3, 27)), 20, ArchiveReason.DEATH,
            is_told=None, died_on=date(2025, 10, 27), messages=[],
            report=made_report(DeliveryState.SENT, DeliveryFault.UNANSWERED, on_pages=False),
        ),
        _archived(
            7, ("QUÉRÉ", "Armelle", Sex.FEMALE, date(1980, 8, 14)), 26,
            ArchiveReason.INCLUSION_ERROR, last_survey_on=None,
        ),
    ]  # fmt: skip


def late_answers(rows: list[ArchivedPatient]) -> list[LateAnswer]:
    """The second one wrote three times after the end."""
    return [
        LateAnswer(
            id=uuid5(_SPACE, f"late-{day}"),
            patient=rows[1].patient,
            received_at=paris(day, 9, 12),
            channel=Channel.WEB,
            count=count,
            by=None,
        )
        for day, count in ((17, 2), (15, 1))
    ]


class SampleArchiveCalls:
    """The endpoints of the archives; any answer can be put in its place, or a fault."""

    def __init__(self) -> None:
        self.rows = archived_rows()
        self.late = late_answers(self.rows)
        self.faults: dict[str, ConsoleError] = {}
        self.silent: set[str] = set()
        self.asked: list[dict[str, str | int]] = []

    def read_page(self, filters: Any, limit: int, cursor: str | None = None) -> ArchivePage:
        """Those whom the filters leave."""
        self._meet("page")
        asked = dict(filters)
        self.asked.append(asked)
        rows = [row for row in self.rows if _is_wanted(row, asked)]
        first = int(cursor or 0)
        after = first + limit
        following = str(after) if after < len(rows) else None
        return ArchivePage(items=rows[first:after], next_cursor=following)

    def read_late_answers(self, limit: int, cursor: str | None = None) -> LateAnswerPage:
        """What came after the end."""
        first = int(cursor or 0)
        after = first + limit
        following = str(after) if after < len(self.late) else None
        return LateAnswerPage(items=self.late[first:after], next_cursor=following)

    def _meet(self, part: str) -> None:
        if part in self.silent:
            raise Silence
        if part in self.faults:
            raise self.faults[part]


def _is_wanted(row: ArchivedPatient, asked: dict[str, str]) -> bool:
    archive = row.archive
    has_failed = any(each.state is MessageState.FAILED for each in archive.messages)
    return (
        asked.get("reason") in (None, archive.reason.value)
        and ("told" not in asked or archive.is_told is False)
        and ("failed" not in asked or has_failed)
    )


class SampleArchives(ArchiveListStore):
    """Reads `calls`."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.calls = SampleArchiveCalls()
        session: Any = SimpleNamespace(
            api=SimpleNamespace(archives=self.calls),
            server_now=lambda: NOW,
            clock=SimpleNamespace(learn=lambda _now: None),
        )
        jobs: Any = AtOnce()
        super().__init__(jobs, session, parent)
