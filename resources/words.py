"""Closed sets in words: one function a set, so that every member is worded and tested in both
languages.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from resources.symptoms import ECOG, MEASURES, SYMPTOMS, TEMPERATURE, URGENCY, WEIGHT
from resources.wording import NO_BREAK, Wording

FEVER_FROM_C = 38.0
_CIVILITIES = {"Mme": "word-civility-mme", "M.": "word-civility-m"}

_ABOUT = "≈"
_UP, _DOWN = "↑", "↓"


class Lead(Protocol):
    """A symptom as a row shows it (`services.contract.alerts.LeadSymptom`)."""

    @property
    def item(self) -> str:
        """Its code."""

    @property
    def grade(self) -> int | None:
        """Its estimated grade."""

    @property
    def change(self) -> int | None:
        """Against the survey before."""

    @property
    def temperature_c(self) -> float | None:
        """A temperature instead of a grade."""

    @property
    def value(self) -> float | None:
        """A weight's change in percent, or an ECOG grade."""


def level(wording: Wording, level: str, kind: str) -> str:
    """`Critique`; `Technique` whatever the level of a technical alert is."""
    return wording.text(f"word-level-{'technical' if kind == 'technical' else level}")


def state(wording: Wording, state: str) -> str:
    """`Nouvelle`, `Accusée`, `Clôturée`."""
    return wording.text(f"word-state-{state}")


def kind(wording: Wording, kind: str) -> str:
    """What raised an alert: `Réponse non évaluée` for a technical one."""
    return wording.text(f"word-kind-{kind}")


def act(wording: Wording, act: str) -> str:
    """An act in the history: `Appel`, `Mesure`."""
    return wording.text(f"word-act-{act}")


def measure(wording: Wording, code: str) -> str:
    """A coded action without its number."""
    return wording.text(f"word-measure-{code}")


def contact(wording: Wording, result: str, sex: str = "unknown") -> str:
    """How a call ended; the sex is the patient's."""
    return wording.text(f"word-contact-{result}", sex=sex)


def civility(wording: Wording, civility: str) -> str:
    """`Mme`, `Ms`; one that is neither stays as it is written in the record."""
    key = _CIVILITIES.get(civility)
    return civility if key is None else wording.text(key)


def cause(wording: Wording, cause: str) -> str:
    """Why an alert was not relevant."""
    return wording.text(f"word-cause-{cause}")


def done(wording: Wording, act: str, name: str) -> str:
    """That an act was done, and for whom."""
    return wording.text(f"word-done-{act}", name=name)


def access_reason(wording: Wording, reason: str) -> str:
    """Why a record outside one's units is opened."""
    return wording.text(f"word-access-{reason}")


def defer_reason(wording: Wording, reason: str) -> str:
    """Why an alert was put off."""
    return wording.text(f"word-defer-{reason}")


def archive_reason(wording: Wording, reason: str) -> str:
    """Why a follow-up ended."""
    return wording.text(f"archives-reason-{reason}")


def informed(wording: Wording, how: str) -> str:
    """How somebody told a patient that their follow-up ended: `par téléphone`."""
    return wording.text(f"word-informed-{how}")


def restored(wording: Wording, reason: str) -> str:
    """Why an archived patient is followed again."""
    return wording.text(f"word-restored-{reason}")


def obstacle(wording: Wording, obstacle: str) -> str:
    """Why a rule can be muted by nobody."""
    return wording.text(f"word-obstacle-{obstacle}")


def channel(wording: Wording, channel: str) -> str:
    """How an answer came."""
    return wording.text(f"word-channel-{channel}")


def message_kind(wording: Wording, kind: str) -> str:
    """What a message to a patient tells."""
    return wording.text(f"word-message-{kind}")


def message_channel(wording: Wording, channel: str) -> str:
    """How a message travels: `SMS`, `E-mail`."""
    return wording.text(f"word-message_by-{channel}")


def message_state(wording: Wording, state: str) -> str:
    """Where a message is on its way: `remis`."""
    return wording.text(f"word-message_is-{state}")


def message_fault(wording: Wording, fault: str) -> str:
    """Why a message did not arrive, or waits."""
    return wording.text(f"word-message_fault-{fault}")


def role(wording: Wording, role: str) -> str:
    """A role, without a person's gender."""
    return wording.text(f"word-role-{role}")


def monitoring(wording: Wording, monitoring: str) -> str:
    """Whether a patient is being followed."""
    return wording.text(f"word-monitoring-{monitoring}")


def identity(wording: Wording, status: str) -> str:
    """Quality of an identity."""
    return wording.text(f"word-identity-{status}")


