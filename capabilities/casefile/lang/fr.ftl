# Dossiers d’affaire.
casefile-room = Affaires
casefile-cases = Affaires
casefile-cases-what = Les affaires de votre autorité.
casefile-count-cases = { $n ->
    [one] { $n } affaire
   *[other] { $n } affaires
}
casefile-find-case = Trouver une affaire par référence ou par titre
casefile-new-case = Nouvelle affaire
casefile-new-case-what = Une affaire réunit ce que vous savez, énoncé par énoncé, chacun avec sa source.
casefile-no-case = Aucune affaire pour l’instant
casefile-no-case-next = Ouvrez la première, puis ajoutez-y des pièces.
casefile-no-case-yours = Aucune affaire de votre autorité ne vous est ouverte. Adressez-vous à l’enquêteur qui la dirige.
casefile-no-case-found = Aucune affaire de ce nom
casefile-no-case-found-next = Essayez une partie de la référence ou du titre.
casefile-all-cases = Afficher toutes les affaires
casefile-col-case = Affaire
casefile-col-opened = Ouverte
casefile-col-records = Fiches
casefile-reference = Référence
casefile-reference-hint = Le numéro que votre autorité donne à l’affaire, par exemple AG-114.
casefile-reference-wrong = Une référence compte de 1 à 64 caractères, sans barre oblique.
casefile-reference-taken = Cette référence désigne une autre affaire. Choisissez-en une autre ou ouvrez cette affaire.
casefile-title = Titre
casefile-title-hint = L’objet de l’affaire, en quelques mots.
casefile-summary = Résumé
casefile-summary-hint = Les faits à ce jour. Les chiffres provisoires restent provisoires.
casefile-too-long = C’est trop long. Abrégez.
casefile-compartment = Compartiment
casefile-compartment-operational = Enquête
casefile-compartment-operational-what = Enquêteurs et procureurs de votre autorité.
casefile-compartment-protection = Protection
casefile-compartment-protection-what = Personnes protégées ou assistées. Seuls les agents de protection y ont accès, et rien n’en sort.
casefile-compartment-integrity = Intégrité
casefile-compartment-integrity-what = Affaires qui mettent en cause des agents publics. Seules les personnes désignées y ont accès.
casefile-open-it = Ouvrir l’affaire
casefile-cancel = Annuler
casefile-then = La suite
casefile-then-what = Ajoutez des pièces : extraction de téléphone, liste, tableau. Vous voyez ce qui a été reconnu avant que rien ne soit repris.

casefile-over = Affaire { $reference } · ouverte le { $day }
casefile-purpose-investigation = enquête
casefile-purpose-prosecution = poursuites
casefile-purpose-protection = protection des personnes
casefile-add-material = Ajouter des pièces
casefile-check = Vérifier
casefile-new-request = Nouvelle demande
casefile-find-in-case = Chercher dans cette affaire
casefile-kinds = Types de fiche
casefile-all-kinds = Toutes
casefile-records = Fiches
casefile-empty = Rien dans cette affaire pour l’instant
casefile-empty-next = Ajoutez une extraction de téléphone, une liste ou un tableau. Vous voyez ce qui a été reconnu avant que rien ne soit repris.
casefile-empty-yours = La personne qui dirige l’affaire y ajoute des pièces.
casefile-nothing-found = Rien de tel dans cette affaire
casefile-nothing-found-next = Essayez une autre graphie, un numéro, ou tous les types de fiche.
casefile-show-all = Tout afficher
casefile-beside = À côté de l’affaire
casefile-values = Valeurs
casefile-look-through = Examiner
casefile-values-waiting = vous attendent
casefile-values-cleared = admises aux vérifications
casefile-values-held = hors rapprochement
casefile-values-why = Un numéro ou un document ne prend part aux vérifications qu’après qu’un agent l’a rattaché à un rôle dans une infraction et en a consigné le fondement.
casefile-material = Pièces
casefile-open = Ouvrir
casefile-open-named = Ouvrir { $name }
casefile-nothing-to-see = Rien ici ne vous est ouvert.
casefile-more-statements = { $n ->
    [one] { $n } énoncé de plus
   *[other] { $n } énoncés de plus
}
casefile-count-statements = { $n ->
    [one] { $n } énoncé
   *[other] { $n } énoncés
}
casefile-count-sources = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
casefile-count-not-taken = { $n } non repris
casefile-count-values = { $n ->
    [one] { $n } valeur
   *[other] { $n } valeurs
}
casefile-count-lines = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
casefile-count-hits = { $n ->
    [one] { $n } fiche
   *[other] { $n } fiches
}

casefile-col-what = Objet
casefile-col-says = Énoncé
casefile-col-source = Source
casefile-col-grade = Cotation
casefile-col-handling = Usage
casefile-unnamed = ne vous est pas ouvert
casefile-unnamed-kind = { $kind } sans nom
casefile-source-move = reçu, acte { $n }
casefile-state-held = hors rapprochement
casefile-state-cleared = admise
casefile-state-waiting = en attente
casefile-state-retracted = retiré

casefile-entity-over = { $kind } · affaire { $reference }
casefile-to-case = Vers l’affaire
casefile-said = Ce qui est énoncé
casefile-taken-back = Énoncés retirés
casefile-take-back = Retirer un énoncé
casefile-take-back-what = Un énoncé n’est jamais effacé. Il demeure, avec l’auteur du retrait, la date et le motif, et ne compte plus.
casefile-take-it-back = Le retirer
casefile-why = Motif
casefile-why-needed = Indiquez le motif.
casefile-say-more = Ajouter un énoncé
casefile-value-hint = Tel que la source le donne, dans son écriture.
casefile-value-needed = Indiquez ce que dit la source.
casefile-source-hint = Qui ou quoi l’affirme, par exemple « témoin W-2 ».
casefile-source-needed = Tout énoncé a une source. Nommez-la.
casefile-property-needed = Choisissez l’objet de l’énoncé.
casefile-place = Endroit dans la source
casefile-grade-hint = Fiabilité de la source et de l’information, telle qu’elle a été cotée.
casefile-grade-none = Non coté
casefile-add = Ajouter
casefile-record-role = Consigner un rôle
casefile-role-hint = Les valeurs d’un migrant, d’un témoin, d’une victime, d’un proche, d’un avocat, d’un secouriste ou d’une personne disparue sont aussitôt exclues de toute vérification, où qu’elles figurent.
casefile-record = Consigner
casefile-handling-H0 = H0 : seulement pour prévenir et combattre la criminalité
casefile-handling-H1 = H1 : pas en justice sans autorisation
casefile-handling-H2 = H2 : pas de transmission sans autorisation
casefile-handling-H3 = H3 : autres restrictions, à lire d’abord
casefile-restriction-not-in-court-without-consent = pas en justice sans accord
casefile-restriction-named-recipients-only = destinataires désignés seulement

casefile-clear = Admettre des valeurs aux vérifications
casefile-clear-over = Affaire { $reference }
casefile-clear-what = Rien ne prend part à une vérification avant qu’un agent l’ait examiné.
casefile-clear-learn = Ce qu’ils apprendront
casefile-clear-learn-text = Une autre autorité n’apprend l’existence d’une valeur admise que si elle détient la même : le type de valeur, sa force, et qui appeler. Rien d’autre.
casefile-cleared-now = { $n ->
    [one] { $n } valeur est admise aux vérifications.
   *[other] { $n } valeurs sont admises aux vérifications.
} { $held ->
    [0] Aucune n’est restée à l’écart.
    [one] { $held } est restée à l’écart : elle est hors rapprochement.
   *[other] { $held } sont restées à l’écart : elles sont hors rapprochement.
}
casefile-revoked-now = { $n ->
    [one] { $n } valeur ne prend plus part aux vérifications.
   *[other] { $n } valeurs ne prennent plus part aux vérifications.
}
casefile-narrow = Valeurs affichées
casefile-no-values-here = Aucune de celles-ci
casefile-no-values-here-next = Voyez les autres ci-dessus.
casefile-no-values = Aucune valeur dans cette affaire pour l’instant
casefile-no-values-next = Téléphones, documents, navires, comptes et identifiants sont reconnus quand des pièces sont ajoutées.
casefile-col-tick = Cocher
casefile-col-value = Valeur
casefile-col-of = De
casefile-col-cleared = Rôle et fondement
casefile-weak = faible : peut être un hasard
casefile-values-foot = Les valeurs hors rapprochement restent à l’écart de toute vérification. La raison n’est pas montrée ici.
casefile-which = Quelles valeurs
casefile-which-ticked = Celles qui sont cochées
casefile-which-kinds = { $n ->
    [one] Toutes celles qui attendent, de ces types ({ $n } en tout)
   *[other] Toutes celles qui attendent, de ces types ({ $n } en tout)
}
casefile-which-of = Types
casefile-choose = Choisir…
casefile-offence-role = Rôle dans l’infraction
casefile-offence-role-hint = Ce qui rattache ces valeurs à une infraction consignée. Les valeurs de toute autre personne restent à l’écart.
casefile-offence-role-needed = Choisissez le rôle qui rattache ces valeurs à l’infraction.
casefile-basis = Fondement légal de la collecte
casefile-basis-hint = Par exemple : ordonnance de saisie 12/26 du tribunal d’Agadez ; ou la liste publiée et sa date.
casefile-basis-needed = Consignez le fondement légal, en 500 caractères au plus.
casefile-kinds-needed = Choisissez au moins un type.
casefile-ticks-needed = Cochez au moins une valeur, ou choisissez des types.
casefile-clear-them = Les admettre
casefile-revoke-them = Retirer l’admission

