"""What somebody is told when they have just signed in."""

from datetime import UTC, datetime, timedelta

from tests.console import made
from tests.support.typography import plain
from ui.shell.greeting import greetings

NOW = datetime(2025, 11, 18, 9, 42, tzinfo=UTC)


def _said(wording, **changes) -> list[str]:
    grant = made.grant().model_copy(
        update={"previous_sign_in_at": None, "refresh_reused_at": None} | changes
    )
    return [plain(each) for each in greetings(wording, grant, NOW)]


def test_nothing_happened(wording):
    assert _said(wording) == []


def test_a_copied_session_is_left_to_the_banner_which_stays(wording):
    said = _said(
        wording,
        previous_sign_in_at=NOW - timedelta(hours=3),
        refresh_reused_at=NOW - timedelta(hours=1),
    )

    assert len(said) == 1
    assert said[0].startswith("Dernière connexion")


def test_the_codes_that_are_left_are_counted(wording):
    assert _said(wording, recovery_codes_left=9) == ["Il vous reste 9 codes de secours."]
    assert _said(wording, recovery_codes_left=1) == ["Il vous reste 1 code de secours."]
    assert _said(wording, recovery_codes_left=0) == [
        "Vous n'avez plus de code de secours. Créez-en de nouveaux."
    ]
