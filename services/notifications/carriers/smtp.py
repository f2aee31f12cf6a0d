"""Mail through a server of the hospital or a provider, over TLS whose certificate is checked."""

import contextlib
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final

from services.message_settings import SmtpSecurity, SmtpSettings
from services.notifications.carriers.carrying import Carrier, NotTaken, Outgoing
from services.notifications.carriers.mails import mail_bytes
from services.notifications.faults import Fault

_TURNS: Final = 2
"""How often the time limit of one answer all answers to one mail may take together."""
_AT_REST_S: Final = 1
_NOT_NOW: Final = 421
_POLICY: Final = b"5.7."


class SmtpCarrier(Carrier):
    """One connection to the mail server, kept for the mails of a run."""

    def __init__(
        self, settings: SmtpSettings, timeout_s: float, trust: ssl.SSLContext | None = None
    ) -> None:
        """`trust` says whose certificates count; None: what the settings say."""
        self._settings = settings
        self._timeout_s = timeout_s
        self._trust = trust
        self._smtp: smtplib.SMTP | None = None
        self._used_s = 0.0

    def close(self) -> None:
        """Ends the connection."""
        if self._smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException), self._limited(self._smtp):
                self._smtp.quit()
            self._forget()

    def send(self, outgoing: Outgoing) -> str | None:
        """Hands a mail over; raises `NotTaken`."""
        self.hand_over(outgoing.address, mail_bytes(outgoing, self._settings.sender))
        return None

    def hand_over(self, address: str, mail: bytes) -> None:
        """Hands over what is a mail already; raises `NotTaken`.

        A server that ended a connection at rest is asked once more; one that ended it later may
        have the mail.
        """
        try:
            with self._connected() as smtp:
                smtp.sendmail(self._settings.sender, [address], mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = refused.recipients[address]
            raise _answered(code, said, Fault.WRONG_ADDRESS) from None
        except smtplib.SMTPDataError as refused:
            raise _answered(refused.smtp_code, _bytes(refused.smtp_error), Fault.REFUSED) from None
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError):
            raise self._away(Fault.AWAY) from None
        except smtplib.SMTPResponseException as refused:
            is_later = refused.smtp_code < 500
            raise self._away(Fault.AWAY if is_later else Fault.NOT_ALLOWED) from None
        except (smtplib.SMTPException, ssl.SSLCertVerificationError):
            raise self._away(Fault.NOT_ALLOWED) from None
        except OSError:
            raise self._away(Fault.AWAY) from None

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        if self._smtp is not None and time.monotonic() - self._used_s > _AT_REST_S:
            with self._limited(self._smtp):
                if not _is_there(self._smtp):
                    self._forget()
        smtp = self._smtp or self._open()
        self._used_s = time.monotonic()
        with self._limited(smtp):
            yield smtp

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        context = self._trust or ssl.create_default_context(cafile=settings.authorities)
        smtp: smtplib.SMTP = (
            _OverTls(settings, self._timeout_s, context)
            if settings.security is SmtpSecurity.TLS
            else _InClear(settings, self._timeout_s)
        )
        self._smtp = smtp
        with self._limited(smtp):
            if settings.security is SmtpSecurity.STARTTLS:
                smtp.starttls(context=context)
            if settings.username:
                smtp.login(settings.username, settings.password.get_secret_value())
        return smtp

    def _limited(self, smtp: smtplib.SMTP) -> AbstractContextManager[None]:
        return _limited(smtp, self._timeout_s)

    def _away(self, fault: Fault) -> NotTaken:
        self._forget()
        return NotTaken(fault, is_for_all=True)

    def _forget(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
        self._smtp = None


class _InClear(smtplib.SMTP):
    """In clear at first, or for good on this machine."""

    def __init__(self, settings: SmtpSettings, timeout_s: float) -> None:
        with _limited(self, timeout_s):
            super().__init__(settings.host, settings.port, _own_name(settings), timeout_s)


class _OverTls(smtplib.SMTP_SSL):
    """Over TLS from the first letter."""

    def __init__(self, settings: SmtpSettings, timeout_s: float, context: ssl.SSLContext) -> None:
        with _limited(self, timeout_s):
            super().__init__(
                settings.host,
                settings.port,
                _own_name(settings),
                timeout=timeout_s,
                context=context,
            )


def _own_name(settings: SmtpSettings) -> str:
    """What the service calls itself there: the domain that it writes from, no name of a machine."""
    return settings.sender.partition("@")[2]


@contextmanager
def _limited(smtp: smtplib.SMTP, timeout_s: float) -> Iterator[None]:
    """Ends the connection when a server answers drop by drop; each drop has its own time limit."""

    def _end() -> None:
        if smtp.sock is not None:
            with contextlib.suppress(OSError):
                smtp.sock.shutdown(socket.SHUT_RDWR)

    limit = threading.Timer(timeout_s * _TURNS, _end)
    limit.daemon = True
    limit.start()
    try:
        yield
    finally:
        limit.cancel()


def _is_there(smtp: smtplib.SMTP) -> bool:
    try:
        return smtp.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def _answered(code: int, said: bytes, never: Fault) -> NotTaken:
    """4xx asks to come again; 5.7 is a rule of the server about us; any other 5xx is for good."""
    if code == _NOT_NOW:
        return NotTaken(Fault.AWAY, is_for_all=True)
    if code < 500:
        return NotTaken(Fault.BUSY)
    if said.startswith(_POLICY):
        return NotTaken(Fault.NOT_ALLOWED)
    return NotTaken(never, is_final=True)
