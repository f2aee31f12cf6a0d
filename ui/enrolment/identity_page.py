"""Step 1: whether somebody is here already, and only then who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from console.models.ins_key import KeyState, key_state
from console.models.typed_day import WHOLE_LENGTH, read_day
from resources import words
from resources.wording import Wording
from services.contract.enrolment import EnrolmentAsk
from services.contract.enrolment_candidates import CandidatesAsk
from services.contract.enums import Sex
from services.contract.sessions import UnitLabel
from services.contract.week_enums import IdentityDocument
from ui.enrolment.asks import built
from ui.enrolment.step_form import Section, StepForm
from ui.enrolment.typed_fields import InsField
from ui.parts.fields import ChoiceField, DayField, Field, LineField, TickField
from ui.parts.radio_field import RadioField
from ui.parts.scrolling import scrolling
from widgets.theme import Theme

LEAST_LETTERS: Final = 3
_SEARCHED: Final = ("birth_date", "family_name", "ins")
"""What is asked before anything else."""
_CIVILITIES: Final = ("Mme", "M.")
_FORM_SHARE, _LIST_SHARE = 5, 6


class IdentityPage(QWidget):
    """The fields at the left; who may be the person, `beside` them."""

    def __init__(
        self,
        units: Sequence[UnitLabel],
        beside: QWidget,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._units = list(units)
        self.is_creating = False
        self.form = StepForm([Section("", self._fields(theme, wording))], theme, wording, self)
        self._area: QScrollArea = scrolling(self.form)
        self.form.setProperty("ground", "app")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._area, _FORM_SHARE)
        row.addWidget(beside, _LIST_SHARE)
        self.set_creating(False)

    def set_creating(self, is_creating: bool) -> None:
        """Ask for the whole identity, or only for what finds somebody."""
        self.is_creating = is_creating
        for name, field in self.form.fields.items():
            is_unit = name == "unit_id"
            is_shown = is_creating or name in _SEARCHED
            field.setVisible(is_shown and (not is_unit or len(self._units) > 1))

    @property
    def traits(self) -> CandidatesAsk | None:
        """For whom can be looked: a birth date, or nobody; numbers and names as far as they are."""
        raw = self.form.raw()
        known = read_day(raw["birth_date"])
        if known is None or len(known) < WHOLE_LENGTH:
            return None
        names = {name: " ".join(raw[name].split()) for name in ("family_name", "birth_name")}
        names["given_name"] = " ".join(raw["given_name"].split())
        has_ins = key_state(raw["ins"])[0] is KeyState.RIGHT
        return CandidatesAsk(
            birth_date=date.fromisoformat(known),
            family_name=names["family_name"] or None,
            birth_name=names["birth_name"] or None,
            given_name=names["given_name"] or None,
            ins=raw["ins"].strip() if has_ins else None,
            record_number=raw["record_number"].strip() or None,
        )

    @property
    def lacks(self) -> str:
        """The field that the search still needs; empty for none."""
        raw = self.form.raw()
        if self.traits is None:
            return "birth_date"
        letters = sum(each.isalpha() for each in raw["family_name"])
        has_ins = key_state(raw["ins"])[0] is KeyState.RIGHT
        return "" if letters >= LEAST_LETTERS or has_ins else "family_name"

    @property
    def missing(self) -> list[str]:
        """What has to be said of a new person and is not, in reading order."""
        needed = ("birth_date", "family_name", "given_name", "sex", "record_number")
        raw = self.form.raw()
        return [name for name in self.form.fields if name in needed and not raw[name].strip()]

    def ask(self, seen: list[UUID], *, elsewhere_is_other: bool) -> EnrolmentAsk:
        """Who it is; raises `NotAccepted`."""
        values = self.form.values()
        values["ins_retrieved"] = bool(values.get("ins_retrieved"))
        values["unit_id"] = values.get("unit_id") or self._unit
        looked = {"seen": [str(each) for each in seen], "elsewhere_is_other": elsewhere_is_other}
        return built(EnrolmentAsk, {**values, **looked})

    def put(self, typed: Mapping[str, str]) -> None:
        """Put back what was typed."""
        self.form.put(typed)

    @property
    def _unit(self) -> str:
        return str(self._units[0].id) if self._units else ""

    def _fields(self, theme: Theme, w: Wording) -> list[Field]:
        def line(name: str, longest: int, hint: str = "", word: str = "") -> LineField:
            label = w.text(word or f"record-field-{name}")
            return LineField(name, label, longest, theme, w.text(hint) if hint else "")

        born = w.text("record-field-birth_date")
        civilities = [
            ("", w.text("enrolment-none")),
            *((each, words.civility(w, each)) for each in _CIVILITIES),
        ]
        sexes = [(each.value, w.text(f"record-sex-{each}")) for each in Sex]
        documents = [
            (each.value, w.text(f"enrolment-document-{each}")) for each in IdentityDocument
        ]
        documents.insert(0, ("", w.text("enrolment-document-none")))
        units = [(str(each.id), each.name) for each in self._units]
        made = [
            DayField("birth_date", born, theme, w.text("record-hint-day"), may_be_half=False),
            line("family_name", 100, "enrolment-family-hint"),
            line("given_name", 100),
            line("birth_name", 100, "record-hint-birth-name"),
            RadioField("sex", w.text("record-field-sex"), sexes, theme),
            ChoiceField("civility", w.text("record-field-civility"), civilities, theme),
            line("record_number", 40),
            InsField(theme, w),
            TickField("ins_retrieved", w.text("enrolment-ins-retrieved"), theme),
            ChoiceField("document", w.text("enrolment-document"), documents, theme),
            line("birthplace", 5, "enrolment-birthplace-hint", "enrolment-birthplace"),
            ChoiceField("unit_id", w.text("enrolment-unit"), units, theme),
        ]
        if self._units:
            made[-1].set_raw(str(self._units[0].id))
        return made
