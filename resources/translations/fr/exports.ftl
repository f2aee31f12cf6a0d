# Les exports : ce qui sort du dossier, pour qui et pourquoi.
exports-screen = Exports
exports-list = Vos exports
exports-list-described = Entrée : enregistrer ce qui est prêt. Suppr : annuler.
exports-groups = État des exports
exports-group-open = En cours
exports-group-done = Terminés
exports-group-failed = Échecs
exports-about = Vos exports, les derniers demandés d'abord. Un fichier s'enregistre une seule fois, avant son heure limite.
exports-new = Nouvel export
exports-command = Nouvel export d'un rapport
exports-column-contents = Contenu
exports-column-format = Format
exports-column-destination = Destination
exports-column-scope = Patient ou unité, période
exports-column-state = État
exports-column-asked = Demandé, motif
exports-report = Rapport de télésurveillance
exports-block-surveys = Questionnaires
exports-block-actions = Alertes et actions
exports-block-comments = Commentaires
exports-format-pdf = PDF
exports-format-csv = CSV
exports-format-fhir = FHIR
exports-format-cda = CDA
exports-format-xdm = XDM
exports-about-pdf = Une page de synthèse, puis le détail : à lire, à imprimer, à archiver.
exports-about-csv = Des tableaux pour un tableur, avec leur description, dans un fichier zip.
exports-about-fhir = Un document HL7 FHIR R4, pour un autre logiciel de soins.
exports-about-cda = Un document CDA R2 avec le PDF à l'intérieur, pour un dossier partagé.
exports-about-xdm = L'enveloppe IHE XDM de la messagerie sécurisée de santé, avec le CDA.
exports-about-record = Envoyé au DPI dans le format qu'il reçoit : { $format }. Aucun fichier n'est enregistré sur ce poste.
exports-language-fr = français
exports-language-en = anglais
exports-destination-file = Fichier
exports-destination-record = DPI
exports-days = { $first } – { $last }
exports-purpose-hospital_record = Dossier de l'établissement
exports-purpose-care_continuity = Continuité des soins
exports-purpose-end_of_follow_up = Fin du suivi
exports-purpose-patient_access = Demande du patient
exports-purpose-end_of_contract = Fin de contrat
exports-size-kilo = { $size } ko
exports-size-mega = { $size } Mo
exports-size-giga = { $size } Go
exports-seconds = { $count } s
exports-state-queued = En attente
exports-state-queued-below = Dans quelques secondes
exports-state-making = Préparation { $done } %
exports-state-ready = Prêt
exports-state-ready-size = Prêt · { $size }
exports-state-until = À enregistrer avant { $at }
exports-state-failed = Échec
exports-state-cancelled = Annulé
exports-state-expired = Expiré sans être enregistré
exports-state-taken = Fichier remis
exports-state-handed_over = Préparé pour le DPI
exports-state-gone = Effacé avec le dossier
exports-failure-storage_full = Échec : le service n'a plus de place
exports-failure-too_large = Échec : rapport trop volumineux
exports-failure-identity_unreadable = Échec : identité illisible
exports-failure-identity_doubtful = Échec : identité douteuse
exports-failure-identity_changed = Échec : identité non qualifiée
exports-failure-interrupted = Échec : le service s'est arrêté
exports-failure-record_off = Échec : pas d'envoi au DPI
exports-failure-internal = Échec : erreur du service
exports-fix-storage_full = Prévenez l'exploitant, puis redemandez
exports-fix-too_large = Choisissez une période plus courte
exports-fix-identity_unreadable = Rien ne sort sans identité : prévenez l'exploitant
exports-fix-identity_doubtful = Rien ne sort tant que l'identité est douteuse
exports-fix-identity_changed = Redemandez-le : il sera fait sans INS
exports-fix-interrupted = Demandez-le à nouveau
exports-fix-record_off = L'envoi au DPI a été arrêté ou modifié : redemandez, au besoin en fichier
exports-fix-internal = Demandez-le à nouveau, ou signalez-le (F2)
exports-spoken-asked = Demandé { $at }
exports-save = Enregistrer…
exports-again = Demander à nouveau…
exports-cancel = Annuler l'export
exports-discard = Supprimer le fichier
exports-open-file = Ouvrir le dossier
exports-key-delete = Suppr
exports-open-hint = enregistrer
exports-again-hint = demander à nouveau
exports-foot = { $count ->
    [one] { $number } export
   *[other] { $number } exports
}
exports-foot-cut = Les { $number } derniers exports
exports-error = Exports indisponibles.
exports-empty-any = Aucun export
exports-empty-any-body = Demandez le rapport d'un patient avec « Nouvel export » : il se prépare ici, puis s'enregistre où vous le voulez.
exports-empty-open = Aucun export en cours
exports-empty-open-body = Ce que vous demandez se prépare ici ; ce qui est prêt se trouve sous « Terminés ».
exports-empty-done = Aucun export terminé
exports-empty-done-body = Un export terminé s'enregistre d'ici, une seule fois.
exports-empty-failed = Aucun échec
exports-empty-failed-body = Un export qui n'a pas pu être préparé apparaît ici, avec sa cause et ce qu'il faut faire.
exports-offline = Hors connexion : les exports attendent le retour du service.
exports-not-ready = Pas encore prêt : il s'enregistre dès que la préparation est finie.
exports-asked = Export demandé, vous serez prévenu dès qu'il est prêt
exports-ready = Un export est prêt à être enregistré
exports-handed-over = Un export part vers le DPI
exports-failed = Un export a échoué : voir Exports
exports-cancelled = Export annulé, il n'en reste aucun fichier
exports-discarded = Fichier supprimé sans être enregistré

