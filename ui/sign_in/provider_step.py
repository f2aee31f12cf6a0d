"""While somebody signs in with Pro Santé Connect in their browser: come back, or call it off."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from console.provider_sign_in import ProviderSignIn, ProviderState
from console.session import Membership
from resources.wording import Wording
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


def open_in_browser(address: str) -> bool:
    """The person's own browser, never one of ours (R-AUTH-07); False when there is none."""
    return QDesktopServices.openUrl(QUrl(address))


class ProviderStep(QWidget):
    """What to do in the browser, its address for another one, and the role if there are several.

    Signals: `left()`.
    """

    left = Signal()

    def __init__(
        self,
        provider: ProviderSignIn,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._provider = provider
        self._wording = wording
        self._has_browser = True
        self._is_copied = False
        self._body = PlainLabel(theme, role="body", parent=self)
        self._hint = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._roles = QComboBox(self)
        self._go = Button(theme, "", "primary", parent=self)
        self._cancel = Button(theme, "", key="Esc", parent=self)
        self._copy = Button(theme, "", "quiet", parent=self)
        self._build(theme)
        provider.changed.connect(self._follow)
        provider.open_asked.connect(self._open)
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._roles.setAccessibleName(w.text("signin-role"))
        self._go.set_label(w.text("signin-confirm"))
        self._cancel.set_label(w.text("signin-provider-cancel"))
        self._show_state()

    def take_focus(self) -> None:
        """Where typing goes on: the role, else the way back."""
        widget = self._roles if self._roles.isVisibleTo(self) else self._cancel
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_roles(self, memberships: Sequence[Membership]) -> None:
        """Let the person choose when they hold several roles."""
        self._roles.clear()
        for membership in memberships:
            self._roles.addItem(membership.label, str(membership.id))
        self._show_state()

    def set_busy(self, is_busy: bool) -> None:
        """The service judges what came back: there is nothing to call off any more."""
        for button in (self._go, self._cancel):
            button.setEnabled(not is_busy)

    def _build(self, theme: Theme) -> None:
        for label in (self._body, self._hint):
            label.set_wrapping()
        theme.dress(self._roles, "body")
        self._body.setObjectName("signin_provider_body")
        self._roles.setObjectName("signin_provider_role")
        self._go.setObjectName("signin_provider_confirm")
        self._cancel.setObjectName("signin_provider_cancel")
        self._copy.setObjectName("signin_provider_copy")
        self._go.clicked.connect(self._choose)
        self._cancel.clicked.connect(self.left)
        self._copy.clicked.connect(self._copy_address)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._go, 1)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._body)
        column.addWidget(self._roles)
        column.addLayout(buttons)
        column.addWidget(self._hint)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _open(self, address: str) -> None:
        self._has_browser = open_in_browser(address)
        self._is_copied = False
        self._show_state()

    def _choose(self) -> None:
        chosen = self._roles.currentData()
        if chosen is not None:
            self._provider.choose(UUID(chosen))

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._provider.address)
        self._is_copied = True
        self._show_state()

    def _follow(self) -> None:
        if self._provider.state is ProviderState.READY:
            self._roles.clear()
        self._show_state()

    def _show_state(self) -> None:
        w, state = self._wording, self._provider.state
        has_roles = self._roles.count() > 0
        waits = state is ProviderState.WAITING
        bodies = {
            ProviderState.STARTING: "signin-provider-starting",
            ProviderState.WAITING: "signin-provider-waiting",
            ProviderState.RETURNED: "signin-role" if has_roles else "signin-continuing",
        }
        self._body.setText(w.text(bodies.get(state, "signin-provider-starting")))
        hint = "signin-provider-hint" if self._has_browser else "signin-provider-no-browser"
        self._hint.setText(w.text(hint))
        self._copy.set_label(
            w.text("signin-provider-copied" if self._is_copied else "signin-provider-copy")
        )
        for widget, is_shown in (
            (self._roles, has_roles),
            (self._go, has_roles),
            (self._hint, waits),
            (self._copy, waits),
        ):
            widget.setVisible(is_shown)
