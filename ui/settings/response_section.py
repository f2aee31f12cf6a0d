"""How soon alerts are to be answered, in the settings: an oncologist asks for other times, others
read them (decisions 5, 19).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.errors import CENTRE
from console.session import Session
from console.stores.centre import CentreStore
from console.stores.connection import ConnectionStore
from console.stores.error_words import error_with_code
from resources.wording import Wording
from services.contract.centre_settings import (
    CentreContent,
    CentreVersion,
    ResponseTimesContent,
    SectionState,
)
from services.contract.safeguards import ResponseTimesAsked, ResponseTimesPage
from ui.settings.centre_cards import Card
from ui.settings.centre_dialogs import ConfirmDialog
from ui.settings.centre_lines import Offer, Told
from ui.settings.centre_words import content_words, since_words, version_words
from ui.settings.response_dialog import ResponseDialog
from widgets.strip import Strip
from widgets.theme import Theme


class ResponseSection(QWidget):
    """The card of the response times; dialogs cover `over`. Signals: `said(text)`."""

    said = Signal(str)

    def __init__(
        self,
        store: CentreStore,
        connection: ConnectionStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        over: QWidget,
    ) -> None:
        super().__init__()
        self._store = store
        self._connection = connection
        self._session = session
        self._theme = theme
        self._wording = wording
        self._over = over
        self._tells_history = False
        self._dialog: ResponseDialog | ConfirmDialog | None = None
        self._failed = Strip(theme)
        self._card = Card("response_times", theme)
        self._build()
        self.set_wording(wording)

    @property
    def dialog(self) -> ResponseDialog | ConfirmDialog | None:
        """The dialog that is open."""
        return self._dialog

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._card.explain(w.text("centre-times"), w.text("centre-times-explained"))
        self._show()

    def take_focus(self) -> None:
        """Put the keyboard on the first button."""
        self._card.take_focus()

    def _build(self) -> None:
        self.setObjectName("settings_response_times")
        self._failed.setObjectName("response_times_unread")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._failed)
        column.addWidget(self._card)
        self._failed.accepted.connect(self._store.read)
        self._store.changed.connect(self._show)
        self._store.acts.done.connect(self._say)
        self._connection.changed.connect(self._show)

    # What is shown

    def _show(self) -> None:
        w, store = self._wording, self._store
        if store.times_error is None:
            self._failed.hide()
        else:
            text = w.text("centre-unread", text=error_with_code(w, store.times_error, CENTRE))
            self._failed.ask(text, accept=w.text("access-retry"), kind="danger")
        if store.times is not None:
            self._card.show_lines(self._lines(store.times))

    def _lines(self, page: ResponseTimesPage) -> list[Told]:
        w, state = self._wording, page.state
        lines = [self._in_force(page)]
        if page.is_waiting:
            lines.append(Told("", w.text("centre-times-waits"), mark=("clock", "warning")))
        if state.planned is not None:
            why_not = w.text("centre-times-longer") if _shortens(state) else ""
            lines.append(
                Told(
                    w.text("centre-planned"),
                    f"{content_words(w, state.planned.content)}\n{self._whose(state.planned)}",
                    self._offers("centre_undo", "centre-undo", self._ask_undo, why_not),
                )
            )
        if self._tells_history:
            for each in page.history.versions:
                title, told = version_words(w, each, self._session.server_now())
                again = partial(self._open, page, each.content)
                why_not = w.text("centre-times-waits") if page.is_waiting else ""
                offers = self._offers("centre_again", "centre-again", again, why_not, title)
                lines.append(Told(title, told, offers))
        return lines

    def _in_force(self, page: ResponseTimesPage) -> Told:
        w, in_force = self._wording, page.state.in_force
        why_not = w.text("centre-times-waits") if page.is_waiting else ""
        ask = partial(self._open, page, in_force.content)
        history = w.text("centre-history-hide" if self._tells_history else "centre-history-show")
        offers = self._offers("centre_change", "centre-times-ask", ask, why_not)
        offers.append(Offer("centre_history", history, w.text("centre-times"), self._turn))
        return Told(content_words(w, in_force.content), self._whose(in_force), offers)

    def _whose(self, version: CentreVersion) -> str:
        """Since when, who asked for it, and who agreed."""
        w, by = self._wording, version.approved_by
        told = since_words(w, version, self._session.server_now())
        agreed = "" if by is None else "\n" + w.text("centre-approved-by", by=by.name)
        return f"{told}{agreed}"

    def _offers(
        self, name: str, key: str, act: Callable[[], None], why_not: str, about: str = ""
    ) -> list[Offer]:
        """Nothing for whoever only reads it."""
        w = self._wording
        if not self._store.may_ask_for_times:
            return []
        offline = w.text("centre-offline") if self._connection.shows_offline else ""
        about = about or w.text("centre-times")
        return [Offer(name, w.text(key), about, act, offline or why_not)]

    # What is done

    def _turn(self) -> None:
        self._tells_history = not self._tells_history
        self._show()

    def _open(self, page: ResponseTimesPage, content: CentreContent) -> None:
        self._put(
            ResponseDialog(
                self._store, page, content, self._connection, self._theme, self._wording,
                self._over,
            )
        )  # fmt: skip

    def _ask_undo(self) -> None:
        page = self._store.times
        if page is None or page.state.planned is None:
            return
        about = content_words(self._wording, page.state.planned.content)
        act = partial(self._store.acts.undo_response_times, page.state)
        self._put(
            ConfirmDialog(
                "undo", about, act, self._store, self._connection, self._theme, self._wording,
                self._over,
            )
        )  # fmt: skip

    def _put(self, dialog: ResponseDialog | ConfirmDialog) -> None:
        self._dialog = dialog
        dialog.left.connect(self._drop)
        dialog.open_up()

    def _drop(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _say(self, result: object) -> None:
        if isinstance(result, ResponseTimesAsked):
            self.said.emit(self._wording.text("centre-times-asked"))


def _shortens(state: SectionState) -> bool:
    """Whether what is planned has a level answered sooner than it is now."""
    now = state.in_force.content
    later = None if state.planned is None else state.planned.content
    if not isinstance(now, ResponseTimesContent) or not isinstance(later, ResponseTimesContent):
        return False
    return any(a < b for a, b in zip(later.minutes, now.minutes, strict=True))
