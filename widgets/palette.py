"""The palette: one field over the screen, and what it finds under it; gone with the next key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from widgets.announce import announce
from widgets.overlay import Overlay
from widgets.palette_list import PaletteGroup, PaletteList
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

WIDTH_PX = 640
_MARGIN_PX = 24
_SCRIM_ALPHA = 70
_MOST_SHARE = 0.6
_MOST_CHARACTERS = 80
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_RUNS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds. `is_settled` False: more may come, and nothing is chosen before.
    `is_whole` False: what else there is nobody knows.
    """

    groups: Sequence[PaletteGroup]
    is_settled: bool = True
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class PaletteWords:
    """The name of the palette, what can be typed, and what is said when nothing is found."""

    name: str
    hint: str
    none: str


Search = Callable[[str], Found]


class Palette(Overlay):
    """A field and what it finds; the keyboard is given back before anything is run.

    Signals: `picked(name)` for the line that was run; `left()` when it goes.
    """

    picked = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, _SCRIM_ALPHA, parent)
        self._search: Search | None = None
        # The line that somebody went to for what is typed now.
        self._wanted = ""
        # Enter came before it was known what is found: what it runs is still to come.
        self._is_settled, self._is_pressed = True, False
        self._field = QLineEdit(self._card)
        self._field.setObjectName("palette_field")
        self._field.setMaxLength(_MOST_CHARACTERS)
        self._list = PaletteList(theme, self._card)
        self._list.setObjectName("palette_list")
        self._none = PlainLabel(theme, role="body", tone="muted", parent=self._card)
        self._caution = PlainLabel(theme, role="supporting_strong", tone="warning")
        self._caution.setObjectName("palette_caution")
        self._caution.set_wrapping()
        theme.dress(self._field, "body")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._caution)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)
        self._caution.hide()
        self._field.textChanged.connect(self._find)
        self._list.picked.connect(self._run)

    def open_with(self, words: PaletteWords, search: Search) -> None:
        """Show everything that `search` finds for an empty field, and take the keyboard."""
        self._search = search
        self._none.setText(words.none)
        self.setAccessibleName(words.name)
        self._field.setAccessibleName(words.name)
        self._field.setPlaceholderText(words.hint)
        self._field.setAccessibleDescription(words.hint)
        self._list.setAccessibleName(words.name)
        self._field.clear()
        self._find("")
        self._cover(self._field)

    def find_again(self) -> None:
        """The same text finds other lines now; a line that somebody went to stays chosen."""
        self._show(self._field.text())

    def _find(self, text: str) -> None:
        self._wanted, self._is_pressed = "", False
        self._caution.hide()
        self._show(text)

    def _show(self, text: str) -> None:
        if self._search is None:
            return
        found = self._search(text)
        self._is_settled = found.is_settled
        # Nothing is done by a blind Enter: a line is chosen once something was typed.
        chooses = found.is_settled and bool(text.strip(" >"))
        self._list.show_groups(found.groups, chooses=chooses, keeps=self._wanted)
        self._list.setVisible(bool(found.groups))
        self._none.setVisible(not found.groups)
        self._fit()
        is_awaited = self._is_pressed and found.is_settled
        if found.is_settled:
            self._is_pressed = False
        # Nobody has seen the line yet: it is run only where it is surely what was meant.
        if is_awaited and found.is_whole and self._list.may_be_run_unseen:
            self._press()
        else:
            self._say_chosen()

    def _say_chosen(self) -> None:
        nothing_found = self._none.text() if self._none.isVisibleTo(self) else ""
        said = self._list.chosen_sentence or nothing_found
        if said:
            announce(self._field, said)

    def _press(self) -> None:
        """Enter: what is chosen is run; a line that calls for caution is not, and that is said.
        While more may be found it waits for that, unless somebody types on or goes to a line.
        """
        if self._list.chosen:
            self._run(self._list.chosen)
        elif not self._is_settled:
            self._is_pressed = True
        elif self._list.caution:
            self._caution.setText(self._list.caution)
            self._caution.show()
            self._fit()
            announce(self._field, self._list.caution)

    def _run(self, name: str) -> None:
        self.hide()
        self.picked.emit(name)

    def _place_card(self) -> None:
        width = min(self._theme.scaled(WIDTH_PX), self.width() - 2 * _MARGIN_PX)
        layout = self._card.layout()
        around = 0 if layout is None else layout.contentsMargins().top() * 2 + layout.spacing()
        if layout is not None and not self._caution.isHidden():
            around += self._caution.heightForWidth(width - 20) + layout.spacing()
        found = self._list.contents_height_px() or self._none.sizeHint().height()
        wanted = around + self._field.sizeHint().height() + found + 4
        height = min(wanted, round(self.height() * _MOST_SHARE))
        top = max(_MARGIN_PX, self.height() // 3 - self._theme.scaled(120))
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_pressed = False
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._list.step(_STEPS[key])
            self._wanted, self._is_pressed = self._list.chosen, False
            self._caution.hide()
            self._fit()
            self._say_chosen()
        elif key in _RUNS:
            self._press()
        elif key is Qt.Key.Key_Escape:
            self.hide()
        event.accept()
