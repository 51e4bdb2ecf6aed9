# Le cadre, les éléments et les pages d’erreur.
web-product = Liaison
web-skip = Aller au contenu
web-rooms = Salles
web-search = Chercher noms, numéros, documents…
web-search-all = Chercher dans tout le nœud
web-demonstration-label = À propos de ce nœud
web-search-go = Chercher
web-demonstration = Démonstration : les personnes, numéros et événements sont tous inventés.
web-waiting = { $n ->
    [one] { $n } en attente
   *[other] { $n } en attente
}
web-waiting-unit = en attente
web-acting-case = Affaire { $case }
web-acting-purpose = finalité : { $purpose }
web-hand-over = passer la relève
web-account = Votre compte
web-sign-out = Se déconnecter
web-preferences = Langue et thème
web-language = Langue
web-lang-en = English
web-lang-fr = Français
web-lang-ar = العربية
web-theme = Thème
web-theme-auto = Comme l’appareil
web-theme-light = Clair
web-theme-dark = Sombre

web-form-errors = { $n ->
    [one] Un point à corriger
   *[other] { $n } points à corriger
}
web-form-optional = (facultatif)
web-steps = Étapes
web-step-done = fait
web-step-now = en cours
web-step-ahead = à venir
web-progress-so-far = { $n ->
    [one] { $n } traité jusqu’ici
   *[other] { $n } traités jusqu’ici
}
web-progress-of = { $done } sur { $of }
web-progress-leave = Vous pouvez quitter cette page. Le travail continue.
web-pager = Pages
web-pager-rows = { $first } à { $last } sur { $total }
web-pager-previous = Précédent
web-pager-next = Suivant
web-not-available-title = Non disponible pour cette réponse.
web-not-available-text = Vous pouvez continuer sans cet élément.

web-ago-now = à l’instant
web-ago-minutes = { $n ->
    [one] il y a 1 minute
   *[other] il y a { $n } minutes
}
web-ago-hours = { $n ->
    [one] il y a 1 heure
   *[other] il y a { $n } heures
}
web-ago-days = { $n ->
    [one] il y a 1 jour
   *[other] il y a { $n } jours
}
web-ago-months = { $n ->
    [one] il y a 1 mois
   *[other] il y a { $n } mois
}
web-ago-years = { $n ->
    [one] il y a 1 an
   *[other] il y a { $n } ans
}
web-ahead-minutes = { $n ->
    [one] dans 1 minute
   *[other] dans { $n } minutes
}
web-ahead-hours = { $n ->
    [one] dans 1 heure
   *[other] dans { $n } heures
}
web-ahead-days = { $n ->
    [one] dans 1 jour
   *[other] dans { $n } jours
}
web-ahead-months = { $n ->
    [one] dans 1 mois
   *[other] dans { $n } mois
}
web-ahead-years = { $n ->
    [one] dans 1 an
   *[other] dans { $n } ans
}
web-span-seconds = { $n } s
web-span-minutes = { $n } min
web-span-hours = { $n } h
web-span-hours-minutes = { $h } h { $m }
web-span-days = { $n ->
    [one] 1 jour
   *[other] { $n } jours
}

web-problem-front-page = Aller à la page d’accueil
web-problem-not-available = Non disponible
web-problem-not-available-what = Il n’y a rien pour vous à cette adresse.
web-problem-not-available-kept = Si vous avez suivi un lien, demandez à la personne qui l’a envoyé. Rien n’a été modifié.
web-problem-bad-request = Envoi illisible
web-problem-bad-request-what = Dans ce qui a été envoyé, un élément manque ou n’a pas la forme attendue.
web-problem-bad-request-kept = Rien n’a été enregistré. Revenez en arrière : votre navigateur a gardé votre saisie.
web-problem-too-large = Trop volumineux
web-problem-too-large-what = L’envoi dépasse ce que cette page accepte.
web-problem-too-large-kept = Rien n’a été enregistré. Envoyez en plusieurs parties, ou demandez à l’administrateur d’importer sur le nœud.
web-problem-rate-limited = Trop d’essais
web-problem-rate-limited-what = Trop d’essais en peu de temps.
web-problem-rate-limited-kept = Rien n’a été modifié. Attendez un peu, puis réessayez.
web-problem-conflict = Quelqu’un vous a devancé
web-problem-conflict-what = L’élément a été modifié pendant votre travail.
web-problem-conflict-kept = Votre modification n’est pas enregistrée. Revenez en arrière, voyez ce qui a changé, puis renvoyez la vôtre.
web-problem-signed-out = Vous êtes déconnecté
web-problem-signed-out-what = Votre session est terminée.
web-problem-signed-out-kept = Ce que vous aviez enregistré est conservé. Connectez-vous pour continuer.
web-problem-foreign-origin = Refusé
web-problem-foreign-origin-what = L’envoi vient d’une page qui n’appartient pas à ce nœud.
web-problem-foreign-origin-kept = Rien n’a été modifié. Ouvrez la page ici et renvoyez.
web-problem-broken = Une panne de notre côté
web-problem-broken-what = La page n’a pas pu être produite. La raison est dans le journal du nœud.
web-problem-broken-kept = Ce que vous aviez enregistré est conservé. Réessayez ; si la panne revient, donnez l’heure à votre administrateur.
web-problem-unavailable-now = Impossible pour le moment
web-problem-unavailable-now-what = Le nœud n’atteint pas ce dont cette page a besoin.
web-problem-unavailable-now-kept = Ce que vous aviez enregistré est conservé. Réessayez dans une minute.
web-again-kept = Votre saisie n’est pas encore enregistrée. Connectez-vous dans un nouvel onglet, revenez à celui-ci et envoyez-la.
web-again-sign-in = Se connecter dans un nouvel onglet
web-again-send = Envoyer ma saisie
web-typed-kept = Votre saisie n’est pas enregistrée. La voici : copiez-la, voyez ce qui a changé, puis décidez.
web-list-comma = ,
