"""The words of messages that a centre changes: refused where they mislead, and never in the way."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import update

from services.contract.enums import Monitoring
from services.contract.week_enums import MessageChannel, MessageKind
from services.db.tables.centres import CentreSetting
from services.message_settings import MessageSettings, SmsProvider, SmsSettings
from services.notifications import words
from services.notifications.words import Sender, sender_of
from tests.services.centres.test_centre_settings import change, history, undo
from tests.services.centres.test_contacts import CONTACTS
from tests.services.notifications.conftest import Mail, with_settings
from tests.support.sinks import MailServer, Provider, provider

SMS, EMAIL = MessageChannel.SMS, MessageChannel.EMAIL
OWN_SMS = "{centre} : bonjour, un petit rappel, à bientôt sur {link}. {emergency}"
OWN_MAIL = "Bonjour de {centre}.\n\nVos questions sont sur {link}, ou au {phone}."
USUAL_SMS = "CHU de Kerlann : rappel, votre questionnaire de la semaine"


def one(body: str = OWN_SMS, **changes: Any) -> dict[str, Any]:
    """The reminder by SMS in French, unless it says otherwise."""
    usual = {"kind": "reminder", "channel": "sms", "language": "fr", "subject": None, "body": body}
    return usual | changes


def mailed(body: str = OWN_MAIL, subject: str = "Un rappel", **changes: Any) -> dict[str, Any]:
    """The same by mail."""
    return one(body, channel="email", subject=subject, **changes)


def content(*texts: dict[str, Any]) -> dict[str, Any]:
    """The whole section."""
    return {"section": "message_texts", "texts": list(texts)}


def sets(mail: Mail, *texts: dict[str, Any], on: str | None = None) -> Any:
    """What the administrator writes."""
    answer = change(mail.service, content(*texts), on=on)
    assert answer.status_code == 200, answer.text
    return answer.json()


def sender(mail: Mail) -> Sender:
    """Who writes now."""
    context, centre = mail.service.context, mail.service.centre
    with context.database.reading(mail.scope) as session:
        now = context.clock.now()
        return sender_of(session, context.settings, centre.id, centre.units[0], now)


def said(mail: Mail, kind: MessageKind = MessageKind.REMINDER, **values: str) -> str:
    """The SMS of a kind as it would leave now."""
    return words.sms(sender(mail), kind, "fr", values)


def breaks(mail: Mail, stored: Any) -> None:
    """The version holds something else, behind the service's back."""
    with mail.service.context.database.writing(mail.scope) as session:
        session.execute(update(CentreSetting).values(content=stored))


@pytest.fixture
def sms_sink(mail: Mail) -> Iterator[Provider]:
    """A webhook that takes every SMS."""
    with provider(lambda _asked: (202, {"reference": "r-1"})) as shown:
        sms = SmsSettings(
            provider=SmsProvider.WEBHOOK,
            webhook_url=f"{shown.url}/sms",
            webhook_secret="a secret of the webhook",
            sender="KERLANN",
        )
        with_settings(mail, sms=sms, message=MessageSettings(timeout_s=1))
        yield shown


def sent(mail: Mail, sink: Provider, kind: MessageKind, **values: str) -> str:
    """The text of an SMS that has left."""
    before = len(sink.posts())
    mail.post(kind, values=values, channels=(SMS,))
    mail.send(SMS)
    posts = sink.posts()
    assert len(posts) == before + 1
    return str(posts[-1].json["text"])


def test_the_words_of_the_centre_leave_filled_in_gsm_7(mail: Mail, sms_sink: Provider):
    assert sent(mail, sms_sink, MessageKind.REMINDER).startswith(USUAL_SMS)
    sets(mail, one())

    assert sent(mail, sms_sink, MessageKind.REMINDER) == (
        "CHU de Kerlann : bonjour, un petit rappel, à bientot sur "
        f"{sender(mail).address}. Urgence : 15."
    )
    assert "bonjour" not in sent(mail, sms_sink, MessageKind.SECOND_REMINDER)


def test_a_mail_in_the_words_of_the_centre_keeps_its_frame(mail: Mail, mail_sink: MailServer):
    assert change(mail.service, CONTACTS).status_code == 200
    sets(mail, mailed())
    mail.post(MessageKind.REMINDER)
    mail.send(EMAIL)

    [received] = mail_sink.received
    body = received.mail.get_content()
    assert received.mail["Subject"] == "Un rappel"
    assert "Bonjour de CHU Kerlann.\n\nVos questions sont sur" in body.replace("\r\n", "\n")
    assert "ou au 02 98 44 00 00." in body
    assert "appelez le 15" in body
    assert "personne ne lit les réponses" in body.replace("\r\n", " ")


def test_the_end_of_a_follow_up_says_where_to_ask(mail: Mail):
    change(mail.service, CONTACTS)
    known = sender(mail)
    ended = words.mail(known, MessageKind.FOLLOW_UP_ENDED, "fr", {"day": "30/12"}).body

    assert "aide@exemple.fr" in ended
    assert "aide@exemple.fr" not in words.mail(known, MessageKind.REMINDER, "fr", {}).body


