"""The statistics of a centre in words: what every file of them says beside its figures."""

from dataclasses import dataclass
from typing import Final

from reports.voice import when
from resources import words
from resources.figures import change_text, figure_text, legend, stamp, summary
from resources.wording import Wording
from services.contract.statistics import Definition
from services.contract.statistics_enums import FigureState
from services.contract.statistics_exports import StatisticsReport
from services.contract.statistics_tables import Cell

_DEFINED: Final = ("formula", "source", "exclusions")


@dataclass(frozen=True)
class Origin:
    """Of what, of when, by whom and why: on each page, and in a table of its own."""

    centre: str
    summary: str
    stamp: str
    asked: str
    software: str
    legend: str
    mark: str


def wording_of(report: StatisticsReport) -> Wording:
    """The voice of a file."""
    return Wording(report.language, report.zone)


def origin_of(w: Wording, report: StatisticsReport) -> Origin:
    """What each page says at its foot."""
    choices = report.page.choices
    assert choices is not None
    role = report.requester.title or words.role(w, report.role)
    return Origin(
        centre=report.centre,
        summary=summary(w, choices),
        stamp=stamp(w, report.page),
        asked=w.text(
            "report-asked",
            name=f"{report.requester.name} ({role})",
            at=when(w, report.made_at),
            purpose=w.text(f"statistics-purpose-{report.purpose}"),
        ),
        software=f"Vigie {report.software_version}",
        legend=legend(w, report.page.threshold),
        mark=w.text("statistics-mark"),
    )


def cell_text(w: Wording, cell: Cell) -> str:
    """A cell as it stands on screen; nothing where none belongs."""
    figure = cell.figure
    if figure is None:
        return ""
    if cell.is_change and figure.value is not None:
        return change_text(w, figure.value, cell.unit)[1]
    return figure_text(w, figure, cell.unit)[0]


def is_masked(cell: Cell) -> bool:
    """Whether the mark stands in it."""
    return cell.figure is not None and cell.figure.state is FigureState.MASKED


def defined(w: Wording, each: Definition) -> list[tuple[str, str]]:
    """How a measure is counted: what is said, and the words of it."""
    return [
        (w.text(f"statistics-definition-{part}"), w.text(f"measures-{each.measure.value}-{part}"))
        for part in _DEFINED
    ]
