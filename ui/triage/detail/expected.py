"""What is expected of the patient, a line each: in force, or over not long ago."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.expecting import Standing, line, muted_since, running, standing
from console.models.identity_text import quoted
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from services.contract.rule_exceptions import RuleException
from widgets.button import Button
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.runs_label import Run, RunsLabel
from widgets.shown import set_shown
from widgets.theme import Theme

AT_FIRST = 2
_ICONS = {
    Standing.RUNNING: ("bell-simple-slash", "accent"),
    Standing.PASSED: ("warning-circle-fill", "danger"),
}
_OVER = ("clock", "text.muted")


class ExpectedLines(QWidget):
    """Hidden while nothing is expected. Signals: `end_wanted(UUID)` for one of them."""

    end_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording: Wording | None = None
        self._alert: AlertDetail | None = None
        self._now: datetime | None = None
        self._shows_all = False
        self._end = (False, False, "")
        self._lines: list[_Line] = []
        self._more = Button(theme, "", "quiet", parent=self)
        self._more.setObjectName("expected_more")
        self._more.clicked.connect(self._toggle)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def says_something(self) -> bool:
        """Whether there is anything to show."""
        return self._alert is not None and bool(self._alert.exceptions)

    def show_alert(self, w: Wording, alert: AlertDetail, now: datetime) -> None:
        """Show what is expected of an alert's patient."""
        if self._alert is None or alert.patient.label.id != self._alert.patient.label.id:
            self._shows_all = False
        self._wording, self._alert, self._now = w, alert, now
        self.setAccessibleName(w.text("expected-lines"))
        self._show()

    def offer_end(self, *, is_offered: bool, is_enabled: bool, reason: str) -> None:
        """Whether this person may end one, and why not now."""
        if self._end != (is_offered, is_enabled, reason):
            self._end = (is_offered, is_enabled, reason)
            self._show()

    def minimumSizeHint(self) -> QSize:
        """Its height follows from the width that it gets."""
        return QSize(0, 0)

    def _toggle(self) -> None:
        self._shows_all = not self._shows_all
        self._show()

    def _show(self) -> None:
        w, alert, now = self._wording, self._alert, self._now
        if w is None or alert is None or now is None:
            return
        found, may_end = alert.exceptions, {each.id for each in running(alert, now)}
        shown = found if self._shows_all else found[:AT_FIRST]
        while len(self._lines) < len(shown):
            made = _Line(self._theme, self)
            made.end_wanted.connect(self.end_wanted)
            self._column.insertWidget(len(self._lines), made)
            self._lines.append(made)
        for place, each in enumerate(self._lines):
            set_shown(each, place < len(shown))
            if place >= len(shown):
                each.clear()
                continue
            exception = shown[place]
            each.show_exception(w, exception, now)
            is_offered, is_enabled, reason = self._end
            each.offer_end(w, is_offered and exception.id in may_end, is_enabled, reason)
        left = len(found) - AT_FIRST
        self._more.set_label(
            w.text("expected-less") if self._shows_all else w.text("expected-more", count=left)
        )
        set_shown(self._more, left > 0)
        self.updateGeometry()


class _Line(QWidget):
    """One exception; its reason and what it muted come on demand. Signals: `end_wanted(UUID)`."""

    end_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._exception: RuleException | None = None
        self._icon = IconLabel(theme, "clock", "text.muted", 16, self)
        self._text = RunsLabel(theme, parent=self)
        self._why = Button(theme, "", "quiet", parent=self)
        self._why.setObjectName("expected_reason")
        self._why.setCheckable(True)
        self._end = Button(theme, "", "quiet", parent=self)
        self._end.setObjectName("expected_end")
        self._reason = PlainLabel(theme, role="supporting", tone="secondary", parent=self)
        self._reason.set_wrapping()
        self._reason.setObjectName("expected_reason_text")
        self._reason.setContentsMargins(theme.scaled(22), 0, 0, 2)
        self._reason.hide()
        self._why.toggled.connect(self._reason.setVisible)
        self._end.clicked.connect(self._want_end)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._why)
        row.addWidget(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._reason)

    def show_exception(self, w: Wording, exception: RuleException, now: datetime) -> None:
        """Show an exception; the reason of another one closes."""
        if self._exception is None or exception.id != self._exception.id:
            self._why.setChecked(False)
        self._exception = exception
        how = standing(exception, now)
        icon, ink = _ICONS.get(how, _OVER)
        self._icon.set_icon(icon, ink)
        first, rest = line(w, exception, now)
        is_over = how in {Standing.WITHDRAWN, Standing.EXPIRED}
        token = "text.muted" if is_over else "text.primary"
        role = "body" if is_over else "body_strong"
        self._text.set_runs(
            [Run(first, role, token), Run(f" · {rest}", "body", "text.muted" if is_over else token)]
        )
        self._why.set_label(w.text("expected-reason"))
        self._why.setAccessibleDescription(first)
        self._reason.setText(_reason(w, exception))

    def offer_end(self, w: Wording, is_offered: bool, is_enabled: bool, reason: str) -> None:
        """Whether it can be ended from here."""
        self._end.set_label(w.text("expected-end"))
        self._end.set_enabled_because(is_enabled, reason)
        if is_enabled:
            self._end.setAccessibleDescription(self._why.accessibleDescription())
        set_shown(self._end, is_offered)

    def clear(self) -> None:
        """Not even out of sight do the words of one patient stay under another one."""
        self._exception = None
        self._why.setChecked(False)
        self._text.set_runs(())
        self._reason.setText("")

    def _want_end(self) -> None:
        if self._exception is not None:
            self.end_wanted.emit(self._exception.id)


def _reason(w: Wording, exception: RuleException) -> str:
    if exception.reason is None:
        words = w.text("expected-reason-unreadable")
    else:
        words = quoted(w, exception.reason)
    return f"{words} {muted_since(w, exception)}"
