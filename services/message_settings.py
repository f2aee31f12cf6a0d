"""Settings of messages to patients: the mail server, the SMS provider, how long it is tried."""

import re
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from resources.discreet import health_word

_SENDER_OF_SMS: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{2,10}")
_SENDER_OF_MAIL: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SERVICE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class SmtpSecurity(StrEnum):
    """How a connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """In clear: to a relay on this machine only."""


class SmsProvider(StrEnum):
    """Who takes SMS."""

    NONE = "none"
    OVH = "ovh"
    WEBHOOK = "webhook"


def is_loopback(host: str | None) -> bool:
    """Whether a host is a loopback number; names may lead anywhere."""
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def leaves_encrypted(url: str) -> bool:
    """Whether an address is HTTPS, or HTTP to a loopback number."""
    place = urlsplit(url)
    return bool(place.hostname) and (
        place.scheme == "https" or (place.scheme == "http" and is_loopback(place.hostname))
    )


def _discreet(value: str) -> str:
    if health_word(value):
        raise ValueError("a message may not tell of health: choose another sender")
    return value


class SmtpSettings(BaseSettings):
    """The mail server; without a host no mail is sent."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_SMTP_", frozen=True, hide_input_in_errors=True
    )

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    authorities: Path | None = None
    username: str = ""
    password: SecretStr = SecretStr("")
    sender: str = ""

    @field_validator("sender")
    @classmethod
    def _names_nothing(cls, value: str) -> str:
        if value and _SENDER_OF_MAIL.fullmatch(value) is None:
            raise ValueError("needs a bare mail address")
        return _discreet(value)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.host and not self.sender:
            raise ValueError("mail needs SMTP_SENDER")
        if self.host and self.security is SmtpSecurity.NONE and not is_loopback(self.host):
            raise ValueError("mail leaves in clear to a loopback number only")
        if self.username and self.security is SmtpSecurity.NONE:
            raise ValueError("a password is never sent in clear")
        return self

    @property
    def is_set(self) -> bool:
        """Whether mail is sent."""
        return bool(self.host)


class SmsSettings(BaseSettings):
    """The SMS provider."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_SMS_", frozen=True, hide_input_in_errors=True
    )

    provider: SmsProvider = SmsProvider.NONE
    sender: str = ""
    ovh_url: str = "https://eu.api.ovh.com/1.0"
    ovh_service: str = ""
    ovh_application_key: str = ""
    ovh_application_secret: SecretStr = SecretStr("")
    ovh_consumer_key: SecretStr = SecretStr("")
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")

    @field_validator("sender")
    @classmethod
    def _names_nothing(cls, value: str) -> str:
        if value and _SENDER_OF_SMS.fullmatch(value) is None:
            raise ValueError("needs 3 to 11 letters and digits, a letter first")
        return _discreet(value)

    @field_validator("ovh_url", "webhook_url")
    @classmethod
    def _is_encrypted(cls, url: str) -> str:
        if url and not leaves_encrypted(url):
            raise ValueError("needs an https address, or http on a loopback number")
        return url

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        keys = (self.ovh_application_secret, self.ovh_consumer_key)
        has_keys = self.ovh_application_key and all(each.get_secret_value() for each in keys)
        if self.provider is SmsProvider.OVH and not (
            has_keys and _SERVICE.fullmatch(self.ovh_service)
        ):
            raise ValueError("OVH needs SMS_OVH_SERVICE and its three keys")
        secret = self.webhook_secret.get_secret_value()
        if self.provider is SmsProvider.WEBHOOK and not (self.webhook_url and len(secret) >= 16):
            raise ValueError("a webhook needs its address and a secret of 16 letters or more")
        return self

    @property
    def is_set(self) -> bool:
        """Whether SMS are sent."""
        return self.provider is not SmsProvider.NONE


class MessageSettings(BaseSettings):
    """How often and how long a message is tried, and where messages go without any provider."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_MESSAGE_", frozen=True, hide_input_in_errors=True
    )

    folder: Path | None = None
    timeout_s: Annotated[float, Field(ge=0.1, le=8)] = 5
    attempts: Annotated[int, Field(ge=1, le=50)] = 16
    attempts_before_other_channel: Annotated[int, Field(ge=1, le=50)] = 6
    retry_first_s: Annotated[int, Field(ge=1, le=3600)] = 60
    retry_longest_s: Annotated[int, Field(ge=60, le=24 * 3600)] = 4 * 3600
    follow_h: Annotated[int, Field(ge=1, le=168)] = 72