def sex(wording: Wording, sex: str) -> str:
    """One letter."""
    return wording.text(f"word-sex-{sex}")


def missing(wording: Wording, reason: str) -> str:
    """Why there is no grade."""
    return wording.text(f"word-missing-{reason}")


def attribute(wording: Wording, attribute: str) -> str:
    """A dimension of a symptom: `fréquence`."""
    return wording.text(f"word-attribute-{attribute}")


def secrets_notice(wording: Wording, notice: str) -> str:
    """Why nothing is kept on this workstation."""
    return wording.text(f"word-secrets-{notice}")


def grade(wording: Wording, grade: int) -> str:
    """A grade in a word, after the word `grade`."""
    return wording.text(f"word-grade-{grade}")


def axis_grade(wording: Wording, grade: int) -> str:
    """A grade as the axis of a chart names it."""
    return wording.text(f"word-axis-{grade}")


def symptom(wording: Wording, item: str, *, short: bool = False) -> str:
    """A symptom by its code; a code that this version does not know shows as itself."""
    if item not in SYMPTOMS and item not in (TEMPERATURE, URGENCY, *MEASURES):
        return item
    return wording.text(f"symptom-{item}-short" if short else f"symptom-{item}")


_TITLES = frozenset({"Dr", "Pr"})


def short_name(name: str) -> str:
    """`T. Riou` of `Thomas Riou`, `Dr A. Tanguy` of `Dr Alain Tanguy`; a name of one word, or
    already short, stays.
    """
    first, _, rest = name.partition(" ")
    if first in _TITLES:
        return f"{first} {short_name(rest)}"
    return f"{first[0]}. {rest}" if rest and not first.endswith(".") else name


def about(grade: int) -> str:
    """An estimated grade: `≈ 3`."""
    return f"{_ABOUT}{NO_BREAK}{grade}"


def change(change: int | None) -> str:
    """`↑2`, `↓1`, nothing for a change of zero or none."""
    if not change:
        return ""
    return f"{_UP if change > 0 else _DOWN}{abs(change)}"


def lead(wording: Wording, shown: Lead) -> str:
    """A symptom of a row without its change: `Diarrhée ≈3`, `Fièvre 38,9 °C`, `Frissons`."""
    if shown.temperature_c is not None:
        return temperature(wording, shown.temperature_c)
    if shown.item in MEASURES:
        return measured(wording, shown.item, shown.value)
    name = symptom(wording, shown.item, short=True)
    return name if shown.grade is None else f"{name} {_ABOUT}{shown.grade}"


def measured(wording: Wording, item: str, value: float | None) -> str:
    """`Poids −6,6 %`, `ECOG 3`, `Chute`."""
    name = symptom(wording, item, short=True)
    if value is None or item not in (WEIGHT, ECOG):
        return name
    if item == ECOG:
        return f"{name}{NO_BREAK}{value:.0f}"
    return f"{name} {percent(wording, value)}"


def percent(wording: Wording, value: float) -> str:
    """`−6,6 %`, `5 %`, in English `5%`: a decimal only where there is one."""
    number = wording.decimal(value, 0 if value == int(value) else 1)
    return wording.text("symptom-percent", value=number)


def temperature(wording: Wording, value_c: float) -> str:
    """`Fièvre 38,9 °C`, `Température 37,4 °C`."""
    key = "symptom-fever" if value_c >= FEVER_FROM_C else "symptom-temperature"
    return f"{wording.text(key)} {wording.celsius(value_c)}"


def hours(w: Wording, minutes: int) -> str:
    """`2 h`, `30 min`, `1 h 30`: a length of time as people say it."""
    if minutes % 60 == 0:
        return f"{minutes // 60}{NO_BREAK}h"
    return w.duration(timedelta(minutes=minutes))


class ResponseTimes(Protocol):
    """Minutes of each level (`services.contract.centre_settings.ResponseTimesContent`)."""

    @property
    def technical(self) -> int:
        """Of what could not be assessed."""

    @property
    def critical(self) -> int:
        """Of a critical alert."""

    @property
    def high(self) -> int:
        """Of a high one."""

    @property
    def moderate(self) -> int:
        """Of a moderate one."""

    @property
    def info(self) -> int:
        """Of information."""


def response_times(w: Wording, times: ResponseTimes) -> str:
    """How soon each level is to be answered, the most urgent first."""
    told = (
        ("technical", times.technical),
        ("critical", times.critical),
        ("high", times.high),
        ("moderate", times.moderate),
        ("info", times.info),
    )
    return " · ".join(
        w.text("centre-time", level=w.text(f"centre-level-{level}"), time=hours(w, minutes))
        for level, minutes in told
    )
