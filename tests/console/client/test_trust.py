"""Whom the console believes, whatever the environment says."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from console.client.api import Api
from console.client.http import Wire
from console.client.trust import system_trust
from console.errors import Offline
from tests.console import made
from tests.console.client.cable import answer, listening
from tests.console.client.test_http import COUNTS


@pytest.fixture
def own_certificate(tmp_path):
    """A certificate for localhost that only its own maker vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def server_tls(own_certificate):
    """What the other side shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    return context


def test_a_certificate_of_nobody_is_refused_although_the_environment_vouches(
    monkeypatch, own_certificate, server_tls
):
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(own_certificate))
    with listening(answer(COUNTS.model_dump_json()), tls=server_tls) as cable:
        wire = Wire(cable.url)
        wire.tokens.hold(made.grant())
        with pytest.raises(Offline) as lost:
            Api(wire).read_worklist_counts()
        wire.close()

    assert not lost.value.outcome_unknown
    assert cable.requests == []


def test_a_certificate_that_the_system_vouches_for_is_accepted(own_certificate, server_tls):
    trust = system_trust()
    trust.load_verify_locations(own_certificate)
    with listening(answer(COUNTS.model_dump_json()), tls=server_tls) as cable:
        wire = Wire(cable.url, trust=trust)
        wire.tokens.hold(made.grant())

        assert Api(wire).read_worklist_counts() == COUNTS
        wire.close()


def test_no_proxy_of_the_environment_is_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with listening(answer(COUNTS.model_dump_json())) as cable:
        wire = Wire(cable.url)
        wire.tokens.hold(made.grant())

        assert Api(wire).read_worklist_counts() == COUNTS
        wire.close()


def test_session_keys_are_not_written_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))

    assert system_trust().keylog_filename is None
    assert not (tmp_path / "keys").exists()


def test_old_protocols_are_refused():
    trust = system_trust()

    assert trust.minimum_version is ssl.TLSVersion.TLSv1_2
    assert trust.check_hostname
    assert trust.verify_mode is ssl.CERT_REQUIRED
