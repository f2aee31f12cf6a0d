"""Keys to try, one after the other, over a screen that hears none of them meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.announce import announce
from widgets.button import Button
from widgets.keycap import KeyCap
from widgets.overlay import Overlay
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX = 520
_SCRIM_ALPHA = 110
_PADDING_PX = 24
_BARE = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)
_SKIPS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class TourStep:
    """A key as `QKeySequence` reads it, as it is written on a cap, what it does, and the place of
    the step among the others in words.
    """

    key: str
    written: str
    does: str
    place: str


@dataclass(frozen=True, slots=True)
class TourWords:
    """What the card says beside its steps."""

    title: str
    press: str
    other: str
    done: str
    done_hint: str
    skip: str
    leave: str


class KeyTour(Overlay):
    """The right key leads on; Enter skips, Esc leaves."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _SCRIM_ALPHA, parent)
        self._steps: Sequence[TourStep] = ()
        self._words = TourWords("", "", "", "", "", "", "")
        self._here = 0
        self._title = PlainLabel(theme, role="title", parent=self)
        self._place = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._does = PlainLabel(theme, role="body_strong", parent=self)
        self._press = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self._cap = KeyCap(theme, "", self)
        self._told = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._skip = Button(theme, "", "secondary", key="↵", parent=self)
        self._leave = Button(theme, "", "secondary", key="Esc", parent=self)
        for button in (self._skip, self._leave):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._skip.clicked.connect(self._go_on)
        self._leave.clicked.connect(self.hide)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("key_tour")
        self._build()

    @property
    def step(self) -> TourStep | None:
        """The one that is asked for; None at the end."""
        return self._steps[self._here] if self._here < len(self._steps) else None

    def open_with(self, words: TourWords, steps: Sequence[TourStep]) -> None:
        """Begin, and take the keyboard."""
        self._words, self._steps, self._here = words, steps, 0
        self._title.setText(words.title)
        self._leave.set_label(words.leave)
        self._skip.set_label(words.skip)
        self._show()
        self._cover(self)

    def _show(self, told: str = "") -> None:
        step, words = self.step, self._words
        for part in (self._cap, self._press, self._skip):
            part.setVisible(step is not None)
        self._told.setText(told if step is not None else words.done_hint)
        self._place.setText("" if step is None else step.place)
        self._does.setText(words.done if step is None else step.does)
        if step is not None:
            self._press.setText(words.press)
            self._cap.set_text(step.written)
        spoken = [self._place.text(), self._does.text(), self._told.text()]
        if step is not None:
            spoken.insert(2, f"{words.press} {step.written}")
        self.setAccessibleName(". ".join(each for each in spoken if each))
        self._fit()
        if self.isVisible():
            announce(self, self.accessibleName())

    def _go_on(self) -> None:
        self._here += 1
        self._show()

    def event(self, event: QEvent) -> bool:
        """Every key is tried here: none of the screen below answers to it."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        step = self.step
        if event.key() in _BARE:
            return
        pressed = QKeySequence(event.keyCombination())
        if event.key() == Qt.Key.Key_Escape or step is None:
            self.hide()
        elif pressed == QKeySequence(step.key) or event.key() in _SKIPS:
            self._go_on()
        else:
            self._show(self._words.other)

    def _place_card(self) -> None:
        layout = self._card.layout()
        if layout is None:
            return
        width = min(self._theme.scaled(_WIDTH_PX), self.width() - 2 * _PADDING_PX)
        height = min(layout.heightForWidth(width), self.height() - 2 * _PADDING_PX)
        left, top = (self.width() - width) // 2, max(_PADDING_PX, (self.height() - height) // 3)
        self._card.setGeometry(left, top, width, height)

    def _build(self) -> None:
        for label in (self._title, self._does, self._told):
            label.set_wrapping()
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        press = QHBoxLayout()
        press.setSpacing(8)
        press.addWidget(self._press)
        press.addWidget(self._cap)
        press.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self._leave)
        foot.addStretch(1)
        foot.addWidget(self._skip)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(_PADDING_PX, 18, _PADDING_PX, 18)
        column.setSpacing(14)
        column.addLayout(head)
        column.addWidget(self._does)
        column.addLayout(press)
        column.addWidget(self._told)
        column.addLayout(foot)
