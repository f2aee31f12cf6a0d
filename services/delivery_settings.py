"""Settings of the delivery to the records of hospitals: where documents may go at all.

An administrator of a centre chooses the endpoint, but only among what the operator permits: nobody
leads documents to a machine or a mailbox of their own by the console alone (R-INP-04).
"""

import re
from pathlib import Path, PurePosixPath
from typing import Annotated, Final, Self
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_PLACES: Final = (
    re.compile(r"folder:/[^\x00-\x1f]{1,300}"),
    re.compile(r"https://[a-z0-9.:\[\]-]{1,250}(/[\x21-\x7e]*)?"),
    re.compile(r"(sftp|smtp)://[a-z0-9.:\[\]-]{1,250}:\d{1,5}"),
    re.compile(r"mailto:[a-z0-9._+-]{0,64}@[a-z0-9.-]{3,190}"),
)
_OF_CENTRE: Final = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (.*)", re.DOTALL)
"""A place of one centre: the identifier of the centre, a space, the place."""


class DeliverySettings(BaseSettings):
    """Which endpoints are permitted, how often and how long a document is tried.

    `client_certificate` and `client_key` (PEM) are what the service shows to an HTTPS endpoint that
    asks who it is.
    """

    model_config = SettingsConfigDict(
        env_prefix="VIGIE_DELIVERY_", frozen=True, hide_input_in_errors=True
    )

    places: tuple[str, ...] = ()
    client_certificate: Path | None = None
    client_key: Path | None = None
    timeout_s: Annotated[float, Field(ge=0.1, le=8)] = 8
    attempts: Annotated[int, Field(ge=1, le=100)] = 30
    retry_first_s: Annotated[int, Field(ge=1, le=3600)] = 60
    retry_longest_s: Annotated[int, Field(ge=60, le=24 * 3600)] = 4 * 3600
    acknowledged_within_h: Annotated[int, Field(ge=1, le=168)] = 24
    kept_days: Annotated[int, Field(ge=1, le=90)] = 30

    @field_validator("places")
    @classmethod
    def _are_places(cls, places: tuple[str, ...]) -> tuple[str, ...]:
        for each in places:
            place = _split(each)[1]
            steps = ".." in PurePosixPath(place).parts
            if steps or not any(form.fullmatch(place) for form in _PLACES):
                raise ValueError(
                    "needs folder:/path, https://host/path, sftp://host:port, smtp://host:port,"
                    " mailto:name@domain or mailto:@domain, in small letters"
                )
        return places

    def of_centre(self, centre_id: UUID) -> Self:
        """The same with the places of one centre alone: its own, and those that are for all."""
        found = map(_split, self.places)
        places = tuple(place for of, place in found if of in (None, str(centre_id)))
        return self.model_copy(update={"places": places})

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.client_certificate is None) != (self.client_key is None):
            raise ValueError("needs both DELIVERY_CLIENT_CERTIFICATE and DELIVERY_CLIENT_KEY")
        return self


def _split(place: str) -> tuple[str | None, str]:
    """Whose a place is, None for all; and the place."""
    found = _OF_CENTRE.fullmatch(place)
    return (found[1], found[2]) if found else (None, place)
