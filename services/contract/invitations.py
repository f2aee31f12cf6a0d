"""Invitations of patients to their own pages."""

from uuid import UUID

from pydantic import AwareDatetime

from services.contract.base import Ask, Reply
from services.contract.people import PersonLabel
from services.contract.week_enums import InvitationChannel, InvitationState


class InvitationAsk(Ask):
    """How the code reaches the patient. A new invitation ends the one before.

    By SMS or e-mail the address of the patient's contact is used: without one 422 (`channel`,
    `no_address`).
    """

    channel: InvitationChannel


class InvitationWords(Reply):
    """What an invitation says in one language, with stars in the place of its code."""

    sms: str
    subject: str
    mail: str


class Invitation(Reply):
    """One invitation, without its code.

    `fault` says in a coded word why its message failed; `expires_at` is until when it activates.
    """

    id: UUID
    channel: InvitationChannel
    state: InvitationState
    made_by: PersonLabel | None
    made_at: AwareDatetime
    expires_at: AwareDatetime
    opened_at: AwareDatetime | None
    activated_at: AwareDatetime | None
    fault: str | None


class InvitationMade(Reply):
    """A new invitation; `code` is there for a printed sheet alone, and never shown again.

    `portal_url` is the bare address that the sheet or the message names.
    """

    invitation: Invitation
    code: str | None
    portal_url: str


class Invitations(Reply):
    """The invitations of a patient, the newest first."""

    items: list[Invitation]
