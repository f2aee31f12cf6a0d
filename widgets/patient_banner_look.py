"""What the banner of a patient file shows, as plain values with every word."""

from dataclasses import dataclass
from enum import StrEnum


class BannerGround(StrEnum):
    """What the banner lies on: it says with a pattern or a tint what `notice` says in words."""

    PLAIN = "plain"
    ARCHIVED = "archived"
    DECEASED = "deceased"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class BannerField:
    """One value: label, value, and what follows it lightly, as an age. An unknown value is given in
    words. `copied` is what is copied from it, nothing when empty; `spoken` replaces the texts for a
    screen reader.
    """

    label: str
    value: str
    rest: str = ""
    icon: str = ""
    is_strong: bool = True
    copied: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class PatientBannerLook:
    """The identity in its fixed order, then the context.

    `context` is what stands on the second line; `more` unfolds under it with `more_label`.
    `notice` are the words of the ground; `exceptional` says that the access is exceptional and the
    minutes left, and outlines the banner in red; `end_label` is on the button that ends it.
    """

    family_name: str
    first_name: str
    birth_name: str
    born: BannerField
    sex: BannerField
    ins: BannerField
    record: BannerField
    context: tuple[BannerField, ...] = ()
    more: tuple[BannerField, ...] = ()
    ins_status: str = ""
    ins_status_kind: str = "neutral"
    ins_status_icon: str = "circle-wavy-question"
    ground: BannerGround = BannerGround.PLAIN
    notice: str = ""
    exceptional: str = ""
    end_label: str = ""
    more_label: str = ""
    less_label: str = ""
    copy_hint: str = ""
    description: str = ""
