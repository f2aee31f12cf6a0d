# Niveaux, états et origines des alertes.
word-level-critical = Critique
word-level-high = Élevée
word-level-moderate = Modérée
word-level-info = Info
word-level-technical = Technique
word-state-new = Nouvelle
word-state-acknowledged = Accusée
word-state-deferred = Différée
word-state-escalated = Escaladée
word-state-closed = Clôturée
word-kind-clinical = Alerte clinique
word-kind-non_response = Sans réponse
word-kind-technical = Réponse non évaluée
word-kind-identity = Identité à vérifier
word-kind-notice = Avis

# Actes de l'historique.
word-act-claim = Prise
word-act-release = Lâchée
word-act-take_over = Reprise
word-act-acknowledge = Réception accusée
word-act-call = Appel
word-act-measure = Mesure
word-act-note = Note
word-act-defer = Différée
word-act-escalate = Escalade
word-act-answer = Réponse
word-act-reopen = Réouverture
word-act-close = Clôture
word-act-undo = Annulation

# Actes accomplis, dits en bas de la fenêtre.
word-done-acknowledge = Réception accusée : { $name }.
word-done-claim = Alerte prise : { $name }.
word-done-release = Alerte lâchée : { $name }.
word-done-take_over = Alerte reprise : { $name }.
word-done-call = Appel enregistré : { $name }.
word-done-measure = Mesure enregistrée : { $name }.
word-done-note = Note ajoutée : { $name }.
word-done-defer = Alerte différée : { $name }.
word-done-escalate = Envoi dans 30 s : { $name }.
word-done-ask_again = Question ajoutée à l'escalade : { $name }.
word-done-answer = Réponse envoyée : { $name }.
word-done-reopen = Alerte rouverte : { $name }.
word-done-expect = Mis en sourdine pour { $name }.
word-done-end_expected = Sourdine arrêtée : { $name }.
word-done-close = Alerte clôturée : { $name }.
word-done-undo = Action annulée : { $name }.

# Mesures codées.
word-measure-01 = Conseils par téléphone
word-measure-02 = Surveillance, réévaluer au prochain questionnaire
word-measure-03 = Message au patient
word-measure-04 = Injoignable, message laissé
word-measure-05 = Avis médical demandé
word-measure-06 = Traitement symptomatique selon protocole
word-measure-07 = Traitement anticancéreux modifié ou reporté
word-measure-08 = Consultation avancée ou programmée
word-measure-09 = Bilan ou examen prescrit
word-measure-10 = Soins de support
word-measure-11 = Médecin traitant ou soins de ville
word-measure-12 = Urgences ou appel du 15
word-measure-13 = Hospitalisation
word-measure-14 = Alerte non pertinente
word-measure-99 = Autre

# Appels, causes, voies.
word-contact-patient_reached = { $sex ->
    [female] Patiente jointe
    [male] Patient joint
   *[unknown] Patient(e) joint(e)
}
word-contact-carer_reached = Aidant joint
word-contact-unreachable = Injoignable
word-contact-message_left = Message laissé
word-cause-input_error = Erreur de saisie
word-cause-known_symptom = Symptôme connu
word-cause-duplicate = Doublon

# Pourquoi une règle ne peut être mise en sourdine.
word-obstacle-critical = critique, jamais en sourdine
word-obstacle-beside = regarde autre chose que le grade d'un seul symptôme
word-obstacle-severe = grade au-dessus de 2, jamais attendu
word-obstacle-other_rules = ne fait plus partie des règles en vigueur
word-access-emergency = Urgence
word-access-continuity_of_care = Continuité des soins
word-access-patient_request = Demande du patient
word-access-other = Autre motif
word-defer-call_back = Injoignable, rappel prévu
word-defer-result_awaited = En attente d'un résultat
word-defer-appointment = Rendez-vous déjà prévu
word-defer-advice_awaited = En attente d'un avis
word-defer-other = Autre
word-channel-web = Page web
word-channel-phone = Téléphone
word-channel-api = Autre logiciel
word-channel-import = Historique importé

