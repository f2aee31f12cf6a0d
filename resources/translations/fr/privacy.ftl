# Le mode discret : identités masquées (F9).
privacy-banner = Identités masquées
privacy-mask = Masquer les identités
privacy-show = Montrer les identités
privacy-age-label = Âge
privacy-text-hidden = Texte masqué
privacy-phone-hidden = Numéro masqué
privacy-hold = Maintenir pour voir
privacy-hold-described = L'identité complète reste affichée tant que vous appuyez.
