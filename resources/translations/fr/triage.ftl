triage-screen = Triage
triage-list = Alertes à trier
triage-list-described = J et K ou les flèches parcourent, Entrée ouvre le détail, F filtre
triage-view-todo = À traiter
triage-view-mine = Les miennes
triage-view-deferred = Différées
triage-view-escalated = Escaladées
triage-view-closed = Clôturées
triage-views = Files
triage-level-chip-described = Filtrer par niveau { $level } : { $count }
triage-sort = Tri : { $sort }
triage-sort-level = Niveau, échéance
triage-sort-due = Échéance
triage-sort-received = Réception
triage-sort-described = Changer l'ordre de la liste
triage-filtered = { $shown } sur { $all }
triage-clear-filters = Effacer les filtres
triage-footer-patients = { $count ->
    [one] { $count } patient
   *[other] { $count } patients
}
triage-footer-alerts = { $count ->
    [one] { $count } alerte
   *[other] { $count } alertes
}
triage-footer-overdue = { $count } en retard
triage-new = { $count ->
    [one] { $count } nouvelle
   *[other] { $count } nouvelles
}
triage-new-described = Faire entrer les nouvelles alertes, F5
triage-browse = parcourir
triage-truncated-bare = Liste limitée aux { $shown } premières lignes. Filtrez pour voir les autres.
triage-loading = Chargement…
triage-loading-stop = Annuler
triage-empty-title = Aucune alerte à traiter.
triage-empty-body = Les nouvelles réponses arrivent ici d'elles-mêmes.
triage-empty-mine-title = Aucune alerte ne vous attend.
triage-empty-mine-body = Celles que vous prenez ou accusez restent ici jusqu'à leur clôture.
triage-empty-deferred-title = Aucune alerte différée.
triage-empty-deferred-body = Celles que l'équipe remet à plus tard attendent ici, puis reviennent d'elles-mêmes.
triage-empty-escalated-title = Aucune alerte escaladée.
triage-empty-escalated-body = Les questions posées à un oncologue attendent ici leur réponse.
triage-empty-closed-title = Aucune alerte clôturée aujourd'hui.
triage-empty-closed-body = Les alertes clôturées du jour s'affichent ici.
triage-empty-filter = Aucun résultat avec ces filtres
triage-list-error = Liste indisponible.
triage-detail-error = Détail indisponible. La liste reste à jour.
triage-error-copy-code = Copier le code
triage-retry = Réessayer
triage-no-right = Vous n'avez pas accès à cette liste.
triage-no-right-body = Demandez l'accès à l'administrateur de votre centre.
triage-stale = copie de { $at }
triage-stale-described = Données non rafraîchies depuis { $at }
triage-no-selection = Aucune alerte choisie.
triage-no-selection-body = Choisissez une ligne dans la liste.
triage-gone = Cette alerte n'est plus accessible.
triage-gone-body = Elle a pu changer d'unité. La liste est à jour.

