"""What is said of invitations: their state in a sentence, and what a new one will do."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from resources.wording import Wording
from services.contract.enrolment import EnrolmentProposals
from services.contract.invitations import Invitation
from services.contract.week_enums import InvitationChannel, InvitationState

STATE_LOOKS: Final = {
    InvitationState.WAITING: ("clock", "text.secondary"),
    InvitationState.SENT: ("envelope-simple", "text.secondary"),
    InvitationState.OPENED: ("eye", "accent"),
    InvitationState.ACTIVATED: ("check-circle", "success"),
    InvitationState.EXPIRED: ("timer", "warning"),
    InvitationState.FAILED: ("x-circle", "danger.strong"),
    InvitationState.LOCKED: ("lock-simple", "danger.strong"),
    InvitationState.REPLACED: ("prohibit", "text.muted"),
}
"""Icon and colour of each state; the word stands beside them always."""
_FAULTS: Final = frozenset(
    {
        "no_address",
        "wrong_address",
        "refused",
        "not_delivered",
        "busy",
        "slowed",
        "away",
        "not_allowed",
        "not_configured",
        "too_late",
    }
)


def state_text(w: Wording, invitation: Invitation) -> str:
    """`Envoyée par SMS`; a failure with its reason."""
    channel = w.text(f"invitation-by-{invitation.channel}")
    text = w.text(f"invitation-state-{invitation.state}", channel=channel)
    if invitation.state is InvitationState.FAILED and invitation.fault:
        word = invitation.fault if invitation.fault in _FAULTS else "other"
        return w.text("invitation-because", state=text, reason=w.text(f"invitation-fault-{word}"))
    return text


def state_detail(w: Wording, invitation: Invitation, now: datetime) -> str:
    """When, by whom, and until when or since when."""
    made = w.moment(invitation.made_at, now)
    facts = [w.text("invitation-made-at", at=made)]
    if invitation.made_by is not None:
        facts = [w.text("invitation-made-by", name=invitation.made_by.name, at=made)]
    if invitation.activated_at is not None:
        at = w.moment(invitation.activated_at, now)
        facts.append(w.text("invitation-activated-at", at=at))
    elif invitation.state in (
        InvitationState.WAITING,
        InvitationState.SENT,
        InvitationState.OPENED,
    ):
        day = w.date(w.local(invitation.expires_at).date())
        facts.append(w.text("invitation-expires", day=day))
    return " · ".join(facts)


def send_word(w: Wording, channel: InvitationChannel, *, is_again: bool) -> str:
    """What the button says."""
    if channel is InvitationChannel.SHEET:
        return w.text("invitation-new-sheet" if is_again else "invitation-sheet")
    return w.text("invitation-resend" if is_again else "invitation-send")


def previews_of(
    proposals: EnrolmentProposals | None, language: str
) -> dict[InvitationChannel, str]:
    """What the patient will read on each way, in their language."""
    said = (
        None if proposals is None else proposals.invitation.get("fr" if language == "fr" else "en")
    )
    if said is None:
        return {}
    mail = f"{said.subject}\n\n{said.mail}"
    return {InvitationChannel.SMS: said.sms, InvitationChannel.EMAIL: mail}
