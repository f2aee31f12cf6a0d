"""SMS to a provider on loopback: OVHcloud's interface, and a signed webhook."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any

import pytest

from services.clock import SystemClock
from services.contract.week_enums import MessageChannel, MessageKind
from services.message_settings import MessageSettings, SmsProvider, SmsSettings
from services.notifications.addresses import sms_number
from services.notifications.carriers.ovh import tag_of
from tests.architecture.sources import ROOT
from tests.services.notifications.conftest import MAILBOX, PHONE, Mail, with_settings
from tests.support.sinks import Asked, Provider, provider

SMS, EMAIL = MessageChannel.SMS, MessageChannel.EMAIL
SECRET = "a secret of the webhook"
AHEAD_S = 7200
TAKEN = {"ids": [41], "invalidReceivers": [], "validReceivers": [PHONE], "totalCreditsRemoved": 1}


class Ovh:
    """As much of OVHcloud's interface as a message needs; its clock is two hours ahead of ours."""

    def __init__(self) -> None:
        self.outgoing: dict[str, Any] = {}
        self.known: list[int] = []

    def __call__(self, asked: Asked) -> tuple[int, Any]:
        """Answers one request."""
        path = asked.path.removeprefix("/1.0")
        if path == "/auth/time":
            return 200, _now_s() + AHEAD_S
        if not _is_signed(asked):
            return 403, {"errorCode": "INVALID_SIGNATURE"}
        if asked.method == "POST":
            return 200, TAKEN
        if "?tag=" in path:
            return 200, self.known
        found = self.outgoing.get(path.rpartition("/")[2])
        return (404, {}) if found is None else (200, found)


def _now_s() -> int:
    return round(SystemClock().now().timestamp())


def _is_signed(asked: Asked) -> bool:
    """Whether the signature is what OVHcloud's documentation says it is."""
    stated = int(asked.headers["x-ovh-timestamp"])
    url = f"http://{asked.headers['host']}{asked.path}"
    words = ["app-secret", "consumer", asked.method, url, asked.body.decode(), str(stated)]
    wanted = "$1$" + hashlib.sha1("+".join(words).encode()).hexdigest()
    is_now = abs(stated - _now_s() - AHEAD_S) < 30
    return is_now and asked.headers["x-ovh-signature"] == wanted


def ovh_of(shown: Provider, **changes: Any) -> SmsSettings:
    """Settings for OVHcloud on loopback."""
    known: dict[str, Any] = {
        "provider": SmsProvider.OVH,
        "ovh_url": f"{shown.url}/1.0",
        "ovh_service": "sms-ab1-1",
        "ovh_application_key": "app-key",
        "ovh_application_secret": "app-secret",
        "ovh_consumer_key": "consumer",
    }
    return SmsSettings(**known | changes)


@pytest.fixture
def ovh() -> Ovh:
    """What it says."""
    return Ovh()


@pytest.fixture
def at_ovh(mail: Mail, ovh: Ovh) -> Iterator[Provider]:
    """The provider, to which the service sends."""
    with provider(ovh) as shown:
        with_settings(mail, sms=ovh_of(shown), message=MessageSettings(timeout_s=1))
        yield shown


@pytest.fixture
def at_webhook(sqlite_mail: Mail) -> Iterator[Provider]:
    """A webhook that takes everything, to which the service sends."""
    with provider(lambda _asked: (202, {"reference": "r-1"})) as shown:
        sms = SmsSettings(
            provider=SmsProvider.WEBHOOK,
            webhook_url=f"{shown.url}/sms",
            webhook_secret=SECRET,
            sender="KERLANN",
        )
        with_settings(sqlite_mail, sms=sms, message=MessageSettings(timeout_s=0.3))
        yield shown


def test_ovh_gets_a_signed_job_and_says_later_that_it_arrived(
    mail: Mail, ovh: Ovh, at_ovh: Provider
):
    message_id = mail.post()
    assert message_id is not None
    mail.send(SMS)
    assert mail.states() == [("sms", "sent", None)]
    [job] = at_ovh.posts()
    assert job.path == "/1.0/sms/sms-ab1-1/jobs"
    assert job.json["receivers"] == [PHONE]
    assert job.json["tag"] == tag_of(message_id)
    assert (job.json["noStopClause"], job.json["senderForResponse"]) == (True, True)
    assert job.json["message"].startswith("CHU de Kerlann : votre questionnaire")

    mail.service.clock.forward(minutes=2)
    mail.send(SMS)
    assert mail.states() == [("sms", "sent", None)]
    ovh.outgoing["41"] = {"id": 41, "deliveryReceipt": 1, "ptt": 4}
    mail.service.clock.forward(minutes=2)
    mail.send(SMS)
    assert mail.states() == [("sms", "delivered", None)]


def test_an_sms_that_did_not_arrive_is_a_fault_of_the_number(
    mail: Mail, ovh: Ovh, at_ovh: Provider
):
    mail.reached_by("06 39 98 14 00", MAILBOX)
    with_settings(mail, smtp=mail.service.context.settings.smtp.model_copy(update={"host": "x"}))
    mail.post()
    mail.send(SMS)
    ovh.outgoing["41"] = {"id": 41, "deliveryReceipt": 2, "ptt": 999}
    mail.service.clock.forward(minutes=2)
    mail.send(SMS)

    assert mail.states() == [("sms", "failed", "not_delivered"), ("email", "queued", None)]
    assert len(mail.notices()) == 1


