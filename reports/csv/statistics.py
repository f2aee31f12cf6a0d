"""The statistics of a centre as tables: one line for each figure, so that a spreadsheet can turn
them as it likes; what is masked has its mark and no number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reports.csv.columns import Column, Dialect, Kind, table
from reports.csv.tables import DICTIONARY_FILE, dictionary_of
from reports.said.statistics import Origin, cell_text, origin_of, wording_of
from resources.csv_text import BYTE_ORDER_MARK, csv_cells
from resources.figures import name_text
from resources.wording import Wording
from services.contract.statistics import Definition
from services.contract.statistics_enums import FigureState, FigureUnit
from services.contract.statistics_exports import StatisticsReport
from services.contract.statistics_tables import Cell, Name, NameKind, cells_of, tables_of

FIGURES_FILE: Final = "figures.csv"
DEFINITIONS_FILE: Final = "definitions.csv"
ABOUT_FILE: Final = "about.csv"
K = Kind


@dataclass(frozen=True)
class _Line:
    """One figure with where it stands, in words."""

    table: str
    title: str
    row: str
    column: str
    cell: Cell
    mark: str


@dataclass(frozen=True)
class _Told:
    """What the others are of."""

    report: StatisticsReport
    origin: Origin


@dataclass(frozen=True)
class _Defined:
    """A measure with the voice of the file."""

    wording: Wording
    definition: Definition


def _state(line: _Line) -> str:
    figure = line.cell.figure
    return "" if figure is None else figure.state.value


FIGURES: Final[tuple[Column[_Line], ...]] = (
    Column("table", K.CODE, "Tableau", "Table", lambda line: line.table),
    Column("title", K.TEXT, "Titre du tableau", "Title of the table", lambda line: line.title),
    Column("row", K.TEXT, "Ligne ; un mois est 2025-10", "Row; a month is 2025-10",
           lambda line: line.row),
    Column("column", K.TEXT, "Colonne", "Column", lambda line: line.column),
    Column("unit", K.CODE, "Unité", "Unit", lambda line: line.cell.unit.value,
           "|".join(each.value for each in FigureUnit)),
    Column("value", K.INTEGER, "Nombre, s'il est montré", "Number, where it is shown",
           lambda line: None if line.cell.figure is None else line.cell.figure.value),
    Column("state", K.CODE, "Ce qui est là", "What is there", _state,
           "|".join(each.value for each in FigureState)),
    Column("mark", K.TEXT, "Marque, ou pourquoi il n'y a rien", "Mark, or why nothing is there",
           lambda line: line.mark),
)  # fmt: skip
ABOUT: Final[tuple[Column[_Told], ...]] = (
    Column("report_id", K.ID, "Fichier", "File", lambda told: told.report.id),
    Column("centre", K.TEXT, "Centre", "Centre", lambda told: told.origin.centre),
    Column("summary", K.TEXT, "Ce qui est montré", "What is shown",
           lambda told: told.origin.summary),
    Column("stamp", K.TEXT, "Date des données", "Time of the data", lambda told: told.origin.stamp),
    Column("closed_through", K.TEXT, "Dernier mois clos", "Last closed month",
           lambda told: told.report.page.closed_through),
    Column("closed_at", K.INSTANT, "Clos le (UTC)", "Closed at (UTC)",
           lambda told: told.report.page.closed_at),
    Column("mark", K.TEXT, "Marque d'une case masquée", "Mark of a masked cell",
           lambda told: told.origin.mark),
    Column("legend", K.TEXT, "Ce que dit la marque", "What the mark says",
           lambda told: told.origin.legend),
    Column("threshold", K.INTEGER, "Patients en deçà desquels rien n'est montré",
           "Patients below which nothing is shown", lambda told: told.report.page.threshold),
    Column("purpose", K.CODE, "Finalité", "Purpose", lambda told: told.report.purpose.value,
           "steering|activity_report|quality|authority"),
    Column("requester", K.TEXT, "Demandé par", "Asked for by",
           lambda told: told.report.requester.name),
    Column("requester_role", K.CODE, "Rôle de qui l'a demandé", "Role of who asked for it",
           lambda told: told.report.role.value),
    Column("made_at", K.INSTANT, "Fait le (UTC)", "Made at (UTC)",
           lambda told: told.report.made_at),
    Column("is_demonstration", K.TRUTH, "Données inventées", "Everything is invented",
           lambda told: told.report.is_demonstration),
    Column("software_version", K.TEXT, "Version de Vigie", "Version of Vigie",
           lambda told: told.report.software_version),
)  # fmt: skip


def _words(part: str) -> Callable[[_Defined], str]:
    return lambda each: each.wording.text(f"measures-{each.definition.measure.value}-{part}")


DEFINITIONS: Final[tuple[Column[_Defined], ...]] = (
    Column("measure", K.CODE, "Mesure", "Measure", lambda each: each.definition.measure.value),
    Column("unit", K.CODE, "Unité", "Unit", lambda each: each.definition.unit.value),
    Column("name", K.TEXT, "Nom", "Name", _words("name")),
    Column("formula", K.TEXT, "Formule", "Formula", _words("formula")),
    Column("source", K.TEXT, "Source", "Source", _words("source")),
    Column("exclusions", K.TEXT, "Exclusions", "Left out", _words("exclusions")),
    Column("version", K.INTEGER, "Version", "Version", lambda each: each.definition.version),
    Column("changed_on", K.DAY, "Changée le", "Changed on",
           lambda each: each.definition.changed_on),
)  # fmt: skip


def statistics_csv(report: StatisticsReport, dialect: Dialect) -> dict[str, bytes]:
    """The files by their names: figures, what they are of, definitions, and the dictionary."""
    w = wording_of(report)
    told = _Told(report, origin_of(w, report))
    defined = (_Defined(w, each) for each in report.page.definitions)
    columns: dict[str, Sequence[Column[Any]]] = {
        ABOUT_FILE: ABOUT,
        FIGURES_FILE: FIGURES,
        DEFINITIONS_FILE: DEFINITIONS,
    }
    return {
        ABOUT_FILE: _file(ABOUT, iter((told,)), dialect),
        FIGURES_FILE: _file(FIGURES, _lines(w, report), dialect),
        DEFINITIONS_FILE: _file(DEFINITIONS, defined, dialect),
        DICTIONARY_FILE: dictionary_of(columns, dialect),
    }


def _file(columns: Sequence[Column[Any]], rows: Iterator[Any], dialect: Dialect) -> bytes:
    lines = table(columns, rows, dialect)
    return BYTE_ORDER_MARK + csv_cells(lines, dialect.delimiter).encode()


def _lines(w: Wording, report: StatisticsReport) -> Iterator[_Line]:
    for told, row, header, cell in cells_of(tables_of(report.page)):
        if cell.figure is not None:
            yield _Line(
                told.name,
                name_text(w, told.title),
                _row_name(w, row.name),
                name_text(w, header),
                cell,
                "" if cell.figure.value is not None else cell_text(w, cell),
            )


def _row_name(w: Wording, name: Name) -> str:
    """A month as a spreadsheet sorts it."""
    return name.value if name.kind is NameKind.MONTH else name_text(w, name)
