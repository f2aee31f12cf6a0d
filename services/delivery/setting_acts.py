"""What an administrator does: sees how documents leave, and changes it; of patients they see
numbers alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from services.centres.people import people
from services.contract.delivery import (
    INVALID,
    NOT_PERMITTED,
    REQUIRED,
    WRONG_FORMAT,
    DeliverySettings,
    DeliverySettingsAsk,
)
from services.contract.delivery_endpoints import (
    DeliveryEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
    SmtpEndpoint,
)
from services.contract.exports import ExportFormat
from services.contract.problems import CurrentState, FieldProblem, ProblemCode
from services.delivery import permitted, rows, setting_rows
from services.delivery.carriers.carrying import CARRIED
from services.delivery.setting_rows import Setting
from services.edge.context import Context
from services.edge.writes import Done
from services.errors import ServiceError
from services.message_settings import is_loopback
from services.security.caller import Caller


@dataclass(frozen=True)
class SettingWork:
    """Who reads or writes the setting of their centre, and when."""

    session: Session
    context: Context
    caller: Caller
    now: datetime

    @property
    def setting(self) -> Setting:
        """What counts now."""
        return setting_rows.current(self.session, self.context.keys, self.caller.centre_id)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the documents of this centre may go; those of no other centre are told here."""
        return self.context.settings.delivery.of_centre(self.caller.centre_id).places


def read(work: SettingWork) -> DeliverySettings:
    """How documents leave, without any secret, and how many wait."""
    setting, places = work.setting, work.places
    made_by = people(work.session, [setting.made_by])
    endpoint = setting.endpoint
    return DeliverySettings(
        version=setting.version,
        is_on=setting.is_on,
        format=setting.format,
        endpoint=endpoint,
        secrets=sorted(setting.secrets),
        permitted=endpoint is not None and permitted.is_permitted(places, endpoint),
        places=list(places),
        changed_by=None if setting.made_by is None else made_by.get(setting.made_by),
        changed_at=setting.made_at,
        counts=rows.counts(work.session),
    )


def change(work: SettingWork, version: int, asked: DeliverySettingsAsk) -> Done:
    """Another setting, at once; raises 412 and 422 as the contract says."""
    setting_rows.hold(work.session, work.caller.centre_id)
    before = work.setting
    if before.version != version:
        current = CurrentState(version=before.version, state="set", by=None, at=before.made_at)
        raise ServiceError(
            412, ProblemCode.VERSION_STALE, "Somebody has changed this.", current=current
        )
    secrets = _secrets(before, asked)
    problems = list(_problems(work, asked, secrets))
    if problems:
        raise ServiceError(
            422, ProblemCode.INVALID_BODY, "The body of the request was refused.", errors=problems
        )
    new = Setting(
        version + 1,
        asked.is_on,
        asked.format,
        asked.endpoint,
        secrets,
        work.caller.person,
        work.now,
    )
    setting_rows.add(work.session, work.context.keys, work.caller.centre_id, new)
    return Done(read(work), object_id=work.caller.centre_id, object_version=new.version)


def _secrets(before: Setting, asked: DeliverySettingsAsk) -> dict[str, str]:
    """What was given now, and what was set before for the same account."""
    endpoint = asked.endpoint
    if endpoint is None:
        return {}
    is_same = before.endpoint is not None and permitted.account_of(
        before.endpoint
    ) == permitted.account_of(endpoint)
    given = asked.secrets.model_dump()
    found = {
        name: before.secrets.get(name, "") if given[name] is None and is_same else given[name]
        for name in permitted.secrets_of(endpoint)
    }
    return {name: value for name, value in found.items() if value}


def _problems(
    work: SettingWork, asked: DeliverySettingsAsk, secrets: dict[str, str]
) -> Iterator[FieldProblem]:
    endpoint = asked.endpoint
    if endpoint is None:
        if asked.is_on:
            yield FieldProblem(field="endpoint", reason=REQUIRED)
        return
    is_mail = isinstance(endpoint, SmtpEndpoint)
    if asked.format not in CARRIED or (is_mail and asked.format is not ExportFormat.XDM):
        yield FieldProblem(field="format", reason=WRONG_FORMAT)
    if not permitted.is_permitted(work.places, endpoint):
        yield FieldProblem(field="endpoint", reason=NOT_PERMITTED)
    if isinstance(endpoint, SmtpEndpoint):
        yield from _mail_problems(endpoint, secrets)
    if isinstance(endpoint, SftpEndpoint):
        yield from _sftp_problems(endpoint, secrets)
    if isinstance(endpoint, HttpsEndpoint | SmtpEndpoint) and not _is_trust(endpoint.authority):
        yield FieldProblem(field="endpoint.authority", reason=INVALID)


def _mail_problems(endpoint: DeliveryEndpoint, secrets: dict[str, str]) -> Iterator[FieldProblem]:
    assert isinstance(endpoint, SmtpEndpoint)
    in_clear = endpoint.security == "none"
    if in_clear and (endpoint.user or not is_loopback(endpoint.host)):
        yield FieldProblem(field="endpoint.security", reason=INVALID)
    if endpoint.user and "password" not in secrets:
        yield FieldProblem(field="secrets.password", reason=REQUIRED)


def _sftp_problems(endpoint: SftpEndpoint, secrets: dict[str, str]) -> Iterator[FieldProblem]:
    import asyncssh

    try:
        asyncssh.import_public_key(endpoint.host_key)
    except (asyncssh.KeyImportError, ValueError):
        yield FieldProblem(field="endpoint.host_key", reason=INVALID)
    if not secrets:
        yield FieldProblem(field="secrets.password", reason=REQUIRED)
    if "private_key" in secrets:
        try:
            asyncssh.import_private_key(secrets["private_key"])
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError, ValueError):
            yield FieldProblem(field="secrets.private_key", reason=INVALID)


def _is_trust(authority: str) -> bool:
    from services.delivery.carriers.https import trust_of

    try:
        trust_of(authority)
    except ValueError:
        return False
    return True