# Personnes.
word-role-nurse = Soins infirmiers
word-role-oncologist = Oncologie
word-role-manager = Direction du centre
word-role-admin = Administration des comptes
word-role-privacy_officer = Protection des données
word-role-patient = Patient
word-role-researcher = Recherche
word-role-system = Système
word-monitoring-pending = Suivi à venir
word-monitoring-active = Suivi en cours
word-monitoring-paused = Suivi suspendu
word-monitoring-ended = Suivi terminé
word-identity-provisional = Provisoire
word-identity-retrieved = Récupérée
word-identity-validated = Validée
word-identity-qualified = Qualifiée
word-identity-doubtful = Douteuse
word-civility-mme = Mme
word-civility-m = M.
word-sex-female = F
word-sex-male = M
word-sex-unknown = ?

# Réponses et grades.
word-missing-not_answered = sans réponse
word-missing-opt_out = ne souhaite pas répondre
word-missing-not_asked = non demandé
word-missing-presence_only = présence seulement, sans grade
word-missing-not_computable = grade non calculable
word-attribute-composite = grade estimé
word-attribute-frequency = fréquence
word-attribute-severity = intensité
word-attribute-interference = gêne
word-attribute-amount = importance
word-attribute-presence = présence
word-attribute-temperature = température
word-attribute-urgency = urgence ressentie
word-attribute-weight = poids
word-attribute-ecog = état général (ECOG)
word-attribute-fall = chute
word-attribute-treatment = traitement en cours
word-grade-0 = aucun
word-grade-1 = léger
word-grade-2 = modéré
word-grade-3 = sévère
word-grade-4 = pronostic vital
word-axis-0 = Aucune
word-axis-1 = Légère
word-axis-2 = Modérée
word-axis-3 = Sévère
word-axis-4 = Vitale

# Secrets du poste.
word-secrets-no_keyring = Ce poste n'a pas de trousseau : rien n'y est gardé après la fermeture.
word-secrets-not_trusted = Le trousseau de ce poste écrit en clair : il n'est pas utilisé, rien n'est gardé après la fermeture.
word-secrets-not_working = Le trousseau de ce poste ne répond pas ou est verrouillé : rien n'est gardé après la fermeture.

# Événements du dossier.
word-event-emergency_visit = Passage aux urgences
word-event-emergency_visit-short = Urgences
word-event-hospitalisation = Hospitalisation
word-event-hospitalisation-short = Hosp.
word-event-consultation = Consultation
word-event-consultation-short = Cs
word-event-imaging = Imagerie
word-event-imaging-short = Imagerie
word-event-treatment_change = Changement de traitement
word-event-treatment_change-short = Changement
word-event-treatment_stop = Arrêt du traitement
word-event-treatment_stop-short = Arrêt
word-event-other = Autre événement
word-event-other-short = Autre

# La fin d'un suivi, et ce qui le fait reprendre.
word-informed-in_person = de vive voix
word-informed-by_phone = par téléphone
word-informed-by_letter = par courrier
word-informed-on_pages = sur ses pages
word-restored-relapse = rechute
word-restored-error = erreur

# Messages aux patients.
word-message-invitation = Invitation
word-message-survey_open = Questionnaire ouvert
word-message-reminder = Rappel
word-message-second_reminder = Second rappel
word-message-reminder_now = Relance de l'équipe
word-message-follow_up_ended = Fin du suivi
word-message-account_archive = Compte bientôt archivé
word-message-account_erase = Compte bientôt effacé
word-message-call_us = Demande de rappel
word-message_by-sms = SMS
word-message_by-email = E-mail
word-message_by-app = Pages du patient
word-message_is-queued = en attente
word-message_is-sending = envoi en cours
word-message_is-sent = envoyé
word-message_is-delivered = remis
word-message_is-failed = non remis
word-message_is-expired = trop tard
word-message_is-cancelled = annulé
word-message_fault-no_address = aucune adresse
word-message_fault-wrong_address = numéro ou adresse erronés
word-message_fault-refused = refusé par le fournisseur
word-message_fault-not_delivered = pas arrivé à destination
word-message_fault-busy = nouvel essai demandé
word-message_fault-slowed = envois limités par le fournisseur
word-message_fault-away = fournisseur injoignable
word-message_fault-not_allowed = compte refusé par le fournisseur
word-message_fault-not_configured = canal non installé
word-message_fault-too_late = délai dépassé
word-message_fault-unreadable = contenu illisible
word-message_fault-withdrawn = devenu sans objet
