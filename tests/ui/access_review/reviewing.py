"""What tests of the review of access share."""

from console.stores.access_review import ReviewShown
from services.contract.staff import ReviewVerdict
from tests.samples.accounts import label
from tests.support.typography import plain
from tests.support.ui_parts import Parts
from tests.ui.accounts.test_list import said
from ui.accounts.review_screen import ReviewScreen

CONFIRMED, TO_CHANGE = ReviewVerdict.CONFIRMED, ReviewVerdict.TO_CHANGE


def review_of(parts: Parts) -> ReviewScreen:
    """The screen in front."""
    assert parts.shell.access_review.screen is not None
    return parts.shell.access_review.screen


def choose(parts: Parts, name: str, shown: ReviewShown | None = None) -> ReviewScreen:
    screen, store = review_of(parts), parts.accounts.review
    if shown is not None:
        store.show(shown)
    place = store.index_of(label(name).id)
    assert place is not None
    screen.table.choose(place)
    screen.take_focus()
    return screen


def names(parts: Parts) -> list[str]:
    return [each.line.account.person.name for each in parts.accounts.review.rows]


def chosen(parts: Parts) -> str:
    chosen = review_of(parts).chosen
    return "" if chosen is None else chosen.line.account.person.name


def cells(parts: Parts, name: str) -> list[str]:
    model = review_of(parts).table.model()
    row = names(parts).index(name)
    return [plain(model.index(row, column).data()) for column in range(model.columnCount())]


def foot(parts: Parts) -> str:
    return said(review_of(parts)._foot)
