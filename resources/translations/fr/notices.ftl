# Les notices de transparence.
notices-screen = Documents et notices
notices-title = À lire avant de commencer
notices-intro = Les textes en vigueur, pour les professionnels et pour les patients.
notices-ask = Ces textes disent comment Vigie s'utilise et ce qui est fait des données. Lisez-les maintenant ou plus tard : l'essentiel tient en six lignes chacun, et ils restent dans votre menu.
notices-agree = { $count ->
    [one] J'ai pris connaissance de ce texte
   *[other] J'ai pris connaissance de ces { $count } textes
}
notices-later = Plus tard
notices-close = Fermer
notices-list = Notices
notices-mine = pour les professionnels
notices-of-patients = remise aux patients
notices-to-read = à lire
notices-new-version = nouvelle version
notices-read-on = lue le { $day }
notices-version = version { $version }, { $dated }
notices-essential = L'essentiel
notices-changes = Ce qui a changé
notices-loading = Chargement…
notices-language = Langue du texte
notices-in-fr = Français
notices-in-en = English
notices-acknowledged = Merci. Ces textes restent dans votre menu.
notices-not-acknowledged = Non enregistré : la lecture vous sera redemandée. { $text }
notices-waiting = { $count ->
    [one] Un texte est à lire : Documents et notices, dans votre menu.
   *[other] { $count } textes sont à lire : Documents et notices, dans votre menu.
}
