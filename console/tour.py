"""A scripted walk over the real screens: one alert from ring to close, by the keyboard alone.

Every step presses keys as a person would, waits for the state that it leads to, and saves a
picture. It fails when that state is not reached in time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QEvent, QRegularExpression, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app import Desktop, make_application
from console.demonstration import CODE_LASTS, DemonstrationAccount, nurse_of, totp_code
from console.errors import ConsoleError, Refused
from console.logs import start_logs
from console.session import SessionState
from console.settings import Language, Settings, Theme
from console.stores.desk import TriageDesk
from console.stores.states import StoreState
from console.walk import Lost, Step, Walk
from services.contract.alerts import AlertDetail
from services.contract.enums import ActionKind, AlertKind, AlertState, MeasureCode, WorklistView
from widgets.tab_strip import Tab

_MOST_TABS = 30
_CONFIRMED_GRADE = 2
_GRADE_PICKER = QRegularExpression("^call_grade_")
_NOTE = "Boit peu, pas de sang. Conseils de réhydratation, lopéramide expliqué."


@dataclass(frozen=True)
class Look:
    """How the window looks on the pictures."""

    language: str = "fr"
    theme: str = "light"
    size_px: tuple[int, int] = (1366, 688)


class Story:
    """The nurse's hands and eyes: what to press next depends on what is on screen."""

    def __init__(self, desktop: Desktop, account: DemonstrationAccount) -> None:
        self._desktop = desktop
        self._account = account
        self._alert_id: UUID | None = None
        self._has_tried_next = False
        desktop.session.failed.connect(self._refused)

    def steps(self) -> list[Step]:
        """The walk."""
        return [
            *self._sign_in(),
            *self._read(),
            *self._acknowledge(),
            *self._call(),
            *self._close(),
        ]

    def _sign_in(self) -> list[Step]:
        session = self._desktop.session
        return [
            Step(
                "sign-in",
                "The sign-in form is on screen",
                self._desktop.show,
                lambda: self._has_focus("signin_username"),
            ),
            Step(
                "second-factor",
                "Name and password, then the second factor is asked for",
                self._type_password,
                lambda: session.state is SessionState.CHALLENGED and self._has_focus("signin_code"),
            ),
            Step(
                "queue",
                "The six digits, then the queue with its first alert",
                self._type_code,
                lambda: self._is_ready() and self._shows_selection(),
            ),
        ]

    def _read(self) -> list[Step]:
        return [
            Step("reading", "Three alerts down with J", self._go_down, self._shows_selection),
            Step(
                "worst-alert",
                "The worst clinical alert, opened with Enter",
                self._open_worst,
                lambda: self._shows_target() and not self._has_focus("triage_list"),
            ),
        ]

    def _acknowledge(self) -> list[Step]:
        return [
            Step(
                "confirm-patient",
                "A: whose alert is it?",
                lambda: self._press(Qt.Key.Key_A),
                lambda: self._sees("form_acknowledge"),
            ),
            Step(
                "acknowledged",
                "Enter: acknowledged, the response timer stops",
                lambda: self._press(Qt.Key.Key_Return),
                lambda: self._has(ActionKind.ACKNOWLEDGE),
            ),
            Step("mine", "My alerts", self._go_to_mine, lambda: self._lists(WorklistView.MINE)),
            Step("back-to-it", "The same alert again", self._select_target, self._shows_target),
        ]

    def _call(self) -> list[Step]:
        return [
            Step(
                "call-form",
                "T: the call form",
                lambda: self._press(Qt.Key.Key_T),
                lambda: self._sees("form_call"),
            ),
            Step(
                "call-filled",
                "Patient reached, one grade confirmed, a note",
                self._fill_call,
                lambda: self._confirmed() == _CONFIRMED_GRADE,
            ),
            Step(
                "call-logged",
                "Ctrl+Enter: call logged, the coded actions open",
                self._submit,
                lambda: self._has(ActionKind.CALL) and self._sees("form_measure"),
            ),
            Step("measure-ticked", "Advice by telephone", self._tick_advice, self._is_ticked),
            Step(
                "measure-logged",
                "Ctrl+Enter: action recorded",
                self._submit,
                lambda: self._has(ActionKind.MEASURE) and not self._sees("form_measure"),
            ),
        ]

    def _close(self) -> list[Step]:
        return [
            Step(
                "close-form",
                "C: what closing needs is there",
                lambda: self._press(Qt.Key.Key_C),
                lambda: self._sees("form_close"),
            ),
            Step(
                "closed",
                "Ctrl+Enter: closed",
                self._submit,
                lambda: self._target().state is AlertState.CLOSED and self._is_quiet(),
            ),
            Step(
                "closed-today",
                "Closed today",
                self._go_to_closed,
                lambda: self._lists(WorklistView.CLOSED),
            ),
        ]

    # Hands

    def _press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self._focus(), key, modifiers)

    def _type(self, text: str) -> None:
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self._focus(), letter)
            else:  # QTest knows no accents: an input method brings them without a key
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                    QApplication.sendEvent(self._focus(), key)

    def _submit(self) -> None:
        self._press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def _tab_to(self, is_there: Callable[[QWidget], bool], *, forward: bool = True) -> None:
        for _ in range(_MOST_TABS):
            if is_there(self._focus()):
                return
            if forward:
                self._press(Qt.Key.Key_Tab)
            else:
                self._press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        raise Lost("no such control on the way of Tab")

    def _type_password(self) -> None:
        self._type(self._account.username)
        self._tab_to(lambda widget: widget.objectName() == "signin_password")
        self._type(self._account.password)
        self._press(Qt.Key.Key_Return)

    def _type_code(self, ahead: timedelta = timedelta()) -> None:
        now = self._desktop.session.server_now()
        self._type(totp_code(self._account.totp_secret, now + ahead))
        self._press(Qt.Key.Key_Return)

    def _refused(self, error: ConsoleError) -> None:
        """A code serves once; when this one was used just before, the next is accepted already."""
        challenged = self._desktop.session.state is SessionState.CHALLENGED
        if challenged and isinstance(error, Refused) and not self._has_tried_next:
            self._has_tried_next = True
            self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self._type_code(CODE_LASTS)

    def _go_down(self) -> None:
        for _ in range(3):
            self._press(Qt.Key.Key_J)

    def _open_worst(self) -> None:
        rows = [row.row for row in self._desk.worklist.rows]
        place = next(
            (
                place
                for place, row in enumerate(rows)
                if row.kind is AlertKind.CLINICAL and row.claim is None and row.owner is None
            ),
            None,
        )
        if place is None:
            raise Lost("no clinical alert waits")
        self._alert_id = rows[place].alert_id
        self._go_to_row(place)
        self._press(Qt.Key.Key_Return)

    def _go_to_row(self, place: int) -> None:
        self._press(Qt.Key.Key_Home)
        for _ in range(place):
            self._press(Qt.Key.Key_J)

    def _go_to_mine(self) -> None:
        self._go_to_view(WorklistView.MINE)

    def _go_to_closed(self) -> None:
        self._go_to_view(WorklistView.CLOSED)

    def _go_to_view(self, view: WorklistView) -> None:
        """The tabs stand before the list."""
        self._tab_to(lambda widget: isinstance(widget, Tab), forward=False)
        for _ in WorklistView:
            if self._desk.worklist.view is view:
                return
            self._press(Qt.Key.Key_Right)

    def _select_target(self) -> None:
        self._tab_to(lambda widget: widget.objectName() == "triage_list")
        key = self._desk.worklist.key_of_alert(self._target().id)
        place = None if key is None else self._desk.worklist.index_of(key)
        if place is None:
            raise Lost("the alert is not among mine")
        self._go_to_row(place)

    def _fill_call(self) -> None:
        self._press(Qt.Key.Key_Space)
        self._tab_to(lambda widget: widget.objectName() == "call_note")
        self._type(_NOTE)
        self._tab_to(lambda widget: widget.property("item") == self._lead())
        for _ in range(_CONFIRMED_GRADE):
            self._press(Qt.Key.Key_Right)
        self._press(Qt.Key.Key_Space)

    def _tick_advice(self) -> None:
        self._press(Qt.Key.Key_Home)
        self._press(Qt.Key.Key_Space)
        self._tab_to(lambda widget: widget.objectName() == "measure_close_now")
        self._press(Qt.Key.Key_Space)

    # Eyes

    @property
    def _desk(self) -> TriageDesk:
        if self._desktop.desk is None:
            raise Lost("nobody is signed in")
        return self._desktop.desk

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._desktop.window

    def _has_focus(self, name: str) -> bool:
        return self._focus().objectName() == name

    def _sees(self, name: str) -> bool:
        found = self._desktop.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def _is_ready(self) -> bool:
        """The queue is here; what waits to be read at a first sign-in is acknowledged."""
        if self._desktop.session.state is not SessionState.SIGNED_IN:
            return False
        if self._has_focus("notices_agree"):
            self._press(Qt.Key.Key_Return)
        notices = self._desk.notices
        is_read = notices.notices is not None and not notices.waiting
        return is_read and self._desk.worklist.state is StoreState.READY

    def _is_quiet(self) -> bool:
        return self._desk.actions.under_way_count == 0

    def _shows_selection(self) -> bool:
        shown = self._desk.details.shown
        return shown.state is StoreState.READY and shown.alert_id is not None

    def _shows_target(self) -> bool:
        return self._shows_selection() and self._desk.details.shown.alert_id == self._alert_id

    def _lists(self, view: WorklistView) -> bool:
        worklist = self._desk.worklist
        is_there = worklist.view is view and worklist.state is StoreState.READY
        return is_there and worklist.key_of_alert(self._target().id) is not None

    def _target(self) -> AlertDetail:
        alert = None if self._alert_id is None else self._desk.details.get(self._alert_id)
        if alert is None:
            raise Lost("the alert is not known")
        return alert

    def _has(self, kind: ActionKind) -> bool:
        """Whether the service has told that this act is in the history."""
        alert = self._target()
        acts = {act.kind for act in alert.history if act.alert_id == alert.id and not act.undone}
        return kind in acts and self._is_quiet()

    def _lead(self) -> str:
        """The first symptom that the call form offers."""
        pickers = self._desktop.window.findChildren(QWidget, _GRADE_PICKER)
        if not pickers:
            raise Lost("no symptom to confirm")
        return str(pickers[0].property("item"))

    def _confirmed(self) -> object:
        picker = self._desktop.window.findChild(QWidget, f"call_grade_{self._lead()}")
        return getattr(picker, "grade", None)

    def _is_ticked(self) -> bool:
        listed = self._desktop.window.findChild(QWidget, "measure_list")
        codes = getattr(listed, "codes", None)
        return codes is not None and tuple(codes()) == (MeasureCode.ADVICE_BY_PHONE,)


