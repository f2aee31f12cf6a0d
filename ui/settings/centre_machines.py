"""The lines of the credentials of machines, with what an administrator does about each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from resources.wording import Wording
from services.contract.machine_credentials import MachineCredentialLabel
from ui.settings.centre_lines import Offer, Told


def credential_lines(
    w: Wording,
    now: datetime,
    credentials: Sequence[MachineCredentialLabel],
    offer: Callable[..., Offer],
    add: Callable[[], None],
    revoke: Callable[[MachineCredentialLabel], None],
) -> list[Told]:
    """A line for each, those that were revoked too."""
    new = offer("credential_new", "centre-credential-new", "", add)
    lines = [Told("", w.text("centre-credentials-hint"), [new])]
    for each in credentials:
        told = w.text(
            "centre-credential-told",
            scope=w.text(f"centre-scope-{each.scope}"),
            when=w.moment(each.created_at, now),
        )
        offers = []
        if each.revoked_at is None:
            act = partial(revoke, each)
            offers = [offer("credential_revoke", "centre-revoke", each.label, act)]
        else:
            told += " · " + w.text("centre-revoked", when=w.moment(each.revoked_at, now))
        lines.append(Told(each.label, told, offers))
    return lines
