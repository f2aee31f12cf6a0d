"""One value of the patient's banner: reached by the keyboard, read aloud, and copied where it may
be.
"""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.focus_ring import RING_PROPERTY
from widgets.icons import icon_pixmap
from widgets.patient_banner_look import BannerField
from widgets.plain_text import plain_tooltip
from widgets.runs_label import Run, RunsLabel
from widgets.theme import Theme

_ICON_PX = 16
_ICON_GAP_PX = 7
_COPIES = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class BannerValue(QWidget):
    """Runs of text behind an icon, on one line where there is room, never shortened.

    Signals: `copied(text)` on a click, Enter or the copy shortcut, where there is something to
    copy.
    """

    copied = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = RunsLabel(theme, parent=self)
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon_name = self._copied = ""
        self.setProperty(RING_PROPERTY, True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.theme_changed.connect(self._refit)

    def set_runs(self, runs: tuple[Run, ...], spoken: str, icon: str = "") -> None:
        """Show texts behind an icon; `spoken` is what a screen reader says."""
        self._icon_name = icon
        self._text.set_runs(runs)
        self.setAccessibleName(spoken)
        self._refit()

    def set_field(self, field: BannerField, hint: str, role: str = "body") -> None:
        """Show a field, its value heavier than its label; `hint` says that it can be copied."""
        is_body = role == "body"
        strong = "identifier" if field.copied else "body_strong" if is_body else "supporting_strong"
        is_light = not is_body and not field.is_strong
        runs = (
            Run(f"{field.label}  " if field.label else "", role, "text.secondary"),
            Run(
                field.value,
                strong if field.is_strong else role,
                "text.secondary" if is_light else "text.primary",
            ),
            Run(field.rest, role, "text.primary" if is_body else "text.secondary"),
        )
        plain = f"{field.label} {field.value}{field.rest}".strip()
        self.set_runs(tuple(run for run in runs if run.text), field.spoken or plain, field.icon)
        self._copied = field.copied
        copies = bool(field.copied)
        self.setToolTip(plain_tooltip(hint) if copies else "")
        self.setAccessibleDescription(hint if copies else "")
        shape = Qt.CursorShape.PointingHandCursor if copies else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    @property
    def text(self) -> str:
        """Everything that is written."""
        return self._text.text

    def _icon_room(self) -> int:
        return self._theme.scaled(_ICON_PX) + _ICON_GAP_PX if self._icon_name else 0

    def _refit(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _place(self) -> None:
        room = self._icon_room()
        self._text.setGeometry(room, 0, max(1, self.width() - room), self.height())

    def _copy(self) -> None:
        if self._copied:
            self.copied.emit(self._copied)

    def sizeHint(self) -> QSize:
        natural = self._text.natural_size()
        return QSize(natural.width() + self._icon_room(), natural.height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._theme.scaled(120)), hint.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._text.heightForWidth(max(1, width - self._icon_room()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._copied:
            self._copy()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or (
            event.key() in _COPIES and not event.modifiers()
        ):
            self._copy()
            event.setAccepted(bool(self._copied))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._copied and (self.underMouse() or self.hasFocus()):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("bg.surface"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        if self._icon_name:
            side = self._theme.scaled(_ICON_PX)
            line_px = self._text.natural_size().height()
            pixmap = icon_pixmap(
                self._theme, self._icon_name, side, "accent", self.devicePixelRatioF()
            )
            painter.drawPixmap(QPoint(0, (min(line_px, self.height()) - side) // 2), pixmap)