casefile-search = Recherche
casefile-search-what = Des noms dans toute écriture, des numéros sous toute forme, des mots de ce qui est dit, dans toutes les affaires qui vous sont ouvertes.
casefile-search-for = Nom, numéro, document…
casefile-search-empty = Que cherchez-vous ?
casefile-search-empty-next = Un nom, quelle que soit l’écriture ou la graphie, un téléphone, un document, une plaque, un compte, ou des mots de ce que quelqu’un a dit.
casefile-search-none = Rien trouvé
casefile-search-none-next = Ce n’est pas une preuve d’absence : d’autres autorités peuvent le détenir. Une vérification le leur demande sans montrer votre dossier.
casefile-col-record = Fiche
casefile-col-because = Parce que

casefile-import-over = Affaire { $reference } · repris le { $when }
casefile-not-taken = Non repris
casefile-taken = Repris
casefile-all-taken = Tout a été repris
casefile-all-taken-next = Aucune ligne de ce fichier n’a été laissée de côté.
casefile-col-place = Endroit
casefile-col-reason = Motif
casefile-col-stood = Ce qui s’y trouvait
casefile-statements = Énoncés
casefile-format = Format
casefile-digest = SHA-256
casefile-reason-unknown-link = Renvoie à quelque chose qui n’est pas dans le fichier.
casefile-reason-empty = Rien ne s’y trouve.
casefile-reason-cannot-stand = Ne peut être retenu tel quel.
casefile-reason-nothing-said = Il ne restait rien de cette fiche.
casefile-reason-other = Non reconnu.

casefile-kind-person = personne
casefile-kind-organisation = organisation
casefile-kind-phone = téléphone
casefile-kind-online-account = compte en ligne
casefile-kind-travel-document = document
casefile-kind-vessel = navire
casefile-kind-vehicle = véhicule
casefile-kind-bank-account = compte bancaire
casefile-kind-place = lieu
casefile-kind-event = événement
casefile-kind-device = appareil
casefile-kind-sim-card = carte SIM

casefile-property-name = nom
casefile-property-alias = dit aussi
casefile-property-weak-alias = dit aussi (faible)
casefile-property-birth-date = né(e)
casefile-property-birth-place = né(e) à
casefile-property-gender = sexe
casefile-property-nationality = nationalité
casefile-property-parent-name = nom d’un parent
casefile-property-title = titre
casefile-property-phone = téléphone
casefile-property-email = courriel
casefile-property-handle = identifiant
casefile-property-website = site web
casefile-property-document-kind = type de document
casefile-property-document-number = numéro de document
casefile-property-document-issuer = délivré par
casefile-property-issued-on = délivré le
casefile-property-expires-on = expire le
casefile-property-registration-number = numéro d’immatriculation
casefile-property-imo = numéro OMI
casefile-property-mmsi = MMSI
casefile-property-call-sign = indicatif
casefile-property-flag = pavillon
casefile-property-craft-type = type
casefile-property-plate = plaque
casefile-property-account-number = numéro de compte
casefile-property-bank = banque
casefile-property-address = adresse
casefile-property-country = pays
casefile-property-date = date
casefile-property-reference = référence
casefile-property-programme = liste
casefile-property-listed-on = inscrit le
casefile-property-remark = remarque
casefile-property-holds-document = détient
casefile-property-uses = utilise
casefile-property-owns = possède
casefile-property-associated-with = lié à
casefile-property-present-at = présent à
casefile-property-no-longer-listed = ne figure plus sur la liste
casefile-property-event-kind = nature de l’événement
casefile-property-until = jusqu’à
casefile-property-duration = durée en secondes
casefile-property-content = message
casefile-property-amount = montant
casefile-property-coordinates = coordonnées
casefile-property-imei = IMEI
casefile-property-imsi = IMSI
casefile-property-iccid = Numéro de carte SIM (ICCID)
casefile-property-model = marque et modèle
casefile-property-from = de
casefile-property-to = à
casefile-property-located-at = au lieu
casefile-property-same-as = identique à
casefile-property-role = rôle

casefile-role-organiser = organisateur, Protocole 6(2)(c)
casefile-role-suspect = suspect
casefile-role-accused = mis en cause
casefile-role-convicted = condamné
casefile-role-listed = nommé sur une liste publiée
casefile-role-means-of-offence = utilisé dans l’infraction
casefile-role-smuggled-migrant = migrant objet du trafic
casefile-role-witness = témoin
casefile-role-victim = victime
casefile-role-family-member = membre de la famille
casefile-role-lawyer = avocat
casefile-role-rescuer = secouriste ou humanitaire
casefile-role-carrier-staff = personnel du transporteur
casefile-role-deceased = décédé
casefile-role-missing = disparu

casefile-selector-phone = téléphone
casefile-selector-document = document avec son émetteur
casefile-selector-document-number = numéro de document seul
casefile-selector-vessel = navire
casefile-selector-vehicle = véhicule
casefile-selector-account = compte bancaire
casefile-selector-handle = identifiant en ligne
casefile-selector-email = courriel
casefile-selector-person-birth = personne : nom et année de naissance
casefile-selector-person-nationality = personne : nom, nationalité et décennie de naissance
casefile-selector-registration = numéro d’immatriculation
casefile-selector-device = appareil (IMEI)

