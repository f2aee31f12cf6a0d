"""Settings of messages: nothing leaves in clear, no sender tells of health, nothing is half set."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services.message_settings import SmsProvider, SmsSettings, SmtpSettings
from services.settings import Settings

_OVH = {
    "SMS_PROVIDER": "ovh",
    "SMS_OVH_SERVICE": "sms-ab1-1",
    "SMS_OVH_APPLICATION_KEY": "a",
    "SMS_OVH_APPLICATION_SECRET": "b",
    "SMS_OVH_CONSUMER_KEY": "c",
}
_HOOK = {
    "SMS_PROVIDER": "webhook",
    "SMS_WEBHOOK_URL": "https://sms.exemple.fr/in",
    "SMS_WEBHOOK_SECRET": "sixteen letters!",
}
_MAIL = {"SMTP_HOST": "smtp.exemple.fr", "SMTP_SENDER": "suivi@exemple.fr"}


@pytest.mark.parametrize(
    ("names", "is_taken"),
    [
        (_MAIL, True),
        (_MAIL | {"SMTP_SECURITY": "tls"}, True),
        (_MAIL | {"SMTP_SECURITY": "none"}, False),
        (_MAIL | {"SMTP_SECURITY": "none", "SMTP_HOST": "localhost"}, False),
        (_MAIL | {"SMTP_SECURITY": "none", "SMTP_HOST": "127.0.0.1"}, True),
        (
            _MAIL
            | {"SMTP_SECURITY": "none", "SMTP_HOST": "127.0.0.1", "SMTP_USERNAME": "somebody"},
            False,
        ),
        ({"SMTP_HOST": "smtp.exemple.fr"}, False),
        (_MAIL | {"SMTP_SENDER": "Oncologie <suivi@exemple.fr>"}, False),
        (_MAIL | {"SMTP_SENDER": "suivi@oncopole.fr"}, False),
        (_MAIL | {"SMTP_SENDER": "a@b.fr\nBcc: x"}, False),
        (_OVH, True),
        (_OVH | {"SMS_OVH_CONSUMER_KEY": ""}, False),
        (_OVH | {"SMS_OVH_SERVICE": "../me"}, False),
        (_OVH | {"SMS_OVH_URL": "http://eu.api.ovh.com/1.0"}, False),
        (_OVH | {"SMS_SENDER": "KERLANN"}, True),
        (_OVH | {"SMS_SENDER": "ONCO CHU"}, False),
        (_OVH | {"SMS_SENDER": "ONCOCHU"}, False),
        (_HOOK, True),
        (_HOOK | {"SMS_WEBHOOK_SECRET": "short"}, False),
        (_HOOK | {"SMS_WEBHOOK_URL": "http://sms.exemple.fr/in"}, False),
        ({"PORTAL_URL": "https://suivi.exemple.fr"}, True),
        ({"PORTAL_URL": "https://suivi.exemple.fr/?p=1"}, False),
        ({"PORTAL_URL": "https://suivi-cancer.exemple.fr"}, False),
        ({"PORTAL_URL": "http://suivi.exemple.fr"}, False),
        ({"PORTAL_URL": "https://suivi-a-distance.chu-kerlann.exemple.fr"}, False),
        ({"MESSAGE_ATTEMPTS": "51"}, False),
        ({"MESSAGE_TIMEOUT_S": "9"}, False),
    ],
)
def test_which_settings_are_taken(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], is_taken: bool
):
    for name, value in names.items():
        monkeypatch.setenv(f"VIGIE_{name}", value)
    if is_taken:
        Settings()
    else:
        with pytest.raises(ValidationError) as refused:
            Settings()
        assert not any(value in str(refused.value) for value in ("sixteen", "somebody"))


def test_a_secret_is_in_no_sentence_about_the_settings(monkeypatch: pytest.MonkeyPatch):
    for name, value in (_MAIL | _HOOK | {"SMTP_PASSWORD": "Orage-41"}).items():
        monkeypatch.setenv(f"VIGIE_{name}", value)

    assert not any(secret in repr(Settings()) for secret in ("Orage-41", "sixteen"))


def test_the_folder_is_that_of_an_embedded_service_that_nobody_has_given_a_provider():
    embedded = Settings(data_dir=Path("/x/data"))
    server = embedded.model_copy(update={"database_url": "postgresql://x"})
    with_mail = {"smtp": SmtpSettings(host="127.0.0.1", sender="a@b.fr")}
    with_sms = {
        "sms": SmsSettings(
            provider=SmsProvider.WEBHOOK,
            webhook_url="https://x.fr",
            webhook_secret="sixteen letters!",
        )
    }

    assert embedded.message_folder == Path("/x/messages")
    assert server.message_folder is None
    assert embedded.model_copy(update=with_mail).message_folder is None
    assert embedded.model_copy(update=with_sms).message_folder is None


def test_pages_that_nobody_named_are_those_of_this_service():
    assert Settings(port=8765).pages_address == "http://127.0.0.1:8765/portal"
    assert Settings(portal_url="https://suivi.exemple.fr/").pages_address == (
        "https://suivi.exemple.fr"
    )