class Pictures:
    """What the window shows, one file a step."""

    def __init__(self, window: QWidget, out: Path) -> None:
        self._window = window
        self._out = out

    def save(self, name: str) -> str:
        """Save a picture; returns the name of its file."""
        path = self._out / f"{name}.png"
        self._window.grab().save(str(path), "PNG")
        return path.name


def walk(server_url: str, folder: Path, out: Path, scratch: Path, look: Look) -> int:
    """Walk over the screens of a running demonstration; 0 when every state was reached."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    start_logs(out)
    app = make_application(["vigie"])
    settings = Settings(scratch / "console.ini")
    settings.language, settings.theme = Language(look.language), Theme(look.theme)
    desktop = Desktop(app, settings, server_url, list)
    desktop.window.resize(*look.size_px)
    pictures = Pictures(desktop.window, out)
    story = Story(desktop, nurse_of(folder))
    walking = Walk(story.steps(), pictures.save, _what_has_focus, _say, desktop)
    walking.ended.connect(_quit)
    sys.excepthook = walking.abort
    QTimer.singleShot(0, walking, walking.start)
    code = app.exec()
    desktop.close()
    return code


def _what_has_focus() -> str:
    focus = QApplication.focusWidget()
    return "nothing" if focus is None else focus.objectName() or type(focus).__name__


def _say(line: str) -> None:
    print(line, flush=True)


def _quit(ok: bool) -> None:
    QApplication.exit(0 if ok else 1)
