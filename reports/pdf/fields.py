"""What stands on the pages, by the names under which the template reads it."""

from functools import partial
from typing import Final

from reports.fields import Field
from services.contract.report_enums import ReportBlock

_SURVEYS: Final = (ReportBlock.SURVEYS,)
_ACTIONS: Final = (ReportBlock.ACTIONS,)
_WORDS: Final = (ReportBlock.COMMENTS,)
_Who = partial(Field, identifies=True)

_EACH_PAGE: Final = (
    _Who(
        "identity",
        ("family", "given", "also"),
        "Civilité, nom de naissance, nom utilisé, prénom",
        "Title, name at birth, name in use, given name",
    ),
    _Who("identity", ("born", "sex"), "Date de naissance, âge, sexe", "Date of birth, age, sex"),
    _Who("identity", ("record",), "IPP", "Record number"),
    _Who(
        "identity",
        ("ins",),
        "INS, si l'identité est qualifiée",
        "INS, where the identity is qualified",
    ),
    Field("identity", ("status",), "Statut de l'identité", "Status of the identity"),
    _Who(
        "identity",
        ("care",),
        "Maladie, oncologue, suivi, décès",
        "Disease, oncologist, follow-up, death",
    ),
    Field("origin", ("centre", "period"), "Centre, unité, période", "Centre, unit, period"),
    _Who(
        "origin",
        ("asked",),
        "Demandé par, quand, pour quelle finalité",
        "Asked for by, when, and why",
    ),
    Field(
        "origin",
        ("software", "sample", "missing"),
        "Version de Vigie, patient inventé, parties illisibles",
        "Version of Vigie, invented patient, parts that could not be opened",
    ),
)
_FIRST_PAGE: Final = (
    Field(
        "summary",
        ("facts.label", "facts.value", "facts.more", "facts.level"),
        "Alertes ouvertes, réponses, poids, ECOG ou température",
        "Open alerts, answers, weight, ECOG or temperature",
    ),
    Field(
        "summary",
        ("course", "legend", "measures.name", "measures.picture", "measures.alt"),
        "Symptômes par semaine, courbes de poids et de température",
        "Symptoms by week, curves of weight and temperature",
    ),
    _Who(
        "summary",
        ("rest",),
        "Traitements, événements, symptômes absents",
        "Treatments, events, symptoms that are not there",
    ),
    Field(
        "summary",
        ("open", "closed", "more", "has_alerts"),
        "Alertes ouvertes et closes : niveau, symptômes, état, actions",
        "Open and closed alerts: level, symptoms, state, actions",
        _ACTIONS,
    ),
    _Who(
        "summary",
        ("open.times", "closed.times"),
        "Dates des alertes, et qui les suit",
        "When alerts came, and who owns them",
        _ACTIONS,
    ),
)
_BLOCKS: Final = (
    Field(
        "surveys",
        (
            "title",
            "level",
            "level_words",
            "marks",
            "is_current",
            "symptoms",
            "lists",
            "measures",
        ),
        "Questionnaires : date, niveau, chaque symptôme avec son grade, mesures",
        "Questionnaires: date, level, each symptom with its grade, measures",
        _SURVEYS,
    ),
    _Who(
        "surveys",
        ("facts",),
        "Voie d'arrivée, saisi par, issue, version du formulaire",
        "How it came, entered by, what became of it, version of the form",
        _SURVEYS,
    ),
    _Who(
        "surveys",
        ("sent",),
        "Réponses telles que reçues, si non interprétables",
        "Answers as they came, where not understood",
        _SURVEYS,
    ),
    _Who("surveys", ("comment",), "Commentaire du patient", "The patient's words", _WORDS),
    Field(
        "forms",
        ("name", "questions"),
        "Questions posées",
        "Questions as asked",
        _SURVEYS,
    ),
    Field(
        "alerts",
        ("title", "level", "level_words", "state", "is_open", "received", "outcome", "why"),
        "Alertes : niveau, symptômes, état, actions codées, règles déclenchées",
        "Alerts: level, symptoms, state, coded actions, rules that fired",
        _ACTIONS,
    ),
    _Who(
        "alerts",
        ("times",),
        "Reçue, échéance, prise en charge, clôture, suivie par",
        "Received, due, acknowledged, closed, owner",
        _ACTIONS,
    ),
    Field(
        "alerts",
        ("acts.at", "acts.what", "acts.undone"),
        "Actes : date, nature, annulé",
        "Acts: when, what, undone",
        _ACTIONS,
    ),
    _Who(
        "alerts",
        ("acts.who", "acts.result"),
        "Actes : auteur, résultat, adressée à",
        "Acts: by whom, result, escalated to",
        _ACTIONS,
    ),
    _Who("alerts", ("acts.text",), "Commentaire de l'équipe", "Words of the team", _WORDS),
    Field(
        "comments",
        ("at", "where"),
        "Commentaires et notes : date, origine",
        "Comments and notes: when, where",
        _WORDS,
    ),
    _Who(
        "comments",
        ("who", "text"),
        "Commentaires et notes : auteur, texte",
        "Comments and notes: by whom, text",
        _WORDS,
    ),
)
FIELDS: Final = (*_EACH_PAGE, *_FIRST_PAGE, *_BLOCKS)
