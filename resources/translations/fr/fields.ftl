# Ce qui manque ou ne va pas dans un champ.
fields-missing = à remplir
fields-no-date = pas une date
fields-whole-date = jour, mois et année
fields-no-number = pas un nombre
fields-out-of-bounds = entre { $least } et { $most }
fields-too-long = trop long
fields-no-time = pas une heure
