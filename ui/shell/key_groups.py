"""The keys of each screen, in the groups of the keyboard map (screens.md 1.8).

A test holds them against the keys that are really bound, both ways.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that do one thing, and the name of what they do."""

    keys: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that work at the same place."""

    name: str
    entries: tuple[Keys, ...]


_BROWSE = (
    Keys(("J", "↓"), "next"),
    Keys(("K", "↑"), "previous"),
    Keys(("Home", "End"), "ends"),
    Keys(("PgUp", "PgDn"), "page"),
)
TRIAGE_KEYS = (
    KeyGroup(
        "list",
        (
            *_BROWSE,
            Keys(("Shift+↓", "Shift+↑"), "several"),
            Keys(("F8", "Shift+F8"), "overdue"),
            Keys(("F",), "filter"),
            Keys(("F5",), "new"),
            Keys(("O",), "open-file"),
            Keys(("↵",), "enter"),
        ),
    ),
    KeyGroup(
        "alert",
        (
            Keys(("A",), "acknowledge"),
            Keys(("P",), "claim"),
            Keys(("L",), "release"),
            Keys(("T",), "call"),
            Keys(("M",), "measure"),
            Keys(("N",), "note"),
            Keys(("E",), "escalate"),
            Keys(("D",), "defer"),
            Keys(("C",), "close-alert"),
            Keys(("R",), "reopen"),
            Keys(("S",), "expect"),
            Keys(("Space",), "others"),
            Keys(("F4",), "table"),
            Keys(("←", "→"), "time"),
        ),
    ),
    KeyGroup(
        "form",
        (
            Keys(("Ctrl+↵",), "submit"),
            Keys(("Esc",), "leave"),
        ),
    ),
)
FILE_KEYS = (
    KeyGroup(
        "file",
        (
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("←", "→"), "file-time"),
            Keys(("F4",), "table"),
            Keys(("Space",), "pin"),
            Keys(("Space",), "delivery-history"),
            Keys(("↵",), "survey"),
            Keys(("J", "K"), "line"),
            Keys(("Ctrl+Z",), "undo-archive"),
            Keys(("Ctrl+E",), "file-export"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
    KeyGroup(
        "file-alert",
        (
            Keys(("E",), "escalate"),
            Keys(("T",), "call"),
            Keys(("M",), "measure"),
            Keys(("N",), "note"),
        ),
    ),
    KeyGroup(
        "record",
        (
            Keys(("I",), "record-add"),
            Keys(("↵",), "record-change"),
            Keys(("Del",), "record-withdraw"),
            Keys(("Ctrl+↵",), "submit"),
        ),
    ),
)
PATIENTS_KEYS = (
    KeyGroup(
        "patients",
        (
            *_BROWSE,
            Keys(("↵", "O"), "open-file"),
            Keys(("T",), "call-from-file"),
            Keys(("I",), "enrol"),
            Keys(("A",), "archive"),
            Keys(("Ctrl+Z",), "undo-archive"),
            Keys(("F",), "filter"),
            Keys(("Ctrl+F",), "search"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
ENROLMENT_KEYS = (
    KeyGroup(
        "enrolment",
        (
            Keys(("↵", "Ctrl+↵"), "go-on"),
            Keys(("Alt+←",), "step-back"),
            Keys(("Ctrl+S",), "save-step"),
            Keys(("Esc",), "leave-kept"),
        ),
    ),
)
SILENCE_KEYS = (
    KeyGroup(
        "silence",
        (
            *_BROWSE,
            Keys(("Space", "Shift+↓", "Shift+↑"), "choose"),
            Keys(("R",), "remind"),
            Keys(("T",), "call"),
            Keys(("Q",), "fill-in"),
            Keys(("A",), "archive"),
            Keys(("Ctrl+Z",), "undo-archive"),
            Keys(("↵", "O"), "open-file"),
            Keys(("F",), "filter"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
ARCHIVES_KEYS = (
    KeyGroup(
        "archives",
        (
            *_BROWSE,
            Keys(("↵", "O"), "open-file"),
            Keys(("F",), "filter"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
BILLING_KEYS = (
    KeyGroup(
        "billing",
        (
            *_BROWSE,
            Keys(("←", "→"), "month"),
            Keys(("↵", "O"), "open-file"),
            Keys(("F",), "filter"),
            Keys(("Ctrl+E",), "save-evidence"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
EXPORTS_KEYS = (
    KeyGroup(
        "exports",
        (
            *_BROWSE,
            Keys(("X",), "new-export"),
            Keys(("U",), "unit-export"),
            Keys(("↵",), "save-export"),
            Keys(("Del",), "cancel-export"),
            Keys(("O",), "open-file"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
DELIVERIES_KEYS = (
    KeyGroup(
        "deliveries",
        (
            *_BROWSE,
            Keys(("↵",), "resend-delivery"),
            Keys(("Del",), "cancel-delivery"),
            Keys(("Space",), "delivery-history"),
            Keys(("O",), "open-file"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
STATISTICS_KEYS = (
    KeyGroup(
        "statistics",
        (
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("←", "→"), "figure"),
            Keys(("F4",), "table"),
            Keys(("D",), "definitions"),
            Keys(("Ctrl+E",), "statistics-export"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "leave"),
        ),
    ),
)
RETENTION_KEYS = (
    KeyGroup(
        "months",
        (
            Keys(("←", "→"), "month"),
            Keys(("↑", "↓"), "due-list"),
            Keys(("PgUp", "PgDn"), "year"),
            Keys(("Home",), "this-month"),
            Keys(("↵",), "to-patients"),
        ),
    ),
    KeyGroup(
        "due",
        (
            *_BROWSE,
            Keys(("←", "→"), "month"),
            Keys(("↵", "O"), "open-file"),
            Keys(("B",), "hold"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
ACCOUNTS_KEYS = (
    KeyGroup(
        "accounts",
        (
            Keys(("J", "↓"), "next-account"),
            Keys(("K", "↑"), "previous-account"),
            Keys(("Home", "End"), "ends"),
            Keys(("PgUp", "PgDn"), "page"),
            Keys(("↵", "O"), "open-account"),
            Keys(("S",), "suspend"),
            Keys(("R",), "reactivate"),
            Keys(("T",), "end-account"),
            Keys(("C",), "end-sessions"),
            Keys(("M",), "roles"),
            Keys(("N",), "person"),
            Keys(("V",), "invite-again"),
            Keys(("I",), "invite"),
            Keys(("L",), "import-staff"),
            Keys(("F",), "filter"),
            Keys(("Ctrl+F",), "search"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
REVIEW_KEYS = (
    KeyGroup(
        "review",
        (
            Keys(("J", "↓"), "next-account"),
            Keys(("K", "↑"), "previous-account"),
            Keys(("Home", "End"), "ends"),
            Keys(("PgUp", "PgDn"), "page"),
            Keys(("Y",), "confirm-access"),
            Keys(("X",), "change-access"),
            Keys(("S",), "suspend"),
            Keys(("↵",), "enter"),
            Keys(("O",), "open-account"),
            Keys(("E",), "export"),
            Keys(("F",), "left-or-all"),
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
ANSWERING_KEYS = (
    KeyGroup(
        "answering",
        (
            Keys(("0", "1", "2", "3", "4"), "answer"),
            Keys(("P",), "opt-out"),
            Keys(("↓", "↑"), "next-answer"),
            Keys(("↵",), "go-on"),
            Keys(("⌫",), "go-back"),
            Keys(("Ctrl+↵",), "send"),
            Keys(("Esc",), "leave-kept"),
        ),
    ),
)
ABOUT_KEYS = (
    KeyGroup(
        "about",
        (
            Keys(("Ctrl+Tab", "Ctrl+Shift+Tab"), "tab"),
            Keys(("F5",), "reread"),
            Keys(("Esc",), "back"),
        ),
    ),
)
EVERYWHERE_KEYS = (
    KeyGroup(
        "everywhere",
        (
            Keys(("Ctrl+K",), "palette"),
            Keys(("G T", "G P", "G N", "G A", "G S", "G X", "G F", "G U", "G O"), "go"),
            Keys(("F6", "Shift+F6"), "pane"),
            Keys(("F2",), "report"),
            Keys(("F9",), "mask"),
            Keys(("Ctrl+L",), "lock"),
            Keys(("Ctrl+Shift+U",), "switch"),
            Keys(("Ctrl+Z",), "undo"),
            Keys(("Ctrl++", "Ctrl+-", "Ctrl+0"), "size"),
            Keys(("F1",), "map"),
        ),
    ),
)
