"""The invented patient of the picture of a file: banner, course and small charts."""

from datetime import date, timedelta

from widgets.answer_table import Change
from widgets.course_look import (
    CourseLook,
    CycleMark,
    EventMark,
    HeatCell,
    HeatRow,
    LanesLook,
    TreatmentBar,
)
from widgets.grade_chip import NoGrade
from widgets.patient_banner_look import BannerField, BannerGround, PatientBannerLook
from widgets.small_chart_look import (
    Scale,
    SmallChartLook,
    SmallChartsLook,
    SmallPoint,
    ZoneSpan,
)
from widgets.time_axis import TimeAxis, Week

_MONTHS = "janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.".split()  # noqa: SIM905
_NEWEST = date(2025, 11, 18)
_WORDS = ("Aucune", "Légère", "Modérée", "Sévère")
# One sign a week: a grade, `x` for no answer, `.` for not asked, `c` after a confirmed grade.
_SERIES = (
    ("Diarrhée", "011000x01011_0113", 3),
    ("Douleur abdominale", "001000x00110_1112", 2),
    ("Fatigue", "222111x11221_22c22", 3),
    ("Nausées", "121000x00210_1101", 2),
    ("Perte d'appétit", "111000x00110_1111", 2),
    ("Fourmillements", "2c222c21x11111_1110", 3),
    ("Plaies de la bouche", "010000x00011_0000", 2),
    ("Anxiété", "111100x00110_0011", 2),
    ("Vomissements", "010000x00100_0000", 2),
)


def axis(weeks: int = 16) -> TimeAxis:
    """Return weeks around the day of each survey, so that its point lies in the middle."""
    made = []
    for index in range(weeks):
        day = _NEWEST - timedelta(days=7 * (weeks - 1 - index))
        month = f"{day.day}-{_MONTHS[day.month - 1]}"
        made.append(
            Week(_day(day) - 3.5, day.year, day.month, str(day.day), month, f"{month}-{day.year}")
        )
    return TimeAxis(tuple(made))


def course(weeks: int = 16) -> CourseLook:
    """Return the lanes and the heat map of the picture; more weeks repeat its sixteen."""
    return CourseLook(
        axis=axis(weeks),
        lanes=_lanes(),
        rows=tuple(_row(index, weeks) for index in range(len(_SERIES))),
        weeks_title="semaine du",
        end_title="dernier, vs 7 j avant",
        missing_legend="sans réponse",
        symptom_title="Symptôme",
        pin_hint="Fixer",
        empty_text="Premier questionnaire envoyé le 18-nov.",
        description="Symptômes par semaine, 16 semaines",
    )


def charts(weeks: int = 16, compared: bool = False) -> SmallChartsLook:
    """Return the eight small charts of the picture."""
    shown = axis(weeks)
    return SmallChartsLook(
        axis=shown,
        charts=tuple(_chart(index, shown, compared) for index in range(8)),
        grade_words=_WORDS,
        table_headers=("Semaine", "Grade", "Zone d'alerte", "Ligne précédente"),
        cycles=_lanes().cycles,
        empty_text="Premier questionnaire envoyé le 18-nov.",
        description="Évolution des symptômes",
    )


def measures() -> SmallChartsLook:
    """Return charts of weight, temperature and ECOG, some of it measured by the team."""
    weights = ((0, 67.4), (1, 67.0), (3, 66.8), (4, 66.1), (9, 64.2), (10, 63.6), (15, 62.1))
    fever = ((8, 36.8), (14, 37.9), (14.3, 38.9), (14.6, 38.1), (15, 37.2))
    return SmallChartsLook(
        axis=axis(),
        charts=(
            _measure("kg", weights, Scale(60, 70, "60", "70", (60, 65, 70))),
            _measure("celsius", fever, Scale(36, 40, "36", "40", (36, 37, 38, 39, 40))),
            _measure(
                "ecog", ((12, 1), (15, 2)), Scale(0, 4, "0", "4", (0, 1, 2, 3, 4), ("4", "0"))
            ),
        ),
        grade_words=_WORDS,
        table_headers=("Jour", "Mesure", "Source", ""),
        cycles=_lanes().cycles,
        description="Mesures",
    )