casefile-upload-what = Vous voyez ce qui a été reconnu avant que rien ne soit repris. Le fichier attend une heure, chiffré.
casefile-file = Fichiers
casefile-file-hint = Jusqu’à { $n } Mio en tout. Les fichiers plus grands s’importent sur le nœud lui-même.
casefile-file-needed = Choisissez un fichier qui n’est pas vide.
casefile-too-many-files = Au plus { $n } fichiers à la fois.
casefile-look-at-it = Examiner
casefile-read-here = Ce qui se lit ici
casefile-format-csv = Tableau
casefile-format-csv-what = Tout tableau avec une ligne d’en-tête : extraction de téléphone, liste de noms (CSV).
casefile-format-un-sc-list = Liste du Conseil de sécurité
casefile-format-un-sc-list-what = La liste récapitulative du Conseil de sécurité des Nations Unies (XML).
casefile-format-ofac-sdn = Liste SDN de l’OFAC
casefile-format-ofac-sdn-what = Ses trois tableaux, sdn, add et alt, choisis ensemble (CSV).
casefile-format-case-uco = Extraction de téléphone (CASE)
casefile-format-case-uco-what = Ce qu’un outil a lu dans un téléphone, en CASE/UCO : appels, messages, contacts, cartes SIM (JSON).
casefile-format-ftm = FollowTheMoney
casefile-format-ftm-what = Des lignes d’entités FollowTheMoney, comme les donnent Aleph et OpenSanctions (JSON).
casefile-format-stix = Paquet STIX
casefile-format-stix-what = Un paquet STIX 2.1 avec ses marquages TLP (JSON).
casefile-format-anx = Schéma i2
casefile-format-anx-what = Un schéma Analyst’s Notebook enregistré en XML (ANX).
casefile-format-graph = Réseau d’appels
casefile-format-graph-what = Des nœuds et des liens, un par ligne : qui a appelé ou écrit à qui (JSON).
casefile-format-xlsx = Classeur
casefile-preview-what = Rien de ceci ne figure encore dans l’affaire.
casefile-discard = Abandonner
casefile-nothing-to-take = Rien n’a été reconnu dans ce fichier. Indiquez ce que disent ses colonnes, ou choisissez un autre fichier.
casefile-upload-kept = Rien n’a été repris. Le fichier attend une heure, chiffré, puis disparaît.
casefile-other-file = Choisir un autre fichier
casefile-taken-before = Ce fichier a déjà été repris dans cette affaire.
casefile-open-that-import = Ouvrir cette reprise
casefile-columns = Ce que disent les colonnes
casefile-columns-what = Deviné d’après l’en-tête. Corrigez ce qui est faux et relisez.
casefile-row-kind = Chaque ligne porte sur
casefile-leave-out = laisser de côté
casefile-read-again = Relire
casefile-columns-kept = Sens de colonnes conservés
casefile-columns-called = Nom
casefile-columns-by-kept = Lu comme conservé sous « { $name } »
casefile-columns-guess = Deviner plutôt d’après l’en-tête
casefile-columns-name = Conserver ce sens sous le nom
casefile-columns-name-hint = Le prochain tableau avec cet en-tête est lu ainsi d’emblée, par toute votre autorité. Un nom déjà pris reçoit ce sens.
casefile-columns-keep = Conserver
casefile-columns-forget = Oublier
casefile-first = Les premières fiches reconnues
casefile-nothing-recognised = Rien n’a été reconnu
casefile-nothing-recognised-next = Indiquez ce que disent les colonnes, ou choisissez un autre fichier.
casefile-all-recognised = Tout a été reconnu
casefile-more-lines = { $n ->
    [one] { $n } ligne de plus, toutes sur la page de la reprise.
   *[other] { $n } lignes de plus, toutes sur la page de la reprise.
}
casefile-will-be-taken = Ce qui sera repris
casefile-import-source-hint = Comment l’affaire nomme cette source.
casefile-take = Reprendre dans l’affaire
casefile-unreadable-format = Ce n’est aucun des fichiers qui se lisent ici.
casefile-unreadable-doctype = Le fichier contient une définition de type de document, qui peut cacher des instructions. Enregistrez-le sans elle.
casefile-unreadable-columns = Ce qui a été dit des colonnes ne convient pas à ce fichier.
casefile-unreadable-large = Ce fichier dépasse ce que la lecture permet. Divisez-le.
casefile-unreadable-broken = Le fichier n’a pas pu être lu jusqu’au bout.
casefile-reason-broken-off = Le fichier s’interrompt ici. Ce qui précède compte.
casefile-reason-no-place = Un dossier d’affaire n’a pas de place pour cela.
casefile-reason-unknown-element = Ce format ne le connaît pas.
casefile-reason-too-long = Plus long que la limite.
casefile-reason-too-many = Plus que la limite n’en permet.
casefile-reason-nul = Contient un octet qu’aucun texte n’a.
casefile-reason-encoding = N’est pas dans l’encodage du fichier.
casefile-reason-columns = Plus ou moins de colonnes que l’en-tête.
casefile-reason-quotes = Un guillemet qui ne se ferme pas.
casefile-reason-no-subject = Aucun nom ni numéro ne dit de qui il s’agit.
casefile-reason-no-entry = Parle d’une entrée que le fichier n’a pas.
casefile-reason-not-a-date = N’est pas une date.
casefile-reason-entity-reference = Une référence qui n’est jamais suivie.
casefile-reason-unknown-country = Un pays inconnu.
casefile-search-cut = Il y en a davantage. Ajoutez un mot ou un numéro pour préciser la recherche.

casefile-circle = Qui peut voir cette affaire
casefile-circle-what = Une affaire est ouverte aux agents de votre autorité, ou réservée aux personnes que vous nommez. Pour toute autre personne, une affaire réservée n’existe pas : ni dans les listes, ni dans les nombres, ni dans les recherches.
casefile-circle-look = Qui peut la voir
casefile-circle-open = Ouverte à l’autorité
casefile-circle-open-what = Tout agent de { $authority } peut voir cette affaire.
casefile-circle-kept = Réservée à ces personnes
casefile-circle-kept-what = Personne d’autre n’apprend que l’affaire existe. Ses valeurs admises prennent toujours part aux rapprochements ; une concordance n’apparaît qu’à ces personnes.
casefile-circle-always = Une affaire du compartiment intégrité est toujours réservée à son cercle.
casefile-circle-change = Changer qui peut la voir
casefile-circle-whom = Personnes
casefile-circle-restrict = La réserver à ces personnes et à moi
casefile-circle-add = Ajouter ces personnes
casefile-circle-reopen = L’ouvrir à l’autorité
casefile-circle-take-out = Retirer { $name }
casefile-circle-all-named = Toutes les personnes qui peuvent être nommées sont dans le cercle.
casefile-circle-exclude = Exclure
casefile-circle-exclude-whom = Personne, autorité ou nœud
casefile-circle-exclude-hint = Qui est exclu ne voit jamais rien de l’affaire, quel que soit le rôle ou le cercle qui lui revienne plus tard.
casefile-circle-excluded = Exclus
casefile-circle-excluded-foot = Seules les personnes qui décident du cercle voient cette liste.
casefile-circle-readmit = Ne plus exclure { $name }
casefile-circle-not-yours = Seule la personne qui a ouvert l’affaire, ou un procureur qui peut la voir, décide qui d’autre le peut.
casefile-circle-emptied = La personne qui a ouvert l’affaire, ou un procureur, doit rester. Ajoutez d’abord quelqu’un d’autre.
casefile-circle-is-excluded = Cette personne est exclue de l’affaire et ne peut pas être ajoutée.
casefile-circle-nobody = Choisissez des personnes de cette autorité qui travaillent sur les affaires.
casefile-circle-nobody-chosen = Choisissez d’abord quelqu’un.
casefile-circle-changed = L’affaire a changé entre-temps. Regardez-la de nouveau.
casefile-circle-too-many = Un cercle compte au plus 200 personnes, et 200 au plus peuvent être exclues.
casefile-circle-reference-taken = Une autre affaire a pris cette référence entre-temps. L’affaire ne peut pas être ouverte à l’autorité sous celle-ci.
casefile-circle-tag = Réservée à un cercle
casefile-count-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}

casefile-tlp = TLP
casefile-tlp-hint = Jusqu’où la source veut que ce soit dit. À part des codes de traitement, qui lient.
casefile-tlp-red = TLP:RED, destinataires nommés seulement
casefile-tlp-amber-strict = TLP:AMBER+STRICT, sa propre organisation seulement
casefile-tlp-amber = TLP:AMBER, l’organisation et ceux qu’elle sert
casefile-tlp-green = TLP:GREEN, la communauté
casefile-tlp-clear = TLP:CLEAR, sans limite
casefile-pap = PAP
casefile-pap-hint = Ce qui peut être fait sans que les personnes visées le remarquent.
casefile-pap-red = PAP:RED, rien qui puisse être remarqué
casefile-pap-amber = PAP:AMBER, vérifications passives seulement
casefile-pap-green = PAP:GREEN, actions permises
casefile-pap-clear = PAP:CLEAR, sans limite
casefile-marking-none = Sans marquage
casefile-reason-unknown-marking = Un marquage (traitement, TLP, PAP) inconnu. La ligne n’est pas reprise sans lui.
casefile-reason-not-json = N’est pas un document JSON.
casefile-reason-removed = Le fichier dit que cela ne vaut plus.
casefile-no-longer-said = La liste ne le dit plus : { $day }
casefile-issue = Par rapport à la liste déjà reprise
casefile-issue-added = Nouveaux
casefile-issue-changed = Modifiés
casefile-issue-removed = Ne figurent plus sur la liste
casefile-issue-unchanged = Inchangés
casefile-issue-retracted = Énoncés retirés
casefile-contacts = Appels et messages
casefile-count-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
casefile-contacts-newest = Les plus récents sont affichés ; les autres figurent parmi les événements du dossier.
casefile-col-when = Quand
casefile-col-kind = Nature
casefile-col-from = De
casefile-col-to = À
casefile-no-date = sans date
casefile-event-call = appel
casefile-event-message = message
casefile-event-payment = paiement
casefile-seconds = { $n } s
casefile-column-marks = Marque sa ligne (traitement, TLP, PAP)

