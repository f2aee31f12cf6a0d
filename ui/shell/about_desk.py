"""What the product is, among the screens, and the dialogs of requests for help over any of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from console.errors import ConsoleError
from console.session import Session
from console.stores.desk import TriageDesk
from resources.wording import Wording
from services.contract.support import SupportRequest, SupportRow, SupportStepKind
from ui.about.answer_dialog import AnswerDialog, Verb
from ui.about.report_dialog import ReportDialog
from ui.about.requests_page import RequestsPage
from ui.about.screen import AboutScreen
from ui.about.words import refusal
from ui.parts.about_tabs import AboutTab
from ui.shell.pages import ABOUT, NOTICES, TRIAGE
from ui.shell.screen_desk import ScreenDesk
from widgets.overlay import is_held, uncover
from widgets.theme import Theme

if TYPE_CHECKING:
    from ui.shell.frame import Shell

Dialog = ReportDialog | AnswerDialog


class AboutDesk(ScreenDesk[AboutScreen]):
    """Holds the screen, and makes a dialog each time one is wanted."""

    def __init__(self, shell: Shell, desk: TriageDesk, session: Session, theme: Theme) -> None:
        super().__init__(shell, desk, session, theme)
        self._acts = desk.about.acts
        self._dialog: Dialog | None = None
        self._last: Callable[[], Dialog] | None = None
        self._acts.done.connect(self._tell)
        self._acts.failed.connect(self._complain)

    @property
    def may_report(self) -> bool:
        """Whether this role asks for help here."""
        return self._desk.about.support.is_offered

    def open(self, tab: AboutTab = AboutTab.PRODUCT) -> None:
        """Bring a part to the front; the notices are a screen of their own."""
        if tab is AboutTab.NOTICES:
            self._shell.go_to(NOTICES)
            return
        self._shell.go_to(ABOUT)
        if self.screen is not None and self._shell.page == ABOUT:
            self.screen.choose(tab)

    def open_requests(self) -> None:
        """Bring the requests for help to the front."""
        self.open(AboutTab.REQUESTS)

    def follow(self, page: str, wording: Wording) -> None:
        """Another screen comes to the front: this one is made for it, and read."""
        if page != ABOUT:
            return
        if self.screen is None:
            self._make(wording)
        elif self._shell.page != ABOUT:
            self.screen.begin()

    def report(self) -> None:
        """Ask for help (F2), over whatever screen."""
        if self.may_report:
            self._open(self._report_dialog)

    def _make(self, wording: Wording) -> AboutScreen:
        screen = AboutScreen(self._desk, self._session, self._theme, wording, self._shell.pages)
        screen.notices_wanted.connect(self._shell.notices.open)
        screen.report_wanted.connect(self.report)
        screen.act_wanted.connect(self._act)
        screen.said.connect(self._shell.toasts.show_toast)
        screen.left.connect(self._leave)
        return self._take_in(ABOUT, screen)

    def _leave(self) -> None:
        if self._shell.triage is not None:
            self._shell.go_to(TRIAGE)

    # Dialogs

    def _open(self, make: Callable[[], Dialog]) -> None:
        """Open a dialog; one whose act is not settled comes first."""
        if self._dialog is not None or is_held(self._shell):
            return
        uncover(self._shell)
        if self._last is None or not (self._acts.is_busy or self._acts.is_unsettled):
            self._last = make
        self._dialog = self._last()
        self._dialog.left.connect(self._close)
        self._dialog.open_up()

    def _report_dialog(self) -> Dialog:
        return ReportDialog(
            self._desk.about, self._desk.connection, self._theme, self._shell.wording, self._shell
        )

    def _act(self, verb: Verb, row: SupportRow) -> None:
        self._open(partial(self._answer_dialog, verb, row))

    def _answer_dialog(self, verb: Verb, row: SupportRow) -> Dialog:
        return AnswerDialog(
            verb, row, self._desk.about, self._desk.connection, self._theme, self._shell.wording,
            self._shell,
        )  # fmt: skip

    def _close(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.hide()
            # Its own key press may still be on the way through it.
            QTimer.singleShot(0, dialog, dialog.deleteLater)

    def _tell(self, result: object) -> None:
        if not isinstance(result, SupportRequest):
            return
        self._close()
        last = result.steps[-1].kind if result.steps else SupportStepKind.MADE
        self._shell.toasts.show_toast(self._shell.wording.text(f"support-done-{last}"))
        if self.screen is not None and self.screen.tabs.current is AboutTab.REQUESTS:
            page = self.screen.page(AboutTab.REQUESTS)
            if isinstance(page, RequestsPage):
                page.stand_on(result.request.id)

    def _complain(self, error: ConsoleError) -> None:
        """Somebody may have left the dialog before; what stood in the way is read again."""
        self._desk.about.support.read()
        if self._dialog is None:
            self._shell.toasts.show_toast(refusal(self._shell.wording, error))
