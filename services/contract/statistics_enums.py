"""Closed sets of words of the statistics of a centre (screens.md 3.7)."""

from enum import StrEnum


class Breakdown(StrEnum):
    """By what the table is divided; the charts are always of the whole centre."""

    UNIT = "unit"
    TUMOUR_SITE = "tumour_site"
    TREATMENT_CLASS = "treatment_class"


class Comparison(StrEnum):
    """What a period is compared with: as many months right before it, or the same a year ago."""

    PREVIOUS = "previous"
    LAST_YEAR = "last_year"
    NONE = "none"


class FigureState(StrEnum):
    """What stands in a place of the page; `known` alone has a number."""

    KNOWN = "known"
    MASKED = "masked"
    """Statistical confidentiality: one mark, whatever the reason (R-STA-01, R-STA-02)."""
    NO_DATA = "no_data"
    """Nothing was counted that the figure could be made of: no alert, no questionnaire."""
    NOT_CLOSED = "not_closed"
    """A month of it is not closed, or was over before anything was counted here."""
    NO_COMPARISON = "no_comparison"
    """There is nothing to compare with."""
    NOT_RECORDED = "not_recorded"
    """What the figure would be made of was not kept when the months were closed."""


class FigureUnit(StrEnum):
    """What a number counts; all are whole numbers, rounded half to even by the service."""

    PATIENTS = "patients"
    EVENTS = "events"
    PERCENT = "percent"
    PER_HUNDRED = "per_hundred"
    """For each 100 questionnaires."""
    OPENING_MINUTES = "opening_minutes"
    """Minutes of the opening hours of the centre."""
    SECONDS = "seconds"


class Measure(StrEnum):
    """Everything that is measured; each has its definition (docs/statistics.md)."""

    MONITORED = "monitored"
    ANSWER_RATE = "answer_rate"
    ALERTS_PER_HUNDRED = "alerts_per_hundred"
    ALERTS_WITHOUT_INFO_PER_HUNDRED = "alerts_without_info_per_hundred"
    RESPONSE_TIME = "response_time"
    WITHIN_TARGET = "within_target"
    WITH_ACTION = "with_action"
    QUESTIONNAIRES = "questionnaires"
    FOLLOWED = "followed"
    ALERTS = "alerts"
    ESCALATIONS = "escalations"
    CLOSING_TIME = "closing_time"
    SYMPTOMS = "symptoms"
    OUTCOMES = "outcomes"
    ENROLLED = "enrolled"
    ARCHIVED = "archived"
    NON_RESPONSE = "non_response"
    WORKLOAD = "workload"
    FOREGROUND_TIME = "foreground_time"


class TumourSite(StrEnum):
    """Where the primary tumour is, by the ICD-10 code of the main diagnosis."""

    BREAST = "breast"
    DIGESTIVE = "digestive"
    THORAX = "thorax"
    UROLOGY = "urology"
    GYNAECOLOGY = "gynaecology"
    HEAD_AND_NECK = "head_and_neck"
    SKIN = "skin"
    HAEMATOLOGY = "haematology"
    NERVOUS_SYSTEM = "nervous_system"
    OTHER = "other"
    NOT_RECORDED = "not_recorded"
    """No main diagnosis with a code."""


class TreatmentClass(StrEnum):
    """The class of the treatment in course, by the names of its substances."""

    CHEMOTHERAPY = "chemotherapy"
    TARGETED = "targeted"
    IMMUNOTHERAPY = "immunotherapy"
    HORMONE_THERAPY = "hormone_therapy"
    COMBINATION = "combination"
    """Substances of two classes or more, in one line or in lines at the same time."""
    NOT_RECOGNISED = "not_recognised"
    """A treatment whose name holds no substance that is known."""
    NONE = "none"
    """No treatment in course."""
