"""What clinicians do to a follow-up that ends: archive, write down that the patient was told."""

from datetime import date
from uuid import UUID

from services.alerts import ending_care
from services.alerts.ending_care import Closing
from services.alerts.work import Work as AlertWork
from services.archiving import rows
from services.archiving.ending import Ending, Withdrawal, end
from services.archiving.shown import Reader, shown_all
from services.centres.people import people
from services.contract.alert_acts import MeasureAsk
from services.contract.archive_enums import ArchiveReason
from services.contract.archiving import FOLLOWED, AlertClosingAsk, ArchiveAsk, InformedAsk
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.contract.week_enums import Collection
from services.db.scope import Scope
from services.db.tables.archiving import Archive
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError, forbidden
from services.notices.registry import LANGUAGES
from services.notifications.preferences import preference_of
from services.patients import monitoring
from services.patients.monitoring import MonitoredPatient
from services.record.patient_rows import person_of
from services.record.work import Standing, Work, hold, invalid, require_current, stale
from services.security.caller import Caller


def archive(work: Work, version: int, ask: ArchiveAsk) -> Done:
    """Ends a follow-up with its alerts; raises 403, 404, 409, 412, 422.

    A patient who is being enrolled is not archived: the enrolment ends by itself.
    """
    patient = _own(work)
    if patient.monitoring not in FOLLOWED:
        raise not_followed(work)
    known = person_of(work)
    require_current(work, Standing(known.version, False, None, None), version)
    _require_fields(work, ask)
    acts = _close_alerts(work, ask.alerts)
    ending = Ending(
        ask.reason,
        work.caller.person,
        ask.detail,
        ask.died_on,
        _withdrawal(work, ask),
        tuple(acts),
    )
    made = end(work.session, work.context, patient, ending, work.now)
    return done(work, *(each.id for each in ask.alerts), archive_id=made.archive_id)


def may_archive(context: Context, caller: Caller, patient_id: UUID) -> bool:
    """Whether this is a patient of the caller's units who is followed now."""
    with context.database.reading(Scope(caller.centre_id)) as session:
        patient = monitoring.find_for_system(session, patient_id)
    return (
        patient is not None
        and patient.unit_id in caller.unit_ids
        and patient.monitoring in FOLLOWED
    )


def inform(work: Work, version: int, ask: InformedAsk) -> Done:
    """Writes down that somebody told the patient; raises 403, 404, 409, 412."""
    found = held(work, version)
    if found.reason is ArchiveReason.DEATH:
        raise _forbids("There is nobody to be told.")
    if found.informed_at is None:
        values = {
            "informed_how": ask.how,
            "informed_by": work.caller.person,
            "informed_at": work.now,
        }
        rows.change(work.session, found, values)
        if found.notice_alert_id is not None:
            ending_care.close_as_told(alert_work(work), found.notice_alert_id, ask.how.value)
    return done(work, archive_id=found.id)


def held(work: Work, version: int) -> Archive:
    """The archive in which a patient of the caller's units is, at the version that was seen.

    Raises 403, 404, 409 for somebody who is in none, 412.
    """
    _own(work)
    found = rows.standing_of(work.session, work.patient_id)
    if found is None:
        raise _forbids("This patient is not archived.")
    if found.version != version:
        raise stale(work, Standing(found.version, False, found.archived_by, found.archived_at))
    return found


def done(work: Work, *beside: UUID, archive_id: UUID) -> Done:
    """An archive as it is now."""
    every = rows.all_of(work.session, work.patient_id)
    found = next(each for each in every if each.id == archive_id)
    reader = Reader(work.session, work.context, work.caller, work.now)
    return Done(
        shown_all(reader, [found])[0],
        object_id=found.id,
        object_version=found.version,
        patient_id=work.patient_id,
        beside=beside,
    )


def alert_work(work: Work) -> AlertWork:
    """The same work, as the acts on alerts know it."""
    return AlertWork(work.session, work.context, work.caller, work.now)


def not_followed(work: Work) -> ServiceError:
    """Nothing runs that could be ended: by whom it was, and when."""
    found = rows.standing_of(work.session, work.patient_id)
    current = None
    if found is not None:
        named = people(work.session, [found.archived_by])
        by = None if found.archived_by is None else named.get(found.archived_by)
        current = CurrentState(
            version=found.version, state=found.reason.value, by=by, at=found.archived_at
        )
    return ServiceError(
        409,
        ProblemCode.MONITORING_NOT_ACTIVE,
        "This patient is not followed: there is nothing to end.",
        current=current,
    )


def _own(work: Work) -> MonitoredPatient:
    patient = hold(work)
    if patient.unit_id not in work.caller.unit_ids:
        raise forbidden()
    return patient


def _require_fields(work: Work, ask: ArchiveAsk) -> None:
    is_death = ask.reason is ArchiveReason.DEATH
    is_withdrawal = ask.reason is ArchiveReason.PATIENT_REQUEST
    for field, is_given, is_wanted in (
        ("died_on", ask.died_on is not None, is_death),
        ("collection", ask.collection is not None, is_withdrawal),
    ):
        if is_given is not is_wanted:
            raise invalid(field, "required" if is_wanted else "unexpected")
    if ask.collection is Collection.ON_PAGES:
        raise invalid("collection", "not_offered")
    if ask.died_on is not None:
        _require_day(work, ask.died_on)


def _require_day(work: Work, died_on: date) -> None:
    if died_on > work.today:
        raise invalid("died_on", "in_the_future")
    if work.born is not None and died_on < work.born:
        raise invalid("died_on", "before_birth")


def _withdrawal(work: Work, ask: ArchiveAsk) -> Withdrawal | None:
    if ask.collection is None:
        return None
    preferred = preference_of(work.session, work.patient_id).language
    language = next((each for each in LANGUAGES if each == preferred), LANGUAGES[0])
    return Withdrawal(ask.collection, language)


def _close_alerts(work: Work, asked: list[AlertClosingAsk]) -> list[UUID]:
    """Closes what is named; raises 409 with those that nobody answered for."""
    closings = [_closing(place, each) for place, each in enumerate(asked)]
    named = {each.alert_id for each in closings}
    standing = ending_care.in_the_way(work.session, work.patient_id)
    left = [alert for alert in standing if alert.id not in named]
    if left:
        raise ServiceError(
            409,
            ProblemCode.ALERTS_OPEN,
            "Alerts of this patient are open: each is closed first, or with the follow-up.",
            open_alerts=ending_care.blocking(alert_work(work), left),
        )
    return ending_care.close_all(alert_work(work), work.patient_id, closings)


def _closing(place: int, ask: AlertClosingAsk) -> Closing:
    if bool(ask.codes) is (ask.reason is not None):
        reason = "unexpected" if ask.codes else "required"
        problem = FieldProblem(field=f"alerts.{place}.reason", reason=reason)
        raise ServiceError(
            422, ProblemCode.INVALID_BODY, "A field of the body was refused.", errors=[problem]
        )
    measure = None
    if ask.codes:
        measure = MeasureAsk(codes=ask.codes, cause=ask.cause, other=ask.other)
    elif ask.cause is not None or ask.other is not None:
        raise invalid(f"alerts.{place}.codes", "required")
    return Closing(ask.id, ask.version, measure, ask.reason)


def _forbids(detail: str) -> ServiceError:
    return ServiceError(409, ProblemCode.STATE_FORBIDS, detail)
