"""Every error reads as a sentence that says what to do, in both languages."""

import pytest

from console.errors import (
    TRIAGE,
    ConsoleError,
    Incompatible,
    Offline,
    Refused,
    SignInNeeded,
    Unexpected,
)
from console.stores.error_words import error_sentence, error_with_code
from resources.wording import Wording
from services.contract.problems import Problem, ProblemCode

LANGUAGES = {"fr": Wording("fr"), "en": Wording("en")}
REQUEST = "01a21894-3254-7508-9618-97e40895acbe"


def refused(code: ProblemCode, status: int = 409) -> Refused:
    problem = Problem(
        type="about:blank", title="x", status=status, detail="x", code=code, request_id=REQUEST
    )
    return Refused(problem)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ProblemCode)
def test_a_word_of_the_service_is_never_shown(language, code):
    wording = LANGUAGES[language]
    for error in (refused(code), Unexpected(code, status=503, request_id=REQUEST)):
        said = error_with_code(wording, error, TRIAGE)
        assert str(code) not in said.split()
        assert "_" not in said
        assert said.endswith((".", error.support_code(TRIAGE)))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Offline("ConnectTimeout"), "TRI-001"),
        (Incompatible("WorklistPage:items"), "TRI-002"),
        (Incompatible("http_418", status=418), "TRI-418"),
        (Unexpected("KeyError"), "TRI-003"),
        (Unexpected("unavailable", status=503), "TRI-503"),
        (SignInNeeded("session_idle"), "TRI-401"),
        (refused(ProblemCode.STATE_FORBIDS), "TRI-409"),
    ],
)
def test_a_code_can_be_read_out_on_the_telephone(error: ConsoleError, code):
    assert error.support_code(TRIAGE) == code
    assert error.support_details(TRIAGE).startswith(f"{code} · ")


def test_what_is_copied_finds_the_call_in_the_log():
    assert REQUEST in refused(ProblemCode.STATE_FORBIDS).support_details(TRIAGE)


def test_a_full_disk_is_said_as_such():
    full = Unexpected("storage_full", status=503, retryable=True)
    assert "disque plein" in error_sentence(LANGUAGES["fr"], full)


def test_a_sentence_that_says_all_bears_no_code():
    wording = LANGUAGES["fr"]
    assert "TRI" not in error_with_code(wording, refused(ProblemCode.COVERS_WORSE), TRIAGE)
    assert error_with_code(wording, Unexpected("KeyError"), TRIAGE).endswith("Code TRI-003")
