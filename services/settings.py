"""Typed settings from `VIGIE_` variables; every figure marked [D] in the design lives here."""

from datetime import datetime
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Argon2Settings(BaseSettings):
    """Cost of a password hash (R-AUTH-01: at least t=2, m=19 MiB, p=1 outside tests)."""

    model_config = SettingsConfigDict(env_prefix="VIGIE_ARGON2_", frozen=True)

    time_cost: int = 2
    memory_kib: int = 19 * 1024
    parallelism: int = 1


class Settings(BaseSettings):
    """Everything that an operator may set; paths default to folders below `data_dir`'s parent."""

    model_config = SettingsConfigDict(env_prefix="VIGIE_", env_nested_delimiter="__", frozen=True)

    data_dir: Path = Path("vigie-data/data")
    database_url: str = ""
    migration_url: str = ""
    keystore_url: str = ""
    master_key_file: Path | None = None
    bind: str = "127.0.0.1"
    port: int = 8765
    demonstration_clock: datetime | None = None

    access_token_s: int = 600
    idle_limit_s: int = 30 * 60
    session_limit_s: int = 12 * 3600
    act_resolution_s: int = 15
    challenge_s: int = 300
    challenge_attempts: int = 5
    sign_in_failures_before_delay: int = 10
    sign_in_failure_window_s: int = 900
    sign_in_delay_s: int = 30
    argon2: Argon2Settings = Field(default_factory=Argon2Settings)

    claim_s: int = 600
    undo_s: int = 10
    clock_ahead_limit_s: int = 300
    body_limit_bytes: int = 1_000_000
    public_body_limit_bytes: int = 16_000
    body_depth_limit: int = 20
    idempotency_days: int = 30

    @property
    def demonstration_marker(self) -> Path:
        """The file that makes a folder a demonstration; only there is a chosen clock honoured."""
        return self.data_dir / "DEMONSTRATION"

    @property
    def data_url(self) -> str:
        """The database; by default SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'vigie.sqlite'}"

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
