shell-title = Vigie · { $screen }
shell-rail = Écrans
shell-rail-triage = Triage
shell-rail-settings = Réglages
shell-rail-waiting = { $count ->
    [one] { $count } patient à traiter
   *[other] { $count } patients à traiter
}
shell-top-bar = Centre, surveillance et utilisateur
shell-units-all = Toutes les unités
shell-surveillance-awaited = Surveillance : premier contrôle attendu
shell-surveillance-ok = Surveillance OK · { $age }
shell-surveillance-partial = Surveillance : contrôle partiel · { $age }
shell-surveillance-late = Surveillance : dernier contrôle { $age }
shell-surveillance-down = Surveillance interrompue depuis { $duration }. Prévenez l'administrateur.
shell-surveillance-never = Surveillance non prouvée. Prévenez l'administrateur.
shell-surveillance-gap = { $count ->
    [one] Surveillance : { $count } écart trouvé. Voyez l'alerte technique.
   *[other] Surveillance : { $count } écarts trouvés. Voyez les alertes techniques.
}
shell-surveillance-described = Chaque minute, une réponse d'essai parcourt tout le chemin jusqu'à la file ; chaque heure, un patient inventé envoie une réponse. L'âge est celui de la dernière preuve, mesuré par ce poste.
shell-part-late = En retard : { $part }
shell-part-down = Ne fonctionne pas : { $part }
shell-part-low = Bientôt épuisé : { $part }
shell-part-name-worker = travail programmé du service
shell-part-name-pipeline = réponse d'essai de chaque minute
shell-part-name-canary = patient inventé de chaque heure
shell-part-name-reconciler = rapprochement des réponses et des alertes
shell-part-name-heartbeat = message à l'adresse extérieure
shell-part-name-storage = espace sur le disque du service
shell-offline = Hors connexion
shell-offline-age = Hors connexion · dernier contact { $age }
shell-offline-banner = Hors connexion depuis { $since }. Copie de { $copy }. Lecture et brouillons seulement.
shell-offline-banner-bare = Hors connexion depuis { $since }. Lecture et brouillons seulement.
shell-closed-banner = Service fermé, réouverture { $when }. Les délais sont suspendus.
shell-closed-banner-bare = Service fermé. Les délais sont suspendus.
shell-demonstration = DÉMONSTRATION
shell-demonstration-described = Patients inventés, horloge de démonstration
shell-user-menu = Menu de { $name }, { $role }
shell-theme = Thème
shell-theme-system = Système
shell-theme-light = Clair
shell-theme-dark = Sombre
shell-language = Langue
shell-language-fr = Français
shell-language-en = English
shell-density = Densité
shell-density-comfort = Confort
shell-density-compact = Compact
shell-text-size = Taille du texte : { $percent } %
shell-text-larger = Agrandir le texte
shell-text-smaller = Réduire le texte
shell-text-default = Taille par défaut
shell-sign-out = Se déconnecter
shell-previous-sign-in = Dernière connexion : { $when }
shell-recovery-codes-left = { $count ->
    [0] Vous n'avez plus de code de secours. Créez-en de nouveaux.
    [one] Il vous reste { $count } code de secours.
   *[other] Il vous reste { $count } codes de secours.
}
shell-toast-undo = Annuler
shell-refused-no-right = Votre rôle n'ouvre aucun écran de cette version.
shell-refused-no-right-body = Le triage est réservé aux infirmiers et aux oncologues du centre. Adressez-vous à l'administrateur si c'est une erreur.
shell-ago = il y a { $duration }
shell-rail-escalated = { $count ->
    [one] { $count } question pour vous
   *[other] { $count } questions pour vous
}
shell-drafts = { $count ->
    [one] Un brouillon à relire.
   *[other] { $count } brouillons à relire.
}
shell-drafts-back = { $count ->
    [one] Reconnecté · un brouillon à relire.
   *[other] Reconnecté · { $count } brouillons à relire.
}
shell-drafts-read = Relire
shell-rail-silence = Sans rép.
shell-rail-silent = { $count ->
    [0] aucun patient sans réponse
    [one] { $count } patient sans réponse
   *[other] { $count } patients sans réponse
}
