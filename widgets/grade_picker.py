"""A row of grades to choose one from, or none; for the grade that a clinician confirms."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from widgets.theme import Theme

GRADE_MAX = 5
_COLOURED_MAX = 4


class GradeButton(QAbstractButton):
    """One grade to press."""

    def __init__(self, theme: Theme, grade: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.grade = grade
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.scaled(30), self._theme.scaled(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.grade(min(self.grade, _COLOURED_MAX))
        chosen = self.isChecked()
        edge, width = ("text.primary", 2) if chosen else ("border.strong", 1)
        painter.setPen(QPen(theme.colour(edge), width))
        painter.setBrush(QColor(colours.fill) if chosen else theme.colour("bg.surface"))
        radius, inset = theme.radius_px("cell"), width / 2
        face = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(face, radius, radius)
        painter.setFont(theme.font("body_strong" if chosen else "body"))
        painter.setPen(QColor(colours.text) if chosen else theme.colour("text.primary"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self.grade))


class GradePicker(QWidget):
    """Grades 0 to the highest allowed; pressing the chosen one again, or Delete, chooses none.

    Signals: `grade_chosen(grade)` with a number or None, when the person chooses.
    """

    grade_chosen = Signal(object)

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = [GradeButton(theme, grade, self) for grade in range(GRADE_MAX + 1)]
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in self._buttons:
            button.setAccessibleName(f"{accessible_name} {button.grade}")
            button.clicked.connect(self._choose)
            row.addWidget(button)
        self.set_highest(_COLOURED_MAX)

    @property
    def grade(self) -> int | None:
        """The grade chosen, or None."""
        return next((button.grade for button in self._buttons if button.isChecked()), None)

    def set_grade(self, grade: int | None) -> None:
        """Choose a grade without a signal."""
        for button in self._buttons:
            button.setChecked(button.grade == grade)

    def set_highest(self, highest: int) -> None:
        """Offer grades up to this one."""
        for button in self._buttons:
            button.setVisible(button.grade <= highest)

    def _choose(self) -> None:
        pressed = self.sender()
        for button in self._buttons:
            if button is not pressed:
                button.setChecked(False)
        self.grade_chosen.emit(self.grade)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offered = [button for button in self._buttons if not button.isHidden()]
        focused = self.focusWidget()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.set_grade(None)
            self.grade_chosen.emit(None)
        elif step is not None and isinstance(focused, GradeButton) and focused in offered:
            target = offered[max(0, min(len(offered) - 1, offered.index(focused) + step))]
            target.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
