"""No message tells of health, whoever the centre is; an SMS is one SMS (R-NOT-01)."""

import re
from itertools import product

import pytest

from resources.catalogue import LANGUAGES, TRANSLATIONS, catalogue_of
from resources.discreet import health_word
from resources.message_texts import LONGEST_ADDRESS, LONGEST_PHONE
from resources.public_names import LONGEST_NAME, is_public
from resources.septets import LONGEST, plain, septets
from services.contract.week_enums import MessageKind
from services.notifications import words
from services.notifications.words import NotWritten, Sender

HOSTILE = (
    "Institut du Cancer",
    "Centre C.A.N.C.E.R",
    "C4ncer Center",
    "CAN\u200bCER",
    "Oncopole",
    "Pôle ONCO-HÉMATO",
    "Gustave Roussy",
    "Chimiothérapie CHU",
    "Hôpital de jour sein",
    "Service de tumeurs",
)
ADDRESS = "s" * (LONGEST_ADDRESS - 3) + ".fr"
PHONE = "0" * LONGEST_PHONE
VALUES = {"code": "W7WW2W", "day": "30/12"}
# The end of an account lies years from its beginning, so it is said with its year.
WITH_YEAR = {"day": "30/12/2036"}
OF_THE_ACCOUNT = (MessageKind.ACCOUNT_ARCHIVE, MessageKind.ACCOUNT_ERASE)
LONG = Sender(("W" * LONGEST_NAME,), PHONE, ADDRESS)
EVERY = [(kind, language) for kind, language in product(MessageKind, LANGUAGES)]


def _said(sender: Sender, kind: MessageKind, language: str) -> list[str]:
    mail = words.mail(sender, kind, language, VALUES)
    said = [words.sms(sender, kind, language, VALUES), mail.sender_name, mail.subject, mail.body]
    if kind is not MessageKind.INVITATION:
        said.append(words.on_pages(sender, kind, language, VALUES))
    return said


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("name", [*HOSTILE, "CHU de Kerlann"])
def test_no_message_tells_of_health(kind, language, name):
    for said in _said(Sender((name,), None, "suivi.exemple.fr"), kind, language):
        assert health_word(said) is None
        assert name == "CHU de Kerlann" or name not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_holds_such_a_word(language):
    source = (TRANSLATIONS / language / "messages.ftl").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if not line.startswith("#")]

    assert len(lines) > 40
    assert [health_word(line) for line in lines if health_word(line)] == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
@pytest.mark.parametrize("phone", [PHONE, None])
def test_an_sms_with_the_longest_fields_is_one(kind, language, phone):
    sender = Sender(("W" * LONGEST_NAME,), phone, ADDRESS)
    text = words.sms(sender, kind, language, VALUES)
    length = septets(text)

    assert "W" * LONGEST_NAME in text
    assert length is not None
    assert length <= LONGEST


@pytest.mark.parametrize(("kind", "language"), list(product(OF_THE_ACCOUNT, LANGUAGES)))
def test_an_sms_about_the_end_of_an_account_is_one_with_its_year(kind, language):
    text = words.sms(LONG, kind, language, WITH_YEAR)

    assert "30/12/2036" in text
    assert (septets(text) or 999) <= LONGEST


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_nothing_but_an_invitation_holds_a_code_and_nothing_holds_more_than_the_address(
    kind, language
):
    for said in _said(LONG, kind, language):
        assert ("W7WW2W" in said) <= (kind is MessageKind.INVITATION)
        assert re.findall(r"[/?=&#][^\s]*", said.replace(ADDRESS, "").replace("30/12", "")) == []
        assert re.findall(r"[0-9a-f]{8}-|@|https?:", said) == []


def test_what_does_not_fit_is_never_sent():
    with pytest.raises(NotWritten):
        words.sms(LONG, MessageKind.INVITATION, "fr", {"code": "A" * 60})
    with pytest.raises(NotWritten):
        words.sms(LONG, MessageKind.INVITATION, "fr", {"code": "日本"})


@pytest.mark.parametrize(
    ("name", "is_taken"),
    [
        ("CHU de Kerlann", True),
        ("Hôpital Saint-Antoine", True),
        ("Clinique de la Concorde", False),
        ("Clinique Concorde", True),
        ("Hôpital\nBcc: x", False),
        ("", False),
        ("   ", False),
        ("日本病院", False),
        *[(name, False) for name in HOSTILE],
    ],
)
def test_what_a_centre_may_be_called(name, is_taken):
    assert is_public(name) is is_taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_centre_that_may_not_be_named_has_a_neutral_name(language):
    sender = Sender(("Institut du Cancer", "Oncopole"), None, "suivi.exemple.fr")

    assert sender.name(language) == catalogue_of(language).text("messages-centre", {})


def test_the_public_name_comes_first():
    assert Sender(("CHU Kerlann", "CHU"), None, "s.fr").name("fr") == "CHU Kerlann"


def test_a_language_that_nobody_speaks_here_is_french():
    assert (
        words.mail(LONG, MessageKind.CALL_US, "de", {}).subject == "Merci de rappeler votre équipe"
    )


def test_letters_become_those_of_an_sms():
    assert plain("Hôpital «\u00a0Forêt\u00a0» : ça va…") == 'Hopital " Foret " : ca va...'
    assert septets("[€]") == 6
    assert septets("ô") is None
