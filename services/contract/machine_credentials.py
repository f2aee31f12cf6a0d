"""Credentials of machines: bound to one centre and one scope, shown once (decision 3)."""

import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field

from services.contract.base import Ask, Reply
from services.contract.enums import CredentialScope


def _printable(label: str) -> str:
    """NFC without control, format or bidirectional characters (R-INP-02); raises `ValueError`."""
    composed = unicodedata.normalize("NFC", label).strip()
    if not composed or any(unicodedata.category(letter).startswith("C") for letter in composed):
        raise ValueError("not printable")
    return composed


class MachineCredentialAsk(Ask):
    """What a new credential is for."""

    label: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_printable)]
    scope: CredentialScope


class MachineCredentialLabel(Reply):
    """A credential as lists show it; its secret is stored nowhere."""

    id: UUID
    label: str
    scope: CredentialScope
    created_at: AwareDatetime
    revoked_at: AwareDatetime | None


class MachineCredentialGrant(MachineCredentialLabel):
    """A new credential; `token` is shown in the first answer only, null in a repetition."""

    token: str | None


class MachineCredentialPage(Reply):
    """The credentials of a centre, newest first."""

    items: list[MachineCredentialLabel]
    next_cursor: str | None
