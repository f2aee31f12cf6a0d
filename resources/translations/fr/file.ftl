# Le dossier d'un patient.
file-screen = Dossier
file-back = Revenir
file-gone = Ce dossier n'est plus accessible.
file-gone-body = Le patient a pu changer d'unité. Rien de son dossier n'est gardé sur ce poste.
file-error = Dossier indisponible.
file-part-error = Cette partie du dossier est indisponible. Le reste du dossier reste lisible.
file-closed = Aucun dossier ouvert.
file-closed-body = Ouvrez un patient depuis une liste avec O.
file-copied = Copié pour 60 secondes.
file-block-missing = Une partie n'a pas pu être lue.
file-tabs = Parties du dossier
file-tab-synthesis = Synthèse
file-tab-timeline = Chronologie
file-tab-surveys = Questionnaires
file-tab-actions = Actions
file-tab-record = Fiche
file-tab-consents = Consentements
file-tab-documents = Documents
file-periods = Période
file-period-weeks8 = 8 sem.
file-period-weeks16 = 16 sem.
file-period-year = 1 an
file-period-all = Tout
file-compare = Comparer

# Bandeau.
file-banner-described = Identité du patient
file-banner-more = Plus
file-banner-less = Moins
file-banner-copy = Copier
file-banner-masked = masqué
file-banner-ended = Télésurveillance arrêtée
file-banner-ended-on = Télésurveillance arrêtée le { $on }
file-banner-died = { $sex ->
    [female] Décédée le { $on }
    [male] Décédé le { $on }
   *[other] Décès le { $on }
}
file-banner-doubtful = Identité douteuse, exports cliniques bloqués
file-banner-exceptional = { $minutes ->
    [0] Accès exceptionnel, reste moins d'une minute
   *[other] Accès exceptionnel, reste { $minutes } min
}
file-banner-name-title = ({ $title })
file-banner-disease = Maladie { $disease }
file-banner-treatment = Traitement
file-banner-phone = Téléphone
file-banner-carer = Aidant
file-banner-expected = Attendu : { $what }, jusqu'au { $until }
file-banner-hours = Heures préférées
file-banner-address = Adresse
file-banner-email = Courriel
file-banner-gp = Médecin traitant
file-banner-oncologist = Oncologue
file-banner-nurse = Infirmier référent

# Synthèse.
file-course = Traitements, événements et symptômes, { $weeks } semaines
file-lane-treatment = Traitement
file-lane-events = Événements
file-line = { $name }, { $number ->
    [1] 1re
   *[other] { $number }e
} ligne
file-line-since = { $line }, depuis le { $since }
file-line-until = { $line }, du { $since } au { $until }
file-cycle = { $cycle }, début le { $day }
file-event = { $day } : { $what }
file-event-labelled = { $day } : { $what }, { $label }
file-event-days = { $since } – { $until }
file-event-open = { $since }, fin non notée
file-weeks = semaine du
file-row-end = dernier, vs 7 j avant
file-missing = sans réponse
file-pin = Fixer en haut ou relâcher (Espace)
file-row-none = aucune valeur
file-row = { $symptom } : { $last }.
file-row-changed = { $symptom } : { $last }, { $change }.
file-cell-spoken = { $symptom }, semaine du { $week } : { $value }
file-gap-no-survey = sans réponse cette semaine
file-no-survey = Aucun questionnaire rempli. Les réponses s'affichent ici dès la première.
file-no-survey-pending = Le suivi n'a pas commencé : aucun questionnaire n'a été envoyé.
file-no-survey-in-period = Aucun questionnaire sur cette période.
file-charts = Évolution des symptômes
file-charts-span = { $first } → { $last }
file-charts-legend = même échelle 0 – 3 · zone rosée = alerte · ✓ confirmé
file-charts-all = Tout afficher ({ $count })
file-charts-fewer = Afficher les huit premiers
file-chart-zone = Zone d'alerte
file-chart-compared = Comparé
file-chart-change = en 7 jours { $change }

# Mesures : poids, température, ECOG.
file-measures = Mesures
file-measures-legend = ○ dit par le patient · ● mesuré par l'équipe · une semaine sans mesure interrompt la ligne
file-measures-weight = Poids, kg
file-measures-temperature = Température, °C
file-measures-ecog = ECOG · ↑ plus haut = plus sévère
file-measures-day = Jour
file-measures-value = Mesure
file-measures-source = Source
file-measures-by-patient = patient
file-measures-by-team = équipe
file-measures-none = sans mesure
file-measures-several = { $span }, { $count } mesures
file-measures-last = Dernière mesure { $value }, { $day }
file-measures-before = Avant { $value }, { $day }

# Colonne.
file-alert = { $count ->
    [one] Alerte ouverte
   *[other] { $count } alertes ouvertes
}
file-alert-none = Aucune alerte ouverte.
file-alert-triage = Triage
file-alert-triage-described = Voir cette alerte dans le triage
file-alert-escalated = Escaladée par { $name }, { $at }
file-alert-others = { $count ->
    [one] et une autre, moins haute
   *[other] et { $count } autres, moins hautes
}
file-act-escalate = Escalader
file-act-answer = Répondre
file-act-call = Téléphoner
file-act-measure = Mesure prise
file-act-note = Note
file-act-when = { $at }, { $name }
file-actions-last = Dernières actions
file-actions-all-described = { $count ->
    [one] Voir l'action
   *[other] Voir les { $count } actions
}
file-follow = Suivi
file-follow-last = Dernier questionnaire
file-follow-never = aucun
file-follow-rate = Réponses, { $weeks } sem.
file-follow-no-rate = pas encore
file-measured-weight = Poids, { $day }
file-measured-temperature = Température, { $day }
file-measured-ecog = ECOG, { $day }
file-measure-weight = { $value } kg
file-measure-temperature = { $value } °C
file-measure-ecog = { $value }
file-consents = Consentements
file-consents-see = Voir
file-consent-monitoring = Télésurveillance
file-consent-research = Recherche
file-consent-newsletter = Lettre d'information