def _measure(title: str, measured: tuple[tuple[float, float], ...], scale: Scale) -> SmallChartLook:
    """A measure by week; the second one of each is the team's, and weeks between have none."""
    shown = axis()
    points: list[SmallPoint] = []
    for place, (week, value) in enumerate(measured):
        if place and week > measured[place - 1][0] + 1:
            points.append(SmallPoint(_middle(shown, week - 1), None, "sans mesure"))
        text, is_team = str(value).replace(".", ","), place == 1
        source = "équipe" if is_team else "patient"
        points.append(SmallPoint(_middle(shown, week), value, text, is_team, source=source))
    before, last = [point.value for point in points if point.number is not None][-2:]
    return SmallChartLook(title, title, tuple(points), last, before, title, scale=scale)


def _middle(shown: TimeAxis, week: float) -> float:
    return shown.first_day + 7 * (week + 0.5)


def banner(ground: BannerGround = BannerGround.PLAIN, exceptional: str = "") -> PatientBannerLook:
    """Return the banner of the picture, or one of its variants."""
    notices = {
        BannerGround.ARCHIVED: "Télésurveillance arrêtée le 18-nov.-2025",
        BannerGround.DECEASED: "Décédée le 12-nov.-2025",
        BannerGround.DOUBTFUL: "Identité douteuse, exports cliniques bloqués",
    }
    doubtful = ground is BannerGround.DOUBTFUL
    ins = BannerField("INS", "INS non qualifié" if doubtful else "2 58 03 35 238 042 37")
    qualified = BannerField("INS", "2 58 03 35 238 042 37", copied="258033523804237")
    return PatientBannerLook(
        family_name="KERMARREC",
        first_name="Jeanne",
        birth_name="(Mme) née LE DANTEC",
        born=BannerField("Née le", "14-mars-1958", " (67 ans)"),
        sex=BannerField("Sexe", "F"),
        ins=ins if doubtful else qualified,
        record=BannerField("IPP", "800 451 237", copied="800451237"),
        context=_context(),
        more=_more(),
        ins_status="Douteuse" if doubtful else "Qualifiée",
        ins_status_kind="danger" if doubtful else "success",
        ins_status_icon="circle-wavy-warning" if doubtful else "circle-wavy-check",
        ground=ground,
        notice=notices.get(ground, ""),
        exceptional=exceptional,
        end_label="Terminer l’accès" if exceptional else "",
        more_label="Plus",
        less_label="Moins",
        copy_hint="Copier",
        description="KERMARREC Jeanne, née le 14-mars-1958, 67 ans",
    )


def _context() -> tuple[BannerField, ...]:
    disease = "Adénocarcinome du côlon, métastases hépatiques"
    return (
        BannerField("", disease, icon="activity", is_strong=False),
        BannerField("", "FOLFIRI + bévacizumab", ", 2e ligne, cycle 4, J5", icon="drop"),
        BannerField("", "06 39 98 14 27", icon="phone"),
        BannerField("Aidant :", "Yves KERMARREC (époux)", icon="users", is_strong=False),
    )


def _more() -> tuple[BannerField, ...]:
    return (
        BannerField("Adresse", "12 rue des Hortensias, 29000 Kerlann"),
        BannerField("Courriel", "Non connu", is_strong=False),
        BannerField("Médecin traitant", "Dr P. Salaün, 02 98 00 00 00"),
        BannerField("Oncologue", "Dr A. Tanguy"),
        BannerField("Infirmière", "C. Morvan"),
    )


def _day(day: date) -> float:
    return float(day.toordinal())


