# Le questionnaire rempli avec le patient au téléphone.
answering-screen = Questionnaire au téléphone
answering-command = Saisir avec le patient au téléphone
answering-by-phone = Saisie au téléphone, marquée comme telle
answering-languages = Langue lue au patient
answering-language-fr = Français
answering-language-en = English
answering-place = Question { $place } sur { $count }
answering-comment = Les mots du patient
answering-hint-temperature = Chaque mesure avec son jour et son heure. Laissez vide si elle n'a pas été prise.
answering-hint-weight = Laissez vide si le patient ne s'est pas pesé.
answering-hint-comment = Avec les mots du patient, si possible.
answering-degrees = °C
answering-taken-on = Jour
answering-taken-at = Heure
answering-hour-wrong = une heure, comme 08:30
answering-ahead = cette heure n'est pas encore passée
answering-required = Cette question attend une réponse, au besoin « je préfère ne pas répondre ».
answering-pass = Aucune réponse choisie. Entrée encore une fois pour passer cette question.
answering-next = Suivant
answering-back = Précédent
answering-leave = Quitter, garder le brouillon
answering-send = Envoyer les réponses
answering-kept = Brouillon gardé 24 h, pour ce patient et cette semaine.
answering-summary = Résumé avant l'envoi
answering-column-question = Question
answering-column-answer = Réponse
answering-none = sans réponse
answering-missing = { $count ->
    [one] { $count } question attend encore une réponse.
   *[other] { $count } questions attendent encore une réponse.
}
answering-offline = Hors connexion : les réponses sont gardées ; l'envoi attend le retour du service.
answering-sending = Envoi des réponses…
answering-unknown = Résultat inconnu : la réponse du service s'est perdue. Redemander n'enregistre rien deux fois.
answering-nothing = Réponses enregistrées : rien à signaler
answering-alert = Réponses enregistrées : alerte { $level }
answering-technical = Réponses enregistrées, mais non évaluées entièrement : quelqu'un doit les lire
answering-sent = Reçues à { $at }, marquées comme saisies au téléphone.
answering-see-alert = Voir l'alerte
answering-finish = Terminer
answering-error = Le questionnaire n'a pas pu être ouvert.
answering-not-followed = Le suivi de ce patient n'est pas actif : rien n'a été enregistré.
answering-answered = Le questionnaire de cette semaine a déjà une réponse
answering-nothing-open = Aucun questionnaire n'est ouvert pour ce patient
answering-next-on = Prochain questionnaire : { $day }.
answering-none-planned = Aucun questionnaire n'est prévu.
