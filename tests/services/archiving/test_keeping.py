"""Ten calendar years, twelve months, and the days that no calendar has; the words of the end."""

from datetime import date

import pytest

from resources.septets import septets
from services.archiving.keeping import consent_holds, kept_until, years_later
from services.contract.week_enums import MessageKind
from services.notifications import words
from services.notifications.words import Sender


@pytest.mark.parametrize(
    ("day", "later"),
    [
        ("2025-11-18", "2035-11-18"),
        ("2024-02-29", "2034-03-01"),
        ("2026-02-28", "2036-02-28"),
        ("2025-12-31", "2035-12-31"),
    ],
)
def test_ten_years_are_ten_calendar_years(day: str, later: str):
    assert years_later(date.fromisoformat(day), 10) == date.fromisoformat(later)


def test_a_leap_day_that_exists_again_stays_one():
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("archived", "survey", "active", "until"),
    [
        # The last questionnaire counts, not the archiving (S-29).
        ("2026-03-01", "2025-11-18", "2026-02-20", "2035-11-18"),
        # Never completed: the last activity.
        ("2026-03-01", None, "2026-02-20", "2036-02-20"),
        # Never before the archiving itself.
        ("2040-01-01", "2025-11-18", "2025-11-18", "2040-01-01"),
    ],
)
def test_until_when_a_record_is_kept(archived: str, survey: str | None, active: str, until: str):
    last = None if survey is None else date.fromisoformat(survey)
    found = kept_until(date.fromisoformat(archived), last, date.fromisoformat(active))

    assert found == date.fromisoformat(until)


@pytest.mark.parametrize(
    ("said", "today", "holds"),
    [
        ("2024-11-18", "2025-11-18", True),
        ("2024-11-17", "2025-11-18", False),
        ("2024-02-29", "2025-03-01", True),
        ("2024-02-29", "2025-03-02", False),
    ],
)
def test_a_consent_holds_twelve_months(said: str, today: str, holds: bool):
    assert consent_holds(date.fromisoformat(said), date.fromisoformat(today)) is holds


def test_the_sms_is_that_of_the_decision():
    """149 septets, to the letter (decision 32)."""
    sender = Sender(("CHU de Kerlann",), None, "suivi.exemple.fr")
    said = words.sms(sender, MessageKind.FOLLOW_UP_ENDED, "fr", {"day": "18/11"})

    assert said == (
        "CHU de Kerlann : suivi à distance terminé le 18/11, vos réponses ne seront plus lues. "
        "Vos soins continuent. Détails : suivi.exemple.fr. Urgence : 15."
    )
    assert septets(said) == 149


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            ("18/11", "ne seront plus lues", "soins continuent", "ne remplace pas", "pourquoi"),
        ),
        (
            "en",
            ("18/11", "will not be read", "care goes on", "does not replace", "To ask why"),
        ),
    ],
)
def test_the_mail_says_everything(language: str, told: tuple[str, ...]):
    sender = Sender(("CHU de Kerlann",), "02 97 00 00 00", "suivi.exemple.fr")
    values = {"day": "18/11"}
    said = words.mail(sender, MessageKind.FOLLOW_UP_ENDED, language, values).body

    assert [each for each in (*told, "15", "suivi.exemple.fr") if each not in said] == []
