"""Whose record, by an exact identity, and why: what an exceptional access asks for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from console.models.typed_day import WHOLE_LENGTH, read_day
from resources import words
from resources.wording import Wording
from services.contract.enums import AccessReason
from services.contract.exceptional_access import SHORTEST_REASON, ExceptionalAccessAsk
from services.contract.texts import says_something, seen
from ui.parts.choices import Choices
from widgets.icon_label import IconLabel
from widgets.plain_label import PlainLabel
from widgets.segments import Segments
from widgets.text_field import TextField
from widgets.theme import Theme

_REASONS: Final = tuple(AccessReason)
_INS_LENGTH: Final = 15
_MOST: Final = {
    "family-name": 80,
    "given-name": 80,
    "birth-date": 12,
    "ins": 30,
    "record": 40,
    "text": 500,
}
_HINTED: Final = frozenset({"birth-date", "ins", "text"})


class By(StrEnum):
    """What says who is meant."""

    NAME = "name"
    INS = "ins"
    RECORD = "record"


_OF: Final = {
    By.NAME: ("family-name", "given-name", "birth-date"),
    By.INS: ("ins",),
    By.RECORD: ("record",),
}


class AccessFields(QWidget):
    """Nothing is chosen ahead but how the patient is named."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = w = wording
        self._is_masked = wording.is_masked
        self._by = Segments(theme, self)
        self._by.setObjectName("exceptional_by")
        self._by.set_choices([(by.value, w.text(f"exceptional-by-{by}")) for by in By])
        self._by.set_labels(w.text("exceptional-who"), {})
        self._fields = {name: self._field(name, theme) for name in _MOST}
        reasons = [words.access_reason(w, each) for each in _REASONS]
        title = w.text("exceptional-reason")
        self._reason = Choices("exceptional_reason", title, reasons, theme, self)
        self._unchosen = QWidget(self)
        self._unchosen_text = PlainLabel(theme, role="supporting", tone="danger")
        self._build_unchosen(theme)
        self._build()
        self._by.chosen.connect(self._choose)
        self._reason.chosen.connect(self._unchosen.hide)
        self._show_by()

    @property
    def by(self) -> By:
        """How the patient is named."""
        return By(self._by.current)

    def set_masked(self, is_masked: bool) -> None:
        """Behind the mask a name is read only while it is typed."""
        self._is_masked = is_masked
        for field in self._fields.values():
            self._mask(field.edit)

    def ask(self) -> ExceptionalAccessAsk | None:
        """What is asked; None when something is missing, which is said where it is."""
        faults = self._faults()
        for name, field in self._fields.items():
            field.show_error(faults.get(name, ""))
        self._unchosen_text.setText(faults.get("reason", ""))
        self._unchosen.setVisible("reason" in faults)
        if faults:
            self._go_to(next(iter(faults)))
            return None
        by, born = self.by, self._born()
        return ExceptionalAccessAsk(
            ins=self._said("ins") if by is By.INS else None,
            record_number=self._said("record") if by is By.RECORD else None,
            family_name=self._said("family-name") if by is By.NAME else None,
            given_name=self._said("given-name") if by is By.NAME else None,
            birth_date=born if by is By.NAME else None,
            reason=_REASONS[self._reason.place],
            text=self._said("text"),
        )

    def take_focus(self) -> None:
        """Put the keyboard where the patient is named."""
        self._go_to(_OF[self.by][0])

    def stops(self) -> list[QWidget]:
        """What the Tab key goes through, in reading order; the parts that are hidden too."""
        named = [self._fields[name].edit for names in _OF.values() for name in names]
        text = self._fields["text"].edit
        return [*self._by.findChildren(QWidget), *named, *self._reason.fields(), text]

    def _faults(self) -> dict[str, str]:
        """What is missing, in reading order."""
        w = self._wording
        wrong = [name for name in _OF[self.by] if not self._is_whole(name)]
        if self._reason.place < 0:
            wrong.append("reason")
        if not self._is_whole("text"):
            wrong.append("text")
        return {name: w.text(f"exceptional-{name}-missing") for name in wrong}

    def _is_whole(self, name: str) -> bool:
        said = self._said(name)
        match name:
            case "birth-date":
                return self._born() is not None
            case "ins":
                return len("".join(said.split())) == _INS_LENGTH
            case "text":
                return len(seen(said)) >= SHORTEST_REASON and says_something(said)
            case _:
                return says_something(said)

    def _said(self, name: str) -> str:
        return " ".join(self._fields[name].text.split())

    def _born(self) -> date | None:
        known = read_day(self._fields["birth-date"].text)
        return date.fromisoformat(known) if known and len(known) == WHOLE_LENGTH else None

    def _go_to(self, name: str) -> None:
        if name == "reason":
            self._reason.take_focus()
        else:
            self._fields[name].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, _by: str) -> None:
        self._show_by()
        self.take_focus()

    def _show_by(self) -> None:
        shown = _OF[self.by]
        for by, names in _OF.items():
            for name in names:
                self._fields[name].setVisible(by is self.by)
                if name not in shown:
                    self._fields[name].show_error("")

    def _mask(self, edit: QLineEdit) -> None:
        is_hidden = self._is_masked and not edit.hasFocus()
        mode = QLineEdit.EchoMode.Password if is_hidden else QLineEdit.EchoMode.Normal
        edit.setEchoMode(mode)

    def _field(self, name: str, theme: Theme) -> TextField:
        w = self._wording
        hint = w.text(f"exceptional-{name}-hint") if name in _HINTED else ""
        field = TextField(theme, w.text(f"exceptional-{name}"), hint, self)
        field.edit.setObjectName(f"exceptional_{name.replace('-', '_')}")
        field.edit.setMaxLength(_MOST[name])
        field.edit.installEventFilter(self)
        return field

    def _build_unchosen(self, theme: Theme) -> None:
        """A fault is said as under a field: an icon and a sentence."""
        row = QHBoxLayout(self._unchosen)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(IconLabel(theme, "warning-circle-fill", "danger.strong", 14))
        row.addWidget(self._unchosen_text, 1)
        self._unchosen.hide()

    def _build(self) -> None:
        fields = self._fields
        names = QHBoxLayout()
        names.setSpacing(12)
        for name in _OF[By.NAME]:
            names.addWidget(fields[name], 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._by, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(names)
        for part in (fields["ins"], fields["record"], self._reason, self._unchosen, fields["text"]):
            column.addWidget(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            for field in self._fields.values():
                if field.edit is watched:
                    self._mask(field.edit)
        return super().eventFilter(watched, event)