def test_the_words_in_force_when_it_is_written_are_those_that_leave(mail: Mail, sms_sink: Provider):
    sets(mail, one())
    later = sets(mail, one("{centre} : demain, {link} {emergency}"), on="2025-11-20")
    assert "bonjour" in sent(mail, sms_sink, MessageKind.REMINDER)
    mail.post(MessageKind.REMINDER, channels=(SMS,))
    undone = undo(mail.service, "message_texts", 2, later["revision"])
    assert undone.status_code == 200
    sets(mail)
    mail.send(SMS)

    assert str(sms_sink.posts()[-1].json["text"]).startswith(USUAL_SMS)
    assert history(mail.service, "message_texts")[0] == (3, "in_force")


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [],
        "x",
        {"section": "message_texts", "texts": "x"},
        content(one("{centre} sans lien")),
        content(one("{centre} {link} {emergency} {patient}")),
        content(one("{centre} {link} {emergency} " + "é" * 150)),
        content(one("{centre} {link} {emergency} 日本")),
        content(one("")),
        content(one("{centre} {link} {emergency}", subject="Objet")),
        content(one(kind="no_such_kind")),
    ],
)
def test_a_reminder_leaves_whatever_stands_in_a_setting(
    mail: Mail, sms_sink: Provider, stored: Any
):
    sets(mail, one())
    breaks(mail, stored)

    assert sent(mail, sms_sink, MessageKind.REMINDER).startswith(USUAL_SMS)


@pytest.mark.parametrize("stored", [{}, content(one(kind="follow_up_ended", body="{link}"))])
def test_whoever_is_followed_no_more_is_told_whatever_stands_in_a_setting(
    mail: Mail, sms_sink: Provider, stored: Any
):
    own = "{centre} : suivi fini le {date}. {link} {emergency}"
    sets(mail, one(own, kind="follow_up_ended"))
    mail.patient_is(monitoring=Monitoring.ENDED)
    first = sent(mail, sms_sink, MessageKind.FOLLOW_UP_ENDED, day="18/11")
    assert "suivi fini le 18/11." in first
    breaks(mail, stored)

    second = sent(mail, sms_sink, MessageKind.FOLLOW_UP_ENDED, day="18/11")
    assert "suivi à distance terminé le 18/11" in second


def test_a_field_without_a_value_leaves_the_usual_words(mail: Mail, sms_sink: Provider):
    sets(mail, one("{centre} : rappelez le {phone}. {emergency}", kind="call_us"))
    assert "merci de rappeler votre équipe" in sent(mail, sms_sink, MessageKind.CALL_US)
    assert change(mail.service, CONTACTS).status_code == 200
    assert "rappelez le 02 98 44 00 00." in sent(mail, sms_sink, MessageKind.CALL_US)


def test_what_fills_a_field_is_never_a_field(mail: Mail):
    own = "{centre} : code {code}, {link}"
    sets(mail, one(own, kind="invitation"))

    assert said(mail, MessageKind.INVITATION, code="{link}").count(sender(mail).address) == 1


REFUSED: list[tuple[str, str]] = [
    ("{centre} : {emergency}", "missing_field"),
    ("{link} {emergency}", "missing_field"),
    ("{centre} : {link}", "missing_field"),
    ("{centre} {link} {emergency} {code}", "unknown_field"),
    ("{centre} {link} {emergency} {date}", "unknown_field"),
    ("{centre} {link} {emergency} {name}", "unknown_field"),
    ("{centre} {link} {emergency} {}", "unknown_field"),
    ("{centre} {link} {emergency} {", "unknown_field"),
    ("{centre} {link} {emergency} {{link}}", "unknown_field"),
    ("{centre} {link}.evil.com {emergency}", "glued_field"),
    ("{centre} mon-{link} {emergency}", "glued_field"),
    ("{centre} {link}/x {emergency}", "glued_field"),
    ("{centre} {link}@x {emergency}", "glued_field"),
    ("{centre}.fr {link} {emergency}", "glued_field"),
    ("{centre}{link}{emergency}", "glued_field"),
    ("{centre} {link} {emergency} http://x", "typed_link"),
    ("{centre} {link} {emergency} bit.ly", "typed_link"),
    ("{centre} {link} {emergency} BIT．LY", "typed_link"),
    ("{centre} {link} {emergency} bit。ly", "typed_link"),
    ("{centre} {link} {emergency} www exemple", "typed_link"),
    ("{centre} {link} {emergency} a@b", "typed_link"),
    ("{centre} {link} {emergency} 02 98 44 00 00", "typed_number"),
    ("{centre} {link} {emergency} 3 6 2 4", "typed_number"),
    ("{centre} {link} {emergency} 02-98-44", "typed_number"),
    ("{centre} {link} {emergency} ０２９８", "typed_number"),
    ("{centre} {link} {emergency} appelez le 18", "typed_number"),
    ("{centre} {link} {emergency} 08:99:70:12:34", "typed_number"),
    ("{centre} {link} {emergency} 08*99*70*12*34", "typed_number"),
    ("{centre} {link} {emergency} 08_99_70_12_34", "typed_number"),
    ("{centre} {link} +1 {emergency}", "typed_number"),
    ("{centre} {link} {emergency} chimio", "tells_of_health"),
    ("{centre} {link} {emergency}\nligne", "not_printable"),
    ("{centre} {link} {emer\u200bgency} x", "not_printable"),
    ("{centre} {link} {emergency} \u202eabc", "not_printable"),
    ("{centre} {link} {emergency} 日本", "not_gsm7"),
    ("{centre} {link} {emergency} " + "a" * 95, "too_long"),
    ("{centre} {link} {emergency} " + "€" * 48, "too_long"),
    ("   ", "empty"),
]


