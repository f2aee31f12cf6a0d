"""Step 2: whether this person can be followed, and how they are reached."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from resources.wording import Wording
from services.contract.enrolment import OF_AGE, EligibilityStep, Enrolment
from services.contract.week_enums import EnrolmentStop, Reach, SpokenLanguage
from ui.enrolment.asks import built, yes_no
from ui.enrolment.step_form import Section, StepForm
from ui.enrolment.steps import StepPage
from ui.parts.fields import LineField
from ui.parts.radio_field import RadioField
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ASKED: Final = ("has_cancer", "has_systemic_treatment", "language", "reach")
_SHOWN: Final = {
    Reach.SMS: ("phone",),
    Reach.EMAIL: ("email", "phone"),
    Reach.CARER: ("carer", "phone", "email"),
}
_ENDS: Final = (
    ("has_cancer", "no", EnrolmentStop.NO_CANCER),
    ("has_systemic_treatment", "no", EnrolmentStop.NO_SYSTEMIC_TREATMENT),
    ("language", SpokenLanguage.OTHER.value, EnrolmentStop.LANGUAGE),
    ("reach", Reach.NONE.value, EnrolmentStop.NO_CHANNEL),
)


class EligibilityPage(StepPage):
    """Nothing is answered ahead; what a *no* means is said by whoever asks for `stop`."""

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        w = self._wording = wording
        yes = [("yes", w.text("record-yes")), ("no", w.text("record-no"))]
        spoken = [(each.value, w.text(f"enrolment-spoken-{each}")) for each in SpokenLanguage]
        reaches = [(each.value, w.text(f"enrolment-reach-{each}")) for each in Reach]
        self._age = PlainLabel(theme, role="body", tone="secondary")
        self._age.set_wrapping()
        self._asked = [
            RadioField(name, w.text(f"enrolment-{name}"), choices, theme)
            for name, choices in zip(_ASKED, (yes, yes, spoken, reaches), strict=True)
        ]
        contact = [
            LineField(name, w.text(f"record-field-{name}"), longest, theme)
            for name, longest in (("carer", 200), ("phone", 40), ("email", 200))
        ]
        form = StepForm(
            [
                Section(w.text("enrolment-who"), [self._age, *self._asked[:3]]),
                Section(w.text("enrolment-how"), [self._asked[3], *contact]),
            ],
            theme,
            wording,
        )
        super().__init__(form, parent)
        for field in self._asked:
            field.chosen.connect(self._follow)
        self._follow()

    def fill(self, enrolment: Enrolment) -> None:
        step = enrolment.eligibility
        self.form.fill({} if step is None else step.model_dump(mode="json"))
        word = "enrolment-age" if enrolment.is_of_age else "enrolment-age-minor"
        if enrolment.is_of_age is None:
            word = "enrolment-age-unknown"
        self._age.setText(self._wording.text(word, years=OF_AGE))
        self._follow()

    def ask(self) -> EligibilityStep:
        values = self.form.values()
        for name in ("has_cancer", "has_systemic_treatment"):
            values[name] = yes_no(values[name])
        return built(EligibilityStep, values)

    @property
    def stop(self) -> EnrolmentStop | None:
        raw = self.form.raw()
        return next((stop for name, value, stop in _ENDS if raw[name] == value), None)

    def _follow(self) -> None:
        """What is asked of the way there follows from the way."""
        raw = self.form.raw()["reach"]
        shown = _SHOWN.get(Reach(raw), ()) if raw else ()
        for name in ("carer", "phone", "email"):
            self.form.fields[name].setVisible(name in shown)
        self.stop_changed.emit()
