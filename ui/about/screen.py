"""The screen on the product (screens.md 3.13): tabs, each made when somebody first looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.session import Session
from console.stores.desk import TriageDesk
from resources.about_texts import AboutText
from resources.wording import Wording
from ui.about.licences_page import LicencesPage
from ui.about.product_page import ProductPage
from ui.about.requests_page import RequestsPage
from ui.about.state_page import StatePage
from ui.about.text_page import TextPage
from ui.parts.about_tabs import AboutTab, AboutTabs, offered_tabs
from ui.parts.keys import bind
from ui.parts.print_button import PrintButton, stamp
from widgets.reading_text import ReadingText
from widgets.theme import Theme

Page = ProductPage | LicencesPage | TextPage | StatePage | RequestsPage


class AboutScreen(QWidget):
    """Signals: `notices_wanted()`, which are a screen of their own; `report_wanted()`;
    `act_wanted(Verb, SupportRow)`; `said(text)`; `left()` on Esc.
    """

    notices_wanted = Signal()
    report_wanted = Signal()
    act_wanted = Signal(object, object)
    said = Signal(str)
    left = Signal()

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._session = session
        self._theme = theme
        self._wording = wording
        self._pages: dict[AboutTab, Page] = {}
        self._printing: list[PrintButton] = []
        self.tabs = AboutTabs(
            AboutTab.PRODUCT, offered_tabs(session), theme=theme, wording=wording, screen=self
        )
        self._stack = QStackedWidget(self)
        self.setObjectName("about_screen")
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.wanted.connect(self.choose)
        self.tabs.report_wanted.connect(self.report_wanted)
        bind("Esc", self.left.emit, (self,), self)
        bind("F5", self._read_again, (self,), self)
        self.set_wording(wording)
        self.choose(AboutTab.PRODUCT)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; each page stays where it is."""
        self._wording = wording
        self.setAccessibleName(wording.text("about-screen"))
        self.tabs.set_wording(wording)
        for page in self._pages.values():
            page.set_wording(wording)

    def choose(self, tab: AboutTab) -> None:
        """Bring a part to the front, with the keyboard in it."""
        if tab is AboutTab.NOTICES:
            self.notices_wanted.emit()
            return
        page = self.page(tab)
        self.tabs.set_current(tab)
        self._stack.setCurrentWidget(page)
        self._read_again()
        if self.isVisible():
            page.take_focus()

    def page(self, tab: AboutTab) -> Page:
        """A part, made now if nobody has looked at it yet."""
        found = self._pages.get(tab)
        if found is None:
            found = self._pages[tab] = self._makers()[tab]()
            self._stack.addWidget(found)
            found.set_wording(self._wording)
        return found

    def begin(self) -> None:
        """The screen comes to the front."""
        self._read_again()

    def set_locked(self, is_locked: bool) -> None:
        """Nothing of a patient stands here; no window of the system stays open."""
        if is_locked:
            for button in self._printing:
                button.close_windows()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self.tabs, self._stack)

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.page(self.tabs.current).take_focus()

    def _read_again(self) -> None:
        page = self._pages.get(self.tabs.current)
        if isinstance(page, StatePage):
            page.ask()
        elif isinstance(page, RequestsPage):
            page.begin()

    def _makers(self) -> dict[AboutTab, Callable[[], Page]]:
        return {
            AboutTab.PRODUCT: lambda: ProductPage(self._theme, self._print_button(), self),
            AboutTab.LICENCES: lambda: LicencesPage(self._theme, self),
            AboutTab.ACCESSIBILITY: lambda: TextPage(
                AboutText.ACCESSIBILITY, self._print_button(), self
            ),
            AboutTab.STATE: self._make_state,
            AboutTab.REQUESTS: self._make_requests,
        }

    def _make_state(self) -> StatePage:
        desk = self._desk
        return StatePage(
            desk.connection, desk.about.readiness, desk.surveillance, self._theme, self
        )

    def _make_requests(self) -> RequestsPage:
        page = RequestsPage(self._desk.about.support, self._session.server_now, self._theme, self)
        page.report_wanted.connect(self.report_wanted)
        page.act_wanted.connect(self.act_wanted)
        return page

    def _print_button(self) -> PrintButton:
        text = ReadingText(self._theme)
        text.setObjectName("about_text")
        button = PrintButton(text, self._stamp, self._theme)
        button.said.connect(self.said)
        self._printing.append(button)
        return button

    def _stamp(self) -> str:
        return stamp(self._wording, self._session)