# Acts that need a second person.
casefile-role-said = { $role } (dit, non décidé)
casefile-offence = Infraction de droit interne
casefile-offence-hint = Pour un rôle dans une infraction d’une personne qu’un autre rôle protège : nul n’est suspect pour avoir été l’objet d’un trafic (Protocole, art. 5). Un second agent le confirme.
casefile-offence-needed = Cela exige une seconde personne : indiquez l’infraction de droit interne et sa base légale, en 500 caractères au plus chacune.
casefile-legal-basis = Base légale
casefile-act-role = { $name } : consigner comme { $role }
casefile-act-role-effect = Le rôle figure au dossier avec les deux noms, l’infraction et la base. Les valeurs de la personne restent exclues de toute vérification.
casefile-act-case = Dossier
casefile-act-export = Export de { $reference } pour { $name }
casefile-act-export-effect = Le demandeur peut exporter le dossier une fois pour ce destinataire. Chaque énoncé reste soumis à toutes les règles au moment du départ.
casefile-act-to = Pour
casefile-act-purpose = Finalité
casefile-purpose-prevention = prévention
casefile-restriction-erase-by = conservé jusqu’au { $day } seulement
casefile-until = Conservé jusqu’au
casefile-until-hint = À laisser vide, sauf si la source a fixé un dernier jour. Passé ce jour, l’information est effacée, ici et chez qui la reçoit.

# Enfants (R-26).
casefile-property-age-claimed = âge déclaré
casefile-property-age-doubted = considéré comme enfant
casefile-property-age-assessed = évaluation de l’âge
casefile-child-called = Enfant { $number }
casefile-child-hidden = Masqué : nom d’un enfant
casefile-child-tag = Enfant
casefile-child-taken-for = Considéré comme un enfant
casefile-child-what = Le nom de la personne est masqué dans les listes, les pages, les impressions et les exports, et ne part que si un agent le libère. Ses valeurs restent hors de tout contrôle, et un rôle dans une infraction exige deux agents.
casefile-child-why = Parce que
casefile-child-since = Depuis
casefile-child-ground-birth-date = la date de naissance laisse la question ouverte
casefile-child-ground-age-claimed = l’âge que la personne déclare
casefile-child-ground-age-doubted = le doute d’un agent
casefile-child-ground-received = une autre autorité a envoyé le nom comme celui d’un enfant
casefile-child-ground-same-person = une fiche de la même personne est celle d’un enfant
casefile-child-duty-guardian = Désigner un tuteur
casefile-child-duty-best-interests = Évaluer l’intérêt supérieur de l’enfant
casefile-child-duty-what = Dites qui l’a fait et avec quel résultat. Votre nom et le jour figurent à côté.
casefile-child-law = Protocole, article 16(4) ; Convention relative aux droits de l’enfant, articles 3 et 20
casefile-child-due-rule = règle propre à ce nœud
casefile-child-late = { $by } de retard
casefile-child-done = fait
casefile-child-done-by = { $name }, { $day }
casefile-child-record-done = Noter comme fait
casefile-child-how = Qui l’a fait, et le résultat
casefile-child-how-hint = Par exemple : le service de tutelle et sa référence ; ou la commission qui a évalué, le jour et sa conclusion.
casefile-child-how-needed = Dites qui l’a fait et le résultat, en 1 000 caractères au plus.
casefile-child-name = Nom
casefile-child-show-name = Montrer le nom
casefile-child-show-name-what = Il est montré une fois, sur la page suivante. Le journal garde que vous l’avez vu, pour quoi et pourquoi.
casefile-child-purpose = Pour
casefile-child-why-needed = Dites pour quoi et pourquoi il vous faut le nom, en 500 caractères au plus.
casefile-child-perhaps = Peut-être un enfant ?
casefile-child-perhaps-what = Si l’âge est douteux, la personne est traitée comme un enfant jusqu’à ce que deux personnes en décident autrement.
casefile-child-take = Traiter comme un enfant
casefile-child-doubt = Ce qui vous le fait penser
casefile-child-doubt-hint = Par exemple : le dit ; carte scolaire ; paraît quinze ans.
casefile-child-end = Pas un enfant, après évaluation de l’âge
casefile-child-end-what = Une seconde personne le confirme. La conclusion de l’évaluation figure au dossier.
casefile-child-found = Conclusion de l’évaluation
casefile-child-found-hint = L’âge, et comment il a été établi.
casefile-child-found-needed = Dites ce que l’évaluation a conclu et qui l’a faite, en 500 caractères au plus chacun.
casefile-child-assessed-by = Qui l’a faite, et sa référence
casefile-child-ask = Demander à une seconde personne
casefile-act-no-child = { $name } : pas un enfant, après évaluation de l’âge
casefile-act-no-child-effect = Le nom n’est plus masqué, et des valeurs peuvent de nouveau être admises. La conclusion de l’évaluation figure au dossier avec les deux noms.
casefile-children = À faire pour des enfants
casefile-child-col-due = Échéance
casefile-child-col-what = Quoi
casefile-child-col-who = Pour

# Le sauvetage n’est pas une infraction (R-07).
casefile-role-in-distress = en détresse
casefile-role-asylum-carriage = a transporté des personnes qui ont demandé l’asile
casefile-no-offence = Ceci est enregistré comme sauvetage, détresse ou transport de demandeurs d’asile, qui n’est pas une infraction (Protocole 11(2), 19(1)). Si c’est une erreur, retirez-le d’abord, avec le motif.
casefile-distress = En détresse.
casefile-distress-first = Le sauvetage passe avant toute autre mesure : prévenez le centre de coordination. Rien de cela ne participe à un contrôle, et une demande qui en porte part comme menace imminente pour la vie.
# Chiffres.
casefile-figures-cases-opened = Affaires ouvertes
casefile-figures-cases-opened-what = Affaires opérationnelles, selon le trimestre de leur ouverture.
casefile-figures-cases-opened-opened = affaires

# Les fichiers que l’on a.
casefile-format-text = Texte
casefile-format-html = Page web
casefile-format-mail = Courriel
casefile-format-mbox = Boîte de courriels
casefile-format-pdf = Pages (PDF)
casefile-format-docx = Document texte (DOCX)
casefile-format-ods = Classeur (ODS)
casefile-format-zip = Archive (ZIP)
casefile-format-calls = Relevés d’appels
casefile-format-mrz = Zones lisibles par machine
casefile-format-ais = Trajets de navires (AIS)
casefile-format-papers = Courriels, pages, documents, archives
casefile-format-papers-what = Courriels avec leurs pièces jointes, PDF, DOCX, pages web (aussi enregistrées entières, MHTML, ou capturées, WARC), texte simple, et ZIP de tout cela.
casefile-format-calls-what = Qui a appelé qui, quand et depuis quelle antenne, comme un opérateur l’exporte (CSV).
casefile-reason-unknown-format = Aucun des formats lus ici.
casefile-reason-locked = Fermé par un mot de passe. Ouvrez-le et remettez-le.
casefile-reason-no-text = Il n’y a pas de lettres : une image ou un dessin.
casefile-reason-text-order = L’ordre des lettres n’est pas sûr. Comparez avec la page.
casefile-reason-deleted = Quelqu’un a biffé ce texte.
casefile-reason-check-digit = Le chiffre de contrôle ne convient pas.
casefile-reason-thinned = Laissé de côté, car ses voisins disent la même chose.
casefile-reason-malformed = Mal formé.

