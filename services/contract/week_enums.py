"""Closed sets of words of a patient's week: enrolment, questionnaires, messages, own pages."""

from enum import StrEnum


class Rhythm(StrEnum):
    """By which day a patient's questionnaires are planned."""

    WEEK = "week"
    """The same day of each week."""
    CYCLE = "cycle"
    """A day of the treatment cycle, and every seventh day after it until the next one."""


class PauseReason(StrEnum):
    """Why a patient is not asked for a time."""

    HOSPITALISED = "hospitalised"
    HOLIDAY = "holiday"
    PATIENT_REQUEST = "patient_request"
    TREATMENT_BREAK = "treatment_break"
    OTHER = "other"


class SurveyState(StrEnum):
    """What came of a week (S-04)."""

    OPEN = "open"
    ANSWERED = "answered"
    MISSED = "missed"
    CANCELLED = "cancelled"
    """Asked for nothing: a pause, or the end of the follow-up, came before the answer."""


class MessageKind(StrEnum):
    """What a message tells; each has its fixed template (R-NOT-01)."""

    INVITATION = "invitation"
    SURVEY_OPEN = "survey_open"
    REMINDER = "reminder"
    SECOND_REMINDER = "second_reminder"
    REMINDER_NOW = "reminder_now"
    """One that a nurse sends by hand."""
    FOLLOW_UP_ENDED = "follow_up_ended"
    CALL_US = "call_us"
    """The team asks to be called back."""
    ACCOUNT_ARCHIVE = "account_archive"
    """An account that nobody uses will be archived on a day, unless the patient says no."""
    ACCOUNT_ERASE = "account_erase"
    """An account and its data will be erased on a day, unless the patient says no."""


class MessageChannel(StrEnum):
    """How a message travels."""

    SMS = "sms"
    EMAIL = "email"
    APP = "app"
    """Shown when the patient next opens their pages."""


class MessageState(StrEnum):
    """Where a message is on its way (R-NOT-02)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class MessageFault(StrEnum):
    """Why a message did not arrive, or waits; the words of a provider itself are never kept."""

    NO_ADDRESS = "no_address"
    """Nothing is written down that this channel could go to."""
    WRONG_ADDRESS = "wrong_address"
    """The provider knows that nobody has this number or this mailbox."""
    REFUSED = "refused"
    """The provider will never take this message."""
    NOT_DELIVERED = "not_delivered"
    """Taken by the provider, and said later not to have arrived."""
    BUSY = "busy"
    """The provider asks to try this message later: a mailbox that is full, a sender not known."""
    SLOWED = "slowed"
    """The provider takes no more for now: a quota."""
    AWAY = "away"
    """The provider could not be reached, or answered nothing that could be understood."""
    NOT_ALLOWED = "not_allowed"
    """The provider refuses this installation: an account, a certificate, no credit left."""
    NOT_CONFIGURED = "not_configured"
    """This installation has no such channel."""
    TOO_LATE = "too_late"
    """Its time was over before anything could be sent."""
    UNREADABLE = "unreadable"
    """What the message says cannot be opened."""
    WITHDRAWN = "withdrawn"
    """Cancelled while it was on its way; not tried again."""


class InvitationChannel(StrEnum):
    """How a patient gets their code."""

    SMS = "sms"
    EMAIL = "email"
    SHEET = "sheet"
    """Printed, and handed over."""


class InvitationState(StrEnum):
    """What became of an invitation (screens.md 3.4)."""

    WAITING = "waiting"
    SENT = "sent"
    OPENED = "opened"
    ACTIVATED = "activated"
    EXPIRED = "expired"
    FAILED = "failed"
    LOCKED = "locked"
    """Too many wrong birth dates."""
    REPLACED = "replaced"


class Answering(StrEnum):
    """Who holds the phone on which a patient's questionnaire is answered."""

    SELF = "self"
    CARER = "carer"


class EnrolmentStop(StrEnum):
    """Why the enrolment of somebody ended before they were followed (S-02, S-47)."""

    MINOR = "minor"
    NO_CANCER = "no_cancer"
    NO_SYSTEMIC_TREATMENT = "no_systemic_treatment"
    LANGUAGE = "language"
    NO_CHANNEL = "no_channel"
    NO_CONSENT = "no_consent"
    DUPLICATE = "duplicate"
    """Followed already, or entered by mistake."""
    OTHER = "other"


class IdentityDocument(StrEnum):
    """What was looked at to prove an identity (RNIV)."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"


class SpokenLanguage(StrEnum):
    """In which language the questions can be answered."""

    FRENCH = "fr"
    ENGLISH = "en"
    OTHER = "other"
    """None of those in which there is a questionnaire: nobody can be followed with it."""


class Reach(StrEnum):
    """How somebody is reached with a question."""

    SMS = "sms"
    EMAIL = "email"
    CARER = "carer"
    """Through somebody who helps them, at whose number or address."""
    NONE = "none"


class ConsentKind(StrEnum):
    """What a patient is asked, each by itself (S-47 to S-50)."""

    TELEMONITORING = "telemonitoring"
    RESEARCH = "research"
    """Information with a right to oppose, not a consent."""
    COMMUNICATION = "communication"


class ConsentChoice(StrEnum):
    """What a patient said; `opposed` and `not_opposed` are said of research alone."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OPPOSED = "opposed"
    NOT_OPPOSED = "not_opposed"


class Collection(StrEnum):
    """How an answer was collected."""

    IN_PERSON = "in_person"
    ON_PAPER = "on_paper"
    BY_PHONE = "by_phone"
    ON_PAGES = "on_pages"
    """By the patient, on their own pages."""
