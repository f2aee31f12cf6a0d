"""The end of an enrolment: with all four steps whole the patient is followed (R-RET-05)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from services.alerts.raising import raise_unqualified
from services.centres.teams import teams_of
from services.consents import service as consents
from services.contract.enrolment import EligibilityStep, PathwayStep
from services.contract.patient_changes import ContactChangeAsk
from services.contract.problems import FieldProblem, ProblemCode
from services.contract.record import (
    DiagnosisContent,
    EntryAsk,
    TreatmentCycleAsk,
    TreatmentLineAsk,
)
from services.edge.writes import Done
from services.enrolment import consent_step, eligibility, pathway
from services.enrolment.content import Content
from services.enrolment.drafts import Draft, done, held, move
from services.enrolment.missing import missing, refused
from services.errors import ServiceError
from services.notifications.preferences import set_preference
from services.patients import following, monitoring
from services.patients.identity import Contact
from services.record import cycle_acts, entries, entry_acts, line_acts, patient_acts, treatment_rows
from services.record.patient_rows import person_of
from services.record.work import Work, unreadable
from services.schedule.plans import begin

_CONSENT: Final = "consent.telemonitoring"
_ENTRY_FIELDS: Final = {"began_on": "pathway.diagnosed_on"}
_LINE_FIELDS: Final = {"started_on": "pathway.line_started_on"}
_CYCLE_FIELDS: Final = {
    "started_on": "pathway.cycle_started_on",
    "number": "pathway.cycle_number",
}


def finish(work: Work, version: int) -> Done:
    """Follows the patient from now on; raises 404, 412, 409, and 422 with all that is missing.

    Everything is one transaction: record, contact, consents, plan, and the state of the patient.
    """
    draft = held(work, version)
    content, found = draft.content, missing(work, draft.row.unit_id, draft.content)
    if found:
        lacks_consent = any(each.field == _CONSENT for each in found)
        raise refused(
            found, ProblemCode.CONSENT_REQUIRED if lacks_consent else ProblemCode.INVALID_BODY
        )
    kept = [*_write_consents(work, content, draft.row.started_at)]
    if not consents.has_consent(work.session, work.patient_id):
        # What was accepted here was taken back meanwhile, on another way.
        raise refused(
            [FieldProblem(field=_CONSENT, reason="changed")], ProblemCode.CONSENT_REQUIRED
        )
    kept += _write_record(work, content.pathway or PathwayStep())
    _follow(work, draft)
    row = move(work, draft.row, content, finished_at=work.now)
    return done(work, row, 200, *kept)


def _write_consents(work: Work, content: Content, since: datetime) -> Iterator[UUID]:
    """The three answers, as of when they were collected and by whom.

    Those of an earlier follow-up, before `since`, do not stand for the same words said again.
    """
    step, at = content.consent, content.consent_at
    if step is None or at is None:
        return
    for said in consent_step.said(step):
        standing = consents.record(
            work.session,
            work.caller.centre_id,
            work.patient_id,
            said,
            content.consent_by,
            at,
            anew_since=since,
        )
        yield standing.id


def _write_record(work: Work, step: PathwayStep) -> Iterator[UUID]:
    """Diagnosis, line and cycle, unless an earlier enrolment has brought them already."""
    if step.disease is not None and step.diagnosed_on is not None and not _is_diagnosed(work, step):
        diagnosis = DiagnosisContent(icd10=step.icd10, label=step.disease, is_primary=True)
        ask = EntryAsk(began_on=step.diagnosed_on, content=diagnosis)
        with _named(_ENTRY_FIELDS):
            yield _id_of(entry_acts.create(work, ask))
    if step.line_name is None or step.line_started_on is None:
        return
    line_id = _line_of(work, step)
    if line_id is None:
        line = TreatmentLineAsk(
            name=step.line_name, number=step.line_number, started_on=step.line_started_on
        )
        with _named(_LINE_FIELDS):
            line_id = _id_of(line_acts.create(work, line))
        yield line_id
    if step.cycle_number is not None and step.cycle_started_on is not None:
        rows = treatment_rows.cycles_of_line(work.session, work.patient_id, line_id)
        known = {(row.number, row.started_on) for row in rows if row.withdrawn_at is None}
        if (step.cycle_number, step.cycle_started_on) not in known:
            cycle = TreatmentCycleAsk(number=step.cycle_number, started_on=step.cycle_started_on)
            with _named(_CYCLE_FIELDS):
                yield _id_of(cycle_acts.create(work, line_id, cycle))


def _is_diagnosed(work: Work, step: PathwayStep) -> bool:
    rows = entries.of_patient(work.session, work.patient_id)
    return any(
        entries.began(row) == step.diagnosed_on
        and getattr(entries.content_of(work.cipher, row), "label", None) == step.disease
        for row in rows
        if row.withdrawn_at is None
    )


def _line_of(work: Work, step: PathwayStep) -> UUID | None:
    rows = treatment_rows.lines_of(work.session, work.patient_id)
    return next(
        (
            row.id
            for row in rows
            if row.withdrawn_at is None
            and row.started_on == step.line_started_on
            and treatment_rows.name_of(work.cipher, row) == step.line_name
        ),
        None,
    )


def _follow(work: Work, draft: Draft) -> None:
    step, who = draft.content.pathway or PathwayStep(), draft.content.eligibility
    plan = pathway.plan_of(step)
    if plan is None or who is None or who.language is None:
        raise unreadable()
    _write_contact(work, draft, step, who)
    centre_id, by = work.caller.centre_id, work.caller.person
    set_preference(
        work.session,
        centre_id,
        work.patient_id,
        who.language.value,
        eligibility.channel_of(who),
        by,
        work.now,
    )
    begin(work.session, centre_id, work.patient_id, plan, by, work.now)
    following.begin(work.session, work.patient_id, work.now)
    raise_unqualified(
        work.session,
        work.context,
        monitoring.unqualified(work.session, [work.patient_id]),
        work.now,
    )


def _write_contact(work: Work, draft: Draft, step: PathwayStep, who: EligibilityStep) -> None:
    """The contact as far as this enrolment has asked for it; the rest stays as it stood."""
    person = person_of(work)
    if person.contact is None:
        raise unreadable()
    team = teams_of(work.session, [draft.row.unit_id])[draft.row.unit_id]
    named = {each.id: each.name for each in (*team.oncologists, *team.nurses)}
    new = {
        "phone": who.phone,
        "email": who.email,
        "carer": who.carer,
        "disease": step.disease,
        "oncologist": None if step.oncologist_id is None else named.get(step.oncologist_id),
        "nurse": None if step.nurse_id is None else named.get(step.nurse_id),
    }
    asked = _contact(person.contact) | {name: each for name, each in new.items() if each}
    ask = ContactChangeAsk(**asked, oncologist_id=step.oncologist_id)
    with _named({"phone": "eligibility.phone", "email": "eligibility.email"}):
        patient_acts.change_contact(work, person.version, ask)


def _contact(contact: Contact) -> dict[str, str | None]:
    return dict(vars(contact))


def _id_of(made: Done) -> UUID:
    if made.object_id is None:
        raise ValueError("what was written down has no identifier")
    return made.object_id


@contextmanager
def _named(fields: Mapping[str, str]) -> Iterator[None]:
    """Refusals of the record under the names that the steps have."""
    try:
        yield
    except ServiceError as other:
        if other.errors is not None:
            other.errors = [
                FieldProblem(field=fields.get(each.field, each.field), reason=each.reason)
                for each in other.errors
            ]
        raise
