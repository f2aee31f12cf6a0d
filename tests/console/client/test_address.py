"""Where the console may connect."""

import pytest

from console.client.address import checked_address
from console.errors import Incompatible


@pytest.mark.parametrize(
    "address",
    [
        "https://vigie.example.org",
        "https://vigie.example.org:8443",
        "http://127.0.0.1:8000",
        "http://127.8.9.10:1",
        "http://localhost:8000",
        "http://[::1]:8000",
    ],
)
def test_tls_anywhere_and_plain_http_to_this_machine(address):
    assert checked_address(address) == address
    assert checked_address(f"{address}/") == address


@pytest.mark.parametrize(
    "address",
    [
        "http://vigie.example.org",
        "http://10.0.0.1",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://0.0.0.0",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "vigie.example.org",
        "",
        "https://",
        "https://claire:secret@vigie.example.org",
        "https://vigie.example.org/path",
        "https://vigie.example.org?x=1",
        "https://vigie.example.org:port",
        "https://[::1",
    ],
)
def test_anything_else_is_refused_before_a_byte_leaves(address):
    with pytest.raises(Incompatible) as refusal:
        checked_address(address)

    assert "secret" not in str(refusal.value)
