"""Above the figures: what is chosen, as of when, and the way to the definitions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from console.stores.statistics import StatisticsStore
from resources.figures import stamp, summary
from resources.wording import Wording
from services.contract.statistics import PERIODS
from services.contract.statistics_enums import Breakdown, Comparison
from ui.statistics.choice import ChoiceButton, Offer
from widgets.button import Button
from widgets.flow_row import FlowRow
from widgets.plain_label import PlainLabel
from widgets.theme import Theme


class StatisticsHead(QWidget):
    """Signals: `definitions_wanted()`, `copy_wanted()`, `export_wanted()`; `info_chosen(without)`
    when alerts are counted another way.
    """

    definitions_wanted = Signal()
    copy_wanted = Signal()
    export_wanted = Signal()
    info_chosen = Signal(bool)

    def __init__(
        self,
        store: StatisticsStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._theme = theme
        self._wording = wording
        self.period = ChoiceButton("statistics_period", theme, self)
        self.by = ChoiceButton("statistics_by", theme, self)
        self.comparison = ChoiceButton("statistics_comparison", theme, self)
        self._without_info = QCheckBox(self)
        self._definitions = Button(theme, "", "secondary", icon="info", key="D", parent=self)
        self._export = Button(theme, "", "primary", icon="export", key="Ctrl+E", parent=self)
        self._copy = Button(theme, "", "quiet", icon="copy", parent=self)
        self._summary = PlainLabel(theme, role="meta", tone="secondary", parent=self)
        self._build()
        self.set_wording(wording)

    @property
    def summary(self) -> str:
        """The choices in one line, as it is copied; empty before anything is known."""
        page = self._store.page
        if page is None or page.choices is None:
            return ""
        return f"{summary(self._wording, page.choices)} · {stamp(self._wording, page)}"

    def set_wording(self, wording: Wording) -> None:
        """Speak another language."""
        self._wording = w = wording
        self._without_info.setText(w.text("statistics-without-info"))
        self._without_info.setAccessibleName(w.text("statistics-without-info"))
        self._without_info.setAccessibleDescription(w.text("statistics-without-info-described"))
        self._definitions.set_label(w.text("statistics-definitions"))
        self._export.set_label(w.text("statistics-export"))
        self._copy.set_label(w.text("statistics-copy"))
        self.show_told()

    def set_key(self, key: str) -> None:
        """Name the key of the definitions while it works."""
        self._definitions.set_key(key)

    def offer_export(self, why_not: str) -> None:
        """Whether a file can be had, or why not; whoever may not have one sees no button."""
        self._export.setVisible(self._store.may_export)
        self._export.set_enabled_because(not why_not, why_not)

    def take_focus(self) -> None:
        """Put the keyboard on the first choice."""
        first = self.period if self.period.isEnabled() else self._definitions
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_told(self) -> None:
        """Choices as they are, with what the service offers now."""
        w, page, query = self._wording, self._store.page, self._store.query
        choices = None if page is None else page.choices
        months = query.months or (PERIODS[-1] if choices is None else choices.months)
        periods = PERIODS if page is None else page.offered.periods or PERIODS
        self._show(
            self.period,
            "statistics-period",
            [Offer(each, w.text("statistics-period-months", months=each)) for each in periods],
            months,
        )
        self._show(
            self.by,
            "statistics-by",
            [Offer(each, w.text(f"statistics-by-{each.value}")) for each in Breakdown],
            query.by,
        )
        there = set(Comparison) if page is None else {*page.offered.comparisons, Comparison.NONE}
        why = w.text("statistics-not-offered")
        self._show(
            self.comparison,
            "statistics-comparison",
            [
                Offer(
                    each,
                    w.text(f"statistics-comparison-{each.value}", months=months),
                    "" if each in there else why,
                )
                for each in Comparison
            ],
            query.comparison,
        )
        for button in (self.period, self.by, self.comparison):
            button.set_enabled_because(page is None or bool(page.offered.periods), why)
        self._summary.setText(self.summary or w.text("statistics-about"))
        self._copy.setVisible(bool(self.summary))
        self.offer_export(w.text("statistics-export-why-not") if not self.summary else "")

    def _show(self, button: ChoiceButton, key: str, offers: list[Offer], current: object) -> None:
        w = self._wording
        value = next((offer.text for offer in offers if offer.value == current), "")
        label = w.text("statistics-choice", name=w.text(key), value=value)
        button.show_offers(label, offers, current)

    def _choose_months(self, months: int) -> None:
        self._store.choose(months=months)

    def _choose_by(self, by: Breakdown) -> None:
        self._store.choose(by=by)

    def _choose_comparison(self, comparison: Comparison) -> None:
        self._store.choose(comparison=comparison)

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._definitions.setObjectName("statistics_definitions")
        self._copy.setObjectName("statistics_copy")
        self._export.setObjectName("statistics_export")
        self._without_info.setObjectName("statistics_without_info")
        self._theme.dress(self._without_info, "body")
        self.period.chosen.connect(self._choose_months)
        self.by.chosen.connect(self._choose_by)
        self.comparison.chosen.connect(self._choose_comparison)
        self._without_info.toggled.connect(self.info_chosen)
        self._definitions.clicked.connect(self.definitions_wanted)
        self._copy.clicked.connect(self.copy_wanted)
        self._export.clicked.connect(self.export_wanted)
        self._summary.set_wrapping()
        choices = FlowRow(gap_px=8, line_gap_px=6, spread=False)
        for part in (self.period, self.by, self.comparison, self._without_info):
            choices.addWidget(part)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addLayout(choices, 1)
        for button in (self._definitions, self._export):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._summary, 1)
        second.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
