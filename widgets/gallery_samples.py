"""Invented people and answers that the gallery and the tests show; nothing here is a real
person.
"""

from widgets.action_bar import ActionLook
from widgets.alert_header import AlertHeaderLook
from widgets.answer_table import AnswerLook, Change
from widgets.grade_chip import NoGrade
from widgets.identity_header import IdentityLook
from widgets.owner_circle import OwnerMark
from widgets.rail import RailItemLook
from widgets.runs_label import Run
from widgets.trend_look import TrendCycle, TrendLook, TrendPoint
from widgets.worklist_row import WorklistRowLook

_TICKS = ("", "7-oct.", "", "21-oct.", "", "4-nov.", "", "18-nov.")
_DATES = ("30-sept.", "7-oct.", "14-oct.", "21-oct.", "28-oct.", "4-nov.", "11-nov.", "18-nov.")
_WORDS = ("Aucune", "Légère", "Modérée", "Sévère")

_ROWS = (
    WorklistRowLook(
        "critical",
        "KERMARREC",
        "Jeanne",
        "67 ans · F",
        "Diarrhée ≈3",
        " ↑2",
        others=("Douleur abdo. ≈2 ↑1",),
        grades=(1, 0, 1, 1, 0, 1, 1, 3),
        due="En retard 30 min",
        is_overdue=True,
        received="reçue 08:12",
    ),
    WorklistRowLook(
        "critical",
        "BENHADDOU",
        "Youssef",
        "58 ans · M",
        "Fièvre 38,9 °C",
        others=("Frissons",),
        grades=(0, 0, 0, None, 0, 0, 0, 3),
        due="reste 1 h 39",
        received="reçue 10:21",
        owner=OwnerMark.MINE,
        initials="CM",
    ),
    WorklistRowLook(
        "high",
        "LE BIHAN",
        "Sylvie",
        "49 ans · F",
        "Douleur ≈3",
        " ↑1",
        others=("Insomnie ≈2",),
        open_count="×2",
        grades=(2, 1, 2, 2, 1, 2, 2, 3),
        due="reste 3 h 18",
        received="reçue 07:45",
        owner=OwnerMark.LOCKED,
        initials="TR",
    ),
    WorklistRowLook(
        "high",
        "NGUYEN",
        "Thi Lan",
        "61 ans · F",
        "Vomissements ≈2",
        " ↑2",
        others=("Appétit ≈2",),
        grades=(0, 1, 1, 0, 1, None, 0, 2),
        due="reste 4 h 15",
        received="reçue 08:57",
    ),
    WorklistRowLook(
        "moderate",
        "DUBOIS",
        "Martine",
        "64 ans · F",
        "Fourmillements ≈2",
        " depuis 5 sem.",
        grades=(1, 1, 1, 2, 2, 2, 2, 2),
        due="En retard 1 h 05",
        is_overdue=True,
        received="reçue hier 11:37",
    ),
    WorklistRowLook(
        "info",
        "PETIT",
        "Gérard",
        "69 ans · M",
        "Sans réponse depuis 9 j",
        others=("2 relances",),
        grades=(1, 1, 0, 1, 1, None, None, None),
        due="demain 12:00",
        received="2e relance hier",
    ),
    WorklistRowLook(
        "technical",
        "GARREC",
        "Yann",
        "52 ans · M",
        "Réponse non évaluée",
        others=("unité inconnue",),
        due="reste 12 min",
        received="reçue 10:21",
        owner=OwnerMark.OTHER,
        initials="TR",
    ),
    WorklistRowLook(
        "moderate",
        "ROUSSEL DE LA VILLARDIÈRE",
        "Marie-Antoinette",
        "77 ans · F",
        "Fatigue ≈2",
        " ↑1",
        others=("Appétit ≈1", "Nausées ≈1"),
        open_count="×3",
        grades=(1, 1, 2, 1, 1, 1, 1, 2),
        due="reste 3 h 20",
        received="reçue hier 16:02",
        freshness=1.0,
    ),
    WorklistRowLook(
        "moderate",
        "HAMON",
        "Élodie",
        "38 ans · F",
        "Plaies de la bouche ≈2",
        " ↑1",
        grades=(1, 1, 1, 2, 2, 1, 2, 2),
        due="reste 4 h 48",
        received="reçue hier 17:30",
        owner=OwnerMark.OTHER,
        initials="TR",
        closed_note="Clôturée par T. Riou à 10:40",
    ),
)


