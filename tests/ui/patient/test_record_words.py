"""What the record says of what cannot be read: that it cannot, never that there was nothing."""

from typing import Any

import pytest

from resources.wording import Wording
from services.contract.patients import HeaderPart
from services.contract.record import RecordVersion
from tests.samples.file_data import header
from tests.samples.record import record
from tests.samples.rows import CLAIRE, NOW
from tests.support.typography import plain
from ui.patient.record.sections import Section, things_of
from ui.patient.record.words import facts, version_lines

CONTACT = {"phone": "0639981427", "email": "jeanne@example.org"}


@pytest.fixture
def w() -> Wording:
    return Wording("fr")


def version(number: int, fields: dict[str, Any], *, unreadable: bool = False) -> RecordVersion:
    return RecordVersion(
        version=number,
        at=NOW,
        by=CLAIRE,
        reason=None,
        withdrawn=False,
        fields=fields,
        unreadable=unreadable,
    )


@pytest.mark.parametrize(
    ("section", "part"),
    [(Section.IDENTITY, HeaderPart.IDENTITY), (Section.CONTACT, HeaderPart.CONTACT)],
)
def test_a_part_that_cannot_be_read_is_not_offered_as_empty(w, section, part):
    [thing] = things_of(section, record(), header(unreadable=(part,)))
    [whole] = things_of(section, record(), header())

    assert (thing.is_unreadable, facts(w, thing)) == (True, [])
    assert (whole.is_unreadable, facts(w, whole) != []) == (False, True)


def test_what_a_version_cannot_say_has_not_become_nothing(w):
    [thing] = things_of(Section.CONTACT, record(), header())
    versions = [
        version(3, {**CONTACT, "phone": "0639981400"}),
        version(2, CONTACT | {"carer": None}),
        version(1, {}, unreadable=True),
    ]

    newest, middle, first = (said for _, said in version_lines(w, thing, versions, NOW))

    assert "06 39 98 14 27 → 06 39 98 14 00" in plain(newest)
    assert (middle, first) == ("", "Contenu illisible")


def test_of_a_version_of_which_a_part_is_lost_the_rest_is_compared(w):
    [thing] = things_of(Section.CONTACT, record(), header())
    versions = [
        version(2, {"phone": "0639981400", "carer": "Yves"}, unreadable=True),
        version(1, CONTACT | {"carer": "Yves"}),
    ]

    said = next(said for _, said in version_lines(w, thing, versions, NOW))

    assert said.startswith("Contenu illisible · ")
    assert "06 39 98 14 00" in plain(said)
    assert "jeanne@example.org" not in said
