"""The synthesis as a tab: what is read of it, pinned rows, and what stands there meanwhile."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.session import Session
from console.settings import Settings
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from resources.wording import Wording
from ui.patient.compare_page import ComparePage
from ui.patient.page import FilePage
from ui.patient.states import PartStates, Shapes
from ui.patient.synthesis import SynthesisPage
from widgets.theme import Theme

_SHAPES: Shapes = (
    (0.01, 0.02, 0.77, 0.53),
    (0.01, 0.58, 0.77, 0.4),
    (0.79, 0.02, 0.2, 0.3),
    (0.79, 0.35, 0.2, 0.2),
    (0.79, 0.58, 0.2, 0.17),
)


class SynthesisTab(FilePage):
    """Signals: `survey_wanted(answer id)` for the questionnaire of a cell."""

    survey_wanted = Signal(UUID)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        settings: Settings,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = desk.file
        self._session = session
        self._theme = theme
        self._wording = wording
        self.is_comparing = False
        self._pages = QStackedWidget(self)
        self.page = SynthesisPage(theme, session, settings, self._pages)
        self.side = self.page.side
        self._states = PartStates(theme, wording, _SHAPES, self._pages)
        self._pages.addWidget(self.page)
        self._pages.addWidget(self._states)
        self.compare = ComparePage(desk.file, session, theme, wording, self._pages)
        self.compare.left.connect(self.leave_comparison)
        self._pages.addWidget(self.compare)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._show_waiting)
        self._store.series.changed.connect(self.show_again)
        self._store.pins_changed.connect(self.show_again)
        self._states.retry_wanted.connect(self._store.series.read)
        self._states.stopped.connect(self._store.series.give_up)
        self.page.survey_wanted.connect(self.survey_wanted)
        self.page.pin_wanted.connect(self._store.turn_pin)

    def set_wording(self, w: Wording) -> None:
        """Speak another language."""
        self._wording = w
        self._states.set_wording(w)
        self.compare.set_wording(w)
        self.show_again()

    def set_beside(self, is_beside: bool) -> None:
        """Whether the column has room beside the charts."""
        self.page.set_beside(is_beside)

    def enter(self, _patient_id: UUID) -> None:
        """The synthesis is read with the file itself."""

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._late.stop()
        self.page.clear()
        self.is_comparing = False
        self.compare.clear()
        self._pages.setCurrentWidget(self._states)

    def refresh(self) -> None:
        """The synthesis is read again with the file itself."""
        if self.is_comparing:
            self.compare.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the heat map, or on the choice of what is compared."""
        if self.is_comparing:
            self.compare.take_focus()
        else:
            self.page.take_focus()

    def compare_periods(self) -> None:
        """Put two periods side by side in the place of the synthesis."""
        if self._store.patient_id is not None:
            self.is_comparing = True
            self.compare.enter(self._store.patient_id)
            self._pages.setCurrentWidget(self.compare)
            self.compare.take_focus()

    def leave_comparison(self) -> None:
        """Back to the synthesis."""
        self.is_comparing = False
        self.show_again()
        self.page.take_focus()

    def show_again(self) -> None:
        """Bring everything up to date."""
        if self.is_comparing:
            return
        shown = self._store.series.shown
        if shown.value is not None:
            self._late.stop()
            self._states.stop_waiting()
            now = self._session.server_now()
            self.page.show_series(self._wording, shown.value, self._store.pinned, now)
            self._pages.setCurrentWidget(self.page)
        elif shown.state is StoreState.LOADING:
            self._late.start(self._theme.motion_ms("skeleton_delay"))
        elif shown.state is StoreState.ERROR:
            self._late.stop()
            self._states.show_error(self._wording.text("file-part-error"), shown.error)
            self._pages.setCurrentWidget(self._states)

    def _show_waiting(self) -> None:
        """The period before stays until it is clear that the new one takes time."""
        if self.is_comparing:
            return
        self._states.show_loading()
        self._pages.setCurrentWidget(self._states)
