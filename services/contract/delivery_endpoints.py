"""Where documents go, by transport: what is set for a centre, without any secret."""

from typing import Annotated, Final, Literal

from pydantic import Field

from services.contract.setting_content import SettingContent

LONGEST_PEM: Final = 20_000
_Host = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$")]
_Port = Annotated[int, Field(ge=1, le=65_535)]
_User = Annotated[str, Field(pattern=r"^[A-Za-z0-9._@+-]{1,100}$")]
_Path = Annotated[str, Field(pattern=r"^/[A-Za-z0-9._/ -]{0,300}$")]
_Pem = Annotated[str, Field(max_length=LONGEST_PEM, pattern=r"^[\x20-\x7e\r\n]*$")]
_Mailbox = Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{3,190}$")]


class FolderEndpoint(SettingContent):
    """A folder of the machine of the service, at or below one that the operator permits.

    `awaits_acknowledgement`: beside a document named X, the record lays down `X.ack` when it has
    taken it or `X.err` when it does not; nothing of what they hold is read.
    """

    transport: Literal["folder"]
    path: _Path
    awaits_acknowledgement: bool = False


class SftpEndpoint(SettingContent):
    """A folder of an SFTP server whose key is known beforehand.

    `host_key` is its public key as in `known_hosts`, without the host: `ssh-ed25519 AAAA…`. The
    secrets are `password` or `private_key` (OpenSSH, without a passphrase).
    """

    transport: Literal["sftp"]
    host: _Host
    port: _Port = 22
    user: _User
    path: _Path
    host_key: Annotated[str, Field(max_length=2000, pattern=r"^[a-z0-9@.-]+ [A-Za-z0-9+/=]+$")]
    awaits_acknowledgement: bool = False


class HttpsEndpoint(SettingContent):
    """An HTTPS address. `put`: the identifier of the document becomes the last part of the path.

    `authority` is the certificate in PEM of who vouches for the endpoint, and then nobody else
    does. The secret `token` is sent as `Authorization: Bearer`.
    """

    transport: Literal["https"]
    url: Annotated[str, Field(max_length=400, pattern=r"^https://[\x21-\x7e]+$")]
    method: Literal["post", "put"] = "post"
    authority: _Pem = ""


class SmtpEndpoint(SettingContent):
    """A mailbox behind a gateway of secure health mail; the secret is `password`."""

    transport: Literal["smtp"]
    host: _Host
    port: _Port = 465
    security: Literal["starttls", "tls", "none"] = "tls"
    sender: _Mailbox
    recipient: _Mailbox
    user: Annotated[str, Field(pattern=r"^[A-Za-z0-9._@+-]{0,100}$")] = ""
    authority: _Pem = ""


DeliveryEndpoint = Annotated[
    FolderEndpoint | SftpEndpoint | HttpsEndpoint | SmtpEndpoint,
    Field(discriminator="transport"),
]
