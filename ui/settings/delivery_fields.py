"""The fields of an endpoint of the hospital record, one set for each transport: only places that
the operator permits, and secrets that go one way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.models.delivery_places import (
    host_and_port,
    joined,
    mailboxes_of,
    place_of,
    places_of,
)
from resources.wording import Wording
from services.contract.delivery import DeliverySettings
from services.contract.delivery_endpoints import (
    LONGEST_PEM,
    DeliveryEndpoint,
    FolderEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
    SmtpEndpoint,
)
from services.contract.delivery_enums import DeliveryTransport
from ui.parts.fields import BoxField, ChoiceField, Field, LineField, TickField
from widgets.theme import Theme

FieldT = TypeVar("FieldT", bound=Field)
_LONGEST_PATH: Final = 300
_LONGEST_URL: Final = 400
_LONGEST_USER: Final = 100
_LONGEST_KEY: Final = 2000
_LONGEST_MAILBOX: Final = 254
_LONGEST_SECRET: Final = 1000


class SecretField(LineField):
    """A secret: what is set is never shown, and stays while nothing is typed."""

    def __init__(
        self, name: str, label: str, hint: str, theme: Theme, w: Wording, parent: QWidget
    ) -> None:
        super().__init__(name, label, _LONGEST_SECRET, theme, hint, parent)
        show, hide = w.text("signin-show-password"), w.text("signin-hide-password")
        self._line.make_secret(show, hide, w.text("signin-caps-lock"))

    def clear(self) -> None:
        """Leave nothing of it, not even for Ctrl+Z."""
        self._line.clear()


class TransportFields(QWidget):
    """What one transport asks. `answers` leads from the contract's names to the fields."""

    transport: ClassVar[DeliveryTransport]
    secret_names: ClassVar[Sequence[str]] = ()

    def __init__(
        self, settings: DeliverySettings, theme: Theme, wording: Wording, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._wording = wording
        self.answers: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        places = places_of(settings.places, self.transport)
        self.place = self._add(
            ChoiceField(
                "place",
                self._label("place"),
                [(each, each) for each in places],
                theme,
                self,
            ),
            "endpoint", "host", "port",
        )  # fmt: skip
        self.place.is_required = True
        if len(places) == 1:
            self.place.set_raw(places[0])
        self.make()

    # What each of them says

    def make(self) -> None:
        """The fields under the place."""
        raise NotImplementedError

    def typed(self) -> Mapping[str, Any]:
        """What was typed, as the contract names it."""
        raise NotImplementedError

    def put(self, endpoint: DeliveryEndpoint) -> None:
        """Put an endpoint of this transport into the fields."""
        place, _below = place_of(self._settings.places, endpoint)
        self.place.set_raw(place)

    # What all have

    @property
    def fields(self) -> list[Field]:
        """The fields in reading order."""
        return list(dict.fromkeys(self.answers.values()))

    @property
    def kept(self) -> Sequence[str]:
        """The secrets that are set for an endpoint of this transport."""
        endpoint = self._settings.endpoint
        is_ours = endpoint is not None and endpoint.transport == self.transport.value
        return self._settings.secrets if is_ours else ()

    def secrets(self, *, is_forgotten: bool) -> dict[str, str | None]:
        """What was typed; what was not stays as it is, or is forgotten."""
        kept = "" if is_forgotten else None
        return {name: self.answers[name].raw().strip() or kept for name in self.secret_names}

    def _add(self, field: FieldT, *names: str) -> FieldT:
        self.answers |= dict.fromkeys(names or (field.name,), field)
        self._column.addWidget(field)
        return field

    def _line(self, name: str, longest: int, *, is_required: bool = True) -> LineField:
        hint = self._hint(name)
        field = LineField(name, self._label(name), longest, self._theme, hint, self)
        field.is_required = is_required
        return self._add(field)

    def _box(self, name: str, longest: int, *, is_required: bool = False) -> BoxField:
        label = " · ".join(part for part in (self._label(name), self._hint(name)) if part)
        field = BoxField(name, label, longest, self._theme, self._wording, self, has_phrases=False)
        field.is_required = is_required
        return self._add(field)

    def _secret(self, name: str) -> SecretField:
        hint = self._hint(name)
        field = SecretField(name, self._label(name), hint, self._theme, self._wording, self)
        return self._add(field)

    def _choice(self, name: str, values: Sequence[str]) -> ChoiceField:
        words = [(each, self._wording.text(f"delivery-{name}-{each}")) for each in values]
        field = ChoiceField(name, self._label(name), words, self._theme, self)
        field.set_raw(values[0])
        return self._add(field)

    def _tick(self, name: str) -> TickField:
        return self._add(TickField(name, self._label(name), self._theme, self))

    def _label(self, name: str) -> str:
        return self._wording.text(f"delivery-field-{self.transport.value}-{name}")

    def _hint(self, name: str) -> str:
        w = self._wording
        if name in self.secret_names:
            return w.text("delivery-secret-set" if name in self.kept else "delivery-secret-unset")
        if name == "recipient":
            mailboxes = ", ".join(mailboxes_of(self._settings.places))
            return w.text("delivery-hint-recipient", mailboxes=mailboxes or "–")
        return w.text(f"delivery-hint-{self.transport.value}-{name}")

    @property
    def _address(self) -> dict[str, Any]:
        """Host and port of the place."""
        host, port = host_and_port(self.place.raw())
        return {"transport": self.transport.value, "host": host, "port": port}


class FolderFields(TransportFields):
    """A folder of the machine of the service."""

    transport = DeliveryTransport.FOLDER

    def make(self) -> None:
        self.below = self._line("below", _LONGEST_PATH, is_required=False)
        self.answers["path"] = self.below
        self.awaits = self._tick("awaits_acknowledgement")

    def typed(self) -> Mapping[str, Any]:
        return {
            "transport": self.transport.value,
            "path": joined(self.place.raw(), self.below.raw()),
            "awaits_acknowledgement": self.awaits.value(),
        }

    def put(self, endpoint: DeliveryEndpoint) -> None:
        super().put(endpoint)
        if isinstance(endpoint, FolderEndpoint):
            self.below.set_raw(place_of(self._settings.places, endpoint)[1])
            self.awaits.set_raw("yes" if endpoint.awaits_acknowledgement else "")


class SftpFields(TransportFields):
    """A folder of an SFTP server whose key is known beforehand."""

    transport = DeliveryTransport.SFTP
    secret_names = ("password", "private_key")

    def make(self) -> None:
        self.path = self._line("path", _LONGEST_PATH)
        self.user = self._line("user", _LONGEST_USER)
        self.host_key = self._box("host_key", _LONGEST_KEY, is_required=True)
        self.password = self._secret("password")
        self.private_key = self._box("private_key", LONGEST_PEM)
        self.awaits = self._tick("awaits_acknowledgement")

    def typed(self) -> Mapping[str, Any]:
        return self._address | {
            "path": self.path.raw().strip(),
            "user": self.user.raw().strip(),
            "host_key": self.host_key.raw().strip(),
            "awaits_acknowledgement": self.awaits.value(),
        }

    def put(self, endpoint: DeliveryEndpoint) -> None:
        super().put(endpoint)
        if isinstance(endpoint, SftpEndpoint):
            self.path.set_raw(endpoint.path)
            self.user.set_raw(endpoint.user)
            self.host_key.set_raw(endpoint.host_key)
            self.awaits.set_raw("yes" if endpoint.awaits_acknowledgement else "")


class HttpsFields(TransportFields):
    """An HTTPS address."""

    transport = DeliveryTransport.HTTPS
    secret_names = ("token",)

    def make(self) -> None:
        self.below = self._line("below", _LONGEST_URL, is_required=False)
        self.answers["url"] = self.below
        self.method = self._choice("method", ("post", "put"))
        self.token = self._secret("token")
        self.authority = self._box("authority", LONGEST_PEM)

    def typed(self) -> Mapping[str, Any]:
        return {
            "transport": self.transport.value,
            "url": joined(self.place.raw(), self.below.raw()),
            "method": self.method.raw(),
            "authority": self.authority.raw().strip(),
        }

    def put(self, endpoint: DeliveryEndpoint) -> None:
        super().put(endpoint)
        if isinstance(endpoint, HttpsEndpoint):
            self.below.set_raw(place_of(self._settings.places, endpoint)[1])
            self.method.set_raw(endpoint.method)
            self.authority.set_raw(endpoint.authority)


class SmtpFields(TransportFields):
    """A mailbox behind a gateway of secure health mail."""

    transport = DeliveryTransport.SMTP
    secret_names = ("password",)

    def make(self) -> None:
        self.recipient = self._line("recipient", _LONGEST_MAILBOX)
        self.from_mailbox = self._line("sender", _LONGEST_MAILBOX)
        self.security = self._choice("security", ("tls", "starttls", "none"))
        self.user = self._line("user", _LONGEST_USER, is_required=False)
        self.password = self._secret("password")
        self.authority = self._box("authority", LONGEST_PEM)

    def typed(self) -> Mapping[str, Any]:
        return self._address | {
            "security": self.security.raw(),
            "sender": self.from_mailbox.raw().strip(),
            "recipient": self.recipient.raw().strip(),
            "user": self.user.raw().strip(),
            "authority": self.authority.raw().strip(),
        }

    def put(self, endpoint: DeliveryEndpoint) -> None:
        super().put(endpoint)
        if isinstance(endpoint, SmtpEndpoint):
            self.recipient.set_raw(endpoint.recipient)
            self.from_mailbox.set_raw(endpoint.sender)
            self.security.set_raw(endpoint.security)
            self.user.set_raw(endpoint.user)
            self.authority.set_raw(endpoint.authority)


FIELDS: Final[Mapping[DeliveryTransport, type[TransportFields]]] = {
    each.transport: each for each in (FolderFields, SftpFields, HttpsFields, SmtpFields)
}