# Demander un export.
exports-new-title = Nouvel export : rapport de télésurveillance
exports-new-leave = Ne pas exporter
exports-submit = Préparer l'export
exports-submitting = Demande en cours…
exports-unsettled = La réponse du service s'est perdue : l'export est peut-être demandé.
exports-field-patient = Patient
exports-patient-hint = Nom, date de naissance, INS ou IPP, parmi les patients de votre unité
exports-patient-missing = Choisissez le patient.
exports-change-patient = Autre patient
exports-field-destination = Destination
exports-field-format = Format
exports-field-delimiter = Séparateur des colonnes
exports-delimiter-semicolon = Point-virgule, virgule décimale
exports-delimiter-comma = Virgule, point décimal
exports-field-blocks = Contenu
exports-blocks-missing = Cochez au moins un contenu.
exports-field-days = Période
exports-days-weeks8 = 8 semaines
exports-days-weeks16 = 16 semaines
exports-days-year = 1 an
exports-days-all = Tout
exports-days-dates = Deux dates
exports-field-first = Premier jour
exports-field-last = Dernier jour
exports-day-hint = jj/mm/aaaa
exports-field-purpose = Motif de l'export
exports-purpose-choose = Choisir le motif…
exports-purpose-missing = Dites pourquoi ces données sortent : le motif est inscrit sur chaque page et au journal.
exports-field-language = Langue du rapport
exports-field-refused = Le service refuse cette valeur.
exports-field-not-offered = Pas proposé par le service de ce centre.
exports-field-no-days = Le dernier jour précède le premier.
exports-field-future = Ce jour n'est pas encore passé.
exports-field-identifying = Ce motif ne permet pas de nommer le patient.
exports-refused-doubtful = L'identité de ce patient est douteuse : rien ne sort tant qu'elle n'est pas vérifiée dans son dossier.
exports-refused-many = Trop d'exports en une heure. Rien n'a été demandé ; réessayez dans { $minutes } min.
exports-refused-not-found = Cet export, ou ce patient, n'est plus accessible.
exports-refused-gone = Ce fichier n'est plus là : il a déjà été enregistré, ou son heure limite est passée. Demandez-le à nouveau.
exports-refused-state = Cet export n'a pas de fichier.
exports-refused-stale = Un mois vient d'être clos : les chiffres sont relus, exportez-les ensuite.
exports-refused-fields = Le service refuse une des valeurs ci-dessus.

