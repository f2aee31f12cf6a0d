# La facturation : les mois de suivi et ce qui les justifie. Aucun montant.
billing-screen = Facturation
billing-title = Facturation · mois de suivi finissant en { $month }
billing-list = Mois de suivi
billing-list-described = Entrée ouvre le dossier, flèches gauche et droite : mois, F6 : relevé du patient
billing-earlier = Mois précédent
billing-later = Mois suivant
billing-now = Ce mois-ci
billing-checks = Contrôle > 50 %
billing-shown-all = Tous
billing-check-met = Atteint
billing-check-not_met = Non atteint
billing-check-not_yet = Pas encore
billing-check-not_asked = Non demandé
billing-check-untold = Indéterminé
billing-untold-nothing_sent = Rien n'a été envoyé
billing-untold-cut_short = Mois écourté
billing-untold-service_away = Service arrêté
billing-awaits-end = Mois en cours
billing-awaits-answers = Réponses attendues
billing-wish-unit = Unité
billing-any-unit = Toutes les unités
billing-sort = Tri : dernier jour du mois de suivi
billing-rule = Contrôle aux mois 1 et 2 : plus de la moitié des questionnaires envoyés, reçus dans leur semaine.
billing-without-beginning = { $count ->
    [one] Début inconnu pour { $count } ancien suivi : ses mois ne peuvent pas être calculés.
   *[other] Début inconnu pour { $count } anciens suivis : leurs mois ne peuvent pas être calculés.
}
billing-column-patient = Patient
billing-column-record = IPP
billing-column-month = Mois de suivi
billing-column-received = Questionnaires
billing-column-check = Contrôle > 50 %
billing-column-prescription = Prescription
billing-month-number = Mois { $number }
billing-days = { $first } – { $last }
billing-received = { $count ->
    [one] { $received } reçu sur { $sent }
   *[other] { $received } reçus sur { $sent }
}
billing-late = { $count ->
    [one] { $count } tardif
   *[other] { $count } tardifs
}
billing-awaited = { $count ->
    [one] { $count } attendu
   *[other] { $count } attendus
}
billing-cancelled = { $count ->
    [one] { $count } annulé
   *[other] { $count } annulés
}
billing-not-offered = { $count ->
    [one] { $count } non proposé
   *[other] { $count } non proposés
}
billing-prescription-runs = En cours
billing-prescription-ends_soon = Finit bientôt
billing-prescription-over = Terminée
billing-prescription-none = Aucune
billing-prescription-ended = Suivi terminé
billing-prescribed-until = fin le { $on }
billing-row-left = N'est plus dans cette liste
billing-foot = { $count ->
    [one] { $number } mois de suivi
   *[other] { $number } mois de suivi
}
billing-foot-cut = Les { $number } premiers mois de suivi
billing-error = Facturation indisponible.
billing-empty = Aucun mois de suivi ne finit ce mois-là
billing-empty-body = Un mois de suivi va du jour du début à la veille du même jour, le mois suivant. Il apparaît ici dans le mois de son dernier jour.
billing-side = Relevé du patient
billing-side-nobody = Choisissez une ligne pour lire tous les mois de ce patient.
billing-side-lost = Ce patient n'est plus accessible.
billing-side-error = Relevé indisponible.
billing-side-as-of = Connu à { $at }
billing-follow-up-runs = Depuis le { $began }
billing-follow-up-ended = Du { $began } au { $ended }
billing-follow-up-lost = Terminé le { $ended }
billing-follow-up-lost-body = Début non conservé : mois inconnus.
billing-follow-up-ahead = Aucun mois n'a commencé.
billing-side-column-month = N°
billing-side-column-days = Jours
billing-side-column-received = Reçus
billing-side-column-check = Contrôle
billing-side-received = { $received } sur { $sent }
billing-save = Enregistrer le relevé (CSV)…
billing-save-title = Enregistrer le relevé
billing-save-name = vigie-facturation.csv
billing-saved = Relevé enregistré.
billing-save-here-not = { $risk } Rien n'est enregistré.
billing-not-saved = Relevé non enregistré.
