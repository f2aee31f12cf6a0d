"""The scenes of the gallery: each makes one window with a family of widgets in it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from widgets import gallery_samples as samples
from widgets.action_bar import ActionBar
from widgets.alert_header import AlertHeader
from widgets.answer_table import AnswerTable
from widgets.banner import BANNER_KINDS, Banner
from widgets.brand_panel import BrandPanel
from widgets.button import Button
from widgets.chip import Chip
from widgets.empty_state import EmptyState
from widgets.error_state import ErrorState
from widgets.form_panel import FormPanel
from widgets.gallery_file_scenes import FILE_SCENES
from widgets.grade_chip import GradeChip, NoGrade
from widgets.grade_picker import GradePicker
from widgets.icon_button import IconButton
from widgets.icon_label import IconLabel
from widgets.icon_names import ICON_NAMES
from widgets.identity_header import ContextLine, IdentityHeader
from widgets.keycap import KeyCap
from widgets.level_glyph import LEVELS, LevelGlyph
from widgets.pill import Pill
from widgets.plain_label import PlainLabel
from widgets.quote_block import QuoteBlock
from widgets.rail import Rail
from widgets.runs_label import Run, RunsLabel
from widgets.skeleton import Skeleton
from widgets.sparkline import Sparkline
from widgets.strip import Strip
from widgets.tab_strip import TabStrip
from widgets.text_field import TextField
from widgets.theme import Theme
from widgets.toast import ToastStack
from widgets.trend_chart import TrendChart
from widgets.user_button import UserButton
from widgets.worklist_row import RowState, paint_worklist_row


class RowsPainter(QWidget):
    """Paints sample rows without a view."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(width, theme.row_height_px * len(samples.rows()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = self._theme.row_height_px
        for index, look in enumerate(samples.rows()):
            state = RowState(selected=index == 0, hovered=index == 3, focus_shown=index == 5)
            rect = QRectF(0, index * height, self.width(), height)
            paint_worklist_row(painter, self._theme, rect, look, state)


def _ground(name: str = "surface") -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    page.setProperty("ground", name)
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return page, QVBoxLayout(page)


def list_scene(theme: Theme) -> QWidget:
    """Return the triage list with its tabs, chips and rows."""
    page, column = _ground()
    column.setContentsMargins(0, 10, 0, 0)
    column.setSpacing(8)
    tabs = TabStrip(theme, "Files")
    labels = ("À traiter", "Les miennes", "Différées", "Escaladées", "Clôturées")
    tabs.set_tabs([(label, label) for label in labels])
    for label, count in zip(labels, ("13", "4", "6", "3", "31"), strict=True):
        tabs.set_count(label, count)
    chips = QHBoxLayout()
    chips.setContentsMargins(14, 0, 14, 0)
    chips.setSpacing(6)
    words = (("critical", "Critique", "2"), ("high", "Élevée", "3"), ("moderate", "Modérée", "4"))
    for level, word, count in (*words, ("info", "Info", "4")):
        chips.addWidget(Chip(theme, word, level, count))
    chips.addStretch(1)
    chips.addWidget(IconLabel(theme, "sort-ascending"))
    chips.addWidget(PlainLabel(theme, "Niveau, échéance", "meta", "secondary"))
    tabs.setContentsMargins(14, 0, 14, 0)
    column.addWidget(tabs)
    column.addLayout(chips)
    column.addWidget(RowsPainter(theme, 543))
    return page


def compact_list_scene(theme: Theme) -> QWidget:
    """Return rows at 400 px and in the compact density."""
    page, column = _ground()
    column.addWidget(RowsPainter(theme, 400))
    return page


def detail_scene(theme: Theme) -> QWidget:
    """Return the whole right half of the triage screen."""
    page, column = _ground("app")
    page.setFixedWidth(738)
    column.setContentsMargins(12, 10, 14, 10)
    column.setSpacing(0)
    identity = IdentityHeader(theme, "Ouvrir le dossier")
    identity.set_identity(samples.identity())
    context = ContextLine(theme)
    context.set_items(samples.context_items())
    context.setFixedHeight(34)
    bar = ActionBar(theme)
    bar.set_actions(samples.actions())
    column.addWidget(identity)
    column.addWidget(context)
    column.addWidget(_alert_card(theme))
    column.addSpacing(9)
    column.addWidget(bar)
    return page


