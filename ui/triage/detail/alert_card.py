"""The card of one alert: header, why, chart beside answers, last acts; in tabs where room is
short.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.models.explain import lead_title
from resources import words
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.room import Room
from ui.parts.said import SaidBlock
from ui.triage.detail.answers import Answers
from ui.triage.detail.history import RecentHistory, WholeHistory
from ui.triage.detail.trend import trend_look
from ui.triage.detail.why import WhyBlock
from ui.triage.layout_class import SMALL, LayoutClass
from ui.triage.phrases import Holder, holder, overline, received_line, response_line
from ui.triage.row_looks import level_name
from widgets.action_bar import ActionLook
from widgets.alert_header import AlertHeader, AlertHeaderLook
from widgets.tab_strip import TabStrip
from widgets.theme import Theme
from widgets.trend_chart import TrendChart

SHORT_CHART_PX = 112
TALLEST_CHART_PX = 420
SMALL_CARD_PX = 340
_OWNER_KINDS = {Holder.NOBODY: "dashed", Holder.ME: "accent", Holder.OTHER: "outline"}
_ALERT, _ANSWERS, _HISTORY = "alert", "answers", "history"


class AlertCard(QFrame):
    """Everything about one alert. Signals: `history_wanted()` for the whole history;
    `muting_wanted()`.
    """

    history_wanted = Signal()
    muting_wanted = Signal()

    def __init__(self, theme: Theme, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wording = wording
        self._layout_class = LayoutClass.STANDARD
        self._is_short = False
        self._shows_all = False
        self._header = AlertHeader(theme, self)
        self._tabs = TabStrip(theme, "", self)
        self._tabs.set_tabs([(_ALERT, ""), (_ANSWERS, ""), (_HISTORY, "")])
        self._why = WhyBlock(theme)
        self._said = SaidBlock(theme, margin_px=14)
        self._content = Room()
        self._left = QWidget()
        self.chart = TrendChart(theme)
        self._answers = Answers(theme, wording)
        self._between = _rule("vertical")
        self._above_history = _rule("horizontal")
        self._recent = RecentHistory(theme)
        self._whole = WholeHistory(theme)
        self._build()
        self.set_wording(wording)

    def set_wording(self, wording: Wording) -> None:
        """Speak another language; the caller shows its alert again."""
        self._wording = wording
        self._tabs.setAccessibleName(wording.text("triage-tabs"))
        self._tabs.set_label(_ALERT, wording.text("triage-tab-alert"))
        self._tabs.set_label(_ANSWERS, wording.text("triage-tab-answers"))
        self._tabs.set_label(_HISTORY, wording.text("triage-tab-history"))

    def show_alert(self, alert: AlertDetail, me: UUID, now: datetime) -> None:
        """Show an alert."""
        w = self._wording
        self.show_time(alert, me, now)
        self._why.show_alert(w, alert)
        if alert.series is not None:
            self.chart.set_look(trend_look(w, alert.series), w.text("triage-no-series"))
        self._has_series = alert.series is not None
        self._answers.show_survey(w, alert.survey)
        self._said.show_survey(w, alert.survey)
        self._recent.show_alert(w, alert)
        self._whole.show_alert(w, alert)
        self._arrange()

    def show_time(self, alert: AlertDetail, me: UUID, now: datetime) -> None:
        """Show the header, which changes with time."""
        w = self._wording
        held = holder(w, alert, me, now)
        look = AlertHeaderLook(
            level=level_name(alert.level, alert.kind),
            level_word=words.level(w, alert.level, alert.kind),
            overline=overline(w, alert, now),
            title=lead_title(w, alert),
            received=received_line(w, alert),
            due=response_line(w, alert, now),
            owner=held.text,
            owner_kind=_OWNER_KINDS[held.holder],
        )
        self._header.set_alert(look)

    def set_layout_class(self, layout_class: LayoutClass) -> None:
        """Fit the room that there is."""
        self._layout_class = layout_class
        self._limit_height()
        self._arrange()

    def set_short(self, is_short: bool) -> None:
        """Leave room for a form: the chart stays, the history goes, the rest as room allows."""
        self._is_short = is_short
        self.chart.setMinimumHeight(self._theme.scaled(SHORT_CHART_PX) if is_short else 0)
        self._arrange()

    def offer_muting(self, look: ActionLook | None, reason: str) -> None:
        """Whether rules may be muted from here."""
        self._why.offer_muting(look, reason)

    def toggle_table(self) -> None:
        """Show the chart's numbers as a table, or the chart again (F4)."""
        self.chart.show_table(not self.chart.is_table_shown)

    def show_all_history(self, is_shown: bool) -> None:
        """Show every act instead of chart and answers, or these again."""
        self._shows_all = is_shown
        if self._layout_class in SMALL and is_shown:
            self._tabs.set_current(_HISTORY)
        self._arrange()

    @property
    def shows_all_history(self) -> bool:
        """Whether the whole history stands in the place of the rest."""
        return self._shows_all

    def _build(self) -> None:
        self.setProperty("card", True)
        self._has_series = False
        self.whole_px = 0
        self._tabs.tab_chosen.connect(self._choose_tab)
        self._why.muting_wanted.connect(self.muting_wanted)
        self._recent.all_wanted.connect(self.history_wanted)
        self._whole.less_wanted.connect(self.history_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._header)
        self._tabs.setContentsMargins(10, 6, 10, 0)
        column.addWidget(self._tabs)
        column.addWidget(self._scroller(), 1)

    def _scroller(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = self._content
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._why)
        column.addWidget(self._said)
        self._under_why = _rule("horizontal")
        column.addWidget(self._under_why)
        column.addLayout(self._middle(), 1)
        column.addWidget(self._whole, 1)
        column.addWidget(self._above_history)
        column.addWidget(self._recent)
        scroll.setWidget(content)
        return scroll

    def _middle(self) -> QHBoxLayout:
        middle = QHBoxLayout()
        middle.setContentsMargins(14, 0, 14, 0)
        middle.setSpacing(14)
        for widget in (self.chart, self._answers):
            widget.setContentsMargins(0, 6, 0, 6)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.chart, 1)
        left.addStretch(0)
        middle.addWidget(self._left, 371)
        middle.addWidget(self._between)
        middle.addWidget(self._answers, 341)
        self._limit_chart()
        self._theme.theme_changed.connect(self._limit_chart)
        self._theme.theme_changed.connect(self._limit_height)
        return middle

    def _limit_height(self) -> None:
        """On a small screen the detail scrolls as a whole rather than this card inside it."""
        least = self._theme.scaled(SMALL_CARD_PX) if self._layout_class in SMALL else 0
        self.setMinimumHeight(least)

    def _limit_chart(self) -> None:
        """Higher than this, four grades only look steeper than they are."""
        self.chart.setMaximumHeight(self._theme.scaled(TALLEST_CHART_PX))

    def _choose_tab(self, name: str) -> None:
        self._shows_all = name == _HISTORY
        self._arrange()

    def _arrange(self) -> None:
        """Show the parts that have room, in one place."""
        in_tabs = self._layout_class in SMALL
        tab = self._tabs.current if in_tabs else ""
        shows_all = self._shows_all and self._layout_class is not LayoutClass.WIDE
        self._tabs.setVisible(in_tabs)
        shows_alert = not shows_all and tab in {"", _ALERT}
        shows_answers = not shows_all and tab in {"", _ANSWERS}
        shows_recent = (
            not in_tabs and self._layout_class is LayoutClass.STANDARD and not self._is_short
        )
        self._why.setVisible(shows_alert)
        self._under_why.setVisible(shows_alert)
        self._said.hide()
        self._answers.set_short(False)
        self._why.set_first_only(is_first=False)
        self._left.setVisible(shows_alert and self._has_series)
        self._answers.setVisible(shows_answers)
        self._between.setVisible(shows_alert and shows_answers and self._has_series)
        self._whole.setVisible(shows_all)
        self._whole.offer_less(not in_tabs)
        self._recent.setVisible(shows_recent and not shows_all)
        self._above_history.setVisible(shows_recent and not shows_all)
        if self._is_short:
            self._fit_short(shows_alert)

    def _fit_short(self, shows_alert: bool) -> None:
        """Over a form, in this order: everything; the first reason and the words; the words;
        that it cannot wait. The chart and the answers stay in each case.
        """
        self.whole_px = self._needed_px()
        if not shows_alert or self.whole_px <= self.height():
            return
        self._answers.set_short(True)
        self._why.set_first_only(is_first=True)
        self._said.setVisible(self._said.says_something)
        for is_cut, has_why in ((False, True), (True, True), (True, False)):
            self._said.set_cut(is_cut=is_cut)
            self._why.setVisible(has_why)
            if self._needed_px() <= self.height():
                return
        self._said.leave_out_words()
        self._said.setVisible(self._said.is_urgent)

    def _needed_px(self) -> int:
        width = max(1, self.width() - 2)
        return self._header.heightForWidth(width) + self._content.heightForWidth(width) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_short:
            self._arrange()


def _rule(direction: str) -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", direction)
    return rule