triage-detail = Détail de l'alerte
triage-open-file = Ouvrir
triage-context = Contexte du patient
triage-tab-alert = Alerte
triage-tab-answers = Réponses
triage-tab-history = Historique
triage-tabs = Parties du détail
triage-unknown = Non connu
triage-no-phone = Téléphone non connu
triage-phone-unreadable = Téléphone illisible
triage-oncologist-unknown = Oncologue non connu
triage-disease-unknown = Maladie non connue
triage-disease-unreadable = Maladie illisible
triage-treatment-unknown = Traitement non connu
triage-treatment-unreadable = Traitement illisible
triage-cycle-day = cycle { $cycle }, J{ $day }
triage-cycle = cycle { $cycle }
triage-received = Reçue { $at }
triage-due = Délai { $allowed } ouvrées · échéance { $at }
triage-due-none = Délai { $allowed } ouvrées
triage-answered = Prise en compte { $at }
triage-closed = Clôturée { $at }
triage-back = Reprise { $at }
triage-sending = Envoi { $at }, annulable jusque-là
triage-answer-due = Réponse attendue avant { $at }
triage-deferred-by-you = Différée par vous
triage-deferred-by = Différée par { $name }
triage-escalated-to-you = Escaladée à vous
triage-escalated-to = Escaladée à { $names }
triage-unassigned = Non attribuée
triage-claimed-by-you = Prise par vous, { $at }
triage-claimed-by-you-now = Prise par vous
triage-claimed-by = Prise par { $name }
triage-owned-by-you = Accusée par vous
triage-owned-by = Accusée par { $name }
triage-closed-by = Clôturée par { $name }
triage-closed-by-bare = Clôturée
triage-why = Pourquoi ?
triage-answers-of = Réponses du { $day }, { $time }
triage-before-now = avant → maintenant
triage-symptom = Symptôme
triage-no-survey = Aucune réponse n'accompagne cette alerte.
triage-no-series = Pas assez de réponses pour une courbe.
triage-language-fr = français
triage-language-en = anglais
triage-comment-language = Écrit en { $language }
triage-urgency-urgent = « Cela ne peut pas attendre »
triage-temperatures = Température : { $readings }
triage-temperature-at = { $value }, { $at }
triage-measure-weight = Poids (kg)
triage-measure-ecog = ECOG
triage-measure-fall = Chute
triage-yes = oui
triage-no = non
triage-channel-phone = Saisi par téléphone
triage-reception-time = Horloge de l'appareil fausse : heure de réception
triage-unfinished = Non terminé
triage-unfinished-described = Envoyé avant la fin du questionnaire : ce que le patient avait répondu jusque-là.
triage-marks-late = Réponse tardive : écrite le { $written }, reçue le { $received }.
triage-marks-corrects = Réponse corrigée : elle remplace celle reçue le { $received }. Le niveau ne baisse pas.
triage-marks-corrected = Cette réponse a été corrigée ensuite (correction reçue le { $received }).
triage-sent = Réponse telle que reçue
triage-sent-line = { $what } : { $value }
triage-sent-attribute = { $item }, { $attribute }
triage-sent-questionnaire = Questionnaire
triage-sent-version = Version
triage-sent-authored_at = Heure de la réponse
triage-sent-urgency = Urgence ressentie
triage-sent-replaces = Corrige la réponse
triage-sent-measured_at = heure de mesure
triage-sent-value = valeur
triage-history = Historique
triage-history-none = Aucune action sur ce patient.
triage-history-all = Tout
triage-history-all-described = Voir toutes les actions ({ $count })
triage-history-less = Réduire
triage-history-undone = annulée
triage-history-until = jusqu'à { $at }
triage-history-to = à { $name }
triage-other-open = { $count ->
    [one] Une autre alerte ouverte pour ce patient : Espace la montre
   *[other] { $count } autres alertes ouvertes pour ce patient : Espace les montre
}

triage-actions = Actions sur l'alerte
triage-act-acknowledge = Accuser réception
triage-act-claim = Prendre
triage-act-release = Lâcher
triage-act-take-over = Reprendre
triage-act-call = Téléphoner
triage-act-measure = Mesure
triage-act-note = Note
triage-act-escalate = Escalader
triage-act-answer = Répondre
triage-act-defer = Différer
triage-act-reopen = Rouvrir
triage-act-expect = Sourdine…
triage-act-end-expected = Arrêter une sourdine…
triage-act-close = Clôturer
triage-reason-offline = Hors connexion : les décisions attendent le retour du service.
triage-reason-claimed = Prise en charge par { $name }.
triage-reason-closed = Alerte clôturée.
triage-reason-acknowledged = Déjà accusée.
triage-reason-pending = Résultat inconnu, vérification en cours.
triage-reason-escalated = Escaladée : reprenez-la d'abord.
triage-reason-claim-first = Critique ou non évaluée : prenez-la d'abord.
triage-reason-not-sent = Pas encore envoyée.
triage-reason-too-old = Clôturée depuis plus de 7 jours.
triage-reason-no-rule = Aucune règle ne s'est déclenchée ici : rien à mettre en sourdine.
triage-reason-nothing-expected = Rien n'est attendu pour ce patient.
triage-reason-not-this-role = La sourdine est réservée aux oncologues : vous pouvez escalader.
triage-reason-other-unit = Accès exceptionnel : cela reste à l'unité du patient.

