"""One of the three answers whole: what holds, what was said before, and the text that was read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resources.wording import Wording
from services.contract.consents import ConsentLine, ConsentSaid
from services.contract.notices import NoticeText
from services.contract.week_enums import ConsentChoice, ConsentKind
from ui.parts.notice_reader import NoticeReader
from ui.patient.consents.words import choice_text, history_line, next_choices, said_text
from widgets.button import Button
from widgets.line_list import LineList
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_HISTORY_PX, _MOST_HISTORY_PX = 50, 160
_MOST_ACTS = 2


class ConsentDetail(QWidget):
    """Signals: `act_wanted(ConsentChoice)`; `enrolment_wanted()` where only a new enrolment helps;
    `text_wanted(name, version)` for a text that is not here yet.
    """

    act_wanted = Signal(object)
    enrolment_wanted = Signal()
    text_wanted = Signal(str, str)

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._line: ConsentLine | None = None
        self._texts: Mapping[tuple[str, str], NoticeText] = {}
        self._title = PlainLabel(theme, role="title", parent=self)
        self._holds = PlainLabel(theme, role="body", parent=self)
        self._about = PlainLabel(theme, role="body", tone="secondary", parent=self)
        self.acts = [Button(theme, "", "secondary", parent=self) for _ in range(_MOST_ACTS)]
        self.enrol = Button(theme, "", "secondary", icon="user-plus", parent=self)
        self._before = PlainLabel(theme, role="section", parent=self)
        self.history = LineList(theme, self)
        self.reader = NoticeReader(theme, wording, self)
        self._build()

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows it again."""
        self._wording = wording
        self.reader.set_wording(wording)

    def show_line(
        self, line: ConsentLine, now: datetime, *, may_act: bool, why_not: str, may_enrol: bool
    ) -> None:
        """Show an answer, and what can be written down now."""
        self._line, w = line, self._wording
        self._title.setText(w.text(f"consents-{line.kind}"))
        self._about.setText(w.text(f"consents-about-{line.kind}"))
        self._holds.setText(self._standing(line, now))
        choices = next_choices(line) if may_act else ()
        for place, button in enumerate(self.acts):
            choice = choices[place] if place < len(choices) else None
            button.setVisible(choice is not None)
            if choice is not None:
                button.set_label(w.text(f"consents-act-{line.kind}-{choice}"))
                button.setProperty("choice", choice.value)
                button.set_enabled_because(not why_not, why_not)
        self.enrol.set_label(w.text("consents-enrol"))
        is_over = line.standing is None or line.standing.choice is not ConsentChoice.ACCEPTED
        is_asked_anew = line.kind is ConsentKind.TELEMONITORING and is_over
        self.enrol.setVisible(is_asked_anew and may_enrol)
        self._before.setText(w.text("consents-history", count=len(line.history)))
        self._before.setVisible(bool(line.history))
        self.history.setVisible(bool(line.history))
        self.history.setAccessibleName(self._before.text())
        self.history.set_lines([history_line(w, line.kind, each, now) for each in line.history])
        if line.history and not self.history.key:
            self.history.stand_on(str(line.history[0].id))
        self._fit_history()
        self._show_text()

    def show_texts(self, texts: Mapping[tuple[str, str], NoticeText]) -> None:
        """Texts came."""
        self._texts = texts
        self._show_text()

    def clear(self) -> None:
        """Leave nothing of a patient behind."""
        self._line = None
        self.history.set_lines(())
        self._holds.setText("")
        self.reader.show_notice(None)

    def _standing(self, line: ConsentLine, now: datetime) -> str:
        w, standing = self._wording, line.standing
        if standing is None:
            return w.text("consents-never")
        parts = [
            w.text(
                "consents-holds",
                choice=_capital(choice_text(w, line.kind, standing.choice)),
                how=said_text(w, standing, now),
            ),
            w.text(
                "consents-text-read",
                version=standing.notice_version,
                language=w.text(f"consents-language-{standing.language}"),
            ),
        ]
        if standing.notice_version != line.current_version:
            parts.append(w.text("consents-text-changed", version=line.current_version))
        return " ".join(parts)

    @property
    def _chosen(self) -> ConsentSaid | None:
        history = [] if self._line is None else self._line.history
        return next((each for each in history if str(each.id) == self.history.key), None)

    def _show_text(self) -> None:
        line, said = self._line, self._chosen
        if line is None:
            return
        named = (line.notice, line.current_version)
        if said is not None:
            named = (said.notice, said.notice_version)
        text = self._texts.get(named)
        self.reader.show_notice(text, None if said is None else said.language)
        if text is None:
            self.text_wanted.emit(*named)

    def _fit_history(self) -> None:
        count = 0 if self._line is None else len(self._line.history)
        wanted = self._theme.scaled(_HISTORY_PX) * max(1, count)
        self.history.setFixedHeight(min(wanted, self._theme.scaled(_MOST_HISTORY_PX)))

    def _choose(self, _key: str) -> None:
        self._show_text()

    def _want(self) -> None:
        self.act_wanted.emit(ConsentChoice(str(self.sender().property("choice"))))

    def _build(self) -> None:
        self.setObjectName("consents_detail")
        self.history.setObjectName("consents_history")
        self.enrol.setObjectName("consents_enrol")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for place, button in enumerate(self.acts):
            button.setObjectName(f"consents_act_{place}")
            button.clicked.connect(self._want)
            buttons.addWidget(button)
        buttons.addWidget(self.enrol)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for label in (self._title, self._about, self._holds):
            label.set_wrapping()
            column.addWidget(label)
        column.addLayout(buttons)
        column.addWidget(self._before)
        column.addWidget(self.history)
        column.addWidget(self.reader, 1)
        self.history.chosen.connect(self._choose)
        self.enrol.clicked.connect(self.enrolment_wanted)
        self._theme.theme_changed.connect(self._fit_history)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
