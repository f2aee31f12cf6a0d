"""What is said of consents: what holds, how it was collected, what can be written down now."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from resources.wording import Wording
from services.contract.consents import ConsentLine, ConsentSaid
from services.contract.timeline_marks import ConsentMark
from services.contract.week_enums import ConsentChoice, ConsentKind
from widgets.line_list import LineLook

INVITATIONS: Final = "invitations"
"""The line under the three consents."""
CHOICE_LOOKS: Final = {
    ConsentChoice.ACCEPTED: ("check-circle", "success"),
    ConsentChoice.NOT_OPPOSED: ("check-circle", "success"),
    ConsentChoice.REFUSED: ("x-circle", "text.secondary"),
    ConsentChoice.WITHDRAWN: ("x-circle", "danger.strong"),
    ConsentChoice.OPPOSED: ("prohibit", "danger.strong"),
}
"""The icon and the colour of an answer."""
_NEXT: Final[dict[ConsentKind, dict[ConsentChoice | None, tuple[ConsentChoice, ...]]]] = {
    ConsentKind.TELEMONITORING: {ConsentChoice.ACCEPTED: (ConsentChoice.WITHDRAWN,)},
    ConsentKind.RESEARCH: {
        None: (ConsentChoice.NOT_OPPOSED, ConsentChoice.OPPOSED),
        ConsentChoice.NOT_OPPOSED: (ConsentChoice.OPPOSED,),
        ConsentChoice.OPPOSED: (ConsentChoice.NOT_OPPOSED,),
    },
    ConsentKind.COMMUNICATION: {
        None: (ConsentChoice.ACCEPTED, ConsentChoice.REFUSED),
        ConsentChoice.ACCEPTED: (ConsentChoice.WITHDRAWN,),
        ConsentChoice.REFUSED: (ConsentChoice.ACCEPTED,),
        ConsentChoice.WITHDRAWN: (ConsentChoice.ACCEPTED,),
    },
}


def next_choices(line: ConsentLine) -> tuple[ConsentChoice, ...]:
    """What can be written down from what holds."""
    standing = None if line.standing is None else line.standing.choice
    return _NEXT[line.kind].get(standing, ())


def choice_text(w: Wording, kind: ConsentKind, choice: ConsentChoice) -> str:
    """What was said, in a word of its kind."""
    return w.text(f"consents-{kind}-{choice}")


def mark_text(w: Wording, mark: ConsentMark) -> tuple[str, str]:
    """An answer among everything else that happened: to which question, what, and how."""
    about = w.text(f"consents-{mark.kind}").lower()
    how = w.text(f"consents-collection-{mark.collection}")
    said = choice_text(w, mark.kind, mark.choice)
    return w.text("file-timeline-consent", about=about), f"{said} · {how}"


def said_text(w: Wording, said: ConsentSaid, now: datetime) -> str:
    """When, how, and by whom it was collected."""
    at = w.moment(said.at, now)
    how = w.text(f"consents-collection-{said.collection}")
    if said.collected_by is None:
        return w.text("consents-said-alone", at=at, how=how)
    return w.text("consents-said-to", at=at, how=how, name=said.collected_by.name)


def consent_line(w: Wording, line: ConsentLine, now: datetime) -> LineLook:
    """One of the three lines of the tab."""
    title = w.text(f"consents-{line.kind}")
    if line.standing is None:
        none = w.text("consents-never")
        return LineLook(
            line.kind.value, "circle-wavy-question", title, detail=none, sentence=f"{title}. {none}"
        )
    icon, token = CHOICE_LOOKS[line.standing.choice]
    word = choice_text(w, line.kind, line.standing.choice)
    detail = said_text(w, line.standing, now)
    return LineLook(
        key=line.kind.value,
        icon=icon,
        title=title,
        rest=word,
        detail=detail,
        token=token,
        sentence=f"{title}. {word}. {detail}",
    )


def history_line(w: Wording, kind: ConsentKind, said: ConsentSaid, now: datetime) -> LineLook:
    """One answer of the past."""
    icon, token = CHOICE_LOOKS[said.choice]
    title, detail = choice_text(w, kind, said.choice), said_text(w, said, now)
    right = w.text("consents-text-version", version=said.notice_version)
    return LineLook(
        key=str(said.id),
        icon=icon,
        title=title,
        detail=detail,
        right=right,
        token=token,
        sentence=f"{title}. {detail}. {right}",
    )