def trend(
    grades: tuple[int | None, ...] = (1, 0, 1, 1, 0, 1, 1, 3), title: str = "Diarrhée"
) -> TrendLook:
    """Return eight weeks of one symptom."""
    points = tuple(
        TrendPoint(
            7.0 * week,
            grade,
            _DATES[week],
            "pas de réponse" if grade is None else str(grade),
            _TICKS[week],
        )
        for week, grade in enumerate(grades)
    )
    return TrendLook(
        title=f"{title}, 8 dernières semaines",
        direction="↑ plus haut = plus sévère",
        points=points,
        grade_words=_WORDS,
        cycles=tuple(TrendCycle(3 + 14.0 * cycle, f"C{cycle + 1}") for cycle in range(4)),
        cycles_word="Cycles",
        zone_from=3,
        zone_label="zone critique : 3",
        table_headers=("Semaine", "Grade estimé"),
        description=f"{title}, dernière valeur {grades[-1]}",
    )


def rows() -> tuple[WorklistRowLook, ...]:
    """Return rows that show each level, owner and state once."""
    return _ROWS


def actions() -> tuple[ActionLook, ...]:
    """Return the nurse's eight commands."""
    return (
        ActionLook("acknowledge", "Accuser réception", "check-bold", "A", primary=True),
        ActionLook("claim", "Prendre", "hand-grabbing", "P"),
        ActionLook("call", "Téléphoner", "phone", "T"),
        ActionLook("measure", "Mesure", "first-aid-kit", "M"),
        ActionLook("note", "Note", "note-pencil", "N"),
        ActionLook("escalate", "Escalader", "arrow-bend-right-up", "E"),
        ActionLook("defer", "Différer", "clock-afternoon", "D"),
        ActionLook("close", "Clôturer", "x-circle", "C"),
    )


def rail_items() -> tuple[RailItemLook, ...]:
    """Return the nurse's destinations."""
    return (
        RailItemLook("triage", "Triage", "tray", is_work=True),
        RailItemLook("patients", "Patients", "users"),
        RailItemLook("no_answer", "Sans rép.", "bell-simple-slash"),
        RailItemLook("archive", "Archives", "archive-box"),
        RailItemLook("exports", "Exports", "export"),
        RailItemLook("rules", "Règles", "tree-structure"),
        RailItemLook("about", "À propos", "info", at_bottom=True),
        RailItemLook("settings", "Réglages", "gear-six", at_bottom=True),
    )


def identity() -> IdentityLook:
    """Return the header of the picture."""
    return IdentityLook(
        "KERMARREC",
        "Jeanne",
        "née LE DANTEC · Mme",
        "Née le",
        "14-mars-1958",
        "(67 ans)",
        "Sexe",
        "F",
        "INS",
        "2 58 03 35 238 042 37",
        "Qualifiée",
        "success",
        "circle-wavy-check",
        "IPP",
        "800 451 237",
    )


def context_items() -> tuple[tuple[str, tuple[Run, ...]], ...]:
    """Return the line under the header."""
    strong, plain = "supporting_strong", "supporting"
    return (
        (
            "drop",
            (Run("FOLFIRI + bévacizumab", strong), Run(" · cycle 4, J5", plain, "text.secondary")),
        ),
        ("activity", (Run("Côlon métastatique", plain, "text.secondary"),)),
        ("user", (Run("Dr A. Tanguy", plain, "text.secondary"),)),
        ("phone", (Run("06 39 98 14 27", strong), Run(" · 9 h – 12 h", plain, "text.secondary"))),
    )


def alert_head(level: str = "critical", word: str = "Critique") -> AlertHeaderLook:
    """Return the tinted head of the picture, at any level."""
    return AlertHeaderLook(
        level,
        word,
        f"{word.upper()} · EN RETARD DE 30 MIN",
        "Diarrhée sévère, grade estimé ≈ 3",
        "Reçue mar. 18-nov. 08:12",
        "Délai 2 h ouvrées · échéance 10:12",
        "Non attribuée",
    )


def answers() -> tuple[AnswerLook, ...]:
    """Return the answers of the picture, with a missing and an unasked one."""
    return (
        AnswerLook("Diarrhée", 1, 3, Change.WORSE, "+2 aggravé"),
        AnswerLook("Douleur abdominale", 1, 2, Change.WORSE, "+1 aggravé"),
        AnswerLook("Fatigue", 2, 2, Change.STABLE, "= stable"),
        AnswerLook("Nausées", 0, 1, Change.WORSE, "+1 aggravé"),
        AnswerLook("Perte d'appétit", 1, 1, Change.STABLE, "= stable"),
        AnswerLook("Fourmillements", 1, 0, Change.BETTER, "−1 amélioré"),
        AnswerLook("Fièvre, frissons", 0, 0, Change.STABLE, "= stable"),
        AnswerLook("Insomnie", NoGrade.MISSING, 1, Change.NONE, ""),
        AnswerLook("Toux", NoGrade.NOT_ASKED, NoGrade.MISSING, Change.NONE, "sans réponse"),
    )
