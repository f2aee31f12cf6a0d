# Les archives : dont le suivi est terminé, et qui doit encore l'apprendre.
archives-screen = Archives
archives-list = Patients archivés
archives-groups = Message
archives-group-all = Tous
archives-group-untold = Pas encore prévenus
archives-group-failed = Message non remis
archives-sort = Tri : derniers archivés d'abord
archives-wish-reason = Motif
archives-any-reason = Tous les motifs
archives-column-patient = Patient
archives-column-record = IPP
archives-column-archived = Archivé le, par
archives-column-reason = Motif
archives-column-message = Message au patient
archives-column-report = Rapport au DPI
archives-column-last = Dernier questionnaire
archives-column-kept = Gardé jusqu'au
archives-reason-pathway_finished = Parcours terminé
archives-reason-clinician_decision = Décision du soignant
archives-reason-patient_request = Demande du patient
archives-reason-transfer = Transfert
archives-reason-inclusion_error = Erreur d'inclusion
archives-reason-death = Décès
archives-died = le { $on }
archives-by-patient = Par le patient, sur ses pages
archives-told = Prévenu
archives-told-nobody = Aucun message
archives-told-not = Pas encore prévenu
archives-told-failed = Pas encore prévenu, { $channel } non remis
archives-told-app = Lu sur ses pages { $at }
archives-told-by = { $channel } remis { $at }
archives-informed-in_person = Prévenu de vive voix { $at }
archives-informed-by_phone = Prévenu par téléphone { $at }
archives-informed-by_letter = Prévenu par courrier { $at }
archives-informed-on_pages = Arrêté sur ses pages { $at }
archives-late = { $count ->
    [one] { $count } réponse refusée, { $at }
   *[other] { $count } réponses refusées, la dernière { $at }
}
archives-row-left = N'est plus dans cette liste
archives-foot = { $count ->
    [one] { $number } patient archivé
   *[other] { $number } patients archivés
}
archives-foot-cut = Les { $number } premiers patients
archives-error = Archives indisponibles.
archives-empty-all = Aucun patient archivé
archives-empty-all-body = Les patients dont le suivi à distance est terminé apparaissent ici.
archives-empty-untold = Tout le monde est prévenu
archives-empty-untold-body = Un patient reste ici tant qu'aucun message ne lui est parvenu et que personne ne l'a prévenu.
archives-empty-failed = Aucun message perdu
archives-empty-failed-body = Les patients à qui un message n'a pas pu être remis apparaissent ici.
archives-spoken-ended = Archivé le { $on } par { $by }
archives-spoken-last = Dernier questionnaire { $on }
archives-spoken-kept = Gardé jusqu'au { $until }
archives-spoken-ended-self = Arrêté le { $on } par le patient, sur ses pages
