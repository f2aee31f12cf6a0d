"""A grid of counts: one cell is chosen, the arrows go over its ends, and it never cuts a number."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from widgets.count_grid import CountGrid, CountGridLook

COLUMNS = tuple(f"mois {number}" for number in range(12))
LOOK = CountGridLook(
    columns=COLUMNS,
    rows=("un", "deux"),
    cells=(("1",) * 12, ("0",) * 12),
    spoken=tuple(tuple(f"{row}, {column}" for column in COLUMNS) for row in ("un", "deux")),
    empty=frozenset((1, column) for column in range(12)),
)


@pytest.fixture
def grid(qtbot, theme) -> CountGrid:
    """On its first cell."""
    made = CountGrid(theme)
    qtbot.addWidget(made)
    made.resize(1200, 120)
    made.show_counts(LOOK, 0, 0)
    made.show()
    return made


def test_the_arrows_choose_and_go_over_the_ends(qtbot, grid):
    with qtbot.waitSignal(grid.chosen) as chosen:
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert chosen.args == [0, 1]
    with qtbot.waitSignal(grid.chosen) as chosen:
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert chosen.args == [1, 1]

    grid.show_counts(LOOK, 1, 11)
    with qtbot.waitSignal(grid.passed) as passed:
        QTest.keyClick(grid, Qt.Key.Key_Right)
    assert passed.args == [1]
    grid.show_counts(LOOK, 1, 0)
    with qtbot.waitSignal(grid.passed) as passed:
        QTest.keyClick(grid, Qt.Key.Key_Left)
    assert passed.args == [-1]


def test_code_that_moves_it_tells_nobody(qtbot, grid):
    with qtbot.assertNotEmitted(grid.chosen):
        grid.show_counts(LOOK, 1, 7)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 7)


def test_each_cell_is_a_sentence(grid):
    index = grid.model().index(1, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "deux, mois 3"


@pytest.mark.parametrize("width", [400, 1200])
def test_columns_fill_the_room_and_are_never_narrower_than_their_names(grid, theme, width):
    grid.resize(width, 120)
    header = grid.horizontalHeader()
    widths = [header.sectionSize(column) for column in range(12)]

    assert min(widths) >= theme.text_px("axis", COLUMNS[-1])
    assert sum(widths) >= width - grid.verticalHeader().width()
    assert (sum(widths) > width) == (width == 400)
