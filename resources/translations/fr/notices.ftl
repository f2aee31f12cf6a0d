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
notices-changes-since = Ce qui a changé depuis la version { $version } que vous avez lue
notices-loading = Chargement…
notices-language = Langue du texte
notices-in-fr = Français
notices-in-en = English
notices-acknowledged = Merci. Ces textes restent dans votre menu.
notices-not-acknowledged = Non enregistré : la lecture vous sera redemandée. { $text }
notices-new = { $count ->
    [one] Un texte pour les professionnels est à lire. Il attend que vous ayez le temps.
   *[other] { $count } textes pour les professionnels sont à lire. Ils attendent que vous ayez le temps.
}
notices-read-new = Lire
