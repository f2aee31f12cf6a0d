"""What looks like a patient's number is refused, and what a person writes of a fault is not."""

import json
from uuid import uuid4

import pytest

from services.support.identifiers import is_log, names_patient


@pytest.mark.parametrize(
    "text",
    [
        "258033523804237",
        "2 58 03 35 238 042 37",
        "2.58.03.35.238.042-37",
        "Le numéro 2580335238042 ne passe pas",
        "1 84 12 2A 451 022",
        "Elle a le 800451237 et rien ne s'affiche",
        "Dossier 800 451 237",
        "IPP : 4512",
        "ipp n° A80045",
        "MRN=80045",
        "record number 80045",
        "numéro de sécu 1234",
        "800\u202f451\u202f237",
    ],
)
def test_numbers_of_patients_are_seen(text: str):
    assert names_patient(text)


@pytest.mark.parametrize(
    "text",
    [
        "La fenêtre reste grise depuis 09:42",
        "Code TRI-503 le 18/11/2025 à 9 h 42",
        "2025-11-18T09:42:00Z puis 2025-11-18 09:42",
        "Rappelez-moi au 02 98 22 33 33, poste 4512",
        "+33 2 98 22 33 33",
        "0298223333",
        "Version 0.1.0, Windows 10.0.19045",
        "192.168.120.214 ne répond pas",
        "Écran de 1366 x 768 à 125 %",
        "3 200 lignes, 12 000 octets",
        "request 0199a3f2-7c5e-7e0a-9b1d-2f4c5d6e7f80",
        "Le dossier ne s'ouvre pas",
    ],
)
def test_what_is_said_of_a_fault_is_not_taken_for_one(text: str):
    assert not names_patient(text)


_LINE = {"at": "2025-11-18T09:42:00.123+00:00", "level": "info", "from": "console.jobs"}


def _log(*changes: dict[str, object]) -> str:
    return "\n".join(json.dumps(_LINE | each) for each in changes)


def test_lines_that_a_console_writes_are_a_log():
    refused = {"event": "refused", "status": 503, "duration_ms": 12.5}

    assert is_log(_log({"event": "slow"}, refused | {"request_id": str(uuid4())}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the window is grey",
        "[1]",
        _log({"alert_id": "0199a3f2-7c5e-7e0a-9b1d-2f4c5d6e7f80"}),
        _log({"name": "MARTIN"}),
        _log({"event": "x" * 201}),
        _log({"event": {"of": "MARTIN"}}),
        _log({"event": "258033523804237"}),
        _log({"key": "file 0199a3f2-7c5e-7e0a-9b1d-2f4c5d6e7f80"}),
        _log({"status": 10**15}),
        _log({"event": "slow"}) + "\nMARTIN Anne",
        "[" * 5000,
    ],
)
def test_anything_else_is_none(text: str):
    assert not is_log(text)
