"""A form of the record: its fields, what stands in them, what is wrong, and the change it makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from resources.wording import Wording
from services.contract.problems import FieldProblem
from ui.parts.fields import (
    BoxField,
    ChoiceField,
    DayField,
    Field,
    LineField,
    NumberField,
    PersonField,
    TickField,
)
from ui.parts.form import Complaint, FormBody
from ui.patient.record.asks import NotAccepted
from ui.patient.record.sections import Value
from ui.patient.record.specs import Kind, Spec
from ui.patient.record.words import choice_word
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

Build = Callable[[dict[str, object]], object]
_COLUMNS: Final = 2
_REASONS: Final = frozenset(
    {
        "no_such_day",
        "before_1900",
        "before_birth",
        "in_the_future",
        "too_far",
        "before_beginning",
        "day_required",
        "unexpected",
        "outside_its_line",
        "leaves_a_cycle_outside",
        "taken",
        "out_of_order",
        "wrong_key",
        "required",
        "not_reachable",
        "somebody_else",
        "not_a_number",
        "not_an_address",
        "person_not_eligible",
    }
)
"""The refusals of a field that have a sentence of their own, `record-refused-` and the word."""


class FieldForm(FormBody):
    """Fields in two columns, under `about` where they do not say themselves what they are about;
    `build` makes the change and may raise `NotAccepted`.
    """

    draft_type = dict[str, str]

    def __init__(
        self,
        title: str,
        submit: str,
        specs: Sequence[Spec],
        build: Build,
        theme: Theme,
        wording: Wording,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, wording, parent)
        self.setObjectName("record_form")
        self._about = PlainLabel(theme, about, "body_strong", "primary", self)
        self._build = build
        self._specs = tuple(specs)
        self._fields = {spec.name: self._make(spec) for spec in self._specs}
        self._first: dict[str, str] = {}
        self._given: dict[str, Value] = {}
        self._stands = False
        self._lay_out()
        self._name(title, submit)

    def fill(self, values: Mapping[str, Value], *, stands: bool) -> None:
        """Put the values of the contract in: what counts as nothing typed yet. `stands`: they are
        written already, and not only proposed.
        """
        self._stands = stands
        for name, value in values.items():
            field = self._fields.get(name)
            if field is not None and value is not None:
                self._put(field, value)
                self._given[name] = value
        self._first = self._so_far()

    def offer(self, name: str, names: Sequence[str]) -> None:
        """Offer names in a field for a person."""
        field = self._fields.get(name)
        if isinstance(field, PersonField):
            field.offer(names)

    def answer(self) -> object:
        return self._build(self._values())

    def complaints(self) -> Sequence[Complaint]:
        """What is missing or wrong, in reading order; what the contract alone knows comes last."""
        found = []
        for field in self._fields.values():
            fault = self._fault(field)
            field.show_error(fault)
            if fault:
                found.append(self._complaint(field, fault))
        if found:
            return found
        try:
            self.answer()
        except NotAccepted as error:
            return self._not_accepted(error)
        return ()

    def refused(self, problems: Sequence[FieldProblem]) -> list[Complaint]:
        """What the service does not take, said at its fields."""
        found = []
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is not None:
                word = problem.reason if problem.reason in _REASONS else "otherwise"
                text = self._wording.text(f"record-refused-{word}")
                field.show_error(text)
                found.append(self._complaint(field, text))
        return found

    def draft(self) -> object:
        return self.state() if self._changed() else None

    def restore(self, draft: object) -> None:
        if isinstance(draft, dict):
            for name, text in draft.items():
                if name in self._fields:
                    self._fields[name].set_raw(text)

    def state(self) -> dict[str, str]:
        """Of what stands, what was changed alone: what somebody else changes meanwhile in other
        fields stays. Of something new, all: tomorrow another day is proposed.
        """
        return self._changed() if self._stands else self._so_far()

    def fields(self) -> Sequence[QWidget]:
        return [field.control for field in self._fields.values()]

    def take_focus(self) -> bool:
        first = next(iter(self._fields.values()))
        first.control.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _changed(self) -> dict[str, str]:
        first = self._first
        return {name: raw for name, raw in self._so_far().items() if raw != first.get(name)}

    def _so_far(self) -> dict[str, str]:
        return {name: field.raw() for name, field in self._fields.items()}

    def _values(self) -> dict[str, object]:
        """What was not changed goes back as it stood, finer than it is shown."""
        changed = self._changed()
        return {
            name: field.value() if name in changed else self._given.get(name, field.value())
            for name, field in self._fields.items()
        }

    def _complaint(self, field: Field, text: str) -> Complaint:
        said = self._wording.text("record-complaint", field=field.label, fault=text)
        return Complaint(said, field.control)

    def _not_accepted(self, error: NotAccepted) -> list[Complaint]:
        text = self._wording.text(f"record-refused-{error.reason}")
        field = self._fields.get(error.field)
        if field is None:
            return [Complaint(text, next(iter(self._fields.values())).control)]
        field.show_error(text)
        return [self._complaint(field, text)]

    def _fault(self, field: Field) -> str:
        key = field.fault()
        if not key:
            return ""
        spec = next(each for each in self._specs if each.name == field.name)
        least, most = (self._wording.decimal(bound, 0) for bound in spec.bounds)
        return self._wording.text(key, least=least, most=most)

    def _check_left(self) -> None:
        """Who leaves a field empty may come back to it; what is typed wrong is said at once."""
        field = self.sender()
        if isinstance(field, Field):
            field.show_error(self._fault(field) if field.raw().strip() else "")

    def _make(self, spec: Spec) -> Field:
        field = self._made(spec, self._wording.text(spec.word))
        field.is_required = spec.is_required
        field.left.connect(self._check_left)
        return field

    def _made(self, spec: Spec, label: str) -> Field:
        w, theme = self._wording, self._theme
        hint = w.text(spec.hint) if spec.hint else ""
        match spec.kind:
            case Kind.BOX:
                return BoxField(spec.name, label, spec.longest, theme, w, self)
            case Kind.DAY | Kind.HALF_DAY:
                is_half = spec.kind is Kind.HALF_DAY
                return DayField(spec.name, label, theme, hint, may_be_half=is_half, parent=self)
            case Kind.WHOLE | Kind.DECIMAL:
                digits = 1 if spec.kind is Kind.DECIMAL else 0
                return NumberField(spec.name, label, spec.bounds, digits, theme, hint, self)
            case Kind.CHOICE:
                choices = [(value, choice_word(w, spec, value)) for value in spec.choices]
                return ChoiceField(spec.name, label, choices, theme, self)
            case Kind.TICK:
                return TickField(spec.name, label, theme, self)
            case Kind.PERSON:
                return PersonField(spec.name, label, spec.longest, theme, self)
            case _:
                return LineField(spec.name, label, spec.longest, theme, hint, self)

    def _put(self, field: Field, value: Value) -> None:
        match field, value:
            case DayField(), str():
                field.set_known(value)
            case TickField(), bool():
                field.set_raw("yes" if value else "")
            case NumberField(), float():
                field.set_raw(self._wording.decimal(value))
            case _:
                field.set_raw(str(value))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 4, 2)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        row = column = 0
        self._about.setVisible(bool(self._about.text()))
        if self._about.text():
            self._about.set_wrapping()
            grid.addWidget(self._about, 0, 0, 1, _COLUMNS)
            first = next(iter(self._fields.values()))
            first.control.setAccessibleDescription(self._about.text())
            row = 1
        for spec in self._specs:
            if spec.is_wide and column:
                row, column = row + 1, 0
            span = _COLUMNS if spec.is_wide else 1
            grid.addWidget(self._fields[spec.name], row, column, 1, span)
            column += span
            if column >= _COLUMNS:
                row, column = row + 1, 0
        grid.setRowStretch(row + 1, 1)
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
