"""The messages to patients whose words a centre may change: their fields, and the usual words.

Kinds and channels are named as the contract names them. What a message shows on the pages of a
patient, and what stands around every mail, is not changed.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from resources.catalogue import catalogue_of
from resources.marked_text import Shape
from resources.public_names import LONGEST_NAME

LONGEST_PHONE: Final = 20
LONGEST_ADDRESS: Final = 28
"""Letters of the pages' address in an SMS, beside a centre's name of the same kind."""
LONGEST_SUBJECT: Final = 78
LONGEST_MAIL: Final = 1200
_WITH_YEAR: Final = "30/12/2036"
_DAY: Final = "30/12"
_OF_A_WEEK: Final = frozenset({"link"})
_OF_AN_END: Final = frozenset({"link", "date"})
REQUIRED: Final[Mapping[str, frozenset[str]]] = {
    "invitation": frozenset({"link", "code"}),
    "survey_open": _OF_A_WEEK,
    "reminder": _OF_A_WEEK,
    "second_reminder": _OF_A_WEEK,
    "reminder_now": _OF_A_WEEK,
    "follow_up_ended": _OF_AN_END,
    "account_archive": _OF_AN_END,
    "account_erase": _OF_AN_END,
    "call_us": frozenset({"phone"}),
}
"""What a message is pointless without; an SMS says besides who writes."""
CHANNELS: Final = ("sms", "email")
# Said in fewer words where the names of the centre and of its pages are long.
HAS_SHORTER: Final = frozenset({"follow_up_ended"})
_WITHOUT_EMERGENCY: Final = frozenset({"invitation", "account_archive", "account_erase"})
_MARKS: Final = {
    "name": "{centre}",
    "phone": "{phone}",
    "link": "{link}",
    "day": "{date}",
    "code": "{code}",
    "emergency": "{emergency}",
}


class Words(NamedTuple):
    """What a message says; an SMS has no subject."""

    subject: str | None
    body: str


SUBJECT: Final = Shape(frozenset(), frozenset({"centre"}), longest=LONGEST_SUBJECT)


def body_of(kind: str, channel: str) -> Shape:
    """What the words of a message must be."""
    required = REQUIRED[kind]
    if channel == "sms":
        required |= {"centre"}
        required |= frozenset() if kind in _WITHOUT_EMERGENCY else {"emergency"}
        return Shape(required, required | {"phone", "link", "emergency"}, is_sms=True)
    allowed = required | {"centre", "phone", "link"}
    return Shape(required, allowed, has_lines=True, longest=LONGEST_MAIL)


def emergency(language: str) -> str:
    """What the field of the emergency number says."""
    return catalogue_of(language).text("messages-sms-emergency", {})


def longest_values(kind: str, language: str) -> dict[str, str]:
    """The longest that each field can be."""
    return {
        "centre": "W" * LONGEST_NAME,
        "phone": "0" * LONGEST_PHONE,
        "link": "s" * LONGEST_ADDRESS,
        "date": _DAY if kind == "follow_up_ended" else _WITH_YEAR,
        "code": "W7WW2W",
        "emergency": emergency(language),
    }


def usual(kind: str, channel: str, language: str) -> Words:
    """The words of the product, with its fields marked; of two lengths the shorter one."""
    catalogue = catalogue_of(language)
    key = f"messages-{channel}-{kind}"
    if channel == "sms":
        body = f"{key}-short" if kind in HAS_SHORTER else key
        return Words(None, catalogue.text(body, _MARKS))
    return Words(catalogue.text(f"{key}-subject", _MARKS), catalogue.text(key, _MARKS))
