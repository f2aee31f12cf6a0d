"""The lines of the care units of a centre, with what an administrator does about each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.stores.centre import Centre
from resources.wording import Wording
from services.contract.units import CentreUnit
from ui.settings.centre_dialogs import AskedDialog, CentreDialog, UnitDialog
from ui.settings.centre_lines import Offer, Told
from ui.settings.centre_words import people_words


def unit_lines(
    w: Wording,
    centre: Centre,
    offer: Callable[..., Offer],
    open_up: Callable[[Callable[..., CentreDialog], object], None],
    confirm: Callable[[str, str, Callable[[], None]], None],
    end: Callable[[CentreUnit], None],
) -> list[Told]:
    """A line for each, those that have ended too."""
    new = offer("unit_new", "centre-unit-new", "", partial(open_up, UnitDialog, None))
    lines = [Told("", w.text("centre-units-hint"), [new])]
    for each in centre.units:
        listed = centre.asked.get(each.unit_id)
        if each.ended_at is not None or listed is None:
            lines.append(Told(each.name, w.text("centre-unit-ended")))
            continue
        asked = people_words(w, [person.name for person in listed.asked])
        used = w.text("centre-unit-used") if each.in_use else ""
        rename = partial(open_up, UnitDialog, each)
        order = partial(open_up, AskedDialog, listed)
        close = partial(confirm, "end", each.name, partial(end, each))
        offers = [
            offer("unit_name", "centre-unit-rename", each.name, rename),
            offer("unit_asked", "centre-unit-order", each.name, order),
            offer("unit_end", "centre-unit-end", each.name, close, used),
        ]
        lines.append(Told(each.name, w.text("centre-unit-asked", people=asked), offers))
    return lines
