# Vérifications privées.
deconfliction-checks = Vérifications
deconfliction-checks-what = Ce qui a été demandé à d’autres autorités, pourquoi, et ce qui était commun.
deconfliction-no-checks = Aucune vérification
deconfliction-no-checks-next = Ouvrez un dossier, libérez ses valeurs, puis vérifiez auprès d’autres autorités.
deconfliction-to-cases = Vers les dossiers
deconfliction-to-case = Vers le dossier
deconfliction-case = Dossier { $reference } · { $title }
deconfliction-case-column = Dossier
deconfliction-check-title = Vérifier auprès d’autres autorités
deconfliction-result-title = Résultat de la vérification
deconfliction-again = Vérifier à nouveau
deconfliction-make = Vérifier maintenant
deconfliction-what = Ce qui est vérifié
deconfliction-cleared = { $n } valeurs sur { $of } sont libérées
deconfliction-clear-more = En libérer d’autres…
deconfliction-clear = Libérer des valeurs
deconfliction-nothing-cleared = Aucune valeur de ce dossier n’est libérée
deconfliction-nothing-cleared-why = Rien n’est comparé sans qu’une personne l’ait examiné. Rattachez les valeurs à un rôle dans l’infraction et consignez le fondement licite de leur collecte.
deconfliction-include = Inclure
deconfliction-value = Valeur
deconfliction-role = Rôle dans l’infraction
deconfliction-lawful = Fondement licite
deconfliction-not-cleared-foot = Les valeurs non libérées ne participent pas : un frère, un avocat, un sauveteur ne sont pas des suspects.
deconfliction-whom = Auprès de qui
deconfliction-no-peers = Aucun autre nœud n’est encore reconnu
deconfliction-no-peers-why = Votre administrateur reconnaît la carte d’une autre autorité sous Nœuds pairs.
deconfliction-asks = Interroger
deconfliction-authority = Autorité
deconfliction-contact = Permanence
deconfliction-unconfirmed = non confirmé récemment
deconfliction-assessment = Évaluation de l’État
deconfliction-assessed = valable jusqu’au { $until }
deconfliction-not-assessed = aucune qui le permette
deconfliction-why = Finalité et droit
deconfliction-purpose = Finalité
deconfliction-words = En clair
deconfliction-words-hint = L’autre partie lit ceci. Ni nom, ni numéro.
deconfliction-words-long = La finalité est trop longue. Abrégez-la.
deconfliction-basis = Base légale
deconfliction-peer-needed = Choisissez au moins une autorité.
deconfliction-purpose-needed = Choisissez une finalité.
deconfliction-basis-needed = Choisissez une base légale.
deconfliction-value-needed = Choisissez au moins une valeur.
deconfliction-before = Avant de vérifier
deconfliction-learn = Ils apprendront
deconfliction-learn-what = seulement si quelque chose est commun : sa nature, votre permanence, une référence aléatoire. Jamais la valeur, sauf s’ils la détiennent aussi.
deconfliction-see = Ils verront dans tous les cas :
deconfliction-see-what = que votre autorité a demandé, quand, pour cette finalité, et une taille arrondie de { $padded }.
deconfliction-hit-is = Une concordance est une raison de se parler,
deconfliction-hit-is-what = jamais une identification. Elle ne modifie rien et ne déclenche rien.
deconfliction-hits = Concordances
deconfliction-shared = Commun
deconfliction-with = Avec
deconfliction-chance = Par hasard
deconfliction-strong = forte
deconfliction-weak = faible
deconfliction-reference = référence
deconfliction-ask = Demander
deconfliction-next = Suite
deconfliction-no-hits = Rien de commun avec les autorités interrogées
deconfliction-no-proof = Ce n’est pas une preuve d’absence : d’autres n’ont pas été interrogés, et ce qui n’est pas libéré là-bas ne participe pas.
deconfliction-asked = Qui a été interrogé
deconfliction-became = Ce qu’il en est advenu
deconfliction-values = Valeurs
deconfliction-budget = Budget du jour
deconfliction-budget-used = { $used } sur { $budget }
deconfliction-state-done = répondu
deconfliction-state-refused = sans réponse
deconfliction-state-unreached = injoignable
deconfliction-state-held = retenu pour examen
deconfliction-unreached-next = Leur nœud est injoignable. Rien n’est perdu ; vérifiez plus tard.
deconfliction-reason-budget = Le budget du jour y est épuisé. Redemandez demain.
deconfliction-reason-direction = Il est convenu que ce nœud n’interroge pas celui-là.
deconfliction-reason-basis = Ils n’acceptent pas cette base légale.
deconfliction-reason-purpose = Ils n’acceptent pas cette finalité.
deconfliction-reason-normaliser = Leur programme écrit les valeurs selon d’autres règles. L’un de vous doit mettre à jour.
deconfliction-reason-batch = Ils n’ont pas pu lire la question.
deconfliction-reason-questions = Ils n’ont pas pu lire la question.
deconfliction-reason-unreadable = Ils n’ont pas pu lire la question.
deconfliction-not-looked-at = non examiné là-bas. Leur programme est plus ancien.
deconfliction-reason-not-available = Non disponible pour cette vérification.
deconfliction-reason-answer-not-valid = La réponse n’a pas fait ses preuves et a été rejetée. Prévenez votre administrateur.
deconfliction-reason-too-many-hits = Beaucoup trop de valeurs concordent. Rien n’est affiché ni signalé ; appelez leur permanence.
deconfliction-when = Quand
deconfliction-by = Par
deconfliction-hit-asked = Commun avec { $peer }.
deconfliction-hit-noticed = { $peer } a interrogé à ce sujet.
deconfliction-reason-to-talk = une raison de se parler, pas une identification
deconfliction-case-unchecked = Ce dossier n’a pas encore été vérifié auprès d’autres autorités.
deconfliction-more-values = Seules les premières valeurs sont affichées ; toutes les { $n } participent.
deconfliction-waiting = À vérifier
deconfliction-waiting-foot = Des valeurs de ces dossiers ont été libérées depuis leur dernière vérification auprès d’autres autorités.
deconfliction-waiting-count = { $n ->
    [one] { $n } dossier
   *[other] { $n } dossiers
}
deconfliction-waiting-values = { $n ->
    [one] { $n } valeur libérée
   *[other] { $n } valeurs libérées
}
deconfliction-peers-count = { $n ->
    [one] { $n } autorité
   *[other] { $n } autorités
}
deconfliction-checks-count = { $n ->
    [one] { $n } vérification
   *[other] { $n } vérifications
}
deconfliction-hits-count = { $n ->
    [one] { $n } concordance
   *[other] { $n } concordances
}
deconfliction-asked-peers = { $n ->
    [one] { $n } autorité interrogée
   *[other] { $n } autorités interrogées
}
deconfliction-one-in = 1 sur { $n }
deconfliction-missed = { $n ->
    [one] { $n } valeur sans fiche commune.
   *[other] { $n } valeurs sans fiche commune.
}
deconfliction-values-asked = { $n ->
    [one] { $n } valeur interrogée
   *[other] { $n } valeurs interrogées
}
deconfliction-values-padded = vu là-bas comme { $n }
deconfliction-values-withheld = { $n ->
    [one] { $n } valeur non disponible pour cette vérification
   *[other] { $n } valeurs non disponibles pour cette vérification
}
deconfliction-kind-phone = Téléphone
deconfliction-kind-document = Document
deconfliction-kind-document-number = Numéro de document, émetteur inconnu
deconfliction-kind-vessel = Navire
deconfliction-kind-vehicle = Véhicule
deconfliction-kind-account = Compte bancaire
deconfliction-kind-handle = Compte en ligne
deconfliction-kind-email = Courriel
deconfliction-kind-person-birth = Personne : nom et année de naissance
deconfliction-kind-person-nationality = Personne : nom, nationalité et décennie
deconfliction-kind-registration = Numéro d’immatriculation
deconfliction-kind-device = Appareil (IMEI)
deconfliction-role-organiser = organisateur présumé
deconfliction-role-suspect = suspect
deconfliction-role-accused = prévenu
deconfliction-role-convicted = condamné
deconfliction-role-listed = sur une liste publiée
deconfliction-role-means-of-offence = moyen de l’infraction
deconfliction-basis-UNTOC-27 = Convention 27 : coopération entre services
deconfliction-basis-UNTOC-27-1-b = Convention 27(1)(b) : enquêtes
deconfliction-basis-UNTOC-18-4 = Convention 18(4) : information spontanée
deconfliction-basis-UNTOC-15-5 = Convention 15(5) : enquêtes parallèles
deconfliction-basis-SOMP-10 = Protocole 10 : information
deconfliction-basis-SOMP-10-1-a = Protocole 10(1)(a) : itinéraires et transporteurs
deconfliction-basis-SOMP-10-1-b = Protocole 10(1)(b) : groupes et méthodes
deconfliction-basis-SOMP-10-1-c = Protocole 10(1)(c) : documents de voyage
deconfliction-basis-SOMP-10-1-d = Protocole 10(1)(d) : dissimulation et abus
deconfliction-basis-SOMP-11-6 = Protocole, 11(6) : voies directes à la frontière
deconfliction-basis-SOMP-13 = Protocole, 13 : légitimité des documents
deconfliction-purpose-investigation = enquête
deconfliction-purpose-prosecution = poursuites
deconfliction-purpose-prevention = prévention, ou danger pour la vie
deconfliction-purpose-protection = protection d’une personne
# Chiffres.
deconfliction-figures-checks-made = Vérifications faites
deconfliction-figures-checks-made-what = Chaque vérification compte une fois, dans le trimestre où elle a été faite. Une concordance n’est pas une identification.
deconfliction-figures-checks-made-found = avec concordance
deconfliction-figures-checks-made-nothing = sans concordance
deconfliction-figures-questions-answered = Questions d’autres nœuds auxquelles il a été répondu
deconfliction-figures-questions-answered-what = Chaque question sur une sorte de valeur compte une fois, selon le but indiqué par l’autre partie. Le nœud répond pour toutes ses autorités à la fois ; chacune donne le même nombre.
deconfliction-figures-questions-answered-investigation = enquête
deconfliction-figures-questions-answered-prosecution = poursuites
deconfliction-figures-questions-answered-prevention = prévention
deconfliction-figures-questions-answered-protection = protection des personnes

# Au bureau.
deconfliction-work-seen = Vu…
