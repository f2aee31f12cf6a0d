"""A place of the page of statistics holds a number, the mark, or a stated absence: never two."""

import pytest
from pydantic import ValidationError

from services.contract.statistics import Figure, Statistics
from services.contract.statistics_enums import FigureState
from tests.samples.statistics import nothing_closed, statistics


@pytest.mark.parametrize("state", [each for each in FigureState if each is not FigureState.KNOWN])
def test_a_mark_and_an_absence_carry_no_number(state: FigureState) -> None:
    assert Figure(state=state).value is None
    with pytest.raises(ValidationError):
        Figure(state=state, value=7)


def test_a_known_figure_has_its_number() -> None:
    with pytest.raises(ValidationError):
        Figure(state=FigureState.KNOWN)
    assert Figure(state=FigureState.KNOWN, value=0).value == 0


@pytest.mark.parametrize("page", [statistics(), nothing_closed()])
def test_a_page_is_the_same_after_the_wire(page: Statistics) -> None:
    assert Statistics.model_validate_json(page.model_dump_json()) == page
