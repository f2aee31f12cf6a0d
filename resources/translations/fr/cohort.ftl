# L'export d'une unité entière : demandé par un oncologue, décidé par une seconde personne.
cohort-new = Export d'une unité
cohort-command = Nouvel export d'une unité entière
cohort-title = Nouvel export : une unité entière
cohort-contents = Unité entière
cohort-patients = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
cohort-format-csv = CSV (zip)
cohort-format-ndjson = FHIR NDJSON (zip)
cohort-about-csv = Des tableaux pour un tableur, avec leur description, dans un fichier zip.
cohort-about-ndjson = Des ressources HL7 FHIR R4, une par ligne et un fichier par type, dans un fichier zip.
cohort-field-unit = Unité
cohort-unit-choose = Choisir l'unité…
cohort-unit-missing = Choisissez l'unité.
cohort-field-words = Pourquoi, pour qui
cohort-words-missing = Dites à la seconde personne pourquoi cet export est nécessaire, et qui le recevra.
cohort-second-title = Une seconde personne décide
cohort-second = Le délégué à la protection des données voit tout ce qui est demandé, et chaque donnée. Rien n'est préparé avant son accord ; sans réponse en 24 heures, la demande tombe.
cohort-nominative = Le fichier nomme toujours les patients : une copie sans noms ne servirait à aucun soin.
cohort-held = Ce que le fichier contient
cohort-naming = { $count ->
    [one] { $count } donnée identifiante
   *[other] { $count } données identifiantes
}
cohort-submit = Demander l'accord
cohort-field-not-yours = Cette unité n'est pas, ou plus, une des vôtres.
cohort-field-nobody = Cette unité n'a aucun patient.
cohort-field-too-many = Cette unité a plus de patients qu'un export n'en prend.
cohort-state-waiting = Attend l'accord
cohort-state-queued = Accordé
cohort-state-making = Préparation
cohort-state-ready = Prêt
cohort-state-refused = Refusé
cohort-state-lapsed = Sans suite après 24 h
cohort-state-void = Caduc : l'unité a changé
cohort-state-cancelled = Annulé
cohort-state-failed = Échec
cohort-state-expired = Expiré sans être enregistré
cohort-state-taken = Fichier remis
cohort-below-waiting = Du DPO, avant { $at }
cohort-below-queued = Commence dans quelques secondes
cohort-below-making = { $done } sur { $all } patients
cohort-below-refused = Par le délégué (DPO)
cohort-below-lapsed = Personne n'a décidé à temps : redemandez
cohort-below-void = Ce qui était demandé n'était plus vrai : redemandez
cohort-left-out = { $count ->
    [one] { $number } patient non inclus
   *[other] { $number } patients non inclus
}
cohort-saving = Enregistrement { $done } %
cohort-failure-storage_full = Échec : le service n'a plus de place
cohort-failure-too_large = Échec : export trop volumineux
cohort-failure-nobody_left = Échec : aucun patient à inclure
cohort-failure-patient_erased = Retiré : un dossier a été effacé
cohort-failure-patient_changed = Retiré : un patient n'y a plus sa place
cohort-failure-interrupted = Échec : le service s'est arrêté
cohort-failure-internal = Échec : erreur du service
cohort-fix-storage_full = Prévenez l'exploitant, puis redemandez
cohort-fix-too_large = Choisissez une période plus courte
cohort-fix-nobody_left = Identités douteuses, ou patients partis ailleurs
cohort-fix-patient_erased = Redemandez : il n'y sera plus
cohort-fix-patient_changed = Identité devenue douteuse, ou autre unité : redemandez
cohort-fix-interrupted = Redemandez-le
cohort-fix-internal = Redemandez-le, ou signalez-le (F2)
cohort-not-decided = Le délégué à la protection des données n'a pas encore décidé.
cohort-asked = Demande envoyée au délégué à la protection des données
cohort-ready = L'export d'une unité est prêt : une heure pour l'enregistrer
cohort-refused = L'export d'une unité est refusé : voir Exports
cohort-undone = L'export d'une unité n'aboutit pas : voir Exports
cohort-proof-title = Enregistrer l'export d'une unité
cohort-proof-body = Ce fichier nomme tous les patients d'une unité et ne part qu'une fois. Rien n'a quitté le service.
cohort-lost = Le fichier avait quitté le service et il est perdu : demandez l'export à nouveau.
cohort-broken-off = La connexion s'est rompue : si l'export n'est plus prêt, le fichier est perdu, demandez-le à nouveau.
