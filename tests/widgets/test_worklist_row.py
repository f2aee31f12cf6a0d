"""One row of the triage list: what it says, what it shortens, and how states show."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QToolTip

from tests.widgets.pixels import count_of, painted, picture_of
from widgets import gallery_samples as samples
from widgets.owner_circle import OwnerMark, owner_pixmap
from widgets.row_delegate import RowDelegate
from widgets.theme import Density, ThemeMode
from widgets.worklist_row import RowState, WorklistRowLook, full_name, paint_worklist_row

LOOK_ROLE = Qt.ItemDataRole.UserRole + 7
PLAIN = RowState()


def _row(theme, look, state=PLAIN, width=543, ratio=1.0):
    return painted(
        lambda p, r: paint_worklist_row(p, theme, r, look, state),
        width,
        theme.row_height_px,
        ratio,
    )


class SpokenTexts:
    """Collects every text that is drawn."""

    def __init__(self, monkeypatch):
        self.texts: list[str] = []
        real = QPainter.drawText

        def listen(painter, *args):
            self.texts.append(args[-1])
            return real(painter, *args)

        monkeypatch.setattr(QPainter, "drawText", listen)


@pytest.fixture
def spoken(monkeypatch):
    return SpokenTexts(monkeypatch)


def test_a_row_says_everything_in_full_when_there_is_room(theme, spoken):
    look = samples.rows()[0]

    _row(theme, look)

    said = " ".join(spoken.texts)
    for text in (
        "KERMARREC",
        "Jeanne",
        look.age_sex,
        look.lead,
        look.rest,
        *look.others,
        look.due,
        look.received,
    ):
        assert text in said


@pytest.mark.parametrize("density", list(Density))
def test_a_narrow_row_shortens_the_first_name_and_never_the_family_name(theme, spoken, density):
    theme.set_density(density)
    look = replace(
        samples.rows()[7], family_name="ROUSSEL", first_name="Marie-Antoinette Joséphine"
    )

    _row(theme, look, width=400)

    assert "ROUSSEL " in spoken.texts
    assert look.first_name not in spoken.texts
    assert any(text.endswith("…") and text.startswith("M") for text in spoken.texts) or (
        density is Density.COMPACT
    )


def test_markup_in_a_name_is_painted_as_it_is(theme, spoken):
    look = replace(samples.rows()[1], family_name="<img src=x>", first_name="<b>Y</b>")

    _row(theme, look)

    assert "<img src=x> " in spoken.texts
    assert "<b>Y</b>" in spoken.texts


def test_selection_is_a_tint_and_a_bar(theme):
    image = _row(theme, samples.rows()[0], RowState(selected=True))

    assert image.pixelColor(2, 20) == theme.colour("accent")
    assert image.pixelColor(5, 4) == theme.colour("bg.selected")


def test_hover_is_a_tint_without_a_bar(theme):
    image = _row(theme, samples.rows()[0], RowState(hovered=True))

    assert image.pixelColor(2, 20) == theme.colour("bg.hover")


def test_keyboard_focus_is_outlined(theme):
    image = _row(theme, samples.rows()[0], RowState(focus_shown=True))

    assert count_of(image, theme.colour("focus.ring")) > 1500


def test_overdue_has_a_clock_a_colour_and_weight(theme):
    late = samples.rows()[0]
    in_time = replace(late, is_overdue=False)

    assert count_of(_row(theme, late), theme.colour("danger.strong")) > 80
    assert count_of(_row(theme, in_time), theme.colour("danger.strong")) == 0


def test_a_closed_row_is_grey_and_says_by_whom(theme, spoken):
    look = samples.rows()[8]

    image = _row(theme, look)

    assert look.closed_note in spoken.texts
    assert look.lead not in spoken.texts
    assert count_of(image, theme.colour("text.primary")) == 0


def test_a_remote_change_fades(theme):
    look = samples.rows()[3]
    full, half, none = (
        _row(theme, replace(look, freshness=value)).pixelColor(5, 4).lightness()
        for value in (1.0, 0.5, 0.0)
    )

    assert full < half < none


def test_the_trend_goes_before_the_name_when_space_is_short(theme):
    look = samples.rows()[0]
    dot = theme.colour("spark.3")

    assert count_of(_row(theme, look, width=543), dot) > 15
    # The level's own fill has the same hue: a smaller count than with the trend.
    assert count_of(_row(theme, look, width=400), dot) < count_of(_row(theme, look, width=543), dot)


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("density", list(Density))
@pytest.mark.parametrize("width", [320, 400, 544, 720])
def test_no_text_is_painted_over_the_due_time(theme, mode, density, width):
    theme.set_mode(mode)
    theme.set_density(density)
    for look in samples.rows():
        image = _row(theme, replace(look, closed_note=""), width=width)
        bare = _row(
            theme, replace(look, closed_note="", rest="", open_count="", first_name=""), width=width
        )
        left = round(width - 51 - theme.text_px("row_overdue", look.due))
        area = (left, 0, width - 51 - left, theme.row_height_px // 2)
        assert image.copy(*area) == bare.copy(*area), look.family_name


class Looks(QAbstractListModel):
    def rowCount(self, parent=None):
        return len(samples.rows())

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return samples.rows()[index.row()] if role == LOOK_ROLE else None


def _view(theme, qtbot, look_from):
    view = QListView()
    qtbot.addWidget(view)
    model = Looks(view)
    view.setModel(model)
    view.setItemDelegate(RowDelegate(theme, look_from, view))
    view.resize(543, 480)
    return view


def test_a_view_paints_rows_from_a_role(theme, qtbot):
    view = _view(theme, qtbot, LOOK_ROLE)

    assert view.sizeHintForRow(0) == 52
    assert count_of(picture_of(view), theme.level("critical").fill) > 300


def test_a_view_paints_rows_from_a_function(theme, qtbot):
    def first(_index) -> WorklistRowLook | None:
        return samples.rows()[3]

    view = _view(theme, qtbot, first)

    assert count_of(picture_of(view), theme.level("high").fill) > 300


def test_a_row_without_a_look_paints_nothing(theme, qtbot):
    view = _view(theme, qtbot, Qt.ItemDataRole.DisplayRole)

    assert count_of(picture_of(view), theme.level("critical").fill) == 0


def test_the_tooltip_holds_the_full_name_literally(theme, qtbot, monkeypatch):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, _view: shown.append(text))
    look = replace(samples.rows()[0], first_name="<b>Jeanne</b>")
    view = _view(theme, qtbot, lambda _index: look)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))

    delegate = view.itemDelegate()
    delegate.helpEvent(event, view, QStyleOptionViewItem(), view.model().index(0, 0))

    assert shown == ["<qt>KERMARREC &lt;b&gt;Jeanne&lt;/b&gt;</qt>"]
    assert full_name(look) == "KERMARREC <b>Jeanne</b>"
    assert QModelIndex().isValid() is False


def test_an_unknown_outcome_takes_the_whole_second_line_and_greys_nothing(theme, spoken):
    look = replace(samples.rows()[0], pending_note="Résultat inconnu, vérification…")

    image = _row(theme, look)

    assert "Résultat inconnu, vérification…" in spoken.texts
    assert look.lead not in spoken.texts
    assert count_of(image, theme.colour("text.primary")) > 0


def test_symptoms_that_do_not_fit_are_counted_and_no_change_is_cut(theme, spoken):
    look = replace(
        samples.rows()[0],
        rest=" ↑2",
        others=("Douleur abdominale ≈2 ↑1", "Perte d'appétit importante ≈2 ↑2"),
    )

    _row(theme, look, width=543)

    assert " ↑2 · +2" in spoken.texts or " ↑2 · Douleur abdominale ≈2 ↑1 · +1" in spoken.texts
    assert not any("≈" in text and text.endswith("…") for text in spoken.texts)


def test_a_lead_too_long_keeps_its_grade_and_its_change(theme, spoken):
    look = replace(samples.rows()[0], lead="Fourmillements et engourdissements sévères ≈3")

    _row(theme, look, width=360)

    assert any(text.endswith("… ≈3") for text in spoken.texts)
    assert any(text.startswith(" ↑2") for text in spoken.texts)


def test_a_long_received_time_is_shortened_before_the_trend_goes(theme, spoken):
    look = replace(samples.rows()[3], received="received yesterday 17:30")
    dot = theme.colour("spark.2")

    image = _row(theme, look, width=534)

    assert "…yesterday 17:30" in spoken.texts
    assert count_of(image, dot) > 15


def test_the_initials_of_who_locks_a_row_are_not_covered(theme):
    free = owner_pixmap(theme, OwnerMark.OTHER, "TR", 1.0).toImage()
    locked = owner_pixmap(theme, OwnerMark.LOCKED, "TR", 1.0).toImage()
    letters = (8, 10, 18, 11)

    assert free.copy(*letters) == locked.copy(*letters)
    assert free != locked


def test_a_disc_has_an_edge_on_every_ground(theme):
    image = owner_pixmap(theme, OwnerMark.OTHER, "TR", 1.0).toImage()

    assert count_of(image, theme.colour("owner.edge")) > 3


def test_the_words_of_a_greyed_row_stay_readable(theme):
    image = _row(theme, samples.rows()[8])

    assert count_of(image, theme.colour("text.muted")) > 20
    assert count_of(image, theme.colour("text.secondary")) > 10


def test_the_tooltip_may_say_more_than_the_name(theme, qtbot, monkeypatch):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, text, _view: shown.append(text))
    look = replace(samples.rows()[0], tooltip="KERMARREC Jeanne\nNée le 14-mars-1958")
    view = _view(theme, qtbot, lambda _index: look)
    event = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))

    view.itemDelegate().helpEvent(event, view, QStyleOptionViewItem(), view.model().index(0, 0))

    assert shown == ["<qt>KERMARREC Jeanne<br/>Née le 14-mars-1958</qt>"]
