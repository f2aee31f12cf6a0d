"""Where a request comes from: its network and the device that sent it."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Header, Request

from services.edge.networks import neighbourhood_of, network_of
from services.edge.problems import request_id_of
from services.security.tokens import hash_of

_DEVICE_SECRET: Final = r"^[A-Za-z0-9_-]{43}=?$"


@dataclass(frozen=True)
class Knock:
    """Where a request without a session, or one that proves itself again, comes from."""

    network: str
    device_hash: bytes | None
    request_id: str
    neighbourhood: str | None = None


async def knock_of(
    request: Request,
    x_vigie_device: Annotated[str | None, Header(pattern=_DEVICE_SECRET)] = None,
) -> Knock:
    """Where this request comes from; the device's secret leaves this function as a hash."""
    device_hash = None if x_vigie_device is None else hash_of(x_vigie_device.rstrip("="))
    address = None if request.client is None else request.client.host
    return Knock(
        network_of(address), device_hash, request_id_of(request), neighbourhood_of(address)
    )