# Enregistrer le fichier.
exports-save-title = Enregistrer l'export
exports-saved = Enregistré : lisible par vous seul sur ce poste
exports-risk-title = Enregistrer ici ?
exports-risk-synced = Ce dossier est copié automatiquement vers un service en ligne. Un rapport nominatif ne doit pas y aller sans l'accord du centre.
exports-figures-synced = Ce dossier est copié automatiquement vers un service en ligne.
exports-figures-network = Ce dossier est sur le réseau : d'autres personnes peuvent y avoir accès.
exports-figures-removable = Ce support est amovible : il peut se perdre ou changer de mains.
exports-risk-network = Ce dossier est sur le réseau : d'autres personnes peuvent y avoir accès.
exports-risk-removable = Ce support est amovible : il peut se perdre ou changer de mains.
exports-elsewhere = Choisir un autre dossier…
exports-here-anyway = Enregistrer ici quand même
exports-disk-title = Le fichier n'est pas enregistré
exports-disk-full = Il n'y a plus de place sur ce disque.
exports-disk-no_right = Vous n'avez pas le droit d'écrire dans ce dossier.
exports-disk-no_folder = Ce dossier n'existe plus.
exports-disk-link = Ce nom mène ailleurs par un lien : rien n'est écrit à travers lui.
exports-disk-other = Ce disque n'a pas accepté le fichier.
exports-disk-kept = Le fichier a quitté le service et n'est plus que dans la mémoire de cette fenêtre : choisissez un autre dossier, sinon il est perdu.
exports-disk-again = Rien n'est perdu : l'export peut être refait.
exports-disk-waits = L'export est toujours prêt sur le service : rien n'est perdu.
exports-give-up = Abandonner le fichier
exports-later = Plus tard
exports-given-up = Fichier abandonné : demandez l'export à nouveau
exports-still-kept = Le fichier est encore en mémoire : Entrée sur un export pour l'enregistrer
exports-lost = La réponse s'est perdue, le fichier a pu partir avec elle : demandez l'export à nouveau

# Dans le dossier du patient.
exports-file-title = Vos rapports et exports
exports-file-new = Rapport de télésurveillance
exports-file-none-body = « Rapport de télésurveillance » (Ctrl+E) prépare un PDF, des tableaux ou un document pour le dossier de l'établissement.
exports-file-hint = Entrée : enregistrer ce qui est prêt, sinon voir dans Exports
exports-file-reading = Lecture de vos exports…
exports-file-column-contents = Rapport
exports-file-column-days = Période
exports-file-column-format = Format
exports-file-column-state = État
exports-file-column-asked = Demandé

# Ce que le fichier contiendra.
exports-preview-sides = Aperçu et données
exports-preview-preview = Aperçu
exports-preview-fields = Données
exports-preview-page = Première page du rapport
exports-preview-look = Voir l'aperçu
exports-preview-state-nothing = Choisissez le motif, puis voyez la première page ou les premières lignes : rien n'est écrit sur ce poste.
exports-preview-state-waiting = Préparation de l'aperçu…
exports-preview-state-shown = Aperçu affiché
exports-preview-state-failed = Aperçu indisponible
exports-preview-lines = { $count ->
    [one] { $number } ligne
   *[other] { $number } lignes
}
exports-preview-sections = Sections du document
exports-preview-resources = Contenu détaillé
exports-preview-part = { $name } : { $count }
exports-resource-patient = Identité du patient
exports-resource-episodeofcare = Suivi à distance
exports-resource-condition = Maladie suivie
exports-resource-careplan = Lignes de traitement
exports-resource-medicationadministration = Cycles de traitement
exports-resource-questionnaireresponse = Questionnaires remplis
exports-resource-observation = Symptômes, mesures, événements
exports-resource-detectedissue = Alertes : ce qui a été trouvé
exports-resource-task = Alertes : ce qui a été fait
exports-resource-communication = Appels et commentaires
exports-resource-organization = Établissements et unités
exports-resource-practitioner = Professionnels nommés
exports-resource-practitionerrole = Qui a demandé l'export
exports-resource-device = Logiciel
exports-resource-composition = Page de garde du document
exports-fields-what = Donnée
exports-fields-who = Désigne
exports-fields-count = { $count ->
    [one] { $count } identifiante
   *[other] { $count } identifiantes
}
exports-field-identifies = identifiante
exports-held-what = Donnée
exports-held-column = Colonne
exports-held-type = Type
exports-held-example = Exemple inventé
exports-held-report = Patients et demande
exports-held-report-about = Une ligne par patient
exports-held-questionnaires = Questionnaires
exports-held-questionnaires-about = Une ligne par réponse
exports-held-actions = Alertes et actions
exports-held-actions-about = Une ligne par acte
exports-held-comments = Commentaires
exports-held-comments-about = Une ligne par commentaire
exports-held-lines = Ressources FHIR
exports-held-lines-about = Une ressource par ligne, un fichier par type, de la forme « Patient.ndjson »
exports-held-count = { $count ->
    [one] 1 donnée
   *[other] { $count } données
}, { $naming ->
    [0] aucune identifiante
    [one] 1 identifiante
   *[other] { $naming } identifiantes
}
exports-held-open = Déplié, Entrée pour replier
exports-held-folded = Replié, Entrée pour déplier
exports-held-example-text = texte
exports-held-example-code = code
