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


EARLIER = NOW - timedelta(hours=3)


def test_who_comes_for_the_first_time_is_offered_the_keys(wording):
    [said] = _said(wording)
    assert "Visite du clavier" in said


def test_a_copied_session_is_left_to_the_banner_which_stays(wording):
    said = _said(
        wording,
        previous_sign_in_at=NOW - timedelta(hours=3),
        refresh_reused_at=NOW - timedelta(hours=1),
    )

    assert len(said) == 1
    assert said[0].startswith("Dernière connexion")


def test_the_codes_that_are_left_are_counted(wording):
    def _left(count: int) -> str:
        return _said(wording, previous_sign_in_at=EARLIER, recovery_codes_left=count)[-1]

    assert _left(9) == "Il vous reste 9 codes de secours."
    assert _left(1) == "Il vous reste 1 code de secours."
    assert _left(0) == "Vous n'avez plus de code de secours. Créez-en de nouveaux."
