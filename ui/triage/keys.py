"""The letters of triage: they work only while the list or the detail has the focus."""

from __future__ import annotations

from ui.triage.offers import Act

ACT_KEYS: tuple[tuple[str, Act], ...] = (
    ("A", Act.ACKNOWLEDGE),
    ("P", Act.CLAIM),
    ("L", Act.RELEASE),
    ("T", Act.CALL),
    ("M", Act.MEASURE),
    ("N", Act.NOTE),
    ("E", Act.ESCALATE),
    ("D", Act.DEFER),
    ("C", Act.CLOSE),
    ("R", Act.REOPEN),
    ("S", Act.EXPECT),
)
