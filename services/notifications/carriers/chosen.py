"""Which carrier a channel has, by the settings."""

from services.contract.week_enums import MessageChannel
from services.message_settings import SmsProvider
from services.notifications.carriers.carrying import Carrier
from services.notifications.carriers.folder import FolderCarrier
from services.settings import Settings


def has_carrier(settings: Settings, channel: MessageChannel) -> bool:
    """Whether messages of a channel can leave this installation at all."""
    if settings.message_folder is not None:
        return True
    of_channel = {
        MessageChannel.SMS: settings.sms.is_set,
        MessageChannel.EMAIL: settings.smtp.is_set,
    }
    return of_channel.get(channel, False)


def carrier_of(settings: Settings, channel: MessageChannel) -> Carrier:
    """A new carrier of a channel that has one."""
    timeout_s = settings.message.timeout_s
    if settings.message_folder is not None:
        return FolderCarrier(settings.message_folder)
    # Here, because a service that sends nothing needs neither of the clients.
    if channel is MessageChannel.EMAIL:
        from services.notifications.carriers.smtp import SmtpCarrier

        return SmtpCarrier(settings.smtp, timeout_s)
    if settings.sms.provider is SmsProvider.OVH:
        from services.notifications.carriers.ovh import OvhCarrier

        return OvhCarrier(settings.sms, timeout_s)
    from services.notifications.carriers.webhook import WebhookCarrier

    return WebhookCarrier(settings.sms, timeout_s)
