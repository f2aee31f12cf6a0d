"""What stands over every screen while it is true: a session that was copied, no contact, drafts to
read again, a closed service, masked identities.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.session import Session
from console.stores.connection import ConnectionStore
from console.stores.draft_review import DraftReview
from resources.wording import Wording
from widgets.banner import Banner
from widgets.theme import Theme

_TICK_MS = 30_000


class Banners(QWidget):
    """Full-width notices under the top bar. Signals: `unmask_wanted()` from the mask's button;
    `review_wanted()` from that of the drafts; `sessions_wanted()` from that of the copied session;
    `notices_wanted()` from that of new notices.
    """

    unmask_wanted = Signal()
    review_wanted = Signal()
    sessions_wanted = Signal()
    notices_wanted = Signal()

    def __init__(
        self,
        session: Session,
        connection: ConnectionStore,
        review: DraftReview,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._connection = connection
        self._review = review
        self._wording = wording
        self._is_copy_seen = False
        self._new_notices = 0
        self.copied = Banner(theme, self)
        self.copied.setObjectName("banner_copied")
        self.copied.action_triggered.connect(self.sessions_wanted)
        self.offline = Banner(theme, self)
        self.drafts = Banner(theme, self)
        self.drafts.setObjectName("banner_drafts")
        self.drafts.action_triggered.connect(self.review_wanted)
        self.notices = Banner(theme, self)
        self.notices.setObjectName("banner_notices")
        self.notices.action_triggered.connect(self.notices_wanted)
        self.closed = Banner(theme, self)
        self.masked = Banner(theme, self)
        self.masked.setObjectName("banner_masked")
        self.masked.action_triggered.connect(self.unmask_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        banners = (self.copied, self.offline, self.drafts, self.notices, self.closed, self.masked)
        for banner in banners:
            column.addWidget(banner)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self.show_all)
        self._ticks.start()
        connection.changed.connect(self.show_all)
        review.changed.connect(self._show_drafts)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or say that identities are masked."""
        self._wording = wording
        self.show_all()

    def take_as_seen(self) -> None:
        """Whoever is warned of a copied session has looked; the settings go on saying it."""
        self._is_copy_seen = True
        self._show_copied()

    def show_new_notices(self, count: int) -> None:
        """So many texts are new since this person read them; none takes the notice away."""
        self._new_notices = count
        self._show_notices()

    def stop(self) -> None:
        """The session is over: time changes nothing here any more."""
        self._ticks.stop()

    def show_all(self) -> None:
        """Bring every notice up to date."""
        self._show_copied()
        self._show_offline()
        self._show_drafts()
        self._show_notices()
        self._show_closed()
        self._show_masked()

    def _show_copied(self) -> None:
        """A spent token came back since the sign-in before (R-SES-03)."""
        w, grant = self._wording, self._session.grant
        if self._is_copy_seen or grant is None or grant.refresh_reused_at is None:
            self.copied.hide()
            return
        when = w.moment(grant.refresh_reused_at, self._session.server_now())
        self.copied.show_notice(
            w.text("access-copied-banner", when=when),
            "danger",
            "warning-circle",
            w.text("access-see-sessions"),
        )

    def _show_masked(self) -> None:
        w = self._wording
        if not w.is_masked:
            self.masked.hide()
            return
        self.masked.show_notice(
            w.text("privacy-banner"), "neutral", "eye-slash", w.text("privacy-show"), "F9"
        )

    def _show_offline(self) -> None:
        w, connection = self._wording, self._connection
        if not connection.shows_offline or connection.offline_since is None:
            self.offline.hide()
            return
        since = w.time(connection.offline_since)
        text = w.text("shell-offline-banner-bare", since=since)
        if connection.last_contact is not None:
            text = w.text("shell-offline-banner", since=since, copy=w.time(connection.last_contact))
        kind = "danger" if connection.is_long_offline else "warning"
        self.offline.show_notice(text, kind, "wifi-slash")

    def _show_drafts(self) -> None:
        w, count = self._wording, self._review.count
        if not count:
            self.drafts.hide()
            return
        is_back = self._review.is_back_online
        text = w.text("shell-drafts-back" if is_back else "shell-drafts", count=count)
        self.drafts.show_notice(text, "info", "note-pencil", w.text("shell-drafts-read"))

    def _show_notices(self) -> None:
        w, count = self._wording, self._new_notices
        if not count:
            self.notices.hide()
            return
        text = w.text("notices-new", count=count)
        self.notices.show_notice(text, "info", "info", w.text("notices-read-new"))

    def _show_closed(self) -> None:
        w, me = self._wording, self._session.me
        if me is None or not self._is_closed(me.centre.is_open, me.centre.opens_at):
            self.closed.hide()
            return
        if me.centre.opens_at is None:
            text = w.text("shell-closed-banner-bare")
        else:
            text = w.text(
                "shell-closed-banner", when=w.coming(me.centre.opens_at, self._session.server_now())
            )
        self.closed.show_notice(text, "neutral", "clock")

    def _is_closed(self, is_open: bool, opens_at: datetime | None) -> bool:
        if is_open:
            return False
        return opens_at is None or self._session.server_now() < opens_at
