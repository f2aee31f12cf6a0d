# Ce qui est écrit aux patients (R-NOT-01) : ni maladie, ni traitement, ni symptôme, ni spécialité,
# ni nom. Les SMS tiennent dans 160 caractères GSM-7 : pas de « ê », « ô », « ç ».
messages-centre = Votre hôpital

messages-sms-emergency = Urgence : 15.
messages-sms-invitation = { $name } : votre code personnel est { $code }. Entrez-le sur { $link } avec votre date de naissance.
messages-sms-survey_open = { $name } : votre questionnaire de la semaine vous attend sur { $link }. { $emergency }
messages-sms-reminder = { $name } : rappel, votre questionnaire de la semaine vous attend sur { $link }. { $emergency }
messages-sms-second_reminder = { $name } : sans vos réponses de la semaine, votre équipe peut vous appeler. Questionnaire : { $link }. { $emergency }
messages-sms-reminder_now = { $name } : votre équipe attend vos réponses au questionnaire de la semaine sur { $link }. { $emergency }
messages-sms-follow_up_ended = { $name } : suivi à distance terminé le { $day }, vos réponses ne seront plus lues. Vos soins continuent. Détails : { $link }. { $emergency }
messages-sms-follow_up_ended-short = { $name } : suivi à distance terminé le { $day }, vos réponses ne seront plus lues. Vos soins continuent. { $link } { $emergency }
messages-sms-account_archive = { $name } : vous n'utilisez plus votre compte, il sera archivé le { $day }. Pour le garder : { $link }
messages-sms-account_erase = { $name } : votre compte et ses données seront effacés le { $day }. Pour les garder : { $link }
messages-sms-call_us = { $phone ->
    [none] { $name } : merci de rappeler votre équipe. { $emergency }
   *[other] { $name } : merci de rappeler votre équipe au { $phone }. { $emergency }
 }

messages-email-hello = Bonjour,
messages-email-end = { $phone ->
    [none] Ce message est automatique : personne ne lit les réponses à cette adresse.
   *[other] Ce message est automatique : personne ne lit les réponses à cette adresse. Pour joindre votre équipe : { $phone }.
 }
messages-email-help = Une question sur la fin de votre suivi ou sur vos données : { $email }.
messages-email-emergency = En cas d'urgence, appelez le 15 (114 par SMS si vous entendez mal).
messages-email-invitation-subject = Votre code personnel
messages-email-invitation = Votre code personnel est { $code }. Entrez-le sur { $link } avec votre date de naissance. Ne le donnez à personne d'autre.
messages-email-survey_open-subject = Votre questionnaire de la semaine
messages-email-survey_open = Votre questionnaire de la semaine vous attend sur { $link }. Quelques minutes suffisent.
messages-email-reminder-subject = Rappel : votre questionnaire de la semaine
messages-email-reminder = Votre questionnaire de la semaine vous attend toujours sur { $link }. Quelques minutes suffisent.
messages-email-second_reminder-subject = Second rappel : votre questionnaire de la semaine
messages-email-second_reminder = Sans vos réponses au questionnaire de la semaine, votre équipe peut vous appeler. Pour répondre : { $link }.
messages-email-reminder_now-subject = Votre équipe attend vos réponses
messages-email-reminder_now = Votre équipe attend vos réponses au questionnaire de la semaine. Pour répondre : { $link }.
messages-email-follow_up_ended-subject = Votre suivi à distance est terminé
messages-email-follow_up_ended = Votre suivi à distance est terminé depuis le { $day }. Vos réponses ne seront plus lues et plus aucun questionnaire ne vous sera envoyé. Vos soins continuent avec votre équipe ou avec les professionnels de votre choix ; ce service ne remplace pas un suivi médical. Pour demander pourquoi, ou pour recevoir une copie de vos données : { $link }.
messages-email-account_archive-subject = Votre compte sera archivé
messages-email-account_archive = Vous n'utilisez plus votre compte de suivi à distance. Il sera archivé le { $day } : il restera conservé comme la loi le demande, et ne servira plus. Si vous souhaitez le garder, dites-le sur vos pages avant cette date : { $link }.
messages-email-account_erase-subject = Votre compte et vos données seront effacés
messages-email-account_erase = Le délai de conservation de votre compte de suivi à distance arrive à son terme. Le compte et ses données seront effacés le { $day }, sans retour possible. Si vous souhaitez les garder, dites-le sur vos pages avant cette date : { $link }.
messages-email-call_us-subject = Merci de rappeler votre équipe
messages-email-call_us = { $phone ->
    [none] Votre équipe souhaite vous parler. Merci de la rappeler.
   *[other] Votre équipe souhaite vous parler. Merci de la rappeler au { $phone }.
 }

messages-app-survey_open = Votre questionnaire de la semaine vous attend.
messages-app-reminder = Votre questionnaire de la semaine vous attend toujours.
messages-app-second_reminder = Sans vos réponses au questionnaire de la semaine, votre équipe peut vous appeler.
messages-app-reminder_now = Votre équipe attend vos réponses au questionnaire de la semaine.
messages-app-follow_up_ended = Votre suivi à distance est terminé depuis le { $day }. Plus personne ne lit vos réponses, et plus aucun questionnaire ne vous sera envoyé. Vos soins continuent avec votre équipe ou avec les professionnels de votre choix ; ce service ne remplace pas un suivi médical. Pour demander pourquoi, ou pour recevoir une copie de vos données : « Nous contacter ». En cas d'urgence, appelez le 15.
messages-app-account_archive = Votre compte n'est plus utilisé et sera archivé le { $day }. Si vous souhaitez le garder, dites-le dans « Mes choix » avant cette date.
messages-app-account_erase = Votre compte et ses données seront effacés le { $day }, sans retour possible. Si vous souhaitez les garder, dites-le dans « Mes choix » avant cette date.
messages-app-call_us = { $phone ->
    [none] Votre équipe souhaite vous parler. Merci de la rappeler.
   *[other] Votre équipe souhaite vous parler. Merci de la rappeler au { $phone }.
 }
