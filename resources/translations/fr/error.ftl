# Ce qui a échoué, et quoi faire.
error-offline = Service injoignable. Vérifiez le réseau de l'établissement, puis réessayez.
error-sign_in_needed = Session terminée. Connectez-vous de nouveau.
error-session_idle = Session fermée après une longue inactivité. Connectez-vous de nouveau.
error-refused = Le service a refusé. Code { $code }.
error-forbidden = Vous n'avez pas accès à cette fonction. Demandez à l'administrateur du centre.
error-not_found = Introuvable, ou hors de votre unité.
error-too_many_requests = Trop de demandes. Réessayez dans un instant.
error-busy = Le service est occupé. Réessayez dans un instant. Code { $code }.
error-incompatible = Cette version de la console ne comprend pas le service. Code { $code }.
error-unexpected = Une erreur inattendue s'est produite. Code { $code }.
