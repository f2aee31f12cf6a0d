"""Step 4: what the patient was given to read, and their three answers, each by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.enrolment import ConsentStep, Enrolment, ProposedNotice
from services.contract.notices import Language, NoticeText
from services.contract.week_enums import ConsentChoice, EnrolmentStop
from ui.enrolment.asks import built
from ui.enrolment.step_form import Section, StepForm
from ui.enrolment.steps import StepPage
from ui.parts.collection_field import collection_field
from ui.parts.fields import TickField
from ui.parts.notice_reader import NoticeReader
from ui.parts.radio_field import RadioField
from widgets.line_list import LineList, LineLook
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_ANSWERS: Final = {
    "telemonitoring": (ConsentChoice.ACCEPTED, ConsentChoice.REFUSED),
    "research": (ConsentChoice.NOT_OPPOSED, ConsentChoice.OPPOSED),
    "communication": (ConsentChoice.ACCEPTED, ConsentChoice.REFUSED),
}
_LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")
_LIST_PX, _TEXT_PX, _LEAST_PX = 190, 210, 480


class NoticesGiven(QWidget):
    """The texts with their versions, and the one that is stood on. Signals: `wanted(name,
    version)` for a text that is not here yet.
    """

    wanted = Signal(str, str)

    def __init__(
        self,
        notices: Sequence[ProposedNotice],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._notices = {each.notice: each for each in notices}
        self._wording = w = wording
        self._texts: Mapping[tuple[str, str], NoticeText] = {}
        self.list = LineList(theme, self)
        self.list.setObjectName("enrolment_notices")
        self.list.setAccessibleName(w.text("enrolment-notices"))
        self.list.setMinimumHeight(theme.scaled(_LIST_PX))
        self.text = NoticeReader(theme, wording, self)
        self.text.setMinimumHeight(theme.scaled(_TEXT_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addWidget(self.text, 1)
        self.list.chosen.connect(self._show)
        self.list.set_lines([self._line(each) for each in notices])

    def begin(self) -> None:
        """Show the first of them, once somebody listens."""
        if self.list.lines:
            self.list.stand_on(self.list.lines[0].key)
            self._show(self.list.lines[0].key)

    def show_texts(self, texts: Mapping[tuple[str, str], NoticeText]) -> None:
        """Texts came."""
        self._texts = texts
        if self.list.key:
            self._show(self.list.key)

    def _show(self, name: str) -> None:
        each = self._notices[name]
        text = self._texts.get((name, each.version))
        self.text.show_notice(text)
        if text is None:
            self.wanted.emit(name, each.version)

    def _line(self, each: ProposedNotice) -> LineLook:
        w = self._wording
        title = each.title["fr" if w.language == "fr" else "en"]
        detail = w.text("notices-version", version=each.version, dated=w.date(each.dated))
        return LineLook(each.notice, "clipboard-text", title, detail=detail)


class ConsentPage(StepPage):
    """Nothing is ticked ahead. Signals: `text_wanted(name, version)`."""

    text_wanted = Signal(str, str)

    def __init__(
        self,
        notices: Sequence[ProposedNotice],
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        w = self._wording = wording
        self._notices = list(notices)
        self.given = NoticesGiven(notices, theme, wording)
        self._tick = TickField("notices", w.text("enrolment-given", count=len(notices)), theme)
        self._collector = PlainLabel(theme, role="supporting", tone="secondary")
        self._collector.set_wrapping()
        languages = [(each, w.text(f"enrolment-spoken-{each}")) for each in _LANGUAGES]
        answers = [
            RadioField(
                name,
                w.text(f"enrolment-answer-{name}"),
                [(each.value, w.text(f"enrolment-{name}-{each}")) for each in choices],
                theme,
            )
            for name, choices in _ANSWERS.items()
        ]
        form = StepForm(
            [
                Section(w.text("enrolment-information"), [self.given, self._tick]),
                Section(
                    w.text("enrolment-answers"),
                    [
                        *answers,
                        collection_field(w.text("enrolment-collection"), theme, w),
                        RadioField("language", w.text("enrolment-language-read"), languages, theme),
                        self._collector,
                    ],
                ),
            ],
            theme,
            wording,
            least_px=_LEAST_PX,
        )
        super().__init__(form, parent)
        for field in answers:
            field.chosen.connect(self.stop_changed)
        self.given.wanted.connect(self.text_wanted)

    def fill(self, enrolment: Enrolment) -> None:
        step = enrolment.consent
        values = {} if step is None else step.model_dump(mode="json")
        given = {} if step is None else {each.notice: each.version for each in step.notices}
        is_given = bool(given) and all(
            given.get(each.notice) == each.version for each in self._notices
        )
        values.pop("notices", None)
        self.form.fill(values)
        self._tick.set_raw("yes" if is_given else "")
        if not values.get("language") and enrolment.eligibility is not None:
            spoken = enrolment.eligibility.language
            self.form.put({"language": "" if spoken is None else spoken.value})
        self.form.fill_again()

    def stops(self) -> list[QWidget]:
        return [self.given.list, self.given.text.text, *self.form.stops()]

    def take_focus(self) -> None:
        """The texts come first: until they were handed over, the step begins at its top."""
        if self._tick.raw():
            super().take_focus()
        else:
            self.given.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_who(self, text: str) -> None:
        """Who collects the answers, and when."""
        self._collector.setText(text)

    def ask(self) -> ConsentStep:
        values = self.form.values()
        is_given = values.pop("notices")
        values["notices"] = [
            {"notice": each.notice, "version": each.version}
            for each in (self._notices if is_given else ())
        ]
        return built(ConsentStep, values)

    @property
    def stop(self) -> EnrolmentStop | None:
        is_refused = self.form.raw()["telemonitoring"] == ConsentChoice.REFUSED.value
        return EnrolmentStop.NO_CONSENT if is_refused else None
