"""How the centre delivers to the hospital record: one transport, a place that the operator permits,
and what the endpoint asks to know; written after a fresh proof of who one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from console.errors import ConsoleError
from console.models.delivery_places import transports_of
from console.stores.connection import ConnectionStore
from console.stores.delivery_setting import DeliverySettingStore, endpoint_of
from resources.wording import Wording
from services.contract.delivery import DeliverySecrets, DeliverySettings, DeliverySettingsAsk
from services.contract.delivery_enums import DeliveryTransport
from services.contract.exports import ExportFormat
from ui.parts.fields import ChoiceField, Field, TickField
from ui.parts.settled_dialog import SettledDialog
from ui.proof.panel import ProofPanel
from ui.settings.delivery_fields import FIELDS, TransportFields
from ui.settings.delivery_words import field_reason, refusal
from widgets.plain_label import PlainLabel
from widgets.theme import Theme

_WIDTH_PX: Final = 640
_OFF: Final = "off"
_FORMATS: Final = (ExportFormat.PDF, ExportFormat.FHIR, ExportFormat.CDA, ExportFormat.XDM)
"""What a record takes: tables are for people."""


class DeliveryDialog(SettledDialog):
    """Closed when it is written; `settings` are those that were seen."""

    def __init__(
        self,
        store: DeliverySettingStore,
        settings: DeliverySettings,
        connection: ConnectionStore,
        theme: Theme,
        wording: Wording,
        parent: QWidget,
    ) -> None:
        w = wording
        super().__init__(
            "delivery", "centre", store.acts, connection, theme, w, parent,
            width_px=_WIDTH_PX, leave=w.text("centre-leave"), submit="primary",
        )  # fmt: skip
        self._store = store
        self._settings = settings
        self._explained = PlainLabel(theme, "", "body", "secondary", self._body)
        self._explained.set_wrapping()
        self._make_fields(theme, w)
        self._proof = ProofPanel(store.acts.proof, self.submit, theme, w, self._body)
        title = w.text("delivery-title")
        self._title.setText(title)
        self.setAccessibleName(title)
        lines = (
            self.way, self._explained, *self.groups.values(), self.format, self.forgets, self.is_on,
            self._proof,
        )  # fmt: skip
        self._build_card(lines, (self.leave, self.submit), stretch_before=1)
        self._put()
        self.way.chosen.connect(self._follow_way)
        store.acts.done.connect(self._end)
        self._follow()

    def open_up(self) -> None:
        """Cover the screen, with the keyboard where work begins."""
        self._cover(self)
        self.way.control.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def group(self) -> TransportFields | None:
        """The fields of the transport that is chosen; None where nothing is delivered."""
        way = self.way.raw()
        return None if way in ("", _OFF) else self.groups[DeliveryTransport(way)]

    def stops(self) -> Sequence[QWidget]:
        group = self.group
        inside = [] if group is None else [each.control for each in group.fields]
        proof = self._proof.findChildren(QWidget) if self._proof.isVisible() else []
        below = (self.format.control, self.forgets.control, self.is_on.control)
        return [self.way.control, *inside, *below, *proof]

    def first_fault(self) -> QWidget | None:
        group = self.group
        if group is None:
            return None
        wrong: list[QWidget] = []
        for field in group.fields:
            fault = field.fault()
            field.show_error(self._wording.text(fault) if fault else "")
            wrong += [field.control] if fault else []
        if not wrong:
            _endpoint, names = endpoint_of(group.typed())
            wrong = [each for each in (self._say_wrong(name, "shape") for name in names) if each]
        return wrong[0] if wrong else None

    def show_refused(self, name: str, reason: str) -> QWidget | None:
        return self._say_wrong(name, reason)

    def send(self) -> None:
        group, settings = self.group, self._settings
        endpoint = None if group is None else endpoint_of(group.typed())[0]
        secrets: dict[str, str | None] = {}
        if group is not None:
            secrets = group.secrets(is_forgotten=bool(self.forgets.value()))
        ask = DeliverySettingsAsk(
            is_on=endpoint is not None and bool(self.is_on.value()),
            format=ExportFormat(self._format(group)),
            endpoint=endpoint,
            secrets=DeliverySecrets(**secrets),
        )
        self._store.acts.change(settings.version, ask)

    def submit_label(self) -> str:
        return self._wording.text("centre-save")

    def busy_label(self) -> str:
        return self._wording.text("centre-saving")

    def refusal(self, error: ConsoleError) -> str:
        return refusal(self._wording, error)

    # Parts

    def _make_fields(self, theme: Theme, w: Wording) -> None:
        settings, body = self._settings, self._body
        offered = transports_of(settings.places)
        used = settings.endpoint
        if used is not None and used.transport not in offered:
            offered.append(DeliveryTransport(used.transport))
        ways = [(_OFF, w.text("delivery-way-off"))]
        ways += [(each.value, w.text(f"delivery-way-{each.value}")) for each in offered]
        self.way = ChoiceField("transport", w.text("delivery-field-way"), ways, theme, body)
        self.groups = {each: FIELDS[each](settings, theme, w, body) for each in offered}
        formats = [(each.value, w.text(f"exports-format-{each.value}")) for each in _FORMATS]
        self.format = ChoiceField("format", w.text("delivery-field-format"), formats, theme, body)
        self.forgets = TickField("forgets", w.text("delivery-field-forgets"), theme, body)
        self.is_on = TickField("is_on", w.text("delivery-field-on"), theme, body)

    def _put(self) -> None:
        settings, endpoint = self._settings, self._settings.endpoint
        self.way.set_raw(_OFF if endpoint is None else endpoint.transport)
        self.format.set_raw(settings.format.value)
        self.is_on.set_raw("yes" if settings.is_on or endpoint is None else "")
        if endpoint is not None:
            self.groups[DeliveryTransport(endpoint.transport)].put(endpoint)
        self._follow_way()

    def _follow_way(self) -> None:
        group = self.group
        for each in self.groups.values():
            each.setVisible(each is group)
        is_mail = group is not None and group.transport is DeliveryTransport.SMTP
        has_secrets = group is not None and bool(group.kept)
        self.format.setVisible(group is not None and not is_mail)
        self.forgets.setVisible(has_secrets)
        self.is_on.setVisible(group is not None)
        way = _OFF if group is None else group.transport.value
        if group is None and not self._settings.places:
            way = "nowhere"
        self._explained.setText(self._wording.text(f"delivery-about-{way}"))
        self._fit()

    def _format(self, group: TransportFields | None) -> str:
        if group is not None and group.transport is DeliveryTransport.SMTP:
            return ExportFormat.XDM.value
        return self.format.raw() or self._settings.format.value

    def _say_wrong(self, name: str, reason: str) -> QWidget | None:
        group = self.group
        fields: dict[str, Field] = {"format": self.format}
        if group is not None:
            fields |= group.answers
        field = fields.get(name)
        if field is None:
            return None
        field.show_error(field_reason(self._wording, reason))
        return field.control
