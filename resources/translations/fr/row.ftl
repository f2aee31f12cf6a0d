# Lignes de la file.
row-received = reçue { $at }
row-closed-at = clôturée { $at }
row-acknowledged = accusée
row-lapsed = Accusée, sans suite
row-back = reprise { $at }
row-back-now = Différée, à reprendre
row-answer = réponse avant { $at }
row-answer-late = Escaladée, sans réponse
row-spoken-to-me = Escaladée à vous
row-identity-unreadable = Identité illisible
row-content-unreadable = Contenu illisible
row-checking = Résultat inconnu, vérification…
row-gone = Sortie de la liste
row-gone-by-new = Prise par { $name }
row-gone-by-acknowledged = Accusée par { $name }
row-gone-by-deferred = Différée par { $name }
row-gone-by-escalated = Escaladée par { $name }
row-gone-by-closed = Clôturée par { $name }
row-gone-by-you-new = Prise par vous
row-gone-by-you-acknowledged = Accusée par vous
row-gone-by-you-deferred = Différée par vous
row-gone-by-you-escalated = Escaladée par vous
row-gone-by-you-closed = Clôturée par vous
row-also-open = ×{ $count }
row-birth = { $sex ->
    [female] Née le { $date }
    [male] Né le { $date }
   *[other] Né(e) le { $date }
}, IPP { $record }

# La ligne entière en une phrase, pour les lecteurs d'écran.
row-spoken-alerts = { $count } alertes
row-spoken-overdue = en retard { $duration }
row-spoken-left = reste { $duration }
row-spoken-due = échéance { $at }
row-spoken-no-due = délai arrêté
row-spoken-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
row-spoken-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
row-spoken-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
row-spoken-grade = { $symptom } grade estimé { $grade }
row-spoken-worse = , plus { $change }
row-spoken-better = , moins { $change }
row-spoken-years = { $years ->
    [one] { $years } an
   *[other] { $years } ans
}
row-spoken-nobody = Non attribuée
row-spoken-me = À vous
row-spoken-owner = Suivie par { $name }
row-spoken-claimed = Prise par { $name }
row-masked = { $initials } ·{ $digits }
