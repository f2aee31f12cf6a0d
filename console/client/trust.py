"""Whom the console believes: the certificate authorities of the system, whatever the environment
says.
"""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

_WINDOWS_STORES = ("CA", "ROOT")


def system_trust() -> ssl.SSLContext:
    """TLS 1.2 or newer, names checked, the system's authorities.

    Python's own default would also obey SSL_CERT_FILE, SSL_CERT_DIR and SSLKEYLOGFILE, which
    anybody who can start a process for the user can set.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if sys.platform == "win32":
        _load_windows(context)
    else:
        paths = ssl.get_default_verify_paths()
        cafile = paths.openssl_cafile if Path(paths.openssl_cafile).is_file() else None
        capath = paths.openssl_capath if Path(paths.openssl_capath).is_dir() else None
        if cafile or capath:
            context.load_verify_locations(cafile=cafile, capath=capath)
    return context


def _load_windows(context: ssl.SSLContext) -> None:
    if sys.platform == "win32":
        for store in _WINDOWS_STORES:
            for certificate, encoding, purposes in ssl.enum_certificates(store):
                if encoding == "x509_asn" and (
                    purposes is True or ssl.Purpose.SERVER_AUTH.oid in purposes
                ):
                    context.load_verify_locations(cadata=certificate)
