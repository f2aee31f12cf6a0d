# Les patients sans réponse.
silence-screen = Sans réponse
silence-list = Patients sans réponse
silence-list-described = J et K ou les flèches parcourent, Espace ou Maj+flèches choisissent, R relance, T téléphone, Entrée ouvre le dossier
silence-groups = Silence
silence-group-one_or_more = ≥ 1 questionnaire
silence-group-two_or_more = ≥ 2 questionnaires
silence-group-never_activated = Jamais activé
silence-sort = Tri : questionnaires manqués, puis contexte préoccupant, puis jours de silence
silence-column-mark = Choisi
silence-column-patient = Patient
silence-column-answered = Dernière réponse
silence-column-missed = Manqués
silence-column-reminders = Relances
silence-column-channel = Canal
silence-column-risk = Contexte
silence-column-step = Conduite
silence-answered-never = Jamais activé
silence-answered-none = Jamais répondu
silence-reminders-none = Aucune relance
silence-reminders-count = { $channel } ×{ $count }
silence-next-reminder = prochaine : { $at }
silence-reminder = { $channel } { $at } : { $state }
silence-reminder-by-hand = { $channel } { $at } (à la main) : { $state }
silence-channel = { $channel } : { $said }
silence-channel-unused = pas encore utilisé
silence-channel-bad-sms = numéro refusé
silence-channel-bad-email = adresse refusée
silence-channel-bad-app = en échec
silence-channel-no-sms = pas de numéro
silence-channel-no-email = pas d'adresse
silence-channel-no-app = indisponible
silence-no-channel = Ni numéro ni adresse
silence-worry-cycle = Cycle J{ $day }
silence-worry-grade = Dernier grade { $grade }
silence-worry-alert = Alerte ouverte : { $level }
silence-step-call = Appeler
silence-step-check_address = Vérifier le numéro
silence-step-invite_again = Renvoyer l'invitation
silence-step-remind = Relancer
silence-step-wait = Attendre la relance
silence-row-left = N'est plus sans réponse : F5
silence-spoken-chosen = Choisi
silence-spoken-missed = { $count ->
    [0] Aucun questionnaire manqué
    [one] { $count } questionnaire manqué
   *[other] { $count } questionnaires manqués
}
silence-spoken-reminders = Relances : { $told }
silence-spoken-step = Conduite proposée : { $step }
silence-act-remind = { $count ->
    [0] Relancer
    [one] Relancer { $count } patient
   *[other] Relancer { $count } patients
}
silence-act-call = Téléphoner
silence-act-answer = Saisir avec le patient
silence-act-pause = Mettre en pause…
silence-act-archive = Archiver…
silence-act-open = Ouvrir le dossier
silence-offline = Hors connexion : la lecture seule reste possible.
silence-confirm = { $count ->
    [one] Relancer { $count } patient maintenant ?
   *[other] Relancer { $count } patients maintenant ?
}
silence-confirm-one = Relancer maintenant { $who } ?
silence-confirm-yes = Relancer
silence-confirm-no = Ne pas relancer
silence-sending = Envoi des relances…
silence-unknown = Résultat inconnu : la réponse du service s'est perdue. Rien ne sera fait deux fois.
silence-reminded = { $count ->
    [one] Relance envoyée.
   *[other] { $count } relances envoyées.
}
silence-report = Relances envoyées : { $sent }. Non envoyées : { $left }.
silence-report-why = Pourquoi
silence-why-sent = Relance envoyée
silence-why-opened = Questionnaire ouvert et envoyé
silence-why-answered = A répondu entre-temps
silence-why-too_soon = Déjà relancé il y a moins de 24 h
silence-why-unreadable = Dossier illisible : rien ne peut être écrit
silence-why-nothing_open = Aucun questionnaire ouvert en ce moment
silence-why-not_followed = Suivi en pause, terminé, non activé ou sans consentement
silence-why-out_of_reach = N'est plus dans vos unités
silence-full = { $most } patients au plus à la fois.
silence-chosen = { $count ->
    [0] Aucun patient choisi
    [one] { $count } patient choisi
   *[other] { $count } patients choisis
}
silence-choose-hint = choisir
silence-call-in-file = Pas d'alerte de silence ouverte : le numéro est dans le dossier.
silence-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
silence-foot-cut = Les { $number } premiers patients
silence-empty-one_or_more = Tout le monde a répondu
silence-empty-one_or_more-body = Les patients apparaissent ici dès qu'un questionnaire reste sans réponse.
silence-empty-two_or_more = Personne n'a manqué deux questionnaires de suite
silence-empty-two_or_more-body = Ce sont les silences les plus longs.
silence-empty-never_activated = Tous les patients ont ouvert leurs pages
silence-empty-never_activated-body = Ceux qui ne les ont jamais ouvertes apparaissent ici.
silence-error = Liste des patients sans réponse indisponible.
