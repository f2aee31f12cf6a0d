"""The page of statistics as tables: which figure stands in which row and column, once for the
screen, for its accessible text and for every file, so that all of them show the same.

A name is said by whoever shows it (`resources.figures.name_text`): keys of messages, no words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.contract.statistics import BreakdownRow, Figure, Statistics, Tile, WorkCell
from services.contract.statistics_enums import Breakdown, FigureState, FigureUnit, Measure

_WEEK: Final = range(1, 8)
_NOTHING: Final = Figure(state=FigureState.NO_DATA)
_KINDS: Final = {Breakdown.TUMOUR_SITE: "site", Breakdown.TREATMENT_CLASS: "class"}
_COLUMNS: Final = (
    ("patients", FigureUnit.PATIENTS),
    ("answer_rate", FigureUnit.PERCENT),
    ("alerts", FigureUnit.PER_HUNDRED),
    ("critical", FigureUnit.EVENTS),
    ("median", FigureUnit.OPENING_MINUTES),
    ("within_target", FigureUnit.PERCENT),
    ("escalations", FigureUnit.EVENTS),
)


class NameKind(StrEnum):
    """Of what a name is."""

    TEXT = "text"
    """A key of a message."""
    MONTH = "month"
    LABEL = "label"
    """As it is written, such as the name of a unit."""
    HOUR = "hour"
    WEEKDAY = "weekday"
    """1 is Monday."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a row or a column is called."""

    kind: NameKind
    value: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its unit, None where none belongs; `is_change`: what two others differ by."""

    figure: Figure | None
    unit: FigureUnit
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The name of a row and its cells; `is_total` sums up the others."""

    name: Name
    cells: tuple[Cell, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is for ever; `title` and `headers` are said, the first header is that of the rows."""

    name: str
    title: Name
    headers: tuple[Name, ...]
    rows: tuple[Row, ...]


def text(key: str) -> Name:
    """A message of the statistics."""
    return Name(NameKind.TEXT, f"statistics-{key}")


def month(value: str) -> Name:
    """A month."""
    return Name(NameKind.MONTH, value)


def tables_of(page: Statistics) -> tuple[Table, ...]:
    """Everything that a page says in numbers; none while no period is there."""
    if page.choices is None:
        return ()
    every = (
        indicators(page),
        sums(page),
        breakdown(page),
        trends(page.tiles),
        alerts(page),
        response(page),
        answer_rate(page),
        symptoms(page),
        outcomes(page),
        flow(page),
        silence(page),
    )
    return every if page.workload is None else (*every, work(page.workload))


def indicators(page: Statistics) -> Table:
    """The tiles: figure, that of the other period, what they differ by, and the aim."""
    names = ("indicator", "figure", "compared", "change", "aim")
    return Table(
        "indicators",
        text("tiles"),
        tuple(text(f"indicators-{each}") for each in names),
        tuple(_indicator(tile) for tile in page.tiles),
    )


def _indicator(tile: Tile) -> Row:
    cells = (
        Cell(tile.figure, tile.unit),
        Cell(tile.compared, tile.unit),
        Cell(tile.change, tile.unit, is_change=True),
        Cell(None if tile.target is None else _plain(tile.target), tile.unit),
    )
    return Row(measure_name(tile.measure), cells)


def measure_name(measure: Measure) -> Name:
    """A measure as its definition calls it."""
    return Name(NameKind.TEXT, f"measures-{measure.value}-name")


def trends(tiles: Sequence[Tile]) -> Table:
    """The last closed months of some tiles."""
    months = [point.month for point in tiles[0].trend] if tiles else []
    rows = tuple(
        Row(month(each), tuple(Cell(tile.trend[place].figure, tile.unit) for tile in tiles))
        for place, each in enumerate(months)
    )
    headers = (text("month"), *(measure_name(tile.measure) for tile in tiles))
    return Table("trends", text("trends"), headers, rows)


def sums(page: Statistics) -> Table:
    """What stands beside the tables: of how much the page is, and the time of nurses."""
    rows = (
        Row(measure_name(Measure.QUESTIONNAIRES), (Cell(page.questionnaires, FigureUnit.EVENTS),)),
        Row(measure_name(Measure.FOLLOWED), (Cell(page.followed, FigureUnit.PATIENTS),)),
        Row(
            measure_name(Measure.FOREGROUND_TIME),
            (Cell(page.foreground_seconds, FigureUnit.SECONDS),),
        ),
    )
    headers = (text("indicators-indicator"), text("indicators-figure"))
    return Table("sums", text("sums"), headers, rows)


def breakdown(page: Statistics) -> Table:
    """By unit, site or class, with the row of all at its end."""
    by = Breakdown.UNIT if page.choices is None else page.choices.by
    rows = [Row(_row_name(by, each), _cells(each)) for each in page.rows]
    if page.total is not None:
        rows.append(Row(text("total"), _cells(page.total), is_total=True))
    headers = (text(f"column-{by.value}"), *(text(f"column-{name}") for name, _ in _COLUMNS))
    return Table("breakdown", text(f"table-{by.value}"), headers, tuple(rows))


def _row_name(by: Breakdown, row: BreakdownRow) -> Name:
    if row.label is not None or row.key is None:
        return Name(NameKind.LABEL, row.label or "")
    return text(f"{_KINDS[by]}-{row.key}") if by in _KINDS else Name(NameKind.LABEL, row.key)


def _cells(row: BreakdownRow) -> tuple[Cell, ...]:
    figures = (
        row.patients, row.answer_rate, row.alerts_per_hundred, row.critical, row.median_minutes,
        row.within_target, row.escalations,
    )  # fmt: skip
    return tuple(Cell(each, unit) for each, (_, unit) in zip(figures, _COLUMNS, strict=True))


def alerts(page: Statistics) -> Table:
    """Alerts by level and month, with their total."""
    levels = [count.level.value for count in page.alerts[0].levels] if page.alerts else []
    rows = tuple(
        _row(month(each.month), [*(one.figure for one in each.levels), each.total])
        for each in page.alerts
    )
    words = (Name(NameKind.TEXT, f"word-level-{level}") for level in levels)
    return Table("alerts", text("alerts"), (text("month"), *words, text("alerts-total")), rows)


def response(page: Statistics) -> Table:
    """Times until somebody answered for an alert, and until it was closed."""
    unit = FigureUnit.OPENING_MINUTES
    rows = []
    for each in page.response:
        target = _plain(each.target_minutes)
        figures = (
            each.median, each.ninetieth, target, each.closing_median, each.closing_ninetieth,
        )  # fmt: skip
        rows.append(_row(Name(NameKind.TEXT, f"word-level-{each.level.value}"), figures, unit))
    names = ("level", "median", "ninetieth", "target", "closing", "closing-ninetieth")
    headers = tuple(text(f"response-{name}") for name in names)
    return Table("response", text("response"), headers, tuple(rows))


def answer_rate(page: Statistics) -> Table:
    """The answer rate of each month and of the one that it is compared with."""
    unit = FigureUnit.PERCENT
    rows = (_row(month(each.month), (each.figure, each.before), unit) for each in page.answer_rate)
    headers = (text("month"), text("rate-now"), text("rate-then"))
    return Table("answer_rate", text("rate"), headers, tuple(rows))


def symptoms(page: Statistics) -> Table:
    """Shares of each symptom, and of how many questionnaires."""
    percent, events = FigureUnit.PERCENT, FigureUnit.EVENTS
    rows = tuple(
        Row(
            Name(NameKind.TEXT, f"symptom-{each.item}"),
            (Cell(each.from_2, percent), Cell(each.from_3, percent), Cell(each.graded, events)),
        )
        for each in page.symptoms
    )
    headers = tuple(text(f"symptoms-{name}") for name in ("symptom", "two", "three", "graded"))
    return Table("symptoms", text("symptoms"), headers, rows)


def outcomes(page: Statistics) -> Table:
    """Closed alerts by coded action."""
    rows = tuple(
        _row(Name(NameKind.TEXT, f"word-measure-{each.code.value}"), (each.figure,))
        for each in page.outcomes
    )
    headers = (text("outcomes-code"), text("outcomes-count"))
    return Table("outcomes", text("outcomes"), headers, rows)


def flow(page: Statistics) -> Table:
    """Who began, who ended, and who was there at the end of each month."""
    unit = FigureUnit.PATIENTS
    rows = (
        _row(month(each.month), (each.enrolled, each.archived, each.monitored), unit)
        for each in page.flow
    )
    names = ("enrolled", "archived", "monitored")
    headers = (text("month"), *(text(f"flow-{each}") for each in names))
    return Table("flow", text("flow"), headers, tuple(rows))


def silence(page: Statistics) -> Table:
    """Non-response by month."""
    rows = tuple(
        Row(
            month(each.month),
            (Cell(each.patients, FigureUnit.PATIENTS), Cell(each.unanswered, FigureUnit.EVENTS)),
        )
        for each in page.silence
    )
    headers = (text("month"), text("silence-patients"), text("silence-unanswered"))
    return Table("silence", text("silence"), headers, rows)


def work(cells: Sequence[WorkCell]) -> Table:
    """Acts by hour and weekday; hours in which nobody acted on any day are left out."""
    known = {(cell.weekday, cell.hour): cell.acts for cell in cells}
    hours = sorted({cell.hour for cell in cells})
    rows = (
        _row(Name(NameKind.HOUR, str(hour)), [known.get((day, hour), _NOTHING) for day in _WEEK])
        for hour in hours
    )
    days = (Name(NameKind.WEEKDAY, str(day)) for day in _WEEK)
    return Table("work", text("work"), (text("work-hour"), *days), tuple(rows))


def cells_of(tables: Sequence[Table]) -> Iterator[tuple[Table, Row, Name, Cell]]:
    """Every cell with where it stands."""
    for table in tables:
        for row in table.rows:
            for header, cell in zip(table.headers[1:], row.cells, strict=True):
                yield table, row, header, cell


def _row(name: Name, figures: Sequence[Figure], unit: FigureUnit = FigureUnit.EVENTS) -> Row:
    return Row(name, tuple(Cell(figure, unit) for figure in figures))


def _plain(value: int) -> Figure:
    """What a centre set, which nobody counted."""
    return Figure(state=FigureState.KNOWN, value=value)