def _alert_card(theme: Theme) -> QWidget:
    card = QFrame()
    card.setProperty("card", "true")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    head = AlertHeader(theme)
    head.set_alert(samples.alert_head())
    why = RunsLabel(theme)
    why.set_runs(
        (
            Run("Pourquoi ?  ", "body_strong"),
            Run("Sévérité 3 sur 3 "),
            Run("et", "body_strong"),
            Run(" aggravation de 2 points en 7 jours, sous irinotécan. "),
            Run("Règle DIA-02 v3", "body", "text.muted"),
        )
    )
    why.setContentsMargins(14, 8, 14, 8)
    chart = TrendChart(theme)
    chart.set_look(samples.trend())
    chart.setFixedSize(343, 262)
    table = AnswerTable(theme, "Réponses")
    table.set_answers(samples.answers(), ("Symptôme", "11-nov.", "18-nov.", ""))
    table.setFixedHeight(table.content_height_px())
    quote = QuoteBlock(theme)
    quote.set_quote("« Plus de 8 fois par jour depuis dimanche, je n'arrive plus à boire. »")
    right = QVBoxLayout()
    right.setContentsMargins(14, 8, 14, 8)
    right.addWidget(PlainLabel(theme, "Réponses du 18-nov., 08:09", "panel", "secondary"))
    right.addWidget(table)
    right.addWidget(quote)
    right.addStretch(1)
    left = QVBoxLayout()
    left.setContentsMargins(14, 8, 14, 8)
    left.addWidget(chart)
    both = QHBoxLayout()
    both.addLayout(left)
    both.addWidget(_rule("vertical"))
    both.addLayout(right, 1)
    column.addWidget(head)
    inset = QHBoxLayout()
    inset.setContentsMargins(14, 8, 14, 8)
    inset.addWidget(why)
    column.addLayout(inset)
    column.addWidget(_rule("horizontal"))
    column.addLayout(both, 1)
    return card


def _rule(direction: str) -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", direction)
    return rule


