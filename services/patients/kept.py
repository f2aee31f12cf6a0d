"""How an identity is kept: single spaces, family names in capitals, no birth name twice."""

from datetime import date

from services.patients.identity import Identity


def kept_identity(
    family_name: str,
    birth_name: str | None,
    given_name: str,
    civility: str | None,
    birth_date: date,
    ins: str | None,
    record_number: str,
) -> Identity:
    """The identity of what was typed."""
    family, birth = words(family_name).upper(), None if birth_name is None else words(birth_name)
    return Identity(
        family_name=family,
        birth_name=None if birth is None or birth.upper() == family else birth.upper(),
        given_name=words(given_name),
        civility=civility,
        birth_date=birth_date,
        ins=ins,
        record_number=words(record_number),
    )


def words(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())
