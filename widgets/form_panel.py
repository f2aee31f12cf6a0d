"""The panel in which an action is filled in, over the bottom of a detail: title, body, errors,
submit and cancel.
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.announce import announce
from widgets.button import Button
from widgets.elided_label import ElidedLabel
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

HEIGHT_SHARE = 0.4


class FormPanel(QWidget):
    """A form in place.

    Signals: `submitted` on its button or Ctrl+Enter; `cancelled` on its button or Esc;
    `error_followed(field)` when a line of the error summary is chosen.
    """

    submitted = Signal()
    cancelled = Signal()
    error_followed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = PlainLabel(theme, role="title")
        self._subject = PlainLabel(theme, role="supporting", tone="secondary")
        self._note = ElidedLabel(theme, role="supporting", tone="accent")
        self._note.hide()
        self._submit = Button(theme, "", "primary", key="Ctrl+↵")
        self._cancel = Button(theme, "", "secondary", key="Esc")
        self._errors = QWidget()
        self._scroll = QScrollArea()
        self._build()
        self._connect()
        theme.theme_changed.connect(self.update)

    def set_form(self, title: str, subject: str, body: QWidget, submit: str, cancel: str) -> None:
        """Show a form; the previous body is deleted. `subject` names the patient beside the
        action.
        """
        self._title.setText(title)
        self._subject.setText(subject)
        self._submit.set_label(submit)
        self._cancel.set_label(cancel)
        self.setAccessibleName(f"{title} {subject}".strip())
        self.show_errors("", ())
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(body)

    def show_note(self, text: str) -> None:
        """Say something about what stands in the form, under whose it is."""
        self._note.set_full_text(text)
        self._note.setVisible(bool(text))

    def show_errors(self, heading: str, errors: Sequence[tuple[str, str]]) -> None:
        """Show a summary of (field, sentence) pairs above the body; an empty list takes it away."""
        while (item := self._errors_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._errors.setVisible(bool(errors))
        if not errors:
            return
        if heading:
            self._errors_column.addWidget(PlainLabel(self._theme, heading, "body_strong", "danger"))
        for field, sentence in errors:
            line = Button(self._theme, sentence, "quiet", icon="warning-circle-fill")
            line.set_icon_ink("danger")
            line.setProperty("field", field)
            line.clicked.connect(self._follow_error)
            self._errors_column.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        announce(self, ". ".join([heading, *(text for _, text in errors)]).strip(". "))

    def set_busy(self, busy: bool) -> None:
        """Keep the form from being sent twice while the server answers."""
        self._submit.setEnabled(not busy)
        self._submit_key.setEnabled(not busy)
        self._submit_key_pad.setEnabled(not busy)

    def set_submit_enabled(self, enabled: bool, reason: str = "") -> None:
        """Allow sending, or say why not."""
        self._submit.set_enabled_because(enabled, reason)

    def height_in(self, detail_height_px: int) -> int:
        """Return the panel's height inside a detail of this height: 40 %, or more when its fixed
        parts need it.
        """
        return max(round(detail_height_px * HEIGHT_SHARE), self.minimumSizeHint().height())

    def show_field(self, field: QWidget) -> None:
        """Scroll the body to a field."""
        self._scroll.ensureWidgetVisible(field)

    def least_height(self) -> int:
        """Return the height at which no field is cut; lists inside it may scroll."""
        body = self._scroll.widget()
        frame = self.sizeHint().height() - self._scroll.sizeHint().height()
        return frame + (0 if body is None else body.minimumSizeHint().height())

    def _build(self) -> None:
        margin = self._theme.layout_px("card_padding")
        # With large text whose form it is goes under its title, instead of making the form wider
        # than its window.
        head = FlowRow(gap_px=10, spread=False)
        head.addWidget(self._title)
        head.addWidget(self._subject)
        self._errors_column = QVBoxLayout(self._errors)
        self._errors_column.setContentsMargins(0, 0, 0, 0)
        self._errors_column.setSpacing(0)
        self._errors.hide()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._submit)
        foot.addWidget(self._cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, 10, margin, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self._errors)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._submit.clicked.connect(self._send)
        self._cancel.clicked.connect(self.cancelled)
        self._submit_key = self._shortcut("Ctrl+Return")
        self._submit_key_pad = self._shortcut("Ctrl+Enter")
        self._submit_key.activated.connect(self._send)
        self._submit_key_pad.activated.connect(self._send)
        self._shortcut("Esc").activated.connect(self.cancelled)

    def _shortcut(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def _send(self) -> None:
        if self._submit.isEnabled():
            self.submitted.emit()

    def _follow_error(self) -> None:
        line = self.sender()
        if isinstance(line, Button):
            self.error_followed.emit(str(line.property("field")))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("border.strong"), 1))
        painter.setBrush(theme.colour("bg.surface"))
        radius = theme.radius_px("card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRect(QRectF(radius, 0, self.width() - 2 * radius, 2))
