several-chosen = { $count } alertes Info choisies ({ $most } au plus)
several-acknowledge = Accuser les { $count }
several-leave = Une seule
several-only-acknowledge = Avec plusieurs alertes choisies, seul Accuser réception est possible.
several-done = { $count ->
    [one] Réception accusée : { $count } alerte Info.
   *[other] Réception accusée : { $count } alertes Info.
}
several-undone = { $count ->
    [one] Accusé annulé : { $count } alerte est de nouveau à traiter.
   *[other] Accusés annulés : { $count } alertes sont de nouveau à traiter.
}
several-not-done = { $count ->
    [one] { $count } alerte n'a pas été accusée.
   *[other] { $count } alertes n'ont pas été accusées.
}
several-not-undone = { $count ->
    [one] { $count } accusé n'a pas pu être annulé.
   *[other] { $count } accusés n'ont pas pu être annulés.
}
several-level = Seules des alertes Info se choisissent ensemble. { $name } est d'un autre niveau.
several-several-alerts = { $name } a plusieurs alertes : à lire une par une.
several-state = { $name } n'attend pas d'accusé de réception.
several-claimed = Un collègue s'occupe de { $name }.
several-under-way = { $name } vient de changer : rien ne peut y être fait maintenant.
several-too-many = { $most } alertes au plus se choisissent ensemble.