triage-undo-nothing = Rien à annuler.
triage-unknown-outcome = Résultat inconnu, vérification…
triage-conflict-claimed = Déjà prise en charge par { $name } { $at }
triage-at-time = à { $time }
triage-about-patient = { $name } : { $text }
triage-conflict-closed = Clôturée par { $name } { $at }
triage-conflict-changed = Modifiée par { $name } { $at }
triage-conflict-changed-bare = Modifiée entre-temps par quelqu'un d'autre
triage-conflict-expected = Déjà attendu : décidé par { $name } { $at }
triage-conflict-ended = Déjà arrêté par { $name } { $at }
triage-conflict-view = Voir
triage-announce-new = { $level } : nouvelle alerte
triage-birth-name = { $sex ->
    [female] née { $name }
    [male] né { $name }
   *[other] né(e) { $name }
}
triage-overline-overdue = en retard de { $duration }
triage-overline-left = reste { $duration }
triage-overline-until = échéance { $at }
triage-overline-acknowledged = accusée
triage-overline-deferred = différée
triage-overline-back = différée, à reprendre
triage-overline-escalated = escaladée
triage-overline-answer-late = sans réponse
triage-overline-closed = clôturée
triage-history-alert = alerte reçue { $at }
triage-history-line = { $act } : { $said }
triage-born-label = { $sex ->
    [female] Née le
    [male] Né le
   *[other] Né(e) le
}
triage-age = ({ $years } ans)
triage-sex-label = Sexe
triage-ins-label = INS
triage-ins-none = non qualifié
triage-record-label = IPP
triage-chart-title = { $symptom }, { $weeks } dernières semaines
triage-chart-direction = ↑ plus haut = plus sévère
triage-chart-zone = zone { $level } : { $threshold }
triage-chart-cycles = Cycles
triage-chart-week = Semaine du
triage-chart-grade = Grade
triage-chart-missing = sans réponse
triage-chart-not-graded = sans grade
triage-chart-estimated = ≈ { $grade } { $word }
triage-chart-confirmed = { $grade } ✓ { $word }
triage-chart-last = Dernière valeur { $grade }
triage-chart-change = Évolution { $change }
triage-chart-inside = Dans la zone d'alerte
triage-chart-outside = Hors de la zone d'alerte
triage-quoted = « { $text } »
triage-answer-sentence = { $symptom } : avant { $before }, maintenant { $now }. { $change }
triage-worse = aggravé
triage-better = amélioré
triage-stable = stable
triage-present = présent
triage-absent = absent
triage-also = Aussi déclenché :
triage-why-non-response = Les derniers questionnaires sont restés sans réponse malgré les rappels.
triage-why-identity = L'identité de ce patient demande une décision.
triage-why-notice = Un message au patient n'a pas été remis, il n'est pas encore prévenu de l'arrêt, il a répondu après, ce qu'il avait commencé ne peut pas être lu, sa prescription arrive à son terme, ou un compte rendu de fin de suivi n'a pas été établi ou transmis : voir Documents et Questionnaires dans son dossier.
triage-why-unknown = L'explication de cette alerte n'est pas disponible.
triage-why-corrected = Après correction, aucune règle ne se déclenche : l'alerte garde son niveau et attend une décision.
triage-strip-hide = Masquer
triage-refused-bare = L'action n'a pas été enregistrée. Recommencez.
triage-newer = Une autre alerte de ce patient est passée devant celle-ci.
triage-done-by = { $act }, { $name } { $at }
triage-draft-kept = Brouillon gardé, rien n'est envoyé : { $name }.
triage-done-by-me = { $act } { $at }
