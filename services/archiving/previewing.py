"""What archiving will do, before anybody does it: what stops, and every word that will leave."""

from datetime import date
from typing import Final

from sqlalchemy import bindparam, select

from resources.catalogue import MissingText
from resources.septets import septets
from services.alerts import ending_care
from services.archiving import rows
from services.archiving.acting import alert_work
from services.archiving.ending import ASKING, said_on
from services.archiving.keeping import kept_until
from services.centres.times import time_of
from services.contract.archiving import FOLLOWED, ArchivePreview, ArchiveStops, PreviewedMessage
from services.contract.enums import Monitoring
from services.contract.notices import Language
from services.contract.week_enums import MessageChannel, MessageKind
from services.db.tables.schedule import SurveyPause
from services.notices.registry import LANGUAGES
from services.notifications import words
from services.notifications.addresses import NOWHERE, addresses_of
from services.notifications.outbox import waiting
from services.notifications.preferences import preference_of
from services.patients import monitoring
from services.patients.monitoring import MonitoredPatient
from services.record.patient_rows import person_of
from services.record.work import Work
from services.schedule.windows import next_opening, open_window

_PAUSED: Final = select(SurveyPause.id).where(
    SurveyPause.patient_id == bindparam("patient_id"), SurveyPause.ended_at.is_(None)
)
_KIND: Final = MessageKind.FOLLOW_UP_ENDED


def preview(work: Work) -> ArchivePreview:
    """The effect of archiving now, whatever the reason; raises 404."""
    patient = monitoring.find(work.session, work.caller, work.patient_id)
    zone = time_of(work.session, work.caller.centre_id).zone
    survey = rows.last_surveys(work.session, [work.patient_id]).get(work.patient_id)
    survey_on = None if survey is None else survey.astimezone(zone).date()
    active = rows.last_activity(work.session, [work.patient_id])[work.patient_id]
    alerts = ending_care.in_the_way(work.session, work.patient_id)
    return ArchivePreview(
        patient_id=work.patient_id,
        version=person_of(work).version,
        monitoring=patient.monitoring,
        open_alerts=ending_care.blocking(alert_work(work), alerts),
        stops=_stops(work, patient.monitoring),
        last_survey_on=survey_on,
        kept_until=kept_until(work.today, survey_on, active.astimezone(zone).date()),
        messages=_messages(work, patient),
        undo_s=work.context.settings.escalation_hold_s,
    )


def _stops(work: Work, state: Monitoring) -> ArchiveStops:
    window = open_window(work.session, work.patient_id, work.now)
    pauses = work.session.scalars(_PAUSED, {"patient_id": work.patient_id})
    is_followed = state in FOLLOWED
    return ArchiveStops(
        is_asked_now=is_followed and window is not None and not window.is_answered,
        next_opening=next_opening(work.session, work.patient_id, work.now),
        is_paused=pauses.first() is not None,
        waiting_messages=len(waiting(work.session, work.patient_id, ASKING)),
    )


def _messages(work: Work, patient: MonitoredPatient) -> list[PreviewedMessage]:
    """The pages first, then what leaves; each in every language, the chosen one marked."""
    found = addresses_of(work.session, work.context.keys, [work.patient_id])
    addresses = found.get(work.patient_id, NOWHERE)
    sender = words.sender_of(
        work.session, work.context.settings, patient.centre_id, patient.unit_id, work.now
    )
    chosen = preference_of(work.session, work.patient_id).language
    return [
        _message(
            sender,
            channel,
            language,
            work.today,
            has_address=channel is MessageChannel.APP or addresses.of(channel) is not None,
            is_chosen=language == chosen,
        )
        for channel in (MessageChannel.APP, MessageChannel.SMS, MessageChannel.EMAIL)
        for language in LANGUAGES
    ]


def _message(
    sender: words.Sender,
    channel: MessageChannel,
    language: Language,
    day: date,
    *,
    has_address: bool,
    is_chosen: bool,
) -> PreviewedMessage:
    subject, text = _written(sender, channel, language, day)
    is_sms = channel is MessageChannel.SMS and text is not None
    return PreviewedMessage(
        channel=channel,
        language=language,
        has_address=has_address,
        is_chosen=is_chosen,
        subject=subject,
        text=text,
        septets=septets(text) if is_sms and text is not None else None,
    )


def _written(
    sender: words.Sender, channel: MessageChannel, language: Language, day: date
) -> tuple[str | None, str | None]:
    """Subject and text, by the hand that writes them when they leave."""
    values = said_on(day)
    try:
        if channel is MessageChannel.SMS:
            return None, words.sms(sender, _KIND, language, values)
        if channel is MessageChannel.EMAIL:
            mail = words.mail(sender, _KIND, language, values)
            return mail.subject, mail.body
        return None, words.on_pages(sender, _KIND, language, values)
    except (words.NotWritten, MissingText):
        return None, None
