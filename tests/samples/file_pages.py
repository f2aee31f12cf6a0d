"""The lists of the file of the design's picture: questionnaires, one of them whole, timeline."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from services.contract.alerts import (
    AnsweredSurvey,
    AnsweredSymptom,
    AnsweredTemperature,
    LeadSymptom,
    SentValue,
)
from services.contract.archive_enums import (
    ArchiveReason,
    FollowUpStep,
    InformedHow,
    RestoreReason,
)
from services.contract.enums import (
    ActionKind,
    AlertKind,
    AlertLevel,
    AlertState,
    AnswerOutcome,
    Channel,
    EntryKind,
    EntrySource,
    EventType,
    Role,
    TimelineKind,
)
from services.contract.messages import MessageMark
from services.contract.patient_file import (
    AnsweredQuestion,
    SurveyFile,
    SurveyLine,
    SurveyPage,
    TimelineEntry,
    TimelinePage,
    TreatmentMark,
)
from services.contract.record import EventContent, NoteContent, RecordEntry
from services.contract.timeline_marks import ConsentMark, FollowUpMark
from services.contract.week_enums import (
    Collection,
    ConsentChoice,
    ConsentKind,
    MessageChannel,
    MessageKind,
    MessageState,
)
from tests.samples.detail import details
from tests.samples.file_data import action, actions, answer_id
from tests.samples.rows import ALAIN, CLAIRE, NOW, THOMAS, paris, worklist

PAGE: Final = 12
_LEADS: Final = [
    LeadSymptom(item="diarrhoea", grade=3, change=2, temperature_c=None),
    LeadSymptom(item="abdominal_pain", grade=2, change=1, temperature_c=None),
]
_WRITTEN: Final = paris(18, 8, 9)
_OLDER: Final = UUID(int=0x0A00_1000)
"""The version that the newest one corrects."""


def survey_line(place: int, **changes: Any) -> SurveyLine:
    """The questionnaire of a week, 15 the newest."""
    written = _WRITTEN - timedelta(days=7 * (15 - place))
    is_newest = place == 15
    usual: dict[str, Any] = {
        "id": answer_id(place),
        "authored_at": written,
        "received_at": written + timedelta(minutes=3),
        "channel": Channel.PHONE if place == 12 else Channel.WEB,
        "by": CLAIRE if place == 12 else None,
        "outcome": AnswerOutcome.ALERT if is_newest else AnswerOutcome.NOTHING,
        "answered": 19 if place == 9 else 20,
        "asked": 20,
        "worst": 3 if is_newest else 2 if place % 3 else 1,
        "alert_id": worklist()[0].alert_id if is_newest else None,
        "alert_level": AlertLevel.CRITICAL if is_newest else None,
        "alert_kind": AlertKind.CLINICAL if is_newest else None,
        "questionnaire": "vigie-weekly",
        "questionnaire_version": "1.1.0",
        "is_late": place == 10,
        "replaces": _OLDER if is_newest else None,
        "replaced_by": None,
        "withdrawn_at": None,
    }
    return SurveyLine(**(usual | changes))


def survey_lines() -> list[SurveyLine]:
    """All of them, newest first; the newest one corrects the second, which was not finished."""
    newest = survey_line(15)
    older: dict[str, Any] = {"replaces": None, "replaced_by": newest.id, "is_unfinished": True}
    older |= {"answered": 7, "alert_id": None, "alert_level": None}
    corrected = survey_line(15, id=_OLDER, **older)
    rest = [survey_line(place) for place in range(14, -1, -1) if place != 6]
    return [newest, corrected, *rest]


def survey_page(cursor: str | None) -> SurveyPage:
    """Two pages."""
    lines, start = survey_lines(), int(cursor or "0")
    following = str(start + PAGE) if start + PAGE < len(lines) else None
    return SurveyPage(items=lines[start : start + PAGE], next_cursor=following, count=31)


def _symptom(item: str, before: int | None, now: int | None) -> AnsweredSymptom:
    change = None if before is None or now is None else now - before
    return AnsweredSymptom(
        item=item,
        before=before,
        now=now,
        before_missing=None,
        now_missing=None if now is not None else "not_answered",
        presence_before=None,
        presence_now=None,
        change=change,
    )


def _question(item: str, wording: str, answer: str | None, before: str | None) -> AnsweredQuestion:
    missing = None if answer is not None else "not_answered"
    return AnsweredQuestion(
        item=item,
        attribute="severity",
        wording=wording,
        answer=answer,
        missing=missing,
        before=before,
    )


_WEEK = "Au cours des 7 derniers jours,"
QUESTIONS: Final = (
    (
        "diarrhoea",
        f"{_WEEK} à quelle fréquence avez-vous eu des selles molles ou liquides ?",
        "Presque constamment",
        "Parfois",
    ),
    (
        "abdominal_pain",
        f"{_WEEK} à quelle fréquence avez-vous eu mal au ventre ?",
        "Souvent",
        "Rarement",
    ),
    (
        "abdominal_pain",
        f"{_WEEK} quelle a été l'intensité maximale de vos maux de ventre ?",
        "Modérée",
        "Légère",
    ),
    (
        "abdominal_pain",
        f"{_WEEK} dans quelle mesure vos maux de ventre ont-ils perturbé vos "
        "activités habituelles ?",
        None,
        "Un peu",
    ),
    (
        "fatigue",
        f"{_WEEK} quelle a été l'intensité maximale de votre fatigue ?",
        "Modérée",
        "Modérée",
    ),
    ("nausea", f"{_WEEK} à quelle fréquence avez-vous eu des nausées ?", "Parfois", "Jamais"),
)


def survey_file(answer: UUID, **changes: Any) -> SurveyFile:
    """One questionnaire whole: that of the alert for the newest."""
    alert = details()[worklist()[0].alert_id]
    line = next((each for each in survey_lines() if each.id == answer), survey_line(15))
    is_newest = line.id == answer_id(15)
    survey = AnsweredSurvey(
        answer_id=line.id,
        authored_at=line.authored_at,
        compared_with=line.authored_at - timedelta(days=7),
        channel=line.channel,
        language="fr",
        questionnaire=line.questionnaire,
        questionnaire_version=line.questionnaire_version,
        symptoms=[
            _symptom("diarrhoea", 1, 3),
            _symptom("abdominal_pain", 1, 2),
            _symptom("fatigue", 2, 2),
            _symptom("nausea", 0, 1),
        ],
        temperatures=[AnsweredTemperature(value_c=37.4, measured_at=line.authored_at)],
        urgency=None,
        comment=None if alert.survey is None else alert.survey.comment,
        is_reception_time=False,
        as_sent=[],
        received_at=line.received_at,
        is_late=line.is_late,
        is_unfinished=line.is_unfinished,
        corrects_received_at=line.received_at - timedelta(hours=1) if line.replaces else None,
        corrected_at=line.received_at + timedelta(hours=1) if line.replaced_by else None,
    )
    usual: dict[str, Any] = {
        "line": line,
        "survey": survey,
        "wording_language": "fr",
        "questions": [_question(*each) for each in QUESTIONS],
        "explanation": alert.explanation if is_newest else None,
        "rule_set_version": "default-2",
    }
    return SurveyFile(**(usual | changes))


def sent_values() -> list[SentValue]:
    """What a form that nobody knows sent."""
    return [
        SentValue(item="questionnaire", attribute=None, value="autre-2.0"),
        SentValue(item="diarrhoea", attribute="severity", value="7"),
        SentValue(item="unknown_item", attribute=None, value="oui"),
    ]


def entry(number: int, kind: TimelineKind, at: datetime, **changes: Any) -> TimelineEntry:
    """A line of the timeline."""
    usual: dict[str, Any] = {
        "id": UUID(int=0x71AE_0000 + number),
        "kind": kind,
        "at": at,
        "is_day_only": False,
        "date_known": None,
        "author": None,
        "role": None,
        "source": None,
        "channel": None,
        "level": None,
        "alert_kind": None,
        "state": None,
        "outcome": None,
        "leads": [],
        "action": None,
        "entry": None,
        "text": None,
        "thread": None,
    }
    return TimelineEntry(**(usual | changes))


def _message(
    number: int, at: datetime, kind: str, state: MessageState, fault: str | None = None
) -> TimelineEntry:
    """Something that was written to the patient."""
    mark = MessageMark(kind=MessageKind(kind), channel=MessageChannel.SMS, state=state, fault=fault)
    return entry(number, TimelineKind.MESSAGE, at, role=Role.SYSTEM, message=mark)


def _fact(content: EventContent | NoteContent, began_on: str) -> RecordEntry:
    return RecordEntry(
        id=UUID(int=0xFAC7),
        version=1,
        kind=EntryKind(content.kind),
        began_on=began_on,
        ended_on=None,
        content=content,
        source=EntrySource.IMPORT,
        recorded_by=None,
        recorded_at=NOW - timedelta(days=60),
        changed_by=None,
        changed_at=NOW - timedelta(days=60),
        withdrawn_at=None,
    )


def _of_alert() -> list[TimelineEntry]:
    """An alert, its answer, and an escalation that was asked, answered and asked again."""
    alert, done = worklist()[0], actions()
    nurse: dict[str, Any] = {"author": CLAIRE, "role": Role.NURSE, "thread": alert.alert_id}
    doctor = nurse | {"author": ALAIN, "role": Role.ONCOLOGIST}
    told = action(9, ActionKind.ANSWER, paris(18, 10, 30), by=ALAIN, text="rappeler")
    asked = action(10, ActionKind.ESCALATE, paris(18, 9, 50), text="quelle conduite ?")
    raised: dict[str, Any] = {
        "level": AlertLevel.CRITICAL,
        "alert_kind": AlertKind.CLINICAL,
        "state": AlertState.NEW,
        "thread": alert.alert_id,
    }
    written: dict[str, Any] = {
        "id": answer_id(15),
        "role": Role.PATIENT,
        "channel": Channel.WEB,
        "outcome": AnswerOutcome.ALERT,
        "text": "Plus de 8 fois par jour depuis dimanche.",
    }
    return [
        entry(1, TimelineKind.ACT, paris(18, 10, 41), action=done[0], **nurse),
        entry(2, TimelineKind.ACT, paris(18, 10, 30), action=told, **doctor),
        entry(3, TimelineKind.CALL, paris(18, 10, 5), action=done[1], **nurse),
        entry(4, TimelineKind.ACT, paris(18, 9, 50), action=asked, **nurse),
        entry(5, TimelineKind.ALERT, paris(18, 8, 12), leads=_LEADS, **raised),
        entry(6, TimelineKind.ANSWER, _WRITTEN, leads=_LEADS, **written),
    ]


def _of_record() -> list[TimelineEntry]:
    """Notes, treatment, facts of the record."""
    older = NOW - timedelta(days=60)
    cycle = TreatmentMark(
        line_id=UUID(int=0x12),
        name="FOLFIRI + bévacizumab",
        number=2,
        cycle=3,
        note="−20 %",
        is_end=False,
    )
    note: dict[str, Any] = {"author": THOMAS, "role": Role.NURSE, "text": "Conjoint rappelé."}
    undone: dict[str, Any] = {"author": CLAIRE, "role": Role.NURSE, "action": actions()[3]}
    imaging = EventContent(event=EventType.IMAGING, label="Scanner : progression")
    known: dict[str, Any] = {
        "is_day_only": True,
        "date_known": "2025-09",
        "entry": _fact(imaging, "2025-09"),
        "source": EntrySource.IMPORT,
    }
    begun = NOW - timedelta(days=18)
    return [
        _message(12, NOW - timedelta(days=1), "second_reminder", MessageState.DELIVERED),
        entry(7, TimelineKind.NOTE, NOW - timedelta(days=2), **note),
        _message(13, NOW - timedelta(days=2), "reminder", MessageState.FAILED, "wrong_address"),
        entry(8, TimelineKind.ACT, NOW - timedelta(days=3), **undone),
        entry(9, TimelineKind.TREATMENT, begun, is_day_only=True, treatment=cycle),
        entry(10, TimelineKind.RECORD, older, **known),
    ]


def _followed_twice() -> list[TimelineEntry]:
    """A follow-up that ended by a mistake that was seen at once, and one that ended and went on."""
    first = NOW - timedelta(days=120)
    nurse: dict[str, Any] = {"author": CLAIRE, "role": Role.NURSE, "source": EntrySource.CONSOLE}
    alone: dict[str, Any] = {"role": Role.PATIENT}
    ended = follow_up("ended", reason=ArchiveReason.TRANSFER)
    undone = follow_up("ended", reason=ArchiveReason.PATHWAY_FINISHED, is_undone=True)
    told = follow_up("told", how=InformedHow.BY_PHONE)
    back = follow_up("resumed", restore_reason=RestoreReason.RELAPSE)
    return [
        entry(14, TimelineKind.CONSENT, first + timedelta(days=49), **alone | consent("opposed")),
        entry(15, TimelineKind.FOLLOW_UP, first + timedelta(days=47), **nurse | undone),
        entry(16, TimelineKind.FOLLOW_UP, first + timedelta(days=45), **nurse | back),
        entry(17, TimelineKind.FOLLOW_UP, first + timedelta(days=31), **nurse | told),
        entry(
            18,
            TimelineKind.FOLLOW_UP,
            first + timedelta(days=30),
            **nurse | ended,
            text="Suivi au CH de Port-Louis",
        ),
        entry(19, TimelineKind.CONSENT, first, **nurse | consent("accepted")),
    ]


def follow_up(step: str, **said: Any) -> dict[str, Any]:
    """One step of an end of the follow-up."""
    archive_id = UUID(int=0xA2C417E)
    return {"follow_up": FollowUpMark(archive_id=archive_id, step=FollowUpStep(step), **said)}


def consent(choice: str) -> dict[str, Any]:
    """An answer to the question of following, or of research where it is opposed."""
    is_opposed = choice == "opposed"
    mark = ConsentMark(
        kind=ConsentKind.RESEARCH if is_opposed else ConsentKind.TELEMONITORING,
        choice=ConsentChoice(choice),
        collection=Collection.ON_PAGES if is_opposed else Collection.IN_PERSON,
    )
    return {"consent": mark}


def timeline() -> list[TimelineEntry]:
    """What happened, newest first."""
    return [*_of_alert(), *_of_record(), *_followed_twice()]


def timeline_page(kinds: frozenset[TimelineKind], until: date | None) -> TimelinePage:
    """The same, narrowed."""
    found = [
        each
        for each in timeline()
        if (not kinds or each.kind in kinds) and (until is None or each.at.date() <= until)
    ]
    return TimelinePage(items=found, next_cursor=None)
