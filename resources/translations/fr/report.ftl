# Le rapport d'un patient, sur papier.
report-title = Rapport de télésurveillance
report-demonstration = Démonstration : personnes et faits inventés.
report-sample = Démonstration
report-page = page
report-preview = aperçu de la première page
report-period = du { $first } au { $last }
report-asked = Demandé par { $name } le { $at } pour : { $purpose }
report-purpose-hospital_record = dossier de l'établissement
report-purpose-care_continuity = continuité des soins
report-purpose-end_of_follow_up = fin du suivi
report-purpose-patient_access = demande du patient
report-purpose-end_of_contract = fin de contrat
report-birth-name = { $sex ->
    [female] née { $name }
    [male] né { $name }
   *[other] nom de naissance { $name }
}
report-born = { $sex ->
    [female] Née le { $date } ({ $age })
    [male] Né le { $date } ({ $age })
   *[other] Né(e) le { $date } ({ $age })
}
report-record = IPP { $number }
report-sex = Sexe { $sex }
report-ins = INS { $number }
report-no-ins = non transmis
report-identity = Identité : { $status }
report-missing = N'a pas pu être lu, et manque ici
report-part-identity = identité
report-part-contact = coordonnées
report-part-measures = mesures
report-part-lines = traitements
report-part-events = événements
report-part-confirmed = grades confirmés
report-part-alerts = alertes
report-part-actions = actions
report-part-rules = règles
report-part-surveys = questionnaires
report-part-notes = notes
report-letters = □ remplace un caractère que ce document ne sait pas imprimer.

# Première page.
report-course = Traitements et symptômes
report-weeks-from = semaine du
report-scale = Pire grade estimé de la semaine : 0 aucun, 1 léger, 2 modéré, 3 sévère · hachuré : sans réponse · point : non demandé · coche : confirmé par un soignant · rond vide : appel ou escalade
report-step = une colonne : { $weeks } semaines, la pire
report-worse = ▲ { $change } aggravé
report-better = ▼ { $change } amélioré
report-same = = stable
report-yes = oui
report-no = non
report-lines = Traitements
report-also = Aussi présents
report-never = Jamais présents
report-course-alt = Grades estimés semaine par semaine sur { $weeks } semaines. Dernières valeurs : { $last }. Le détail est dans les questionnaires.
report-measure-alt = { $what } : { $count } mesures, première { $first }, dernière { $last }, de { $least } à { $most }.
report-no-course = Aucun questionnaire rempli sur cette période.
report-fact-alerts = Alertes ouvertes
report-fact-answers = Semaines avec réponse
report-of = { $some } sur { $all }
report-not-measured = non mesuré
report-change-since = { $change } depuis le { $since }
report-closed-count = { $count ->
    [one] { $count } clôturée sur la période
   *[other] { $count } clôturées sur la période
}
report-open = Alertes ouvertes
report-closed-at = clôturée { $at }
report-closed = Alertes clôturées
report-none-open = Aucune alerte ouverte.
report-more = Les autres alertes sont dans les actions de l'équipe.

# Questionnaires.
report-surveys = Questionnaires
report-no-surveys = Aucun questionnaire sur cette période.
report-received = reçu le { $at }
report-outcome-nothing = rien à signaler
report-outcome-alert = alerte
report-outcome-technical = non évalué par les règles
report-unfinished = envoyé inachevé
report-reception-time = heure de réception, l'horloge de l'appareil n'étant pas sûre
report-nothing = Absents
report-list-not_answered = Sans réponse
report-list-opt_out = Ne souhaite pas répondre
report-list-not_asked = Non demandés
report-urgency = Urgence ressentie
report-confirmed = grade { $grade } confirmé
report-comment = Commentaire
report-as-sent = Tel que reçu
report-form = Questions posées

# Actions.
report-actions = Actions de l'équipe
report-no-actions = Aucune alerte sur cette période.
report-alert-received = reçue le { $at }
report-due = échéance { $at }
report-acknowledged = prise en charge { $at }
report-owner = suivie par { $name }
report-why = Pourquoi
report-now-before = { $what } { $now } (avant { $before })
report-acts = Actes
report-at = Date
report-who = Auteur
report-what = Acte
report-result = Résultat
report-undone = annulé
report-confirmed-of = { $symptom } : grade { $grade } confirmé
report-until = jusqu'au { $at }
report-escalated-to = à { $name }

# Commentaires.
report-comments = Commentaires
report-no-comments = Aucun commentaire sur cette période.
report-origin-survey = questionnaire
report-origin-alert = alerte
report-origin-record = note du dossier
report-unknown = auteur non connu

# L'archive que porte la messagerie sécurisée de santé.
report-envelope-document = Le document (CDA R2 niveau 1, PDF inclus) : { $path }
report-envelope-metadata = Ses métadonnées (IHE XDM) : { $path }