# Questionnaires.
file-surveys-none = Aucun questionnaire rempli.
file-surveys-none-body = Les réponses du patient s'ajoutent ici d'elles-mêmes.
file-survey-of = Questionnaire du { $when }
file-survey-worst = pire grade estimé { $grade }
file-survey-by = saisi par { $name }
file-survey-answered = { $answered } réponses sur { $asked }
file-survey-late = tardif
file-survey-corrects = corrige le précédent
file-survey-corrected = corrigé ensuite
file-survey-withdrawn = repris le { $at }
file-survey-form = formulaire { $version }
file-survey-unknown-form = Version de questionnaire inconnue de ce logiciel : la réponse est affichée telle que reçue.
file-survey-language = Questions affichées dans la langue de la réponse : { $language }.
file-survey-older = Version précédente
file-survey-newer = Version corrigée
file-survey-error = Questionnaire indisponible. La liste reste lisible.
file-survey-choose = Choisissez un questionnaire.
file-question = Question
file-answer = Réponse
file-answer-before = Fois précédente
file-not-replied = Non répondu
file-question-spoken = { $question } { $answer }. Avant : { $before }.
file-list-cut = La suite n'a pas pu être lue. Réessayer

# Chronologie.
file-day = Aller au
file-day-jump = Aller
file-day-newest = Revenir à aujourd'hui
file-filter-answer = Réponses
file-filter-alert = Alertes
file-filter-call = Appels
file-filter-act = Actes
file-filter-note = Notes
file-filter-treatment = Traitement
file-filter-record = Dossier clinique
file-filter-message = Messages
file-filter-follow_up = Fin de suivi
file-filter-consent = Consentements
file-kind-answer = Réponse
file-kind-alert = Alerte
file-kind-call = Appel
file-kind-act = Acte
file-kind-note = Note
file-kind-treatment = Traitement
file-kind-record = Dossier clinique
file-kind-message = Message
file-kind-follow_up = Suivi
file-kind-consent = Consentement
file-follow_up-ended = Suivi terminé
file-follow_up-undone = annulé aussitôt
file-follow_up-told = Fin du suivi annoncée
file-follow_up-resumed = Suivi repris
file-follow_up-enrolled = nouvelle inscription
file-timeline-consent = Consentement, { $about }
file-timeline-alert = Alerte { $level }
file-timeline-none = Rien encore dans ce dossier.
file-timeline-none-body = Réponses, alertes, appels et faits du dossier s'y rangeront par date.
file-timeline-none-here = Aucun résultat avec ces filtres
file-timeline-none-here-body = Effacez un filtre ou revenez à aujourd'hui.
file-source-patient = patient
file-source-console = console
file-source-import = dossier patient informatisé
file-line-began = début
file-line-ended = fin
file-entry-diagnosis = Diagnostic
file-entry-event = Événement
file-entry-work_status = Activité professionnelle
file-entry-ecog = ECOG
file-entry-weight = Poids
file-entry-temperature = Température
file-entry-note = Note
file-work-working = en activité
file-work-sick_leave = en arrêt de travail
file-work-part_time_on_medical_grounds = à temps partiel thérapeutique
file-work-not_working = sans activité
file-work-retired = à la retraite

# Actions.
file-column-when = Date
file-column-who = Auteur
file-column-act = Action
file-column-alert = Alerte reçue
file-column-result = Mesure, résultat
file-column-grades = Grade confirmé
file-column-note = Note
file-actions-contact = Appels
file-actions-measure = Mesures
file-actions-escalation = Escalades
file-actions-note = Notes

# Comparer.
file-compare-way-lines = Lignes
file-compare-way-cycles = Cycles
file-compare-way-day = Avant, après un jour
file-compare-day = J{ $day }
file-compare-day-label = Jour de la comparaison
file-compare-choice = Périodes à comparer
file-compare-leave = Quitter la comparaison
file-compare-pair = { $now } / { $before }
file-compare-period = { $days } · réponses { $rate }
file-compare-period-named = { $name } · { $days } · réponses { $rate }
file-compare-side-now = A, trait plein : { $period }
file-compare-side-before = B, tirets gris : { $period }
file-compare-now = A
file-compare-before = B
file-compare-mean = Moyenne
file-compare-worst = Pire
file-compare-days = Jours ≥ 2
file-compare-difference = Moyenne, A par rapport à B
file-compare-equal = égale
file-compare-higher = plus haute de { $value }
file-compare-lower = plus basse de { $value }
file-compare-spoken = { $symptom }, moyenne { $now }, avant { $before }
file-compare-note = Grades estimés, alignés sur le premier jour de chaque période. Différences constatées, sans test statistique.
file-compare-none-lines = Moins de deux lignes de traitement à comparer.
file-compare-none-cycles = Moins de deux cycles à comparer.
file-compare-none-day = Aucun questionnaire avant ou après ce jour.
