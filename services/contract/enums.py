"""Closed sets of words that the service stores and the console shows."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is for the length of one session (decision 1)."""

    NURSE = "nurse"
    ONCOLOGIST = "oncologist"
    MANAGER = "manager"
    ADMIN = "admin"
    PRIVACY_OFFICER = "privacy_officer"
    PATIENT = "patient"
    RESEARCHER = "researcher"
    SYSTEM = "system"


class CredentialScope(StrEnum):
    """What a machine credential may do (decision 3)."""

    INGEST = "ingest"
    IMPORT = "import"
    FHIR_READ = "fhir_read"
    BILLING = "billing"
    CANARY = "canary"


class AlertLevel(StrEnum):
    """How urgent an alert is, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MODERATE = "moderate"
    INFO = "info"


class AlertKind(StrEnum):
    """What raised an alert (decision 15)."""

    CLINICAL = "clinical"
    NON_RESPONSE = "non_response"
    TECHNICAL = "technical"
    IDENTITY = "identity"
    NOTICE = "notice"


class AlertState(StrEnum):
    """Where an alert is in its life; a claim is not a state (decision 18)."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    DEFERRED = "deferred"
    ESCALATED = "escalated"
    CLOSED = "closed"


class AnswerOutcome(StrEnum):
    """What became of an accepted answer; there is no fourth state (decision 10)."""

    NOTHING = "nothing"
    ALERT = "alert"
    TECHNICAL = "technical"


class Attribute(StrEnum):
    """A dimension of a symptom on which the patient answers 0 to 4 (presence: 0 or 1)."""

    FREQUENCY = "frequency"
    SEVERITY = "severity"
    INTERFERENCE = "interference"
    AMOUNT = "amount"
    PRESENCE = "presence"


class Urgency(StrEnum):
    """The patient's own word on whether the team may wait until the next visit."""

    CAN_WAIT = "can_wait"
    URGENT = "urgent"


class Fall(StrEnum):
    """The patient's answer on whether they fell since the last survey."""

    NO = "no"
    YES = "yes"


class ExceptionKind(StrEnum):
    """What is expected of one patient for a time, so that it raises nothing."""

    EXPECTED = "expected"
    """Every rule on one symptom alone, up to a grade."""
    SNOOZE = "snooze"
    """One version of one rule, up to a grade of its symptom."""


class ExceptionEnd(StrEnum):
    """Why an exception ended before its time."""

    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    """The symptom passed the level that was expected."""


class MutingObstacle(StrEnum):
    """Why a rule that fired cannot be muted in its patient."""

    CRITICAL = "critical"
    BESIDE = "beside"
    """It looks at something beside the estimated grade of one symptom."""
    SEVERE = "severe"
    """The symptom is above the highest grade that anybody may expect."""
    OTHER_RULES = "other_rules"
    """It is not, in this version, among the rules in force."""


class Channel(StrEnum):
    """How an answer reached the service."""

    WEB = "web"
    PHONE = "phone"
    API = "api"
    IMPORT = "import"
    """Brought in from another system, long after it was answered."""


