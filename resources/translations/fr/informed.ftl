# Dire que le patient est prévenu de l'arrêt.
informed-command = Noter que le patient est prévenu…
informed-title = Patient prévenu de l'arrêt
informed-leave = Ne rien noter
informed-submit = Noter que le patient est prévenu
informed-submitting = Enregistrement…
informed-offline = Hors connexion : rien ne peut être noté.
informed-unsettled = La réponse s'est perdue : peut-être est-ce noté. Vérifiez avant de recommencer.
informed-how = Comment l'avez-vous prévenu
informed-by_phone = Par téléphone
informed-in_person = De vive voix
informed-by_letter = Par courrier
informed-what = Le rappel quotidien dans la file s'arrête, votre nom et la date sont gardés. Dites au patient que personne ne lit plus ses réponses, que ses soins continuent, et qui appeler en urgence.
informed-already = Le patient est déjà prévenu, ou son suivi a repris.
informed-done = Noté : le patient est prévenu.
informed-refused-stale = Cette archive vient de changer : relisez-la avant de noter quoi que ce soit.
