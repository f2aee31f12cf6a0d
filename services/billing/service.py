"""The evidence for billing: a calendar month of a centre, or everything of one patient."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from services.alerts import cursors
from services.alerts.unreadable import label_without_identity, labels
from services.alerts.worklist_rows import Query
from services.billing import repository
from services.billing.evidence import has_begun, months_proved, prescription_state, proved
from services.billing.follow_ups import FollowUp
from services.billing.months import month_ending_in
from services.billing.repository import Followed
from services.centres.times import time_of
from services.contract.billing import (
    BillingCheck,
    BillingCounts,
    BillingFollowUp,
    BillingMonth,
    BillingPage,
    BillingRow,
    BillingUnit,
    PatientBilling,
    PrescriptionState,
)
from services.contract.enums import Monitoring
from services.contract.patients import PatientLabel
from services.contract.problems import FieldProblem, ProblemCode
from services.errors import ServiceError, not_found
from services.patients import monitoring
from services.retention.rules import months_later
from services.schedule.days import local_day

_KEY: Final = (int, UUID, int)
_BEFORE: Final = timedelta(days=31 + 14)
"""So long before a calendar month the weeks open that may count in a month which ends in it: a
month is 31 days at most, and a week that counts on its first day opened two weeks before at most.
"""
MOST_IN_A_FILE: Final = 5_000
"""As many as may be opened for one list (decision 20)."""
_RUNS: Final = (Monitoring.ACTIVE, Monitoring.PAUSED)


@dataclass(frozen=True)
class Wanted:
    """Which months: those that end in a calendar month (None is that of today), and which of them.

    `limit` None is all of them, for a file.
    """

    month: date | None
    unit: UUID | None
    check: BillingCheck | None
    limit: int | None = None
    cursor: str | None = None

    def purpose(self, month: date) -> str:
        """What a cursor of this list is good for."""
        return f"billing.{month:%Y-%m}.{self.unit or ''}.{self.check or ''}"


@dataclass(frozen=True)
class _Listed:
    person: Followed
    follow_up: FollowUp
    month: BillingMonth

    @property
    def key(self) -> tuple[int, UUID, int]:
        """The place in the list: by the last day of the month, then steady."""
        return (self.month.last.toordinal(), self.person.patient_id, self.month.first.toordinal())


def read_month(query: Query, wanted: Wanted) -> BillingPage:
    """A calendar month; raises 404 for a unit out of reach, 422 for a cursor of another
    list, and for more months than a file may have.
    """
    zone = time_of(query.session, query.caller.centre_id).zone
    today = local_day(query.now, zone)
    month = wanted.month or today.replace(day=1)
    units = _units(query)
    reached = [each.id for each in units if wanted.unit in (None, each.id)]
    if wanted.unit is not None and not reached:
        raise not_found()
    until = months_later(month, 1)
    first = month - _BEFORE
    people = repository.followed_in(query.session, reached, first, until, zone, query.now)
    listed = sorted(_listed(people, month, today), key=lambda each: each.key)
    chosen = [each for each in listed if wanted.check in (None, each.month.check)]
    if wanted.cursor is not None:
        after = tuple(cursors.unpack(wanted.purpose(month), wanted.cursor, _KEY))
        chosen = [each for each in chosen if each.key > after]
    if wanted.limit is None and len(chosen) > MOST_IN_A_FILE:
        raise _too_many()
    page = chosen[: wanted.limit]
    more = len(chosen) > len(page)
    counted = Counter(each.month.check for each in listed)
    return BillingPage(
        month=f"{month:%Y-%m}",
        today=today,
        as_of=query.now,
        items=_rows(query, page, today),
        counts=BillingCounts(**{each.value: counted[each] for each in BillingCheck}),
        without_beginning=_without_beginning(people, month),
        units=units,
        next_cursor=cursors.pack(wanted.purpose(month), page[-1].key) if more else None,
    )


def read_patient(query: Query, patient_id: UUID) -> PatientBilling:
    """All follow-ups of one patient, the latest first; raises 404 for one out of reach."""
    monitoring.find(query.session, query.caller, patient_id)
    zone = time_of(query.session, query.caller.centre_id).zone
    today = local_day(query.now, zone)
    person = repository.followed_one(query.session, patient_id, zone, query.now)
    if person is None:
        raise not_found()
    label = labels(query.session, query.context.keys, [patient_id])[patient_id]
    state, ends_on = _prescription(person, today)
    return PatientBilling(
        patient=label or label_without_identity(patient_id),
        identity_unreadable=label is None,
        unit_id=person.unit_id,
        prescription=state,
        prescription_ends_on=ends_on,
        follow_ups=[
            BillingFollowUp(
                began_on=each.began_on,
                ended_on=each.ended_on,
                months=list(months_proved(each, today)),
            )
            for each in reversed(person.follow_ups)
        ],
        today=today,
        as_of=query.now,
    )


def _too_many() -> ServiceError:
    return ServiceError(
        422,
        ProblemCode.INVALID_PARAMETER,
        "These are too many for one file: ask for one unit after the other.",
        errors=[FieldProblem(field="unit", reason="too_many")],
    )


def rows_of(evidence: PatientBilling) -> list[BillingRow]:
    """The months of one patient as rows, oldest first."""
    return [
        BillingRow(
            patient=evidence.patient,
            identity_unreadable=evidence.identity_unreadable,
            unit_id=evidence.unit_id,
            prescription=evidence.prescription,
            prescription_ends_on=evidence.prescription_ends_on,
            began_on=each.began_on,
            ended_on=each.ended_on,
            month=month,
        )
        for each in reversed(evidence.follow_ups)
        if each.began_on is not None
        for month in each.months
    ]


def _units(query: Query) -> list[BillingUnit]:
    """Those of a person; a machine of the centre has all of them."""
    is_machine = query.caller.credential_scope is not None
    return [
        BillingUnit(id=unit_id, name=name)
        for unit_id, name in repository.unit_names(query.session)
        if is_machine or unit_id in query.caller.unit_ids
    ]


def _listed(people: Iterable[Followed], month: date, today: date) -> Iterator[_Listed]:
    for person in people:
        for each in person.follow_ups:
            if each.began_on is None:
                continue
            found = month_ending_in(each.began_on, month)
            if found is not None and has_begun(each, found, today):
                yield _Listed(person, each, proved(each, found, today))


def _without_beginning(people: Iterable[Followed], month: date) -> int:
    return sum(
        each.began_on is None and each.ended_on is not None and each.ended_on >= month
        for person in people
        for each in person.follow_ups
    )


def _rows(query: Query, page: Sequence[_Listed], today: date) -> list[BillingRow]:
    named = labels(query.session, query.context.keys, [each.person.patient_id for each in page])
    return [_row(each, named[each.person.patient_id], today) for each in page]


def _row(listed: _Listed, label: PatientLabel | None, today: date) -> BillingRow:
    person, began_on = listed.person, listed.follow_up.began_on
    if began_on is None:
        raise ValueError("a month has a beginning")
    state, ends_on = _prescription(person, today)
    return BillingRow(
        patient=label or label_without_identity(person.patient_id),
        identity_unreadable=label is None,
        unit_id=person.unit_id,
        prescription=state,
        prescription_ends_on=ends_on,
        began_on=began_on,
        ended_on=listed.follow_up.ended_on,
        month=listed.month,
    )


def _prescription(person: Followed, today: date) -> tuple[PrescriptionState | None, date | None]:
    if person.monitoring not in _RUNS:
        return None, None
    return prescription_state(person.ends_on, today), person.ends_on
