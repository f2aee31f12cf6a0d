"""A labelled one-line field with its error under it; for a password also show/hide and a caps-lock
hint.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from widgets.icon_button import IconButton
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.polish import set_style_property
from widgets.theme import Theme


class TextField(QWidget):
    """A field. Signals: `text_edited(text)`; `entered` on Enter; `left` when focus leaves, the
    moment to check it.
    """

    text_edited = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, label: str, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.edit = QLineEdit()
        self._label = PlainLabel(theme, label, "supporting_strong", "secondary")
        self._hint = PlainLabel(theme, hint, "supporting", "muted")
        self._error = PlainLabel(theme, "", "supporting", "danger")
        self._error_row = QWidget()
        self._reveal: IconButton | None = None
        self._reveal_names = ("", "")
        self._caps_text = ""
        self._build()
        self.set_label(label, hint)
        self.edit.textEdited.connect(self.text_edited)
        self.edit.returnPressed.connect(self.entered)
        self.edit.installEventFilter(self)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.text()

    @property
    def error(self) -> str:
        """The error shown, or an empty text."""
        return self._error.text() if not self._error_row.isHidden() else ""

    def set_text(self, text: str) -> None:
        """Replace what is typed, without `text_edited`."""
        self.edit.setText(text)

    def clear(self) -> None:
        """Empty the field and its error: Ctrl+Z brings nothing back, and the next text is hidden
        again.
        """
        # `QLineEdit.clear` keeps what it can undo; a new text does not.
        self.edit.setText("")
        self.show_error("")
        if self._reveal is not None:
            self._reveal.setChecked(False)

    def set_label(self, label: str, hint: str = "") -> None:
        """Rename the field, as after a switch of language."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.edit.setAccessibleName(label)
        self.edit.setAccessibleDescription(hint)

    def show_error(self, text: str) -> None:
        """Show a sentence under the field; an empty text takes it away."""
        self._error.setText(text)
        self._error_row.setVisible(bool(text))
        self._hint.setVisible(bool(self._hint.text()) and not text)
        set_style_property(self.edit, "invalid", bool(text))
        self.edit.setAccessibleDescription(text or self._hint.text())

    def make_secret(self, show_name: str, hide_name: str, caps_text: str) -> None:
        """Hide what is typed, offer to show it, and warn with `caps_text` while caps lock seems
        on.
        """
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self.edit.setInputMethodHints(hints | Qt.InputMethodHint.ImhHiddenText)
        self._reveal_names = (show_name, hide_name)
        self._caps_text = caps_text
        if self._reveal is None:
            self._reveal = IconButton(self._theme, "eye", show_name, size_px=18)
            self._reveal.setCheckable(True)
            self._reveal.toggled.connect(self._show_secret)
            self._field_row.addWidget(self._reveal)
        self._show_secret(self._reveal.isChecked())

    def _build(self) -> None:
        self._theme.dress(self.edit, "body")
        self._label.setBuddy(self.edit)
        self._field_row = QHBoxLayout()
        self._field_row.setSpacing(4)
        self._field_row.addWidget(self.edit, 1)
        error_line = QHBoxLayout(self._error_row)
        error_line.setContentsMargins(0, 0, 0, 0)
        error_line.setSpacing(5)
        error_line.addWidget(IconLabel(self._theme, "warning-circle-fill", "danger.strong", 14))
        error_line.addWidget(self._error, 1)
        self._error.set_wrapping()
        self._error_row.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addLayout(self._field_row)
        column.addWidget(self._hint)
        column.addWidget(self._error_row)

    def _show_secret(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(echo)
        if self._reveal is not None:
            self._reveal.set_icon("eye-slash" if shown else "eye")
            self._reveal.set_name(self._reveal_names[1 if shown else 0])

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        typed = event.text()
        if not self._caps_text or not typed or not typed.isalpha():
            return
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        caps_on = typed.isupper() != shifted
        self._hint.setText(self._caps_text if caps_on else "")
        self._hint.setVisible(caps_on and self._error_row.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._watch_caps_lock(event)
        elif event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        return QSize(max(260, super().sizeHint().width()), super().sizeHint().height())