def test_a_receipt_of_failure_wins_over_the_time_of_the_receipt(
    mail: Mail, ovh: Ovh, at_ovh: Provider
):
    """What an operator reports at an instant is not delivered because it has one (H-09)."""
    mail.post()
    mail.send(SMS)
    ovh.outgoing["41"] = {"id": 41, "deliveryReceipt": 16, "deliveredAt": "2025-11-18T10:44:00Z"}
    mail.service.clock.forward(minutes=2)
    mail.send(SMS)

    assert mail.states()[0] == ("sms", "failed", "not_delivered")
    assert len(mail.notices()) == 1


def test_nobody_asks_for_ever_what_became_of_an_sms(mail: Mail, at_ovh: Provider):
    mail.post()
    mail.send(SMS)
    for _ in range(2):
        mail.service.clock.forward(hours=80)
        mail.send(SMS)
    asked = len(at_ovh.asked)
    mail.service.clock.forward(hours=80)
    mail.send(SMS)

    assert mail.states() == [("sms", "sent", None)]
    assert len(at_ovh.asked) == asked


def test_before_a_second_try_ovh_is_asked_whether_it_has_the_sms(
    mail: Mail, ovh: Ovh, at_ovh: Provider
):
    at_ovh.script.append(None)
    mail.post()
    mail.send(SMS)
    assert mail.states() == [("sms", "queued", "away")]
    ovh.known = [41]
    mail.service.clock.forward(minutes=5)
    mail.send(SMS)

    assert mail.states() == [("sms", "sent", None)]
    assert mail.rows()[0].reference == "41"
    assert len(at_ovh.posts()) == 1


@pytest.mark.parametrize(
    ("answer", "state", "fault"),
    [
        ((200, TAKEN | {"ids": [], "invalidReceivers": [PHONE]}), "failed", "wrong_address"),
        ((200, b"<html>"), "queued", "away"),
        ((200, []), "queued", "away"),
        ((200, TAKEN | {"ids": ["41; DROP"]}), "queued", "away"),
        ((200, b"x" * 200_000), "queued", "away"),
        ((302, {}), "queued", "not_allowed"),
        ((400, {}), "failed", "refused"),
        ((401, {}), "queued", "not_allowed"),
        ((402, {}), "queued", "not_allowed"),
        ((429, {}), "queued", "slowed"),
        ((500, {}), "queued", "away"),
        ((503, b""), "queued", "away"),
        (None, "queued", "away"),
    ],
)
def test_each_answer_of_ovh_has_its_state(sqlite_mail: Mail, answer, state, fault):
    with provider(Ovh()) as shown:
        with_settings(sqlite_mail, sms=ovh_of(shown), message=MessageSettings(timeout_s=0.3))
        shown.script.append(answer)
        sqlite_mail.post()
        sqlite_mail.send(SMS)

    assert sqlite_mail.states() == [("sms", state, fault)]
    assert len(shown.posts()) == 1


def test_a_webhook_gets_a_signed_object_and_the_id_as_its_key(
    sqlite_mail: Mail, at_webhook: Provider
):
    message_id = sqlite_mail.post(MessageKind.INVITATION, values={"code": "K7P2QX"})
    sqlite_mail.send(SMS)

    [asked] = at_webhook.posts()
    assert asked.headers["idempotency-key"] == str(message_id)
    assert asked.json == {
        "id": str(message_id),
        "to": PHONE,
        "sender": "KERLANN",
        "text": "CHU de Kerlann : votre code personnel est K7P2QX. Entrez-le sur "
        "http://127.0.0.1:8765/portal avec votre date de naissance.",
    }
    signed = asked.headers["x-vigie-timestamp"].encode() + b"." + asked.body
    wanted = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert asked.headers["x-vigie-signature"] == f"sha256={wanted}"
    assert sqlite_mail.states() == [("sms", "sent", None)]
    assert sqlite_mail.rows()[0].reference == "r-1"


def test_the_guide_shows_what_a_webhook_gets(sqlite_mail: Mail, at_webhook: Provider):
    portal = {"portal_url": "https://suivi.exemple.fr"}
    with_settings(sqlite_mail, **portal)
    message_id = sqlite_mail.post()
    sqlite_mail.send(SMS)

    guide = (ROOT / "docs" / "integrator.md").read_text(encoding="utf-8")
    shown = guide.partition("<!-- tested: sms -->\n```json\n")[2].partition("```")[0]
    [asked] = at_webhook.posts()
    assert asked.json == json.loads(shown.replace("MESSAGE_ID", str(message_id)))


@pytest.mark.parametrize(
    ("answer", "state", "fault"),
    [
        ((409, {}), "sent", None),
        ((200, b"ok"), "sent", None),
        ((422, {"error": "wrong_number"}), "failed", "wrong_address"),
        ((422, {"error": "text"}), "failed", "refused"),
        ((403, {}), "queued", "not_allowed"),
        ((500, {}), "queued", "away"),
        (None, "queued", "away"),
    ],
)
def test_each_answer_of_a_webhook_has_its_state(
    sqlite_mail: Mail, at_webhook: Provider, answer, state, fault
):
    at_webhook.script.append(answer)
    sqlite_mail.post()
    sqlite_mail.send(SMS)

    assert sqlite_mail.states() == [("sms", state, fault)]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 (0)6.12.34.56.78", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("0692 12 34 56", "+262692123456"),
        ("0690 30 12 34", "+590690301234"),
        ("+32 470 12 34 56", "+32470123456"),
        ("06 39 98 14 00", PHONE),
        ("02 98 44 00 00", None),
        ("0800 00 00 00", None),
        ("15", None),
        ("06 12", None),
        ("", None),
    ],
)
def test_which_numbers_take_an_sms(written, number):
    assert sms_number(written) == number
