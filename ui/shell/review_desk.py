"""The review of access among the screens, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from console.session import Session
from console.settings import Settings
from console.stores.access_review import REVIEWS
from console.stores.account_acts import AccountAct
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.accounts import AccountRow
from services.contract.staff import ReviewVerdict
from ui.accounts.review_screen import EXPORT_KEY, ReviewScreen
from ui.accounts.review_side import CHANGE_KEY, CONFIRM_KEY, OPEN_KEY, SUSPEND_KEY
from ui.shell.pages import ACCESS_REVIEW, TRIAGE
from ui.shell.palette_search import Command, Group
from ui.shell.screen_desk import ScreenDesk
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell


class ReviewDesk(ScreenDesk[ReviewScreen]):
    """Holds the screen, for administrators."""

    def __init__(
        self, shell: Shell, desk: TriageDesk, session: Session, settings: Settings, theme: Theme
    ) -> None:
        super().__init__(shell, desk, session, theme)
        self._settings = settings

    @property
    def may_open(self) -> bool:
        """Whether this role reviews."""
        return self._session.may(REVIEWS)

    def open(self) -> None:
        """Bring the review to the front, for whoever has it."""
        if self.may_open:
            self._shell.go_to(ACCESS_REVIEW)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: the list is made for it, read, or left alone."""
        if page == ACCESS_REVIEW and self.screen is None:
            self._make(wording)
        if self.screen is not None:
            self.screen.set_shown(page == ACCESS_REVIEW)

    def commands(self, w: Wording, key_of: Callable[[str], str]) -> Iterator[Command]:
        """What the palette offers on this screen; `key_of` says how a letter is pressed."""
        screen = self.screen
        if screen is None or self._shell.page != ACCESS_REVIEW:
            return
        group, chosen = Group.COMMANDS, screen.chosen
        if chosen is not None:
            row = chosen.line.account
            name = row.person.name
            if not screen.guards.why_no_verdict(w, chosen):
                for verdict, word, key in (
                    (ReviewVerdict.CONFIRMED, "confirm", CONFIRM_KEY),
                    (ReviewVerdict.TO_CHANGE, "change", CHANGE_KEY),
                ):
                    text = w.text(f"accessreview-{word}-of", name=name)
                    does = partial(screen.give, verdict)
                    yield Command(f"review-{word}", group, text, key_of(key), does)
            if screen.guards.may_suspend(row) and not screen.guards.is_offline:
                text = w.text("accounts-suspend-title", name=name)
                yield Command("review-suspend", group, text, key_of(SUSPEND_KEY), screen.suspend)
            text = w.text("accessreview-open-of", name=name)
            yield Command("review-open", group, text, key_of(OPEN_KEY), screen.open_account)
        text = w.text("accessreview-export-title")
        yield Command("review-export", group, text, key_of(EXPORT_KEY), screen.export)

    def _make(self, wording: Wording) -> None:
        screen = ReviewScreen(
            self._desk, self._session, self._settings, self._theme, wording, self._shell.pages
        )
        screen.suspend_wanted.connect(self._suspend)
        screen.account_wanted.connect(self._open_account)
        screen.tab_wanted.connect(self._shell.accounts.open_tab)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.left.connect(self._leave)
        self._take_in(ACCESS_REVIEW, screen)

    def _suspend(self, row: AccountRow) -> None:
        self._shell.accounts.open_act(AccountAct.SUSPEND, row)

    def _open_account(self, account_id: UUID) -> None:
        self._shell.accounts.reveal(account_id)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)
