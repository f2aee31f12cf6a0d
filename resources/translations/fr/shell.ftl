shell-title = Vigie · { $screen }
shell-rail = Écrans
shell-rail-triage = Triage
shell-rail-waiting = { $count ->
    [one] { $count } patient à traiter
   *[other] { $count } patients à traiter
}
shell-top-bar = Centre, surveillance et utilisateur
shell-units-all = Toutes les unités
shell-surveillance = Surveillance : contrôle partiel
shell-surveillance-age = Surveillance : contrôle partiel · { $age }
shell-surveillance-described = Le contrôle de bout en bout n'existe pas encore. L'âge est celui du dernier échange avec le service.
shell-offline = Hors connexion
shell-offline-age = Hors connexion · dernier contact { $age }
shell-offline-banner = Hors connexion depuis { $since }. Copie de { $copy }. Lecture seulement.
shell-offline-banner-bare = Hors connexion depuis { $since }. Lecture seulement.
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
shell-toast-undo = Annuler
shell-refused-no-right = Votre rôle n'ouvre aucun écran de cette version.
shell-refused-no-right-body = Le triage est réservé aux infirmiers et aux oncologues du centre. Adressez-vous à l'administrateur si c'est une erreur.
shell-ago = il y a { $duration }
shell-rail-escalated = { $count ->
    [one] { $count } question pour vous
   *[other] { $count } questions pour vous
}
