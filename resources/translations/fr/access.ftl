# Sa propre sécurité : sessions ouvertes, codes de secours.
access-sessions = Mes sessions
access-sessions-explained = Les sessions ouvertes à votre nom. Fermez celle que vous ne reconnaissez pas : elle s'arrête à sa demande suivante.
access-session-this = Cette session
access-session-same-device = Autre session sur ce poste
access-session-known-device = Autre poste, connu depuis : { $since }
access-session-device = Poste connu depuis : { $since }
access-session-no-device = Poste qui ne s'est pas nommé
access-session-where = { $role } · { $centre }
access-session-where-network = { $role } · { $centre } · réseau { $network }
access-session-times = Ouverte : { $started } · dernière activité : { $last }
access-session-end = Fermer
access-session-end-named = Fermer la session : { $session }
access-end-others = Fermer toutes les autres
access-ending = Fermeture…
access-refresh = Actualiser
access-none-other = Aucune autre session n'est ouverte.
access-ended = { $count ->
    [0] Rien à fermer : ces sessions l'étaient déjà.
    [one] { $count } session fermée.
   *[other] { $count } sessions fermées.
}
access-end-failed = La fermeture n'a pas abouti. { $text }
access-end-unknown = La réponse s'est perdue. La liste relue dit ce qui est encore ouvert.
access-copied = { $when } : quelqu'un d'autre a peut-être utilisé une de vos sessions, qui a été fermée. Fermez celles que vous ne reconnaissez pas et prévenez l'administrateur.
access-copied-banner = { $when } : une de vos sessions a été fermée, quelqu'un d'autre l'a peut-être utilisée.
access-see-sessions = Voir mes sessions
access-loading = Chargement…
access-offline = Hors connexion : ce n'est pas possible pour l'instant.
access-unread = Indisponible. { $text }
access-stale = Ce qui s'affiche n'est plus à jour. { $text }
access-retry = Réessayer
access-codes = Codes de secours
access-codes-explained = Si votre téléphone manque, un code de secours remplace l'application d'authentification. Chaque code ne sert qu'une fois.
access-codes-left = { $count ->
    [0] Aucun code restant
    [one] { $count } code restant
   *[other] { $count } codes restants
}
access-codes-made = Créés : { $when }
access-codes-never = Aucun code n'a encore été créé
access-codes-make = Créer dix codes
access-codes-making = Création…
access-codes-confirm = { $count ->
    [one] Le code restant ne vaudra plus rien. Créer dix nouveaux codes ?
   *[other] Les { $count } codes restants ne vaudront plus rien. Créer dix nouveaux codes ?
}
access-codes-confirm-yes = Créer
access-codes-confirm-no = Ne pas créer
access-codes-shown = Vos dix codes, montrés cette seule fois
access-codes-shown-explained = Recopiez-les sur papier ou dans un gestionnaire de mots de passe, loin de ce poste. Ils disparaissent quand vous quittez les réglages. Les codes d'avant ne valent plus rien.
access-codes-copy = Copier pour une minute
access-codes-copied = Codes copiés. Le presse-papiers sera vidé dans une minute.
access-codes-kept = J'ai gardé ces codes
access-codes-unseen = Dix codes ont été créés mais la réponse s'est perdue : personne ne les a vus et ceux d'avant ne valent plus rien. Créez-en dix autres.
access-codes-unknown = La réponse s'est perdue : dix codes ont peut-être été créés, et ceux d'avant ne valent peut-être plus rien.
access-codes-find-out = Vérifier
access-codes-failed = Aucun code n'a été créé, ceux d'avant valent toujours. { $text }
access-failures = Échecs de connexion
access-failures-none = Aucun depuis trois mois.
access-failures-since = { $count ->
    [one] Un échec depuis votre connexion précédente. Ce n'était pas vous ? Prévenez votre administrateur.
   *[other] { $count } échecs depuis votre connexion précédente. Ce n'était pas vous ? Prévenez votre administrateur.
}
access-failures-burst = { $count } échecs en { $minutes } minutes, le dernier { $when } : quelqu'un essaie peut-être de deviner.
access-failures-more = et { $count } avant
access-failure-password = mot de passe
access-failure-code = code
access-failure-recovery_code = code de secours
access-failure-unfinished = mot de passe juste, sans code
access-failure-provider = Pro Santé Connect
access-failure-secret = code reçu par courriel
access-failure-known = poste connu
access-failure-unknown = autre poste
access-failure-network = réseau { $network }
