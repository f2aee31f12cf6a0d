"""The panel over triage in which the list is filtered: chosen, then applied in one go (F)."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.stores.filters import Filters, Wish
from resources import words
from services.contract.enums import AlertKind, AlertLevel
from ui.triage.filter_words import FilterWords
from widgets.button import Button
from widgets.chip import Chip
from widgets.flow_row import FlowRow
from widgets.overlay import Overlay
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

WIDTH_PX = 460
_MARGIN_PX = 14
_SCRIM_ALPHA = 70
_LISTED = tuple(wish for wish in Wish if wish is not Wish.OVERDUE)
_SUBMITS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FilterPanel(Overlay):
    """Covers the whole frame while it is open: no key acts on what lies under it. The card stands
    at a corner of `place`, the screen whose list is filtered.

    Signals: `applied(Filters)`.
    """

    applied = Signal(object)

    def __init__(self, theme: Theme, place: QWidget, parent: QWidget) -> None:
        super().__init__(theme, _SCRIM_ALPHA, parent)
        self._place = place
        self._told: FilterWords | None = None
        self._title = PlainLabel(theme, role="title", parent=self._card)
        self._hint = PlainLabel(theme, role="axis", tone="muted", parent=self._card)
        self._fields = QWidget(self._card)
        self._levels = {
            level: Chip(theme, "", level=level.value, parent=self._fields) for level in AlertLevel
        }
        self._names = {wish: PlainLabel(theme, role="panel", tone="secondary") for wish in _LISTED}
        self._values = {wish: QComboBox(self._fields) for wish in _LISTED}
        self._overdue = QCheckBox(self._fields)
        self._apply = Button(theme, "", "primary", key="Ctrl+↵", parent=self._card)
        self._clear = Button(theme, "", "secondary", parent=self._card)
        self._close = Button(theme, "", "quiet", parent=self._card)
        self._buttons = (self._apply, self._clear, self._close)
        self._build()

    def open_with(self, filters: Filters, told: FilterWords) -> None:
        """Show what is in force, and take the keyboard."""
        self._say(told)
        self._put(filters)
        self._cover(self._levels[AlertLevel.CRITICAL])
        # Once the styles of fields that were never shown are known, so is their height.
        QTimer.singleShot(0, self, self._fit)

    def take_choices(self, told: FilterWords) -> None:
        """Newer values to choose from; what was chosen stays."""
        if self.isVisible():
            chosen = self.filters()
            self._say(told)
            self._put(chosen)

    def filters(self) -> Filters:
        """What is chosen in the panel."""
        chosen = Filters(
            levels=frozenset(level for level, chip in self._levels.items() if chip.isChecked()),
            overdue=self._overdue.isChecked(),
        )
        for wish, box in self._values.items():
            chosen = chosen.with_wish(wish, box.currentData())
        return chosen

    def _say(self, told: FilterWords) -> None:
        self._told, w = told, told.wording
        self.setAccessibleName(w.text("filter-title"))
        self._title.setText(w.text("filter-title"))
        self._hint.setText(w.text("filter-hint"))
        for level, chip in self._levels.items():
            chip.set_text(words.level(w, level, AlertKind.CLINICAL))
        for wish, box in self._values.items():
            self._names[wish].setText(told.name(wish))
            box.setAccessibleName(told.name(wish))
            box.clear()
            box.addItem(w.text(f"filter-any-{wish.value}"), None)
            for value, text in told.values(wish):
                box.addItem(text, value)
        self._overdue.setText(w.text("filter-overdue-only"))
        self._apply.set_label(w.text("filter-apply"))
        self._clear.set_label(w.text("triage-clear-filters"))
        self._close.set_label(w.text("filter-close"))

    def _put(self, filters: Filters) -> None:
        for level, chip in self._levels.items():
            chip.setChecked(level in filters.levels)
        self._overdue.setChecked(filters.overdue)
        wishes = dict(filters.wishes)
        for wish, box in self._values.items():
            value = wishes.get(wish)
            place = 0 if value is None else box.findData(value)
            if place < 0 and self._told is not None and value is not None:
                # In force, though no row of the list has it any more.
                box.addItem(self._told.chip(wish, value), value)
                place = box.count() - 1
            box.setCurrentIndex(place)

    def _build(self) -> None:
        self._hint.set_wrapping()
        self._fields.setProperty("ground", "surface")
        levels = FlowRow(gap_px=6, line_gap_px=4, spread=False)
        for level, chip in self._levels.items():
            chip.setObjectName(f"filter_level_{level.value}")
            levels.addWidget(chip)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (wish, box) in enumerate(self._values.items()):
            box.setObjectName(f"filter_{wish.value}")
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self._theme.dress(box, "body")
            grid.addWidget(self._names[wish], at, 0)
            grid.addWidget(box, at, 1)
        self._overdue.setObjectName("filter_overdue")
        self._theme.dress(self._overdue, "body")
        inside = QVBoxLayout(self._fields)
        inside.setContentsMargins(2, 2, 6, 2)
        inside.setSpacing(8)
        inside.addLayout(levels)
        inside.addLayout(grid)
        inside.addWidget(self._overdue)
        self._build_around()

    def _build_around(self) -> None:
        area = QScrollArea(self._card)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._fields)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for name, button, does in (
            ("apply", self._apply, self._submit),
            ("clear", self._clear, self._submit_nothing),
            ("close", self._close, self.hide),
        ):
            button.setObjectName(f"filter_panel_{name}")
            button.clicked.connect(does)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(area, 1)
        column.addLayout(buttons)
        self._area = area

    def _submit(self) -> None:
        chosen = self.filters()
        self.hide()
        self.applied.emit(chosen)

    def _submit_nothing(self) -> None:
        self.hide()
        self.applied.emit(Filters())

    def _answer(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; elsewhere, and with Ctrl, it applies."""
        is_apply = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        focused = next((each for each in self._buttons if each.hasFocus()), self._apply)
        (self._apply if is_apply else focused).click()

    def _stops(self) -> list[QWidget]:
        fields = (*self._levels.values(), *self._values.values(), self._overdue)
        return [*fields, *self._buttons]

    def _place_card(self) -> None:
        corner = self.mapFromGlobal(self._place.mapToGlobal(QPoint(_MARGIN_PX, _MARGIN_PX)))
        width = min(self._theme.scaled(WIDTH_PX), self.width() - corner.x() - _MARGIN_PX)
        layout = self._card.layout()
        around = 0
        if layout is not None:
            margins = layout.contentsMargins()
            inside = width - margins.left() - margins.right()
            around = margins.top() + margins.bottom() + 3 * layout.spacing()
            around += self._title.sizeHint().height() + self._apply.sizeHint().height()
            around += self._hint.heightForWidth(inside)
        wanted = around + self._fields.sizeHint().height() + 4
        height = min(wanted, self.height() - corner.y() - _MARGIN_PX)
        self._card.setGeometry(QRect(corner, QSize(width, height)))

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Round and round inside the panel: the screen below is covered."""
        stops = self._stops()
        now = QApplication.focusWidget()
        here = next((at for at, stop in enumerate(stops) if stop is now), -1 if is_next else 0)
        target = stops[(here + (1 if is_next else -1)) % len(stops)]
        reason = Qt.FocusReason.TabFocusReason
        target.setFocus(reason if is_next else Qt.FocusReason.BacktabFocusReason)
        self._area.ensureWidgetVisible(target)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.hide()
        elif key in _SUBMITS:
            self._answer(event)
        event.accept()
