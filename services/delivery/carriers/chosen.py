"""Which carrier an endpoint has."""

from services.contract.delivery_endpoints import (
    FolderEndpoint,
    HttpsEndpoint,
    SftpEndpoint,
)
from services.contract.delivery_enums import DeliveryFault as Fault
from services.delivery.carriers.carrying import Carrier, not_now
from services.delivery.permitted import is_permitted
from services.delivery.setting_rows import Setting
from services.delivery_settings import DeliverySettings


def carrier_of(setting: Setting, settings: DeliverySettings) -> Carrier:
    """A new carrier; raises `NotDelivered` for an endpoint that is not permitted or cannot be used.

    Imported here, because a service that delivers nothing needs none of the clients.
    """
    endpoint, secrets = setting.endpoint, setting.secrets
    if endpoint is None or not is_permitted(settings.places, endpoint):
        raise not_now(Fault.NOT_PERMITTED)
    try:
        if isinstance(endpoint, FolderEndpoint):
            from services.delivery.carriers.folder import FolderCarrier

            return FolderCarrier(endpoint, settings.places)
        if isinstance(endpoint, SftpEndpoint):
            from services.delivery.carriers.sftp import SftpCarrier

            return SftpCarrier(endpoint, secrets, settings.timeout_s)
        if isinstance(endpoint, HttpsEndpoint):
            from services.delivery.carriers.https import HttpsCarrier

            return HttpsCarrier(endpoint, secrets, settings)
        from services.delivery.carriers.smtp import MailCarrier

        return MailCarrier(endpoint, secrets, settings.timeout_s)
    except ValueError:
        raise not_now(Fault.NOT_TRUSTED) from None