def _lanes() -> LanesLook:
    second = date(2025, 10, 3)
    phone = "phone-outgoing"
    cycles = tuple(
        CycleMark(_day(second + timedelta(days=14 * i)), f"C{i + 1}{' −20 %' * (i == 2)}")
        for i in range(4)
    )

    def mark(month: int, day: int, icon: str, label: str, sentence: str, token: str) -> EventMark:
        return EventMark(_day(date(2025, month, day)), icon, label, sentence, token)

    grey = "text.secondary"
    return LanesLook(
        "Traitement",
        "Événements",
        bars=(
            TreatmentBar(_day(date(2025, 6, 1)), _day(date(2025, 8, 27)), "FOLFOX, 1re ligne"),
            TreatmentBar(_day(second), None, "FOLFIRI + bévacizumab, 2e ligne", is_in_force=True),
        ),
        cycles=cycles,
        events=(
            mark(8, 27, "stop-circle", "Arrêt", "Arrêt de FOLFOX, 27-août", grey),
            mark(9, 10, "presentation-chart", "Scanner : progression", "Scanner, 10-sept.", grey),
            mark(10, 9, phone, "", "Appel, 9-oct.", "accent"),
            mark(10, 21, phone, "", "Appel, 21-oct.", "accent"),
            mark(10, 30, "user", "Cs", "Consultation, 30-oct.", grey),
            mark(11, 11, phone, "", "Appel, 11-nov.", "accent"),
            mark(11, 18, "arrow-bend-right-up", "", "Escalade, 18-nov.", "treatment"),
        ),
    )


def _grades(series: str, weeks: int) -> list[tuple[int | NoGrade, bool]]:
    found: list[tuple[int | NoGrade, bool]] = []
    for sign in series.replace("_", ""):
        if sign == "c":
            found[-1] = (found[-1][0], True)
        elif sign in "x.":
            found.append((NoGrade.MISSING if sign == "x" else NoGrade.NOT_ASKED, False))
        else:
            found.append((int(sign), False))
    repeated = found * (weeks // len(found) + 1)
    return repeated[len(repeated) - weeks :]


def _value(grade: int | NoGrade, confirmed: bool) -> str:
    if isinstance(grade, NoGrade):
        return "sans réponse" if grade is NoGrade.MISSING else "non demandé"
    return f"{grade} ✓" if confirmed else f"≈ {grade}"


def _row(index: int, weeks: int) -> HeatRow:
    name, series, _ = _SERIES[index]
    grades = _grades(series, weeks)
    last, before = (_number(grade) for grade, _ in (grades[-1], grades[-2]))
    moved = last - before
    change = Change.WORSE if moved > 0 else Change.BETTER if moved < 0 else Change.STABLE
    words = f"+{moved} aggravé" if moved > 0 else f"−{-moved} amélioré" if moved else "= stable"
    return HeatRow(
        key=name,
        name=name.replace("'", "’"),
        cells=tuple(HeatCell(grade, _value(grade, yes), yes) for grade, yes in grades),
        last=str(last),
        change=change,
        change_text=words,
        sentence=f"{name}, dernier {last}, {words}.",
        is_strong=index < 2,
    )


def _number(grade: int | NoGrade) -> int:
    return 0 if isinstance(grade, NoGrade) else grade


def _chart(index: int, shown: TimeAxis, compared: bool) -> SmallChartLook:
    name, series, from_grade = _SERIES[index]
    weeks = len(shown.weeks)
    grades = _grades(series, weeks)
    others = _grades(_SERIES[(index + 2) % 8][1], weeks)
    last, before = (_number(grade) for grade, _ in (grades[-1], grades[-2]))
    return SmallChartLook(
        key=name,
        title=name.replace("'", "’"),
        points=_points(grades, shown),
        last=str(last),
        previous=str(before),
        description=f"{name}, dernière valeur {last}, avant {before}",
        zones=(
            ZoneSpan(shown.first_day, shown.last_day, from_grade, f"zone d'alerte : {from_grade}"),
        ),
        compared=_points(others, shown) if compared else (),
    )


def _points(grades: list[tuple[int | NoGrade, bool]], shown: TimeAxis) -> tuple[SmallPoint, ...]:
    return tuple(
        SmallPoint(
            week.middle,
            None if isinstance(grade, NoGrade) else grade,
            _value(grade, confirmed),
            confirmed,
        )
        for week, (grade, confirmed) in zip(shown.weeks, grades, strict=True)
    )
