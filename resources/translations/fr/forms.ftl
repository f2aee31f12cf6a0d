forms-cancel = Abandonner
forms-characters = { $used } / { $most }
forms-note-optional = Note (facultative)
forms-patient = { $name }, { $born }, IPP { $record }
forms-born = { $sex ->
    [female] née le { $on }
    [male] né le { $on }
   *[other] né(e) le { $on }
}

forms-acknowledge-question = Accuser réception pour ce patient ?
forms-acknowledge-yes = Accuser réception
forms-acknowledge-apart = { $count ->
    [one] Une alerte plus grave se lit à part.
   *[other] { $count } alertes plus graves se lisent à part.
}
forms-acknowledge-also = { $count ->
    [one] Accuser aussi : { $which }
   *[other] Accuser aussi les { $count } autres : { $which }
}

forms-call-title = Appel
forms-call-phone-unknown = Numéro non connu
forms-call-copy-described = Copier le numéro { $phone }
forms-call-hours = Horaires souhaités : { $hours }
forms-call-carer = Aidant : { $carer }
forms-call-result = Résultat de l'appel
forms-call-patient-reached = { $sex ->
    [female] Jointe
    [male] Joint
   *[other] Joint(e)
}
forms-call-grades = Grades confirmés
forms-call-grades-hint = Seulement ce que vous avez vérifié : ← → puis Espace.
forms-call-grade-of = Grade confirmé, { $symptom }, estimé { $estimate }
forms-call-grade-none = aucun
forms-call-meaning = { $grade } : { $text }
forms-call-estimated = ≈ { $grade }
forms-call-submit = Enregistrer l'appel
forms-call-result-missing = Choisissez le résultat de l'appel.

forms-measure-title = Mesure prise
forms-measure-list = Mesures codées
forms-measure-list-described = Flèches pour parcourir, Espace pour cocher, premières lettres ou numéro pour trouver
forms-measure-keeps-open = ne clôt pas
forms-measure-cause = Cause
forms-measure-other = Précisez
forms-measure-close-now = Clôturer maintenant
forms-measure-submit = Enregistrer la mesure
forms-measure-submit-close = Enregistrer et clôturer
forms-measure-missing = Cochez au moins une mesure.
forms-measure-cause-missing = Choisissez la cause.
forms-measure-other-missing = Décrivez la mesure.
forms-measure-close-blocked = Clôture impossible pour l'instant : il manque { $reason }

forms-note-title = Note
forms-note-text = Texte de la note
forms-note-submit = Ajouter la note
forms-note-missing = Écrivez la note.

forms-close-title = Clôture
forms-close-needs = Avant de clôturer
forms-close-need-measure = Une mesure codée
forms-close-need-contact = Un contact, patient ou aidant joint
forms-close-need-assessment = Une évaluation à la main
forms-close-need-met = fait
forms-close-need-missing = manque
forms-close-do-measure = Mesure
forms-close-do-call = Téléphoner
forms-close-also = Clôturer aussi
forms-close-other = { $level } · { $lead } · reçue { $at }
forms-close-other-apart = Une alerte plus grave, escaladée, ou arrivée après la dernière mesure ou le dernier appel, se lit et se clôture à part.
forms-close-assessment-level = Niveau évalué
forms-close-assessment-choose = Choisir le niveau…
forms-close-level-missing = Le niveau de l'évaluation manque
forms-close-assessment-nothing = Rien à signaler
forms-close-assessment-text = Évaluation
forms-close-assessment-missing = Écrivez l'évaluation, trois caractères au moins.
forms-close-submit = Clôturer
forms-close-blocked = Il manque : { $needs }
forms-close-need-word-measure = une mesure codée
forms-close-need-word-contact = un contact, patient ou aidant joint
forms-close-need-word-assessment = une évaluation à la main


