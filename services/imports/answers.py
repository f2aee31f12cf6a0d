"""Answers of a bundle, through the reader of single ones: read, then brought in by their day."""

from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from services.answers.fhir_content import content_of
from services.answers.history import bring_in, is_here
from services.contract.answer_content import RETRACTED, AnswerContent
from services.contract.bundle_import import ImportReason
from services.contract.bundle_resources import Response
from services.contract.enums import AnswerOutcome, Monitoring
from services.contract.fhir_response import QuestionnaireResponse
from services.contract.fhir_systems import REPLACES
from services.imports import rows
from services.imports.dates import is_date
from services.imports.lines import Line, Refused, taken_back
from services.imports.reading import Item
from services.imports.work import Work
from services.patients import monitoring
from services.record.days import whole

_FOLLOWED: Final = (Monitoring.ACTIVE, Monitoring.PAUSED)
_PEOPLE: Final = ("source", "author")
_FINISHED: Final = "completed"


def take_answers(work: Work, items: list[Item]) -> None:
    """Takes the answers of each patient from the oldest on, so that each finds those before it."""
    read: list[tuple[Item, UUID, AnswerContent]] = []
    for item in items:
        if item.line.refused is None and isinstance(item.resource, Response):
            try:
                patient_id = work.patient_of(item.resource.subject)
                item.line.patient_id = patient_id
                read.append((item, patient_id, _content(work, item, patient_id)))
            except Refused as refused:
                item.line.refuse(refused.reason)
    read.sort(key=lambda each: (each[2].authored or work.now, each[0].line.place))
    _begin_episodes(work, read)
    for item, patient_id, content in read:
        try:
            _take(work, item.line, patient_id, content)
        except Refused as refused:
            item.line.refuse(refused.reason)


def _begin_episodes(work: Work, read: list[tuple[Item, UUID, AnswerContent]]) -> None:
    """Somebody who is new here was followed elsewhere since their first answer."""
    begun: set[UUID] = set()
    for _, patient_id, content in read:
        if patient_id in work.enrolled - begun and content.authored is not None:
            begun.add(patient_id)
            rows.begin_episode(work.session, patient_id, min(content.authored, work.now))


def _content(work: Work, item: Item, patient_id: UUID) -> AnswerContent:
    """What an answer says; raises `Refused` where its day or its place in time is not known."""
    raw = item.raw | _names_ours(work, item.raw, patient_id)
    is_taken_back = raw.get("status") == RETRACTED
    if is_taken_back:
        # As it was before, so that it is found where it came in.
        raw["status"] = _FINISHED
    elif raw.get("status") == "amended" and not _names_replaced(raw):
        # The last state of an answer whose earlier versions never came here.
        raw["status"] = _FINISHED
        item.line.warn(ImportReason.AMENDED_TAKEN_AS_FINAL)
    try:
        content = _read(work, raw, patient_id)
    except Refused:
        if is_taken_back:
            raise Refused(ImportReason.ENTERED_IN_ERROR) from None
        raise
    if is_taken_back:
        stands = is_here(work.session, work.context, work.caller, patient_id, content)
        raise taken_back(Refused(ImportReason.ENTERED_IN_ERROR), stands=stands)
    return content


def _names_replaced(raw: dict[str, Any]) -> bool:
    extensions = raw.get("extension")
    said = extensions if isinstance(extensions, list) else []
    return any(isinstance(each, dict) and each.get("url") == REPLACES for each in said)


def _read(work: Work, raw: dict[str, Any], patient_id: UUID) -> AnswerContent:
    """The answer in our words; raises `Refused` for a time that cannot be."""
    is_other = partial(
        monitoring.is_other_ins,
        work.session,
        work.context.keys,
        work.caller.centre_id,
        patient_id,
    )
    try:
        content = content_of(QuestionnaireResponse.model_validate(raw), is_other)
    except (ValidationError, RecursionError):
        raise Refused(ImportReason.MALFORMED) from None
    if content.authored_at is None:
        raise Refused(ImportReason.DATE_MISSING)
    if is_date(raw.get("authored")):
        raise Refused(ImportReason.DATE_INCOMPLETE)
    if content.authored is None:
        raise Refused(ImportReason.DATE_UNREADABLE)
    ahead = timedelta(seconds=work.context.settings.clock_ahead_limit_s)
    if content.authored > work.now + ahead:
        raise Refused(ImportReason.DATE_IN_FUTURE)
    written = content.authored.astimezone(work.zone).date()
    work.require_lived(patient_id, whole(written))
    return content


def _names_ours(work: Work, raw: dict[str, Any], patient_id: UUID) -> dict[str, Any]:
    """The people of an answer with the identifier of this service in place of the bundle's own."""
    subject = raw.get("subject")
    said = dict(subject) if isinstance(subject, dict) else {}
    named: dict[str, Any] = {"subject": said | {"reference": f"Patient/{patient_id}"}}
    for place in _PEOPLE:
        person = raw.get(place)
        address = person.get("reference") if isinstance(person, dict) else None
        if isinstance(person, dict) and isinstance(address, str) and address in work.people:
            found = work.people[address]
            # A patient too who was refused, and whose address alone would not tell it.
            ours = {"type": "Patient"} if found is None else {"reference": f"Patient/{found}"}
            named[place] = person | ours
    return named


def _take(work: Work, line: Line, patient_id: UUID, content: AnswerContent) -> None:
    patient = monitoring.find(work.session, work.caller, patient_id)
    if patient.monitoring not in _FOLLOWED:
        raise Refused(ImportReason.MONITORING_NOT_ACTIVE)
    if content.authored is not None and content.authored < patient.episode_started_at:
        raise Refused(ImportReason.BEFORE_EPISODE)
    brought = bring_in(work.session, work.context, work.caller, patient_id, content, work.now)
    if not brought.is_new:
        line.is_known()
        return
    outcome = brought.receipt.outcome
    if outcome is AnswerOutcome.TECHNICAL:
        line.warn(ImportReason.NOT_EVALUATED)
    if outcome is not AnswerOutcome.NOTHING:
        kept = ImportReason.HISTORY_ALERT if brought.is_history else ImportReason.RAISED_ALERT
        line.warn(kept)
