"""In the place of the questions: that they are on their way, that there are none, or what came of
the answers.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.errors import ANSWERING, ConsoleError, Refused
from console.session import Session
from console.stores.answering import AnsweringState, AnsweringStore
from console.stores.error_words import error_code, error_sentence
from resources import words
from resources.wording import Wording
from services.contract.answers import AnswerReceipt
from services.contract.enums import AlertKind, AnswerOutcome
from services.contract.problems import ProblemCode
from ui.parts.loading import Loading
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_SHAPES = ((0.02, 0.06, 0.6, 0.06), (0.02, 0.2, 0.9, 0.09), (0.02, 0.33, 0.9, 0.09))
_ICON_PX = 36


class Outcome(QWidget):
    """Signals: `alert_wanted()`; `finished()` on the button that leads back, or reads again."""

    alert_wanted = Signal()
    finished = Signal()

    def __init__(
        self,
        store: AnsweringStore,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._session = session
        self._theme = theme
        self._wording = wording
        self._loading = Loading(theme, wording, self)
        self._said = QWidget(self)
        self._icon = IconLabel(theme, "check-circle", "success", _ICON_PX, self._said)
        self._title = PlainLabel(theme, role="display", parent=self._said)
        self._body = PlainLabel(theme, role="body", tone="secondary", parent=self._said)
        self._alert = Button(theme, "", "primary", icon="arrow-right", parent=self._said)
        self._back = Button(theme, "", "secondary", parent=self._said)
        self._pages = QStackedWidget(self)
        self._build()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its state again."""
        self._wording = wording
        self._loading.set_wording(wording)

    def show_state(self) -> None:
        """What the store says."""
        self._loading.stop()
        state, store = self._store.state, self._store
        if state is AnsweringState.LOADING:
            self._loading.skeleton.set_shapes(_SHAPES, self._theme.scaled(420))
            self._pages.setCurrentWidget(self._loading)
            self._loading.start()
            return
        self._pages.setCurrentWidget(self._said)
        if state is AnsweringState.DONE and store.receipt is not None:
            self._show_receipt(store.receipt)
        elif state is AnsweringState.ERROR:
            self._show_error(store.error)
        else:
            self._show_nothing()

    def take_focus(self) -> None:
        """Put the keyboard on what comes next."""
        first = self._back if self._alert.isHidden() else self._alert
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def sentence(self, error: ConsoleError) -> str:
        """Why it was not taken."""
        w = self._wording
        if isinstance(error, Refused) and error.code == ProblemCode.MONITORING_NOT_ACTIVE:
            return w.text("answering-not-followed")
        return error_sentence(w, error)

    def _show_receipt(self, receipt: AnswerReceipt) -> None:
        w, at = self._wording, self._wording.time(receipt.received_at)
        key = receipt.outcome.value
        level = ""
        if receipt.level is not None:
            is_technical = receipt.outcome is AnswerOutcome.TECHNICAL
            kind = AlertKind.TECHNICAL if is_technical else AlertKind.CLINICAL
            level = words.level(w, receipt.level, kind)
        icon = ("check-circle", "success") if key == "nothing" else ("warning-circle", "danger")
        self._say(w.text(f"answering-{key}", level=level), w.text("answering-sent", at=at), *icon)
        self._alert.set_label(w.text("answering-see-alert"))
        self._alert.setVisible(receipt.alert_id is not None)
        self._back.set_label(w.text("answering-finish"))

    def _show_error(self, error: ConsoleError | None) -> None:
        w = self._wording
        hint = "" if error is None else self.sentence(error)
        code = "" if error is None else error_code(w, error, ANSWERING)
        self._say(w.text("answering-error"), f"{hint} {code}".strip(), "warning-circle", "danger")
        self._back.set_label(w.text("triage-retry"))

    def _show_nothing(self) -> None:
        w, week, weeks = self._wording, self._store.week, self._store.weeks
        is_answered = week is not None and week.is_answered
        title = "answering-answered" if is_answered else "answering-nothing-open"
        next_on = None if weeks is None else weeks.planned.next_opening
        day = "" if next_on is None else w.weekday_day(next_on)
        body = w.text("answering-next-on", day=day) if day else w.text("answering-none-planned")
        self._say(w.text(title), body, "calendar-blank", "accent")
        self._back.set_label(w.text("answering-finish"))

    def _say(self, title: str, body: str, icon: str, ink: str) -> None:
        self._icon.set_icon(icon, ink)
        self._title.setText(title)
        self._body.setText(body)
        self._alert.hide()
        self.setAccessibleName(f"{title} {body}".strip())

    def _build(self) -> None:
        for label in (self._title, self._body):
            label.set_wrapping()
        self._alert.setObjectName("answering_alert")
        self._back.setObjectName("answering_finish")
        self._alert.clicked.connect(self.alert_wanted)
        self._back.clicked.connect(self.finished)
        self._loading.stopped.connect(self.finished)
        left = Qt.AlignmentFlag.AlignLeft
        said = QVBoxLayout(self._said)
        said.setContentsMargins(0, 24, 0, 24)
        said.setSpacing(10)
        said.addWidget(self._icon, 0, left)
        said.addWidget(self._title)
        said.addWidget(self._body)
        said.addWidget(self._alert, 0, left)
        said.addWidget(self._back, 0, left)
        said.addStretch(1)
        self._pages.addWidget(self._said)
        self._pages.addWidget(self._loading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
