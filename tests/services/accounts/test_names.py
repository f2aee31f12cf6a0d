"""User names in one form, initials of names."""

import pytest

from services.accounts.names import initials_of, username_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("c.ledu", "c.ledu"),
        (" C.LeDu\t", "c.ledu"),
        ("ｃ．ｌｅｄｕ", "c.ledu"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("", None),
        ("   ", None),
        ("nul\x00", None),
        ("turned\u202e", None),
        ("\ud800", None),
    ],
)
def test_a_user_name_has_one_form(typed: str, key: str | None):
    assert username_key(typed) == key


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Cécile Le Du", "CLD"),
        ("Dr A. Tanguy", "AT"),
        ("Jean-Baptiste de Kermadec", "JBK"),
        ("anonyme", "AN"),
    ],
)
def test_initials_are_of_names_only(name: str, initials: str):
    assert initials_of(name) == initials
