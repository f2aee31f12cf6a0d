# Le calendrier de conservation : qui sera prévenu, archivé, effacé, et ce qui l'arrête.
retention-screen = Calendrier de conservation
retention-tabs = Archives et conservation
retention-tab-archives = Patients archivés
retention-tab-calendar = Calendrier de conservation
retention-title = Conservation, { $first } – { $last }
retention-grid = Échéances par mois
retention-grid-described = Flèches : mois et liste. Page suivante ou précédente : douze mois plus loin. Entrée : les patients.
retention-cell = { $list }, { $month } : { $count }
retention-cell-unread = pas encore connu
retention-list-to_announce = À notifier
retention-list-to_archive = À archiver
retention-list-to_erase = À effacer
retention-few = 1–10
retention-earlier = 12 mois plus tôt
retention-later = 12 mois plus tard
retention-now = Ce mois-ci
retention-computed = Calculé le { $on } à { $at }
retention-computed-never = Aucun calcul n'a encore eu lieu
retention-held = { $count ->
    [0] aucun blocage
    [one] { $count } patient bloqué
   *[other] { $count } patients bloqués
}
retention-held-few = 1 à 10 patients bloqués
retention-overdue-here = Les échéances passées figurent au mois en cours.
retention-list = { $list }, { $month }
retention-list-described = Une ligne par patient. Entrée ouvre le dossier.
retention-list-described-side = Une ligne par patient. Le détail est à côté.
retention-column-patient = Patient
retention-column-to_announce = À notifier le
retention-column-to_archive = À archiver le
retention-column-to_erase = À effacer le
retention-column-last_use = Dernière utilisation
retention-column-announced = Annonce
retention-column-held = Blocage
retention-reference = Réf. { $tail }
retention-late = { $days ->
    [one] dépassé de { $days } jour
   *[other] dépassé de { $days } jours
}
retention-no-survey = aucun questionnaire
retention-survey = questionnaire { $on }
retention-announced = Annoncé
retention-announced-on = le { $on }
retention-not-announced = Pas annoncé
retention-hold-litigation = Contentieux
retention-hold-vigilance = Vigilance
retention-hold-open_request = Demande en cours
retention-hold-limitation = Limitation du traitement (statistiques seulement)
retention-hold-other = Autre motif
retention-held-more = { $reason }, et { $count } de plus
retention-by = { $by }, le { $on }
retention-since = depuis le { $on }
retention-spoken-use = Dernière utilisation { $on }
retention-spoken-held = Bloqué,
retention-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
retention-foot-more = { $number } premiers patients
retention-months-hint = mois
retention-error = Calendrier indisponible.
retention-empty-to_announce = Personne à notifier ce mois-là
retention-empty-to_announce-body = Chacun est prévenu 30 jours avant l'archivage et avant l'effacement.
retention-empty-to_archive = Personne à archiver ce mois-là
retention-empty-to_archive-body = Un compte est archivé après 6 mois sans utilisation, puis 24 mois de conservation.
retention-empty-to_erase = Personne à effacer ce mois-là
retention-empty-to_erase-body = Les données sont effacées 10 ans après le dernier questionnaire rempli.
retention-no-pass = Aucun calcul n'a encore eu lieu
retention-no-pass-body = Les échéances sont calculées une fois par jour. Revenez demain, ou demandez à l'exploitant si la tâche tourne.
retention-counts-only = Vous voyez les nombres, pas les patients
retention-counts-only-body = De 1 à 10 patients, le nombre exact n'est pas montré.
retention-side = Conservation du patient choisi
retention-side-nobody = Choisissez un patient dans la liste.
retention-side-error = Détail indisponible.
retention-side-lost = Ces données ne sont plus là : elles ont été effacées, ou ce patient n'est plus de vos unités.
retention-bar-active = Actif
retention-bar-inactive = Inactif
retention-bar-archived = Archivé
retention-bar-erased = Effacé
retention-bar-spoken = { $state } aujourd'hui. { $stages }
retention-bar-stage = { $name } le { $on }
retention-followed = Suivi en cours : l'équipe utilise ces données, aucun délai ne court.
retention-waits-alert = Une alerte est ouverte : rien n'est archivé ni effacé avant sa clôture.
retention-fact-use = Dernière utilisation
retention-fact-survey = Dernier questionnaire
retention-fact-none = aucun
retention-fact-kept = Compte gardé par le patient
retention-announcements = Annonces
retention-announcements-none = Rien n'a été annoncé.
retention-step-archive = Archivage prévu le { $on }
retention-step-erase = Effacement prévu le { $on }
retention-stands = annoncé le { $on }, { $days } jours sur 30
retention-ended-done = annoncé le { $on }, fait le { $at }
retention-ended-kept = annoncé le { $on }, arrêté le { $at } : le patient garde son compte
retention-ended-used = annoncé le { $on }, arrêté le { $at } : compte de nouveau utilisé
retention-ended-held = annoncé le { $on }, arrêté le { $at } : blocage
retention-ended-too_early = annoncé le { $on }, retiré le { $at } : annoncé trop tôt
retention-holds = Blocages
retention-holds-none = Rien ne bloque l'archivage ni l'effacement.
retention-hold-unreadable = Ce qui a été écrit ne peut pas être ouvert.
retention-hold-placed = Posé par { $by }, le { $on }
retention-hold-placed-unknown = Posé le { $on }
retention-hold-ended = Levé par { $by }, le { $on }
retention-hold-ended-unknown = Levé le { $on }
retention-place = Bloquer…
retention-place-described = Interdire l'archivage et l'effacement de ce patient
retention-end = Lever…
retention-end-described = Lever le blocage : { $reason }
retention-research = Entrepôt de recherche : les données pseudonymisées y restent 15 ans à partir de leur recueil. Ce calendrier ne les compte pas.
retention-place-title = Bloquer l'archivage et l'effacement
retention-place-effects = Rien de ce patient n'est archivé ni effacé tant que le blocage dure. Ce qui était annoncé est retiré.
retention-place-limits = Tant qu'il dure, ce patient ne compte pas dans les statistiques des mois clos entre-temps ; les précédents restent. Rien d'autre n'est limité : soins, exports et transmissions continuent.
retention-field-reason = Motif
retention-field-words = Précision
retention-field-words-short = dites-le en quelques mots
retention-field-refused = refusé par le service
retention-place-submit = Bloquer
retention-place-submitting = Envoi…
retention-place-leave = Ne pas bloquer
retention-end-title = Lever le blocage
retention-end-effects = Les délais courent de nouveau. Ce qui est échu est annoncé, puis fait au plus tôt 30 jours après.
retention-end-submit = Lever le blocage
retention-end-leave = Garder le blocage
retention-placed = Blocage posé : rien n'est archivé ni effacé.
retention-ended = Blocage levé : les délais courent de nouveau.
retention-offline = Hors connexion : rien ne peut être envoyé.
retention-unsettled = La réponse s'est perdue : peut-être est-ce fait. Vérifiez avant de recommencer.
retention-refused-gone = Ces données ne sont plus là : elles ont été effacées entre-temps.
retention-refused-ended = { $by ->
    [none] Ce blocage est déjà levé.
   *[other] { $by } a déjà levé ce blocage, le { $at }.
}
retention-refused-stale = Ce blocage vient de changer : relisez-le.