# Ce dont un texte peut parler.
casefile-review-n = { $n ->
    [one] Juger une proposition
   *[other] Juger { $n } propositions
}
casefile-review-mentions = { $n ->
    [one] une mention
   *[other] { $n } mentions
}
casefile-format-text-what = Un rapport ou une note en texte brut (TXT) : ce dont il peut parler est proposé à votre jugement.
casefile-text-only = Du texte suivi
casefile-text-only-next = Rien n’y devient une fiche de soi-même. Prenez-le, et jugez une à une les choses dont il peut parler.
casefile-passages = Passages
casefile-proposals = Propositions
casefile-proposals-waiting = Propositions en attente
casefile-review-go = Les juger
casefile-review = Juger ce que dit le texte
casefile-review-what = Une proposition n’est ni cherchée ni comparée tant que vous ne l’acceptez pas, et n’est comparée que si vous l’admettez ensuite.
casefile-review-now = La proposition en cause
casefile-review-source = Ce que dit le texte
casefile-review-known = Déjà connu ici :
casefile-review-known-short = connu ici
casefile-review-kind = Ce que c’est
casefile-review-value = Valeur ou nom
casefile-review-to = Appartient à
casefile-review-a-record = { $name } (dans l’affaire)
casefile-review-a-proposal = { $name }, { $kind } (proposition)
casefile-review-accept = Accepter
casefile-review-reject = Ce n’est rien
casefile-review-join = Joindre
casefile-review-undo = Annuler
casefile-review-undone-why = Jugement d’une proposition repris
casefile-review-before = Précédent
casefile-review-after = Suivant
casefile-review-passage = passage { $n } sur { $of }
casefile-review-none = Rien n’attend votre jugement
casefile-review-none-next = Ce que vous avez accepté figure dans l’affaire. Ses valeurs attendent d’être admises à la comparaison.
casefile-review-several = Plusieurs à la fois
casefile-review-past = Jugé en dernier
casefile-review-keys = Touches
casefile-review-keys-what = Quand le curseur est dans la proposition, hors d’un champ : A accepte, R dit que ce n’est rien, J joint, E va à la valeur, N et P montrent le passage suivant et précédent, U annule le dernier jugement.
casefile-review-choose = Choisissez une proposition et ce qu’elle est.
casefile-review-not-of-kind = Ce n’est pas une valeur de cette sorte. Corrigez-la, ou choisissez une autre sorte.
casefile-review-cannot-join = Ces deux-là ne peuvent faire un. Choisissez à quoi cela appartient, ou acceptez-le seul.
casefile-review-together = En accepter plusieurs : { $kind }
casefile-review-together-what = Regardez chacune là où elle figure. Celles que leurs chiffres de contrôle prouvent sont déjà cochées ; décochez ce qui n’a rien à faire ici.
casefile-review-one-by-one = Une à une
casefile-review-accept-ticked = Accepter celles qui sont cochées
casefile-proposal-waiting = En attente.
casefile-proposal-accepted = Acceptée.
casefile-proposal-joined = Jointe.
casefile-proposal-rejected = Rien.
casefile-sure-weak = supposition
casefile-sure-likely = probable
casefile-sure-checked = se prouve
casefile-mention-phone = numéro de téléphone
casefile-mention-document = numéro de document
casefile-mention-imo = numéro OMI
casefile-mention-mmsi = MMSI
casefile-mention-imei = numéro d’appareil (IMEI)
casefile-mention-plate = plaque
casefile-mention-account = compte bancaire
casefile-mention-wallet = adresse de cryptomonnaie
casefile-mention-handle = compte en ligne
casefile-mention-email = adresse électronique
casefile-mention-website = page web
casefile-mention-coordinates = coordonnées
casefile-mention-date = date
casefile-mention-money = montant
casefile-mention-person = personne
casefile-mention-organisation = organisation
casefile-mention-vessel = navire
casefile-mention-place = lieu
casefile-rule-check-digits = Ses chiffres de contrôle concordent.
casefile-rule-machine-zone = Figure dans une zone lisible à la machine dont les chiffres de contrôle sont justes.
casefile-rule-dialled = Écrit avec l’indicatif d’un pays.
casefile-rule-labelled = Un mot placé devant dit ce que c’est.
casefile-rule-grouped = Écrit par groupes comme un numéro de téléphone ; rien d’autre ne le dit.
casefile-rule-form = A la forme propre à ce genre de valeur.
casefile-rule-service-address = C’est une adresse d’un service connu.
casefile-rule-written-date = Le mois est en toutes lettres, ou l’année vient en tête.
casefile-rule-numeric-date = Trois nombres qui font une date.
casefile-rule-other-calendar = Date d’un autre calendrier, convertie.
casefile-rule-currency = Une monnaie figure à côté.
casefile-rule-title = Un titre ou un grade le précède.
casefile-rule-called = Un mot comme « nommé » ou « alias » le précède.
casefile-rule-born-as = Un mot comme « né » ou « alias » le suit.
casefile-rule-kinship = Un mot de parenté le précède.
casefile-rule-part = Un mot disant ce que fait la personne le précède : chauffeur, témoin, avocat.
casefile-rule-name-form = Construit comme un nom.
casefile-rule-capitals = Plusieurs mots à majuscule dans une phrase ; rien d’autre ne le dit.
casefile-rule-company-form = Une forme de société l’accompagne.
casefile-rule-vessel-word = Un mot désignant une embarcation le précède.
casefile-rule-country = C’est le nom d’un pays.
casefile-rule-place-word = Un mot comme ville ou port le précède.