@pytest.mark.parametrize(("body", "reason"), REFUSED)
def test_words_that_mislead_or_do_not_fit_are_refused(sqlite_mail: Mail, body: str, reason: str):
    refused = change(sqlite_mail.service, content(one(body)))

    assert refused.status_code == 422, refused.text
    [error] = refused.json()["errors"]
    assert (error["field"], error["reason"]) == ("content.texts.reminder.sms.fr.body", reason)
    assert history(sqlite_mail.service, "message_texts") == [(0, "in_force")]


@pytest.mark.parametrize(
    "body",
    [
        "{centre} : ({link}) {emergency}",
        "L'équipe de {centre} attend vos réponses, {link}. Merci ! {emergency}",
        "{centre} {link}, de 8:30 à 9 h, ou après 16:00. {emergency}",
        "« {centre} » {link}, 5 minutes et/ou 10 questions. {emergency}",
        "Ici l'{centre}. {link} {emergency} " + "a" * 76,
    ],
)
def test_words_that_say_what_they_must_are_taken(sqlite_mail: Mail, body: str):
    sets(sqlite_mail, one(body))

    assert "rappel, votre questionnaire" not in said(sqlite_mail)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        (mailed(subject="Rappel\r\nBcc: x"), "subject", "not_printable"),
        (mailed(subject="Rappel {link}"), "subject", "unknown_field"),
        (mailed(subject="Rappel " + "a" * 80), "subject", "too_long"),
        (mailed(subject="Voir exemple.fr"), "subject", "typed_link"),
        (mailed("Bonjour"), "body", "missing_field"),
        (mailed("{link} evil.\u034fcom"), "body", "not_printable"),
        (mailed("{link} evil.\u2800com"), "body", "not_printable"),
        (mailed("{link} 0\u034f8\u034f9\u034f9"), "body", "not_printable"),
        (mailed("{link} 0\ufe0f\u20e38\ufe0f\u20e39\ufe0f\u20e3"), "body", "not_printable"),
        (mailed("{link} chi\ufe0fmio"), "body", "not_printable"),
        (mailed("{link} chi\u3164mio"), "body", "other_alphabet"),
        (mailed("{link} d\u043euleur"), "body", "other_alphabet"),
        (mailed("{link} 08·99·70·12·34"), "body", "typed_number"),
        (mailed(subject="chi\u034fmio"), "subject", "not_printable"),
        (mailed("{link} " + "a" * 1190), "body", "too_long"),
        (mailed("{link} {emergency}"), "body", "unknown_field"),
        (mailed("{link}", kind="follow_up_ended"), "body", "missing_field"),
        (mailed("{link}", kind="invitation"), "body", "missing_field"),
        (mailed() | {"subject": None}, "subject", "not_a_subject"),
    ],
)
def test_a_mail_has_a_subject_and_its_fields(
    sqlite_mail: Mail, wrong: dict[str, Any], field: str, reason: str
):
    refused = change(sqlite_mail.service, content(wrong))

    assert refused.status_code == 422, refused.text
    [error] = refused.json()["errors"]
    name = f"content.texts.{wrong['kind']}.email.fr.{field}"
    assert (error["field"], error["reason"]) == (name, reason)


def test_accents_that_were_typed_apart_are_letters_of_the_language(sqlite_mail: Mail):
    sets(sqlite_mail, mailed("Bonjour, un petit rappel a\u0300 bientôt, cœur et Ÿ : {link}"))


def test_an_sms_has_no_subject_and_nothing_is_said_twice(sqlite_mail: Mail):
    service = sqlite_mail.service
    for wrong, reason in (
        ([one(subject="Objet")], "not_a_subject"),
        ([one(), one()], "twice"),
    ):
        refused = change(service, content(*wrong))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["reason"] == reason
    for wrong_shape in (one(channel="app"), one(language="de"), one(kind="x"), one(x="y")):
        assert change(service, content(wrong_shape)).status_code == 422


@pytest.mark.parametrize("who", ["nurse", "oncologist", "manager"])
def test_only_an_administrator_writes_them_and_who_was_late_is_told(mail: Mail, who: str):
    service = mail.service
    assert change(service, content(one()), 0, who=who).status_code == 403
    assert change(service, content(one()), 0).status_code == 200
    assert change(service, content(), 0).status_code == 412
    assert "bonjour" in said(mail)
