# Les pages du patient : ce qu'il lit sur son téléphone.
portal-title = Mon suivi à distance
portal-skip = Aller au contenu
portal-other-language = English
portal-menu = Mon espace
portal-continue = Continuer
portal-next = Suivant
portal-previous = Précédent
portal-back-home = Retour à l'accueil
portal-help-call = En cas d'urgence, appelez
portal-help-15 = le 15
portal-help-hearing = 114 par SMS si vous entendez mal
portal-error-title = Il manque quelque chose
portal-error-choose = Choisissez une réponse.
portal-error-comment-long = 1 000 caractères au plus.
portal-error-weight = Un poids en kilogrammes, entre 25 et 300, par exemple 62,5.
portal-error-degrees = Une température entre 30 et 45, par exemple 38,2.
portal-error-when = Indiquez le jour et l'heure de cette mesure.

portal-door-title = Mon suivi à distance
portal-door-open = Ouvrir
portal-enter-title = Bienvenue
portal-enter-ended = La session est terminée, par sécurité. Vos réponses enregistrées sont gardées : identifiez-vous pour continuer.
portal-enter-code = Code reçu
portal-enter-code-hint = 6 lettres et chiffres, par SMS, e-mail ou sur votre feuille.
portal-enter-code-missing = Entrez le code reçu.
portal-enter-known = Ce téléphone est reconnu : votre date de naissance suffit.
portal-enter-other-code = Utiliser un autre code
portal-enter-born = Né(e) le
portal-enter-day = Jour
portal-enter-month = Mois
portal-enter-year = Année
portal-enter-born-missing = Entrez le jour, le mois et l'année de naissance, par exemple 14 03 1958.
portal-enter-answering = Qui répond ?
portal-enter-self = Moi-même
portal-enter-carer = Un proche m'aide
portal-enter-answering-missing = Dites qui répond.
portal-enter-refused = Ce code et cette date ne vont pas ensemble, ou le code n'est plus valable. Après 5 essais, le code est bloqué : appelez votre équipe soignante, elle vous en donnera un autre.
portal-enter-expired = Ce code n'est plus valable. Appelez votre équipe soignante : elle vous en donnera un autre.
portal-enter-cookies = Ces pages gardent dans ce navigateur seulement de quoi vous reconnaître. Aucun suivi publicitaire.

portal-problem-title = Cette page ne s'ouvre pas
portal-problem-missing = Il n'y a rien à cette adresse.
portal-problem-too-soon = Trop d'essais. Attendez une minute, puis recommencez.
portal-problem-form = Cette page est restée ouverte trop longtemps. Revenez à l'accueil : ce qui est enregistré est gardé.
portal-problem-busy = Le service ne répond pas pour le moment. Ce qui est enregistré est gardé : réessayez dans un instant.
portal-problem-not-followed = Votre suivi à distance est terminé : cette réponse n'a pas été enregistrée, et personne ne la lira. Appelez votre équipe soignante.
portal-problem-other = Cela n'a pas marché. Ce qui est enregistré est gardé.

portal-left-title = Vous avez quitté vos pages
portal-left-text = Ce qui attendait dans ce navigateur est effacé. Ce que vous aviez enregistré est gardé par le service.
portal-left-again = Revenir
portal-leave = Quitter
portal-leave-waits = Une réponse attend encore le réseau dans ce navigateur. Si vous quittez maintenant, elle sera effacée et personne ne la lira.
portal-leave-forget = Oublier aussi ce téléphone (le code sera redemandé)

portal-home-title = Mon suivi
portal-home-link = Accueil
portal-home-mine = Mes données, mes droits
portal-home-open = Votre questionnaire de la semaine
portal-home-new = Environ 4 minutes. Chaque page est enregistrée : vous pouvez vous arrêter et reprendre.
portal-home-begin = Commencer
portal-home-begun = { $done } pages sur { $all } sont enregistrées. Rien n'est envoyé tant que vous n'avez pas fini.
portal-home-early = Une réponse qui peut être urgente a déjà été envoyée à votre équipe. Terminez le questionnaire si vous le pouvez.
portal-home-over = Cette page n'a pas été ajoutée : sa semaine est terminée, ou vos réponses sont déjà parties. Si quelque chose a changé, appelez votre équipe.
portal-home-over-unsent = Ces réponses ne sont pas parties : leur semaine est terminée, ou votre équipe les a déjà notées. Elle verra ce qui y paraît grave, et rien d'autre. Si quelque chose ne va pas, appelez-la.
portal-home-waits = Une réponse attend dans ce navigateur : elle part dès que le réseau revient.
portal-home-expired = Une réponse gardée dans ce navigateur n'a pas pu partir en 3 jours : elle est effacée, et personne ne l'a lue. Répondez de nouveau si vous le pouvez, ou appelez votre équipe.
portal-home-resume = Reprendre
portal-home-until = À envoyer avant { $day }.
portal-home-answered = Merci, le questionnaire de la semaine est envoyé.
portal-home-nothing = Pas de questionnaire aujourd'hui
portal-message = Message de votre équipe
portal-message-read = J'ai lu
portal-next-day = Prochain questionnaire : { $day }.
portal-next-unknown = Nous vous préviendrons du prochain questionnaire.
portal-worse-title = Si cela s'aggrave avant
portal-worse-before = Si votre état change avant, appelez votre service sans attendre le questionnaire.
portal-worse-emergency = En cas d'urgence, ou si le service ne répond pas :
portal-call-unit = Appeler mon service : { $phone }

