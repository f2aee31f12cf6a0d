"""What a filter is called, and each of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.stores.filters import ME, NOBODY, Wish
from resources import words
from resources.wording import Wording
from services.contract.filters import WorklistFilters
from services.contract.people import PersonLabel
from services.contract.sessions import Me

_NONE = WorklistFilters(symptoms=[], treatments=[], oncologists=[], owners=[])


@dataclass(frozen=True, slots=True)
class FilterWords:
    """The values that can be chosen now, in words; `me` is who is signed in."""

    wording: Wording
    choices: WorklistFilters | None
    me: Me | None

    def name(self, wish: Wish) -> str:
        """What is filtered by."""
        return self.wording.text(f"filter-{wish.value}")

    def values(self, wish: Wish) -> Sequence[tuple[str, str]]:
        """The values of a wish with what they are called, in the order of reading."""
        w, found = self.wording, self.choices or _NONE
        match wish:
            case Wish.SYMPTOM:
                named = [(item, words.symptom(w, item)) for item in found.symptoms]
                return sorted(named, key=lambda pair: pair[1].casefold())
            case Wish.UNIT:
                units = [] if self.me is None else self.me.units
                return [(str(unit.id), unit.name) for unit in units]
            case Wish.TREATMENT:
                return [(each.key, each.name) for each in found.treatments]
            case Wish.ONCOLOGIST:
                return [_person(each) for each in found.oncologists]
            case Wish.OWNER:
                fixed = [(ME, w.text("filter-owner-me")), (NOBODY, w.text("filter-owner-nobody"))]
                return fixed + [_person(each) for each in found.owners if not self._is_me(each)]
            case Wish.OVERDUE:
                return [("true", w.text("filter-overdue-only"))]

    def chip(self, wish: Wish, value: str) -> str:
        """A filter in force, as its chip says it."""
        if wish is Wish.OVERDUE:
            return self.name(wish)
        named = dict(self.values(wish)).get(value)
        if named is None:
            return self.name(wish)
        return self.wording.text("filter-chip", name=self.name(wish), value=named)

    def _is_me(self, person: PersonLabel) -> bool:
        return self.me is not None and person.id == self.me.person.id


def _person(person: PersonLabel) -> tuple[str, str]:
    return str(person.id), person.name
