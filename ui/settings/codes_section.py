"""One's own recovery codes in the settings: how many are left, and ten new ones shown once
(R-AUTH-06).

They can be copied for a minute and no more: a file or a print job would leave them on this
workstation (decision record 0019).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.errors import ACCESS
from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from console.stores.proven_act import ProofState
from console.stores.recovery_codes import Making, RecoveryCodesStore
from console.stores.states import StoreState
from resources.wording import Wording
from ui.proof.panel import ProofPanel
from ui.settings.rows import Section
from widgets.button import Button
from widgets.clipboard import Clipboard
from widgets.code_sheet import CodeSheet
from widgets.in_sight import bring_into_sight
from widgets.plain_label import PlainLabel
from widgets.strip import Strip
from widgets.theme import Theme

_FEW = 3


class CodesSection(Section):
    """Signals: `said(text)` after codes were copied."""

    said = Signal(str)

    def __init__(
        self,
        store: RecoveryCodesStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._store = store
        self._connection = connection
        self._session = session
        self._wording = wording
        self._clipboard = Clipboard(self)
        self._explained = PlainLabel(theme, role="supporting", tone="secondary")
        self._left = PlainLabel(theme, role="body_strong")
        self._made = PlainLabel(theme, role="supporting", tone="secondary")
        self._unread = Strip(theme)
        self._notice = Strip(theme)
        self._confirm = Strip(theme)
        self._make = Button(theme, "", "secondary", icon="key")
        self._proof = ProofPanel(store.act, self._make, theme, wording)
        self._shown = QFrame()
        self._shown_title = PlainLabel(theme, role="title", parent=self._shown)
        self._shown_explained = PlainLabel(theme, role="body", tone="secondary", parent=self._shown)
        self._sheet = CodeSheet(theme, self._shown)
        self._copy = Button(theme, "", "secondary", icon="copy", parent=self._shown)
        self._kept = Button(theme, "", "primary", parent=self._shown)
        self._is_sheet_full = False
        self._build()
        self._connect()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self.set_title(w.text("access-codes"))
        self._explained.setText(w.text("access-codes-explained"))
        self._shown_title.setText(w.text("access-codes-shown"))
        self._shown_explained.setText(w.text("access-codes-shown-explained"))
        self._copy.set_label(w.text("access-codes-copy"))
        self._kept.set_label(w.text("access-codes-kept"))
        self._proof.set_wording(w)
        if self._is_sheet_full:
            self._sheet.show_codes(self._store.codes, w.text("access-codes-shown"))
        self._confirm.hide()
        self._show()

    def clear_clipboard(self) -> None:
        """Take copied codes away now."""
        self._clipboard.clear()

    def _build(self) -> None:
        self.setObjectName("settings_codes")
        for label in (self._explained, self._shown_explained):
            label.set_wrapping()
        for part, name in (
            (self._unread, "codes_unread"),
            (self._notice, "codes_notice"),
            (self._confirm, "codes_confirm"),
            (self._make, "codes_make"),
            (self._shown, "codes_shown"),
            (self._sheet, "codes_sheet"),
            (self._copy, "codes_copy"),
            (self._kept, "codes_kept"),
        ):
            part.setObjectName(name)
        count = QWidget()
        row = QHBoxLayout(count)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self._made, 1)
        row.addWidget(self._make)
        self._build_shown()
        for line in (
            self._explained,
            self._unread,
            count,
            self._confirm,
            self._notice,
            self._proof,
            self._shown,
        ):
            self.add(line)

    def _build_shown(self) -> None:
        self._shown.setProperty("card", True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._kept)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        column = QVBoxLayout(self._shown)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._shown_title)
        column.addWidget(self._shown_explained)
        column.addWidget(self._sheet)
        column.addLayout(buttons)

    def _connect(self) -> None:
        store = self._store
        store.changed.connect(self._show)
        self._connection.changed.connect(self._offer)
        self._unread.accepted.connect(store.read)
        self._make.clicked.connect(self._want)
        self._confirm.accepted.connect(self._make_them)
        self._confirm.dismissed.connect(self._leave_them)
        self._notice.accepted.connect(store.find_out)
        self._copy.clicked.connect(self._copy_codes)
        self._kept.clicked.connect(self._hide_codes)

    def _want(self) -> None:
        """Codes that still work end with this: only then is it worth a question."""
        left = self._store.left
        if self._store.act.state is not ProofState.IDLE:
            return
        if left is None or left.left == 0:
            self._make_them()
            return
        w = self._wording
        self._confirm.ask(
            w.text("access-codes-confirm", count=left.left),
            w.text("access-codes-confirm-yes"),
            w.text("access-codes-confirm-no"),
        )
        self._confirm.focus_accept()

    def _make_them(self) -> None:
        self._leave_them()
        self._store.make()

    def _leave_them(self) -> None:
        self._confirm.hide()
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_codes(self) -> None:
        self._clipboard.put("\n".join(self._store.codes))
        self.said.emit(self._wording.text("access-codes-copied"))

    def _hide_codes(self) -> None:
        self._store.hide()
        self._make.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self._show_count()
        self._show_unread()
        self._show_making()
        self._show_sheet()
        self._offer()

    def _show_count(self) -> None:
        w, left = self._wording, self._store.left
        if left is None:
            is_loading = self._store.state is StoreState.LOADING
            self._left.setText(w.text("access-loading") if is_loading else "")
            self._made.setText("")
            return
        is_never = left.made_at is None
        self._left.setText(
            w.text("access-codes-never")
            if is_never
            else w.text("access-codes-left", count=left.left)
        )
        self._left.set_tone("warning" if left.left <= _FEW else "primary")
        when = "" if left.made_at is None else w.moment(left.made_at, self._session.server_now())
        self._made.setText(w.text("access-codes-made", when=when) if when else "")

    def _show_unread(self) -> None:
        w, error = self._wording, self._store.error
        if error is None:
            self._unread.hide()
            return
        key = "access-stale" if self._store.left is not None else "access-unread"
        text = w.text(key, text=error_with_code(w, error, ACCESS))
        self._unread.ask(text, accept=w.text("access-retry"), kind="danger")

    def _show_making(self) -> None:
        w, store = self._wording, self._store
        if store.making is Making.UNSEEN:
            self._notice.ask(w.text("access-codes-unseen"), kind="danger")
        elif store.making is Making.UNKNOWN:
            can_ask = store.act.state is ProofState.IDLE
            accept = w.text("access-codes-find-out") if can_ask else ""
            self._notice.ask(w.text("access-codes-unknown"), accept=accept)
        elif store.making is Making.FAILED and store.act_error is not None:
            reason = error_with_code(w, store.act_error, ACCESS)
            self._notice.ask(w.text("access-codes-failed", text=reason), kind="danger")
        else:
            self._notice.hide()

    def _show_sheet(self) -> None:
        is_full = bool(self._store.codes)
        self._shown.setVisible(is_full)
        if is_full is self._is_sheet_full:
            return
        self._is_sheet_full = is_full
        self._sheet.show_codes(self._store.codes, self._wording.text("access-codes-shown"))
        if is_full:
            self._sheet.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self._shown)

    def _offer(self) -> None:
        w, state = self._wording, self._store.act.state
        is_sending = state is ProofState.SENDING
        is_offline = self._connection.shows_offline
        self._make.set_label(w.text("access-codes-making" if is_sending else "access-codes-make"))
        # While the act is on its way it stays, so that the keyboard does.
        can_make = state in (ProofState.IDLE, ProofState.SENDING) and not is_offline
        self._make.set_enabled_because(can_make, w.text("access-offline") if is_offline else "")
