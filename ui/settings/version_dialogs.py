"""The dialogs that write another version of a section: before and after, from which day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.models.typed_day import WHOLE_LENGTH, read_day, typed_day
from console.models.typed_hours import read_hours, typed_hours
from console.stores.centre import CentreStore
from console.stores.connection import ConnectionStore
from resources.wording import Wording
from services.contract.centre_settings import (
    MOST_CLOSED_DAYS,
    CentreContent,
    HoursPreview,
    IdleLockContent,
    OpeningHoursContent,
    SectionState,
)
from ui.parts.fields import BoxField, ChoiceField, DayField, Field, LineField, NumberField
from ui.parts.settled_dialog import SettledDialog
from ui.settings.centre_words import content_words, field_reason, preview_words, refusal
from widgets.button import Button
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 640
_WEEK: Final = 7
_REGIONS: Final = ("FR", "FR-57", "FR-67", "FR-68")
_LONGEST_HOURS: Final = 60
_LONGEST_DAYS: Final = 1200


class VersionDialog(SettledDialog):
    """What every section has: the fields, what they change, and the day on which it begins."""

    word = ""

    def __init__(
        self,
        store: CentreStore,
        state: SectionState,
        content: CentreContent,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "centre", "centre", store.acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("centre-leave"), submit="primary",
        )  # fmt: skip
        self._store = store
        self._state = state
        self._change = PlainLabel(theme, "", "body", "secondary", self._body)
        self._change.setObjectName("centre_change")
        self._change.set_wrapping()
        hint = w.text("centre-day-hint", day=w.date(state.earliest))
        self.day = DayField("effective_on", w.text("centre-day"), theme, hint, may_be_half=False)
        self.fields: list[Field] = self.make_fields(theme, w)
        self.put(content)
        title = w.text(f"centre-{self.word}-title")
        self._title.setText(title)
        self.setAccessibleName(title)
        between = self.under_fields(theme, w)
        lines = (*self.fields, *between, self.day, self._change, *self.more(theme, w))
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        for field in self.fields:
            field.left.connect(self._show_change)
        self._show_change()
        store.acts.done.connect(self._end)
        self._follow()

    # What each section says

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        """The fields of its content."""
        raise NotImplementedError

    def put(self, content: CentreContent) -> None:
        """Put a content into the fields."""
        raise NotImplementedError

    def content(self) -> CentreContent | None:
        """What the fields say; None while one of them says nothing that can be."""
        raise NotImplementedError

    def under_fields(self, _theme: Theme, _w: Wording) -> Sequence[QWidget]:
        """What stands between the fields and the day."""
        return ()

    def more(self, _theme: Theme, _w: Wording) -> Sequence[QWidget]:
        """What stands under everything."""
        return ()

    def fault_of(self, field: Field) -> str:
        """What is wrong with a field, as the key of a message."""
        return field.fault()

    def fault_text(self, field: Field) -> str:
        """The same in words; empty when nothing is."""
        fault = self.fault_of(field)
        return self._wording.text(fault) if fault else ""

    # What all have

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        self.fields[0].control.setFocus(Qt.FocusReason.PopupFocusReason)

    def stops(self) -> Sequence[QWidget]:
        return [each.control for each in (*self.fields, self.day)]

    def first_fault(self) -> QWidget | None:
        wrong: list[QWidget] = []
        for field in (*self.fields, self.day):
            fault = self.fault_text(field)
            field.show_error(fault)
            if fault:
                wrong.append(field.control)
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        for field in (*self.fields, self.day):
            if field.name == name or field.name.startswith(f"{name}_"):
                field.show_error(field_reason(self._wording, reason))
                return field.control
        return None

    def send(self) -> None:
        content = self.content()
        if content is not None:
            self._store.acts.change(self._state.revision, content, self.since())

    def since(self) -> date | None:
        """The day that was typed."""
        known = read_day(self.day.raw())
        return None if known is None else date.fromisoformat(known)

    def submit_label(self) -> str:
        return self._wording.text("centre-save")

    def busy_label(self) -> str:
        return self._wording.text("centre-saving")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    def _show_change(self) -> None:
        w, content = self._wording, self.content()
        before = content_words(w, self._state.in_force.content)
        after = w.text("centre-after-none") if content is None else content_words(w, content)
        self._change.setText(w.text("centre-before-after", before=before, after=after))


class IdleDialog(VersionDialog):
    """After how many minutes consoles lock."""

    word = "idle"

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        hint = w.text("centre-idle-hint")
        self._minutes = NumberField("minutes", w.text("centre-idle-field"), (1, 15), 0, theme, hint)
        self._minutes.is_required = True
        return [self._minutes]

    def fault_of(self, field: Field) -> str:
        fault = field.fault()
        return "centre-idle-bounds" if fault == "fields-out-of-bounds" else fault

    def put(self, content: CentreContent) -> None:
        if isinstance(content, IdleLockContent):
            self._minutes.set_raw(str(content.minutes))

    def content(self) -> IdleLockContent | None:
        minutes = self._minutes.value() if not self._minutes.fault() else None
        if not isinstance(minutes, int):
            return None
        return IdleLockContent(section="idle_lock", minutes=minutes)


class HoursDialog(VersionDialog):
    """When the centre is open, and when it is not."""

    word = "hours"

    def make_fields(self, theme: Theme, w: Wording) -> list[Field]:
        hint = w.text("centre-hours-hint")
        self._days = [
            LineField(
                f"days_{day}",
                w.text(f"centre-day-{day}"),
                _LONGEST_HOURS,
                theme,
                hint if day == 0 else "",
            )
            for day in range(_WEEK)
        ]
        regions = [(each, w.text(f"centre-region-{each}")) for each in _REGIONS]
        regions.append(("", w.text("centre-region-none")))
        self._region = ChoiceField("holidays", w.text("centre-holidays"), regions, theme)
        self._closed = BoxField(
            "closed_days", w.text("centre-closed-days"), _LONGEST_DAYS, theme, w
        )
        return [*self._days, self._region, self._closed]

    def more(self, theme: Theme, w: Wording) -> Sequence[QWidget]:
        self._preview = Button(theme, w.text("centre-preview"), "secondary", icon="eye")
        self._preview.setObjectName("centre_preview")
        self._shown = PlainLabel(theme, "", "body", parent=self._body)
        self._shown.setObjectName("centre_previewed")
        self._shown.set_wrapping()
        self._shown.hide()
        self._preview.clicked.connect(self._ask_preview)
        self._store.previewed.connect(self._show_preview)
        return (self._preview, self._shown)

    def stops(self) -> Sequence[QWidget]:
        return [*super().stops(), self._preview]

    def put(self, content: CentreContent) -> None:
        if not isinstance(content, OpeningHoursContent):
            return
        for field, intervals in zip(self._days, content.days, strict=True):
            field.set_raw(typed_hours(intervals))
        self._region.set_raw(content.holidays or "")
        closed = [typed_day(each.isoformat()) for each in content.closed_days]
        self._closed.set_raw("\n".join(closed))

    def fault_of(self, field: Field) -> str:
        if field in self._days:
            return "" if read_hours(field.raw()) is not None else "centre-refused-not-a-week"
        if field is self._closed and self._closed_days() is None:
            return "fields-no-date"
        return field.fault()

    def content(self) -> OpeningHoursContent | None:
        days = [read_hours(field.raw()) for field in self._days]
        closed = self._closed_days()
        if closed is None or any(each is None for each in days):
            return None
        return OpeningHoursContent.model_validate(
            {
                "section": "opening_hours",
                "days": [each or [] for each in days],
                "holidays": self._region.raw() or None,
                "closed_days": closed,
            }
        )

    def _closed_days(self) -> list[date] | None:
        """One day a line, or several with commas; None for what is no day."""
        typed = [each.strip() for each in self._closed.raw().replace(",", "\n").splitlines()]
        known = [read_day(each) for each in typed if each]
        is_wrong = any(each is None or len(each) < WHOLE_LENGTH for each in known)
        if is_wrong or len(known) > MOST_CLOSED_DAYS:
            return None
        return sorted({date.fromisoformat(each) for each in known if each is not None})

    def _ask_preview(self) -> None:
        fault = self.first_fault()
        content = self.content()
        if fault is not None or content is None:
            if fault is not None:
                self._reach(fault)
            return
        self._store.preview(content, self.since())

    def _show_preview(self, found: HoursPreview | None, error: ConsoleError | None) -> None:
        if found is not None:
            self._shown.setText(preview_words(self._wording, found))
        elif error is not None:
            self._shown.setText(refusal(self._wording, error))
        self._shown.show()
        self._fit()
        self._scroll.ensureWidgetVisible(self._shown)