forms-defer-title = Différer
forms-defer-submit = Différer
forms-defer-reason = Motif
forms-defer-until = Jusqu'à
forms-defer-date = Date…
forms-defer-date-of = Date et heure de reprise
forms-defer-critical = Critique ou non évaluée : 30 minutes au plus, jamais au-delà de l'échéance.
forms-defer-reason-missing = Choisissez le motif.
forms-defer-note-missing = Précisez le motif.
forms-defer-until-choose = Choisissez jusqu'à quand.
forms-defer-until-missing = Cette alerte est à traiter maintenant : accusez réception d'abord.
forms-defer-until-wrong = Choisissez un moment à venir, dans les 7 jours.

forms-escalate-title = Escalader
forms-escalate-submit = Demander
forms-escalate-to = À
forms-escalate-treating = { $name } (oncologue référent)
forms-escalate-question = Question
forms-escalate-next = Sans réponse, la question passe à { $names }, et l'unité revoit l'alerte.
forms-escalate-next-none = Sans réponse, l'unité revoit l'alerte.
forms-escalate-nobody = Aucun oncologue à qui demander dans cette unité.
forms-escalate-to-missing = Aucun oncologue n'est choisi.
forms-escalate-question-missing = Écrivez la question.

forms-reply-title = Répondre
forms-reply-text = Réponse
forms-reply-asked = { $name }, { $at }
forms-reply-close = Clôturer aussi
forms-reply-submit = Répondre et rendre
forms-reply-submit-close = Répondre et clôturer
forms-reply-missing = Écrivez la réponse.

forms-reopen-title = Rouvrir
forms-reopen-submit = Rouvrir
forms-reopen-reason = Motif de la réouverture
forms-reopen-effect = L'alerte revient dans vos alertes ; le motif reste dans l'historique.
forms-reopen-missing = Écrivez le motif, trois caractères au moins.
forms-draft-of = Brouillon : { $at }
forms-draft-since = Brouillon : { $at }. Depuis : { $since }
forms-draft-unread = Brouillon : { $at }. Illisible ici, gardé tant que rien n'est écrit
forms-keep = Garder en brouillon
forms-check = Vérifier le résultat

forms-expect-title = Sourdine pour ce patient
forms-expect-submit = Mettre en sourdine
forms-expect-what = Quoi
forms-expect-expected = Toutes règles : { $what }
forms-expect-snooze = Une seule : { $what }
forms-expect-level = Jusqu'au grade
forms-expect-until = Jusqu'au (14 jours au plus)
forms-expect-ends = { $days ->
    [one] 1 jour
   *[other] { $days } jours
}, { $day } { $at }
forms-expect-reason = Motif
forms-expect-reason-missing = Écrivez le motif, trois caractères au moins.
forms-expect-choose = Choisissez…
forms-expect-gone = Ce qui était choisi n'est plus proposé : choisissez de nouveau.
forms-expect-nothing = Rien de cette alerte ne peut être mis en sourdine.
forms-expect-effect-expected = { $symptom } jusqu'à { $level } n'alerte plus ; chaque déclenchement reste noté. Au-dessus, c'est rompu d'office et l'alerte part.
forms-expect-effect-snooze = La règle { $rule } seule n'alerte plus tant que { $symptom } reste à { $level } au plus ; chaque déclenchement reste noté. Au-dessus, c'est rompu d'office.
forms-expect-refused = Jamais : une règle critique, ou qui regarde plus que ce symptôme. Non proposé ici : { $what }.

forms-end-expected-title = Arrêter une sourdine
forms-end-expected-submit = Arrêter
forms-end-expected-which = Laquelle
forms-end-expected-one = { $what }, jusqu'au { $until }
forms-end-expected-effect = Dès la prochaine réponse, toutes ses règles alertent de nouveau. La même sourdine peut être décidée une autre fois.
forms-end-expected-missing = Choisissez laquelle arrêter.
forms-draft-recorded = Brouillon : { $at }. Déjà enregistré par vous : { $mine }. N'envoyez que ce qui manque.
