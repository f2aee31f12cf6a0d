# La palette de commandes (Ctrl+K).
palette-title = Palette de commandes
palette-open = Rechercher une commande
palette-hint = Une commande ou un écran ; > pour les commandes seules
palette-none = Rien de ce nom ici. Effacez quelques lettres.
palette-spoken = { $does }, { $key }
palette-group-commands = Commandes
palette-group-screens = Écrans
palette-group-help = Aide
palette-setting = { $setting } : { $value }
palette-undo = Annuler la dernière action
palette-new = Faire entrer les nouvelles
palette-filter = Filtrer
palette-overdue = Alerte en retard suivante
palette-larger = Agrandir le texte
palette-smaller = Réduire le texte
palette-usual = Taille de texte habituelle
palette-drafts = Relire les brouillons
