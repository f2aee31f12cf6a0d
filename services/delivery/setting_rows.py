"""How a centre delivers, as it is stored: versions, of which the last one counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select, text, update
from sqlalchemy.orm import Session

from services.contract.delivery_endpoints import DeliveryEndpoint
from services.contract.exports import ExportFormat
from services.db.tables.delivery import DeliverySetting
from services.ids import new_id
from services.security.ciphers import Place
from services.security.keystore import KeyStore, open_json, seal_json
from services.security.unreadable import opened

_ENDPOINT: Final[TypeAdapter[DeliveryEndpoint]] = TypeAdapter(DeliveryEndpoint)
_LAST: Final = (
    select(DeliverySetting)
    .where(DeliverySetting.centre_id == bindparam("centre_id"))
    .order_by(DeliverySetting.version.desc())
    .limit(1)
)
_ONE_WRITER: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:subject, 0))")


@dataclass(frozen=True)
class Setting:
    """What counts now; `secrets` are in clear, and never leave but to the endpoint itself."""

    version: int = 0
    is_on: bool = False
    format: ExportFormat = ExportFormat.PDF
    endpoint: DeliveryEndpoint | None = None
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    made_by: UUID | None = None
    made_at: datetime | None = None


def current(session: Session, keys: KeyStore, centre_id: UUID) -> Setting:
    """The setting of a centre; one that was never set is off.

    Secrets that cannot be opened are as if there were none: the endpoint says that it lacks them.
    """
    row = session.scalars(_LAST, {"centre_id": centre_id}).one_or_none()
    if row is None:
        return Setting()
    secrets: dict[str, str] = {}
    if row.secrets is not None:
        sealed = row.secrets
        cipher = keys.centre(centre_id)
        place = _place(row.id)
        found = opened(lambda: open_json(cipher, place, sealed), "delivery secrets", centre_id)
        secrets = found or {}
    endpoint = None if row.endpoint is None else _ENDPOINT.validate_python(row.endpoint)
    return Setting(row.version, row.is_on, row.format, endpoint, secrets, row.made_by, row.made_at)


def hold(session: Session, centre_id: UUID) -> None:
    """Holds the setting of a centre for this transaction; on SQLite there is one writer anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(_ONE_WRITER, {"subject": f"delivery:{centre_id}"})


def add(session: Session, keys: KeyStore, centre_id: UUID, setting: Setting) -> None:
    """Adds a version; the secrets of those before are forgotten."""
    setting_id = new_id()
    sealed = None
    if setting.secrets:
        sealed = seal_json(keys.centre(centre_id), _place(setting_id), dict(setting.secrets))
    session.execute(
        update(DeliverySetting)
        .where(DeliverySetting.secrets.is_not(None))
        .values(secrets=None)
        .execution_options(synchronize_session=False)
    )
    assert setting.made_by is not None
    assert setting.made_at is not None
    session.add(
        DeliverySetting(
            id=setting_id,
            centre_id=centre_id,
            version=setting.version,
            is_on=setting.is_on,
            format=setting.format,
            endpoint=_stored(setting.endpoint),
            secrets=sealed,
            made_by=setting.made_by,
            made_at=setting.made_at,
        )
    )
    session.flush()


def _stored(endpoint: DeliveryEndpoint | None) -> dict[str, Any] | None:
    return None if endpoint is None else endpoint.model_dump(mode="json")


def _place(setting_id: UUID) -> Place:
    return Place("delivery_setting", "secrets", setting_id)
