"""The side pane in words: who somebody is, what they may do, and what was changed of it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from console.models.accounts_text import factor_text, role_line
from console.models.identity_text import free_text
from resources import words
from resources.wording import Wording
from services.contract.accounts import (
    AccountDetail,
    RightChange,
    RightChangeKind,
    RoleHeld,
    SignInLabel,
)

Fact = tuple[str, str]
_ICONS: Final = {
    RightChangeKind.SUSPENDED: ("pause-circle", "warning"),
    RightChangeKind.REACTIVATED: ("check-circle", "success"),
    RightChangeKind.JOINED: ("check-circle", "success"),
    RightChangeKind.ENDED: ("prohibit", "text.muted"),
    RightChangeKind.ROLE_ENDED: ("prohibit", "text.muted"),
    RightChangeKind.PASSWORD_RESET: ("key", "accent"),
    RightChangeKind.FACTOR_RESET: ("key", "accent"),
    RightChangeKind.INVITED: ("envelope-simple", "accent"),
    RightChangeKind.INVITED_AGAIN: ("envelope-simple", "accent"),
}
_ICON: Final = ("user-gear", "accent")


class ChangeText(NamedTuple):
    """A change of rights, ready to show."""

    icon: tuple[str, str]
    title: str
    lines: tuple[str, ...]


def identity_facts(w: Wording, known: AccountDetail, now: datetime) -> list[Fact]:
    """Who somebody is, as far as it was written down."""
    details = known.details
    profession = details.profession
    told = (
        ("username", details.username),
        ("title", details.title),
        ("profession", profession and w.text(f"accounts-profession-{profession.value}")),
        ("specialty", details.specialty),
        ("rpps", details.rpps),
        ("email", details.email),
        ("phone", details.phone and w.phone(details.phone)),
        ("created", w.moment(known.created_at, now)),
        ("mail", mail_text(w, known, now)),
    )
    return [(w.text(f"accounts-fact-{name}"), value) for name, value in told if value]


def mail_text(w: Wording, known: AccountDetail, now: datetime) -> str:
    """`Invitation, envoyé hier 17:30`; empty when none was written."""
    mail = known.last_mail
    if mail is None:
        return ""
    return w.text(
        "accounts-mail",
        kind=w.text(f"accounts-mail-{mail.kind.value}"),
        state=w.text(f"accounts-mail-{mail.state.value}"),
        at=w.moment(mail.at, now),
    )


def factor_facts(w: Wording, known: AccountDetail) -> list[Fact]:
    """What a sign-in asks for beside the password, and what replaces it."""
    return [
        (w.text("accounts-fact-factor"), factor_text(w, known.account)),
        (w.text("accounts-fact-codes"), w.integer(known.recovery_codes_left)),
    ]


def role_facts(w: Wording, known: AccountDetail) -> list[str]:
    """Each role with its units and its end, those that give rights first."""
    held = sorted(known.account.roles, key=lambda each: each.ended_at is not None)
    return [_role(w, each) for each in held]


def _role(w: Wording, held: RoleHeld) -> str:
    line = role_line(w, held)
    if held.ended_at is not None:
        on = w.date(w.local(held.ended_at).date())
        return w.text("accounts-role-ended", role=line, on=on)
    if held.ends_on is not None:
        return w.text("accounts-role-until", role=line, on=w.date(held.ends_on))
    return line


def sign_in_facts(w: Wording, sign_ins: list[SignInLabel], now: datetime) -> list[Fact]:
    """When, in which role, and roughly from where."""
    return [(w.moment(each.at, now), _sign_in(w, each)) for each in sign_ins]


def _sign_in(w: Wording, each: SignInLabel) -> str:
    role = words.role(w, each.role)
    if each.network is None:
        return role
    return w.text("accounts-sign-in", role=role, network=each.network)


def change_text(w: Wording, change: RightChange, now: datetime) -> ChangeText:
    """What was changed and when, in whose words, by whom, and who approved it."""
    kind = w.text(f"accounts-change-{change.kind.value}")
    at = w.moment(change.at, now)
    said = w.text("accounts-change-unreadable")
    if change.words is not None:
        said = free_text(w, change.words)
    lines = [said, w.text("accounts-change-self")]
    if change.by is not None:
        lines[1] = w.text("accounts-change-by", by=change.by.name)
    if change.approved_by is not None:
        lines.append(w.text("accounts-change-approved", by=change.approved_by.name))
    if change.identity_check is not None:
        check = w.text(f"accounts-check-{change.identity_check.value}")
        lines.append(w.text("accounts-change-check", check=check))
    icon = _ICONS.get(change.kind, _ICON)
    return ChangeText(icon, w.text("accounts-change", kind=kind, at=at), tuple(lines))
