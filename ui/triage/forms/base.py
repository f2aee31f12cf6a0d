"""What every form of triage has: the alert that it is bound to."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.models.identity_text import identity_line
from resources.wording import Wording
from services.contract.alerts import AlertDetail
from ui.parts.form import FormBody, FramedForm
from widgets.theme import Theme

MOST_SHARE = 0.52
_NO_LIMIT_PX = 16_777_215


class Form(FormBody):
    """The fields of one act on the alert that was on screen when it opened, whatever is selected
    since (H-06).
    """

    def __init__(
        self, alert: AlertDetail, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, wording, parent)
        self.alert = alert

    def adopt(self, alert: AlertDetail) -> None:
        """Take the version that this person's own act led to; another alert is never taken."""
        if alert.id == self.alert.id:
            self.alert = alert
            self._follow_alert()

    def _follow_alert(self) -> None:
        """Show what the newer version changes for this form."""


class BoundForm(FramedForm):
    """A form in its frame, over the bottom of the detail of its alert."""

    def __init__(
        self, form: Form, theme: Theme, wording: Wording, parent: QWidget | None = None
    ) -> None:
        self.form = form
        subject = identity_line(wording, form.alert.patient.label)
        super().__init__(form, subject, theme, wording, parent)

    @property
    def alert(self) -> AlertDetail:
        """The alert that the form is bound to."""
        return self.form.alert

    def adopt(self, alert: AlertDetail) -> None:
        """Take a newer version of the same alert."""
        self.form.adopt(alert)

    def fit(self, detail_height_px: int) -> None:
        """Take 40 % of the detail, or a little more where the fields need it; 0 takes what is
        there.
        """
        if detail_height_px == 0:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_NO_LIMIT_PX)
            return
        wanted = min(self.least_height(), round(detail_height_px * MOST_SHARE))
        self.setFixedHeight(max(self.height_in(detail_height_px), wanted))