def rail_scene(theme: Theme) -> QWidget:
    """Return the rail, wide and compact."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    for compact in (False, True):
        rail = Rail(theme, "Navigation")
        rail.set_items(samples.rail_items())
        rail.set_current("triage")
        rail.set_count("triage", "13", "13 patients à traiter")
        rail.set_count("no_answer", "8")
        rail.set_compact(compact)
        rail.setMinimumHeight(600)
        row.addWidget(rail)
    return page


def shapes_scene(theme: Theme) -> QWidget:
    """Return level shapes, grades, sparklines, keys, pills and icons."""
    page, column = _ground()
    grid = QGridLayout()
    for row, size in enumerate((13, 20, 21, 28)):
        for place, level in enumerate(LEVELS):
            grid.addWidget(LevelGlyph(theme, level, level, size), row, place)
    chips = QHBoxLayout()
    for grade in (0, 1, 2, 3, 4, NoGrade.MISSING, NoGrade.NOT_ASKED):
        chips.addWidget(GradeChip(theme, grade, str(grade)))
    chips.addWidget(GradeChip(theme, 2, "2, confirmé", confirmed=True))
    pills = QHBoxLayout()
    pills.addWidget(Pill(theme, "Qualifiée", "success", "circle-wavy-check"))
    pills.addWidget(Pill(theme, "Provisoire", "neutral", "circle-wavy-question"))
    pills.addWidget(Pill(theme, "Douteuse", "danger", "circle-wavy-warning"))
    pills.addWidget(Pill(theme, "Prise par vous, 10:42", "accent"))
    pills.addWidget(Pill(theme, "T. Riou", "outline"))
    pills.addWidget(Pill(theme, "Non attribuée", "dashed"))
    keys = QHBoxLayout()
    for key in ("A", "F5", "Ctrl", "K", "Esc"):
        keys.addWidget(KeyCap(theme, key))
    spark = Sparkline(theme)
    spark.set_grades((1, 0, None, 1, 0, 1, 1, 3), 3, "Diarrhée 3")
    keys.addWidget(spark)
    keys.addWidget(Chip(theme, "Unité : digestif", removable=True))
    icons = QGridLayout()
    for place, name in enumerate(sorted(ICON_NAMES)):
        icons.addWidget(IconLabel(theme, name, size_px=22), place // 16, place % 16)
    for part in (grid, chips, pills, keys, icons):
        column.addLayout(part)
    return page


def notices_scene(theme: Theme) -> QWidget:
    """Return banners, a strip, toasts and buttons."""
    page, column = _ground("app")
    page.setFixedSize(720, 520)
    for kind in BANNER_KINDS:
        banner = Banner(theme, page)
        banner.show_notice(f"Avis de type {kind} : copie de 10:41", kind, "wifi-slash", "Réessayer")
        column.addWidget(banner)
    strip = Strip(theme, page)
    strip.ask(
        "T. Riou a pris cette alerte à 10:41. Votre saisie est gardée.", "Voir", "Reprendre la main"
    )
    column.addWidget(strip)
    buttons = QHBoxLayout()
    for kind in ("primary", "secondary", "danger", "quiet"):
        buttons.addWidget(Button(theme, kind.capitalize(), kind, icon="phone", key="T"))
    off = Button(theme, "Inactif")
    off.set_enabled_because(False, "Déjà prise par T. Riou")
    buttons.addWidget(off)
    buttons.addWidget(IconButton(theme, "eye-slash", "Masquer les identités", "F9"))
    column.addLayout(buttons)
    compact = ActionBar(theme)
    compact.set_actions(samples.actions())
    compact.set_compact(True)
    compact.set_action_enabled("defer", False, "Prenez d'abord l'alerte")
    column.addWidget(compact)
    column.addStretch(1)
    toasts = ToastStack(theme, page)
    toasts.show_toast("Appel enregistré.")
    toasts.show_toast("Alerte de KERMARREC Jeanne prise en compte.", "Annuler", "42")
    return page


def states_scene(theme: Theme) -> QWidget:
    """Return the empty, error and loading states."""
    page, column = _ground()
    page.setFixedSize(560, 720)
    empty = EmptyState(theme)
    empty.show_text(
        "Aucune alerte à traiter.", "Prochains questionnaires : mar. 25-nov.", "check-circle"
    )
    error = ErrorState(theme, "Réessayer", "Copier le code")
    error.show_error(
        "Liste indisponible.", "La dernière copie date de 10:41 et reste lisible.", "TRI-503"
    )
    skeleton = Skeleton(theme, "Chargement")
    skeleton.show()
    for widget in (empty, error, skeleton):
        column.addWidget(widget, 1)
    return page


def form_scene(theme: Theme) -> QWidget:
    """Return fields and a form panel with an error summary."""
    page, column = _ground("app")
    page.setFixedWidth(712)
    name = TextField(theme, "Identifiant", "Prénom.nom")
    name.set_text("claire.morvan")
    secret = TextField(theme, "Mot de passe")
    secret.make_secret("Voir", "Cacher", "Verrouillage des majuscules actif")
    secret.set_text("correct horse")
    secret.show_error("Identifiant ou mot de passe incorrect.")
    body = QPlainTextEdit()
    theme.dress(body, "body")
    body.setAccessibleName("Note")
    body.setPlainText("Appel : conseils d'hydratation.")
    panel = FormPanel(theme)
    panel.set_form(
        "Note", "KERMARREC Jeanne · 14-mars-1958 · IPP 800 451 237", body, "Enregistrer", "Annuler"
    )
    panel.show_errors("Un champ est à compléter", (("note", "La note est vide"),))
    panel.setFixedHeight(panel.height_in(620))
    for widget in (name, secret, panel):
        column.addWidget(widget)
    return page


def chart_states_scene(theme: Theme) -> QWidget:
    """Return a chart with gaps and a cursor, one point, no point, and the table."""
    page = QWidget()
    page.setProperty("ground", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    grid = QGridLayout(page)
    series: tuple[tuple[int | None, ...], ...] = (
        (2, None, 1, 1, None, 2, 2, 2),
        (None,) * 7 + (2,),
        (3, 2, 3, 3, 0, 1, 2, 0),
        (None,) * 8,
        (1, 0, 1, 1, 0, 1, 1, 3),
    )
    for place, grades in enumerate(series):
        chart = TrendChart(theme)
        chart.setFixedSize(343, 240)
        chart.set_look(samples.trend(grades), "Aucune réponse sur 8 semaines")
        chart.set_cursor(4 if place == 0 else -1)
        chart.show_table(place == 4)
        grid.addWidget(chart, place // 2, place % 2)
    return page


def person_scene(theme: Theme) -> QWidget:
    """Return who is signed in, a grade picker and the field of the sign-in screen."""
    page, column = _ground()
    user = UserButton(theme)
    user.set_user("CM", "Claire Morvan", "Infirmière de coordination", "Claire Morvan, menu")
    picker = GradePicker(theme, "Grade confirmé, diarrhée")
    picker.set_grade(3)
    brand = BrandPanel(theme)
    brand.setFixedSize(320, 120)
    title = PlainLabel(theme, "Vigie", "display", "rail")
    QVBoxLayout(brand).addWidget(title)
    for widget in (user, picker, brand):
        column.addWidget(widget)
    return page


SCENES: dict[str, Callable[[Theme], QWidget]] = {
    "list": list_scene,
    "list_400": compact_list_scene,
    "detail": detail_scene,
    "rail": rail_scene,
    "shapes": shapes_scene,
    "notices": notices_scene,
    "states": states_scene,
    "form": form_scene,
    "charts": chart_states_scene,
    "person": person_scene,
    **FILE_SCENES,
}