# La recherche, et la question de savoir si deux fiches n’en font qu’une.
casefile-search-cases = Affaires
casefile-search-records = Fiches
casefile-search-any = indifférent
casefile-search-kind = Type
casefile-search-place = Lieu
casefile-search-from = De l’année
casefile-search-to = À l’année
casefile-search-grade = Cotation
casefile-search-grade-at-least = { $grade } ou mieux
casefile-search-case = Référence d’une affaire
casefile-search-narrow = Restreindre
casefile-search-narrow-go = Restreindre la recherche
casefile-why-value = le même numéro
casefile-why-value-otherwise = le même numéro, écrit autrement
casefile-why-written = écrit ainsi
casefile-why-sounds = le nom se prononce de même
casefile-why-sounds-alike = le nom se prononce de même : { $parts }
casefile-why-words = mots du texte
casefile-why-partly = une partie du nom
casefile-why-partly-alike = une partie du nom : { $parts }
casefile-why-narrowed = ce à quoi vous avez restreint la recherche
casefile-same = Les mêmes ?
casefile-same-list = Les mêmes ?
casefile-same-what = Des fiches qui peuvent désigner une même personne, organisation, un même navire ou document, les plus probables d’abord. Rien ne se réunit tout seul.
casefile-same-lists = Lesquelles
casefile-same-list-open = À trancher
casefile-same-list-later = Remises
casefile-same-list-joined = Réunies
casefile-same-list-apart = Maintenues séparées
casefile-same-none = Rien ici
casefile-same-none-next = Ce qui est ajouté à une affaire est comparé en quelques secondes à ce que vous pouvez voir.
casefile-same-foot = Seul ce que vous pouvez lire est comparé. Au plus les 200 plus probables sont parcourues.
casefile-same-col-chance = Probabilité
casefile-same-col-one = Fiche
casefile-same-col-other = Autre fiche
casefile-same-col-why = Pourquoi
casefile-same-col-says = Ce que cela dit
casefile-same-chance-very = { $n } sur 100, très probable
casefile-same-chance-likely = { $n } sur 100, probable
casefile-same-chance-perhaps = { $n } sur 100, peut-être
casefile-same-chance-hardly = { $n } sur 100, peu probable
casefile-same-beside = Côte à côte
casefile-same-answer = Votre réponse
casefile-same-join = Réunir : c’est le même
casefile-same-apart = Maintenir séparés : ils sont deux
casefile-same-later = Plus tard
casefile-same-undo = Annuler la réponse
casefile-same-undo-what = La question est alors de nouveau posée. Ce qui a été retenu du fait d’une réunion le reste.
casefile-same-why = Pourquoi
casefile-same-why-hint = Par exemple : même passeport, et le témoin le connaît sous les deux noms.
casefile-same-why-needed = Dites pourquoi, en 500 caractères au plus. Seul « Plus tard » se passe de motif.
casefile-same-did-join = Réunies par { $name }, { $day }
casefile-same-did-apart = Maintenues séparées par { $name }, { $day }
casefile-same-did-later = Remise par { $name }, { $day }
casefile-same-did-undo = Annulée par { $name }, { $day }
casefile-same-state-open = attend une réponse
casefile-same-state-later = remise
casefile-same-state-joined = réunies
casefile-same-state-apart = maintenues séparées
casefile-same-title-person = La même personne ?
casefile-same-title-organisation = La même organisation ?
casefile-same-title-vessel = Le même navire ?
casefile-same-title-vehicle = Le même véhicule ?
casefile-same-title-travel-document = Le même document ?
casefile-same-under = Ce qui concorde et ce qui se contredit, point par point, d’après ce que vous pouvez lire.
casefile-same-to-list = Vers la liste
casefile-same-topic-names = Noms
casefile-same-topic-births = Naissance
casefile-same-topic-countries = Nationalité, pays
casefile-same-topic-numbers = Numéros, documents, contacts
casefile-same-topic-addresses = Adresses
casefile-same-topic-rest = Autres énoncés
casefile-same-for = pour
casefile-same-against = contre
casefile-same-says-nothing = non pris en compte
casefile-same-calculated = La probabilité est calculée d’après les seuls noms, naissances, pays, numéros et adresses. Ce n’est pas un constat : c’est vous qui décidez.
casefile-same-does = Ce que fait une réponse
casefile-same-does-what = Les fiches réunies se présentent comme une seule, chaque énoncé avec sa source. Ce qui est retenu de l’une l’est des deux. Les fiches maintenues séparées ne sont plus proposées. Toute réponse peut être annulée.
casefile-same-one = Ne fait qu’un avec
casefile-same-one-what = Un agent a jugé qu’il s’agit du même. Leurs énoncés figurent ensemble sur cette page, chacun avec sa source.
casefile-same-look = pourquoi
casefile-same-perhaps = Peut-être le même
casefile-reason-name-part-agrees = { $x } concorde avec { $y }
casefile-reason-name-part-similar = { $x } ressemble à { $y }
casefile-reason-name-part-slip = { $x } et { $y } diffèrent peut-être d’une faute
casefile-reason-name-part-initial = l’initiale concorde : { $x }, { $y }
casefile-reason-name-part-short-form = l’un abrège l’autre : { $x }, { $y }
casefile-reason-name-part-omitted = un côté omet { $x }
casefile-reason-name-part-contradicts = les noms diffèrent : { $x }, { $y }
casefile-reason-name-first-omitted = un côté commence par le nom suivant, comme celui d’un père ou d’un enfant : { $x }
casefile-reason-name-whole = aucune partie des noms ne reste
casefile-reason-name-lineage = fils et père changent de place : { $x }, { $y }
casefile-reason-name-letters = l’un est formé des initiales de l’autre : { $x }, { $y }
casefile-reason-name-form-different = les formes de la société diffèrent
casefile-reason-birth-agrees = les naissances concordent : { $x }, { $y }
casefile-reason-birth-slip = les naissances diffèrent d’une faute, semble-t-il : { $x }, { $y }
casefile-reason-birth-conflict = les naissances s’excluent : { $x }, { $y }
casefile-reason-country-same = les deux nomment { $x }
casefile-reason-country-different = les pays diffèrent : { $x } ; { $y }
casefile-reason-address-alike = les adresses se ressemblent
casefile-reason-address-different = les adresses diffèrent
casefile-reason-kind-different = les types diffèrent
casefile-reason-document-same = le document est le même : { $x }
casefile-reason-number-same = le numéro de document est le même, l’émetteur n’étant pas connu des deux côtés : { $x }
casefile-reason-number-other-issuer = le numéro de document est le même, d’un autre émetteur : { $x }
casefile-reason-number-slip = les numéros diffèrent d’une faute, semble-t-il : { $x }, { $y }
casefile-reason-number-different = des numéros d’un même émetteur diffèrent : { $x }, { $y }
casefile-reason-imo-same = le numéro OMI est le même : { $x }
casefile-reason-imo-different = les numéros OMI diffèrent : { $x }, { $y }
casefile-reason-registration-same = le numéro d’enregistrement est le même : { $x }
casefile-reason-account-same = le compte est le même : { $x }
casefile-reason-plate-same = la plaque est la même : { $x }
casefile-reason-contact-link = joints par le même moyen, ce qui les relie, sans plus peut-être : { $x }
casefile-same-count = { $n ->
    [one] { $n } paire
   *[other] { $n } paires
}