portal-closed-title = Votre suivi à distance est terminé
portal-closed-unread = Vos réponses ne sont plus lues.
portal-closed-since = Terminé depuis le { $day } { $year } : plus aucun questionnaire ne vous est envoyé, et personne ne lit ce qui serait écrit ici.
portal-closed-goes-on = Vos soins continuent, avec votre équipe ou avec les professionnels de votre choix. Ce service ne remplace pas un suivi médical.
portal-closed-ask = Pour demander pourquoi, ou pour recevoir une copie de vos données : Nous contacter, ci-dessous.
portal-closed-care = Vos soins continuent. Pour toute question, appelez votre service.
portal-refused-title = Pas de suivi à distance
portal-refused-text = Vous avez choisi de ne pas être suivi(e) à distance. Aucun questionnaire ne vous sera envoyé, et personne ne lira de réponse ici.

portal-question-progress = { $place } sur { $all }
portal-question-changed = Ces réponses ont changé sur un autre téléphone depuis. Pour chaque page, la dernière réponse enregistrée compte : relisez le résumé avant d'envoyer.
portal-question-saved = Chaque page est enregistrée quand vous appuyez sur Suivant.
portal-offline-title = Pas de réseau
portal-offline-text = Votre réponse est gardée dans ce navigateur et partira dès que le réseau revient. Laissez cette page ouverte, ou revenez-y plus tard.
portal-offline-where = Sans réseau, elle est gardée dans ce navigateur, 3 jours au plus ; elle y est effacée après l'envoi et quand vous quittez.
portal-temperature-hint = Laissez vide si vous ne l'avez pas prise.
portal-temperature-reading = Mesure { $number }
portal-temperature-degrees = Température (°C)
portal-temperature-day = Jour
portal-temperature-time = Heure
portal-temperature-more = Ajouter une autre mesure
portal-weight-hint = Laissez vide si vous ne vous êtes pas pesé(e).
portal-comment-limit = 1 000 caractères au plus.
portal-comment-left = Il reste # caractères.

portal-urgent-title = Appelez maintenant
portal-urgent-why = Vos réponses montrent un signe qui peut être urgent.
portal-urgent-15 = Appeler le 15
portal-urgent-unit = Appeler mon service : { $phone }
portal-urgent-114 = Écrire au 114 (si vous entendez mal)
portal-urgent-hours = Votre service répond { $hours }. En dehors de ces heures, appelez le 15.
portal-urgent-sent = L'alerte est déjà envoyée à votre équipe, qui la lit aux heures d'ouverture. N'attendez pas qu'elle vous appelle.
portal-urgent-continue = Continuer le questionnaire

portal-summary-title = Relisez avant d'envoyer
portal-summary-text = Rien d'autre ne part tant que vous n'appuyez pas sur Envoyer.
portal-summary-changed = Des réponses ont changé sur un autre téléphone depuis. Relisez, puis envoyez.
portal-summary-missing = Il reste des pages sans réponse. Complétez-les pour envoyer.
portal-summary-not-yet = Sans réponse
portal-summary-nothing = Non renseigné
portal-summary-change = Modifier
portal-send = Envoyer mes réponses

portal-done-title = Merci, c'est envoyé
portal-done-received = Vos réponses ont été reçues { $moment }.
portal-done-hours = Votre équipe les lit aux heures d'ouverture : { $hours }.
portal-done-closed = Le service est fermé maintenant : elles seront lues à partir de { $moment }.

portal-answers-title = Mes réponses
portal-answers-none = Vous n'avez pas encore envoyé de réponse.
portal-answers-by-phone = notées au téléphone
portal-answers-back = Toutes mes réponses
portal-answer-title = Réponses du { $moment }
portal-answer-print = Imprimer, ou garder en PDF
portal-answer-unreadable = Ces réponses ne peuvent pas être affichées. Prévenez votre service.

portal-accesses-title = Qui a ouvert mon dossier
portal-accesses-text = Les professionnels de votre équipe ouvrent votre dossier pour vous soigner. Chaque ouverture est notée.
portal-accesses-none = Personne n'a encore ouvert votre dossier.
portal-accesses-exceptional = Accès exceptionnel
portal-accesses-cut = Seules les ouvertures les plus récentes sont affichées. Pour les autres, écrivez au délégué à la protection des données.
portal-role-nurse = Infirmier ou infirmière
portal-role-oncologist = Médecin oncologue
portal-role-manager = Responsable
portal-role-admin = Administration technique
portal-role-privacy_officer = Délégué à la protection des données
portal-role-other = Professionnel du centre

