# L'écran des réglages.
settings-title = Réglages
settings-section-appearance = Apparence
settings-section-language = Langue et formats
settings-section-keyboard = Clavier
settings-section-security = Sécurité
settings-theme = Thème
settings-theme-explained = Système suit le réglage du poste. Par défaut : Système.
settings-density = Densité
settings-density-explained = Hauteur des lignes de la liste. Par défaut : Confort.
settings-size = Taille du texte
settings-size-explained = S'ajoute à l'échelle du poste, de 90 à 200 %. Par défaut : 100 %.
settings-sample = « KERMARREC Jeanne, 67 ans, diarrhée ≈ 3 »
settings-language = Langue
settings-language-explained = Celle des écrans ; les mots des patients restent dans la leur. Par défaut : Français.
settings-letters = Lettres seules
settings-letters-explained = A, P, T… comme commandes dans la liste et le détail. Par défaut : actives.
settings-letters-on = Actives
settings-letters-alt = Avec Alt
settings-letters-off = Désactivées
settings-idle = Verrouillage sans activité
settings-idle-explained = L'écran se verrouille quand personne ne touche le poste.
settings-idle-minutes = { $count ->
    [one] Après { $count } minute
   *[other] Après { $count } minutes
}
settings-of-centre = Fixé par le centre
settings-defaults = Rétablir les valeurs par défaut
settings-defaults-explained = Thème, densité, taille du texte, lettres et son ; la langue reste celle-ci.
settings-section-triage = Triage
settings-sound = Son
settings-sound-explained = Signale une nouvelle alerte technique ou critique ; joué une fois quand vous l'activez. Par défaut : désactivé.
settings-sound-off = Désactivé
settings-sound-on = Activé