# Evidence.
casefile-tabs = Pages de cette affaire
casefile-tab-records = Fiches
casefile-tab-evidence = Pièces
casefile-evidence-what = Les fichiers tels qu’ils sont arrivés, avec qui les a eus, et quand.
casefile-evidence-add = Ajouter une pièce
casefile-evidence-add-what = Les octets sont hachés et chiffrés dès l’arrivée, et jamais modifiés.
casefile-exhibits = Pièces
casefile-exhibit = Pièce
casefile-evidence-none = Aucune pièce pour l’instant
casefile-evidence-none-next = Ajoutez le premier fichier : une extraction de téléphone, une photographie, un document, une page capturée.
casefile-evidence-none-yours = Ceux qui travaillent sur l’affaire les ajoutent.
casefile-count-exhibits = { $n ->
    [one] 1 pièce
   *[other] { $n } pièces
}
casefile-count-events = { $n ->
    [one] 1 événement
   *[other] { $n } événements
}
casefile-col-exhibit = Numéro
casefile-col-file = Fichier
casefile-col-came = Arrivée
casefile-col-custody = Possession
casefile-exhibit-copy = copie de travail
casefile-exhibit-captured = capturé en ligne
casefile-size-b = { $n } octets
casefile-size-kb = { $n } ko
casefile-size-mb = { $n } Mo
casefile-bundle = Dossier de pièces
casefile-bundle-what = Les pièces cochées avec leur chaîne de possession en un seul fichier signé que chacun peut vérifier sans ce programme. Chaque copie est inscrite dans la chaîne.
casefile-bundle-to = Pour qui
casefile-bundle-to-hint = Le tribunal, le service ou la personne qui le reçoit.
casefile-bundle-why = Pourquoi
casefile-bundle-make = Créer le dossier
casefile-bundle-none = Cochez au moins une pièce.
casefile-bundle-to-needed = Indiquez pour qui est le dossier.
casefile-bundle-broken = La chaîne de possession de { $exhibit } ne tient pas. Examinez d’abord la pièce.
casefile-evidence-how = Comment les pièces sont conservées
casefile-evidence-how-what = Ce qui est arrivé reste tel quel, au dernier octet près. Travaillez sur une copie et ajoutez-la comme copie de travail. Chaque événement nomme qui l’a inscrit et quand, et est lié au précédent : s’il en manque un, cela se voit.
casefile-evidence-keep = Conserver comme pièce
casefile-exhibit-described = Ce que c’est
casefile-exhibit-described-hint = Comme vous le nommeriez dans un rapport : téléphone du chauffeur, photographie du bateau.
casefile-exhibit-files = Fichier
casefile-exhibit-files-hint = De tout type, jusqu’à { $n } Gio chacun. Fichiers plus gros ou liaison faible : utilisez la ligne de commande, qui reprend là où elle a été coupée.
casefile-exhibit-empty = Le fichier est vide.
casefile-exhibit-too-large = Un fichier a au plus { $n } Gio.
casefile-exhibit-no-room = Il n’y a pas de place sur ce nœud. Demandez à l’administrateur.
casefile-exhibit-there = L’affaire conserve déjà ces octets : { $number }.
casefile-exhibit-over = { $number } dans { $reference }
casefile-exhibit-verify = Vérifier les octets
casefile-exhibit-verified = Vérifié maintenant
casefile-exhibit-unaltered = Tel qu’à l’arrivée.
casefile-exhibit-unaltered-what = Chaque octet vient d’être lu ; la longueur, le SHA-256 et le scellement sont ceux du jour d’arrivée.
casefile-exhibit-altered = Différent de l’arrivée.
casefile-exhibit-altered-what = Les octets conservés ont été modifiés ou endommagés. N’utilisez pas cette pièce ; rétablissez-la depuis une sauvegarde ou demandez-la à qui l’a remise, et prévenez l’administrateur.
casefile-exhibit-make-copy = Ajouter une copie de travail
casefile-exhibit-make-copy-what = Un fichier tiré de cette pièce. Il a sa propre empreinte et sa propre chaîne ; l’original reste tel quel.
casefile-exhibit-copies = Copies de travail
casefile-exhibit-copy-of = Copie de travail de
casefile-exhibit-made = Comment elle a été faite
casefile-exhibit-made-hint = L’outil avec sa version, et ce qui a été fait.
casefile-to-evidence = Aux pièces
casefile-exhibit-size = Taille
casefile-exhibit-type = Type, d’après ses premiers octets
casefile-exhibit-statements = Énoncés qui en sont tirés
casefile-exhibit-import = l’import
casefile-exhibit-save = Enregistrer une copie
casefile-exhibit-save-what = La copie quitte ce programme. La chaîne de possession inscrit qui l’a prise.
casefile-custody = Chaîne de possession
casefile-custody-what = Les heures sont celles données par les agents ; ce qui a été inscrit plus tard le dit. Les événements forment une chaîne d’empreintes SHA-256 et figurent aussi au journal.
casefile-custody-recorded = inscrit le { $when }
casefile-custody-broken = La chaîne de possession ne tient pas.
casefile-custody-broken-at = L’événement { $n } manque, ou a été modifié ou déplacé hors du programme. Ce qui suit n’est pas montré. Prévenez l’auditeur : le journal garde l’empreinte de chaque événement.
casefile-custody-record = Inscrire ce qui lui est arrivé
casefile-custody-record-it = Inscrire
casefile-custody-kind = Ce qui s’est passé
casefile-custody-kind-needed = Choisissez ce qui s’est passé.
casefile-custody-received = Reçue
casefile-custody-captured = Capturée
casefile-custody-derived = Copie de travail faite
casefile-custody-sealed = Scellée
casefile-custody-opened = Scellé ouvert
casefile-custody-copied = Copie sortie
casefile-custody-transferred = Transférée
casefile-custody-returned = Restituée
casefile-custody-from = De qui
casefile-custody-from-hint = La personne ou l’autorité, avec sa fonction.
casefile-custody-to = À qui
casefile-custody-place = Où
casefile-custody-how = Comment, et dans quel état
casefile-custody-how-hint = Le numéro d’un scellé ou d’un reçu, le porteur, les dommages.
casefile-custody-needs-from = Indiquez de qui elle vient.
casefile-custody-needs-to = Indiquez à qui elle est allée.
casefile-custody-needs-how = Indiquez comment : le numéro du scellé, ou la façon dont la copie a été faite.
casefile-happened = Quand
casefile-happened-hint = Vide signifie maintenant.
casefile-happened-wrong = Donnez un jour et une heure qui ne sont pas à venir.
casefile-capture = Capture en ligne
casefile-capture-add = Ajouter une page capturée
casefile-capture-add-what = Une annonce, un profil ou une publication tels qu’enregistrés : une page, son archive ou un fichier WARC.
casefile-capture-protocol = C’est ce que le Protocole de Berkeley sur les enquêtes en sources ouvertes veut que l’on sache. Laissez vide ce que vous ne savez pas : la pièce dira que cela manque.
casefile-capture-url = Adresse complète
casefile-capture-url-hint = Telle que le navigateur l’affichait, commençant par https://
casefile-capture-at = Capturée le
casefile-capture-at-hint = Dans votre fuseau ; conservé en UTC.
casefile-capture-by = Capturée par
casefile-capture-by-hint = Qui a enregistré la page.
casefile-capture-tool = Outil et version
casefile-capture-tool-hint = Le navigateur ou programme qui l’a enregistrée.
casefile-capture-identity = Sous quelle identité
casefile-capture-identity-hint = Le compte et l’adresse réseau utilisés, ou aucun.
casefile-capture-context = Contexte
casefile-capture-context-hint = Comment elle a été trouvée, et son rapport avec l’affaire.
casefile-capture-whole = Rien de ce que demande le Protocole de Berkeley ne manque.
casefile-capture-missing = Manque pour le Protocole de Berkeley :
casefile-capture-missing-what = Dites-le au tribunal avant que d’autres ne le fassent.
casefile-capture-from-file = Ce qu’une page enregistrée entière (MHTML), un fichier WARC ou une archive WACZ dit de lui-même y est lu : adresse, heure, outil, auteur. Ce que vous écrivez ici l’emporte.
casefile-capture-parts = De quoi elle est faite
casefile-capture-part = Adresse de la partie
casefile-capture-part-misfit = ne correspond pas à l’empreinte inscrite dans la capture
casefile-capture-more-parts = { $n ->
    [one] Une autre partie n’est pas affichée.
   *[other] { $n } autres parties ne sont pas affichées.
}
casefile-count-parts = { $n ->
    [one] { $n } partie
   *[other] { $n } parties
}
casefile-issue-foreseen = Par rapport à l’édition reprise auparavant
casefile-format-mhtml = Page web enregistrée entière (MHTML)
casefile-format-warc = Pages capturées (WARC)
casefile-format-bods = Bénéficiaires effectifs (BODS)
# The file VERIFY.txt of a bundle.
casefile-verify-title = COMMENT VÉRIFIER CES PIÈCES
casefile-verify-what = Décompressez tout dans un dossier et ouvrez-y un terminal. Il faut OpenSSL 1.1.1 ou plus récent et sha256sum, présents sous Linux et disponibles pour macOS et Windows ; aucun autre programme, aucun réseau.
casefile-verify-files = 1. Les fichiers. Chaque ligne doit finir par OK (ou « Réussi ») ; sinon, un fichier a été modifié ou manque. Lancez :
casefile-verify-signature = 2. La signature. La réponse doit être : Signature Verified Successfully. Lancez :
casefile-verify-key = 3. La clé. Appelez l’autorité à un numéro que vous avez déjà, pas à un numéro de ce dossier, et faites-vous lire les mots de sa clé. Tous doivent être les mêmes :
casefile-verify-custody = 4. La possession. Le dossier custody contient un fichier par événement et par pièce, dans l’ordre. « previous » est le SHA-256 de l’événement précédent, tel qu’il figure dans SHA256SUMS ; « sha256 » est celui de la pièce. manifest.json indique le nombre d’événements et l’empreinte du dernier.
casefile-verify-limits = Cela montre que les octets sont ceux parvenus à l’autorité et que c’est elle qui en dit cela. Cela ne montre pas que ce qu’ils disent est vrai.
# Tasks, notes, timeline.
casefile-tab-timeline = Chronologie
casefile-tab-elements = Éléments de l’infraction
casefile-tab-tasks = Tâches
casefile-tab-notes = Notes
casefile-task = Tâche dans une affaire
casefile-tasks-what = Ce qui est à faire, par qui, pour quand. Cela figure sur leur bureau.
casefile-tasks-open = À faire
casefile-tasks-done = Faites
casefile-tasks-none = Rien à faire
casefile-tasks-none-next = Fixez une tâche pour vous ou un collègue.
casefile-count-tasks = { $n ->
    [one] 1 tâche
   *[other] { $n } tâches
}
casefile-task-new = Nouvelle tâche
casefile-task-what = Quoi
casefile-task-what-needed = Indiquez ce qui est à faire.
casefile-task-who = Qui
casefile-task-due = Pour le
casefile-task-due-wrong = Donnez un jour et une heure.
casefile-task-no-end = sans échéance
casefile-task-set = Fixer la tâche
casefile-task-record-done = Inscrire qu’elle est faite
casefile-task-done = Fait
casefile-task-how = Ce qui en est sorti
casefile-notes-what = Ce que les agents de cette affaire ont noté, du plus récent au plus ancien.
casefile-notes-none = Aucune note
casefile-notes-none-next = Écrivez ce que vous avez vu, pensé ou décidé, et pourquoi.
casefile-notes-how = Comment les notes sont conservées
casefile-notes-how-what = Une note porte votre nom et l’heure et n’est jamais modifiée. Pour la corriger, écrivez-en une nouvelle qui le dit ; les deux restent.
casefile-count-notes = { $n ->
    [one] 1 note
   *[other] { $n } notes
}
casefile-note = Note
casefile-note-new = Nouvelle note
casefile-note-needed = Écrivez quelque chose.
casefile-note-write = Écrire
casefile-note-corrected = corrigée par une note plus récente
casefile-note-corrects = Corrige la note du { $when }
casefile-note-correct = La corriger
casefile-note-right = Ce qui est exact
casefile-timeline-what = Ce qui a une date dans cette affaire, du plus ancien au plus récent.
casefile-timeline-none = Rien n’a encore de date
casefile-timeline-none-next = Ajoutez un événement et indiquez sa date.
casefile-timeline-how = Comment les dates sont lues
casefile-timeline-how-what = Une date est aussi précise que sa source : un jour, un mois, une année, d’un jour à un autre, ou environ. Ce qui ne se lit pas comme une date figure à la fin, tel qu’écrit. Les énoncés retirés sont laissés de côté.
casefile-timeline-more = Il y a plus de dates que celles montrées ici ; les fiches les ont toutes.
casefile-timeline-between = du { $from } au { $to }
casefile-timeline-about = environ { $when }
casefile-timeline-unread = « { $text } »
casefile-count-dates = { $n ->
    [one] 1 date
   *[other] { $n } dates
}
casefile-col-event = Événement ou fiche
# Elements of the offence.
casefile-elements-what = Quels éléments de l’article 6 du Protocole sont établis, par quoi, et lesquels ne le sont pas.
casefile-elements-how = Comment les éléments sont appréciés
casefile-elements-how-what = Une personne apprécie chaque élément et dit pourquoi et sur quels énoncés et pièces. Rien ne se conclut tout seul, et aucune fiche ne devient suspecte ici. Les appréciations antérieures restent. Le droit national peut exiger plus ou moins que le Protocole.
casefile-elements-none = Aucune infraction n’est encore examinée
casefile-elements-none-next = Choisissez une infraction et indiquez de quels faits il s’agit.
casefile-elements-needed = Éléments
casefile-elements-scope = Pour la coopération (article 4) ; pas un élément en droit interne
casefile-elements-graver = Ce qui l’aggrave (6(3))
casefile-offence-new = Examiner une infraction
casefile-offence-begin = L’examiner
casefile-offence-6-1-a = Trafic illicite de migrants, 6(1)(a)
casefile-offence-6-1-b-i = Fabrication d’un document frauduleux, 6(1)(b)(i)
casefile-offence-6-1-b-ii = Obtention, fourniture ou possession d’un tel document, 6(1)(b)(ii)
casefile-offence-6-1-c = Aide au séjour illégal, 6(1)(c)
casefile-participation = Forme
casefile-participation-principal = comme auteur
casefile-participation-attempt = tentative, 6(2)(a)
casefile-participation-accomplice = complicité, 6(2)(b)
casefile-participation-organise-direct = organisation ou direction, 6(2)(c)
casefile-conduct = Quels faits
casefile-conduct-hint = Ce qui a été fait, où et quand, sans dire personne coupable : la traversée du 3 mars ; les passeports de l’appartement.
casefile-conduct-needed = Indiquez de quels faits il s’agit.
casefile-stands-no-benefit = Pas d’avantage : aucune infraction de l’article 6 ne tient.
casefile-stands-lacks = Pas établi à ce jour :
casefile-stands-all = Chaque élément a été jugé établi. Un tribunal décide.
casefile-col-shown = Appréciation
casefile-col-rests = Pourquoi, et sur quoi
casefile-shown-open = non apprécié
casefile-shown-proven = établi
casefile-shown-proven-what = Au niveau que vous défendriez au tribunal.
casefile-shown-indicated = indices
casefile-shown-indicated-what = Quelque chose l’indique sans l’établir.
casefile-shown-contradicted = contredit
casefile-shown-contradicted-what = Quelque chose s’y oppose.
casefile-shown-not-shown = non établi
casefile-shown-not-shown-what = Rien ne l’établit, ou plus rien.
casefile-shown-needed = Choisissez votre appréciation.
casefile-element-intent = Intention
casefile-element-benefit = Avantage financier ou autre avantage matériel
casefile-element-procuring = L’entrée a été assurée
casefile-element-illegal-entry = L’entrée était illégale
casefile-element-not-national = La personne n’est ni ressortissante ni résidente permanente
casefile-element-to-enable = Afin de permettre le trafic illicite
casefile-element-fraudulent-document = Le document est frauduleux
casefile-element-produced = Il a été fabriqué
casefile-element-provided = Il a été obtenu, fourni ou possédé
casefile-element-illegal-stay = Quelqu’un séjourne sans remplir les conditions de l’État
casefile-element-illegal-means = Par des moyens illégaux
casefile-element-begun = Son exécution a été commencée
casefile-element-helped = Une aide a été apportée
casefile-element-directed = D’autres ont été organisés ou dirigés
casefile-element-transnational = Transnational
casefile-element-organised-group = Un groupe criminel organisé est impliqué
casefile-element-endangers-life = La vie ou la sécurité des personnes a été mise en danger
casefile-element-inhuman-treatment = Traitement inhumain ou dégradant, y compris l’exploitation
casefile-element-link = une autre fiche
casefile-detail-none = non précisé
casefile-detail-fraud = De quelle façon, 3(c)
casefile-detail-benefit = Quel avantage
casefile-detail-counterfeit-or-altered = fabriqué ou modifié
casefile-detail-improperly-issued-or-obtained = délivré ou obtenu irrégulièrement ; le document est authentique
casefile-detail-impostor-use = utilisé par une autre personne
casefile-detail-money = argent
casefile-detail-goods = biens
casefile-detail-labour = travail
casefile-detail-sexual = sexuel
casefile-detail-other = autre avantage matériel
casefile-judge = Apprécier
casefile-judge-search = Chercher des énoncés dans l’affaire
casefile-judge-exhibits = Pièces à l’appui
casefile-judge-statements = Énoncés à l’appui
casefile-judge-no-exhibits = L’affaire n’a pas encore de pièces.
casefile-judge-no-statements = Aucun énoncé trouvé ; cherchez autrement.
casefile-judge-why = Pourquoi
casefile-judge-why-hint = Ce qui l’établit, et ce qui s’y oppose.
casefile-judge-why-needed = Dites pourquoi.
casefile-judge-ground-needed = Cochez au moins une pièce ou un énoncé : rien ne s’établit par rien.
casefile-judge-record = Inscrire l’appréciation
casefile-judged-by = { $name }, { $day }
casefile-judged-before = Appréciations antérieures
casefile-judged-earlier = { $n ->
    [one] 1 appréciation antérieure
   *[other] { $n } appréciations antérieures
}
casefile-judged-rests = { $n } à l’appui
casefile-ground-taken-back = retiré depuis
casefile-import-keep = Conserver le fichier comme pièce
casefile-import-keep-hint = Inchangé et chiffré : chaque énoncé y ramène.
casefile-import-not-kept = Le fichier n’a pas pu être conservé comme pièce, et rien n’a été pris. Il n’y a peut-être plus de place sur ce nœud ; demandez à l’administrateur, ou prenez-le sans le conserver.
casefile-import-exhibit = Conservé comme pièce
casefile-article-6 = Infraction de l’article 6 du Protocole
casefile-article-6-needed = Choisissez une infraction et une forme.
casefile-tab-statements = Énoncés
casefile-statements-what = Ce qui est dit dans cette affaire, la source la plus récente d’abord. Chaque énoncé a sa source et sa cotation.
casefile-statements-source-hint = Une partie du nom suffit.
casefile-statements-narrow = Restreindre
casefile-statements-none-yet = Rien à montrer jusqu’ici
casefile-statements-none-yet-next = La liste continue ; voyez la page suivante.
casefile-statements-none-narrowed = Choisissez une autre source ou cotation.
casefile-statements-first = Première page
casefile-statements-narrow-go = Restreindre la liste
casefile-history = Historique
casefile-history-what = Ce qui valait à deux dates, côte à côte : ce qui a été ajouté, ce qui a été retiré, par qui et quand.
casefile-history-back = Retour à la fiche
casefile-history-days = Deux dates
casefile-history-from = La première date
casefile-history-to = La seconde date
casefile-history-show = Comparer
casefile-history-property = Quoi
casefile-history-added = ajouté
casefile-history-gone = retiré
casefile-history-passing = ajouté puis retiré
casefile-history-added-by = Ajouté par { $who }, { $when }
casefile-history-gone-by = Retiré par { $who }, { $when }
casefile-history-same = { $n ->
    [0] rien ne valait aux deux dates
    [one] { $n } énoncé valait aux deux dates
   *[other] { $n } énoncés valaient aux deux dates
}
casefile-history-none = Rien n’a changé entre les deux dates.
casefile-history-none-next = Choisissez des dates plus éloignées.
