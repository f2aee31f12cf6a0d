# La liste des patients et leur recherche.
patients-screen = Patients
patients-list = Liste des patients
patients-list-described = J et K ou les flèches parcourent, Entrée ouvre le dossier, F filtre
patients-column-patient = Patient
patients-column-born = Né(e) le
patients-column-record = IPP
patients-column-identity = Identité INS
patients-column-treatment = Traitement, cycle
patients-column-answered = Dernière réponse
patients-column-alert = Alerte ouverte
patients-column-oncologist = Oncologue
patients-states = Suivi
patients-state-active = Actifs
patients-state-pending = En attente
patients-state-paused = En pause
patients-sort = Tri : { $sort }
patients-sort-alert = alerte ouverte, puis nom
patients-sort-alert-bare = alerte ouverte, puis ancienneté du dossier
patients-sort-name = nom
patients-sort-name-bare = ancienneté du dossier
patients-sort-last_answer = dernière réponse, puis nom
patients-sort-last_answer-bare = dernière réponse, puis ancienneté
patients-sort-described = Changer l'ordre de la liste
patients-wish-unit = Unité
patients-wish-oncologist = Oncologue
patients-wish-treatment = Traitement
patients-any-unit = Toutes mes unités
patients-any-oncologist = Tous les oncologues
patients-any-treatment = Tous les traitements
patients-homonym = Homonyme
patients-row-moved = A changé de place : F5
patients-never-answered = Aucune
patients-days-ago = { $days ->
    [0] aujourd'hui
    [1] hier
   *[other] il y a { $days } j
}
patients-open = { $count ->
    [one] { $count } alerte
   *[other] { $count } alertes
}
patients-spoken-no-alert = Sans alerte ouverte
patients-spoken-record = IPP { $number }
patients-spoken-identity = Identité { $status }
patients-spoken-answered = Dernière réponse { $day }, { $ago }
patients-foot = { $count ->
    [one] { $number } patient
   *[other] { $number } patients
}
patients-foot-filtered = { $shown } sur { $all }
patients-foot-homonym = Homonyme : allez sur la ligne avec les flèches avant d'ouvrir.
patients-foot-not-followed = Ce patient n'est pas suivi : rien à archiver.
patients-news = { $count ->
    [one] { $count } changement
   *[other] { $count } changements
}
patients-news-described = Mettre la liste dans son ordre actuel, F5
patients-reading-to-end = Lecture jusqu'à la fin…
patients-open-hint = ouvrir
patients-empty-active = Aucun patient suivi dans cette unité
patients-empty-active-body = Les patients apparaissent ici dès que leur suivi commence.
patients-empty-pending = Aucun patient en attente
patients-empty-pending-body = Les patients inscrits dont le suivi n'a pas commencé attendent ici.
patients-empty-paused = Aucun suivi en pause
patients-empty-paused-body = Les patients dont le suivi est suspendu s'affichent ici.
patients-error = Liste des patients indisponible.
patients-search = Rechercher un patient
patients-search-hint = Nom, date de naissance, INS, IPP
patients-group = Patients
patients-searching = Recherche…
patients-none-found = Aucun patient de vos unités ne correspond.
patients-more-found = D'autres patients correspondent : précisez.
patients-search-offline = Hors connexion : la recherche de patients a besoin du service.
patients-search-failed = La recherche n'a pas abouti. Recommencez.
patients-homonyms = { $count ->
    [one] Homonyme
   *[other] Homonymes ({ $count })
}
patients-sounds-alike = Se prononce pareil
patients-why-not = Homonymes : choisissez la bonne personne avec les flèches, puis Entrée.
patients-too-short = Trois caractères au moins, ou une date de naissance entière.
patients-enrol = Inscrire
