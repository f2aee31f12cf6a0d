"""What in somebody's words looks like a patient's number, and what a log of a console holds.

A name cannot be told from any other word, so that the screen asks for none; a number can.
"""

import json
import re
from typing import Final

_BETWEEN: Final = r"[ .\-\u00a0\u202f]?"
# Social security number or INS: thirteen signs, with or without the two of the key.
_INS: Final = re.compile(
    rf"(?<![0-9A-Za-z])[1-478](?:{_BETWEEN}[0-9]){{4}}{_BETWEEN}"
    rf"(?:[0-9]{_BETWEEN}[0-9]|2{_BETWEEN}[ABab])"
    rf"(?:{_BETWEEN}[0-9]){{6}}(?:{_BETWEEN}[0-9]{_BETWEEN}[0-9])?(?![0-9A-Za-z])"
)
# Eight to ten digits in one run or in groups of three: record numbers of hospitals. A telephone
# number begins with a zero or a plus; an instant is longer or has strokes in it.
_RECORD: Final = re.compile(
    r"(?<![0-9A-Za-z+.,:/\-])"
    r"(?:[1-9][0-9]{7,9}|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){2})"
    r"(?![0-9A-Za-z]|[ \u00a0\u202f][0-9]|[.,:/\-][0-9])"
)
_SAID: Final = re.compile(
    r"\b(?:IPP|NIP|INS|NIR|NDA|IEP|dossier|record|s[ée]cu(?:rit[ée] sociale)?|MRN)\b"
    r"[^0-9\n]{0,12}[0-9A-Z]*[0-9]{4}",
    re.IGNORECASE,
)
# Of a patient, an alert or a person; that of a request finds it in the log of the service.
_ID: Final = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
_LOG_FIELDS: Final = frozenset(
    {
        "at", "level", "from", "event", "error", "place", "request_id", "status", "duration_ms",
        "key", "category",
    }
)  # fmt: skip
_LONGEST_FIELD, _LARGEST_NUMBER = 200, 10**9


def names_patient(text: str) -> bool:
    """Whether a text holds what looks like an INS, a social security or a record number."""
    return any(pattern.search(text) for pattern in (_INS, _SAID, _RECORD))


def is_log(text: str) -> bool:
    """Whether every line is one that a console sends: known fields with short plain values.

    What stands for a patient is none of them: neither `alert_id`, which a console may log, nor any
    other identifier but that of a request.
    """
    lines = text.splitlines()
    return bool(lines) and all(_is_log_line(line) for line in lines)


def _is_log_line(line: str) -> bool:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or not found.keys() <= _LOG_FIELDS:
        return False
    return all(_is_plain(name, value) for name, value in found.items())


def _is_plain(name: str, value: object) -> bool:
    if isinstance(value, int | float):
        return abs(value) < _LARGEST_NUMBER
    if not isinstance(value, str) or len(value) > _LONGEST_FIELD:
        return False
    return name == "request_id" or not (_INS.search(value) or _ID.search(value))
