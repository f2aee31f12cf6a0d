"""What is known of the account that is chosen, section by section."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.stores.account_detail import KnownAccount
from resources.wording import Wording
from ui.accounts.sessions_part import AccountSessions
from ui.accounts.side_words import (
    change_text,
    factor_facts,
    identity_facts,
    role_facts,
    sign_in_facts,
)
from ui.parts.fact_grid import FactGrid
from ui.parts.failures_part import FailuresPart
from ui.parts.told_line import ToldLine
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_SECTIONS = ("roles", "identity", "factors", "sign-ins", "failures", "changes")
_MOST_SIGN_INS = 8


class KnownPart(QWidget):
    """Built anew only for something new: whoever reads keeps their place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Wording, KnownAccount] | None = None
        self._titles = {name: PlainLabel(theme, role="section", parent=self) for name in _SECTIONS}
        self._roles, self._changes = QVBoxLayout(), QVBoxLayout()
        self._lines: list[tuple[QVBoxLayout, QWidget]] = []
        self.sessions = AccountSessions(theme, self)
        self._identity = FactGrid(theme, self)
        self._factors = FactGrid(theme, self)
        self._sign_ins = FactGrid(theme, self)
        self._failures = FailuresPart(theme, self)
        self._no_sign_in = PlainLabel(theme, role="body", tone="muted", parent=self)
        self._build()

    def show_known(self, w: Wording, known: KnownAccount, now: datetime, *, may_end: bool) -> None:
        """Show an account; `may_end` says whether its sessions may be closed."""
        if self._shown is not None and self._shown[0] is w and self._shown[1] is known:
            return
        self._shown = (w, known)
        detail = known.detail
        for name, title in self._titles.items():
            title.setText(w.text(f"accounts-section-{name}"))
        self._clear()
        for line in role_facts(w, detail):
            self._add(self._roles, PlainLabel(self._theme, line, "body", parent=self))
        self._identity.show_facts(identity_facts(w, detail, now))
        self._factors.show_facts(factor_facts(w, detail))
        self.sessions.show_sessions(w, known.sessions, now, may_end=may_end)
        self._sign_ins.show_facts(sign_in_facts(w, detail.sign_ins[:_MOST_SIGN_INS], now))
        self._failures.show_failures(w, detail.failures, now)
        self._no_sign_in.setText(w.text("accounts-no-sign-in"))
        self._no_sign_in.setVisible(not detail.sign_ins)
        self._sign_ins.setVisible(bool(detail.sign_ins))
        for each in detail.changes:
            text = change_text(w, each, now)
            self._add(self._changes, ToldLine(text.icon, text.title, text.lines, self._theme, self))
        if not detail.changes:
            none = PlainLabel(self._theme, w.text("accounts-no-change"), "body", "muted", self)
            self._add(self._changes, none)

    def _clear(self) -> None:
        for column, line in self._lines:
            line.hide()
            column.removeWidget(line)
            line.deleteLater()
        self._lines = []

    def _add(self, column: QVBoxLayout, line: QWidget) -> None:
        if isinstance(line, PlainLabel):
            line.set_wrapping()
        column.addWidget(line)
        line.show()
        self._lines.append((column, line))

    def _build(self) -> None:
        self._roles.setSpacing(4)
        self._changes.setSpacing(10)
        self._no_sign_in.set_wrapping()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        titles = self._titles
        column.addWidget(titles["roles"])
        column.addLayout(self._roles)
        for part in (
            self.sessions,
            titles["identity"],
            self._identity,
            titles["factors"],
            self._factors,
            titles["sign-ins"],
            self._sign_ins,
            self._no_sign_in,
            titles["failures"],
            self._failures,
            titles["changes"],
        ):
            if part in titles.values() or part is self.sessions:
                column.addSpacing(6)
            column.addWidget(part)
        column.addLayout(self._changes)
