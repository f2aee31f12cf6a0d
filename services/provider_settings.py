"""Settings of sign-in with Pro Santé Connect; without a discovery address it is off."""

import os
import stat
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.message_settings import leaves_encrypted

_LONGEST_SECRET: Final = 4096


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, which tell one machine from another."""
    place = urlsplit(url)
    return f"{place.scheme}://{place.netloc}".lower()


def read_secret(path: Path) -> str:
    """The secret in a file; raises `ValueError` when it is missing, empty or open to others."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise ValueError("the file of the secret can be read by others: chmod 600")
        secret = path.read_text(encoding="utf-8").strip()
    except OSError:
        raise ValueError("the file of the secret cannot be read") from None
    if not 16 <= len(secret) <= _LONGEST_SECRET:
        raise ValueError("the secret has fewer than 16 letters, or is no secret")
    return secret


class PscSettings(BaseSettings):
    """Where the provider is and who we are there; its standard path of discovery is not assumed."""

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_PSC_", frozen=True, hide_input_in_errors=True
    )

    discovery_url: str = ""
    issuer: str = ""
    authorize_origin: str = ""
    client_id: Annotated[str, Field(max_length=200)] = ""
    client_secret_file: Path | None = None
    scope: Annotated[str, Field(pattern=r"^openid( [A-Za-z0-9_.:-]+)*$")] = "openid scope_all"
    level: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.:-]{1,60}$")] = "eidas1"
    timeout_s: Annotated[float, Field(ge=0.1, le=4)] = 4

    @field_validator("discovery_url", "issuer", "authorize_origin")
    @classmethod
    def _is_encrypted(cls, url: str) -> str:
        place = urlsplit(url)
        is_bare = not (place.query or place.fragment or place.username)
        if url and not (leaves_encrypted(url) and is_bare):
            raise ValueError("needs a bare https address, or http on a loopback number")
        return url

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.is_set:
            return self
        if not (self.issuer and self.client_id and self.client_secret_file):
            raise ValueError(
                "Pro Santé Connect needs PSC_ISSUER, PSC_CLIENT_ID and PSC_CLIENT_SECRET_FILE"
            )
        if origin_of(self.issuer) != origin_of(self.discovery_url):
            raise ValueError("PSC_DISCOVERY_URL and PSC_ISSUER are of different machines")
        read_secret(self.client_secret_file)
        return self

    @property
    def is_set(self) -> bool:
        """Whether people may sign in with it."""
        return bool(self.discovery_url)

    @property
    def client_secret(self) -> str:
        """What proves who we are; read each time, so that a new one needs no restart."""
        return "" if self.client_secret_file is None else read_secret(self.client_secret_file)

    @property
    def browser_origin(self) -> str:
        """The machine to which browsers are sent."""
        return origin_of(self.authorize_origin or self.issuer)
