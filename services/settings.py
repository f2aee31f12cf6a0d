"""Typed settings from `VIGIE_` variables; every figure marked [D] in the design lives here.

A figure that protects has a bound: an operator may be stricter than the rule, never laxer. Claims
and undo are no protection and may be longer or shorter; how often somebody may ask depends on the
size of a centre and is bounded widely. What tests set beyond a bound, they set
past this check, by `model_construct` or `model_copy`.
"""

from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from resources.discreet import health_word
from resources.message_texts import LONGEST_ADDRESS
from services.delivery_settings import DeliverySettings
from services.message_settings import (
    MessageSettings,
    SmsSettings,
    SmtpSettings,
    leaves_encrypted,
)
from services.provider_settings import PscSettings

_Seconds = Annotated[int, Field(ge=1)]


class Argon2Settings(BaseSettings):
    """Cost of a password hash: at least t=2, m=19 MiB, p=1, or t=1, m=46 MiB (R-AUTH-01)."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_ARGON2_", frozen=True, hide_input_in_errors=True
    )

    time_cost: Annotated[int, Field(ge=1, le=100)] = 2
    memory_kib: Annotated[int, Field(ge=19 * 1024, le=4 * 1024 * 1024)] = 19 * 1024
    parallelism: Annotated[int, Field(ge=1, le=64)] = 1

    @model_validator(mode="after")
    def _costs_enough(self) -> Self:
        if self.time_cost < 2 and self.memory_kib < 46 * 1024:
            raise ValueError("a single pass needs memory_kib of at least 47104")
        return self


class Settings(BaseSettings):
    """Everything that an operator may set; paths default to folders below `data_dir`'s parent."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_", env_nested_delimiter="__", frozen=True, hide_input_in_errors=True
    )

    data_dir: Path = Path("vigie-data/data")
    database_url: str = ""
    migration_url: str = ""
    keystore_url: str = ""
    master_key_file: Path | None = None
    bind: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8765
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    demonstration_clock: datetime | None = None

    access_token_s: Annotated[_Seconds, Field(le=600)] = 600
    # Acts are counted every `act_resolution_s`: a shorter limit would end a session at work.
    idle_limit_s: Annotated[int, Field(ge=300, le=30 * 60)] = 30 * 60
    idle_lock_min: Annotated[int, Field(ge=1, le=15)] = 5
    session_limit_s: Annotated[_Seconds, Field(le=12 * 3600)] = 12 * 3600
    fresh_s: Annotated[_Seconds, Field(le=300)] = 300
    act_resolution_s: Annotated[int, Field(ge=0, le=60)] = 15
    challenge_s: Annotated[_Seconds, Field(le=300)] = 300
    challenge_attempts: Annotated[int, Field(ge=1, le=5)] = 5
    sign_in_failures_before_delay: Annotated[int, Field(ge=1, le=10)] = 10
    sign_in_failure_window_s: Annotated[int, Field(ge=900, le=24 * 3600)] = 900
    sign_in_delay_s: Annotated[int, Field(ge=30, le=3600)] = 30
    requests_per_minute: Annotated[int, Field(ge=60, le=60_000)] = 600
    machine_requests_per_minute: Annotated[int, Field(ge=60, le=600_000)] = 20_000
    anonymous_requests_per_minute: Annotated[int, Field(ge=60, le=60_000)] = 600
    argon2: Argon2Settings = Field(default_factory=Argon2Settings)

    claim_s: Annotated[int, Field(ge=60, le=3600)] = 600
    undo_s: Annotated[int, Field(ge=0, le=60)] = 10
    escalation_hold_s: Annotated[int, Field(ge=0, le=60)] = 30
    clock_ahead_limit_s: Annotated[int, Field(ge=0, le=300)] = 300
    event_stream_s: Annotated[_Seconds, Field(le=600)] = 600
    request_s: Annotated[_Seconds, Field(le=10)] = 10
    body_limit_bytes: Annotated[int, Field(ge=16_000, le=1_000_000)] = 1_000_000
    public_body_limit_bytes: Annotated[int, Field(ge=1_000, le=16_000)] = 16_000
    body_depth_limit: Annotated[int, Field(ge=10, le=20)] = 20
    # A file waits for its owner for so long, once made; one person may ask for so many.
    export_expiry_s: Annotated[_Seconds, Field(le=900)] = 900
    export_limit_bytes: Annotated[int, Field(ge=100_000, le=64_000_000)] = 32_000_000
    exports_per_hour: Annotated[int, Field(ge=1, le=200)] = 30
    # All patients of a unit: made while nobody may be there, so that it waits for longer.
    cohort_expiry_s: Annotated[_Seconds, Field(le=4 * 3600)] = 3600
    cohort_patients: Annotated[int, Field(ge=1, le=100_000)] = 20_000
    cohort_rows: Annotated[int, Field(ge=1_000, le=10**9)] = 100_000_000
    cohort_limit_bytes: Annotated[int, Field(ge=100_000, le=64 * 10**9)] = 8 * 10**9
    cohorts_per_hour: Annotated[int, Field(ge=1, le=100)] = 6
    # Everything of a centre for an engine, at most as large as `cohort_limit_bytes`.
    fhir_export_expiry_s: Annotated[_Seconds, Field(le=4 * 3600)] = 3600
    fhir_exports_per_hour: Annotated[int, Field(ge=1, le=100)] = 6
    idempotency_days: Annotated[int, Field(ge=30, le=366)] = 30

    # How patients and professionals reach the privacy officer; named in the notices.
    privacy_contact: Annotated[str, Field(max_length=200)] = ""

    # Off where `vigie-service worker` does it in processes of its own.
    runs_due_work: bool = True
    due_work_tick_s: Annotated[float, Field(ge=1, le=20)] = 5
    heartbeat_url: str = ""
    low_space_percent: Annotated[int, Field(ge=10, le=50)] = 10
    heartbeat_timeout_s: Annotated[float, Field(ge=1, le=20)] = 5

    portal_url: str = ""
    smtp: SmtpSettings = Field(default_factory=SmtpSettings)
    sms: SmsSettings = Field(default_factory=SmsSettings)
    message: MessageSettings = Field(default_factory=MessageSettings)
    psc: PscSettings = Field(default_factory=PscSettings)
    delivery: DeliverySettings = Field(default_factory=DeliverySettings)

    @field_validator("heartbeat_url")
    @classmethod
    def _leaves_encrypted(cls, url: str) -> str:
        """The address may hold a secret: HTTPS, or a relay on this machine."""
        if url and not leaves_encrypted(url):
            raise ValueError("needs an https address, or http on a loopback number")
        return url

    @field_validator("portal_url")
    @classmethod
    def _fits_a_message(cls, url: str) -> str:
        """The address of the patients' pages, as every message shows it: bare, short (R-NOT-01)."""
        place = urlsplit(url)
        is_bare = not (place.query or place.fragment or place.username)
        if url and not (leaves_encrypted(url) and is_bare and not health_word(url)):
            raise ValueError("needs a bare https address without a word about health")
        if len(shown_address(url)) > LONGEST_ADDRESS:
            raise ValueError(f"has more than {LONGEST_ADDRESS} letters, too many for an SMS")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _tls_is_whole(self) -> Self:
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("TLS needs both TLS_CERTIFICATE and TLS_KEY")
        return self

    @property
    def demonstration_marker(self) -> Path:
        """The file that makes a folder a demonstration; only there is a chosen clock honoured."""
        return self.data_dir / "DEMONSTRATION"

    @property
    def data_url(self) -> str:
        """The database; by default SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'vigie.sqlite'}"

    @property
    def pages_address(self) -> str:
        """Where patients open their pages; by default this service, as its own machine sees it."""
        scheme = "http" if self.tls_certificate is None else "https"
        return self.portal_url or f"{scheme}://{self.bind}:{self.port}/portal"

    @property
    def message_folder(self) -> Path | None:
        """Where messages are laid down that nobody sends; None where one of both is sent.

        The embedded service has one by itself; a server has one only when it is named.
        """
        if self.smtp.is_set or self.sms.is_set:
            return None
        beside = None if self.database_url else self.data_dir.parent / "messages"
        return self.message.folder or beside

    @property
    def owner_url(self) -> str:
        """The database as its owner, who migrates (decision 26)."""
        return self.migration_url or self.data_url

    @property
    def keys_url(self) -> str:
        """The key store; by default SQLite in a folder of its own (decision 21)."""
        return self.keystore_url or f"sqlite:///{self.data_dir.parent / 'keystore' / 'keys.sqlite'}"

    @property
    def master_key_path(self) -> Path:
        """The master key file, outside the data folder."""
        return self.master_key_file or self.data_dir.parent / "secrets" / "master.key"


def shown_address(url: str) -> str:
    """An address as people read it: `https` and a last stroke go without saying."""
    return url.removeprefix("https://").rstrip("/")
