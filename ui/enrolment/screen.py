"""The panel in which somebody is enrolled: how far it is, the step at hand, and what leads on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from console.models.identity_text import patient_name
from console.session import Session
from console.stores.desk import TriageDesk
from console.stores.enrolments import Doing
from resources.wording import Wording
from ui.enrolment.desk import EnrolmentDesk
from ui.enrolment.end_page import EndPage
from ui.enrolment.pages import KnownPage
from ui.enrolment.steps import ORDER, StepName
from ui.parts.keys import bind
from ui.parts.tab_order import put_in_order
from widgets.announce import announce
from widgets.button import Button
from widgets.empty_state import EmptyState
from widgets.plain_label import PlainLabel
from widgets.step_line import StepLine
from widgets.strip import Strip
from widgets.theme import Theme

SAVED_EVERY_MS: Final = 1000
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EnrolmentScreen(QWidget):
    """Signals: `left()` on Esc; `file_wanted(UUID)` for the file of a patient; `said(text)` for a
    toast.
    """

    left = Signal()
    file_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        desk: TriageDesk,
        session: Session,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._wording = wording
        self._told = ""
        self.desk = EnrolmentDesk(desk, session, theme, wording, self)
        self._store = desk.enrolments
        self._connection = desk.connection
        self._title = PlainLabel(theme, role="display", parent=self)
        self._who = PlainLabel(theme, role="body_strong", tone="secondary", parent=self)
        self._saved = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._progress = StepLine(theme, self)
        self._notice = Strip(theme, self)
        self._area = QScrollArea(self)
        self._covered = EmptyState(theme, self)
        self._next = Button(theme, "", "primary", key="↵", parent=self)
        self._back = Button(theme, "", "secondary", key="Alt+←", parent=self)
        self._save = Button(theme, "", "secondary", key="Ctrl+S", parent=self)
        self._abandon = Button(theme, "", "danger", parent=self)
        self._close = Button(theme, "", "secondary", key="Esc", parent=self)
        self._keeping = QTimer(self)
        self._build()
        self._connect()
        self.set_wording(wording)

    def begin(self) -> None:
        """The screen comes to the front: what an enrolment begins with is read."""
        self._store.start()
        if self._store.enrolment is None and not self._store.acts.is_busy:
            self.desk.show_step(StepName.IDENTITY)
        self._keeping.start()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language, or cover what is typed: behind the mask nothing is written."""
        self._wording = w = wording
        self.setAccessibleName(w.text("enrolment-screen"))
        self._title.setText(w.text("enrolment-screen"))
        self._back.set_label(w.text("enrolment-back"))
        self._save.set_label(w.text("enrolment-save"))
        self._abandon.set_label(w.text("enrolment-abandon"))
        self._close.set_label(w.text("enrolment-close"))
        self._covered.show_text(
            w.text("enrolment-masked"), w.text("enrolment-masked-body"), "eye-slash"
        )
        self.desk.keep()
        self.desk.set_wording(w)

    def set_locked(self, is_locked: bool) -> None:
        """What is typed is kept before the screen is covered."""
        if is_locked:
            self.desk.keep()
            if isinstance(self.desk.page, EndPage):
                self.desk.page.invitation.close_windows()

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in reading order."""
        return (self._area, self._foot)

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        desk = self.desk
        if desk.seeking is not None:
            desk.seeking.page.form.take_focus()
        elif isinstance(desk.page, EndPage):
            desk.page.take_focus()
        elif desk.form_page is not None:
            desk.form_page.take_focus()
        else:
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Esc: what is typed is kept, and the drafts are listed the next time."""
        page = self.desk.form_page
        has_typed = page is not None and bool(page.form.changed())
        self.desk.put_away()
        self._keeping.stop()
        if has_typed:
            self.said.emit(self._wording.text("enrolment-kept"))
        self.left.emit()

    # What is shown

    def _show_page(self) -> None:
        """Another page is on screen."""
        page = self.desk.page
        old: QWidget | None = self._area.takeWidget()
        if old is not None and old is not page:
            old.deleteLater()
        if page is not None:
            page.setProperty("ground", "app")
            page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self._area.setWidget(page)
        self._order()
        self._show()
        if self.isVisible() and not self._wording.is_masked:
            self.take_focus()

    def _order(self) -> None:
        desk, stops = self.desk, list[QWidget]()
        if desk.seeking is not None:
            stops = [*desk.seeking.page.form.stops(), *desk.seeking.beside.stops()]
        elif desk.form_page is not None:
            stops = desk.form_page.stops()
        elif isinstance(desk.page, KnownPage):
            stops = [desk.page.open]
        foot = [self._next, self._back, self._save, self._abandon, self._close]
        put_in_order([*stops, *foot])

    def _show(self) -> None:
        w, store, desk = self._wording, self._store, self.desk
        held, is_masked = store.enrolment, self._wording.is_masked
        self._who.setText("" if held is None else patient_name(w, held.patient))
        self._show_progress()
        self._show_saved()
        self._covered.setVisible(is_masked)
        self._area.setVisible(not is_masked)
        is_form = desk.form_page is not None
        is_going_on = held is not None and not desk.is_over
        self._next.setVisible(not desk.is_over)
        self._back.setVisible(is_going_on and desk.step is not StepName.IDENTITY)
        self._save.setVisible(is_form)
        self._abandon.setVisible(is_going_on)
        self._offer()
        self._tell()

    def _show_progress(self) -> None:
        w, held = self._wording, self._store.enrolment
        furthest = 0 if held is None else held.step
        lacking = {
            each.field.partition(".")[0] for each in (held.missing if held is not None else [])
        }
        is_done = held is not None and held.finished_at is not None
        steps = [
            (
                w.text(f"enrolment-step-{step}"),
                is_done or (place < furthest and step not in lacking),
            )
            for place, step in enumerate(ORDER)
        ]
        place = -1 if self.desk.is_over else ORDER.index(self.desk.step)
        spoken = w.text("enrolment-finished")
        if place >= 0:
            spoken = w.text("enrolment-progress", step=place + 1, name=steps[place][0])
        self._progress.show_steps(steps, place, spoken)

    def _show_saved(self) -> None:
        """`enregistré à 10:42`: when the service last took something, or that it is on its way."""
        w, held = self._wording, self._store.enrolment
        if self._store.acts.is_busy:
            self._saved.setText(w.text("enrolment-saving"))
        elif held is None or self.desk.is_over:
            self._saved.setText("")
        else:
            at = w.moment(held.changed_at, self._session.server_now())
            self._saved.setText(w.text("enrolment-saved-at", at=at))

    def _offer(self) -> None:
        w, store, desk = self._wording, self._store, self.desk
        why_not = "" if store.acts.can_act else w.text("enrolment-offline")
        is_held = store.acts.is_busy or store.acts.is_unsettled or store.is_opening
        page = desk.form_page
        is_stopped = page is not None and page.stop is not None
        word = self._next_word()
        self._next.set_label(w.text(f"enrolment-next-{word}"))
        # In the list of those who may be the person, Enter is for one of them.
        self._next.set_key("Ctrl+↵" if word == "nobody" else "↵")
        # A button whose act is on its way keeps the keyboard.
        can_go = not why_not and not store.acts.is_unsettled and not is_stopped
        self._next.set_enabled_because(can_go, why_not)
        for button in (self._save, self._abandon):
            button.set_enabled_because(not why_not and not is_held and not is_stopped, why_not)
        if desk.page is not None and not isinstance(desk.page, EndPage):
            desk.page.setEnabled(not is_held)

    def _next_word(self) -> str:
        seeking = self.desk.seeking
        if seeking is None:
            is_last = self.desk.step is StepName.CONSENT
            return "finish" if is_last else "go-on"
        if seeking.is_creating:
            return "create"
        return "nobody" if seeking.has_looked else "look"

    def _tell(self) -> None:
        told = self.desk.telling
        text = "" if told is None else told.text
        if told is None:
            self._notice.hide()
        else:
            self._notice.ask(told.text, told.accept, told.dismiss, told.kind)
        if text != self._told:
            self._told = text
            if text:
                announce(self, text)

    def _follow(self) -> None:
        """Something else is to be said; what a form on its way took of the keyboard comes back."""
        self._show_saved()
        self._show_progress()
        self._offer()
        self._tell()

    def _follow_written(self, doing: Doing) -> None:
        if doing is Doing.SAVE:
            announce(self, self._saved.text())

    # What a person asks for

    def _accept(self) -> None:
        told = self.desk.telling
        if told is not None and told.does:
            self.desk.do(told.does)

    def _dismiss(self) -> None:
        """Go on: the question goes, and the keyboard goes back to what stops."""
        self.desk.ask_to_abandon(False)
        self.take_focus()

    def _ask_to_abandon(self) -> None:
        self.desk.ask_to_abandon(True)
        self._notice.focus_accept()

    def _go_on(self) -> None:
        if self._next.isVisible() and self._next.isEnabled() and not self._store.acts.is_busy:
            self.desk.go_on()
        elif self._notice.isVisible():
            self._notice.focus_accept()

    def _save_now(self) -> None:
        if self._save.isVisible() and self._save.isEnabled():
            self.desk.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() not in _ENTER or self._wording.is_masked:
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self._go_on()

    def _build(self) -> None:
        self.setObjectName("enrolment_screen")
        self.setProperty("ground", "app")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for part, name in (
            (self._area, "enrolment_area"),
            (self._notice, "enrolment_notice"),
            (self._next, "enrolment_next"),
            (self._back, "enrolment_back"),
            (self._save, "enrolment_save"),
            (self._abandon, "enrolment_abandon"),
            (self._close, "enrolment_close"),
            (self._saved, "enrolment_saved"),
        ):
            part.setObjectName(name)
        head = QHBoxLayout()
        head.setSpacing(12)
        for label in (self._title, self._who):
            head.addWidget(label)
        head.addStretch(1)
        head.addWidget(self._saved)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(8)
        for button in (self._next, self._back, self._save):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self._abandon)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._progress)
        column.addWidget(self._notice)
        column.addWidget(self._area, 1)
        column.addWidget(self._covered, 1)
        column.addWidget(self._foot)
        self._keeping.setInterval(SAVED_EVERY_MS)

    def _connect(self) -> None:
        desk = self.desk
        desk.shown.connect(self._show_page)
        desk.told.connect(self._follow)
        desk.said.connect(self.said)
        desk.file_wanted.connect(self.file_wanted)
        self._store.written.connect(self._follow_written)
        self._connection.changed.connect(self._follow)
        self._keeping.timeout.connect(desk.keep)
        self._notice.accepted.connect(self._accept)
        self._notice.dismissed.connect(self._dismiss)
        self._next.clicked.connect(self._go_on)
        self._back.clicked.connect(desk.go_back)
        self._save.clicked.connect(self._save_now)
        self._abandon.clicked.connect(self._ask_to_abandon)
        self._close.clicked.connect(self.leave)
        bind("Esc", self.leave, (self,), self)
        bind("Ctrl+S", self._save_now, (self,), self)
        bind("Ctrl+Return", self._go_on, (self,), self)
        bind("Alt+Left", desk.go_back, (self,), self)
