# La fin d'un télésuivi.
archive-begin = Archiver…
archive-command = Archiver la télésurveillance…
archive-title = Archiver la télésurveillance
archive-reason = Motif
archive-no-message = { $reason } (aucun message n'est envoyé)
archive-detail = Précision
archive-detail-hint = facultative, lue par l'équipe
archive-detail-short = dites-le en quelques mots
archive-died-on = Date du décès
archive-collection = Le patient l'a dit
archive-effects = Ce qui va se passer
archive-stops = Plus de questionnaire ni d'alerte dès maintenant
archive-stops-asked = Plus de questionnaire ni d'alerte dès maintenant, celui qui est ouvert est annulé
archive-no-alerts = Personne ne lit plus de réponse : celles qui arrivent encore sont refusées et listées
archive-care = Les soins continuent en dehors de la plateforme
archive-care-death = Le dossier reste ouvert à l'équipe
archive-kept = Données gardées 10 ans après le dernier questionnaire ({ $last } → { $until })
archive-kept-never = Données gardées jusqu'au { $until }, aucun questionnaire n'a été rempli
archive-back = Restauration possible en cas de rechute ou d'erreur
archive-back-consent = Restauration possible avec un nouveau consentement
archive-back-error = Restauration possible en cas d'erreur
archive-alerts = { $count ->
    [one] 1 alerte ouverte, à clôturer ici
   *[other] { $count } alertes ouvertes, à clôturer ici
}
archive-alert = { $level }, reçue { $at }
archive-alert-claimed = { $alert }, prise par { $by }
archive-alert-words = Motif en quelques mots
archive-alert-reason = Motif de clôture
archive-message = Message au patient
archive-channels = Canal
archive-languages = Langue
archive-message-none = Aucun message n'est envoyé.
archive-message-impossible = Ce message ne peut pas être écrit ainsi et ne partirait pas.
archive-told-app = Toujours laissé sur ses pages, lu à la prochaine connexion.
archive-told-sms = Part dans { $seconds } s. { $septets }/{ $most } caractères.
archive-told-email = Part dans { $seconds } s.
archive-told-no-sms = Pas de numéro de mobile : aucun SMS ne part.
archive-told-no-email = Pas d'adresse : aucun e-mail ne part.
archive-told-other-language = Le patient lit l'autre langue : celui-ci ne part pas.
archive-leave = Ne pas archiver
archive-submit = Archiver et prévenir dans { $seconds } s
archive-submit-silent = Archiver sans message
archive-submitting = Archivage…
archive-offline = Hors connexion : rien ne peut être archivé.
archive-unsettled = La réponse s'est perdue : peut-être est-ce fait. Vérifiez avant de recommencer.
archive-done = Archivé. Le message part dans 30 s.
archive-done-silent = Archivé. Aucun message n'est envoyé.
archive-undone = Archivage annulé : le suivi continue comme avant.
archive-undo-command = Annuler l'archivage
archive-refused-contact = Une alerte sévère demande un contact avec le patient : appelez depuis le triage, ou donnez un motif.
archive-refused-assessment = Une réponse n'a pas été évaluée : évaluez-la dans le triage, ou donnez un motif.
archive-refused-alerts = Une alerte est ouverte entre-temps : clôturez-la aussi.
archive-refused-claimed = { $by ->
    [none] Quelqu'un travaille sur une alerte de ce patient.
   *[other] { $by } travaille sur une alerte de ce patient.
}
archive-refused-ended = { $by ->
    [none] Ce suivi est déjà terminé, ou n'a pas commencé.
   *[other] { $by } a déjà archivé ce suivi.
}
archive-refused-faster = { $by } a changé ce dossier à { $at } : relisez, puis archivez.
archive-refused-stale = Ce dossier vient de changer : relisez, puis archivez.
archive-field-future = dans le futur
archive-field-before-birth = avant la naissance
archive-field-refused = refusé par le service
archive-alert-changed = cette alerte a changé : dites-le à nouveau
archive-other-first = Un archivage attend encore sa réponse : attendez, ou vérifiez-le d'abord.
archive-refused-undo = Il est trop tard pour annuler : le message part. Restaurez le suivi depuis le dossier.
archive-submit-untold = Archiver
archive-untold = Ni mobile ni e-mail : prévenez le patient vous-même, il ne l'apprendrait qu'en ouvrant ses pages.
archive-done-untold = Archivé. Ni mobile ni e-mail : prévenez le patient vous-même.