class Sex(StrEnum):
    """Administrative sex, as FHIR `AdministrativeGender` limits it for France."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class IdentityStatus(StrEnum):
    """Quality of an INS identity in the words of the RNIV."""

    PROVISIONAL = "provisional"
    RETRIEVED = "retrieved"
    VALIDATED = "validated"
    QUALIFIED = "qualified"
    DOUBTFUL = "doubtful"


class Monitoring(StrEnum):
    """Whether a patient is being followed (decision 30)."""

    PENDING = "pending"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class ContactResult(StrEnum):
    """How a telephone call ended."""

    PATIENT_REACHED = "patient_reached"
    CARER_REACHED = "carer_reached"
    UNREACHABLE = "unreachable"
    MESSAGE_LEFT = "message_left"


class ActionKind(StrEnum):
    """An act in the history of an alert."""

    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    ACKNOWLEDGE = "acknowledge"
    CALL = "call"
    MEASURE = "measure"
    NOTE = "note"
    DEFER = "defer"
    ESCALATE = "escalate"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"
    UNDO = "undo"


class MeasureCode(StrEnum):
    """Coded actions of screens.md 1.11, numbered as they are shown."""

    ADVICE_BY_PHONE = "01"
    WATCH_NEXT_SURVEY = "02"
    MESSAGE_TO_PATIENT = "03"
    UNREACHABLE_MESSAGE_LEFT = "04"
    MEDICAL_ADVICE_ASKED = "05"
    SYMPTOMATIC_TREATMENT = "06"
    CANCER_TREATMENT_CHANGED = "07"
    CONSULTATION_PLANNED = "08"
    TEST_ORDERED = "09"
    SUPPORTIVE_CARE = "10"
    COMMUNITY_CARE = "11"
    EMERGENCY = "12"
    HOSPITALISATION = "13"
    NOT_RELEVANT = "14"
    OTHER = "99"


class NotRelevantCause(StrEnum):
    """Why an alert was judged not relevant (code 14)."""

    INPUT_ERROR = "input_error"
    KNOWN_SYMPTOM = "known_symptom"
    DUPLICATE = "duplicate"


class DeferReason(StrEnum):
    """Why an alert is put off (screens.md 1.11)."""

    CALL_BACK = "call_back"
    RESULT_AWAITED = "result_awaited"
    APPOINTMENT = "appointment"
    ADVICE_AWAITED = "advice_awaited"
    OTHER = "other"


class WorklistView(StrEnum):
    """The tabs of the triage screen, in their order."""

    TODO = "todo"
    MINE = "mine"
    DEFERRED = "deferred"
    ESCALATED = "escalated"
    CLOSED = "closed"


class WorklistSort(StrEnum):
    """Orders in which a worklist can be read."""

    LEVEL = "level"
    DUE = "due"
    RECEIVED = "received"


class EntryKind(StrEnum):
    """What an entry of the clinical record is about (S-03, S-14)."""

    DIAGNOSIS = "diagnosis"
    EVENT = "event"
    WORK_STATUS = "work_status"
    ECOG = "ecog"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    NOTE = "note"


class EventType(StrEnum):
    """What happened on the way of care (S-03)."""

    EMERGENCY_VISIT = "emergency_visit"
    HOSPITALISATION = "hospitalisation"
    CONSULTATION = "consultation"
    IMAGING = "imaging"
    TREATMENT_CHANGE = "treatment_change"
    TREATMENT_STOP = "treatment_stop"
    OTHER = "other"


class WorkStatus(StrEnum):
    """A patient's working life (S-14)."""

    WORKING = "working"
    SICK_LEAVE = "sick_leave"
    PART_TIME_ON_MEDICAL_GROUNDS = "part_time_on_medical_grounds"
    NOT_WORKING = "not_working"
    RETIRED = "retired"


class EntrySource(StrEnum):
    """Where a fact of the record comes from."""

    CONSOLE = "console"
    IMPORT = "import"


class DatePrecision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class AccessReason(StrEnum):
    """Why a record outside one's units is opened (screens.md 1.9, R-AZ-09)."""

    EMERGENCY = "emergency"
    CONTINUITY_OF_CARE = "continuity_of_care"
    PATIENT_REQUEST = "patient_request"
    OTHER = "other"


class PatientSort(StrEnum):
    """Orders in which patients can be listed."""

    ALERT = "alert"
    NAME = "name"
    LAST_ANSWER = "last_answer"


class SearchedBy(StrEnum):
    """What a search text was understood as."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    INS = "ins"
    RECORD_NUMBER = "record_number"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    """Digits that may be a record number or a telephone number."""


class TimelineKind(StrEnum):
    """What a line of a patient's timeline is (screens.md 3.3)."""

    ANSWER = "answer"
    ALERT = "alert"
    CALL = "call"
    ACT = "act"
    NOTE = "note"
    TREATMENT = "treatment"
    RECORD = "record"
    MESSAGE = "message"
    FOLLOW_UP = "follow_up"
    """The follow-up ended, the patient was told of it, or it goes on after all."""
    CONSENT = "consent"