portal-contact-title = Nous contacter
portal-contact-unit = Mon service
portal-contact-no-phone = Appelez le numéro donné par votre service.
portal-contact-hours = Ouvert { $hours }.
portal-contact-privacy = Protection de mes données
portal-contact-privacy-text = Pour toute question sur vos données : { $contact }.
portal-contact-pages = Ces pages
portal-contact-pages-text = La session se ferme après 30 minutes sans activité ; ce qui est enregistré est gardé. Sur ce téléphone, votre date de naissance suffit pendant 180 jours. Sans réseau, une réponse reste dans ce navigateur 3 jours au plus ; elle y est effacée après l'envoi et quand vous quittez.

portal-consent-title = Information et accord
portal-consent-telemonitoring = Acceptez-vous d'être suivi(e) à distance ?
portal-consent-telemonitoring-hint = Sans votre accord, aucun questionnaire ne vous est envoyé. Vos soins restent les mêmes.
portal-consent-research = Vos données peuvent-elles servir à la recherche ?
portal-consent-research-hint = Refuser ne change rien à vos soins ni à votre suivi.
portal-consent-communication = Voulez-vous recevoir des lettres d'information ?
portal-consent-communication-hint = Refuser ne change rien à vos soins ni à votre suivi.
portal-consent-missing-telemonitoring = Dites si vous acceptez d'être suivi(e) à distance.
portal-consent-missing-research = Dites si vos données peuvent servir à la recherche.
portal-consent-missing-communication = Dites si vous voulez recevoir des lettres d'information.
portal-consent-yes = Oui
portal-consent-no = Non
portal-consent-not-opposed = Oui, je ne m'y oppose pas
portal-consent-opposed = Non, je m'y oppose
portal-consent-read = En continuant, vous confirmez que ces textes vous ont été montrés. Ils restent dans Mes documents.
portal-consent-save = Enregistrer mes réponses

portal-notices-title = Mes documents
portal-notices-waiting = Un texte est nouveau ou a changé. Lisez-le, puis confirmez.
portal-notices-version = version { $version }, { $day }
portal-notices-acknowledge = J'ai vu ces textes
portal-notices-changes = Ce qui a changé
portal-notices-back = Tous mes documents

portal-choices-title = Mes choix
portal-choices-text = Vous pouvez changer d'avis à tout moment. Cela ne change rien à vos soins.
portal-choices-saved = Vos choix sont enregistrés.
portal-choices-save = Enregistrer mes choix
portal-choices-accepted = Vous avez accepté { $day }.
portal-keep-title = Garder mon compte
portal-keep-archive = Sans nouvelle de vous, votre compte sera archivé { $day }.
portal-keep-erase = Votre compte et vos données seront effacés { $day }, sans retour possible.
portal-keep-archived = Votre compte est archivé. Vos données restent conservées comme la loi le demande.
portal-keep-do = Garder mon compte
portal-withdraw-link = Arrêter le suivi à distance
portal-withdraw-title = Arrêter le suivi à distance
portal-withdraw-effect-1 = Aucun questionnaire ne vous sera plus envoyé.
portal-withdraw-effect-2 = Plus personne ne lira de réponse ici : pour un problème, il faudra appeler votre service ou le 15.
portal-withdraw-effect-3 = Vos soins continuent comme avant.
portal-withdraw-effect-4 = Vos réponses passées restent dans votre dossier, et vous pouvez toujours les lire ici.
portal-withdraw-sure = J'ai compris, je veux arrêter
portal-withdraw-tick = Cochez la case pour confirmer.
portal-withdraw = Arrêter le suivi
portal-withdraw-keep = Garder le suivi

portal-hours-always = à toute heure
portal-hours-day = le { $day }
portal-hours-days = du { $first } au { $last }
portal-clock = { $minute ->
    [0] { $hour } h
   *[other] { $hour } h { $two_digits }
}
portal-hours-from-to = de { $opens } à { $closes }
portal-day-0 = lundi
portal-day-1 = mardi
portal-day-2 = mercredi
portal-day-3 = jeudi
portal-day-4 = vendredi
portal-day-5 = samedi
portal-day-6 = dimanche
portal-month-1 = janvier
portal-month-2 = février
portal-month-3 = mars
portal-month-4 = avril
portal-month-5 = mai
portal-month-6 = juin
portal-month-7 = juillet
portal-month-8 = août
portal-month-9 = septembre
portal-month-10 = octobre
portal-month-11 = novembre
portal-month-12 = décembre
portal-long-day = { $day ->
    [1] { $weekday } 1er { $month }
   *[other] { $weekday } { $day } { $month }
}
portal-long-moment = { $day } à { $time }
